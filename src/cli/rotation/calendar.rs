//! Slots as events of a calendar. What an event says comes from the slot, and from the roster how its people are called: no
//! clock and no release changes it.

use crate::core::calendar::{Calendar, Event, Span, Status};
use crate::core::people::Roster;
use crate::core::rotation::{Slot, State};

/// Returns the calendar of some slots.
pub(super) fn calendar<'a>(name: &str, roster: &Roster, slots: impl IntoIterator<Item = &'a Slot>) -> Calendar {
    let name = format!("Releases of {name}");
    Calendar { name, events: slots.into_iter().map(|slot| event(roster, slot)).collect() }
}

fn event(roster: &Roster, slot: &Slot) -> Event {
    let who = slot.shepherd.as_ref().map_or_else(|| "nobody yet".to_owned(), |login| named(roster, login));
    let what = match slot.kind {
        None => format!("{}: release duty", slot.projects.join(", ")),
        Some(_) => format!("{} {}", slot.projects.join(", "), slot.what()),
    };
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

/// Returns a person with their name, where they agreed to be listed.
fn named(roster: &Roster, login: &str) -> String {
    let person = roster.known_as(login).filter(|person| person.consent.is_some() && !person.name.is_empty());
    person.map_or_else(|| format!("@{login}"), |person| format!("{} (@{login})", person.name))
}
