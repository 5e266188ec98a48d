//! Who may take a slot, in which order, and why.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::core::people::{Ladder, Person, Rung};
use crate::core::rotation::history::{Part, Tally};
use crate::core::rotation::mentors::{self, Mentors};
use crate::core::rotation::turns::turns;
use crate::core::rotation::{Excluded, Exclusion, History, Load, Slot};
use crate::core::text::plural;

/// Everybody of the roster, once, for one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// How far a person must have come to take it without a mentor.
    pub needed: Rung,
    /// Who may take it, the next first.
    pub ranked: Vec<Ranked>,
    /// Who may not, by login.
    pub excluded: Vec<Excluded>,
    /// Who may mentor whoever takes it, the next first.
    pub mentors: Vec<Ranked>,
    /// Who may not mentor, by login.
    pub mentors_excluded: Vec<Excluded>,
    /// The rules that gave way because nobody was left: `rest`.
    pub relaxed: Vec<&'static str>,
    /// Who is proposed to learn beside the first, where it is time for that.
    pub growth: Option<Growth>,
}

/// One person who may take a slot, or mentor in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The login.
    pub login: String,
    /// How far they have come.
    pub rung: Rung,
    /// The weights of what they did in the window, by the days on which they could.
    pub load: Load,
    /// The last day on which they did it, or will have, in the slots that are taken.
    pub last: Option<Date>,
    /// The name of the slot that the last day is from, where that is still ahead.
    pub has: Option<String>,
    /// How many releases they did it in.
    pub lifetime: u32,
    /// Whom they were with on that day.
    pub organisation: Option<String>,
    /// Whether they said that they would like to.
    pub volunteered: bool,
    /// Who mentors them; `None` where they need nobody.
    pub mentor: Option<String>,
    /// The numbers in words.
    pub reasons: Vec<String>,
}

/// Somebody who learns beside whoever takes the slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// Who learns.
    pub learner: String,
    /// Who mentors them.
    pub mentor: String,
}

impl Ranked {
    /// Compares by what was done, and never looks at names before all else is equal.
    fn by_load(&self, other: &Self) -> Ordering {
        self.load
            .cmp(&other.load)
            .then_with(|| self.last.cmp(&other.last))
            .then_with(|| self.lifetime.cmp(&other.lifetime))
            .then_with(|| self.login.to_lowercase().cmp(&other.login.to_lowercase()))
    }

    /// Compares for a slot: volunteers first, then those who need no mentor.
    fn by_turn(&self, other: &Self) -> Ordering {
        let group = |one: &Self| (!one.volunteered, one.mentor.is_some());
        group(self).cmp(&group(other)).then_with(|| self.by_load(other))
    }

    /// Compares mentors. Where two carry the same, one of another organisation than `own` comes first.
    pub(super) fn by_mentoring(&self, other: &Self, own: Option<&str>) -> Ordering {
        let is_of_own = |one: &Self| own.is_some() && one.organisation.as_deref() == own;
        let load = self.load.cmp(&other.load);
        load.then_with(|| is_of_own(self).cmp(&is_of_own(other))).then_with(|| self.by_load(other))
    }
}

/// Ranks everybody of the roster for a slot. `taken` are the slots that somebody has, of all projects; the slot itself may be
/// among them. Nothing after the day of the slot counts, besides the slots that are taken right after it.
pub fn rank(history: &History<'_>, taken: &[Slot], slot: &Slot) -> Ranking {
    let facts = &history.facts;
    let by = slot.from;
    let needed = facts.policy.rungs.needed(slot.kind, slot.security);
    let counted = history.counted(by);
    let ladder = &counted.ladder;
    let tally = history.tally(taken, slot, by);
    let turns = turns(history, taken, slot);
    let found = mentors::find(history, ladder, &tally, slot, needed);
    let waiting: Vec<&Slot> = history.waiting(taken, slot, by).collect();
    let (mut ranked, mut excluded) = (Vec::new(), Vec::new());
    for person in &facts.roster.0 {
        let (one, mut why) = candidate(history, ladder, &tally, &found, slot, person, needed);
        if !one.volunteered {
            why.extend(over_capacity(history, &waiting, slot, person));
            why.extend(turns.resting.get(person.login.as_str()).cloned());
        }
        if why.is_empty() { ranked.push(one) } else { excluded.push((one, why)) }
    }
    let mut relaxed = Vec::new();
    if ranked.is_empty() {
        // Who only rests takes it rather than nobody.
        let (resting, others) = excluded.into_iter().partition(|(_, why)| why.iter().all(Exclusion::is_rest));
        excluded = others;
        let resting: Vec<(Ranked, Vec<Exclusion>)> = resting;
        for (mut one, why) in resting {
            one.reasons.extend(why.iter().map(|why| format!("rest relaxed: {}", told(why))));
            ranked.push(one);
        }
        if !ranked.is_empty() {
            relaxed.push("rest");
        }
    }
    ranked.sort_by(Ranked::by_turn);
    let growth = growth(&ranked, &found).filter(|_| turns.is_for_growth);
    let (mentors, mentors_excluded) = found.beside(ranked.first(), growth.as_ref());
    let mut excluded: Vec<Excluded> =
        excluded.into_iter().map(|(one, why)| Excluded { login: one.login, why }).collect();
    excluded.sort_by_key(|one| one.login.to_lowercase());
    Ranking { needed, ranked, excluded, mentors, mentors_excluded, relaxed, growth }
}

