//! Rankings that were counted by hand.

use super::*;
use crate::core::people::Affiliation;

/// @mona and @ann release, @kim learns with @mona, @zoe has never been seen.
fn team() -> World {
    World::of(&["ann", "kim", "mona", "zoe"])
        .released("1.0", "2024-01-01", "mona")
        .released("1.1", "2025-05-01", "ann")
        .released("1.2", "2025-08-01", "mona")
        .mentored("1.3", "2025-11-01", "ANN", "mona")
        .released("1.4", "2026-02-01", "mona")
        .paired("mona", "kim")
}

#[test]
fn the_least_load_comes_first_and_whoever_was_last_rests() {
    insta::assert_snapshot!(shown(&team().rank(&slot("2026-04-02"))), @"
    ann solo 2/365: 2 releases in 365 days available; last released on 2025-11-01; 2 in all
    kim observer 0/365 with mona: 0 releases in 365 days available; never released; 0 in all; observer, with @mona as mentor
    - mona: rests: had 1.4 on 2026-02-01, the last slot
    - zoe: observer, and it takes solo, or a mentor beside
    mentor mona 1/365: 1 release in 365 days available; last mentored on 2025-11-01; 1 in all; 1 mentee
    - mentor ann: cuts it
    - mentor kim: observer, and to mentor in it takes solo
    - mentor zoe: observer, and to mentor in it takes solo
    ");
}

#[test]
fn days_on_which_somebody_could_not_release_make_their_load_heavier() {
    let mut world = team().away("ann", "2025-06-01", "2026-01-31").released("1.5", "2026-03-01", "zoe");
    world.releases.push(release("octo/other", "9", "2025-04-10", "zoe", ""));
    let ranking = world.rank(&slot("2026-04-02"));
    // Two of each: @ann could in 120 days, @mona in 365, and @zoe had the last.
    assert_eq!(order(&ranking), ["mona", "ann", "kim"]);
    assert_eq!(ranking.ranked[1].load.to_string(), "2/120");
}

#[test]
fn whoever_only_rests_comes_before_nobody() {
    let mut world = team();
    world.policy.rest = 5;
    world.pairings.clear();
    insta::assert_snapshot!(shown(&world.rank(&slot("2026-04-02"))), @"
    ann solo 2/365: 2 releases in 365 days available; last released on 2025-11-01; 2 in all; rest relaxed: had 1.3 on 2025-11-01, one of the last 5 slots
    mona mentor 2/365: 2 releases in 365 days available; last released on 2026-02-01; 3 in all; rest relaxed: had 1.4 on 2026-02-01, one of the last 5 slots
    - kim: observer, and it takes solo, or a mentor beside
    - zoe: observer, and it takes solo, or a mentor beside
    mentor mona 1/365: 1 release in 365 days available; last mentored on 2025-11-01; 1 in all; 0 mentees
    - mentor ann: cuts it
    - mentor kim: observer, and to mentor in it takes solo
    - mentor zoe: observer, and to mentor in it takes solo
    relaxed rest
    ");
}

#[test]
fn a_learner_takes_it_with_a_mentor_where_all_others_rest() {
    let mut world = team();
    world.policy.rest = 5;
    let ranking = world.rank(&Slot { security: true, ..slot("2026-04-02") });
    assert_eq!(order(&ranking), ["kim"]);
    assert_eq!(ranking.ranked[0].mentor.as_deref(), Some("mona"));
    assert!(ranking.relaxed.is_empty() && ranking.growth.is_none());
    // Without a mentor who is there, nobody learns.
    let ranking = world.away("mona", "2026-04-01", "2026-04-03").rank(&slot("2026-04-02"));
    assert_eq!((order(&ranking), ranking.relaxed.as_slice()), (vec!["ann"], ["rest"].as_slice()));
}

#[test]
fn a_learner_is_proposed_every_so_many_slots() {
    let grows = |world: &World, on: &str| world.rank(&slot(on)).growth.map(|one| (one.learner, one.mentor));
    let mut world = team();
    // The slot before the last one had a mentor.
    assert_eq!(grows(&world, "2026-04-02"), None);
    world.slots.push(taken("2026-04-02", "ann"));
    assert_eq!(grows(&world, "2026-05-14"), Some(("kim".to_owned(), "mona".to_owned())));
    world.slots.push(Slot {
        learner: Some("kim".to_owned()),
        mentor: Some("mona".to_owned()),
        ..taken("2026-05-14", "mona")
    });
    assert_eq!(grows(&world, "2026-06-25"), None);
    world.policy.growth = 1;
    assert!(grows(&world, "2026-06-25").is_some());
    world.policy.growth = 0;
    assert_eq!(grows(&world, "2026-08-06"), None);
}

#[test]
fn a_capacity_is_across_all_projects_and_at_a_time() {
    let mut world = team();
    world.person("ann").capacity.releases = Some(1);
    world.slots.push(Slot { projects: vec!["octo/other".to_owned()], ..taken("2026-04-20", "Ann") });
    let reason = |world: &World, on: &str| {
        let ranking = world.rank(&slot(on));
        ranking.excluded.iter().find(|one| one.login == "ann").map(crate::core::rotation::Excluded::reason)
    };
    let full = Some("has 1 slot at that time, and takes on at most 1".to_owned());
    assert_eq!(reason(&world, "2026-04-02"), full);
    assert_eq!(reason(&world, "2026-05-18"), full);
    assert_eq!((reason(&world, "2026-05-19"), reason(&world, "2026-03-22")), (None, None));
    // What is released is not taken any more.
    world.releases.push(release("octo/other", "9", "2026-04-10", "zoe", ""));
    assert_eq!(reason(&world, "2026-05-18"), None);
    world.person("ann").capacity.releases = Some(0);
    assert_eq!(reason(&world, "2026-05-18"), Some("has 0 slots at that time, and takes on at most 0".to_owned()));
}

#[test]
fn volunteers_override_and_whoever_declined_is_out() {
    let said = |login: &str| crate::core::rotation::Said { login: login.to_owned(), on: day("2026-03-28") };
    let mut slot = slot("2026-04-02");
    slot.volunteers = vec![said("Mona"), said("zoe")];
    slot.declines = vec![said("ann")];
    insta::assert_snapshot!(shown(&team().rank(&slot)), @"
    mona mentor 2/365: volunteered on 2026-03-28; 2 releases in 365 days available; last released on 2026-02-01; 3 in all
    kim observer 0/365 with mona: 0 releases in 365 days available; never released; 0 in all; observer, with @mona as mentor
    - ann: unavailable for this slot
    - zoe: observer, and it takes solo, or a mentor beside
    - mentor ann: unavailable for this slot
    - mentor kim: observer, and to mentor in it takes solo
    - mentor mona: cuts it
    - mentor zoe: observer, and to mentor in it takes solo
    ");
}

#[test]
fn a_mentor_of_another_organisation_is_preferred_where_two_carry_the_same() {
    let mut world = World::of(&["ann", "bea", "cyd"])
        .released("1.0", "2025-05-01", "ann")
        .released("1.1", "2025-06-01", "bea")
        .released("1.2", "2025-07-01", "cyd");
    let with = |world: &mut World, login: &str, organisation: &str| {
        world.person(login).affiliations =
            vec![Affiliation { organisation: organisation.to_owned(), ..Default::default() }];
    };
    let mentors = |world: &World| {
        let ranking = world.rank(&slot("2026-04-02"));
        assert_eq!(ranking.ranked[0].login, "ann");
        ranking.mentors.into_iter().map(|one| one.login).collect::<Vec<_>>()
    };
    assert_eq!(mentors(&world), ["bea", "cyd"]);
    with(&mut world, "ann", "x");
    with(&mut world, "bea", "x");
    assert_eq!(mentors(&world), ["cyd", "bea"]);
    // Load comes before that.
    world.releases.push(release("octo/other", "9", "2025-05-05", "ann", "cyd"));
    world.policy.weights.minor = 0;
    assert_eq!(mentors(&world), ["cyd", "bea"]);
    world.policy.weights.minor = 1;
    world.releases.push(release("octo/other", "10", "2025-05-06", "cyd bea", ""));
    world.releases.push(release("octo/other", "11", "2025-05-07", "cyd bea", ""));
    assert_eq!(mentors(&world), ["bea", "cyd"]);
}

#[test]
fn a_slot_for_two_projects_rests_in_both() {
    let mut world = team();
    world.releases.push(release("octo/other", "9", "2026-03-01", "ann", ""));
    let both = Slot { projects: vec![PROJECT.to_owned(), "Octo/Other".to_owned()], ..slot("2026-04-02") };
    assert_eq!(order(&world.rank(&slot("2026-04-02"))), ["ann", "kim"]);
    assert_eq!(order(&world.rank(&both)), ["kim"]);
}

#[test]
fn a_slot_to_come_is_none_that_was_released() {
    let mut world = team();
    let reasons = |world: &World| {
        let ranking = world.rank(&slot("2026-04-02"));
        let ann = ranking.ranked.into_iter().find(|one| one.login == "ann").expect("somebody");
        (ann.last, ann.has, ann.reasons.join("; "))
    };
    let released = "2 releases in 365 days available; last released on 2025-11-01; 2 in all".to_owned();
    assert_eq!(reasons(&world), (Some(day("2025-11-01")), None, released));
    world.slots = vec![taken("2026-12-20", "ann"), taken("2027-01-10", "mona")];
    let ranking = world.rank(&slot("2027-01-11"));
    let ann = ranking.ranked.into_iter().find(|one| one.login == "ann").expect("somebody");
    assert_eq!((ann.last, ann.has.as_deref()), (Some(day("2026-12-20")), Some("2026-12-20")));
    let reasons =
        "0 releases and 1 planned slot in 365 days available; last released on 2025-11-01; has 2026-12-20; 2 in all";
    assert_eq!(ann.reasons.join("; "), reasons);
}

#[test]
fn who_has_the_next_slot_rests_too() {
    let mut world = team();
    world.pairings.clear();
    world.slots.push(taken("2026-05-14", "ann"));
    let ranking = world.rank(&slot("2026-04-02"));
    assert_eq!(ranking.relaxed, ["rest"]);
    assert!(
        shown(&ranking).contains("rest relaxed: has the slot of 2026-05-14, which comes next"),
        "{}",
        shown(&ranking)
    );
}
