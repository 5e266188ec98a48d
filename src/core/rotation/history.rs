//! What is known when a slot is ranked, and what each person did up to a day.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::rc::Rc;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::people::{Away, Index, Ladder, Pairing, Roster};
use crate::core::policy::Policy;
use crate::core::rotation::done::with_version;
use crate::core::rotation::{Slot, done};

/// What is known. No clock: each question brings its day.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Everybody who takes part.
    pub roster: &'a Roster,
    /// The releases of all projects, in any order.
    pub releases: &'a [Release],
    /// The slots of all projects, in any order.
    pub slots: &'a [Slot],
    /// When people are away, as far as this machine may know it.
    pub away: &'a [Away],
    /// Who mentors whom.
    pub pairings: &'a [Pairing],
    /// What the team agreed on.
    pub policy: &'a Policy,
}

/// The same, with what is looked up again and again.
#[derive(Debug)]
pub struct History<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) index: Index<'a>,
    /// The releases of each project, the newest first; those without a date last.
    by_project: HashMap<String, Vec<&'a Release>>,
    pub(super) away: HashMap<String, Vec<&'a Away>>,
    /// What the releases up to one day add up to: many projects are ranked for the same day.
    counted: RefCell<Option<(Date, Rc<Counted<'a>>)>>,
    /// The day of the newest release: after it nothing is done that was not.
    newest: Option<Date>,
    /// The release of each slot, by a day.
    done: RefCell<Option<(Date, Rc<Done<'a>>)>>,
}

/// The release that each slot was for, by what names the slot.
type Done<'a> = HashMap<String, Option<&'a Release>>;

/// What the releases up to a day add up to.
#[derive(Debug)]
pub(super) struct Counted<'a> {
    /// How far everybody has come.
    pub(super) ladder: Ladder<'a>,
    tally: Tally<'a>,
}

/// What one person did up to a day, once as the shepherd and once as the mentor.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part<'a> {
    /// The weights of what lies in the window, planned slots included.
    pub(super) weight: u64,
    /// The releases in the window.
    pub(super) releases: u32,
    /// The slots in the window that are taken and not released yet.
    pub(super) planned: u32,
    /// The last day, planned slots included.
    pub(super) last: Option<Date>,
    /// The day of the last release.
    pub(super) done: Option<Date>,
    /// The last of the slots that are taken and not released yet.
    pub(super) next: Option<&'a Slot>,
    /// All releases ever.
    pub(super) lifetime: u32,
}

/// What everybody did up to a day, by login of today.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally<'a> {
    led: HashMap<&'a str, Part<'a>>,
    mentored: HashMap<&'a str, Part<'a>>,
}

impl<'a> History<'a> {
    /// Prepares what is known.
    pub fn of(facts: Facts<'a>) -> Self {
        let index = Index::of(facts.roster, facts.releases);
        let mut by_project: HashMap<String, Vec<&Release>> = HashMap::new();
        for release in facts.releases {
            if let Some(known) = by_project.get_mut(&release.project) {
                known.push(release);
            } else {
                by_project.entry(release.project.to_lowercase()).or_default().push(release);
            }
        }
        for releases in by_project.values_mut() {
            releases.sort_by_key(|release| Reverse(release.date));
        }
        let mut away: HashMap<String, Vec<&Away>> = HashMap::new();
        for one in facts.away.iter().filter(|one| one.from <= one.until) {
            away.entry(index.login(&one.login).to_lowercase()).or_default().push(one);
        }
        let newest = facts.releases.iter().filter_map(|release| release.date).max();
        let (counted, done) = (RefCell::default(), RefCell::default());
        Self { facts, index, by_project, away, counted, newest, done }
    }

    /// Returns the releases of a project, the newest first; those without a date last.
    pub fn of_project(&self, project: &str) -> &[&'a Release] {
        self.by_project.get(&project.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Returns the release that a slot was for, by a day, that day included; a release without a date is one of long ago.
    /// One that is not among the slots that are known was for nothing yet, unless its version is released.
    pub fn release_of(&self, slot: &Slot, by: Date) -> Option<&'a Release> {
        if let Some(known) = self.done(by).get(&name(slot)) {
            return *known;
        }
        let releases = slot.projects.iter().flat_map(|project| self.of_project(project)).copied();
        with_version(slot, releases.filter(|release| release.date.is_none_or(|date| date <= by)))
    }

    /// Returns the release of each slot by a day, that day included.
    fn done(&self, by: Date) -> Rc<Done<'a>> {
        let by = self.newest.map_or(by, |newest| newest.min(by));
        if let Some((_, known)) = self.done.borrow().as_ref().filter(|(day, _)| *day == by) {
            return Rc::clone(known);
        }
        let slots = self.facts.slots;
        let by_then = self.facts.releases.iter().filter(|release| release.date.is_none_or(|date| date <= by));
        let is_same = |one: &str, other: &str| self.index.login(one) == self.index.login(other);
        let found = if slots.is_empty() { Vec::new() } else { done(slots, by_then, is_same) };
        let known: Rc<Done<'a>> = Rc::new(slots.iter().map(name).zip(found).collect());
        self.done.replace(Some((by, Rc::clone(&known))));
        known
    }

