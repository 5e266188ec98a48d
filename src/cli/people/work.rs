//! Who did what lately: from git, and from GitHub where it is asked.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::cli::context::Context;
use crate::cli::whereabouts::Where;
use crate::cli::work_place::name_on_github;
use crate::core::changelog::decide::decide;
use crate::core::changelog::entry::{Bucket, Entry};
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::identity::Identities;
use crate::core::changelog::walk::walk;
use crate::core::history::{CommitId, Node};
use crate::core::ledger::metrics::ClosedPullRequest;
use crate::core::people::{Roster, Work, WorkKind};
use crate::core::text::plural;
use crate::failure::Failure;
use crate::git::{self, Ends, Paths, Tags};
use crate::github::{Client, Found, Span, closed_pull_requests, on_network};
use crate::guide::Github;

/// Returns who did what since a day. What GitHub knows of pull requests comes before what git shows of them; which files
/// they touch is in git.
pub(super) fn since(
    context: &Context<'_>,
    place: &Where,
    roster: &Roster,
    day: Date,
    github: Option<&[ClosedPullRequest]>,
) -> Result<Vec<Work>, Failure> {
    let rules = &place.config.rules;
    let tags = Tags::read(&place.repository, rules.tag_pattern.as_ref(), None)?;
    let start = day.to_zoned(TimeZone::UTC).map_or(i64::MIN, |zoned| zoned.timestamp().as_second());
    // What a tag of before that day holds is older than it.
    let base = tags.all.iter().rev().find(|tag| tag.time < start).map(|tag| tag.name.clone());
    let progress = context.ui.progress("reading the history");
    let ends = |base| Ends { base: Some(base), head: "HEAD".to_owned() };
    let resolve = |base| git::resolve(&place.repository, &ends(base), &tags, false, None);
    // A head that was left behind such a tag has nothing newer either way.
    let range = resolve(base).or_else(|_| resolve(None))?;
    let history = git::load(&place.repository, &range, &tags, rules.pull_request_pattern.as_ref())?;
    let facts = Facts::default();
    let walked = walk(&history, &facts, rules);
    let owner = place.project.split('/').next();
    let identities = Identities::learn(&history, &walked, rules, owner);
    let mut paths = Paths::new(&place.repository);
    let decided =
        decide(&history, &facts, &walked, rules, &identities, &mut |commit, visit| paths.changed(commit, visit));
    let mut works = Vec::new();
    let authors: HashMap<u64, &str> = github.into_iter().flatten().filter_map(author).collect();
    for entry in &decided.entries {
        let committed = history.commit(entry.node).committed;
        let Some(day) = day_of(committed).filter(|_| committed >= start && entry.bucket != Bucket::Bot) else {
            continue;
        };
        let by_git = identities.author(&history, &facts, &walked, entry);
        let known = entry.number().and_then(|number| authors.get(&number)).map(|login| (*login).to_owned());
        let Some(who) = known.or(by_git.login).or_else(|| by_git.name.map(|name| in_roster(roster, name))) else {
            continue;
        };
        let what = entry.number().map_or_else(|| history.graph.id(entry.node).short(), |number| format!("#{number}"));
        let work = |who: &str, kind| Work { who: who.to_owned(), kind, what: what.clone(), day };
        if github.is_none() {
            works.extend(entry.number().map(|_| work(&who, WorkKind::Merged)));
            let merger = merger(&history, &identities, roster, entry);
            works.extend(merger.filter(|merger| *merger != who).map(|merger| work(&merger, WorkKind::Merger)));
        }
        for kind in touched(&mut paths, history.graph.id(entry.node), place) {
            works.push(work(&who, kind));
        }
    }
    paths.finish()?;
    drop(progress);
    works.extend(github.into_iter().flatten().flat_map(on_github));
    Ok(works)
}

