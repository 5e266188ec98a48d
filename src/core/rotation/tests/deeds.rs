//! What people do with slots.

use super::*;
use crate::core::rotation::{Deed, SlotError, alone, cancel, exchange, hand_over, mentored};
use crate::failure::Failure;

/// @ann and @mona release, @kim learns with @mona, @zoe does not.
fn team() -> World {
    let mut world = World::of(&["ann", "kim", "mona", "zoe"])
        .released("1.0", "2025-05-01", "ann")
        .released("1.1", "2025-06-01", "mona")
        .paired("mona", "kim")
        .away("ann", "2026-06-20", "2026-06-30");
    world.person("zoe").active_until = Some(day("2026-04-30"));
    world.slots = vec![
        Slot { state: State::Offered, offered: Some(day("2026-03-01")), ..taken("2026-04-02", "ann") },
        taken("2026-05-14", "mona"),
        Slot { state: State::Open, shepherd: None, ..taken("2026-06-25", "x") },
    ];
    world
}

/// Does something as somebody, two days before the first slot.
fn deed<T>(
    world: &World,
    who: &str,
    act: impl FnOnce(&Deed<'_, '_>, &[Slot]) -> Result<T, SlotError>,
) -> Result<T, String> {
    let history = world.history();
    let deed = Deed {
        history: &history,
        slots: &world.slots,
        who,
        project: PROJECT,
        flags: "",
        today: day("2026-03-31"),
        now: now(),
    };
    act(&deed, &world.slots).map_err(|error| {
        let failure = Failure::from(error);
        format!("{:?}: {}", failure.kind, failure.message)
    })
}

/// Returns what matters of a slot in a line.
fn told(slot: &Slot) -> String {
    let Slot { shepherd, learner, mentor, sequence, .. } = slot;
    format!("{} {shepherd:?} {learner:?} {mentor:?} {sequence}", slot.state)
        .replace("Some(", "")
        .replace([')', '"'], "")
}

#[test]
fn who_it_is_offered_to_accepts() {
    let world = team();
    let accept = |who: &str, slot: usize| deed(&world, who, |deed, slots| deed.accept(&slots[slot]));
    let after = accept("Ann", 0).unwrap();
    assert_eq!((told(&after), after.accepted), ("accepted ann None None 1".to_owned(), Some(day("2026-03-31"))));
    // Twice is once.
    assert_eq!(accept("mona", 1).unwrap(), world.slots[1]);
    assert_eq!(accept("mona", 0).unwrap_err(), "Refused: slot 2026-04-02 is not offered to @mona, but to @ann");
    assert_eq!(accept("mona", 2).unwrap_err(), "Refused: slot 2026-06-25 is not offered to @mona");
    assert_eq!(accept("ann", 2).unwrap_err(), "Refused: @ann is away on 2026-06-25, and slot 2026-06-25 is then");
    assert_eq!(accept("zoe", 1).unwrap_err(), "Refused: @zoe is not active on 2026-05-14, and slot 2026-05-14 is then");
    assert_eq!(accept("who", 0).unwrap_err(), "Usage: @who is not in the records");
}

#[test]
fn what_is_over_is_left_alone() {
    let mut world = team().released("2026-04-02", "2026-03-30", "zoe");
    world.slots[1].state = State::Cancelled;
    let accept = |who: &str, slot: usize| deed(&world, who, |deed, slots| deed.accept(&slots[slot]));
    assert_eq!(accept("ann", 0).unwrap_err(), "Refused: slot 2026-04-02 is done: 2026-04-02 is released");
    assert_eq!(accept("mona", 1).unwrap_err(), "Refused: slot 2026-05-14 is cancelled");
    let cancels = |slot: usize| deed(&world, "ann", |deed, slots| cancel(deed, &slots[slot]));
    assert_eq!(cancels(1).unwrap(), world.slots[1]);
    assert!(cancels(0).is_err());
    assert_eq!(told(&cancels(2).unwrap()), "cancelled None None None 1");
}

