//! What holds once a release is out: its kind, its slot in calendars and plans, and the cadence; and what is told of slots
//! that are not somebody's.

use super::{plan, project, rotation, team};
use crate::support::Sandbox;

fn record(sandbox: &Sandbox, version: &str, by: &str, on: &str) {
    drop(sandbox.shepherd(["record", version, "--released-by", by, "--date", on]).success());
}

/// Two people who released, without a tag.
fn two() -> Sandbox {
    let sandbox = project();
    for login in ["mo", "jo"] {
        drop(sandbox.shepherd(["people", "add", login]).success());
    }
    record(&sandbox, "1.0.0", "mo", "2026-01-01");
    record(&sandbox, "1.1.0", "jo", "2026-02-02");
    sandbox
}

#[test]
fn a_final_release_after_its_betas_is_what_its_record_says() {
    let sandbox = two();
    record(&sandbox, "2.0.0b1", "mo", "2026-03-05");
    let who = rotation(&sandbox, &["who", "--for", "2.0.0"]).success().stdout().to_owned();
    assert!(who.starts_with("octo/hello 2.0.0 (major) on 2026-03-28"), "{who}");
    record(&sandbox, "2.0.0", "mo", "2026-03-20");
    let list = sandbox.shepherd(["ledger", "list", "--json"]).success().stdout().to_owned();
    assert!(list.contains("\"kind\": \"major\",\n      \"tag\": \"2.0.0\""), "{list}");
}

