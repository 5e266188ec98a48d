//! `shepherd people tasks`

use std::time::Duration;

use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::names::Names;
use crate::cli::people::login;
use crate::cli::range::{Gathered, SourceArguments, Wanted, gather};
use crate::cli::records::Records;
use crate::cli::whereabouts::Where;
use crate::cli::work_place::WorkPlace;
use crate::core::changelog::breaking::breaks;
use crate::core::changelog::entry::Bucket;
use crate::core::changelog::history::Facts;
use crate::core::changelog::rules::{BREAKING, SectionReason};
use crate::core::people::{Index, Item, Ladder, Material, Pairing, Roster, Rung, Task, tasks};
use crate::core::text::{clean, plural, shorten};
use crate::failure::{Failure, Kind};
use crate::git::{Ends, Tags};
use crate::github::{Client, OpenPullRequest, on_network, open_pull_requests, repository};
use crate::guide::Github;

/// The sections that users have to know of.
const NOTABLE: [&str; 2] = [BREAKING, "deprecation"];

/// Show work that helps the next release and teaches releasing, for one person
///
/// Mentees begin with work. What is shown is there to be done now, with the evidence and the commands, and chosen for
/// how far the person is on the ladder: who never released labels pull requests or tries a pre-release, who released
/// alone reviews newcomers and mentors others.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people tasks kim\n  \
    shepherd people tasks kim --json | jq -r '.tasks[].commands[]'"
)]
pub(super) struct TasksArguments {
    /// The login on GitHub, with or without @
    #[arg(value_name = "LOGIN")]
    login: String,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: WorkPlace,
}

/// Lists the tasks.
pub(super) fn run(context: &Context<'_>, arguments: &TasksArguments) -> Result<(), Failure> {
    let given = login(&arguments.login)?;
    let mut place = arguments.place.find(context, "shepherd works from git alone")?;
    let store = Records::read(context, &mut place)?;
    let names = Names::of(&store)?;
    let (roster, releases) = (names.roster(&store)?, names.releases(&store, &place.project, true)?);
    let policy = store.policy()?;
    let today = context.today();
    let index = Index::of(&roster, &releases);
    let ladder = Ladder::of(&releases, &index, today, &policy.ladder);
    let who = index.login(given.as_str());
    let rung = ladder.rung(who);
    let (mut material, range) = since_last_release(context, &place, arguments.place.patience())?;
    if !has_mentor(&store.pairings()?, who) {
        material.mentors = mentors(&ladder, &roster, who);
    }
    let (open, failure) = match newcomers(context, &place, arguments.place.patience()) {
        Ok(found) => found,
        Err(failure) => (Vec::new(), Some(failure)),
    };
    let is_bot = |login: &str| place.config.rules.is_bot_login(login);
    material.newcomers = open.iter().filter_map(|one| newcomer(one, who, &is_bot)).collect();
    let found = tasks(rung, &material);
    let next = ladder.missing(who).map(|missing| {
        let releases = plural(usize::try_from(missing.releases).unwrap_or(usize::MAX), "release");
        format!("{releases} to go to `{}`", missing.rung)
    });
    if arguments.json {
        let list: Vec<_> = found.iter().map(task_json).collect();
        let json = json!({
            "schema": 1, "project": place.project, "login": who, "rung": rung.word(), "since": range, "tasks": list,
        });
        context.ui.data(&pretty(&json)?)?;
    } else {
        let next = next.map(|next| format!(", {next}")).unwrap_or_default();
        let head = format!("@{who}: {rung}{next}\n");
        let lines: Vec<String> = found.iter().enumerate().map(|(place, task)| text(place + 1, task)).collect();
        context.ui.prose(&format!("{head}{}", lines.concat()))?;
    }
    if let Github::Unreachable(_) = place.connection.access() {
        context.ui.status("not known: labels, and newcomers' open pull requests");
    }
    if found.is_empty() {
        context.ui.status("nothing waits at present");
    }
    failure.map_or(Ok(()), Err)
}

/// Returns what there is to do for what was merged since the last release, and the name of that release.
fn since_last_release(
    context: &Context<'_>,
    place: &Where,
    patience: Duration,
) -> Result<(Material, Option<String>), Failure> {
    let rules = &place.config.rules;
    let tags = Tags::read(&place.repository, rules.tag_pattern.as_ref(), None)?;
    let arguments = SourceArguments {
        offline: false,
        github: false,
        project: None,
        remote: None,
        tag_pattern: None,
        pull_request_pattern: None,
        patience: patience.as_secs(),
    };
    let ends = Ends { base: None, head: "HEAD".to_owned() };
    let (arguments, known) = (&arguments, Facts::default());
    let wanted = Wanted { ends: &ends, version: None, is_onto: false, arguments, patience, known };
    let gathered = gather(context, &place.repository, &place.config, &place.connection, &tags, wanted)?;
    let mut material = Material::default();
    let Gathered { range, history, facts, walk, decided, .. } = gathered;
    for entry in decided.entries.iter().filter(|entry| entry.bucket == Bucket::Listed) {
        material.changes += 1;
        let Some(number) = entry.number() else { continue };
        let labels = entry.details(&facts).map(|details| details.labels.clone()).unwrap_or_default();
        let breaks = breaks(&history, &facts, &walk, rules, entry, None);
        let Some((section, reason)) = rules.section(&labels, &entry.title, breaks, &[]) else { continue };
        let item = || Item { name: number.to_string(), title: format!("#{number} {}", clean(&entry.title)) };
        // Without GitHub nobody knows which labels there are.
        if matches!(reason, SectionReason::Fallback) && facts.asked {
            material.unlabelled.push(item());
        }
        if NOTABLE.contains(&section.key.as_str()) {
            material.notable.push(item());
        }
    }
    material.pre_releases = pre_releases(&tags);
    Ok((material, range.base.map(|(name, _)| name)))
}