#[test]
fn a_slot_that_is_declined_goes_to_the_next() {
    let mut world = team();
    let decline = |world: &World, who: &str, slot: usize| deed(world, who, |deed, slots| deed.decline(&slots[slot]));
    let (after, ranking) = decline(&world, "ann", 0).unwrap();
    // @mona had the last one and has the next: @kim takes it, and she is beside.
    assert_eq!(told(&after), "offered kim None mona 1");
    assert_eq!(after.declines.iter().map(|said| said.login.as_str()).collect::<Vec<_>>(), ["ann"]);
    assert_eq!(ranking.unwrap().ranked[0].login, "kim");
    world.slots[0] = after;
    // Who is unavailable is no mentor in it either, and then nobody is left.
    let (after, ranking) = decline(&world, "mona", 0).unwrap();
    assert_eq!((told(&after), ranking.unwrap().ranked.len()), ("open None None None 2".to_owned(), 0));
    world.slots[0] = after;
    // Whoever does not have it may say so too, once.
    let (after, ranking) = decline(&world, "kim", 0).unwrap();
    assert_eq!((told(&after), ranking), ("open None None None 3".to_owned(), None));
    world.slots[0] = after;
    let (after, ranking) = decline(&world, "kim", 0).unwrap();
    assert_eq!((after, ranking), (world.slots[0].clone(), None));
}

#[test]
fn a_slot_does_without_whoever_learns_or_mentors_in_it() {
    let mut world = team();
    let some = |login: &str| Some(login.to_owned());
    world.slots[0] = Slot { learner: some("kim"), mentor: some("mona"), ..taken("2026-04-02", "ann") };
    let decline = |world: &World, who: &str| {
        let (after, ranking) = deed(world, who, |deed, slots| deed.decline(&slots[0])).unwrap();
        (told(&after), ranking.is_some())
    };
    assert_eq!(decline(&world, "kim"), ("accepted ann None None 1".to_owned(), false));
    // Who learns beside is not sent away: they need another mentor.
    assert_eq!(decline(&world, "mona"), ("accepted ann kim None 1".to_owned(), false));
    // What a learner accepted is theirs, with another of their mentors or without; what is only offered goes to the next.
    world.slots[0] = Slot { mentor: some("mona"), ..taken("2026-04-02", "kim") };
    world.slots.remove(1);
    assert_eq!(decline(&world, "mona"), ("accepted kim None None 1".to_owned(), false));
    let (after, _) = deed(&world, "mona", |deed, slots| deed.decline(&slots[0])).unwrap();
    assert_eq!(alone(&world.history(), &after).map(|alone| alone.who), some("kim"));
    assert_eq!(alone(&world.history(), &world.slots[0]), None);
    world.slots[0].state = State::Offered;
    assert_eq!(decline(&world, "mona"), ("offered ann None None 1".to_owned(), true));
    world.pairings.push(pairing("ann", "kim"));
    assert_eq!(decline(&world, "mona"), ("offered kim None ann 1".to_owned(), false));
    world.slots[0].state = State::Accepted;
    assert_eq!(decline(&world, "mona"), ("accepted kim None ann 1".to_owned(), false));
}

#[test]
fn somebody_else_mentors_and_nothing_else_changes() {
    let mut world = team();
    let some = |login: &str| Some(login.to_owned());
    world.slots[0] = Slot { mentor: some("mona"), ..taken("2026-04-02", "kim") };
    let mentor = |world: &World, slot: usize, named: &str| {
        deed(world, "kim", |deed, slots| mentored(deed, &slots[slot], named)).map(|slot| told(&slot))
    };
    assert_eq!(mentor(&world, 0, "Ann").unwrap(), "accepted kim None ann 1");
    assert_eq!(mentor(&world, 0, "mona").unwrap(), "accepted kim None mona 0");
    assert_eq!(mentor(&world, 0, "kim").unwrap_err(), "Refused: @kim cannot be the mentor in slot 2026-04-02");
    assert_eq!(mentor(&world, 0, "who").unwrap_err(), "Usage: @who is not in the records");
    assert_eq!(mentor(&world, 2, "ann").unwrap_err(), "Refused: nobody has slot 2026-06-25");
    world.slots[0] = Slot { learner: some("kim"), ..taken("2026-04-02", "mona") };
    assert_eq!(mentor(&world, 0, "mona").unwrap(), "accepted mona kim mona 1");
}

