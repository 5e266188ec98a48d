//! Worlds to rank in.

mod calendars;
mod checking;
mod deeds;
mod done;
mod planning;
mod property;
mod ranking;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::core::ledger::Release;
use crate::core::people::{Away, Pairing, Person, Roster, Stage};
use crate::core::policy::Policy;
use crate::core::rotation::{Facts, History, Ranking, Slot, State, rank};
use crate::core::version::ReleaseKind;

const PROJECT: &str = "octo/hello";

/// All that is known, owned.
#[derive(Clone, Debug, Default)]
struct World {
    roster: Roster,
    releases: Vec<Release>,
    slots: Vec<Slot>,
    away: Vec<Away>,
    pairings: Vec<Pairing>,
    policy: Policy,
}

impl World {
    fn of(logins: &[&str]) -> Self {
        let person = |login: &&str| Person { login: (*login).to_owned(), ..Person::default() };
        Self { roster: Roster(logins.iter().map(person).collect()), ..Self::default() }
    }

    fn released(mut self, tag: &str, date: &str, by: &str) -> Self {
        self.releases.push(release(PROJECT, tag, date, by, ""));
        self
    }

    fn mentored(mut self, tag: &str, date: &str, by: &str, mentor: &str) -> Self {
        self.releases.push(release(PROJECT, tag, date, by, mentor));
        self
    }

    fn paired(mut self, mentor: &str, mentee: &str) -> Self {
        self.pairings.push(pairing(mentor, mentee));
        self
    }

    fn away(mut self, login: &str, from: &str, until: &str) -> Self {
        self.away.push(Away { login: login.to_owned(), from: day(from), until: day(until), reason: String::new() });
        self
    }

    fn person(&mut self, login: &str) -> &mut Person {
        self.roster.0.iter_mut().find(|person| person.login == login).expect("somebody")
    }

    fn history(&self) -> History<'_> {
        History::of(Facts {
            roster: &self.roster,
            releases: &self.releases,
            slots: &self.slots,
            away: &self.away,
            pairings: &self.pairings,
            policy: &self.policy,
        })
    }

    fn rank(&self, slot: &Slot) -> Ranking {
        rank(&self.history(), &self.slots, slot)
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn after(start: Date, days: i64) -> Date {
    start.checked_add(days.days()).expect("a day")
}

fn now() -> Timestamp {
    "2026-03-28T09:00:00Z".parse().expect("a moment")
}

fn logins(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn release(project: &str, tag: &str, date: &str, by: &str, mentor: &str) -> Release {
    Release {
        project: project.to_owned(),
        tag: tag.to_owned(),
        version: tag.to_owned(),
        kind: "minor".to_owned(),
        date: date.parse().ok(),
        released_by: logins(by),
        mentored_by: logins(mentor),
        ..Release::default()
    }
}

fn pairing(mentor: &str, mentee: &str) -> Pairing {
    Pairing {
        mentor: mentor.to_owned(),
        mentee: mentee.to_owned(),
        stage: Stage::Coaching,
        asked: None,
        accepted: Some(day("2025-01-01")),
        ended: None,
        next_check_in: None,
        spent_minutes: None,
        sequence: 0,
        changed: None,
    }
}

/// A minor release on a day.
fn slot(on: &str) -> Slot {
    Slot { kind: Some(ReleaseKind::Minor), ..Slot::new(PROJECT, on, (day(on), day(on)), now()) }
}

/// The same, accepted by somebody.
fn taken(on: &str, by: &str) -> Slot {
    Slot { state: State::Accepted, shepherd: Some(by.to_owned()), ..slot(on) }
}

/// Returns a ranking as lines.
fn shown(ranking: &Ranking) -> String {
    let mut lines = Vec::new();
    for one in &ranking.ranked {
        let mentor = one.mentor.as_ref().map(|mentor| format!(" with {mentor}")).unwrap_or_default();
        lines.push(format!("{} {} {}{mentor}: {}", one.login, one.rung, one.load, one.reasons.join("; ")));
    }
    lines.extend(ranking.excluded.iter().map(|one| format!("- {}: {}", one.login, one.reason())));
    lines.extend(
        ranking.mentors.iter().map(|one| format!("mentor {} {}: {}", one.login, one.load, one.reasons.join("; "))),
    );
    lines.extend(ranking.mentors_excluded.iter().map(|one| format!("- mentor {}: {}", one.login, one.reason())));
    lines.extend(ranking.growth.iter().map(|one| format!("growth {} with {}", one.learner, one.mentor)));
    lines.extend(ranking.relaxed.iter().map(|rule| format!("relaxed {rule}")));
    lines.join("\n")
}

/// Returns the logins of who is ranked.
fn order(ranking: &Ranking) -> Vec<&str> {
    ranking.ranked.iter().map(|one| one.login.as_str()).collect()
}