/// Returns the newest pre-release, unless a final release came after it.
fn pre_releases(tags: &Tags) -> Vec<Item> {
    let newest = tags.all.iter().max_by(|one, other| one.version.cmp(&other.version));
    let newest = newest.filter(|tag| tag.version.is_pre_release());
    newest.map(|tag| Item { name: tag.name.clone(), title: clean(&tag.name).into_owned() }).into_iter().collect()
}

/// Says whether somebody has a mentor, or has asked for one.
fn has_mentor(pairings: &[Pairing], who: &str) -> bool {
    pairings.iter().any(|pairing| pairing.is_open() && pairing.mentee.eq_ignore_ascii_case(who))
}

/// Returns who could be asked to be a mentor: who mentored or released alone, those who mentored first.
fn mentors(ladder: &Ladder<'_>, roster: &Roster, who: &str) -> Vec<Item> {
    let able = |login: &&str| ladder.rung(login) >= Rung::Solo && !login.eq_ignore_ascii_case(who);
    let mut logins: Vec<&str> = roster.0.iter().map(|person| person.login.as_str()).filter(able).collect();
    logins.sort_by_key(|login| (std::cmp::Reverse(ladder.rung(login)), login.to_lowercase()));
    let item = |login: &str| Item { name: login.to_owned(), title: format!("@{login}, {}", ladder.rung(login)) };
    logins.into_iter().map(item).collect()
}

/// Returns the open pull requests, and how it ended where not all was seen; none where GitHub is not asked.
fn newcomers(
    context: &Context<'_>,
    place: &Where,
    patience: Duration,
) -> Result<(Vec<OpenPullRequest>, Option<Failure>), Failure> {
    let Github::Reachable { site, token, project } = place.connection.access() else { return Ok((Vec::new(), None)) };
    let progress = context.ui.progress("asking GitHub for open pull requests");
    let found = on_network(async {
        let client = Client::new(&site, token, patience)?;
        let name = repository(&client, &project).await?.name;
        open_pull_requests(&client, &name, context.clock.now()).await
    });
    drop(progress);
    let mut found = found?;
    // The oldest waits longest, and those that nobody looked at before others.
    found.nodes.sort_by_key(|one| (one.is_reviewed, one.opened.created, one.opened.number));
    let gap = found.gaps.first().map(|gap| Failure::new(Kind::Outside, format!("not all was seen: {gap}")));
    Ok((found.nodes, gap))
}

/// Returns an open pull request that somebody can review because a newcomer wrote it.
fn newcomer(one: &OpenPullRequest, who: &str, is_bot: &dyn Fn(&str) -> bool) -> Option<Item> {
    let author = one.opened.author.as_ref()?;
    let is_new = one.newness().is_some() && !author.is_bot && !is_bot(&author.login);
    if one.is_draft || !is_new || author.login.eq_ignore_ascii_case(who) {
        return None;
    }
    let (number, day) = (one.opened.number, one.opened.created.to_zoned(TimeZone::UTC).date());
    let seen = if one.is_reviewed { "" } else { ", no review yet" };
    let title = format!("#{number} {}, by @{} since {day}{seen}", clean(&one.title), clean(&author.login));
    Some(Item { name: number.to_string(), title })
}

/// Returns a task with its evidence and its commands.
fn text(number: usize, task: &Task) -> String {
    let mut lines = vec![format!("\n{number}. {}: {}", task.kind.title(), task.kind.reason())];
    if task.evidence.is_empty() {
        lines.extend((task.count > 0).then(|| format!("   {}", plural(task.count, "change"))));
        lines.extend(task.commands.iter().map(|command| format!("   $ {}", clean(command))));
    }
    for (item, command) in task.evidence.iter().zip(&task.commands) {
        lines.push(format!("   {}", shorten(&item.title, 100)));
        lines.push(format!("     $ {}", clean(command)));
    }
    let more = task.count.saturating_sub(task.evidence.len());
    if more > 0 && !task.evidence.is_empty() {
        lines.push(format!("   and {more} more"));
    }
    lines.join("\n") + "\n"
}

fn task_json(task: &Task) -> serde_json::Value {
    let evidence: Vec<_> = task.evidence.iter().map(|item| json!({"name": item.name, "title": item.title})).collect();
    json!({
        "kind": task.kind.word(), "title": task.kind.title(), "reason": task.kind.reason(), "count": task.count,
        "evidence": evidence, "commands": task.commands,
    })
}