#[test]
fn a_slot_that_is_done_is_so_in_calendars_and_leaves_its_day() {
    let sandbox = two();
    drop(rotation(&sandbox, &["plan", "--date", "2027-01-10", "--for", "2.0.0", "--yes"]).success());
    let sandbox = sandbox.now("2026-11-02T09:00:00Z");
    record(&sandbox, "2.0.0", "mo", "2026-11-01");
    let export = || rotation(&sandbox, &["export"]).success().stdout().replace("\r\n", "\n");
    let text = export();
    insta::assert_snapshot!(text, @r"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//release-shepherd//shepherd//EN
    CALSCALE:GREGORIAN
    NAME;VALUE=TEXT:Releases of octo/hello
    X-WR-CALNAME:Releases of octo/hello
    BEGIN:VEVENT
    DESCRIPTION:Done: 2.0.0 was released on 2026-11-01\nRelease shepherd: @mo\n
     Planned for 2027-01-10
    DTEND;VALUE=DATE:20261102
    DTSTAMP:20261101T000000Z
    DTSTART;VALUE=DATE:20261101
    SEQUENCE:1
    STATUS:CONFIRMED
    SUMMARY:octo/hello 2.0.0\, done: @mo
    TRANSP:TRANSPARENT
    UID:2.0.0.octo-hello@release-shepherd
    END:VEVENT
    END:VCALENDAR
    ");
    drop(rotation(&sandbox, &["plan", "--date", "2027-01-10", "--for", "minor", "--yes"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--past"]), @"
    slot        when        what           who  state
    2.0.0       2027-01-10  2.0.0          @mo  done
    2027-01-10              minor release  @jo  offered
    [exit status: 0]
    ");
    drop(rotation(&sandbox, &["cancel", "2027-01-10", "--as", "mo"]).success());
    // It is the same for ever, whatever becomes of others.
    let (_, event) = text.split_once("BEGIN:VEVENT").expect("an event");
    let (event, _) = event.split_once("END:VEVENT").expect("its end");
    assert!(export().contains(event), "{}", export());
}

#[test]
fn a_plan_says_what_is_done() {
    let sandbox = two();
    drop(rotation(&sandbox, &["plan", "--date", "2026-04-02", "--yes"]).success());
    record(&sandbox, "1.2.0", "mo", "2026-03-28");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--date", "2026-04-02", "--yes"]), @"
    slot        what           who  this plan
    2026-04-02  minor release  @mo  done: 1.2.0 was released on 2026-03-28
    ------- stderr -------
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
}

#[test]
fn a_cadence_is_kept_after_a_release() {
    let sandbox = two().now("2026-11-27T09:00:00Z");
    let arguments = ["plan", "--until", "2027-06-30", "--every", "6w", "--from", "2027-01-08", "--yes"];
    drop(rotation(&sandbox, &arguments).success());
    record(&sandbox, "1.2.0", "mo", "2026-08-10");
    drop(rotation(&sandbox, &["plan", "--again", "--yes"]).success());
    let arguments = ["plan", "--until", "2027-07-30", "--every", "6w", "--yes"];
    insta::assert_snapshot!(rotation(&sandbox, &arguments), @"
    slot        what           who  this plan
    2027-01-08  minor release  @jo  as it was
    2027-02-19  minor release  @mo  as it was
    2027-04-02  minor release  @jo  as it was
    2027-05-14  minor release  @mo  as it was
    2027-06-25  minor release  @jo  as it was
    ------- stderr -------
    The days go on from slot 2027-01-08, which stands; `--from DATE` begins elsewhere.
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--until", "2026-12-31", "--every", "6w", "--yes"]), @"
    ------- stderr -------
    The days go on from slot 2027-01-08, which stands; `--from DATE` begins elsewhere.
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
}

#[test]
fn whoever_has_no_slot_is_not_told_to_decline_it() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let away = ["people", "away", "ann", "--from", "2026-04-20", "--until", "2026-04-30"];
    drop(sandbox.shepherd(away).success());
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-04-26", "--as", "ann"]), @"
    ------- stderr -------
    error: @ann is away on 2026-04-26, and slot 2026-04-26 is then
    help: `shepherd rotation who --slot 2026-04-26` shows who may take it
    [exit status: 5]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--with", "ann"]), @"
    ------- stderr -------
    error: @ann is away on 2026-04-26, and slot 2026-04-26 is then
    help: `shepherd rotation who --slot 2026-04-26` shows who may take it
    [exit status: 5]
    ");
}

#[test]
fn a_mentor_is_another_where_somebody_volunteers_again() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let volunteer = |mentor: &str| rotation(&sandbox, &["volunteer", "2026-06-07", "--as", "kim", "--mentor", mentor]);
    drop(volunteer("ann").success());
    insta::assert_snapshot!(volunteer("mona"), @"
    ------- stderr -------
    @kim volunteered, and has slot 2026-06-07
    @mona is the mentor in it
    [exit status: 0]
    ");
    insta::assert_snapshot!(volunteer("mona"), @"
    ------- stderr -------
    @kim volunteered, and has slot 2026-06-07 already
    @mona is the mentor in it
    [exit status: 0]
    ");
}

#[test]
fn the_slot_that_begins_so_is_suggested() {
    let sandbox = two();
    drop(rotation(&sandbox, &["plan", "--date", "2027-01-01", "--yes"]).success());
    drop(rotation(&sandbox, &["plan", "--duty", "--from", "2028-01-01", "--until", "2028-01-14", "--yes"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2028-01-01", "--as", "mo"]), @"
    ------- stderr -------
    error: there is no slot `2028-01-01`
    help: did you mean `2028-01-01--2028-01-14`?
    help: `shepherd rotation list` shows those that are ahead
    [exit status: 2]
    ");
}

#[test]
fn who_can_release_is_said_with_its_rule() {
    let sandbox = two().now("2027-09-01T09:00:00Z");
    record(&sandbox, "1.2.0", "mo", "2027-07-01");
    let told = sandbox.shepherd(["people", "list"]).success();
    let warning = told.stderr().lines().find(|line| line.contains("can release")).map(str::to_owned);
    insta::assert_snapshot!(warning.unwrap_or_default(), @"warning: only @mo can release octo/hello: nobody else led one alone in the last 548 days (@jo did before)");
}
