//! The calendar of the circles: the same bytes where nothing changed, and no meeting lost where something did.

use super::{CALLS, circles, team};
use crate::support::Sandbox;

/// Returns the calendar in lines, with the name of the store replaced, which differs in each run.
fn calendar(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let text = circles(sandbox, &[&["export"], arguments].concat()).success().stdout().to_owned();
    assert!(text.contains("\r\n") && !text.replace("\r\n", "").contains('\n'), "{text}");
    let identity = regex::Regex::new("@[0-9a-f]{32}").expect("the pattern is right");
    identity.replace_all(&text.replace("\r\n", "\n"), "@[STORE]").into_owned()
}

/// Returns the week, the start, the sequence and the status of each event.
fn events(text: &str) -> Vec<String> {
    let field = |event: &str, name: &str| {
        let line = event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim_start_matches(':').to_owned()
    };
    let event = |event: &str| {
        let [uid, start, sequence, status] = ["UID", "DTSTART", "SEQUENCE", "STATUS"].map(|name| field(event, name));
        format!("{uid} {start} {sequence} {status}")
    };
    text.split("BEGIN:VEVENT\n").skip(1).map(event).collect()
}

#[test]
fn meetings_are_moments_and_summer_time_moves_them() {
    let sandbox = team();
    drop(circles(&sandbox, &CALLS).success());
    let first = calendar(&sandbox, &["--weeks", "3"]);
    insta::assert_snapshot!(first, @"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//release-shepherd//shepherd//EN
    CALSCALE:GREGORIAN
    NAME;VALUE=TEXT:Circles
    X-WR-CALNAME:Circles
    BEGIN:VEVENT
    DESCRIPTION:Open to all
    DTEND:20260409T144500Z
    DTSTAMP:20260328T090000Z
    DTSTART:20260409T140000Z
    LOCATION:https://call.example/1
    SEQUENCE:0
    STATUS:CONFIRMED
    SUMMARY:Peer support (calls)
    UID:circle-calls-2026-W15@[STORE]
    END:VEVENT
    END:VCALENDAR
    ");
    // Who signs up changes nothing that a calendar says.
    drop(circles(&sandbox, &["join", "calls", "--as", "kim"]).success());
    assert_eq!(calendar(&sandbox, &["--weeks", "3"]), first);
    insta::assert_snapshot!(events(&calendar(&sandbox, &[])).join("\n"), @"
    circle-calls-2026-W15@[STORE] 20260409T140000Z 0 CONFIRMED
    circle-calls-2026-W17@[STORE] 20260423T140000Z 0 CONFIRMED
    circle-calls-2026-W19@[STORE] 20260507T140000Z 0 CONFIRMED
    circle-calls-2026-W21@[STORE] 20260521T140000Z 0 CONFIRMED
    circle-calls-2026-W23@[STORE] 20260604T140000Z 0 CONFIRMED
    circle-calls-2026-W25@[STORE] 20260618T140000Z 0 CONFIRMED
    ");
    let earlier = sandbox.now("2026-03-20T09:00:00Z");
    // The clock in Lisbon goes from 00:59 to 02:00 on 2026-03-29.
    insta::assert_snapshot!(events(&calendar(&earlier, &["--weeks", "4"])).join("\n"), @"
    circle-calls-2026-W13@[STORE] 20260326T150000Z 0 CONFIRMED
    circle-calls-2026-W15@[STORE] 20260409T140000Z 0 CONFIRMED
    ");
}

#[test]
fn what_is_moved_keeps_its_name_and_what_goes_is_cancelled() {
    let sandbox = team();
    drop(circles(&sandbox, &CALLS).success());
    let sandbox = sandbox.now("2026-03-29T10:00:00Z");
    drop(circles(&sandbox, &["set", "calls", "--first", "2026-04-07T16:00"]).success());
    insta::assert_snapshot!(events(&calendar(&sandbox, &["--weeks", "6"])).join("\n"), @"
    circle-calls-2026-W15@[STORE] 20260407T150000Z 1 CONFIRMED
    circle-calls-2026-W17@[STORE] 20260421T150000Z 1 CONFIRMED
    circle-calls-2026-W19@[STORE] 20260505T150000Z 1 CONFIRMED
    ");
    drop(circles(&sandbox, &["set", "calls", "--until", "2026-04-30"]).success());
    insta::assert_snapshot!(events(&calendar(&sandbox, &["--weeks", "6"])).join("\n"), @"
    circle-calls-2026-W15@[STORE] 20260407T150000Z 2 CONFIRMED
    circle-calls-2026-W17@[STORE] 20260421T150000Z 2 CONFIRMED
    circle-calls-2026-W19@[STORE] 20260505T150000Z 2 CANCELLED
    ");
}

#[test]
fn check_ins_are_in_it_where_they_are_asked_for() {
    let sandbox = team();
    let pair = |who: &str, arguments: &[&str]| {
        drop(sandbox.shepherd([&["people", "pair", "--as", who], arguments].concat()).success());
    };
    pair("kim", &["mona", "--ask", "--check-in", "2026-04-02T15:00+01:00", "--how", "Küche; 2. Stock, links"]);
    pair("mona", &["kim", "--accept"]);
    assert_eq!(events(&calendar(&sandbox, &[])), Vec::<String>::new());
    insta::assert_snapshot!(calendar(&sandbox, &["--check-ins", "--person", "mona"]), @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//release-shepherd//shepherd//EN
    CALSCALE:GREGORIAN
    NAME;VALUE=TEXT:Circles
    X-WR-CALNAME:Circles
    BEGIN:VEVENT
    DTEND:20260402T143000Z
    DTSTAMP:20260328T090000Z
    DTSTART:20260402T140000Z
    LOCATION:Küche\; 2. Stock\, links
    SEQUENCE:1
    STATUS:CONFIRMED
    SUMMARY:Check-in of @mona and @kim
    UID:check-in-mona--kim@[STORE]
    END:VEVENT
    END:VCALENDAR
    ");
    assert_eq!(events(&calendar(&sandbox, &["--check-ins", "--person", "zoe"])), Vec::<String>::new());
    pair("kim", &["mona", "--end"]);
    insta::assert_snapshot!(events(&calendar(&sandbox, &["--check-ins"])).join("\n"), @"check-in-mona--kim@[STORE] ;VALUE=DATE:20260328 2 CANCELLED");
    let written = circles(&sandbox, &["export", "--check-ins", "--output", "all.ics"]);
    insta::assert_snapshot!(written, @"
    ------- stderr -------
    1 event written to `all.ics`
    [exit status: 0]
    ");
    assert_eq!(sandbox.read("all.ics"), circles(&sandbox, &["export", "--check-ins"]).success().stdout());
}
