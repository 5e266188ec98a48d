//! `shepherd people candidates`

use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::names::Names;
use crate::cli::people::work;
use crate::cli::records::Records;
use crate::cli::work_place::WorkPlace;
use crate::core::ledger::metrics::Window;
use crate::core::people::{Candidate, Index, Ladder, Login, Rung, Surroundings, WorkKind, candidates};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::guide::Github;

/// So many days are looked at where nobody says which.
const DAYS: u32 = 365;

/// So many examples each deed is shown with.
const EXAMPLES: usize = 3;

/// Show whom to invite: who does work that is like releasing, and never released
///
/// Reviews, merges, changelogs and versions, workflows, documentation: whoever does these knows half of a release. The
/// best come first: the most kinds of such work, then the most of it, then the most changes of their own. Nothing is
/// stored: what somebody could do is theirs to say. Ask them.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people candidates                  of the last 365 days\n  \
    shepherd people candidates --since 2026-01-01 --limit 3\n  \
    shepherd people candidates --json | jq -r '.candidates[].login'"
)]
pub(super) struct CandidatesArguments {
    /// The first day that counts [default: 365 days up to today]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// How many are shown
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: WorkPlace,
}

/// Lists the candidates.
pub(super) fn run(context: &Context<'_>, arguments: &CandidatesArguments) -> Result<(), Failure> {
    let today = context.today();
    let since = arguments.since.unwrap_or_else(|| Window::back(today, DAYS).since);
    if since > today {
        return Err(Failure::new(Kind::Usage, format!("{since} is still to come"))
            .hint("`--since` takes the first day that counts, such as 2026-01-01"));
    }
    let mut place = arguments.place.find(context, "shepherd works from git alone")?;
    if let Github::Unreachable(why) = place.connection.access() {
        context.ui.status(&format!("from git alone: {why}; not known: reviews"));
    }
    let store = Records::read(context, &mut place)?;
    let names = Names::of(&store)?;
    let (roster, releases) = (names.roster(&store)?, names.releases(&store, &place.project, true)?);
    let policy = store.policy()?;
    let index = Index::of(&roster, &releases);
    let ladder = Ladder::of(&releases, &index, today, &policy.ladder);
    let is_bot = |login: &str| place.config.rules.is_bot_login(login);
    let around = Surroundings { roster: &roster, index: &index, ladder: &ladder, is_bot: &is_bot, today };
    // What git alone shows is shown also where GitHub breaks, and how that ended is told.
    let (closed, broken) = match work::closed(context, &place, since, arguments.place.patience()) {
        Ok(found) => (found, None),
        Err(failure) => (None, Some(failure)),
    };
    let github = closed.as_ref().map(|found| found.nodes.as_slice());
    let gaps: Vec<String> = match &broken {
        Some(failure) => vec![failure.message.clone()],
        None => closed.iter().flat_map(|found| found.gaps.clone()).collect(),
    };
    let is_whole = broken.is_some() || gaps.is_empty();
    let works = work::since(context, &place, &roster, since, github)?;
    let found = candidates(&works, &around);
    let (shown, more) = found.split_at(found.len().min(usize::try_from(arguments.limit).unwrap_or(usize::MAX)));
    if arguments.json {
        let list: Vec<_> = shown.iter().map(candidate_json).collect();
        let asked = github.is_some();
        let json = json!({
            "schema": 1, "project": place.project, "since": since, "github": asked, "candidates": list,
            "more": more.len(), "gaps": gaps,
        });
        context.ui.data(&pretty(&json)?)?;
    } else if shown.is_empty() {
        context.ui.status(&format!("nobody who never released did such work since {since}"));
    } else {
        context.ui.prose(&shown.iter().map(|one| text(one, is_whole)).collect::<Vec<_>>().join("\n"))?;
    }
    if !more.is_empty() {
        context.ui.hint(&format!("{} more: `--limit {}` shows them", more.len(), found.len()));
    }
    if let Some(best) = shown.first().filter(|best| best.who.parse::<Login>().is_ok()) {
        let who = &best.who;
        context.ui.hint(&format!("ask them; `shepherd people tasks {who}` shows what @{who} could begin with"));
    }
    if let Some(failure) = broken {
        return Err(failure);
    }
    let mut gaps = gaps.iter().map(|gap| format!("not all was seen: {gap}"));
    let Some(first) = gaps.next() else { return Ok(()) };
    for gap in gaps {
        context.ui.warning(&gap);
    }
    Err(Failure::new(Kind::Outside, first))
}

/// Returns somebody with the evidence, a line for each deed; `is_whole` says that GitHub told all of it.
fn text(candidate: &Candidate, is_whole: bool) -> String {
    let who = match candidate.who.parse::<Login>() {
        Ok(login) => format!("@{login}"),
        Err(_) => format!("{} (login not known)", clean(&candidate.who)),
    };
    let rung = if candidate.rung == Rung::Shadow { ", watched a release" } else { "" };
    let mut text = format!("{who}{rung}, last on {}\n", candidate.last);
    for kind in WorkKind::ALL {
        let pieces = candidate.by_number(kind);
        if pieces.is_empty() {
            continue;
        }
        // The newest have the highest numbers.
        let names: Vec<&str> = pieces.iter().rev().take(EXAMPLES).copied().collect();
        let more = if pieces.len() > EXAMPLES { ", …" } else { "" };
        let least = if is_whole || !kind.is_from_github() { "" } else { "at least " };
        let count = format!("{least}{}", plural(pieces.len(), "change"));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {} {count}: {}{more}", kind.deed(), names.join(", "));
    }
    text
}

fn candidate_json(candidate: &Candidate) -> serde_json::Value {
    let login = candidate.who.parse::<Login>().is_ok();
    let evidence: serde_json::Map<_, _> =
        candidate.evidence.keys().map(|kind| (kind.word().to_owned(), json!(candidate.by_number(*kind)))).collect();
    json!({
        "login": login.then_some(&candidate.who), "name": (!login).then_some(&candidate.who),
        "rung": candidate.rung.word(), "last": candidate.last, "kinds": candidate.breadth(),
        "pieces": candidate.pieces(), "evidence": evidence,
    })
}
