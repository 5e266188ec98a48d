//! Runs that are told as events.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::core::checklist::{Annotation, Checklist, Facts, Phase, Procedure, Step, StepKind};
use crate::core::version::ReleaseKind;

const PATCH: Facts = Facts { kind: ReleaseKind::Patch, is_security: false };

pub(super) fn step(id: &str) -> Step {
    Step {
        id: id.to_owned(),
        title: id.to_owned(),
        line: 1,
        last_line: 1,
        kind: StepKind::Task,
        is_ticked: false,
        is_group: false,
        is_detail: false,
        text: format!("do {id}"),
        blocks: Vec::new(),
        inline: Vec::new(),
        conditions: Vec::new(),
        placeholders: Vec::new(),
        annotation: Annotation::default(),
        steps: Vec::new(),
    }
}

pub(super) fn procedure(steps: Vec<Step>) -> Procedure {
    let phase = Phase { title: "Release".to_owned(), steps, ..Phase::default() };
    let checklist = Checklist {
        procedures: vec![Procedure { title: "Release".to_owned(), is_default: true, phases: vec![phase] }],
        ..Checklist::default()
    };
    checklist.procedures.into_iter().next().unwrap()
}

pub(super) fn start(procedure: &Procedure) -> What {
    What::Started(Box::new(Start {
        format: FORMAT,
        version: "5.4.3".to_owned(),
        kind: ReleaseKind::Patch,
        security: false,
        line: Line { branch: "5.x".to_owned(), remote: None, previous_tag: Some("5.4.2".to_owned()) },
        file: "RELEASING.md".to_owned(),
        procedure: procedure.title.clone(),
        people: People::default(),
        rehearsal: false,
        private: false,
        checklist: SnapshotStep::of(procedure),
    }))
}

pub(super) fn events(whats: impl IntoIterator<Item = What>) -> Vec<Event> {
    let event = |(place, what): (usize, What)| Event {
        id: format!("w-{}", place + 1),
        writer: "w".to_owned(),
        sequence: place as u64 + 1,
        who: "mona".to_owned(),
        when: Timestamp::from_second(1_800_000_000 + i64::try_from(place).unwrap() * 60).unwrap(),
        what,
    };
    whats.into_iter().enumerate().map(event).collect()
}

pub(super) fn done(step: &str) -> What {
    What::Done { step: step.to_owned(), how: How::ByHand, proof: Proof::Unproven, evidence: String::new() }
}

fn next_of(procedure: &Procedure, whats: Vec<What>) -> Option<String> {
    let run = Run::replay(&events(std::iter::once(start(procedure)).chain(whats))).unwrap();
    position(procedure, &run, PATCH).next.map(|place| place.tick.step.id.clone())
}

#[test]
fn steps_come_one_after_the_other() {
    let procedure = procedure(vec![step("a"), step("b")]);
    assert_eq!(next_of(&procedure, vec![]).as_deref(), Some("a"));
    assert_eq!(next_of(&procedure, vec![done("a")]).as_deref(), Some("b"));
    assert_eq!(next_of(&procedure, vec![done("a"), done("b")]), None);
    let reopened = What::Reopened { step: "a".to_owned(), reason: "it was wrong".to_owned() };
    assert_eq!(next_of(&procedure, vec![done("a"), done("b"), reopened]).as_deref(), Some("a"));
}

#[test]
fn a_group_is_its_members_and_a_step_comes_before_those_below_it() {
    let mut group = step("group");
    group.is_group = true;
    group.steps = vec![step("one"), step("two")];
    let mut parent = step("parent");
    let mut detail = step("detail");
    detail.is_detail = true;
    parent.steps = vec![detail, step("child")];
    let procedure = procedure(vec![group, parent]);
    let ids: Vec<&str> = procedure.ticks().iter().map(|tick| tick.step.id.as_str()).collect();
    assert_eq!(ids, ["one", "two", "parent", "child"]);
}

#[test]
fn a_step_that_needs_another_waits_for_it() {
    let mut first = step("first");
    first.annotation.needs = vec!["second".to_owned()];
    let procedure = procedure(vec![first, step("second")]);
    assert_eq!(next_of(&procedure, vec![]).as_deref(), Some("second"));
    assert_eq!(next_of(&procedure, vec![done("second")]).as_deref(), Some("first"));
}

#[test]
fn steps_in_a_circle_are_all_blocked() {
    let mut one = step("one");
    one.annotation.needs = vec!["two".to_owned()];
    let mut two = step("two");
    two.annotation.needs = vec!["one".to_owned()];
    let procedure = procedure(vec![one, two]);
    let run = Run::replay(&events([start(&procedure)])).unwrap();
    let position = position(&procedure, &run, PATCH);
    assert_eq!(position.next, None);
    assert_eq!(position.blocked.iter().map(|blocked| blocked.needs.clone()).collect::<Vec<_>>(), [["two"], ["one"]]);
}

#[test]
fn what_is_for_other_releases_is_passed_over() {
    let mut minor = step("minor");
    minor.annotation.only = vec![ReleaseKind::Minor, ReleaseKind::Major];
    let why = why_not(&minor, PATCH);
    let procedure = procedure(vec![minor, step("all")]);
    assert_eq!(next_of(&procedure, vec![]).as_deref(), Some("all"));
    assert_eq!(why, "only for minor or major, and this is a patch release");
}

