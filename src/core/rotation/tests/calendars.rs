//! Slots in calendars.

use super::*;
use crate::core::calendar::{Event, Span, Status};
use crate::core::rotation::calendar;

fn told(event: &Event) -> String {
    let Span::Days { first, last } = event.span else { panic!("days") };
    let Event { sequence, stamp, summary, description, status, .. } = event;
    format!("{} {first} {last} {sequence} {stamp}\n{summary}\n{description}", status.word())
}

fn events(world: &World, today: &str) -> Vec<Event> {
    calendar("octo/hello", &world.history(), &world.slots, day(today)).events
}

#[test]
fn what_is_released_is_done_on_its_day() {
    let mut world = World::of(&["ann", "mona"]).mentored("2.0.0", "2026-11-01", "ann", "mona");
    let version = Some("2.0.0".to_owned());
    world.slots = vec![Slot { state: State::Offered, id: "2.0.0".to_owned(), version, ..taken("2027-01-10", "mona") }];
    let before = events(&world, "2026-10-31");
    assert_eq!(before[0].status, Status::Tentative);
    let after = events(&world, "2026-11-01");
    insta::assert_snapshot!(told(&after[0]), @"
    CONFIRMED 2026-11-01 2026-11-01 1 2026-11-01T00:00:00Z
    octo/hello 2.0.0, done: @ann
    Done: 2.0.0 was released on 2026-11-01
    Release shepherd: @ann
    Mentor: @mona
    Planned for 2027-01-10
    ");
    assert_eq!((&before[0].uid, before[0].sequence), (&after[0].uid, 0));
    assert_eq!(events(&world, "2027-06-01"), after);
    world.slots[0].state = State::Cancelled;
    let cancelled = events(&world, "2027-06-01");
    assert_eq!((cancelled[0].status, cancelled[0].sequence), (Status::Cancelled, 0));
}

#[test]
fn duty_stays_on_its_days() {
    let mut world = World::of(&["ann", "mona"]).released("1.0.1", "2026-04-03", "ann");
    let id = "2026-04-01--2026-04-14".to_owned();
    world.slots = vec![Slot { kind: None, id, until: day("2026-04-14"), ..taken("2026-04-01", "mona") }];
    insta::assert_snapshot!(told(&events(&world, "2026-04-20")[0]), @"
    CONFIRMED 2026-04-01 2026-04-14 1 2026-04-03T00:00:00Z
    octo/hello: release duty, done: @mona
    Done: 1.0.1 was released on 2026-04-03 by @ann
    Release shepherd: @mona
    ");
    // A record that names nobody and no day.
    world.releases[0] = Release { date: None, version: "1.1".to_owned(), ..release(PROJECT, "1.1", "", "", "") };
    world.slots = vec![Slot { version: Some("1.1".to_owned()), ..slot("2026-05-01") }];
    insta::assert_snapshot!(told(&events(&world, "2026-04-20")[0]), @"
    CONFIRMED 2026-05-01 2026-05-01 1 2026-03-28T09:00:00Z
    octo/hello 1.1, done: nobody is recorded
    Done: 1.1 was released
    Release shepherd: nobody is recorded
    ");
}
