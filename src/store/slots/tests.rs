//! Slots are written and read, and what people wrote stays.

use super::*;
use crate::core::rotation::{Said, State, Swap};
use crate::core::version::ReleaseKind;

const PATH: &str = "slots/octo/hello/2026-04-02.toml";

fn slot() -> Slot {
    let day = |text: &str| text.parse().unwrap();
    let said = |login: &str, on: &str| Said { login: login.to_owned(), on: day(on) };
    let text = |text: &str| Some(text.to_owned());
    Slot {
        projects: vec!["octo/hello".to_owned(), "octo/other".to_owned()],
        version: text("5.5.0"),
        kind: Some(ReleaseKind::Minor),
        security: true,
        state: State::Accepted,
        shepherd: text("mona"),
        offered: Some(day("2026-03-01")),
        accepted: Some(day("2026-03-02")),
        learner: text("kim"),
        mentor: text("ann"),
        volunteers: vec![said("kim", "2026-03-01")],
        declines: vec![said("zoe", "2026-03-01"), said("ann", "2026-03-01")],
        swaps: vec![Swap { from: "ann".to_owned(), to: "mona".to_owned(), by: text("zoe"), on: day("2026-03-02") }],
        sequence: 3,
        ..Slot::new(
            "octo/hello",
            "2026-04-02",
            (day("2026-04-02"), day("2026-04-02")),
            "2026-03-02T10:00:00Z".parse().unwrap(),
        )
    }
}

fn again(text: &str) -> Slot {
    read(PATH, text).unwrap().unwrap()
}

#[test]
fn a_slot_is_written_and_read() {
    let text = new(&slot()).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    uid = "2026-04-02.octo-hello@release-shepherd"
    projects = ["octo/hello", "octo/other"]
    version = "5.5.0"
    kind = "minor"
    security = true
    from = 2026-04-02
    state = "accepted"
    sequence = 3
    changed = 2026-03-02T10:00:00Z
    shepherd = "mona"
    learner = "kim"
    mentor = "ann"
    offered = 2026-03-01
    accepted = 2026-03-02

    [[volunteer]]
    login = "kim"
    on = 2026-03-01

    [[decline]]
    login = "zoe"
    on = 2026-03-01

    [[decline]]
    login = "ann"
    on = 2026-03-01

    [[swap]]
    from = "ann"
    to = "mona"
    by = "zoe"
    on = 2026-03-02
    "#);
    assert_eq!(again(&text), slot());
    let open = Slot {
        version: None,
        kind: None,
        security: false,
        until: "2026-04-15".parse().unwrap(),
        ..Slot::new("octo/hello", "2026-04-02", (slot().from, slot().from), slot().changed)
    };
    let text = new(&open).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    uid = "2026-04-02.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "duty"
    from = 2026-04-02
    until = 2026-04-15
    state = "open"
    sequence = 0
    changed = 2026-03-02T10:00:00Z
    "#);
    assert_eq!(again(&text), open);
    assert_eq!(path(&slot()).unwrap(), PATH);
    assert_eq!(path(&Slot { id: "a/b".to_owned(), ..slot() }).unwrap(), "slots/octo/hello/a%2Fb.toml");
}

#[test]
fn a_change_leaves_what_people_wrote() {
    let text = new(&slot()).unwrap();
    let old = text
        .replace("state = ", "# Said in the call.\nstate = ")
        .replace("login = \"zoe\"\n", "login = \"zoe\" # sad\nmood = 1\n");
    let mut after = slot();
    after.state = State::Open;
    (after.shepherd, after.learner, after.mentor, after.offered, after.accepted) = (None, None, None, None, None);
    after.declines.remove(1);
    after.swaps.clear();
    after.touch("2026-03-03T10:00:00.5Z".parse().unwrap());
    let text = changed(PATH, &old, &slot(), &after).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    uid = "2026-04-02.octo-hello@release-shepherd"
    projects = ["octo/hello", "octo/other"]
    version = "5.5.0"
    kind = "minor"
    security = true
    from = 2026-04-02
    # Said in the call.
    state = "open"
    sequence = 4
    changed = 2026-03-03T10:00:00Z

    [[volunteer]]
    login = "kim"
    on = 2026-03-01

    [[decline]]
    login = "zoe" # sad
    mood = 1
    on = 2026-03-01
    "#);
    // Whole seconds are kept.
    after.changed = "2026-03-03T10:00:00Z".parse().unwrap();
    assert_eq!(again(&text), after);
}

#[test]
fn files_that_are_wrong_are_told() {
    let with = |from: &str, to: &str| {
        let text = new(&slot()).unwrap();
        assert!(text.contains(from), "{from}");
        read(PATH, &text.replacen(from, to, 1)).map(drop).unwrap_err().to_string()
    };
    let told = [
        with("\"octo/hello\", ", ""),
        with("\"minor\"", "\"small\""),
        with("from = 2026-04-02", "from = 2026-04-02\nuntil = 2026-04-01"),
        with("from = 2026-04-02\n", ""),
        with("\"accepted\"", "\"happy\""),
        with("shepherd = \"mona\"\n", ""),
        with("\"kim\"", "\"-kim-\""),
        with("changed = 2026-03-02T10:00:00Z", "changed = 2026-03-02"),
        with("sequence = 3", "sequence = -3"),
        with("on = 2026-03-01\n", ""),
        with("to = \"mona\"\n", ""),
    ];
    insta::assert_snapshot!(told.join("\n"), @"
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 3: `projects` does not begin with octo/hello, under which the file lies
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 5: `kind` is none of major, minor, patch, pre-release, duty
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 8: `until` is before `from`
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: `from` is missing
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 8: `state` is none of open, offered, accepted, cancelled
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: `shepherd` is missing, and the slot is accepted
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 12: `learner` is not a login of GitHub
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 10: `changed` is no moment such as 2026-03-28T15:00:00Z
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 9: `sequence` is no number from 0 on
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 17: `[[volunteer]]` number 1: `on` is missing
    `slots/octo/hello/2026-04-02.toml` in the store is damaged: line 29: `[[swap]]` number 1: `to` is missing
    ");
    assert_eq!(read(PATH, "format = 2\nstate = 1\n").unwrap(), None);
    assert!(matches!(changed(PATH, "format = 2\n", &slot(), &slot()), Err(StoreError::TooNew { .. })));
}
