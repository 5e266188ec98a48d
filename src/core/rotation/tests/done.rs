//! Which release each slot was for.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::core::rotation::done;

fn released(tag: &str, kind: &str, date: &str, by: &str) -> Release {
    Release { kind: kind.to_owned(), ..release(PROJECT, tag, date, by, "") }
}

/// Returns what each slot was for, as `id: tag`.
fn told(slots: &[Slot], releases: &[Release]) -> String {
    let found = done(slots, releases, str::eq_ignore_ascii_case);
    let line = |(slot, release): (&Slot, Option<&Release>)| {
        format!("{}: {}", slot.id, release.map_or("-", |release| &release.tag))
    };
    slots.iter().zip(found).map(line).collect::<Vec<_>>().join("\n")
}

fn is_done(slot: &Slot, release: Release) -> bool {
    done(std::slice::from_ref(slot), &[release], str::eq_ignore_ascii_case)[0].is_some()
}

fn duty(from: &str, until: &str) -> Slot {
    Slot { kind: None, id: format!("{from}--{until}"), until: day(until), ..taken(from, "mona") }
}

#[test]
fn a_slot_is_done_by_its_release() {
    let minor = slot("2026-04-02");
    let cases = [
        ("minor", "2026-04-16", true),
        ("", "2026-03-19", true),
        ("minor", "2026-04-17", false),
        ("minor", "2026-03-18", false),
        ("minor", "", false),
        ("pre-release", "2026-04-02", false),
        ("patch", "2026-04-02", false),
        ("major", "2026-04-02", false),
    ];
    for (kind, date, expected) in cases {
        assert_eq!(is_done(&minor, released("5.5.0", kind, date, "ann")), expected, "{kind} {date}");
    }
    let duty = duty("2026-04-01", "2026-04-14");
    assert!(is_done(&duty, released("1", "pre-release", "2026-04-14", "ann")));
    assert!(!is_done(&duty, released("1", "patch", "2026-04-15", "ann")));
    let version = Slot { version: Some("5.5.0".to_owned()), ..minor.clone() };
    assert!(is_done(&version, released("5.5.0", "minor", "", "ann")));
    assert!(!is_done(&version, released("5.5.1", "patch", "2026-04-02", "ann")));
    let cancelled = Slot { state: State::Cancelled, ..minor };
    assert!(!is_done(&cancelled, released("5.5.0", "minor", "2026-04-02", "ann")));
}

#[test]
fn a_release_of_another_kind_counts_where_somebody_of_the_slot_cut_it() {
    let minor = Slot { learner: Some("kim".to_owned()), ..taken("2026-04-02", "mona") };
    let by = |kind: &str, date: &str, login: &str| is_done(&minor, released("5.4.1", kind, date, login));
    assert_eq!(["ann", "Mona", "kim"].map(|login| by("patch", "2026-04-01", login)), [false, true, true]);
    assert!(!by("pre-release", "2026-04-02", "mona"));
    // What was cut well before its day is something else; after it nothing else came.
    assert_eq!(["2026-03-25", "2026-03-26", "2026-04-16"].map(|on| by("patch", on, "mona")), [false, true, true]);
    let candidate = Slot { kind: Some(ReleaseKind::PreRelease), ..minor.clone() };
    assert!(!is_done(&candidate, released("5.4.1", "patch", "2026-04-02", "mona")));
}

#[test]
fn of_several_releases_it_is_the_same_in_any_order() {
    let minor = taken("2026-04-02", "mona");
    let ranked = [
        released("5.5.0", "minor", "2026-04-03", "ann"),
        released("5.6.0", "minor", "2026-04-01", "ann"),
        released("5.10.0", "minor", "2026-04-01", "ann"),
        released("5.4.0", "minor", "2026-04-05", "ann"),
        released("5.4.1", "patch", "2026-04-02", "mona"),
    ];
    for first in 0..ranked.len() {
        let mut left: Vec<Release> = ranked[first..].to_vec();
        for _ in 0..left.len() {
            left.rotate_left(1);
            assert_eq!(told(std::slice::from_ref(&minor), &left), format!("2026-04-02: {}", ranked[first].tag));
        }
    }
}

