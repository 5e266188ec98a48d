//! The coming slots, filled one after the other.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::core::rotation::deed::offer;
use crate::core::rotation::done::NEAR;
use crate::core::rotation::{History, PlanError, Ranking, Slot, State, rank};

/// What is to be planned.
#[derive(Clone, Debug)]
pub struct Wish {
    /// A slot as each is to be: its projects, kind and version; its id and days are those of `days`.
    pub like: Slot,
    /// The first and the last day of each slot; they are the same for a release.
    pub days: Vec<(Date, Date)>,
    /// How far from its day a slot that is there already may be, in days, to be the one that is meant.
    pub tolerance: i32,
    /// Slots that are left alone, whatever their days: those that everybody knows, where others are planned in private.
    pub others: Vec<Slot>,
    /// Whether somebody named each day: then one that was cancelled takes place again.
    pub is_named: bool,
    /// Whether somebody named the kind: then a slot that is there and has no version is of that kind from now on, where its
    /// day is named too.
    pub is_kind_named: bool,
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
    /// Those of them that were there and stay what they were, where another kind was named or that they mend something that
    /// can be exploited.
    pub left: Vec<Slot>,
}

/// What becomes of a slot in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Somebody accepted it, or it is cancelled: it stays.
    Kept,
    /// It is released: the version, and the day where it is known.
    Done(String, Option<Date>),
    /// It is as it was.
    Same(Box<Ranking>),
    /// It is offered to somebody else than before.
    Changed(Box<Ranking>),
    /// It did not take place, and does now.
    Revived(Box<Ranking>),
    /// It was not there.
    New(Box<Ranking>),
    /// Whoever accepted it keeps it, and it has its version now.
    Named,
    /// Whoever accepted it keeps it, and it is of another kind now, or mends something that can be exploited.
    Turned,
}

impl Plan {
    /// Returns the slots that are to be written.
    pub fn writes(&self) -> impl Iterator<Item = &Slot> {
        let is_written = |change: &Change| !matches!(change, Change::Kept | Change::Done(..) | Change::Same(_));
        self.slots.iter().filter(move |(_, change)| is_written(change)).map(|(slot, _)| slot)
    }
}

/// Fills the coming slots one after the other, each ranked with those before it, and keeps what was accepted. Planning the
/// same again changes nothing. `slots` are all that there are, of all projects.
///
/// # Errors
///
/// Where a day is past, or before another that it should follow, and where the version is released.
pub fn plan(history: &History<'_>, slots: &[Slot], wish: &Wish) -> Result<Plan, PlanError> {
    for (from, until) in &wish.days {
        if until < from {
            return Err(PlanError::Backwards { from: *from, until: *until });
        }
        if *until < wish.today {
            return Err(PlanError::Past { day: *until, today: wish.today });
        }
    }
    let like = &wish.like;
    let released = like.version.as_ref().and_then(|version| Some((version, history.release_of(like, wish.today)?)));
    if let Some((version, release)) = released {
        let (version, tag, on) = (version.clone(), release.tag.clone(), release.date);
        return Err(PlanError::Released { version, tag, on });
    }
    let mut meant: Vec<Meant> = Vec::new();
    for days in &wish.days {
        let is_meant = |found: &&Slot| meant.iter().any(|known| known.slot.is_same(found));
        let found = closest(history, slots, wish, *days).filter(|found| !is_meant(found));
        let slot = found.cloned().unwrap_or_else(|| fresh(slots, &meant, wish, *days));
        meant.push(Meant { slot, is_new: found.is_none() });
    }
    Ok(fill(history, slots, meant, wish))
}

/// Fills the coming slots of a project anew that nobody accepted, so that they are spread: each is ranked with those before
/// it.
pub fn plan_again(history: &History<'_>, slots: &[Slot], project: &str, today: Date, now: Timestamp) -> Plan {
    let is_meant = |slot: &&Slot| {
        slot.project().eq_ignore_ascii_case(project)
            && slot.from >= today
            && matches!(slot.state, State::Open | State::Offered)
            && history.release_of(slot, today).is_none()
    };
    let mut meant: Vec<Meant> =
        slots.iter().filter(is_meant).map(|slot| Meant { slot: slot.clone(), is_new: false }).collect();
    meant.sort_by(|one, other| (one.slot.from, &one.slot.id).cmp(&(other.slot.from, &other.slot.id)));
    let like = Slot::new(project, "", (today, today), now);
    let wish = Wish {
        like,
        days: Vec::new(),
        tolerance: 0,
        others: Vec::new(),
        is_named: false,
        is_kind_named: false,
        today,
        now,
    };
    fill(history, slots, meant, &wish)
}

/// A slot that is to be filled.
struct Meant {
    slot: Slot,
    is_new: bool,
}

/// Says whether people settled who has a slot: somebody accepted it, or it was passed to whoever it is offered to.
fn is_settled(slot: &Slot) -> bool {
    let is_swapped = || slot.shepherd.is_some() && slot.swaps.last().map(|swap| &swap.to) == slot.shepherd.as_ref();
    slot.state == State::Accepted || (slot.state == State::Offered && is_swapped())
}

