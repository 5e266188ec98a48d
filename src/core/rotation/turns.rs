//! The slots of a project before and after one: who rests, and whether it is time for a learner.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::core::rotation::{Exclusion, History, Slot};

/// What the slots around one say.
#[derive(Debug, Default)]
pub(super) struct Turns<'a> {
    /// Who rests, and what from, by login of today.
    pub(super) resting: HashMap<&'a str, Exclusion>,
    /// Whether a learner is to be proposed beside whoever is next.
    pub(super) is_for_growth: bool,
}

/// One release, or one slot that is taken.
struct Turn<'a> {
    date: Date,
    name: &'a str,
    people: Vec<&'a str>,
    /// Whether somebody learned in it.
    taught: bool,
}

impl Turn<'_> {
    /// Returns what it is sorted by: not by where it stands in a file.
    fn key(&self) -> (Date, &str, &[&str], bool) {
        (self.date, self.name, &self.people, self.taught)
    }
}

/// Looks at the slots around one.
pub(super) fn turns<'a>(history: &'a History<'_>, taken: &'a [Slot], slot: &'a Slot) -> Turns<'a> {
    let policy = history.facts.policy;
    let rest = usize::try_from(policy.rest).unwrap_or(usize::MAX);
    let growth = usize::try_from(policy.growth).unwrap_or(usize::MAX);
    let mut found = Turns::default();
    for (position, project) in slot.projects.iter().enumerate() {
        let (before, after) = around(history, taken, slot, project);
        for turn in before.iter().take(rest) {
            for login in &turn.people {
                let exclusion = Exclusion::Rests { what: turn.name.to_owned(), on: turn.date, slots: policy.rest };
                found.resting.entry(login).or_insert(exclusion);
            }
        }
        for turn in after.iter().take(rest) {
            for login in &turn.people {
                let exclusion = Exclusion::IsNext { what: turn.name.to_owned(), on: turn.date };
                found.resting.entry(login).or_insert(exclusion);
            }
        }
        if position == 0 && growth > 0 && before.len() >= growth - 1 {
            found.is_for_growth = !before.iter().take(growth - 1).any(|turn| turn.taught);
        }
    }
    found
}

/// Returns what comes before the slot, the newest first, and what is taken after it, the next first.
fn around<'a>(
    history: &'a History<'_>,
    taken: &'a [Slot],
    slot: &'a Slot,
    project: &str,
) -> (Vec<Turn<'a>>, Vec<Turn<'a>>) {
    let by = slot.from;
    let login = |login: &'a String| history.index.login(login);
    let mut before: Vec<Turn<'a>> = Vec::new();
    let policy = history.facts.policy;
    let most = usize::try_from(policy.rest.max(policy.growth)).unwrap_or(usize::MAX);
    for release in history.of_project(project) {
        let Some(date) = release.date.filter(|date| *date <= by) else { continue };
        // The newest come first; those of the last day all count, as they are sorted below.
        if before.len() >= most && before.last().is_some_and(|last| last.date > date) {
            break;
        }
        let people = release.released_by.iter().map(login).collect();
        before.push(Turn { date, name: &release.tag, people, taught: !release.mentored_by.is_empty() });
    }
    let mut after = Vec::new();
    for other in history.waiting(taken, slot, by).filter(|other| other.is_for(project)) {
        let people = other.shepherd.iter().map(login).collect();
        let turn = Turn { date: other.from, name: &other.id, people, taught: other.mentor.is_some() };
        if other.from <= by { before.push(turn) } else { after.push(turn) }
    }
    before.sort_unstable_by(|one, other| other.key().cmp(&one.key()));
    after.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
    (before, after)
}
