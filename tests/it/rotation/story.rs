//! A season is planned, accepted, declined, swapped and looked after.

use super::{RELEASES, plan, recorded, releases, rotation, team, write_records};

#[test]
fn a_season_is_planned() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"
    ------- stderr -------
    No slot is planned.
    hint: `shepherd rotation plan --until DATE --every 6w` plans some
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--until", "2026-08-31", "--every", "6w"]), @r#"
    slot        what           who                            this plan
    2026-04-26  minor release  @mona                          new
    2026-06-07  minor release  @ann; @kim learns, with @mona  new
    2026-07-19  minor release  @mona                          new
    2026-08-30  minor release  @ann                           new
    ------- stderr -------
    error: cannot ask "Write 4 slots?" because the input is not a terminal
    help: pass --yes
    [exit status: 2]
    "#);
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--until", "2026-08-31", "--every", "6w", "--dry-run"]), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @mona                          new
    2026-06-07  minor release  @ann; @kim learns, with @mona  new
    2026-07-19  minor release  @mona                          new
    2026-08-30  minor release  @ann                           new
    ------- stderr -------
    4 slots would be written; nothing was.
    [exit status: 0]
    ");
    insta::assert_snapshot!(plan(&sandbox), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @mona                          new
    2026-06-07  minor release  @ann; @kim learns, with @mona  new
    2026-07-19  minor release  @mona                          new
    2026-08-30  minor release  @ann                           new
    ------- stderr -------
    4 slots written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    // The same again is nothing, also when days went by.
    insta::assert_snapshot!(plan(&sandbox), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @mona                          as it was
    2026-06-07  minor release  @ann; @kim learns, with @mona  as it was
    2026-07-19  minor release  @mona                          as it was
    2026-08-30  minor release  @ann                           as it was
    ------- stderr -------
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
    let sandbox = sandbox.now("2026-04-20T09:00:00Z");
    insta::assert_snapshot!(plan(&sandbox), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @mona                          as it was
    2026-06-07  minor release  @ann; @kim learns, with @mona  as it was
    2026-07-19  minor release  @mona                          as it was
    2026-08-30  minor release  @ann                           as it was
    ------- stderr -------
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"
    slot        what           who                            state
    2026-04-26  minor release  @mona                          offered
    2026-06-07  minor release  @ann; @kim learns, with @mona  offered
    2026-07-19  minor release  @mona                          offered
    2026-08-30  minor release  @ann                           offered
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.git_output(["log", "--format=%an %s", "-1", "refs/shepherd/store"]), @"Mona Maintainer slots: 4 slots of octo/hello planned");
    insta::assert_snapshot!(recorded(&sandbox, "slots/octo/hello/2026-04-26.toml"), @r#"
    format = 1
    uid = "2026-04-26.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "minor"
    from = 2026-04-26
    state = "offered"
    sequence = 0
    changed = 2026-03-28T09:00:00Z
    shepherd = "mona"
    offered = 2026-03-28
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one story")]
fn slots_are_accepted_declined_swapped_and_taken() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2026-04-26"]), @"
    ------- stderr -------
    @mona has slot 2026-04-26
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2026-04-26"]), @"
    ------- stderr -------
    @mona has slot 2026-04-26 already
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "2026-06-07", "--as", "ann", "--reason", "a wedding"]), @"
    ------- stderr -------
    @ann is unavailable for slot 2026-06-07, which costs nothing
    hint: why stays in this clone; everybody else sees that it is so, and no reason
    it is offered to @kim: 0 releases in 365 days available; never released; 0 in all; observer, with @mona as mentor
    @mona is the mentor in it
    hint: tell them: @kim accepts with `shepherd rotation accept 2026-06-07`
    hint: `shepherd rotation plan --again` spreads the slots anew that nobody accepted
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-06-07", "--as", "mona"]), @"
    ------- stderr -------
    @mona volunteered, and has slot 2026-06-07
    warning: @mona has octo/hello 2026-06-07 right after octo/hello 2026-04-26: somebody else could have one of them
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-04-26", "--as", "ann"]), @"
    ------- stderr -------
    @ann would like to have slot 2026-04-26; @mona accepted it
    hint: where the two agree: `shepherd rotation swap 2026-04-26 --with ann`
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "2026-08-30", "--reason", "exams"]), @"
    ------- stderr -------
    slot 2026-04-26: @ann instead of @mona
    slot 2026-08-30: @mona instead of @ann
    warning: @ann has octo/hello 2026-04-26 right after octo/hello 1.3.0: somebody else could have one of them
    warning: @mona has octo/hello 2026-08-30 right after octo/hello 2026-07-19: somebody else could have one of them
    hint: why stays in this clone; everybody else sees that it is so, and no reason
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-06-07", "--with", "kim"]), @"
    ------- stderr -------
    slot 2026-06-07: @kim instead of @mona
    @mona is the mentor in it
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["cancel", "2026-07-19"]), @"
    ------- stderr -------
    slot 2026-07-19 does not take place
    hint: tell @mona; calendars learn it with `shepherd rotation export`
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["cancel", "2026-07-19"]), @"
    ------- stderr -------
    slot 2026-07-19 is cancelled already
    [exit status: 0]
    ");
    // Planning again keeps what was accepted and what does not take place.
    insta::assert_snapshot!(plan(&sandbox), @"
    slot        what           who                         this plan
    2026-04-26  minor release  @ann                        kept
    2026-06-07  minor release  @kim, with @mona as mentor  kept
    2026-07-19  minor release  @mona                       kept
    2026-08-30  minor release  @mona                       kept
    ------- stderr -------
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "slots/octo/hello/2026-06-07.toml"), @r#"
    format = 1
    uid = "2026-06-07.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "minor"
    from = 2026-06-07
    state = "accepted"
    sequence = 3
    changed = 2026-03-28T09:00:00Z
    shepherd = "kim"
    offered = 2026-03-28
    accepted = 2026-03-28
    mentor = "mona"

    [[decline]]
    login = "ann"
    on = 2026-03-28

    [[volunteer]]
    login = "mona"
    on = 2026-03-28

    [[swap]]
    from = "mona"
    to = "kim"
    on = 2026-03-28
    "#);
    let history = sandbox.git_output(["log", "-p", "refs/shepherd/store"]);
    assert!(!history.contains("wedding") && !history.contains("exams"), "{history}");
    insta::assert_snapshot!(sandbox.git_output(["log", "--format=%s", "refs/shepherd/store"]), @"
    slots: 2026-07-19 cancelled
    slots: 2026-06-07 goes to kim
    slots: 2026-04-26 and 2026-08-30 swapped
    slots: ann volunteers for 2026-04-26
    slots: mona volunteers for 2026-06-07
    slots: ann is unavailable for 2026-06-07
    slots: 2026-04-26 accepted by mona
    slots: 4 slots of octo/hello planned
    hands
    people: mona added
    ");
}

