//! What holds of every ranking.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::core::people::Capacity;
use crate::core::policy::Weights;
use crate::core::rotation::{Deed, Said, exchange};

/// The day of the slot that is ranked.
const ON: &str = "2026-04-02";

const OTHER: &str = "octo/other";

/// A release: how many days before the slot, and who took part, by number.
fn some_release() -> impl Strategy<Value = (i64, usize, Option<usize>, Option<usize>, &'static str, bool, bool)> {
    let kinds = select(vec!["major", "minor", "patch", "pre-release", ""]);
    let nobody = || prop::option::weighted(0.3, 0_usize..7);
    (0_i64..500, 0_usize..7, nobody(), nobody(), kinds, any::<bool>(), prop::bool::weighted(0.05))
}

prop_compose! {
    fn some_person()(
        most in prop::option::weighted(0.2, 0_u32..3),
        mentees in prop::option::weighted(0.2, 0_u32..2),
        from in prop::option::weighted(0.15, -400_i64..40),
        until in prop::option::weighted(0.15, -40_i64..400),
        organisation in prop::option::of(select(vec!["a", "b"])),
    ) -> Person {
        let affiliation = |organisation: &str| crate::core::people::Affiliation {
            organisation: organisation.to_owned(), ..Default::default()
        };
        Person {
            active_from: from.map(|days| after(day(ON), days)),
            active_until: until.map(|days| after(day(ON), days)),
            capacity: Capacity { releases: most, mentees },
            affiliations: organisation.map(affiliation).into_iter().collect(),
            ..Person::default()
        }
    }
}

prop_compose! {
    fn world()(
        people in prop::collection::vec(some_person(), 1..7),
        releases in prop::collection::vec(some_release(), 0..24),
        // A day around the slot, who has it, and whether it is accepted.
        slots in prop::collection::vec((-120_i64..120, 0_usize..7, any::<bool>(), any::<bool>()), 0..5),
        away in prop::collection::vec((0_usize..7, -380_i64..20, 0_i64..60), 0..5),
        pairs in prop::collection::vec((0_usize..7, 0_usize..7, prop::bool::weighted(0.8)), 0..5),
        (rest, window, growth) in (0_u32..4, 1_u32..500, 0_u32..4),
        weights in (0_u32..3, 0_u32..3, 0_u32..3, 0_u32..3),
    ) -> World {
        let names = ["ann", "Bea", "cyd", "Dan", "eve", "fay", "gil"];
        let mut world = World::of(&names[..people.len()]);
        for (place, person) in world.roster.0.iter_mut().zip(people) {
            *place = Person { login: place.login.clone(), ..person };
        }
        for (number, (days, by, other, mentor, kind, is_here, is_undated)) in releases.into_iter().enumerate() {
            let by: BTreeSet<usize> = [Some(by), other].into_iter().flatten().collect();
            let mut one = release(if is_here { PROJECT } else { OTHER }, &format!("r{number}"), "", "", "");
            one.date = Some(after(day(ON), -days)).filter(|_| !is_undated);
            one.released_by = by.iter().map(|number| names[*number].to_lowercase()).collect();
            one.mentored_by = mentor.map(|number| names[number].to_uppercase()).into_iter().collect();
            one.kind = kind.to_owned();
            world.releases.push(one);
        }
        for (number, (days, by, is_accepted, is_here)) in slots.into_iter().enumerate() {
            let on = after(day(ON), days).to_string();
            // A version that is never released.
            let version = format!("s{number}");
            let state = if is_accepted { State::Accepted } else { State::Offered };
            let projects = vec![if is_here { PROJECT } else { OTHER }.to_owned()];
            world.slots.push(Slot { id: version.clone(), version: Some(version), state, projects, ..taken(&on, names[by]) });
        }
        for (who, days, length) in away {
            let from = after(day(ON), days);
            world.away.push(Away { login: names[who].to_owned(), from, until: after(from, length), reason: String::new() });
        }
        for (mentor, mentee, is_accepted) in pairs.into_iter().filter(|(mentor, mentee, _)| mentor != mentee) {
            let accepted = Some(day("2025-01-01")).filter(|_| is_accepted);
            world.pairings.push(Pairing { accepted, ..pairing(names[mentor], names[mentee]) });
        }
        let (major, minor, patch, pre_release) = weights;
        world.policy = Policy { rest, window, growth, weights: Weights { major, minor, patch, pre_release }, ..Policy::default() };
        world
    }
}

