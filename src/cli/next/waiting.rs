//! `shepherd next --waiting`: the open pull requests of newcomers, the oldest first.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::next::NextArguments;
use crate::cli::range::Connection;
use crate::cli::work_place::name_on_github;
use crate::config::Overrides;
use crate::core::text::{clean, plural, shorten};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::github::{Client, OpenPullRequest, on_network, open_pull_requests};
use crate::guide::Github;

/// The longest title that is shown.
const TITLE: usize = 70;

/// Shows who waits.
pub(super) fn run(context: &Context<'_>, arguments: &NextArguments) -> Result<(), Failure> {
    let repository = Repository::open(&context.folder)?;
    let config = configuration::load(context, &repository, arguments.source.overrides(Overrides::default()))?;
    let connection = Connection::new(context, &repository, &config, &arguments.source)?;
    let (site, token, project) = match connection.access() {
        Github::Reachable { site, token, project } => (site, token, project),
        Github::Unreachable(why) => {
            return Err(Failure::new(
                Kind::Outside,
                format!("who waits is known to GitHub alone, and it is not asked: {why}"),
            )
            .hint("`shepherd next` without `--waiting` works from git alone"));
        }
    };
    let patience: Duration = arguments.source.patience();
    let progress = context.ui.progress("asking GitHub for open pull requests");
    let found = on_network(async {
        let client = Client::new(&site, token, patience)?;
        let name = name_on_github(context, &client, &project).await?;
        let found = open_pull_requests(&client, &name, context.clock.now()).await?;
        Ok((found, name, client.requests()))
    });
    drop(progress);
    let (found, name, requests) = found?;
    context.ui.verbose(&format!("GitHub: {}", plural(requests, "request")));
    let all = found.nodes.len();
    let is_bot = |one: &OpenPullRequest| {
        one.opened.author.as_ref().is_some_and(|author| author.is_bot || config.rules.is_bot_login(&author.login))
    };
    let is_new = |one: &OpenPullRequest| one.newness().is_some() && !is_bot(one);
    let mut waiting: Vec<OpenPullRequest> = found.nodes.into_iter().filter(is_new).collect();
    waiting.sort_by_key(|one| (one.opened.created, one.opened.number));
    let today = context.today();
    if arguments.is_json() {
        let rows: Vec<_> = waiting
            .iter()
            .map(|one| {
                json!({
                    "number": one.opened.number, "title": one.title, "url": one.url,
                    "author": one.opened.author.as_ref().map(|author| &author.login),
                    "association": one.opened.association, "since": one.opened.created.to_string(),
                    "days": days(one, today), "draft": one.is_draft, "reviewed": one.is_reviewed,
                })
            })
            .collect();
        let value = json!({
            "schema": 1, "project": name, "waiting": rows, "open": all, "gaps": found.gaps, "requests": requests,
        });
        context.ui.data(&pretty(&value)?)?;
    } else {
        context.ui.prose(&text(&waiting, &name, all, today))?;
    }
    match found.gaps.first() {
        Some(gap) => Err(Failure::new(Kind::Outside, format!("not all was seen: {gap}"))),
        None => Ok(()),
    }
}

fn days(one: &OpenPullRequest, today: Date) -> i32 {
    let opened = one.opened.created.to_zoned(TimeZone::UTC).date();
    opened.until(today).map_or(0, |span| span.get_days())
}

fn text(waiting: &[OpenPullRequest], project: &str, all: usize, today: Date) -> String {
    let project = clean(project);
    let open = format!("of {} in {project}", plural(all, "open pull request"));
    if waiting.is_empty() {
        return format!("{open}, none is a newcomer's\n");
    }
    let verb = if waiting.len() == 1 { "is a newcomer's" } else { "are newcomers'" };
    let mut lines = vec![format!("{open}, {} {verb}, the oldest first:", waiting.len())];
    for one in waiting {
        let author =
            one.opened.author.as_ref().map_or_else(|| "a deleted account".to_owned(), |who| format!("@{}", who.login));
        let days = usize::try_from(days(one, today)).unwrap_or(0);
        let mut notes = vec![one.newness().unwrap_or_default()];
        notes.push(if one.is_reviewed { "reviewed" } else { "no review yet" });
        notes.extend(one.is_draft.then_some("draft"));
        let number = one.opened.number;
        lines.push(format!("  #{number} {}", shorten(&clean(&one.title), TITLE)));
        lines.push(format!("    {} since {}; {}", clean(&author), plural(days, "day"), notes.join(", ")));
        lines.push(format!("    {}", clean(&one.url)));
    }
    lines.join("\n") + "\n"
}