#[test]
fn a_step_that_began_and_did_not_end_is_unknown() {
    let procedure = procedure(vec![step("a")]);
    let began = What::Began { step: "a".to_owned(), block: 1, digest: String::new(), source: String::new() };
    let run = Run::replay(&events([start(&procedure), began.clone()])).unwrap();
    assert_eq!(*run.state("a"), StepState::Unknown);
    let ended = What::Ended {
        step: "a".to_owned(),
        block: 1,
        code: Some(1),
        end: None,
        milliseconds: 5,
        digest: String::new(),
        directory: "docs".to_owned(),
    };
    let run = Run::replay(&events([start(&procedure), began, ended])).unwrap();
    assert_eq!(*run.state("a"), StepState::Failed { end: "exit code 1".to_owned() });
    assert_eq!(run.directory, "docs");
}

#[test]
fn a_respin_puts_states_and_target_aside() {
    let procedure = procedure(vec![step("a"), step("b")]);
    let targeted = What::Targeted { commit: "c".repeat(40), reason: "said so".to_owned() };
    let respun = What::Respun { steps: vec!["b".to_owned()], reason: "it does not start".to_owned() };
    let run = Run::replay(&events([start(&procedure), done("a"), targeted, done("b"), respun])).unwrap();
    assert!(run.state("a").is_settled() && !run.state("b").is_settled());
    assert_eq!((run.target, run.respins), (None, 1));
}

#[test]
fn who_holds_a_run_is_told_whatever_the_case_of_the_login() {
    let procedure = procedure(vec![step("a")]);
    let passed = What::HandedOver { to: "Mona".to_owned(), note: String::new() };
    let run = Run::replay(&events([start(&procedure), passed])).unwrap();
    assert!(run.is_held_by("mona") && run.is_held_by("Mona") && !run.is_held_by("ann"));
}

#[test]
fn logs_are_read_as_they_were_written() {
    let procedure = procedure(vec![step("a")]);
    let events = events([start(&procedure), What::Resumed, done("a"), What::Finished]);
    let text: String = events.iter().map(write).collect();
    assert_eq!(read(&text).unwrap(), events);
}

#[test]
fn damaged_logs_are_refused_and_say_where() {
    let procedure = procedure(vec![step("a")]);
    let lines: Vec<String> = events([start(&procedure), done("a"), What::Finished]).iter().map(write).collect();
    let whole = lines.concat();
    assert_eq!(read(""), Err(LogError::Empty));
    assert_eq!(read(whole.trim_end()), Err(LogError::Truncated { line: 3 }));
    assert!(matches!(read(&whole.replacen("\"how\"", "\"hew\"", 1)), Err(LogError::Damaged { line: 2, .. })));
    let cut = [lines[0].as_str(), lines[2].as_str()].concat();
    assert_eq!(read(&cut), Err(LogError::OutOfOrder { line: 2, found: 3, expected: 2 }));
    assert_eq!(read(&lines[1].replace("\"sequence\":2", "\"sequence\":1")), Err(LogError::NoStart));
    assert_eq!(read(&whole.replace("\"format\":1", "\"format\":2")), Err(LogError::Newer { found: 2 }));
}

#[test]
fn the_timeline_says_who_when_and_what_it_waited_for() {
    let procedure = procedure(vec![step("a"), step("b")]);
    let began =
        |step: &str| What::Began { step: step.to_owned(), block: 1, digest: String::new(), source: String::new() };
    let ended = |step: &str, code| What::Ended {
        step: step.to_owned(),
        block: 1,
        code: Some(code),
        end: None,
        milliseconds: 1500,
        digest: String::new(),
        directory: String::new(),
    };
    let whats = [start(&procedure), began("a"), ended("a", 1), began("a"), ended("a", 0), done("a"), done("b")];
    let entries = timeline(&events(whats));
    let first = &entries[0];
    assert_eq!((first.step.as_deref(), first.milliseconds, first.what.as_str()), (Some("a"), 3000, "done"));
    assert_eq!(first.waited_for, [Waited::AnotherTry { after: "exit code 1".to_owned() }]);
    assert_eq!(entries[1].started, first.ended.unwrap());
}

#[test]
fn what_changed_in_a_checklist_is_told() {
    let before = SnapshotStep::of(&procedure(vec![step("a"), step("b"), step("c")]));
    let mut changed = step("b");
    changed.text = "do b well".to_owned();
    let now = SnapshotStep::of(&procedure(vec![step("c"), changed, step("d")]));
    let difference = difference(&before, &now);
    let expected = Difference {
        added: vec!["d".to_owned()],
        removed: vec!["a".to_owned()],
        changed: vec!["b".to_owned()],
        is_reordered: true,
    };
    assert_eq!(difference, expected);
}

proptest! {
    /// Whatever bytes stand in a log, reading it says so and does not panic.
    #[test]
    fn no_log_makes_it_panic(text in "\\PC{0,200}\n?") {
        let _ = read(&text);
    }

    /// A log that was cut at any byte is refused, or is a shorter log.
    #[test]
    fn a_cut_log_is_never_misread(cut in 0_usize..2000) {
        let procedure = procedure(vec![step("a"), step("b")]);
        let events = events([start(&procedure), done("a"), What::Paused, done("b")]);
        let text: String = events.iter().map(write).collect();
        let cut = cut.min(text.len());
        if let Ok(read) = read(&text[..cut]) {
            prop_assert_eq!(&read[..], &events[..read.len()]);
        }
    }
}