/// Returns who wrote a pull request, by its number.
fn author(pull_request: &ClosedPullRequest) -> Option<(u64, &str)> {
    Some((pull_request.opened.number, pull_request.opened.author.as_ref()?.login.as_str()))
}

/// Returns what people did with a pull request, as GitHub knows it; nothing where a bot wrote it.
fn on_github(pull_request: &ClosedPullRequest) -> Vec<Work> {
    let author = pull_request.opened.author.as_ref();
    let Some(day) = day_of(pull_request.closed.as_second()) else { return Vec::new() };
    let what = format!("#{}", pull_request.opened.number);
    let is_author = |login: &str| author.is_some_and(|author| author.login.eq_ignore_ascii_case(login));
    let work = |who: &str, kind| Work { who: who.to_owned(), kind, what: what.clone(), day };
    let mut works = Vec::new();
    if pull_request.is_merged {
        works.extend(author.filter(|author| !author.is_bot).map(|author| work(&author.login, WorkKind::Merged)));
    }
    let others = pull_request.reviews.iter().map(|(who, _)| (who, WorkKind::Reviewed));
    let merger = pull_request.closed_by.iter().filter(|_| pull_request.is_merged).map(|who| (who, WorkKind::Merger));
    let others = others.chain(merger).filter(|(who, _)| !who.is_bot && !is_author(&who.login));
    works.extend(others.map(|(who, kind)| work(&who.login, kind)));
    works
}

/// Returns who merged an entry, as git shows it; web pages write it down as the author of the merge.
fn merger(history: &History, identities: &Identities, roster: &Roster, entry: &Entry) -> Option<String> {
    let node: Node = entry.node;
    if !history.graph.is_merge(node) || entry.number().is_none() {
        return None;
    }
    let person = history.author(node);
    let known = roster.with_email(&person.email).map(|person| person.login.clone());
    known.or_else(|| identities.login(person)).or_else(|| Some(person.name.clone()).filter(|name| !name.is_empty()))
}

/// Returns the login of whom the roster knows by this name.
fn in_roster(roster: &Roster, name: String) -> String {
    let mut named = roster.0.iter().filter(|person| person.name == name);
    match (named.next(), named.next()) {
        (Some(person), None) => person.login.clone(),
        _ => name,
    }
}

/// Returns what the files that a commit touches show.
fn touched(paths: &mut Paths<'_>, commit: CommitId, place: &Where) -> Vec<WorkKind> {
    let mut kinds = Vec::new();
    paths.changed(commit, &mut |path| {
        let is_housekeeping = place.config.rules.housekeeping.by_path(path).is_some();
        if let Some(kind) = WorkKind::of_path(path, is_housekeeping)
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
        true
    });
    kinds
}

fn day_of(second: i64) -> Option<Date> {
    Some(Timestamp::from_second(second).ok()?.to_zoned(TimeZone::UTC).date())
}

/// Returns the pull requests that were merged or closed from a day up to now; `None` where GitHub is not asked.
pub(super) fn closed(
    context: &Context<'_>,
    place: &Where,
    day: Date,
    patience: Duration,
) -> Result<Option<Found<ClosedPullRequest>>, Failure> {
    let Github::Reachable { site, token, project } = place.connection.access() else { return Ok(None) };
    let until = context.clock.now();
    let since = day.to_zoned(TimeZone::UTC).map_or(until, |zoned| zoned.timestamp());
    let progress = context.ui.progress("asking GitHub for pull requests");
    let found = on_network(async {
        let client = Client::new(&site, token, patience)?;
        let name = name_on_github(context, &client, &project).await?;
        let span =
            Span { project: &name, label: None, since, until: until.saturating_add(1.second()).unwrap_or(until) };
        let found = closed_pull_requests(&client, span).await?;
        Ok((found, client.requests()))
    });
    drop(progress);
    let (found, requests) = found?;
    context.ui.verbose(&format!("GitHub: {}", plural(requests, "request")));
    Ok(Some(found))
}