/// Returns a rest without the word for it.
fn told(why: &Exclusion) -> String {
    why.to_string().trim_start_matches("rests: ").to_owned()
}

/// Returns a person with their numbers, and what stands against them besides rest and capacity.
fn candidate(
    history: &History<'_>,
    ladder: &Ladder<'_>,
    tally: &Tally<'_>,
    mentors: &Mentors,
    slot: &Slot,
    person: &Person,
    needed: Rung,
) -> (Ranked, Vec<Exclusion>) {
    let login = person.login.as_str();
    let is_called = |said: &String| history.index.login(said) == login;
    let mut why = unavailable(history, slot, person);
    let mut one = with_numbers(history, person, slot.from, ladder.rung(login), tally.led(login), "releas");
    one.volunteered = slot.volunteers.iter().any(|said| is_called(&said.login));
    if let Some(volunteer) = slot.volunteers.iter().find(|said| is_called(&said.login)) {
        one.reasons.insert(0, format!("volunteered on {}", volunteer.on));
    }
    if slot.declines.iter().any(|said| is_called(&said.login)) {
        why.push(Exclusion::Declined);
    }
    if one.rung < needed {
        match mentors.of(login, one.organisation.as_deref()) {
            Some(mentor) => {
                one.reasons.push(format!("{}, with @{mentor} as mentor", one.rung));
                one.mentor = Some(mentor.to_owned());
            }
            None => why.push(Exclusion::Rung { has: one.rung, needed }),
        }
    }
    (one, why)
}

/// Returns what stands against a person on the days of a slot, whatever they would do in it.
pub(super) fn unavailable(history: &History<'_>, slot: &Slot, person: &Person) -> Vec<Exclusion> {
    let inactive = [slot.from, slot.until].into_iter().find(|day| !person.is_active_on(*day));
    let mut why: Vec<Exclusion> = inactive.map(|on| Exclusion::Inactive { on }).into_iter().collect();
    if history.is_away(&person.login, slot.from, slot.until) {
        why.push(Exclusion::Away);
    }
    why
}

/// Returns a person with their numbers. `verb` is what they did: `releas` or `mentor`, to which `ed` is added.
pub(super) fn with_numbers(
    history: &History<'_>,
    person: &Person,
    by: Date,
    rung: Rung,
    part: Part<'_>,
    verb: &str,
) -> Ranked {
    let load = Load { weight: part.weight, days: history.days_available(person, by) };
    let count = |count: u32, noun: &str| plural(usize::try_from(count).unwrap_or(usize::MAX), noun);
    let planned =
        if part.planned == 0 { String::new() } else { format!(" and {}", count(part.planned, "planned slot")) };
    let mut reasons =
        vec![format!("{}{planned} in {} available", count(part.releases, "release"), count(load.days, "day"))];
    reasons.push(match part.done {
        Some(done) => format!("last {verb}ed on {done}"),
        None => format!("never {verb}ed"),
    });
    let has = part.next.filter(|slot| Some(slot.from) == part.last).map(Slot::label);
    reasons.extend(has.iter().map(|slot| format!("has {slot}")));
    reasons.push(format!("{} in all", part.lifetime));
    Ranked {
        login: person.login.clone(),
        rung,
        load,
        last: part.last,
        has,
        lifetime: part.lifetime,
        organisation: person.organisation_on(by).map(str::to_owned),
        volunteered: false,
        mentor: None,
        reasons,
    }
}

/// Returns that a person has as many slots at the time of this one as they take on.
fn over_capacity(history: &History<'_>, waiting: &[&Slot], slot: &Slot, person: &Person) -> Option<Exclusion> {
    let most = person.capacity.releases?;
    let is_theirs =
        |other: &Slot| other.shepherd.as_ref().is_some_and(|login| history.index.login(login) == person.login);
    let has = waiting.iter().filter(|other| is_theirs(other) && history.are_at_a_time(other, slot)).count();
    let has = u32::try_from(has).unwrap_or(u32::MAX);
    (has >= most).then_some(Exclusion::Capacity { has, most })
}

/// Returns who learns beside the first, who needs no mentor themselves. The first mentors them only where nobody else who
/// does can.
fn growth(ranked: &[Ranked], mentors: &Mentors) -> Option<Growth> {
    let first = ranked.first().filter(|first| first.mentor.is_none())?;
    let (learner, usual) = ranked.iter().find_map(|one| Some((one, one.mentor.as_ref()?)))?;
    let other = mentors.of_besides(&learner.login, learner.organisation.as_deref(), Some(&first.login));
    let mentor = other.map_or_else(|| usual.clone(), str::to_owned);
    Some(Growth { learner: learner.login.clone(), mentor })
}