#[test]
fn a_version_and_a_duty_are_slots_too() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "2.0.0", "--date", "2026-04-20", "--security", "--announce", "--also", "octo/other", "--yes"]), @"
    slot   when        what             who    this plan
    2.0.0  2026-04-20  2.0.0, security  @mona  new
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--duty", "--from", "2026-05-01", "--until", "2026-06-10", "--every", "2w", "--yes"]), @"
    slot                    when                      what  who                            this plan
    2026-05-01--2026-05-14  2026-05-01 to 2026-05-14  duty  @ann; @kim learns, with @mona  new
    2026-05-15--2026-05-28  2026-05-15 to 2026-05-28  duty  @mona                          new
    2026-05-29--2026-06-10  2026-05-29 to 2026-06-10  duty  @ann                           new
    ------- stderr -------
    3 slots written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--all"]), @"
    slot                    project                 when                      what             who                            state
    2.0.0                   octo/hello, octo/other  2026-04-20                2.0.0, security  @mona                          offered
    2026-05-01--2026-05-14                          2026-05-01 to 2026-05-14  duty             @ann; @kim learns, with @mona  offered
    2026-05-15--2026-05-28                          2026-05-15 to 2026-05-28  duty             @mona                          offered
    2026-05-29--2026-06-10                          2026-05-29 to 2026-06-10  duty             @ann                           offered
    [exit status: 0]
    ");
    // Each is done by its release.
    let more =
        [RELEASES.as_slice(), &[("2.0.0", "2026-04-21", "mona", ""), ("2.0.1", "2026-05-16", "ann", "")]].concat();
    write_records(&sandbox, &[("releases/octo/hello.toml", &releases(&more))]);
    let sandbox = sandbox.now("2026-05-20T09:00:00Z");
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--past"]), @"
    slot                    project                 when                      what             who                            state
    2.0.0                   octo/hello, octo/other  2026-04-20                2.0.0, security  @mona                          done
    2026-05-01--2026-05-14                          2026-05-01 to 2026-05-14  duty             @ann; @kim learns, with @mona  offered
    2026-05-15--2026-05-28                          2026-05-15 to 2026-05-28  duty             @mona                          done
    2026-05-29--2026-06-10                          2026-05-29 to 2026-06-10  duty             @ann                           offered
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2.0.0"]), @"
    ------- stderr -------
    error: slot 2.0.0 is done: 2.0.0 is released
    help: `shepherd rotation list` shows what is ahead
    [exit status: 5]
    ");
}

#[test]
fn what_rots_is_found() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    octo/hello: no slot is planned
      shepherd rotation plan --until DATE --every 6w
    ------- stderr -------
    error: 1 finding to look after
    [exit status: 1]
    ");
    drop(plan(&sandbox).success());
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    ------- stderr -------
    Nothing rots.
    [exit status: 0]
    ");
    drop(rotation(&sandbox, &["accept", "2026-04-26"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    ------- stderr -------
    Nothing rots.
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["check", "--ahead", "3mo", "--json"]), @r#"
    {
      "findings": [
        {
          "kind": "not-accepted",
          "message": "octo/hello 2026-06-07: @ann did not accept it yet, and it is on 2026-06-07",
          "remedy": "shepherd rotation accept 2026-06-07 --as ann, or shepherd rotation decline 2026-06-07 --as ann",
          "slot": "octo/hello 2026-06-07"
        }
      ],
      "schema": 1
    }
    ------- stderr -------
    error: 1 finding to look after
    [exit status: 1]
    "#);
    drop(sandbox.shepherd(["people", "away", "mona", "--from", "2026-04-20", "--until", "2026-04-30"]).success());
    let sandbox = sandbox.now("2026-12-02T09:00:00Z");
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    octo/hello 2026-04-26: 2026-04-26 is past, and nothing was released; @mona has it
      shepherd record VERSION
      shepherd rotation cancel 2026-04-26
    octo/hello 2026-06-07: 2026-06-07 is past, and nothing was released; @ann has it
      shepherd record VERSION
      shepherd rotation cancel 2026-06-07
    octo/hello 2026-07-19: 2026-07-19 is past, and nothing was released; @mona has it
      shepherd record VERSION
      shepherd rotation cancel 2026-07-19
    octo/hello 2026-08-30: 2026-08-30 is past, and nothing was released; @ann has it
      shepherd record VERSION
      shepherd rotation cancel 2026-08-30
    octo/hello: no slot is planned
      shepherd rotation plan --until DATE --every 6w
    ------- stderr -------
    error: 5 findings to look after
    [exit status: 1]
    ");
}
