//! Circles as text and as JSON.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use crate::cli::table::named_table;
use crate::core::people::{Circle, Occurrence, When, occurrences};
use crate::core::text::{clean, plural};

/// Returns what a circle is in a few words.
pub(super) fn summary(circle: &Circle) -> String {
    let mut parts = vec![circle.kind.to_string()];
    parts.push(circle.meeting.as_ref().map_or_else(|| "no time yet".to_owned(), ToString::to_string));
    if circle.by_invitation {
        parts.push("by invitation".to_owned());
    }
    if let Some(until) = circle.until {
        parts.push(format!("until {until}"));
    }
    parts.push(plural(circle.members.len(), "member"));
    parts.join("; ")
}

/// Returns the next meeting that takes place and has not ended.
pub(super) fn next(circle: &Circle, now: Timestamp, today: Date) -> Option<Occurrence> {
    let (first, last) = (today.saturating_sub(1.day()), today.saturating_add(7.weeks()));
    let first = circle.meeting.as_ref().map_or(first, |meeting| first.max(meeting.from));
    let last = last.max(first.saturating_add(2.weeks()));
    occurrences(circle, first, last).ok()?.into_iter().find(|one| !one.is_cancelled && one.end > now)
}

/// Returns circles, a line each, below a line that says what is what.
pub(super) fn circles(circles: &[&Circle], now: Timestamp, today: Date) -> String {
    let mut rows = vec![["circle", "kind", "next", "how", "members"].map(str::to_owned)];
    rows.extend(circles.iter().map(|circle| {
        let next = next(circle, now, today).map_or_else(|| "no time yet".to_owned(), |one| shown(one.start));
        let members: Vec<String> = circle.members.iter().map(|login| format!("@{login}")).collect();
        let invitation = if circle.by_invitation { " (by invitation)" } else { "" };
        let members = if members.is_empty() { "nobody yet".to_owned() } else { members.join(", ") };
        [
            circle.name.clone(),
            circle.kind.to_string(),
            next,
            clean(&circle.how).into_owned(),
            format!("{members}{invitation}"),
        ]
    }));
    named_table(&rows).join("\n") + "\n"
}

/// Returns a moment by the clock of this machine.
pub(super) fn shown(at: Timestamp) -> String {
    let offset = at.to_zoned(TimeZone::system()).offset();
    When::Moment { at, offset }.to_string()
}

/// Returns a circle as JSON.
pub(super) fn circle_json(circle: &Circle, now: Timestamp, today: Date) -> Value {
    let meeting = circle.meeting.as_ref().map(|meeting| {
        json!({
            "from": meeting.from, "time": meeting.time.strftime("%H:%M").to_string(), "timezone": meeting.timezone,
            "every": meeting.every.word(), "minutes": meeting.minutes,
        })
    });
    json!({
        "name": circle.name, "kind": circle.kind.word(), "by_invitation": circle.by_invitation,
        "projects": circle.projects, "members": circle.members, "invited": circle.invited, "meeting": meeting,
        "how": circle.how, "since": circle.since, "until": circle.until,
        "next": next(circle, now, today).map(|one| one.start.to_string()),
    })
}