    /// Returns the slots that are taken, as far as they are not released by a day, and are another than this one.
    pub(super) fn waiting<'b>(&'b self, taken: &'b [Slot], slot: &'b Slot, by: Date) -> impl Iterator<Item = &'b Slot> {
        let others = taken.iter().filter(|other| other.is_taken() && !other.is_same(slot));
        others.filter(move |other| self.release_of(other, by).is_none())
    }

    /// Returns what the releases up to a day add up to, that day included, in one pass over them.
    pub(super) fn counted(&self, by: Date) -> Rc<Counted<'a>> {
        if let Some((_, counted)) = self.counted.borrow().as_ref().filter(|(day, _)| *day == by) {
            return Rc::clone(counted);
        }
        let ladder = Ladder::of(self.facts.releases, &self.index, by, &self.facts.policy.ladder);
        let counted = Rc::new(Counted { ladder, tally: self.tally_of_releases(by) });
        self.counted.replace(Some((by, Rc::clone(&counted))));
        counted
    }

    fn tally_of_releases(&self, by: Date) -> Tally<'a> {
        let policy = self.facts.policy;
        let start = first_of_window(policy, by);
        let mut tally = Tally::default();
        for release in self.facts.releases.iter().filter(|release| release.date.is_none_or(|date| date <= by)) {
            let in_window = release.date.is_some_and(|date| date >= start);
            let weight = if in_window { u64::from(policy.weights.of(&release.kind)) } else { 0 };
            let note = |part: &mut Part<'_>| {
                part.weight += weight;
                part.releases += u32::from(in_window);
                part.last = part.last.max(release.date);
                part.done = part.done.max(release.date);
                part.lifetime += 1;
            };
            each_once(&self.index, &release.released_by, |login| note(tally.led.entry(login).or_default()));
            each_once(&self.index, &release.mentored_by, |login| note(tally.mentored.entry(login).or_default()));
        }
        tally
    }

    /// Returns what everybody did up to a day, that day included, with the slots that are taken and not released by then.
    pub(super) fn tally<'b>(&'b self, taken: &'b [Slot], slot: &'b Slot, by: Date) -> Tally<'b> {
        let policy = self.facts.policy;
        let start = first_of_window(policy, by);
        let mut tally: Tally<'b> = self.counted(by).tally.clone();
        for other in self.waiting(taken, slot, by).filter(|other| start <= other.from && other.from <= by) {
            let weight = u64::from(policy.weights.of(other.kind.map_or("", |kind| kind.name())));
            let parts = [(&other.shepherd, &mut tally.led), (&other.mentor, &mut tally.mentored)];
            for (login, parts) in parts.into_iter().filter_map(|(login, parts)| Some((login.as_ref()?, parts))) {
                let part = parts.entry(self.index.login(login)).or_default();
                part.weight += weight;
                part.planned += 1;
                part.last = part.last.max(Some(other.from));
                let key = |slot: &'b Slot| (slot.from, slot.project(), slot.id.as_str());
                if part.next.is_none_or(|known| key(known) < key(other)) {
                    part.next = Some(other);
                }
            }
        }
        tally
    }
}

impl<'a> Tally<'a> {
    /// Returns what a person did as the shepherd.
    pub(super) fn led(&self, login: &str) -> Part<'a> {
        self.led.get(login).copied().unwrap_or_default()
    }

    /// Returns what a person did as the mentor.
    pub(super) fn mentored(&self, login: &str) -> Part<'a> {
        self.mentored.get(login).copied().unwrap_or_default()
    }
}

/// Returns what names a slot, with its version: one that gets a version is another.
fn name(slot: &Slot) -> String {
    format!("{} {} {}", slot.project().to_lowercase(), slot.id, slot.version.as_deref().unwrap_or_default())
}

/// Returns the first day of the window that ends with a day.
pub(super) fn first_of_window(policy: &Policy, last: Date) -> Date {
    last.saturating_sub((i64::from(policy.window) - 1).min(4_000_000).days())
}

/// Gives each person of a list once, by the login of today.
fn each_once<'a>(index: &Index<'a>, logins: &'a [String], mut give: impl FnMut(&'a str)) {
    for (position, given) in logins.iter().enumerate() {
        let login = index.login(given);
        if !logins.iter().take(position).any(|known| index.login(known) == login) {
            give(login);
        }
    }
}