prop_compose! {
    fn slot_to_rank()(
        kind in prop::option::of(select(vec![ReleaseKind::Major, ReleaseKind::Minor, ReleaseKind::Patch, ReleaseKind::PreRelease])),
        security in any::<bool>(),
        length in 0_i64..15,
        is_for_both in any::<bool>(),
        volunteer in prop::option::weighted(0.2, select(vec!["ann", "bea", "nobody"])),
        unavailable in prop::option::weighted(0.2, select(vec!["ann", "CYD"])),
    ) -> Slot {
        let said = |login: &str| Said { login: login.to_owned(), on: day(ON) };
        let mut slot = Slot { kind, security, ..slot(ON) };
        slot.projects.extend(Some(OTHER.to_owned()).filter(|_| is_for_both));
        if kind.is_none() {
            slot.until = after(slot.from, length);
        }
        slot.volunteers = volunteer.map(said).into_iter().collect();
        slot.declines = unavailable.map(said).into_iter().collect();
        slot
    }
}

/// Returns who has one of the slots of the project right before or after, found in another way than the ranking does.
fn resting(world: &World, slot: &Slot) -> BTreeSet<String> {
    let rest = usize::try_from(world.policy.rest).unwrap();
    let mut resting = BTreeSet::new();
    for project in &slot.projects {
        let past =
            world.releases.iter().filter(|one| one.project == *project && one.date.is_some_and(|on| on <= slot.from));
        let mut turns: Vec<(Date, String, Vec<String>)> =
            past.map(|one| (one.date.unwrap(), one.tag.clone(), one.released_by.clone())).collect();
        let slots = world.slots.iter().filter(|one| one.projects.contains(project));
        turns.extend(slots.map(|one| (one.from, one.id.clone(), one.shepherd.iter().cloned().collect())));
        turns.sort();
        let split = turns.partition_point(|(on, ..)| *on <= slot.from);
        let around = turns[..split].iter().rev().take(rest).chain(turns[split..].iter().take(rest));
        resting.extend(around.flat_map(|(.., people)| people).map(|login| login.to_lowercase()));
    }
    resting
}

fn place(ranking: &Ranking, login: &str) -> Option<usize> {
    order(ranking).iter().position(|one| *one == login)
}