/// Fills slots one after the other.
fn fill(history: &History<'_>, slots: &[Slot], meant: Vec<Meant>, wish: &Wish) -> Plan {
    // What is filled anew must not depend on how it was filled before.
    let is_fixed = |slot: &Slot| is_settled(slot) || !meant.iter().any(|known| known.slot.is_same(slot));
    let mut taken: Vec<Slot> = slots.iter().filter(|slot| is_fixed(slot)).cloned().collect();
    let mut plan = Plan::default();
    for Meant { slot, is_new } in meant {
        let is_cancelled = slot.state == State::Cancelled;
        let released =
            history.release_of(&slot, wish.today).map(|found| Change::Done(found.version.clone(), found.date));
        if let Some(change) = released.or((is_cancelled && !wish.is_named).then_some(Change::Kept)) {
            plan.slots.push((slot, change));
            continue;
        }
        let mut after = as_wished(&slot, wish);
        if !is_new && is_left(&after, wish) {
            plan.left.push(after.clone());
        }
        let is_renamed = after != slot;
        if is_settled(&slot) {
            let change = if after.version != slot.version {
                Change::Named
            } else if is_renamed {
                Change::Turned
            } else {
                Change::Kept
            };
            if is_renamed {
                after.touch(wish.now);
            }
            plan.slots.push((after, change));
            continue;
        }
        let ranking = Box::new(rank(history, &taken, &after));
        offer(&mut after, &ranking, wish.today);
        let is_same = (&after.shepherd, &after.learner, &after.mentor) == (&slot.shepherd, &slot.learner, &slot.mentor);
        let change = if is_new {
            Change::New(ranking)
        } else if is_cancelled {
            Change::Revived(ranking)
        } else if is_same && !is_renamed {
            after = slot;
            Change::Same(ranking)
        } else {
            Change::Changed(ranking)
        };
        if matches!(change, Change::Revived(_) | Change::Changed(_)) {
            after.touch(wish.now);
        }
        taken.push(after.clone());
        plan.slots.push((after, change));
    }
    plan
}

/// Returns a slot with the version that it is wished to have, and what follows from that; where its day is named, of the
/// kind that is named.
fn as_wished(slot: &Slot, wish: &Wish) -> Slot {
    let like = &wish.like;
    let mut after = slot.clone();
    let gets_version = like.version.is_some() && slot.version != like.version;
    if gets_version || (wish.is_named && wish.is_kind_named && slot.version.is_none()) {
        (after.version, after.kind) = (like.version.clone(), like.kind);
    }
    after.security |= like.security && (gets_version || wish.is_named);
    after
}

/// Says whether a slot stays another one than somebody wished.
fn is_left(slot: &Slot, wish: &Wish) -> bool {
    let like = &wish.like;
    (wish.is_kind_named && slot.kind != like.kind) || (like.security && !slot.security)
}

/// Returns the slot that is there and is meant by the days of a wish. One that was released long before is over and leaves
/// its day free; one that was released about then is that of the day.
fn closest<'a>(history: &History<'_>, slots: &'a [Slot], wish: &Wish, (from, _): (Date, Date)) -> Option<&'a Slot> {
    let project = wish.like.project();
    let is_other = |slot: &&Slot| wish.others.iter().any(|other| other.is_same(slot));
    let own = || slots.iter().filter(|slot| slot.project().eq_ignore_ascii_case(project) && !is_other(slot));
    let version = &wish.like.version;
    if let Some(found) = own().find(|slot| version.is_some() && slot.version == *version) {
        return Some(found);
    }
    let distance = |slot: &Slot| (slot.from - from).get_days().abs();
    // One that has another version already is not the one of this version.
    let is_free = |slot: &&Slot| version.is_none() || slot.version.is_none();
    let is_alike = |slot: &&Slot| slot.kind.is_none() == wish.like.kind.is_none() && distance(slot) <= wish.tolerance;
    let is_there = |slot: &&Slot| {
        let released = history.release_of(slot, wish.today).filter(|_| slot.kind.is_some());
        let is_near = |date: Date| (date - from).get_days().abs() <= wish.tolerance.max(NEAR);
        released.is_none_or(|release| release.date.is_some_and(is_near))
    };
    let is_cancelled = |slot: &Slot| slot.state == State::Cancelled;
    let key = |slot: &Slot| (distance(slot), is_cancelled(slot), slot.from, slot.id.clone());
    own().filter(is_free).filter(is_alike).filter(is_there).min_by_key(|slot| key(slot))
}

/// Returns a slot that is not there yet, under a name that no other has.
fn fresh(slots: &[Slot], meant: &[Meant], wish: &Wish, days: (Date, Date)) -> Slot {
    let like = &wish.like;
    let (from, until) = days;
    let usual = match &like.version {
        Some(version) => version.clone(),
        None if from == until && like.kind.is_some() => from.to_string(),
        None => format!("{from}--{until}"),
    };
    let is_used = |id: &str| {
        let own = |slot: &&Slot| slot.project().eq_ignore_ascii_case(like.project());
        slots.iter().chain(meant.iter().map(|one| &one.slot)).filter(own).any(|slot| slot.id.eq_ignore_ascii_case(id))
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
