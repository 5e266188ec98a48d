//! `shepherd ledger list`

use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::ledger::LedgerPlace;
use crate::cli::ledger::report::{lines, release_json, write_json};
use crate::cli::records::Records;
use crate::core::ledger::{Filter, newest_first, recorded_as};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::store::{Recorded, Store};

/// Show the releases that are recorded, the newest first
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd ledger list --since 2025-01-01\n  \
    shepherd ledger list --person mona --json | jq '.releases | length'\n  \
    shepherd ledger list --all --organisation example\n  \
    shepherd ledger list --tag 5.5.0 --history      what was recorded before"
)]
pub(super) struct ListArguments {
    /// The releases of all projects in the records
    #[arg(long)]
    all: bool,
    /// From that day on, such as 2025-01-31
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Up to that day
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Those that a person took part in, in whatever role
    #[arg(long, value_name = "LOGIN")]
    person: Option<String>,
    /// Those that people of an organisation took part in
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Those of a kind: major, minor, patch, pre-release or security
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// The one of a tag, or of a version
    #[arg(long, value_name = "TAG", conflicts_with = "all")]
    tag: Option<String>,
    /// What its record said before, the newest first
    #[arg(long, requires = "tag")]
    history: bool,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: LedgerPlace,
}

/// Lists the records.
pub(super) fn run(context: &Context<'_>, arguments: &ListArguments) -> Result<(), Failure> {
    let mut place = arguments.place.find(context, false)?;
    let store = Records::read(context, &mut place)?;
    if let (Some(tag), true) = (&arguments.tag, arguments.history) {
        let releases = store.releases(&place.project)?;
        let tag = recorded_as(&releases, tag).unwrap_or(tag);
        return history(context, &store, &place.project, tag, arguments.json);
    }
    let (roster, _) = store.people_as_far_as_readable()?;
    let mut filter = Filter {
        since: arguments.since,
        until: arguments.until,
        person: arguments.person.as_deref().map(|login| login.trim_start_matches('@').to_owned()),
        organisation: arguments.organisation.clone(),
        kind: arguments.kind.clone(),
        tag: arguments.tag.clone(),
    };
    filter.check()?;
    let snapshot = store.snapshot()?;
    let mut releases = if arguments.all { snapshot.all_releases()? } else { snapshot.releases(&place.project)? };
    if let Some(tag) = filter.tag.as_mut().filter(|_| !arguments.all)
        && let Some(recorded) = recorded_as(&releases, tag)
    {
        recorded.clone_into(tag);
    }
    let lookup = roster.lookup();
    releases.retain(|release| filter.fits(release, &lookup));
    newest_first(&mut releases);
    if arguments.json {
        return write_json(context, releases.iter().map(|release| (release, None)), &[]);
    }
    if releases.is_empty() {
        let is_empty = filter == Filter::default();
        let what = if is_empty { "No release is recorded yet." } else { "No release that is recorded is like that." };
        context.ui.status(what);
        if is_empty {
            context.ui.hint("`shepherd ledger import --dry-run` shows what the tags and the changelog tell");
        }
        return Ok(());
    }
    context.ui.prose(&lines(&releases.iter().collect::<Vec<_>>(), arguments.all))
}

/// Shows what the record of a tag said before.
fn history(context: &Context<'_>, store: &Store, project: &str, tag: &str, as_json: bool) -> Result<(), Failure> {
    let states = store.release_history(project, tag)?;
    if states.is_empty() {
        return Err(Failure::new(Kind::Usage, format!("{} of {project} is not recorded", clean(tag)))
            .hint("`shepherd ledger list` shows what is"));
    }
    if as_json {
        let state = |state: &Recorded| {
            let release = state.release.as_ref().map(release_json).transpose()?;
            Ok(serde_json::json!({"commit": state.commit, "by": state.by, "when": state.when, "release": release}))
        };
        let states: Vec<_> = states.iter().map(state).collect::<Result<_, Failure>>()?;
        return context.ui.data(&pretty(&serde_json::json!({"schema": 1, "history": states}))?);
    }
    let text: Vec<String> = states
        .iter()
        .map(|state| {
            let head = format!("{} by {} (commit {})\n", state.when, clean(&state.by), state.commit);
            let said = state.release.as_ref().map_or_else(
                || "taken away\n".to_owned(),
                |release| {
                    let described = release.described().into_iter();
                    let lines: Vec<String> =
                        described.map(|(key, value)| format!("  {key}: {}", clean(&value))).collect();
                    lines.join("\n") + "\n"
                },
            );
            head + &said
        })
        .collect();
    context.ui.prose(&text.join("\n"))
}