proptest! {
    #[test]
    fn ranked_and_excluded_make_the_roster_without_overlap(world in world(), slot in slot_to_rank()) {
        let ranking = world.rank(&slot);
        let everybody: BTreeSet<&str> = world.roster.0.iter().map(|person| person.login.as_str()).collect();
        for (ranked, excluded) in [(&ranking.ranked, &ranking.excluded), (&ranking.mentors, &ranking.mentors_excluded)] {
            let names: Vec<&str> =
                ranked.iter().map(|one| one.login.as_str()).chain(excluded.iter().map(|one| one.login.as_str())).collect();
            prop_assert_eq!(names.len(), everybody.len());
            prop_assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), everybody.clone());
            prop_assert!(excluded.iter().all(|one| !one.why.is_empty()));
        }
    }

    #[test]
    fn who_is_to_teach_may_and_who_learns_could_take_it_with_a_mentor(world in world(), slot in slot_to_rank()) {
        let ranking = world.rank(&slot);
        if let Some(growth) = &ranking.growth {
            prop_assert!(ranking.mentors.iter().any(|one| one.login == growth.mentor), "{}", shown(&ranking));
            let learner = ranking.ranked.iter().skip(1).find(|one| one.login == growth.learner);
            prop_assert!(learner.is_some_and(|one| one.mentor.is_some()), "{}", shown(&ranking));
            prop_assert!(growth.mentor != growth.learner);
        }
        let named = ranking.growth.as_ref().map(|growth| &growth.mentor);
        for one in ranking.mentors.iter().filter(|one| Some(&one.login) != named) {
            prop_assert!(ranking.ranked.first().is_none_or(|first| first.login != one.login));
        }
    }

    #[test]
    fn the_order_of_the_input_never_matters(world in world(), slot in slot_to_rank(), turns in prop::collection::vec(any::<Index>(), 5)) {
        let mut other = world.clone();
        let by = |place: usize, length: usize| if length == 0 { 0 } else { turns[place].index(length) };
        other.roster.0.reverse();
        let places = by(0, other.roster.0.len());
        other.roster.0.rotate_left(places);
        other.releases.reverse();
        let places = by(1, other.releases.len());
        other.releases.rotate_left(places);
        let places = by(2, other.slots.len());
        other.slots.rotate_left(places);
        let places = by(3, other.pairings.len());
        other.pairings.rotate_left(places);
        other.pairings.reverse();
        let places = by(4, other.away.len());
        other.away.rotate_left(places);
        prop_assert_eq!(other.rank(&slot), world.rank(&slot));
    }

    #[test]
    fn nobody_away_or_inactive_is_ranked(world in world(), slot in slot_to_rank()) {
        let ranking = world.rank(&slot);
        for one in ranking.ranked.iter().chain(&ranking.mentors) {
            let person = world.roster.with_login(&one.login).unwrap();
            prop_assert!(person.is_active_on(slot.from) && person.is_active_on(slot.until), "{} is inactive", one.login);
            let is_away = |away: &Away| away.login == one.login && away.touches(slot.from, slot.until);
            prop_assert!(!world.away.iter().any(is_away), "{} is away", one.login);
        }
    }

    /// A rung that the person reaches by it is another matter: who learned, and now needs nobody, is ranked among those.
    #[test]
    fn one_more_release_never_improves_a_place(
        world in world(), slot in slot_to_rank(), who in any::<Index>(), days in 0_i64..500, is_here in any::<bool>(),
    ) {
        let before = world.rank(&slot);
        let who = who.get(&world.roster.0).login.clone();
        let mut more = world;
        let project = if is_here { PROJECT } else { OTHER };
        more.releases.push(release(project, "more", &after(slot.from, -days).to_string(), &who, ""));
        let after = more.rank(&slot);
        let Some(old) = place(&before, &who) else { return Ok(()) };
        let Some(new) = place(&after, &who) else { return Ok(()) };
        let reached = before.ranked[old].mentor.is_some() && after.ranked[new].mentor.is_none();
        prop_assert!(new >= old || reached, "{who} went from {old} to {new}:\n{}\n\n{}", shown(&before), shown(&after));
    }

    #[test]
    fn removing_somebody_below_the_first_never_changes_the_first(world in world(), slot in slot_to_rank(), who in any::<Index>()) {
        let before = world.rank(&slot);
        if before.ranked.len() < 2 {
            return Ok(());
        }
        let first = &before.ranked[0];
        let gone = who.get(&before.ranked[1..]).login.clone();
        // Who would be left without a mentor is not who they were.
        if first.mentor.as_ref() == Some(&gone) {
            return Ok(());
        }
        let mut less = world.clone();
        less.roster.0.retain(|person| person.login != gone);
        let after = less.rank(&slot);
        prop_assert_eq!(&after.ranked[0].login, &first.login);
    }

    #[test]
    fn rest_is_relaxed_only_when_nobody_is_left(world in world(), slot in slot_to_rank()) {
        let ranking = world.rank(&slot);
        let resting = resting(&world, &slot);
        for one in ranking.ranked.iter().filter(|one| !one.volunteered) {
            let rests = resting.contains(&one.login.to_lowercase());
            prop_assert_eq!(rests, ranking.relaxed == ["rest"], "{}\n{}", one.login, shown(&ranking));
        }
        // Without rest nobody is ranked who is not, or rests.
        let free = World { policy: Policy { rest: 0, ..world.policy.clone() }, ..world };
        for one in &free.rank(&slot).ranked {
            let is_ranked = place(&ranking, &one.login).is_some();
            prop_assert!(is_ranked || resting.contains(&one.login.to_lowercase()), "{}", one.login);
        }
        prop_assert!(ranking.relaxed.is_empty() || !ranking.ranked.is_empty());
    }

    #[test]
    fn always_taking_the_first_spreads_counts_within_one(
        count in 2_usize..7, slots in 1_usize..30, every in 1_i64..70, rest in 0_u32..2, window in 30_u32..500,
    ) {
        let names = ["ann", "bea", "cyd", "dan", "eve", "fay"];
        let mut world = World::of(&names[..count]);
        world.policy = Policy { rest, window, ..Policy::default() };
        for name in &names[..count] {
            world.releases.push(release(OTHER, name, "2015-01-01", name, ""));
        }
        let mut counts: BTreeMap<String, usize> = world.roster.0.iter().map(|person| (person.login.clone(), 0)).collect();
        for number in 0..slots {
            let on = after(day(ON), every * i64::try_from(number).unwrap()).to_string();
            let first = world.rank(&slot(&on)).ranked[0].login.clone();
            world.releases.push(release(PROJECT, &on, &on, &first, ""));
            *counts.get_mut(&first).unwrap() += 1;
            let (least, most) = (counts.values().min().unwrap(), counts.values().max().unwrap());
            prop_assert!(most - least <= 1, "{:?}", counts);
        }
    }

    #[test]
    fn a_release_after_the_slots_date_changes_nothing(
        world in world(), slot in slot_to_rank(), later in prop::collection::vec((1_i64..400, 0_usize..7, any::<bool>()), 1..5),
    ) {
        let before = world.rank(&slot);
        let mut more = world.clone();
        for (number, (days, by, is_slot)) in later.into_iter().enumerate() {
            let names = ["ann", "bea", "cyd", "dan", "eve", "fay", "gil"];
            // Also one of a slot that somebody has.
            let tag = if is_slot { format!("s{number}") } else { format!("later{number}") };
            let on = after(slot.from, days).to_string();
            more.releases.push(release(PROJECT, &tag, &on, names[by], names[(by + 1) % 7]));
        }
        prop_assert_eq!(more.rank(&slot), before);
    }

    #[test]
    fn marking_somebody_away_removes_them_and_reorders_nobody(world in world(), slot in slot_to_rank(), who in any::<Index>()) {
        let before = world.rank(&slot);
        let who = who.get(&world.roster.0).login.clone();
        let mut less = world.clone();
        less.away.push(Away { login: who.clone(), from: slot.until, until: slot.until, reason: String::new() });
        let after = less.rank(&slot);
        prop_assert_eq!(place(&after, &who), None);
        prop_assert!(after.excluded.iter().any(|one| one.login == who && one.reason().contains("away")));
        let stayed = |one: &&str| *one != who && place(&after, one).is_some() && place(&before, one).is_some();
        let (old, new): (Vec<&str>, Vec<&str>) =
            (order(&before).into_iter().filter(stayed).collect(), order(&after).into_iter().filter(stayed).collect());
        prop_assert_eq!(&old, &new);
        // Nobody else goes, but who is left without a mentor.
        for one in before.ranked.iter().filter(|one| one.login != who && place(&after, &one.login).is_none()) {
            prop_assert_eq!(one.mentor.as_ref(), Some(&who));
        }
    }

    #[test]
    fn a_swap_conserves_totals(holders in prop::collection::vec(0_usize..5, 2..9), one in any::<Index>(), other in any::<Index>()) {
        let names = ["ann", "bea", "cyd", "dan", "eve"];
        let mut world = World::of(&names);
        for name in names {
            world.releases.push(release(OTHER, name, "2020-01-01", name, ""));
        }
        for (number, holder) in holders.iter().enumerate() {
            let on = after(day(ON), 42 * i64::try_from(number).unwrap()).to_string();
            world.slots.push(taken(&on, names[*holder]));
        }
        let totals = |slots: &[Slot]| {
            let mut totals: BTreeMap<String, usize> = BTreeMap::new();
            for login in slots.iter().filter_map(|slot| slot.shepherd.clone()) {
                *totals.entry(login).or_default() += 1;
            }
            totals
        };
        let history = world.history();
        let deed = Deed { history: &history, slots: &world.slots, who: "ann", project: PROJECT, flags: "", today: day("2026-03-28"), now: now() };
        let (one, other) = (one.index(world.slots.len()), other.index(world.slots.len()));
        let (first, second) = (&world.slots[one], &world.slots[other]);
        let mut after = world.slots.clone();
        if let Ok((new_first, new_second)) = exchange(&deed, first, second) {
            prop_assert_eq!((&new_first.shepherd, &new_second.shepherd), (&second.shepherd, &first.shepherd));
            prop_assert_eq!((new_first.swaps.len(), new_second.sequence), (1, 1));
            (after[one], after[other]) = (new_first, new_second);
        } else {
            // One person cannot swap with themselves.
            prop_assert_eq!(&first.shepherd, &second.shepherd);
        }
        prop_assert_eq!(totals(&after), totals(&world.slots));
    }
}
