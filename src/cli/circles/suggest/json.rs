//! What is suggested, for programs.

use serde_json::{Value, json};

use crate::cli::circles::suggest::triage::{Asked, Whom};
use crate::core::people::{IssueName, Overlap, Suggestion};

pub(super) fn suggestion(one: &Suggestion) -> Value {
    let people: Vec<_> = one
        .people
        .iter()
        .map(|(login, times)| {
            let times: Vec<String> = times.iter().map(|time| time.strftime("%H:%M").to_string()).collect();
            json!({"login": login, "times": times})
        })
        .collect();
    json!({
        "from": one.meeting.from, "time": one.meeting.time.strftime("%H:%M").to_string(),
        "timezone": one.meeting.timezone, "minutes": one.meeting.minutes, "people": people,
    })
}

pub(super) fn pair(pair: &Overlap) -> Value {
    json!({"one": pair.one, "other": pair.other, "minutes": pair.minutes, "stretches": stretches(pair)})
}

fn stretches(pair: &Overlap) -> Value {
    pair.stretches.iter().map(|(start, end)| json!({"start": start.to_string(), "end": end.to_string()})).collect()
}

/// Returns whom to ask, and what was looked at.
pub(super) fn triage(asked: &Asked) -> Value {
    let definition: Vec<_> = asked.kinds.iter().map(|kind| kind.word()).collect();
    let people: Vec<_> = asked.shown.iter().map(whom).collect();
    json!({
        "since": asked.window.since, "until": asked.window.until, "projects": asked.projects, "definition": definition,
        "issues": asked.issues, "gaps": asked.gaps, "people": people, "more": asked.more,
    })
}

fn whom(whom: &Whom) -> Value {
    let triager = &whom.triager;
    let name = |(project, number): &IssueName| format!("{project}#{number}");
    let names = |issues: &std::collections::BTreeSet<IssueName>| issues.iter().map(name).collect::<Vec<_>>();
    let acts: serde_json::Map<_, _> =
        triager.acts.iter().map(|(kind, count)| (kind.word().to_owned(), json!(count))).collect();
    let overlaps: Vec<_> = whom
        .overlaps
        .iter()
        .map(|pair| json!({"login": pair.other, "minutes": pair.minutes, "stretches": stretches(pair)}))
        .collect();
    json!({
        "login": triager.login, "issues_triaged": triager.issues.len(), "first_touched": triager.first.len(),
        "acts": acts, "issues": names(&triager.issues), "first": names(&triager.first), "last": triager.last,
        "timezone": whom.timezone, "overlaps": overlaps,
    })
}
