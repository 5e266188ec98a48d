//! What goes on where something changed meanwhile: a mentor who cannot, a slot that takes place again, a version that comes.

use super::{RELEASES, plan, recorded, releases, rotation, team, write_records};

#[test]
fn a_patch_by_somebody_else_leaves_a_minor_slot_open() {
    let sandbox = team();
    drop(rotation(&sandbox, &["plan", "--date", "2026-04-11", "--for", "minor", "--yes"]).success());
    drop(rotation(&sandbox, &["accept", "2026-04-11"]).success());
    let record = ["record", "1.3.1", "--kind", "patch", "--date", "2026-03-27", "--released-by", "ann", "--yes"];
    drop(sandbox.shepherd(record).success());
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"");
    let record = ["record", "1.3.2", "--kind", "patch", "--date", "2026-03-28", "--released-by", "mona", "--yes"];
    drop(sandbox.shepherd(record).success());
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--past"]), @"");
}

#[test]
fn a_learner_keeps_a_slot_that_their_mentor_declines() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["volunteer", "2026-04-26", "--as", "kim"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-04-26"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--mentor", "mona"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--mentor", "ann"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"");
    // Who mentors and is away is replaced alone.
    drop(sandbox.shepherd(["people", "away", "ann", "--from", "2026-04-20", "--until", "2026-04-30"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"");
    // What is only offered goes to the next, and it is said who had it.
    drop(rotation(&sandbox, &["decline", "2026-06-07", "--as", "ann"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-06-07", "--as", "mona"]), @"");
}

#[test]
fn whoever_has_more_than_they_take_on_is_warned() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(sandbox.shepherd(["people", "set", "ann", "--capacity-releases", "0"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--with", "ann"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-07-19", "--as", "ann"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"");
    let listed = sandbox.shepherd(["people", "list"]).success();
    let warnings: Vec<&str> = listed.stderr().lines().filter(|line| line.contains("slot")).collect();
    insta::assert_snapshot!(warnings.join("\n"), @"");
    let json = sandbox.shepherd(["people", "list", "--json"]).success().json();
    let kinds: Vec<_> = json["loads"].as_array().expect("a list").iter().map(|one| one["kind"].clone()).collect();
    insta::assert_snapshot!(format!("{kinds:?}"), @"");
}

#[test]
fn what_is_released_is_not_planned_again() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "1.2.0", "--date", "2026-05-01", "--yes"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--for", "1.2.0"]).stderr(), @"");
}

#[test]
fn what_was_cancelled_is_planned_again() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["cancel", "2026-06-07"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--date", "2026-06-07", "--yes"]), @"");
    let slot = recorded(&sandbox, "slots/octo/hello/2026-06-07.toml");
    assert!(slot.contains("state = \"offered\"") && slot.contains("sequence = 2"), "{slot}");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "1.4.0", "--date", "2026-06-07", "--yes"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"");
}

#[test]
fn what_nobody_accepted_is_spread_anew() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["accept", "2026-07-19"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-06-07", "--as", "ann"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--again", "--yes"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--again", "--yes"]), @"");
}

#[test]
fn who_is_asked_for_twice_is_the_same_bytes() {
    let sandbox = team();
    let ask = ["who", "--for", "minor", "--on", "2026-05-01", "--json"];
    let plan = ["plan", "--date", "2026-05-01", "--json"];
    let before = [&ask[..], &plan[..]].map(|arguments| rotation(&sandbox, arguments).success().stdout().to_owned());
    let sandbox = sandbox.now("2026-03-29T11:00:00Z");
    let after = [&ask[..], &plan[..]].map(|arguments| rotation(&sandbox, arguments).success().stdout().to_owned());
    assert_eq!(before[0], after[0]);
    assert!(!before[1].contains("changed\""), "{}", before[1]);
}

#[test]
fn who_swaps_for_others_is_written_down() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-06-07", "--with", "mona", "--as", "kim"]), @"");
    let slot = recorded(&sandbox, "slots/octo/hello/2026-06-07.toml");
    let swap = slot.split("[[swap]]").nth(1).unwrap_or_default();
    insta::assert_snapshot!(swap, @"");
}

#[test]
fn two_releases_near_a_slot_are_told_apart_in_any_order() {
    let sandbox = team();
    drop(rotation(&sandbox, &["plan", "--date", "2026-04-11", "--yes"]).success());
    let near = [("1.5.0", "2026-04-13", "ann", ""), ("1.4.0", "2026-04-09", "mona", "")];
    let sandbox = sandbox.now("2026-04-20T09:00:00Z");
    for near in [near, [near[1], near[0]]] {
        let all = [RELEASES.as_slice(), &near].concat();
        write_records(&sandbox, &[("releases/octo/hello.toml", &releases(&all))]);
        let json = rotation(&sandbox, &["list", "--past", "--json"]).success().json();
        assert_eq!(json["slots"][0]["released"], "1.4.0");
    }
}