#[test]
fn who_wrote_down_a_swap_of_others_is_told() {
    let world = team();
    let by = |who: &str| deed(&world, who, |deed, slots| hand_over(deed, &slots[0], "mona", None)).unwrap();
    let by = |who: &str| by(who).swaps[0].by.clone();
    assert_eq!(["", "ann", "MONA", "kim"].map(by), [None, None, None, Some("kim".to_owned())]);
    let (one, other) = deed(&world, "zoe", |deed, slots| exchange(deed, &slots[0], &slots[1])).unwrap();
    assert_eq!([one, other].map(|slot| slot.swaps[0].by.clone()), [Some("zoe".to_owned()), Some("zoe".to_owned())]);
}

#[test]
fn a_decline_costs_nothing() {
    let world = team();
    let (after, _) = deed(&world, "ann", |deed, slots| deed.decline(&slots[0])).unwrap();
    let declined = World { slots: vec![after], ..world.clone() };
    let free = World { slots: Vec::new(), ..world };
    let of = |world: &World| world.rank(&slot("2026-08-06")).ranked.iter().find(|one| one.login == "ann").cloned();
    assert_eq!(of(&declined), of(&free));
}

#[test]
fn who_got_a_slot_with_a_mentor_accepts_it_with_that_mentor() {
    let mut world = team();
    world.person("zoe").active_until = None;
    let swapped = deed(&world, "ann", |deed, slots| hand_over(deed, &slots[0], "zoe", Some("mona"))).unwrap();
    assert_eq!(told(&swapped), "offered zoe None mona 1");
    world.slots[0] = swapped;
    let accept = |world: &World| deed(world, "zoe", |deed, slots| deed.accept(&slots[0])).map(|slot| told(&slot));
    assert_eq!(accept(&world).unwrap(), "accepted zoe None mona 2");
    // A mentor who cannot any more is none.
    let away = world.clone().away("mona", "2026-04-01", "2026-04-03");
    let alone = "Refused: slot 2026-04-02 takes solo, and @zoe is observer without a mentor who could be beside them";
    assert_eq!(accept(&away).unwrap_err(), alone);
    // Who needs no mentor keeps the one who was named.
    let swapped = deed(&world, "zoe", |deed, slots| hand_over(deed, &slots[0], "ann", Some("mona"))).unwrap();
    world.slots[0] = swapped;
    let after = deed(&world, "ann", |deed, slots| deed.accept(&slots[0])).unwrap();
    assert_eq!(told(&after), "accepted ann None mona 3");
}

#[test]
fn who_takes_a_slot_is_not_unavailable_for_it() {
    let mut world = team();
    let said = |login: &str| crate::core::rotation::Said { login: login.to_owned(), on: day("2026-03-28") };
    world.slots[0].declines = vec![said("Ann"), said("mona"), said("kim")];
    let left = |slot: &Slot| slot.declines.iter().map(|said| said.login.clone()).collect::<Vec<_>>();
    assert_eq!(left(&deed(&world, "ann", |deed, slots| deed.accept(&slots[0])).unwrap()), ["mona", "kim"]);
    let swapped = deed(&world, "ann", |deed, slots| hand_over(deed, &slots[0], "mona", None)).unwrap();
    assert_eq!(left(&swapped), ["Ann", "kim"]);
}

#[test]
fn what_an_error_says_to_do_names_the_slot() {
    let mut world = team();
    world.slots[0].projects = vec!["octo/other".to_owned()];
    let history = world.history();
    let deed = Deed {
        history: &history,
        slots: &world.slots,
        who: "mona",
        project: PROJECT,
        flags: " --private",
        today: day("2026-03-31"),
        now: now(),
    };
    let failure = Failure::from(deed.accept(&world.slots[0]).unwrap_err());
    assert_eq!(failure.message, "slot 2026-04-02 is not offered to @mona, but to @ann");
    let hint = "`shepherd rotation volunteer octo/other/2026-04-02 --private` takes it, where nobody accepted it";
    assert_eq!(failure.hints, [hint]);
}

