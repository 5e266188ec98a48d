//! Which release each slot was for. One release is that of one slot at most: else the first release of a month would be
//! that of two slots, and whoever has the second would be let go.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::rotation::{Slot, State};
use crate::core::version::{ReleaseKind, Version};

/// How far from its day a release may be to count as that of a slot without a version, in days.
pub(super) const NEAR: i32 = 14;

/// How long before its day a release of another kind may be to count as that of a slot, in days.
const EARLY: i32 = 7;

/// Returns the release that each slot was for, in the order of the slots. In this order, each release once:
///
/// 1. that of its version;
/// 2. one near its day, of its kind or of none that is known, the nearest pairs first. Before the day it must be nearer to
///    it than to that of any other slot of the kind; what somebody cut whose own slot waits since is that of theirs first;
/// 3. the first one within a stretch of duty, whose others are its releases too;
/// 4. one near its day of another kind, where somebody of the slot cut it: a minor release may become a major one.
///
/// What is cancelled has none. The order of slots and releases does not matter. `is_same` says whether two logins are one
/// person's.
pub fn done<'a>(
    slots: &[Slot],
    releases: impl IntoIterator<Item = &'a Release>,
    is_same: impl Fn(&str, &str) -> bool,
) -> Vec<Option<&'a Release>> {
    let projects = by_project(slots);
    let mut found = Found { of_slots: vec![None; slots.len()], used: HashSet::new() };
    let mut loose = Vec::new();
    for (number, release) in releases.into_iter().enumerate() {
        let Some(project) = projects.get(&release.project.to_lowercase()) else { continue };
        let named: Vec<usize> = project.with_version(release).collect();
        for place in &named {
            found.give_better(slots, *place, release);
        }
        let Some(date) = release.date.filter(|_| named.is_empty()) else { continue };
        if project.near(date).next().is_some() || project.duties_on(date).next().is_some() {
            loose.push(Loose { number, release, date, project });
        }
    }
    let is_own = |slot: &Slot, release: &Release| {
        let own = [&slot.shepherd, &slot.learner].into_iter().flatten();
        own.into_iter().any(|login| release.released_by.iter().any(|by| is_same(login, by)))
    };
    found.give_nearest(loose.iter().flat_map(|one| one.of_kind(is_own)).collect());
    found.give_duties(&loose);
    found.give_nearest(loose.iter().flat_map(|one| one.of_other_kind(is_own)).collect());
    found.of_slots
}

/// Returns the release that has the version of a slot; of several that which fits best.
pub(super) fn with_version<'a>(slot: &Slot, releases: impl Iterator<Item = &'a Release>) -> Option<&'a Release> {
    let version = slot.version.as_ref()?;
    releases
        .filter(|release| release.version == *version || release.tag == *version)
        .min_by(|one, other| fit(slot, one).cmp(&fit(slot, other)))
}

/// How well a release fits a slot, the best first: of its kind, near its day, of a low version.
type Fit<'a> = (bool, i32, Option<Version>, [&'a str; 2]);

fn fit<'a>(slot: &Slot, release: &'a Release) -> Fit<'a> {
    let is_other = slot.kind.is_some_and(|kind| release.kind != kind.name());
    let days = release.date.map_or(0, |date| (date - slot.from).get_days().abs());
    (is_other, days, Version::parse(&release.version), [&release.tag, &release.project])
}

/// The slots of one project that take place, by their places among all.
#[derive(Default)]
struct OfProject<'s> {
    versions: HashMap<&'s str, Vec<usize>>,
    /// Those of a day and without a version, by day.
    dated: Vec<Dated<'s>>,
    /// By first day.
    duties: Vec<(usize, &'s Slot)>,
    /// The days on which there is a slot of a kind.
    days: HashMap<&'static str, BTreeSet<Date>>,
}

/// A slot of a day, without a version.
struct Dated<'s> {
    place: usize,
    slot: &'s Slot,
    kind: ReleaseKind,
    /// For how many days before its day a release is nearer to it than to any other of its kind.
    room: i32,
}

fn by_project(slots: &[Slot]) -> HashMap<String, OfProject<'_>> {
    let mut projects: HashMap<String, OfProject<'_>> = HashMap::new();
    let live = slots.iter().enumerate().filter(|(_, slot)| slot.state != State::Cancelled);
    for (place, slot) in live {
        let names: BTreeSet<String> = slot.projects.iter().map(|name| name.to_lowercase()).collect();
        for name in names {
            let project = projects.entry(name).or_default();
            if let Some(kind) = slot.kind {
                project.days.entry(kind.name()).or_default().insert(slot.from);
            }
            match (&slot.version, slot.kind) {
                (Some(version), _) => project.versions.entry(version).or_default().push(place),
                (None, Some(kind)) => project.dated.push(Dated { place, slot, kind, room: NEAR }),
                (None, None) => project.duties.push((place, slot)),
            }
        }
    }
    for project in projects.values_mut() {
        project.dated.sort_by_key(|one| key(one.slot));
        project.duties.sort_by_key(|(_, slot)| key(slot));
        for one in &mut project.dated {
            one.room = project.days.get(one.kind.name()).map_or(NEAR, |days| room(days, one.slot.from));
        }
    }
    projects
}

/// Returns half of the days to the nearest other slot, and never more than what is near.
fn room(days: &BTreeSet<Date>, on: Date) -> i32 {
    let before = days.range(..on).next_back();
    let after = days.range((Bound::Excluded(on), Bound::Unbounded)).next();
    let gaps = before.into_iter().chain(after).map(|other| (*other - on).get_days().abs());
    gaps.min().map_or(NEAR, |gap| ((gap - 1) / 2).min(NEAR))
}