#[test]
fn one_release_does_one_slot_of_two_that_are_near() {
    let slots = [taken("2026-04-02", "ann"), taken("2026-04-16", "mona")];
    let first = released("1.2.0", "minor", "2026-04-08", "ann");
    insta::assert_snapshot!(told(&slots, std::slice::from_ref(&first)), @"
    2026-04-02: 1.2.0
    2026-04-16: -
    ");
    // Also where the first is done already: it is nearer to that, and the second is still to come.
    let on_time = released("1.1.0", "minor", "2026-04-02", "ann");
    insta::assert_snapshot!(told(&slots, &[first, on_time.clone()]), @"
    2026-04-02: 1.1.0
    2026-04-16: -
    ");
    // Early, and that of the second alone.
    let early = released("1.2.0", "minor", "2026-04-12", "mona");
    insta::assert_snapshot!(told(&slots, std::slice::from_ref(&early)), @"
    2026-04-02: -
    2026-04-16: 1.2.0
    ");
    // Whoever is late with theirs does theirs; then they may have helped.
    let late = Release { released_by: logins("ann"), ..early };
    insta::assert_snapshot!(told(&slots, std::slice::from_ref(&late)), @"
    2026-04-02: 1.2.0
    2026-04-16: -
    ");
    insta::assert_snapshot!(told(&slots, &[late, on_time]), @"
    2026-04-02: 1.1.0
    2026-04-16: 1.2.0
    ");
}

#[test]
fn a_late_release_is_found_where_the_next_one_is_there_too() {
    let slots = [taken("2026-04-02", "ann"), taken("2026-04-16", "mona")];
    let releases = [released("1.2.0", "minor", "2026-04-12", "zoe"), released("1.3.0", "minor", "2026-04-17", "mona")];
    insta::assert_snapshot!(told(&slots, &releases), @"
    2026-04-02: 1.2.0
    2026-04-16: 1.3.0
    ");
}

#[test]
fn a_version_comes_first_and_then_the_day_and_then_duty() {
    let version = Slot { id: "2.0.0".to_owned(), version: Some("2.0.0".to_owned()), ..taken("2026-05-20", "ann") };
    let slots = [version, taken("2026-04-02", "mona"), duty("2026-03-30", "2026-04-12")];
    insta::assert_snapshot!(told(&slots, &[released("2.0.0", "minor", "2026-04-02", "mona")]), @"
    2.0.0: 2.0.0
    2026-04-02: -
    2026-03-30--2026-04-12: -
    ");
    insta::assert_snapshot!(told(&slots, &[released("1.9.0", "minor", "2026-04-02", "mona")]), @"
    2.0.0: -
    2026-04-02: 1.9.0
    2026-03-30--2026-04-12: -
    ");
    // What comes within the duty is that of the duty, whoever cut it.
    let patches = ["2026-04-01", "2026-04-03"].map(|on| released(on, "patch", on, "mona"));
    insta::assert_snapshot!(told(&slots, &patches), @"
    2.0.0: -
    2026-04-02: -
    2026-03-30--2026-04-12: 2026-04-01
    ");
}

#[test]
fn a_release_of_one_project_does_no_slot_of_another() {
    let other = Slot { projects: vec!["octo/other".to_owned()], ..taken("2026-04-02", "mona") };
    let both = Slot { projects: vec!["octo/other".to_owned(), "Octo/Hello".to_owned()], ..other.clone() };
    let minor = released("1.2.0", "minor", "2026-04-02", "mona");
    assert!(!is_done(&other, minor.clone()) && is_done(&both, minor));
}

#[test]
fn a_slot_that_is_not_planned_yet_is_done_by_its_version_alone() {
    let world = World::of(&["ann"]).released("1.2.0", "2026-04-01", "ann");
    let found = |slot: &Slot, by: &str| world.history().release_of(slot, day(by)).map(|one| one.tag.clone());
    assert_eq!(found(&slot("2026-04-02"), "2026-04-02"), None);
    let version = Slot { version: Some("1.2.0".to_owned()), ..slot("2026-04-02") };
    assert_eq!(found(&version, "2026-04-02").as_deref(), Some("1.2.0"));
    assert_eq!(found(&version, "2026-03-31"), None);
    let planned = World { slots: vec![slot("2026-04-02")], ..world };
    let history = planned.history();
    let by = |by: &str| history.release_of(&planned.slots[0], day(by)).is_some();
    assert_eq!(["2026-03-31", "2026-04-01", "2026-05-01"].map(by), [false, true, true]);
}

const ON: &str = "2026-04-02";

prop_compose! {
    fn some_slot()(
        days in -40_i64..40,
        length in 0_i64..20,
        kind in select(vec![Some(ReleaseKind::Minor), Some(ReleaseKind::Minor), Some(ReleaseKind::Patch), None]),
        version in prop::option::weighted(0.2, 0_usize..6),
        who in select(vec!["ann", "bea"]),
        is_cancelled in prop::bool::weighted(0.1),
        projects in select(vec![vec![PROJECT], vec!["octo/other"], vec!["Octo/Other", PROJECT]]),
    ) -> Slot {
        let from = after(day(ON), days);
        let until = if kind.is_none() { after(from, length) } else { from };
        Slot {
            kind,
            until,
            version: version.filter(|_| kind.is_some()).map(|number| format!("1.{number}")),
            state: if is_cancelled { State::Cancelled } else { State::Accepted },
            projects: projects.into_iter().map(str::to_owned).collect(),
            ..taken(&from.to_string(), who)
        }
    }
}

prop_compose! {
    fn some_release()(
        number in 0_usize..40, days in -60_i64..60, kind in select(vec!["minor", "patch", "pre-release", ""]),
        by in select(vec!["ann", "bea", "cyd"]), project in select(vec![PROJECT, "octo/other"]),
    ) -> Release {
        Release {
            kind: kind.to_owned(),
            ..release(project, &format!("1.{number}"), &after(day(ON), days).to_string(), by, "")
        }
    }
}

prop_compose! {
    fn season()(
        slots in prop::collection::vec(some_slot(), 0..8), releases in prop::collection::vec(some_release(), 0..8),
    ) -> (Vec<Slot>, Vec<Release>) {
        let named = |(number, slot): (usize, Slot)| Slot { id: number.to_string(), ..slot };
        let mut releases = releases;
        releases.sort_by(|one, other| (&one.project, &one.tag).cmp(&(&other.project, &other.tag)));
        releases.dedup_by(|one, other| (&one.project, &one.tag) == (&other.project, &other.tag));
        (slots.into_iter().enumerate().map(named).collect(), releases)
    }
}

proptest! {
    #[test]
    fn one_release_does_one_slot_at_most((slots, releases) in season()) {
        let found = done(&slots, &releases, str::eq_ignore_ascii_case);
        prop_assert_eq!(found.len(), slots.len());
        for release in &releases {
            let its: Vec<&Slot> =
                slots.iter().zip(&found).filter(|(_, one)| **one == Some(release)).map(|(slot, _)| slot).collect();
            // Where a version was planned twice it is released in both.
            let is_named = |slot: &&Slot| slot.version.as_ref() == Some(&release.version);
            prop_assert!(its.len() < 2 || its.iter().all(is_named), "{}", told(&slots, &releases));
            let names_it = |slot: &Slot| is_named(&slot) && slot.is_for(&release.project) && slot.state != State::Cancelled;
            prop_assert!(its.iter().all(is_named) || !slots.iter().any(names_it), "a version comes first");
        }
    }

    #[test]
    fn what_is_still_to_come_is_over_only_where_the_release_is_its_own((slots, releases) in season()) {
        let found = done(&slots, &releases, str::eq_ignore_ascii_case);
        for (slot, release) in slots.iter().zip(&found) {
            let (Some(release), Some(kind), None) = (release, slot.kind, &slot.version) else { continue };
            let date = release.date.unwrap();
            let early = (slot.from - date).get_days();
            if early <= 0 {
                continue;
            }
            prop_assert!(["", kind.name()].contains(&release.kind.as_str()) || release.released_by == [slot.shepherd.clone().unwrap()]);
            for other in slots.iter().filter(|other| {
                other.kind == slot.kind && other.from != slot.from && other.state != State::Cancelled && other.is_for(&release.project)
            }) {
                let gap = (other.from - slot.from).get_days().abs();
                prop_assert!(early * 2 < gap, "{} of {}\n{}", release.tag, slot.id, told(&slots, &releases));
            }
        }
    }

    #[test]
    fn the_order_of_slots_and_releases_never_matters((slots, releases) in season(), turn in 0_usize..8) {
        let sorted = |text: String| { let mut lines: Vec<String> = text.lines().map(str::to_owned).collect(); lines.sort(); lines };
        let (mut other, mut more) = (slots.clone(), releases.clone());
        other.reverse();
        more.reverse();
        if !more.is_empty() {
            let turn = turn % more.len();
            more.rotate_left(turn);
        }
        prop_assert_eq!(sorted(told(&other, &more)), sorted(told(&slots, &releases)));
    }
}
