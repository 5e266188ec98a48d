//! Plans.

use super::checking::path;
use super::*;
use crate::core::rotation::{
    Cadence, Change, Finding, Plan, PlanError, Strain, Swap, Wish, check, plan, plan_again, strains, stretches,
};

pub(super) fn team() -> World {
    World::of(&["ann", "kim", "mona"])
        .released("1.0", "2025-05-01", "ann")
        .released("1.1", "2025-06-01", "mona")
        .paired("mona", "kim")
}

fn wish(days: &[&str]) -> Wish {
    Wish {
        like: Slot { id: String::new(), ..slot("2026-01-01") },
        days: days.iter().map(|on| (day(on), day(on))).collect(),
        tolerance: 10,
        others: Vec::new(),
        is_named: false,
        is_kind_named: false,
        today: day("2026-03-28"),
        now: now(),
    }
}

fn planned(world: &World, wish: &Wish) -> Plan {
    plan(&world.history(), &world.slots, wish).unwrap()
}

fn told(plan: &Plan) -> String {
    let word = |change: &Change| match change {
        Change::Kept => "kept",
        Change::Done(..) => "done",
        Change::Same(_) => "same",
        Change::Changed(_) => "changed",
        Change::Revived(_) => "revived",
        Change::New(_) => "new",
        Change::Named => "named",
        Change::Turned => "turned",
    };
    let line = |(slot, change): &(Slot, Change)| {
        let who = [&slot.shepherd, &slot.learner, &slot.mentor].map(|login| login.clone().unwrap_or_default());
        format!("{} {} {} {}", slot.id, word(change), who.join("/"), slot.sequence)
    };
    plan.slots.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Writes a plan.
fn write(world: &mut World, plan: &Plan) {
    for slot in plan.writes() {
        world.slots.retain(|known| !known.is_same(slot));
        world.slots.push(slot.clone());
    }
}

const DAYS: [&str; 4] = ["2026-04-12", "2026-05-24", "2026-07-05", "2026-08-16"];

#[test]
fn each_slot_is_ranked_with_those_before_it() {
    let mut world = team();
    let first = planned(&world, &wish(&DAYS));
    insta::assert_snapshot!(told(&first), @"
    2026-04-12 new ann/kim/mona 0
    2026-05-24 new mona// 0
    2026-07-05 new ann// 0
    2026-08-16 new mona/kim/mona 0
    ");
    write(&mut world, &first);
    let again = planned(&world, &wish(&DAYS));
    assert!(again.writes().next().is_none(), "{}", told(&again));
    // A day that is near is the same slot; another is a new one.
    let moved = planned(&world, &wish(&["2026-04-20", "2026-06-14"]));
    insta::assert_snapshot!(told(&moved), @"
    2026-04-12 same ann/kim/mona 0
    2026-06-14 new kim//mona 0
    ");
}

#[test]
fn what_was_accepted_stays_and_the_rest_goes_round_it() {
    let mut world = team();
    world.slots = vec![taken("2026-04-12", "mona"), Slot { state: State::Cancelled, ..taken("2026-07-05", "ann") }];
    insta::assert_snapshot!(told(&planned(&world, &wish(&DAYS))), @"
    2026-04-12 kept mona// 0
    2026-05-24 new ann/kim/mona 0
    2026-07-05 kept ann// 0
    2026-08-16 new mona// 0
    ");
    world.slots[0].state = State::Offered;
    insta::assert_snapshot!(told(&planned(&world, &wish(&DAYS))), @"
    2026-04-12 changed ann/kim/mona 1
    2026-05-24 new mona// 0
    2026-07-05 kept ann// 0
    2026-08-16 new ann// 0
    ");
}

#[test]
fn what_was_cancelled_takes_place_again_where_its_day_is_named() {
    let mut world = team();
    world.slots = vec![Slot { state: State::Cancelled, ..taken("2026-07-05", "mona") }];
    let named = Wish { is_named: true, tolerance: 0, ..wish(&["2026-07-05"]) };
    let again = planned(&world, &named);
    assert_eq!(told(&again), "2026-07-05 revived ann/kim/mona 1");
    assert_eq!(again.slots[0].0.state, State::Offered);
    write(&mut world, &again);
    assert_eq!(told(&planned(&world, &named)), "2026-07-05 same ann/kim/mona 1");
}

#[test]
fn what_people_swapped_stays_so() {
    let mut world = team();
    let days = wish(&["2026-07-05", "2026-08-16"]);
    let first = planned(&world, &days);
    write(&mut world, &first);
    let offered: Vec<_> = world.slots.iter().map(|slot| slot.shepherd.clone()).collect();
    assert_ne!(offered[0], offered[1]);
    for (place, slot) in world.slots.iter_mut().enumerate() {
        let (from, to) = (offered[place].clone().unwrap(), offered[1 - place].clone().unwrap());
        slot.shepherd = Some(to.clone());
        slot.swaps.push(Swap { from, to, on: day("2026-03-28"), by: None });
    }
    let again = planned(&world, &days);
    let kept: Vec<_> = again.slots.iter().map(|(slot, _)| slot.shepherd.clone()).collect();
    assert_eq!(kept, [offered[1].clone(), offered[0].clone()]);
    assert!(again.slots.iter().all(|(_, change)| matches!(change, Change::Kept)));
}

#[test]
fn a_slot_gets_its_version_later() {
    let mut world = team();
    world.slots =
        vec![taken("2026-04-12", "mona"), Slot { state: State::Open, shepherd: None, ..taken("2026-05-24", "x") }];
    let with = |version: &str, on: &str| {
        let like = Slot { version: Some(version.to_owned()), kind: Some(ReleaseKind::Major), ..slot("2026-01-01") };
        Wish { like, is_named: true, tolerance: 0, ..wish(&[on]) }
    };
    for (version, on, expected) in [
        // Whoever accepted it keeps it.
        ("2.0", "2026-04-12", "2026-04-12 named mona// 1"),
        ("2.0", "2026-04-12", "2026-04-12 kept mona// 1"),
        ("3.0", "2026-05-24", "2026-05-24 changed ann/kim/mona 1"),
        ("3.0", "2026-05-24", "2026-05-24 same ann/kim/mona 1"),
        // What has a version has no other one.
        ("4.0", "2026-04-12", "4.0 new kim//mona 0"),
    ] {
        let plan = planned(&world, &with(version, on));
        assert_eq!(told(&plan), expected);
        write(&mut world, &plan);
    }
    let versions: Vec<_> = world.slots.iter().map(|slot| (slot.version.as_deref(), slot.kind)).collect();
    let major = Some(ReleaseKind::Major);
    assert_eq!(versions, [(Some("2.0"), major), (Some("3.0"), major), (Some("4.0"), major)]);
    let released = plan(&world.history(), &[], &with("1.1", "2026-04-12")).unwrap_err();
    assert_eq!(released.to_string(), "1.1 is released: 1.1 on 2025-06-01");
}

#[test]
fn what_nobody_accepted_is_spread_anew() {
    let mut world = team();
    let offered = |on: &str, by: &str| Slot { state: State::Offered, ..taken(on, by) };
    world.slots = vec![
        offered("2026-03-01", "mona"),
        taken("2026-04-12", "mona"),
        offered("2026-05-24", "mona"),
        offered("2026-07-05", "mona"),
        Slot { projects: vec!["octo/other".to_owned()], ..offered("2026-07-05", "mona") },
    ];
    let again = plan_again(&world.history(), &world.slots, PROJECT, day("2026-03-28"), now());
    insta::assert_snapshot!(told(&again), @"
    2026-05-24 changed ann/kim/mona 1
    2026-07-05 same mona// 0
    ");
    write(&mut world, &again);
    let again = plan_again(&world.history(), &world.slots, PROJECT, day("2026-03-28"), now());
    assert!(again.writes().next().is_none(), "{}", told(&again));
}

#[test]
fn more_than_somebody_can_do_is_found() {
    let mut world = team();
    world.person("kim").capacity.releases = Some(0);
    world.person("ann").capacity.releases = Some(1);
    let duty = |from: &str, until: &str, by: &str| Slot {
        kind: None,
        id: format!("{from}--{until}"),
        until: day(until),
        ..taken(from, by)
    };
    world.slots = vec![
        // What is over weighs nothing.
        taken("2026-03-01", "ann"),
        taken("2026-04-12", "Ann"),
        Slot { projects: vec!["octo/other".to_owned()], ..taken("2026-04-20", "ann") },
        taken("2026-08-16", "ann"),
        duty("2026-05-01", "2026-05-14", "mona"),
        duty("2026-05-14", "2026-05-28", "mona"),
        taken("2026-09-27", "kim"),
        Slot { state: State::Cancelled, ..taken("2026-09-28", "kim") },
    ];
    let found = strains(&world.history(), &world.slots, day("2026-03-28"));
    let lines: Vec<String> =
        found.iter().map(|one| format!("{}: {one}\n  {}", one.word(), one.remedy(&path))).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    over-capacity: @ann has 2 slots at a time (octo/hello 2026-04-12, octo/other 2026-04-20), and takes on at most 1
      shepherd rotation swap octo/other/2026-04-20 --with LOGIN
    over-capacity: @kim has 1 slot at a time (octo/hello 2026-09-27), and takes on at most 0
      shepherd rotation swap octo/hello/2026-09-27 --with LOGIN
    overlap: @mona has slots whose days overlap: octo/hello 2026-05-01--2026-05-14, octo/hello 2026-05-14--2026-05-28
      shepherd rotation swap octo/hello/2026-05-14--2026-05-28 --with LOGIN
    slots-back-to-back: @mona has octo/hello 2026-05-14--2026-05-28 right after octo/hello 2026-05-01--2026-05-14: somebody else could have one of them
      shepherd rotation swap octo/hello/2026-05-14--2026-05-28 --with LOGIN
    ");
    let found = check(&world.history(), &world.slots, &["octo/other".to_owned()], now(), day("2026-03-28"), 28);
    assert_eq!(found.iter().map(Finding::word).collect::<Vec<_>>(), ["over-capacity", "no-check-in"]);
    // A small team has one right after the other.
    world.policy.rest = 0;
    assert!(strains(&world.history(), &world.slots, day("2026-03-28")).iter().all(Strain::is_too_much));
}

#[test]
fn a_capacity_of_one_still_fills_a_year() {
    let mut world = team();
    for person in &mut world.roster.0 {
        person.capacity.releases = Some(1);
    }
    let days: Vec<String> = (0..8).map(|number| after(day("2026-04-12"), 42 * number).to_string()).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let plan = planned(&world, &wish(&days));
    assert!(plan.slots.iter().all(|(slot, _)| slot.shepherd.is_some()), "{}", told(&plan));
}

#[test]
fn names_are_those_of_versions_days_and_stretches() {
    let mut world = team();
    world.slots.push(Slot { id: "5.5.0".to_owned(), ..taken("2025-01-01", "ann") });
    let like = |version: Option<&str>, kind| Slot { version: version.map(str::to_owned), kind, ..slot("2026-01-01") };
    let wish = |like: Slot, until: &str| Wish { like, days: vec![(day("2026-04-12"), day(until))], ..wish(&[]) };
    let id = |wish: &Wish| planned(&world, wish).slots[0].0.id.clone();
    assert_eq!(id(&wish(like(Some("5.5.0"), Some(ReleaseKind::Minor)), "2026-04-12")), "5.5.0-2");
    assert_eq!(id(&wish(like(None, Some(ReleaseKind::Minor)), "2026-04-12")), "2026-04-12");
    assert_eq!(id(&wish(like(None, None), "2026-04-25")), "2026-04-12--2026-04-25");
}

#[test]
fn days_that_cannot_be_planned_are_told() {
    let world = team();
    let fails = |days: Vec<(Date, Date)>| plan(&world.history(), &[], &Wish { days, ..wish(&[]) }).unwrap_err();
    assert_eq!(
        fails(vec![(day("2026-03-27"), day("2026-03-27"))]).to_string(),
        "2026-03-27 is past, and only what is to come can be planned"
    );
    let remedy = |days| crate::failure::Failure::from(fails(vec![days])).hints.concat();
    assert_eq!(remedy((day("2026-03-27"), day("2026-03-27"))), "write a day to come, as `2026-04-04`");
    assert_eq!(fails(vec![(day("2026-05-02"), day("2026-05-01"))]).to_string(), "2026-05-01 is before 2026-05-02");
    assert_eq!(remedy((day("2026-05-02"), day("2026-05-01"))), "write a last day that is not before 2026-05-02");
    let cadence = |text: &str| text.parse::<Cadence>();
    for text in ["", "6", "6 hours", "-6w", "0d", "1d 2h", "x"] {
        assert_eq!(cadence(text).map(|one| one.to_string()).unwrap_err(), PlanError::Cadence(text.to_owned()));
    }
    let days = |text: &str, until: &str| cadence(text).unwrap().days(day("2026-01-31"), day(until));
    let shown = |days: Vec<Date>| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(shown(days("1mo", "2026-04-30").unwrap()), "2026-01-31 2026-02-28 2026-03-31 2026-04-30");
    assert_eq!(shown(days("6w", "2026-05-01").unwrap()), "2026-01-31 2026-03-14 2026-04-25");
    assert_eq!(days("1d", "2036-01-01").unwrap_err(), PlanError::TooMany);
    assert!(days("1d", "2026-01-01").is_err());
    let first = cadence("6w").unwrap().first_after(day("2026-01-31"), day("2026-03-14"));
    assert_eq!((first, cadence("6w").unwrap().half(first)), (day("2026-04-25"), 20));
    let found = stretches(&[day("2026-05-01"), day("2026-05-15")], day("2026-05-20"));
    assert_eq!(found, [(day("2026-05-01"), day("2026-05-14")), (day("2026-05-15"), day("2026-05-20"))]);
}

#[test]
fn a_slot_becomes_of_another_kind_where_its_day_is_named() {
    let mut world = team();
    world.slots = vec![
        taken("2026-04-12", "mona"),
        Slot { state: State::Open, shepherd: None, ..taken("2026-05-24", "x") },
        Slot { version: Some("2.0".to_owned()), ..taken("2026-07-05", "ann") },
    ];
    let days = ["2026-04-12", "2026-05-24", "2026-07-05"];
    let like = Slot { kind: Some(ReleaseKind::Patch), ..slot("2026-01-01") };
    let cadence = Wish { like, is_kind_named: true, ..wish(&days) };
    let left = |plan: &Plan| plan.left.iter().map(|slot| slot.id.clone()).collect::<Vec<_>>();
    // A cadence goes on over what is there, and it is said.
    let plan = planned(&world, &cadence);
    insta::assert_snapshot!(told(&plan), @"
    2026-04-12 kept mona// 0
    2026-05-24 changed kim//mona 1
    2026-07-05 kept ann// 0
    ");
    assert_eq!(left(&plan), days);
    let named = Wish { is_named: true, tolerance: 0, ..cadence };
    let plan = planned(&world, &named);
    insta::assert_snapshot!(told(&plan), @"
    2026-04-12 turned mona// 1
    2026-05-24 changed kim//mona 1
    2026-07-05 kept ann// 0
    ");
    // A version says what it is.
    assert_eq!(left(&plan), ["2026-07-05"]);
    write(&mut world, &plan);
    let again = planned(&world, &named);
    assert!(again.writes().next().is_none(), "{}", told(&again));
    // A kind that nobody named is none that is wished.
    let unnamed = Wish { is_kind_named: false, like: slot("2026-01-01"), ..named };
    assert!(planned(&world, &unnamed).writes().next().is_none());
    let security = Wish { like: Slot { security: true, ..slot("2026-01-01") }, ..unnamed };
    let plan = planned(&world, &security);
    assert!(plan.slots.iter().all(|(slot, _)| slot.security) && plan.left.is_empty(), "{}", told(&plan));
    let cadence = Wish { is_named: false, ..security };
    assert_eq!(left(&planned(&world, &cadence)), days);
}

#[test]
fn what_everybody_knows_is_left_alone_where_others_are_planned() {
    let mut world = team();
    world.slots = vec![taken("2026-04-12", "mona")];
    let named = Wish { is_named: true, tolerance: 0, others: world.slots.clone(), ..wish(&["2026-04-12"]) };
    assert_eq!(told(&planned(&world, &named)).split(' ').take(2).collect::<Vec<_>>(), ["2026-04-12-2", "new"]);
}

#[test]
fn the_day_of_a_slot_that_is_done_is_free() {
    let version = Some("2.0".to_owned());
    let mut world = team().released("2.0", "2026-03-20", "ann");
    world.slots = vec![Slot { id: "2.0".to_owned(), version, state: State::Offered, ..taken("2027-01-10", "mona") }];
    let named = Wish { is_named: true, tolerance: 0, ..wish(&["2027-01-10"]) };
    let first = planned(&world, &named);
    assert_eq!(told(&first), "2027-01-10 new mona/kim/mona 0");
    write(&mut world, &first);
    assert_eq!(told(&planned(&world, &named)), "2027-01-10 same mona/kim/mona 0");
    // What was released about then is that of the day, and it says so.
    let mut world = team().released("1.2", "2026-03-27", "ann");
    world.slots = vec![taken("2026-04-02", "ann")];
    for wish in [Wish { is_named: true, tolerance: 0, ..wish(&["2026-04-02"]) }, wish(&["2026-04-05"])] {
        let plan = planned(&world, &wish);
        assert_eq!(plan.slots[0].1, Change::Done("1.2".to_owned(), Some(day("2026-03-27"))));
        assert!(plan.slots.len() == 1 && plan.writes().next().is_none());
    }
}

#[test]
fn a_cadence_goes_on_from_the_slots_that_stand() {
    let start = |world: &World, every: &str, kind: Option<ReleaseKind>| {
        let like = Slot { kind, ..slot("2026-01-01") };
        let history = world.history();
        let cadence = every.parse::<Cadence>().unwrap();
        let (first, stands) = cadence.start(&history, (&world.slots, &[]), &like, day("2026-11-27"));
        format!("{first} {}", stands.map_or("-", |slot| slot.id.as_str()))
    };
    let minor = Some(ReleaseKind::Minor);
    let mut world = team().released("1.2", "2026-08-10", "ann");
    assert_eq!(start(&world, "6w", minor), "2026-12-14 -");
    // No slot is put 25 days before one that stands.
    world.slots = vec![taken("2027-02-19", "ann"), taken("2027-01-08", "ann")];
    assert_eq!(start(&world, "6w", minor), "2027-01-08 2027-01-08");
    // What is free before it is filled in step, and not right after a release.
    world.slots = vec![taken("2027-03-14", "ann")];
    assert_eq!(start(&world, "6w", minor), "2026-12-20 2027-03-14");
    world = world.released("1.3", "2026-11-27", "ann");
    assert_eq!(start(&world, "4w", minor), "2026-12-20 2027-03-14");
    assert_eq!(start(&world, "5w", minor), "2027-01-03 2027-03-14");
    assert_eq!(start(&world, "7w", minor), "2027-01-24 2027-03-14");
    // One of its kind counts first; what is cancelled or of another project never.
    let patch = Slot { kind: Some(ReleaseKind::Patch), ..taken("2026-12-31", "ann") };
    let cancelled = Slot { state: State::Cancelled, ..taken("2026-12-30", "ann") };
    let other = Slot { projects: vec!["octo/other".to_owned()], ..taken("2026-12-29", "ann") };
    world.slots.extend([patch, cancelled, other]);
    assert_eq!(start(&world, "7w", minor), "2027-01-24 2027-03-14");
    assert_eq!(start(&world, "7w", Some(ReleaseKind::Patch)), "2026-12-31 2026-12-31");
    // A stretch of duty that goes on has the next one after it.
    assert_eq!(start(&world, "7w", None), "2027-01-15 -");
    let duty = Slot { kind: None, until: day("2026-12-03"), ..taken("2026-11-20", "ann") };
    world.slots.push(duty);
    assert_eq!(start(&world, "2w", None), "2026-12-04 2026-11-20");
}