/// Returns what slots are sorted by: not by where they stand.
fn key(slot: &Slot) -> (Date, &str, &str) {
    (slot.from, slot.project(), &slot.id)
}

impl<'s> OfProject<'s> {
    fn with_version(&self, release: &Release) -> impl Iterator<Item = usize> {
        let of = |version: &str| self.versions.get(version).into_iter().flatten().copied();
        let tag = Some(&release.tag).filter(|tag| **tag != release.version);
        of(&release.version).chain(tag.into_iter().flat_map(move |tag| of(tag)))
    }

    /// Returns the slots near a day.
    fn near(&self, date: Date) -> impl Iterator<Item = &Dated<'s>> {
        let (first, last) = (date.saturating_sub(NEAR.days()), date.saturating_add(NEAR.days()));
        let start = self.dated.partition_point(|one| one.slot.from < first);
        self.dated.iter().skip(start).take_while(move |one| one.slot.from <= last)
    }

    fn duties_on(&self, date: Date) -> impl Iterator<Item = &(usize, &'s Slot)> {
        self.duties.iter().filter(move |(_, slot)| slot.from <= date && date <= slot.until)
    }
}

/// A release that no slot names.
struct Loose<'a, 's> {
    /// Where it stands among all.
    number: usize,
    release: &'a Release,
    date: Date,
    project: &'s OfProject<'s>,
}

/// A release that could be that of a slot.
struct Pair<'a, 's> {
    /// Whether it may be the late work of a slot before it.
    is_doubtful: bool,
    fit: Fit<'a>,
    key: (Date, &'s str, &'s str),
    place: usize,
    number: usize,
    release: &'a Release,
}

impl<'a, 's> Loose<'a, 's> {
    fn pair(&self, one: &Dated<'s>) -> Pair<'a, 's> {
        let Self { number, release, .. } = *self;
        Pair { is_doubtful: false, fit: fit(one.slot, release), key: key(one.slot), place: one.place, number, release }
    }

    /// Returns how many days before the day of a slot it is; none where it is on it or after it.
    fn early(&self, one: &Dated<'_>) -> i32 {
        (one.slot.from - self.date).get_days().max(0)
    }

    /// Pairs it with the slots of its kind. What is not known stands against nothing.
    fn of_kind(&self, is_own: impl Fn(&Slot, &Release) -> bool) -> Vec<Pair<'a, 's>> {
        let kind = self.release.kind.as_str();
        let alike: Vec<&Dated<'_>> =
            self.project.near(self.date).filter(|one| kind.is_empty() || kind == one.kind.name()).collect();
        let is_late_work = alike.iter().any(|one| one.slot.from <= self.date && is_own(one.slot, self.release));
        let is_doubtful = |one: &Dated<'_>| is_late_work && self.early(one) > 0 && !is_own(one.slot, self.release);
        let meant = alike.iter().filter(|one| self.early(one) <= one.room);
        meant.map(|one| Pair { is_doubtful: is_doubtful(one), ..self.pair(one) }).collect()
    }

    /// Pairs it with the slots of other kinds whose people cut it. A candidate is not yet what was planned.
    fn of_other_kind(&self, is_own: impl Fn(&Slot, &Release) -> bool) -> Vec<Pair<'a, 's>> {
        let kind = self.release.kind.as_str();
        let candidate = ReleaseKind::PreRelease;
        if kind.is_empty() || kind == candidate.name() || self.project.duties_on(self.date).next().is_some() {
            return Vec::new();
        }
        let is_meant = |one: &&Dated<'_>| {
            kind != one.kind.name()
                && one.kind != candidate
                && self.early(one) <= one.room.min(EARLY)
                && is_own(one.slot, self.release)
        };
        self.project.near(self.date).filter(is_meant).map(|one| self.pair(one)).collect()
    }
}

/// What was found for each slot, and which releases are that of one.
struct Found<'a> {
    of_slots: Vec<Option<&'a Release>>,
    used: HashSet<usize>,
}

impl<'a> Found<'a> {
    fn is_free(&self, place: usize) -> bool {
        self.of_slots.get(place).is_some_and(Option::is_none)
    }

    fn give(&mut self, place: usize, number: usize, release: &'a Release) {
        if let Some(of_slot) = self.of_slots.get_mut(place) {
            *of_slot = Some(release);
            self.used.insert(number);
        }
    }

    /// Gives a release to the slot of its version, unless that has a better one.
    fn give_better(&mut self, slots: &[Slot], place: usize, release: &'a Release) {
        if let (Some(slot), Some(of_slot)) = (slots.get(place), self.of_slots.get_mut(place)) {
            *of_slot = of_slot.filter(|known| fit(slot, known) <= fit(slot, release)).or(Some(release));
        }
    }

    fn give_nearest(&mut self, mut pairs: Vec<Pair<'a, '_>>) {
        pairs.sort_by(|one, other| {
            (one.is_doubtful, &one.fit, one.key).cmp(&(other.is_doubtful, &other.fit, other.key))
        });
        for Pair { place, number, release, .. } in pairs {
            if self.is_free(place) && !self.used.contains(&number) {
                self.give(place, number, release);
            }
        }
    }

    fn give_duties(&mut self, loose: &[Loose<'a, '_>]) {
        let mut left: Vec<&Loose<'a, '_>> = loose.iter().filter(|one| !self.used.contains(&one.number)).collect();
        let key = |one: &Loose<'a, '_>| (one.date, Version::parse(&one.release.version), &one.release.tag);
        left.sort_by(|one, other| {
            key(one).cmp(&key(other)).then_with(|| one.release.project.cmp(&other.release.project))
        });
        for Loose { number, release, date, project } in left {
            let free = project.duties_on(*date).find(|(place, _)| self.is_free(*place));
            if let Some((place, _)) = free {
                self.give(*place, *number, release);
            }
        }
    }
}
