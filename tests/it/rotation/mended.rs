//! What goes on where something changed meanwhile: a mentor who cannot, a slot that takes place again, a version that comes.

use super::{RELEASES, plan, recorded, releases, rotation, team, write_records};

#[test]
fn a_patch_by_somebody_else_leaves_a_minor_slot_open() {
    let sandbox = team();
    drop(rotation(&sandbox, &["plan", "--date", "2026-04-11", "--for", "minor", "--yes"]).success());
    drop(rotation(&sandbox, &["accept", "2026-04-11"]).success());
    let record = ["record", "1.3.1", "--kind", "patch", "--date", "2026-03-28", "--released-by", "ann"];
    drop(sandbox.shepherd(record).success());
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"
    slot        what           who    state
    2026-04-11  minor release  @mona  accepted
    [exit status: 0]
    ");
    // Nor does one of hers, two weeks before: it is something else.
    let record = ["record", "1.3.2", "--kind", "patch", "--date", "2026-03-28", "--released-by", "mona"];
    drop(sandbox.shepherd(record).success());
    assert!(rotation(&sandbox, &["list"]).success().stdout().contains("accepted"));
    let sandbox = sandbox.now("2026-04-10T09:00:00Z");
    let record = ["record", "1.3.3", "--kind", "patch", "--date", "2026-04-10", "--released-by", "mona"];
    drop(sandbox.shepherd(record).success());
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--past"]), @"
    slot        what           who    state
    2026-04-11  minor release  @mona  done
    [exit status: 0]
    ");
}

