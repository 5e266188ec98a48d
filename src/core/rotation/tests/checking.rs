//! What `rotation check` finds.

use super::planning::team;
use super::*;
use crate::core::rotation::{Paste, Said, check};

/// Calls all things by their full names.
const PASTE: Paste<'_> = Paste { slot: &path, project: &of_project };

pub(super) fn path(slot: &str) -> String {
    slot.replace(' ', "/")
}

fn of_project(project: &str) -> String {
    format!(" --project {project}")
}

#[test]
fn what_rots_is_found() {
    let mut world = team().away("mona", "2026-04-10", "2026-04-14").released("1.2", "2026-02-01", "mona");
    world.person("ann").active_until = Some(day("2026-04-30"));
    let offered = |on: &str, by: &str| Slot { state: State::Offered, ..taken(on, by) };
    world.slots = vec![
        taken("2026-03-10", "ann"),
        // Released, near enough to its day.
        taken("2026-02-10", "mona"),
        offered("2026-04-12", "mona"),
        Slot { state: State::Open, shepherd: None, ..taken("2026-04-25", "x") },
        // Far enough ahead to be offered still.
        offered("2026-05-24", "ann"),
        taken("2026-07-05", "ghost"),
        taken("2026-08-16", "kim"),
        Slot { mentor: Some("mona".to_owned()), ..taken("2026-09-27", "kim") },
        Slot { mentor: Some("mona".to_owned()), ..taken("2026-04-13", "kim") },
        Slot { state: State::Cancelled, ..taken("2026-03-11", "ann") },
        Slot { projects: vec!["octo/other".to_owned()], ..taken("2026-03-12", "ann") },
    ];
    let projects = [PROJECT.to_owned(), "octo/none".to_owned()];
    let found = check(&world.history(), &world.slots, &projects, now(), day("2026-03-28"), 28);
    let lines: Vec<String> =
        found.iter().map(|one| format!("{}: {one}\n  {}", one.word(), one.remedies(PASTE).join("\n  "))).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    overdue: octo/hello 2026-03-10: 2026-03-10 is past, and nothing was released; @ann has it
      shepherd record VERSION --project octo/hello
      shepherd rotation cancel octo/hello/2026-03-10
    not-accepted: octo/hello 2026-04-12: @mona did not accept it yet, and it is on 2026-04-12
      shepherd rotation accept octo/hello/2026-04-12 --as mona
      shepherd rotation decline octo/hello/2026-04-12 --as mona
    away: octo/hello 2026-04-12: @mona is away on 2026-04-12
      shepherd rotation swap octo/hello/2026-04-12 --with LOGIN
    away: octo/hello 2026-04-13: @mona is away on 2026-04-13
      shepherd rotation swap octo/hello/2026-04-13 --mentor LOGIN
    empty: octo/hello 2026-04-25: nobody has it, and it is on 2026-04-25
      shepherd rotation volunteer octo/hello/2026-04-25
    inactive: octo/hello 2026-05-24: @ann is not active on 2026-05-24
      shepherd rotation swap octo/hello/2026-05-24 --with LOGIN
    unknown: octo/hello 2026-07-05: @ghost is not in the roster
      shepherd people add ghost
      shepherd rotation swap octo/hello/2026-07-05 --with LOGIN
    no-mentor: octo/hello 2026-07-05: @ghost is observer, it takes solo, and nobody mentors them in it
      shepherd rotation swap octo/hello/2026-07-05 --mentor LOGIN
    no-mentor: octo/hello 2026-08-16: @kim is observer, it takes solo, and nobody mentors them in it
      shepherd rotation swap octo/hello/2026-08-16 --mentor LOGIN
    nothing-planned: octo/none: no slot is planned
      shepherd rotation plan --until DATE --every 6w --project octo/none
    no-check-in: @mona and @kim do not know when they talk next
      shepherd people pair mona--kim --check-in WHEN --how TEXT
    ");
}

#[test]
fn somebody_who_said_that_they_are_unavailable_is_found() {
    let mut world = team();
    let said = vec![Said { login: "Mona".to_owned(), on: day("2026-03-20") }];
    world.slots = vec![
        Slot { declines: said.clone(), ..taken("2026-04-12", "mona") },
        Slot { declines: said.clone(), mentor: Some("mona".to_owned()), ..taken("2026-05-24", "kim") },
        Slot { declines: said, ..taken("2026-07-05", "ann") },
    ];
    let found = check(&world.history(), &world.slots, &[PROJECT.to_owned()], now(), day("2026-03-28"), 28);
    let declined = found.iter().filter(|one| one.word() == "declined");
    let lines: Vec<String> = declined.map(|one| format!("{one}\n  {}", one.remedies(PASTE).join("\n  "))).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    octo/hello 2026-04-12: @mona said that they are unavailable for it
      shepherd rotation decline octo/hello/2026-04-12 --as mona
      shepherd rotation volunteer octo/hello/2026-04-12 --as mona
    octo/hello 2026-05-24: @mona said that they are unavailable for it
      shepherd rotation swap octo/hello/2026-05-24 --mentor LOGIN
    ");
}
