//! What is suggested, for people.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use crate::cli::circles::suggest::triage::{Asked, Whom};
use crate::cli::table::{named_table, table};
use crate::core::people::{IssueName, Overlap, Suggestion};
use crate::core::text::{clean, plural};

/// So many issues each person is shown with.
const EXAMPLES: usize = 3;

pub(super) fn suggestions(found: &[Suggestion]) -> String {
    let mut text = String::new();
    for one in found {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}, from {} on", one.meeting, one.meeting.from);
        let rows: Vec<[String; 2]> = one
            .people
            .iter()
            .map(|(login, times)| {
                let times: Vec<String> = times.iter().map(|time| time.strftime("%H:%M").to_string()).collect();
                [format!("  @{login}"), times.join(", then ")]
            })
            .collect();
        for line in table(&rows) {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

pub(super) fn pairs(pairs: &[Overlap]) -> String {
    let mut rows = vec![["awake together", "each day", "then (UTC)"].map(str::to_owned)];
    rows.extend(pairs.iter().map(|pair| {
        let time = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).strftime("%H:%M").to_string();
        let stretch = |(start, end): &_| format!("{} to {}", time(*start), time(*end));
        let stretches: Vec<String> = pair.stretches.iter().map(stretch).collect();
        [format!("@{} @{}", pair.one, pair.other), hours(pair.minutes), stretches.join(", ")]
    }));
    named_table(&rows).join("\n") + "\n"
}

fn hours(minutes: i64) -> String {
    if minutes == 0 { "never".to_owned() } else { format!("{} h {:02}", minutes / 60, minutes % 60) }
}

/// Returns whom to ask, each with the evidence and the hours.
pub(super) fn triage(asked: &Asked) -> String {
    let kinds: Vec<_> = asked.kinds.iter().map(|kind| kind.word()).collect();
    let mut text = format!(
        "Whom to ask: who triaged issues of {}, {} to {}\n(others than the author did one of: {})\n",
        clean(&asked.projects.join(", ")),
        asked.window.since,
        asked.window.until,
        kinds.join(", ")
    );
    for whom in &asked.shown {
        text.push('\n');
        text.push_str(&person(whom, asked.projects.len() > 1));
    }
    text
}

/// Returns somebody with the evidence; the newest issues stand for all.
fn person(whom: &Whom, names_projects: bool) -> String {
    let triager = &whom.triager;
    let mut issues: Vec<&IssueName> = triager.issues.iter().collect();
    issues.sort_by_key(|(project, number)| (std::cmp::Reverse(*number), project));
    let name = |(project, number): &&IssueName| {
        if names_projects { format!("{}#{number}", clean(project)) } else { format!("#{number}") }
    };
    let examples: Vec<String> = issues.iter().take(EXAMPLES).map(name).collect();
    let more = if issues.len() > EXAMPLES { ", …" } else { "" };
    let count = plural(issues.len(), "issue");
    let acts: Vec<String> = triager.acts.iter().map(|(kind, count)| format!("{} {count}", kind.word())).collect();
    let clock = match &whom.timezone {
        None => "time zone not known".to_owned(),
        Some(zone) if whom.overlaps.is_empty() => zone.clone(),
        Some(zone) => {
            let with: Vec<_> =
                whom.overlaps.iter().map(|pair| format!("@{} {}", pair.other, hours(pair.minutes))).collect();
            format!("{zone}; awake together each day: {}", with.join(", "))
        }
    };
    format!(
        "@{}, last on {}\n  triaged {count}, {} of them first: {}{more}\n  {}\n  {clock}\n",
        clean(&triager.login),
        triager.last,
        triager.first.len(),
        examples.join(", "),
        acts.join(", ")
    )
}