#[test]
fn volunteers_have_what_nobody_accepted() {
    let world = team();
    let volunteer = |who: &str, slot: usize, mentor: Option<&str>| {
        deed(&world, who, |deed, slots| deed.volunteer(&slots[slot], mentor))
    };
    assert_eq!(told(&volunteer("mona", 0, None).unwrap()), "accepted mona None None 1");
    assert_eq!(told(&volunteer("kim", 0, None).unwrap()), "accepted kim None mona 1");
    assert_eq!(told(&volunteer("kim", 0, Some("ann")).unwrap()), "accepted kim None ann 1");
    // Who accepted it keeps it.
    let noted = volunteer("ann", 1, None).unwrap();
    assert_eq!((told(&noted), noted.volunteers.len()), ("accepted mona None None 1".to_owned(), 1));
    assert_eq!(volunteer("kim", 0, Some("zoe")).unwrap_err(), "Refused: @zoe cannot be the mentor in slot 2026-04-02");
    let alone = "Refused: slot 2026-04-02 takes solo, and @zoe is observer without a mentor who could be beside them";
    assert_eq!(volunteer("zoe", 0, None).unwrap_err(), alone);
}

#[test]
fn slots_are_swapped_and_passed_on() {
    let mut world = team();
    let (one, other) = deed(&world, "", |deed, slots| exchange(deed, &slots[0], &slots[1])).unwrap();
    assert_eq!(
        (told(&one), told(&other)),
        ("offered mona None None 1".to_owned(), "accepted ann None None 1".to_owned())
    );
    assert_eq!((one.swaps[0].from.as_str(), one.swaps[0].to.as_str()), ("ann", "mona"));
    let pass =
        |world: &World, slot: usize, to: &str| deed(world, "", |deed, slots| hand_over(deed, &slots[slot], to, None));
    assert_eq!(told(&pass(&world, 1, "kim").unwrap()), "accepted kim None mona 1");
    assert_eq!(pass(&world, 1, "Mona").unwrap_err(), "Refused: @mona has slot 2026-05-14 already");
    assert_eq!(pass(&world, 2, "mona").unwrap_err(), "Refused: nobody has slot 2026-06-25");
    world.slots[1] = taken("2026-06-25", "mona");
    let away = deed(&world, "", |deed, slots| exchange(deed, &slots[0], &slots[1])).unwrap_err();
    assert_eq!(away, "Refused: @ann is away on 2026-06-25, and slot 2026-06-25 is then");
}

#[test]
fn whoever_volunteers_again_names_another_mentor() {
    let mut world = team();
    let volunteer = |world: &World, mentor: &str| {
        deed(world, "kim", |deed, slots| deed.volunteer(&slots[2], Some(mentor).filter(|login| !login.is_empty())))
    };
    world.away.clear();
    world.slots[2] = volunteer(&world, "ann").unwrap();
    assert_eq!(told(&world.slots[2]), "accepted kim None ann 1");
    world.slots[2] = volunteer(&world, "Mona").unwrap();
    assert_eq!(told(&world.slots[2]), "accepted kim None mona 2");
    // Twice is once, and who names nobody changes nothing.
    assert_eq!(volunteer(&world, "mona").unwrap(), world.slots[2]);
    assert_eq!(volunteer(&world, "").unwrap(), world.slots[2]);
    assert_eq!(volunteer(&world, "zoe").unwrap_err(), "Refused: @zoe cannot be the mentor in slot 2026-06-25");
}

#[test]
fn only_whoever_has_a_slot_is_told_to_decline_it() {
    let mut world = team();
    let hints = |world: &World| {
        let history = world.history();
        let (slots, flags) = (&world.slots, "");
        let (today, now) = (day("2026-03-31"), now());
        let deed = Deed { history: &history, slots, who: "ann", project: PROJECT, flags, today, now };
        Failure::from(deed.volunteer(&slots[2], None).unwrap_err()).hints.join("; ")
    };
    assert_eq!(hints(&world), "`shepherd rotation who --slot 2026-06-25` shows who may take it");
    world.slots[2].shepherd = Some("Ann".to_owned());
    assert!(hints(&world).contains("decline 2026-06-25 --as ann"), "{}", hints(&world));
}
