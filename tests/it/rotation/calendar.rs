//! The calendar file, against readers that share nothing with the writer.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use super::{RELEASES, plan, releases, rotation, team, write_records};
use crate::support::Sandbox;

/// A season in which something happened to each slot.
fn season() -> Sandbox {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["accept", "2026-04-26"]).success());
    let sandbox = sandbox.now("2026-03-29T10:30:00Z");
    drop(rotation(&sandbox, &["cancel", "2026-07-19"]).success());
    drop(rotation(&sandbox, &["plan", "--duty", "--from", "2026-05-01", "--until", "2026-05-14", "--yes"]).success());
    sandbox
}

fn export(sandbox: &Sandbox) -> String {
    rotation(sandbox, &["export"]).success().stdout().to_owned()
}

/// Returns the events of a calendar by UID, each as its properties. It shares nothing with the writer.
fn events(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "an end of a line: {text:?}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "a long line: {text}");
    let unfolded = text.replace("\r\n ", "");
    let mut events = BTreeMap::new();
    let mut event: BTreeMap<String, String> = BTreeMap::new();
    for line in unfolded.split_terminator("\r\n") {
        let (name, value) = line.split_once(':').expect("a property");
        match line {
            "BEGIN:VEVENT" => event = BTreeMap::new(),
            "END:VEVENT" => drop(events.insert(event["UID"].clone(), std::mem::take(&mut event))),
            _ => {
                let value = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
                assert!(event.insert(name.to_owned(), value).is_none(), "{line} twice");
            }
        }
    }
    events
}

