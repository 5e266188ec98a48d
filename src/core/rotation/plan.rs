//! The coming slots, filled one after the other.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan as _};

use crate::core::rotation::deed::offer;
use crate::core::rotation::{History, Ranking, Slot, State, rank};
use crate::failure::{Failure, Kind};

/// The most slots that one plan holds.
const MOST: usize = 520;

/// How long it is from one slot to the next: `6w`, `45d`, `1mo`.
#[derive(Clone, Copy, Debug)]
pub struct Cadence(Span);

/// What cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A text that says no length of whole days.
    #[error("`{0}` is no length of time in days, weeks, months or years")]
    Cadence(String),
    /// A day that is over.
    #[error("{0} is past, and only what is to come can be planned")]
    Past(Date),
    /// Days in the wrong order.
    #[error("{until} is before {from}")]
    Backwards {
        /// The first day.
        from: Date,
        /// The last.
        until: Date,
    },
    /// More slots than anybody wants.
    #[error("these are more than {MOST} slots")]
    TooMany,
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        let hint = match &error {
            PlanError::Cadence(_) => "write it as `6w`, `45d`, `1mo` or `1y`",
            PlanError::Past(_) | PlanError::Backwards { .. } => "write a day to come, as `2026-04-02`",
            PlanError::TooMany => "name an earlier day with `--until`, or a longer `--every`",
        };
        Self::new(Kind::Usage, error.to_string()).hint(hint)
    }
}

impl FromStr for Cadence {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let fails = || PlanError::Cadence(text.to_owned());
        let span: Span = text.parse().map_err(|_| fails())?;
        let has_time = span.get_hours() != 0
            || [span.get_minutes(), span.get_seconds(), span.get_milliseconds(), span.get_microseconds()] != [0; 4]
            || span.get_nanoseconds() != 0;
        if has_time || !span.is_positive() { Err(fails()) } else { Ok(Self(span)) }
    }
}

/// Writes it as people do: `6w`.
impl fmt::Display for Cadence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:#}", self.0)
    }
}

impl Cadence {
    /// Returns the days from `start` on, that day included, up to `until`, each of them counted from `start`, so that the
    /// last day of a month does not wander.
    ///
    /// # Errors
    ///
    /// Where they run backwards, and where they are too many.
    pub fn days(&self, start: Date, until: Date) -> Result<Vec<Date>, PlanError> {
        if until < start {
            return Err(PlanError::Backwards { from: start, until });
        }
        let mut days = Vec::new();
        for step in 0.. {
            let day = self.0.checked_mul(step).ok().and_then(|span| start.checked_add(span).ok());
            let Some(day) = day.filter(|day| *day <= until) else { break };
            if days.len() == MOST {
                return Err(PlanError::TooMany);
            }
            days.push(day);
        }
        Ok(days)
    }

    /// Returns the first day after `today` that is some steps from `anchor`.
    pub fn first_after(&self, anchor: Date, today: Date) -> Date {
        (0..)
            .map_while(|step| anchor.checked_add(self.0.checked_mul(step).ok()?).ok())
            .find(|day| *day > today)
            .unwrap_or(today)
    }

    /// Returns it in days, from a day on.
    pub fn length(&self, at: Date) -> u32 {
        at.checked_add(self.0).map_or(0, |next| (next - at).get_days().unsigned_abs())
    }

    /// Returns half of it, in days. Whatever is nearer than that to a day of a plan is that slot.
    pub fn half(&self, at: Date) -> i32 {
        at.checked_add(self.0).map_or(0, |next| ((next - at).get_days() - 1) / 2)
    }
}

/// What is to be planned.
#[derive(Clone, Debug)]
pub struct Wish {
    /// A slot as each is to be: its projects, kind and version; its id and days are those of `days`.
    pub like: Slot,
    /// The first and the last day of each slot; they are the same for a release.
    pub days: Vec<(Date, Date)>,
    /// How far from its day a slot that is there already may be, in days, to be the one that is meant.
    pub tolerance: i32,
    /// The day on which it is planned.
    pub today: Date,
    /// The moment.
    pub now: Timestamp,
}

/// The coming slots of a plan, in their order.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Each slot as it is to be, and what becomes of it.
    pub slots: Vec<(Slot, Change)>,
}

/// What becomes of a slot in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Somebody accepted it, or it is over: it stays.
    Kept,
    /// It is as it was.
    Same(Box<Ranking>),
    /// It is offered to somebody else than before.
    Changed(Box<Ranking>),
    /// It was not there.
    New(Box<Ranking>),
}

