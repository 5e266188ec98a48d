//! Files of pairings: written, read, and wrong.

use super::*;
use crate::core::people::{CheckIn, Ending, Stage, When};

const PATH: &str = "pairings/mona--kim.toml";

fn pairing() -> Pairing {
    Pairing {
        mentor: "mona".to_owned(),
        mentee: "kim".to_owned(),
        stage: Stage::Coaching,
        asked: Some("2026-03-01".parse().unwrap()),
        accepted: Some("2026-03-02".parse().unwrap()),
        ended: None,
        next_check_in: Some(CheckIn { when: when("2026-04-02T15:00+01:00"), how: "video \"call\"".to_owned() }),
        spent_minutes: None,
        sequence: 1,
        changed: Some("2026-03-28T09:00:00Z".parse().unwrap()),
    }
}

fn when(text: &str) -> When {
    When::read(text, &jiff::tz::TimeZone::UTC).unwrap()
}

fn again(text: &str) -> Pairing {
    read(PATH, text).unwrap().unwrap()
}

#[test]
fn a_pairing_is_written_and_read() {
    let text = changed(PATH, &new(&pairing()), &pairing()).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "coaching"
    asked = 2026-03-01
    accepted = 2026-03-02
    sequence = 1
    changed = 2026-03-28T09:00:00Z
    next-check-in = { when = 2026-04-02T15:00:00+01:00, how = 'video "call"' }
    "#);
    assert_eq!(again(&text), pairing());
    assert_eq!(changed(PATH, &text, &pairing()).unwrap(), text);
    let ended = Ending { on: "2026-05-01".parse().unwrap(), reason: "no match".to_owned() };
    let ended = Pairing { ended: Some(ended), next_check_in: None, ..pairing() };
    let text = changed(PATH, &text, &ended).unwrap();
    assert_eq!(again(&text), ended);
    assert!(text.ends_with("ended = 2026-05-01\nreason = \"no match\"\n"), "{text}");
    let day = CheckIn { when: when("2026-06-01"), how: String::new() };
    let anew = Pairing { accepted: None, next_check_in: Some(day), ..pairing() };
    let text = changed(PATH, &text, &anew).unwrap();
    assert_eq!(again(&text), anew);
    let end = "sequence = 1\nchanged = 2026-03-28T09:00:00Z\nnext-check-in = { when = 2026-06-01 }\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn what_people_wrote_stays() {
    let old = "# Ours.\nformat = 1\nmentor = 'mona' # she\nmentee = 'kim'\nstage = 'matchmaking' # for now\n\
               asked = 2026-03-01\nmood = 'good'\n# Each week.\n[next-check-in]\nwhen = 2026-03-05 # a Thursday\n\
               how = 'by post'\nroom = 7\n# The end.\n";
    let text = changed(PATH, old, &pairing()).unwrap();
    assert_eq!(again(&text), pairing());
    for part in ["# Ours.", "# she", "# for now", "mood = 'good'", "# Each week.", "# a Thursday", "room = 7"] {
        assert!(text.contains(part), "`{part}` is lost: {text}");
    }
    let over = Pairing { asked: None, accepted: None, next_check_in: None, ..pairing() };
    let text = changed(PATH, &text, &over).unwrap();
    for part in ["# Ours.", "# she", "# for now", "mood = 'good'", "# The end."] {
        assert!(text.contains(part), "`{part}` is lost: {text}");
    }
}

#[test]
fn files_that_are_wrong_are_told() {
    let with = |lines: &str| format!("format = 1\nmentor = \"mona\"\nmentee = \"kim\"\n{lines}\n");
    let when = "is neither a day such as 2026-03-28 nor a moment such as 2026-03-28T15:00:00+01:00";
    let cases = [
        ("format = 1\nmentor = \"mona\"\n".to_owned(), "`mentee` is missing".to_owned()),
        (
            with("stage = \"coaching\"").replace("mona", "ann"),
            "line 2: `mentor` is not what the file is named after, which is `MENTOR--MENTEE.toml`".to_owned(),
        ),
        (with(""), "`stage` is missing".to_owned()),
        (
            with("stage = \"love\""),
            "line 4: `stage` is none of matchmaking, coaching, close-in-mentoring, succession".to_owned(),
        ),
        (with("stage = \"coaching\"\nasked = \"2026\""), "line 5: `asked` is no date such as 2026-03-28".to_owned()),
        (with("stage = \"coaching\"\nnext-check-in = 1"), "line 5: `next-check-in` is no table".to_owned()),
        (
            with("stage = \"coaching\"\n\n[next-check-in]\nhow = \"x\""),
            "line 6: `next-check-in`: `when` is missing".to_owned(),
        ),
        (
            with("stage = \"coaching\"\nnext-check-in = { when = 2026-04-02T15:00:00 }"),
            format!("line 5: `next-check-in`: `when` {when}"),
        ),
    ];
    for (text, reason) in cases {
        let error = read(PATH, &text).unwrap_err().to_string();
        assert_eq!(error, format!("`{PATH}` in the store is damaged: {reason}"));
    }
    let alone =
        read("pairings/kim--kim.toml", "format = 1\nmentor = \"kim\"\nmentee = \"kim\"\nstage = \"coaching\"\n")
            .unwrap_err();
    assert!(alone.to_string().ends_with("line 3: `mentee` is the mentor, and nobody mentors themselves"), "{alone}");
    assert_eq!(read(PATH, "format = 2\nmentor = \"mona\"\n").unwrap(), None);
    assert!(matches!(changed(PATH, "format = 2\n", &pairing()), Err(StoreError::TooNew { .. })));
}