#[test]
fn a_calendar_says_what_the_slots_say() {
    let sandbox = season();
    let text = export(&sandbox);
    insta::assert_snapshot!(text.replace("\r\n", "\n"), @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//release-shepherd//shepherd//EN
    CALSCALE:GREGORIAN
    NAME;VALUE=TEXT:Releases of octo/hello
    X-WR-CALNAME:Releases of octo/hello
    BEGIN:VEVENT
    DESCRIPTION:Release shepherd: @mona
    DTEND;VALUE=DATE:20260427
    DTSTAMP:20260328T090000Z
    DTSTART;VALUE=DATE:20260426
    SEQUENCE:1
    STATUS:CONFIRMED
    SUMMARY:octo/hello minor release: @mona
    TRANSP:TRANSPARENT
    UID:2026-04-26.octo-hello@release-shepherd
    END:VEVENT
    BEGIN:VEVENT
    DESCRIPTION:Release shepherd: @kim\nMentor: @mona\nOffered\, and not accept
     ed yet
    DTEND;VALUE=DATE:20260515
    DTSTAMP:20260329T103000Z
    DTSTART;VALUE=DATE:20260501
    SEQUENCE:0
    STATUS:TENTATIVE
    SUMMARY:octo/hello: release duty: @kim
    TRANSP:TRANSPARENT
    UID:2026-05-01--2026-05-14.octo-hello@release-shepherd
    END:VEVENT
    BEGIN:VEVENT
    DESCRIPTION:Release shepherd: Ann Łukasiewicz-Ångström 好き好き好
     き好き好き好き好き (@ann)\nLearns: @kim\nMentor: @mona\nOffered\,
      and not accepted yet
    DTEND;VALUE=DATE:20260608
    DTSTAMP:20260328T090000Z
    DTSTART;VALUE=DATE:20260607
    SEQUENCE:0
    STATUS:TENTATIVE
    SUMMARY:octo/hello minor release: Ann Łukasiewicz-Ångström 好き好き
     好き好き好き好き好き (@ann)
    TRANSP:TRANSPARENT
    UID:2026-06-07.octo-hello@release-shepherd
    END:VEVENT
    BEGIN:VEVENT
    DESCRIPTION:Release shepherd: @mona
    DTEND;VALUE=DATE:20260720
    DTSTAMP:20260329T103000Z
    DTSTART;VALUE=DATE:20260719
    SEQUENCE:1
    STATUS:CANCELLED
    SUMMARY:octo/hello minor release: @mona
    TRANSP:TRANSPARENT
    UID:2026-07-19.octo-hello@release-shepherd
    END:VEVENT
    BEGIN:VEVENT
    DESCRIPTION:Release shepherd: Ann Łukasiewicz-Ångström 好き好き好
     き好き好き好き好き (@ann)\nOffered\, and not accepted yet
    DTEND;VALUE=DATE:20260831
    DTSTAMP:20260328T090000Z
    DTSTART;VALUE=DATE:20260830
    SEQUENCE:0
    STATUS:TENTATIVE
    SUMMARY:octo/hello minor release: Ann Łukasiewicz-Ångström 好き好き
     好き好き好き好き好き (@ann)
    TRANSP:TRANSPARENT
    UID:2026-08-30.octo-hello@release-shepherd
    END:VEVENT
    END:VCALENDAR
    ");
    let events = events(&text);
    assert_eq!(events.len(), 5);
    let cancelled = &events["2026-07-19.octo-hello@release-shepherd"];
    assert_eq!((cancelled["STATUS"].as_str(), cancelled["SEQUENCE"].as_str()), ("CANCELLED", "1"));
    assert_eq!(cancelled["DTSTAMP"], "20260329T103000Z");
    let duty = &events["2026-05-01--2026-05-14.octo-hello@release-shepherd"];
    assert_eq!((duty["DTSTART;VALUE=DATE"].as_str(), duty["DTEND;VALUE=DATE"].as_str()), ("20260501", "20260515"));
}

#[test]
fn a_calendar_is_the_same_bytes_where_no_slot_changed() {
    let sandbox = season();
    let planned = export(&sandbox);
    let more = [RELEASES.as_slice(), &[("1.4.0", "2026-04-25", "mona", "")]].concat();
    write_records(&sandbox, &[("releases/octo/hello.toml", &releases(&more))]);
    let sandbox = sandbox.now("2026-04-26T09:00:00Z");
    let before = export(&sandbox);
    // One slot is done, and days go by.
    let (old, new) = (events(&planned), events(&before));
    let done: Vec<_> = new.iter().filter(|(uid, event)| old[*uid] != **event).map(|(uid, _)| uid.as_str()).collect();
    assert_eq!(done, ["2026-04-26.octo-hello@release-shepherd"]);
    let sandbox = sandbox.now("2026-05-20T09:00:00Z");
    assert_eq!(export(&sandbox), before);
    drop(rotation(&sandbox, &["export", "--output", "a.ics"]).success());
    assert_eq!(sandbox.read("a.ics"), before);
    drop(rotation(&sandbox, &["decline", "2026-06-07", "--as", "ann"]).success());
    let (old, new) = (events(&before), events(&export(&sandbox)));
    let changed: Vec<_> = new.iter().filter(|(uid, event)| old[*uid] != **event).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!((changed[0].1["SEQUENCE"].as_str(), changed[0].1["DTSTAMP"].as_str()), ("1", "20260520T090000Z"));
}

#[test]
fn the_meetings_of_circles_go_into_the_same_calendar() {
    let sandbox = season();
    let circle = [
        "circles",
        "add",
        "calls",
        "--kind",
        "peer-support",
        "--first",
        "2026-04-02T15:00",
        "--timezone",
        "UTC",
        "--every",
        "2w",
    ];
    drop(sandbox.shepherd(circle).success());
    let alone = events(&export(&sandbox));
    let both = events(rotation(&sandbox, &["export", "--circles"]).success().stdout());
    let meetings: Vec<&str> =
        both.iter().filter(|(uid, _)| !alone.contains_key(*uid)).map(|(_, event)| event["DTSTART"].as_str()).collect();
    assert_eq!(
        meetings,
        [
            "20260402T150000Z",
            "20260416T150000Z",
            "20260430T150000Z",
            "20260514T150000Z",
            "20260528T150000Z",
            "20260611T150000Z"
        ]
    );
    insta::assert_snapshot!(rotation(&sandbox, &["export", "--circles", "--format", "csv"]), @"
    ------- stderr -------
    error: --circles: only a calendar file has the meetings of circles
    help: pass `--format ics`, or leave it out
    [exit status: 2]
    ");
}

#[test]
fn slots_are_written_for_pages_and_spreadsheets_too() {
    let sandbox = season();
    insta::assert_snapshot!(rotation(&sandbox, &["export", "--format", "markdown"]), @"
    | project | slot | from | until | what | shepherd | learner | mentor | state |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | octo/hello | 2026-04-26 | 2026-04-26 | 2026-04-26 | minor release | `@mona` |  |  | accepted |
    | octo/hello | 2026-05-01--2026-05-14 | 2026-05-01 | 2026-05-14 | duty | `@kim` |  | `@mona` | offered |
    | octo/hello | 2026-06-07 | 2026-06-07 | 2026-06-07 | minor release | `@ann` | `@kim` | `@mona` | offered |
    | octo/hello | 2026-07-19 | 2026-07-19 | 2026-07-19 | minor release | `@mona` |  |  | cancelled |
    | octo/hello | 2026-08-30 | 2026-08-30 | 2026-08-30 | minor release | `@ann` |  |  | offered |
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["export", "--format", "csv"]).success().stdout().replace("\r\n", "\n"), @"
    project,slot,from,until,what,shepherd,learner,mentor,state
    octo/hello,2026-04-26,2026-04-26,2026-04-26,minor release,mona,,,accepted
    octo/hello,2026-05-01--2026-05-14,2026-05-01,2026-05-14,duty,kim,,mona,offered
    octo/hello,2026-06-07,2026-06-07,2026-06-07,minor release,ann,kim,mona,offered
    octo/hello,2026-07-19,2026-07-19,2026-07-19,minor release,mona,,,cancelled
    octo/hello,2026-08-30,2026-08-30,2026-08-30,minor release,ann,,,offered
    ");
    let json = rotation(&sandbox, &["export", "--format", "json"]).success().json();
    assert_eq!((&json["schema"], json["slots"].as_array().map(Vec::len)), (&1.into(), Some(5)));
}

/// What Python's `icalendar` makes of a calendar: a line of JSON for each event.
const PROGRAM: &str = r#"
import json, sys
from icalendar import Calendar
text = sys.stdin.buffer.read()
calendar = Calendar.from_ical(text)
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    print(json.dumps({
        "uid": str(event["UID"]), "summary": str(event["SUMMARY"]), "description": str(event["DESCRIPTION"]),
        "status": str(event["STATUS"]), "sequence": int(event["SEQUENCE"]),
        "stamp": event.decoded("DTSTAMP").strftime("%Y%m%dT%H%M%SZ"),
        "start": event.decoded("DTSTART").isoformat(), "end": event.decoded("DTEND").isoformat(),
        "days": (event.decoded("DTEND") - event.decoded("DTSTART")).days,
    }))
"#;

/// The Python that has the package, as CI names it.
fn python() -> Option<PathBuf> {
    let python = std::env::var_os("SHEPHERD_ICALENDAR_PYTHON").map(PathBuf::from)?;
    let has_it =
        Command::new(&python).args(["-c", "import icalendar"]).output().is_ok_and(|output| output.status.success());
    assert!(has_it, "{} has no package `icalendar`", python.display());
    Some(python)
}

#[test]
fn an_independent_parser_reads_the_same() {
    let Some(python) = python() else {
        println!("skipped: SHEPHERD_ICALENDAR_PYTHON names no Python with the package `icalendar`");
        return;
    };
    let sandbox = season();
    let text = export(&sandbox);
    let mut command = Command::new(python);
    command.args(["-c", PROGRAM]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.env("PYTHONIOENCODING", "utf-8").spawn().expect("Python starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("it is piped"), text.as_bytes()).expect("Python reads");
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success());
    let read: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    let own = events(&text);
    assert_eq!(read.len(), own.len());
    for event in read {
        let own = &own[event["uid"].as_str().expect("a text")];
        for (name, key) in
            [("SUMMARY", "summary"), ("DESCRIPTION", "description"), ("STATUS", "status"), ("DTSTAMP", "stamp")]
        {
            assert_eq!(event[key].as_str(), Some(own[name].as_str()), "{name}");
        }
        assert_eq!(event["sequence"].to_string(), own["SEQUENCE"]);
        assert_eq!(event["start"].as_str().map(|day| day.replace('-', "")).as_ref(), Some(&own["DTSTART;VALUE=DATE"]));
        assert_eq!(event["end"].as_str().map(|day| day.replace('-', "")).as_ref(), Some(&own["DTEND;VALUE=DATE"]));
    }
    assert!(
        own.values().any(|event| event["SUMMARY"].contains("Łukasiewicz-Ångström 好き")),
        "a long name is among them"
    );
}