#[test]
fn a_learner_keeps_a_slot_that_their_mentor_declines() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["volunteer", "2026-04-26", "--as", "kim"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-04-26"]), @"
    ------- stderr -------
    @mona is unavailable for slot 2026-04-26, which costs nothing
    warning: @kim still has slot 2026-04-26, and needs a mentor in it
    hint: `shepherd rotation swap 2026-04-26 --mentor LOGIN` names one; `shepherd rotation who --slot 2026-04-26` shows who may
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    octo/hello 2026-04-26: @kim is observer, it takes solo, and nobody mentors them in it
      shepherd rotation swap 2026-04-26 --mentor LOGIN
    ------- stderr -------
    error: 1 finding to look after
    [exit status: 1]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--mentor", "mona"]), @"
    ------- stderr -------
    error: @mona cannot be the mentor in slot 2026-04-26
    help: `shepherd rotation who --slot 2026-04-26 --explain` shows who may, and why others may not
    [exit status: 5]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--mentor", "ann"]), @"
    ------- stderr -------
    @ann is the mentor in it
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    ------- stderr -------
    Nothing rots.
    [exit status: 0]
    ");
    // Who mentors and is away is replaced alone.
    drop(sandbox.shepherd(["people", "away", "ann", "--from", "2026-04-20", "--until", "2026-04-30"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    octo/hello 2026-04-26: @ann is away on 2026-04-26
      shepherd rotation swap 2026-04-26 --mentor LOGIN
    ------- stderr -------
    error: 1 finding to look after
    [exit status: 1]
    ");
    // What is only offered goes to the next, and it is said who had it.
    drop(rotation(&sandbox, &["decline", "2026-06-07", "--as", "ann"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-06-07", "--as", "mona"]), @"
    ------- stderr -------
    @mona is unavailable for slot 2026-06-07, which costs nothing
    warning: nobody else can take slot 2026-06-07
    hint: `shepherd rotation who --slot 2026-06-07` says why
    [exit status: 0]
    ");
}

#[test]
fn whoever_has_more_than_they_take_on_is_warned() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(sandbox.shepherd(["people", "set", "ann", "--capacity-releases", "0"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "--with", "ann"]), @"
    ------- stderr -------
    slot 2026-04-26: @ann instead of @mona
    warning: @ann has 1 slot at a time (octo/hello 2026-04-26), and takes on at most 0
    warning: @ann has octo/hello 2026-04-26 right after octo/hello 1.3.0: somebody else could have one of them
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-07-19", "--as", "ann"]), @"
    ------- stderr -------
    @ann volunteered, and has slot 2026-07-19
    warning: @ann has octo/hello 2026-07-19 right after octo/hello 2026-06-07: somebody else could have one of them
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    @ann has 1 slot at a time (octo/hello 2026-04-26), and takes on at most 0
      shepherd rotation swap 2026-04-26 --with LOGIN
    ------- stderr -------
    error: 1 finding to look after
    [exit status: 1]
    ");
    let listed = sandbox.shepherd(["people", "list"]).success();
    let warnings: Vec<&str> = listed.stderr().lines().filter(|line| line.contains("slot")).collect();
    insta::assert_snapshot!(warnings.join("\n"), @"warning: @ann has 1 slot at a time (octo/hello 2026-04-26), and takes on at most 0");
    let json = sandbox.shepherd(["people", "list", "--json"]).success().json();
    let kinds: Vec<_> = json["loads"].as_array().expect("a list").iter().map(|one| one["kind"].clone()).collect();
    insta::assert_snapshot!(format!("{kinds:?}"), @r#"[String("over-capacity"), String("slots-back-to-back"), String("slots-back-to-back"), String("slots-back-to-back"), String("slots-back-to-back")]"#);
}

#[test]
fn what_is_released_is_not_planned_again() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "1.2.0", "--date", "2026-05-01", "--yes"]), @"
    ------- stderr -------
    error: 1.2.0 is released: 1.2.0 on 2025-12-01
    help: `shepherd ledger list` shows what is recorded; plan the version that comes next
    [exit status: 5]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--for", "1.2.0"]).stderr(), @"warning: 1.2.0 is released already: 1.2.0 on 2025-12-01");
}

#[test]
fn what_was_cancelled_is_planned_again() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["cancel", "2026-06-07"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--date", "2026-06-07", "--yes"]), @"
    slot        what           who                            this plan
    2026-06-07  minor release  @ann; @kim learns, with @mona  takes place again
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    let slot = recorded(&sandbox, "slots/octo/hello/2026-06-07.toml");
    assert!(slot.contains("state = \"offered\"") && slot.contains("sequence = 2"), "{slot}");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "1.4.0", "--date", "2026-06-07", "--yes"]), @"
    slot        what   who                            this plan
    2026-06-07  1.4.0  @ann; @kim learns, with @mona  changed
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"
    slot        what           who                            state
    2026-04-26  minor release  @mona                          offered
    2026-06-07  1.4.0          @ann; @kim learns, with @mona  offered
    2026-07-19  minor release  @mona                          offered
    2026-08-30  minor release  @ann                           offered
    [exit status: 0]
    ");
}

#[test]
fn what_nobody_accepted_is_spread_anew() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["accept", "2026-07-19"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-06-07", "--as", "ann"]), @"
    ------- stderr -------
    @ann is unavailable for slot 2026-06-07, which costs nothing
    it is offered to @kim: 0 releases in 365 days available; never released; 0 in all; observer, with @mona as mentor
    @mona is the mentor in it
    hint: tell them: @kim accepts with `shepherd rotation accept 2026-06-07`
    hint: `shepherd rotation plan --again` spreads the slots anew that nobody accepted
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--again", "--yes"]), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @kim, with @mona as mentor     changed
    2026-06-07  minor release  @mona                          changed
    2026-08-30  minor release  @ann; @kim learns, with @mona  changed
    ------- stderr -------
    3 slots written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--again", "--yes"]), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @kim, with @mona as mentor     as it was
    2026-06-07  minor release  @mona                          as it was
    2026-08-30  minor release  @ann; @kim learns, with @mona  as it was
    ------- stderr -------
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
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
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-06-07", "--with", "mona", "--as", "kim"]), @"
    ------- stderr -------
    slot 2026-06-07: @mona instead of @ann
    @kim learns beside them, with @mona as mentor
    hint: @kim has no part in it, and it is written down who swapped: tell those who have
    warning: @mona has octo/hello 2026-06-07 right after octo/hello 2026-04-26: somebody else could have one of them
    [exit status: 0]
    ");
    let slot = recorded(&sandbox, "slots/octo/hello/2026-06-07.toml");
    let swap = slot.split("[[swap]]").nth(1).unwrap_or_default();
    insta::assert_snapshot!(swap, @r#"

    from = "ann"
    to = "mona"
    by = "kim"
    on = 2026-03-28
    "#);
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