impl Plan {
    /// Returns the slots that are to be written.
    pub fn writes(&self) -> impl Iterator<Item = &Slot> {
        let is_written = |change: &Change| matches!(change, Change::New(_) | Change::Changed(_));
        self.slots.iter().filter(move |(_, change)| is_written(change)).map(|(slot, _)| slot)
    }
}

/// Fills the coming slots one after the other, each ranked with those before it, and keeps what was accepted. Planning the
/// same again changes nothing. `slots` are all that there are, of all projects.
///
/// # Errors
///
/// Where a day is past, or before another that it should follow.
pub fn plan(history: &History<'_>, slots: &[Slot], wish: &Wish) -> Result<Plan, PlanError> {
    for (from, until) in &wish.days {
        if until < from {
            return Err(PlanError::Backwards { from: *from, until: *until });
        }
        if *until < wish.today {
            return Err(PlanError::Past(*until));
        }
    }
    let mut meant: Vec<Slot> = Vec::new();
    let mut is_new = Vec::new();
    for days in &wish.days {
        let found = closest(slots, wish, *days).filter(|found| !meant.iter().any(|known| known.is_same(found)));
        is_new.push(found.is_none());
        meant.push(found.cloned().unwrap_or_else(|| fresh(slots, &meant, wish, *days)));
    }
    // What is filled anew must not depend on how it was filled before.
    let is_fixed = |slot: &Slot| slot.state == State::Accepted || !meant.iter().any(|known| known.is_same(slot));
    let mut taken: Vec<Slot> = slots.iter().filter(|slot| is_fixed(slot)).cloned().collect();
    let mut plan = Plan::default();
    for (slot, is_new) in meant.into_iter().zip(is_new) {
        let is_over = slot.state == State::Cancelled || history.release_of(&slot, wish.today).is_some();
        if is_over || slot.state == State::Accepted {
            plan.slots.push((slot, Change::Kept));
            continue;
        }
        let ranking = Box::new(rank(history, &taken, &slot));
        let mut after = slot.clone();
        offer(&mut after, &ranking, wish.today);
        let is_same = (&after.shepherd, &after.learner, &after.mentor) == (&slot.shepherd, &slot.learner, &slot.mentor);
        let change = if is_new {
            Change::New(ranking)
        } else if is_same {
            after = slot;
            Change::Same(ranking)
        } else {
            after.touch(wish.now);
            Change::Changed(ranking)
        };
        taken.push(after.clone());
        plan.slots.push((after, change));
    }
    Ok(plan)
}

/// Returns the slot that is there and is meant by the days of a wish.
fn closest<'a>(slots: &'a [Slot], wish: &Wish, (from, _): (Date, Date)) -> Option<&'a Slot> {
    let project = wish.like.project();
    let own = slots.iter().filter(|slot| slot.project().eq_ignore_ascii_case(project));
    if let Some(version) = &wish.like.version {
        return own.into_iter().find(|slot| slot.version.as_ref() == Some(version));
    }
    let distance = |slot: &Slot| (slot.from - from).get_days().abs();
    let is_alike = |slot: &&Slot| slot.kind.is_none() == wish.like.kind.is_none() && distance(slot) <= wish.tolerance;
    own.filter(is_alike).min_by_key(|slot| (distance(slot), slot.from, slot.id.clone()))
}

/// Returns a slot that is not there yet, under a name that no other has.
fn fresh(slots: &[Slot], meant: &[Slot], wish: &Wish, days: (Date, Date)) -> Slot {
    let like = &wish.like;
    let (from, until) = days;
    let usual = match &like.version {
        Some(version) => version.clone(),
        None if from == until && like.kind.is_some() => from.to_string(),
        None => format!("{from}--{until}"),
    };
    let is_used = |id: &str| {
        let own = |slot: &&Slot| slot.project().eq_ignore_ascii_case(like.project());
        slots.iter().chain(meant).filter(own).any(|slot| slot.id.eq_ignore_ascii_case(id))
    };
    let mut id = usual.clone();
    for number in 2.. {
        if !is_used(&id) {
            break;
        }
        id = format!("{usual}-{number}");
    }
    let new = Slot::new(like.project(), &id, days, wish.now);
    Slot {
        projects: like.projects.clone(),
        version: like.version.clone(),
        kind: like.kind,
        security: like.security,
        ..new
    }
}

/// Returns the last day of each stretch that begins with one of `days` and ends before the next; the last one ends with
/// `until`.
pub fn stretches(days: &[Date], until: Date) -> Vec<(Date, Date)> {
    let next = days.iter().skip(1).map(|next| next.saturating_sub(1.day()));
    days.iter().copied().zip(next.chain([until])).collect()
}
