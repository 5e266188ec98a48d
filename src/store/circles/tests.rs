//! Files of circles: written, read, and wrong.

use super::*;
use crate::core::people::{CircleKind, Every, Meeting};

const PATH: &str = "circles/calls.toml";

fn meeting(from: &str) -> Meeting {
    Meeting {
        from: from.parse().unwrap(),
        time: "15:00".parse().unwrap(),
        timezone: "Europe/Lisbon".to_owned(),
        every: Every::TwoWeeks,
        minutes: 45,
    }
}

fn circle() -> Circle {
    Circle {
        name: "calls".to_owned(),
        kind: CircleKind::PeerSupport,
        by_invitation: true,
        projects: vec!["octo/hello".to_owned()],
        members: vec!["mona".to_owned()],
        invited: vec!["kim".to_owned()],
        meeting: Some(meeting("2026-04-02")),
        former: Vec::new(),
        how: "https://call.example/1".to_owned(),
        since: "2026-03-28".parse().ok(),
        until: None,
        sequence: 1,
        changed: "2026-03-28T09:00:00Z".parse().ok(),
    }
}

const NEW: &str = "format = 1\nname = \"calls\"\nkind = \"peer-support\"\n";

#[test]
fn a_circle_is_written_and_read() {
    let text = changed(PATH, NEW, None, &circle()).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    name = "calls"
    kind = "peer-support"
    by-invitation = true
    projects = ["octo/hello"]
    members = ["mona"]
    invited = ["kim"]
    how = "https://call.example/1"
    since = 2026-03-28
    sequence = 1
    changed = 2026-03-28T09:00:00Z

    [meeting]
    from = 2026-04-02
    time = 15:00:00
    timezone = "Europe/Lisbon"
    every = "2w"
    minutes = 45
    "#);
    assert_eq!(read(PATH, &text).unwrap(), Some(circle()));
    let commented = text.replace("members = [\"mona\"]", "members = [\n  'mona', # first\n]");
    let after = Circle {
        members: vec!["mona".to_owned(), "kim".to_owned()],
        meeting: Some(meeting("2026-05-01")),
        former: vec![meeting("2026-04-02")],
        until: "2026-12-31".parse().ok(),
        sequence: 2,
        ..circle()
    };
    let text = changed(PATH, &commented, Some(&circle()), &after).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    name = "calls"
    kind = "peer-support"
    by-invitation = true
    projects = ["octo/hello"]
    members = [
      'mona', # first
      "kim",
    ]
    invited = ["kim"]
    how = "https://call.example/1"
    since = 2026-03-28
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    until = 2026-12-31

    [meeting]
    from = 2026-05-01
    time = 15:00:00
    timezone = "Europe/Lisbon"
    every = "2w"
    minutes = 45

    [[former]]
    from = 2026-04-02
    time = 15:00:00
    timezone = "Europe/Lisbon"
    every = "2w"
    minutes = 45
    "#);
    assert_eq!(read(PATH, &text).unwrap(), Some(after));
}

#[test]
fn files_that_are_wrong_are_told() {
    let with = |lines: &str| format!("{NEW}{lines}\n");
    let meeting = "[meeting]\nfrom = 2026-04-02\ntime = 15:00:00\ntimezone = \"UTC\"\n";
    let cases = [
        (NEW.replace("calls", "other"), "line 2: `name` is not what the file is named after"),
        (NEW.replace("peer-support", "party"), "line 3: `kind` is none of peer-support, triage"),
        (with("members = [\"a b\"]"), "line 4: `members` holds `a b`, which is not a login of GitHub"),
        (with("since = 2026-04-02\nuntil = 2026-04-01"), "line 5: `until` is before `since`"),
        (with("[meeting]\ntime = 15:00:00"), "line 4: `meeting`: `from` is missing"),
        (
            with("[meeting]\nfrom = 2026-04-02\ntime = \"3 pm\""),
            "line 6: `meeting`: `time` is no time of day such as 15:00:00",
        ),
        (
            with(&meeting.replace("UTC", "Lisbon")),
            "line 7: `meeting`: `timezone` is no time zone: did you mean `Europe/Lisbon`?",
        ),
        (with(&format!("{meeting}every = \"day\"")), "line 8: `meeting`: `every` is none of 1w, 2w"),
        (with(&format!("{meeting}minutes = 0")), "line 8: `meeting`: `minutes` is no number of minutes of one day"),
    ];
    for (text, reason) in cases {
        let error = read(PATH, &text).unwrap_err().to_string();
        assert_eq!(error, format!("`{PATH}` in the store is damaged: {reason}"));
    }
    assert_eq!(read(PATH, "format = 2\nname = \"calls\"\n").unwrap(), None);
    let newer = changed(PATH, "format = 2\n", None, &circle());
    assert!(matches!(newer, Err(StoreError::TooNew { .. })));
}
