//! Slots as events of a calendar. What an event says comes from the slot, from its release and from how the roster calls
//! people: no clock changes it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::core::calendar::{Calendar, Event, Span, Status};
use crate::core::ledger::Release;
use crate::core::people::Roster;
use crate::core::rotation::{History, Slot, State};

/// Returns the calendar of some slots, with what is released by a day.
pub fn calendar<'a>(
    name: &str,
    history: &History<'_>,
    slots: impl IntoIterator<Item = &'a Slot>,
    today: Date,
) -> Calendar {
    let roster = history.facts.roster;
    let event = |slot: &Slot| match history.release_of(slot, today).filter(|_| slot.state != State::Cancelled) {
        Some(release) => done(roster, slot, release),
        None => ahead(roster, slot),
    };
    Calendar { name: format!("Releases of {name}"), events: slots.into_iter().map(event).collect() }
}

/// Returns the event of a slot that is not released.
fn ahead(roster: &Roster, slot: &Slot) -> Event {
    let who = slot.shepherd.as_ref().map_or_else(|| "nobody yet".to_owned(), |login| named(roster, login));
    let what = what(slot, &slot.what());
    let mut lines = vec![format!("Release shepherd: {who}")];
    lines.extend(slot.learner.as_ref().map(|login| format!("Learns: {}", named(roster, login))));
    lines.extend(slot.mentor.as_ref().map(|login| format!("Mentor: {}", named(roster, login))));
    lines.extend((slot.state == State::Offered).then(|| "Offered, and not accepted yet".to_owned()));
    Event {
        uid: slot.uid.clone(),
        stamp: slot.changed,
        sequence: slot.sequence,
        span: Span::Days { first: slot.from, last: slot.until },
        summary: format!("{what}: {who}"),
        description: lines.join("\n"),
        location: String::new(),
        status: match slot.state {
            State::Cancelled => Status::Cancelled,
            State::Accepted | State::Done => Status::Confirmed,
            State::Open | State::Offered => Status::Tentative,
        },
    }
}

/// Returns the event of a slot that is released: on the day of the release, a stretch of duty on its own days. Another day
/// is a change of the event (RFC 5545, 3.8.7.4), and a slot is released once: its number is the next one.
fn done(roster: &Roster, slot: &Slot, release: &Release) -> Event {
    let everybody = |logins: &[String]| logins.iter().map(|login| named(roster, login)).collect::<Vec<_>>().join(", ");
    let is_duty = slot.kind.is_none();
    let cut_by = everybody(&release.released_by);
    let who = match &slot.shepherd {
        Some(shepherd) if is_duty || cut_by.is_empty() => named(roster, shepherd),
        None if cut_by.is_empty() => "nobody is recorded".to_owned(),
        _ => cut_by.clone(),
    };
    let on = release.date.map(|date| format!(" on {date}")).unwrap_or_default();
    let by = if is_duty && !cut_by.is_empty() { format!(" by {cut_by}") } else { String::new() };
    let mut lines = vec![format!("Done: {} was released{on}{by}", release.version), format!("Release shepherd: {who}")];
    let mentors = everybody(&release.mentored_by);
    lines.extend((!mentors.is_empty()).then(|| format!("Mentor: {mentors}")));
    let span = match release.date.filter(|_| !is_duty) {
        Some(date) => Span::Days { first: date, last: date },
        None => Span::Days { first: slot.from, last: slot.until },
    };
    if span != (Span::Days { first: slot.from, last: slot.until }) {
        lines.push(format!("Planned for {}", slot.when()));
    }
    // The day of a release says when the event became what it is, as far as the records know.
    let released = release.date.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|start| start.timestamp());
    Event {
        uid: slot.uid.clone(),
        stamp: released.map_or(slot.changed, |released: Timestamp| released.max(slot.changed)),
        sequence: slot.sequence.saturating_add(1),
        span,
        summary: format!("{}, done: {who}", what(slot, &release.version)),
        description: lines.join("\n"),
        location: String::new(),
        status: Status::Confirmed,
    }
}

/// Returns what is released, and of which projects.
fn what(slot: &Slot, released: &str) -> String {
    let projects = slot.projects.join(", ");
    if slot.kind.is_none() { format!("{projects}: release duty") } else { format!("{projects} {released}") }
}

/// Returns a person with their name, where they agreed to be listed.
fn named(roster: &Roster, login: &str) -> String {
    let person = roster.known_as(login).filter(|person| person.consent.is_some() && !person.name.is_empty());
    person.map_or_else(|| format!("@{login}"), |person| format!("{} (@{login})", person.name))
}
