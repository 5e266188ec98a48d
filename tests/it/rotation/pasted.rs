//! What is printed to be pasted works, and what everybody would read too early is not written.

use super::{plan, recorded, releases, rotation, team, write_records};
use crate::support::{Output, Sandbox};

/// Runs a command as it is printed, with words for what people fill in.
fn paste(sandbox: &Sandbox, command: &str) -> Output {
    let filled = command.replace("LOGIN", "ann").replace("VERSION", "1.4.0").replace("DATE", "2026-12-31");
    let filled = filled.replace("WHEN", "2026-12-04T15:00Z").replace("TEXT", "phone");
    let words: Vec<&str> = filled.split(' ').skip(1).collect();
    sandbox.shepherd(words)
}

/// Returns the commands that `check` prints.
fn remedies(output: &Output) -> Vec<String> {
    output.stdout().lines().filter_map(|line| line.strip_prefix("  ")).map(str::to_owned).collect()
}

#[test]
fn each_remedy_can_be_pasted() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let elsewhere = ["plan", "--project", "octo/other", "--date", "2026-04-26", "--yes"];
    drop(rotation(&sandbox, &elsewhere).success());
    let private = ["plan", "--for", "1.3.1", "--security", "--date", "2026-04-10", "--private", "--yes"];
    drop(rotation(&sandbox, &private).success());
    write_records(&sandbox, &[("releases/octo/third.toml", &releases(&[]))]);
    write_records(&sandbox, &[("releases/octo/third.toml", &releases(&[("1.0.0", "2025-06-01", "mona", "")]))]);
    let sandbox = sandbox.now("2026-04-01T09:00:00Z");
    let found = rotation(&sandbox, &["check", "--all", "--private"]);
    insta::assert_snapshot!(found, @"
    octo/hello 1.3.1: @kim did not accept it yet, and it is on 2026-04-10
      shepherd rotation accept 1.3.1 --private --as kim
      shepherd rotation decline 1.3.1 --private --as kim
    octo/hello 2026-04-26: @mona did not accept it yet, and it is on 2026-04-26
      shepherd rotation accept 2026-04-26 --as mona
      shepherd rotation decline 2026-04-26 --as mona
    octo/other 2026-04-26: @ann did not accept it yet, and it is on 2026-04-26
      shepherd rotation accept octo/other/2026-04-26 --as ann
      shepherd rotation decline octo/other/2026-04-26 --as ann
    octo/third: no slot is planned
      shepherd rotation plan --until DATE --every 6w --project octo/third
    ------- stderr -------
    error: 4 findings to look after
    [exit status: 1]
    ");
    for command in remedies(&found).iter().filter(|command| command.contains(" accept ") || command.contains(" plan "))
    {
        let output = paste(&sandbox, &format!("{command}{}", if command.contains(" plan ") { " --yes" } else { "" }));
        drop(output.success());
    }
    let found = rotation(&sandbox, &["check", "--all", "--private"]);
    insta::assert_snapshot!(found, @"
    ------- stderr -------
    Nothing rots.
    [exit status: 0]
    ");
    // The day after, nothing was released.
    let sandbox = sandbox.now("2026-04-28T09:00:00Z");
    let found = rotation(&sandbox, &["check", "--all", "--private"]);
    insta::assert_snapshot!(found, @"
    octo/hello 1.3.1: 2026-04-10 is past, and nothing was released; @kim has it
      shepherd record VERSION
      shepherd rotation cancel 1.3.1 --private
    octo/hello 2026-04-26: 2026-04-26 is past, and nothing was released; @mona has it
      shepherd record VERSION
      shepherd rotation cancel 2026-04-26
    octo/other 2026-04-26: 2026-04-26 is past, and nothing was released; @ann has it
      shepherd record VERSION --project octo/other
      shepherd rotation cancel octo/other/2026-04-26
    octo/third 2026-05-03: @ann did not accept it yet, and it is on 2026-05-03
      shepherd rotation accept octo/third/2026-05-03 --as ann
      shepherd rotation decline octo/third/2026-05-03 --as ann
    octo/other: no slot is planned
      shepherd rotation plan --until DATE --every 6w --project octo/other
    ------- stderr -------
    error: 5 findings to look after
    [exit status: 1]
    ");
    for command in remedies(&found).iter().filter(|command| command.contains(" cancel ")) {
        drop(paste(&sandbox, command).success());
    }
    insta::assert_snapshot!(rotation(&sandbox, &["check", "--all", "--private"]), @"
    octo/third 2026-05-03: @ann did not accept it yet, and it is on 2026-05-03
      shepherd rotation accept octo/third/2026-05-03 --as ann
      shepherd rotation decline octo/third/2026-05-03 --as ann
    octo/other: no slot is planned
      shepherd rotation plan --until DATE --every 6w --project octo/other
    ------- stderr -------
    error: 2 findings to look after
    [exit status: 1]
    ");
}

#[test]
fn hints_name_the_slot_of_another_project() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let elsewhere = ["plan", "--project", "octo/other", "--date", "2026-04-26", "--yes"];
    drop(rotation(&sandbox, &elsewhere).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "octo/other/2026-04-26", "--as", "kim"]), @"
    ------- stderr -------
    @kim is unavailable for slot 2026-04-26, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "octo/other/2026-04-26", "--as", "zoe"]), @"
    ------- stderr -------
    error: slot 2026-04-26 takes solo, and @zoe is observer without a mentor who could be beside them
    help: `shepherd people pair LOGIN --ask` asks somebody to be their mentor
    help: or name one for this slot with `--mentor LOGIN`, where you volunteer or swap; `shepherd rotation who --slot octo/other/2026-04-26` shows who may
    [exit status: 5]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-04-26", "--project", "octo/other", "--as", "zoe"]), @"
    ------- stderr -------
    error: slot 2026-04-26 takes solo, and @zoe is observer without a mentor who could be beside them
    help: `shepherd people pair LOGIN --ask` asks somebody to be their mentor
    help: or name one for this slot with `--mentor LOGIN`, where you volunteer or swap; `shepherd rotation who --slot 2026-04-26 --project octo/other` shows who may
    [exit status: 5]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--project", "octo/none"]), @"
    ------- stderr -------
    No slot is planned.
    hint: `shepherd rotation plan --until DATE --every 6w --project octo/none` plans some
    [exit status: 0]
    ");
}

#[test]
fn what_can_be_exploited_is_not_planned_where_everybody_reads_it() {
    let sandbox = team();
    let plan = ["plan", "--for", "1.3.1", "--date", "2026-04-10", "--security", "--yes"];
    insta::assert_snapshot!(rotation(&sandbox, &plan), @"
    slot   when        what             who    this plan
    1.3.1  2026-04-10  1.3.1, security  @mona  new
    ------- stderr -------
    error: everybody would know ahead that 1.3.1 on 2026-04-10 mends something that can be exploited
    help: nothing was written; `--private` keeps the slot where nobody else reads it
    help: where it may be known, pass `--announce`
    [exit status: 5]
    ");
    assert!(!sandbox.git_output(["log", "-p", "refs/shepherd/store"]).contains("1.3.1"));
    insta::assert_snapshot!(rotation(&sandbox, &[&plan[..6], &["--dry-run"]].concat()), @"
    slot   when        what             who    this plan
    1.3.1  2026-04-10  1.3.1, security  @mona  new
    ------- stderr -------
    warning: everybody would know ahead that 1.3.1 on 2026-04-10 mends something that can be exploited
    1 slot would be written; nothing was.
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &[&plan[..], &["--announce"]].concat()), @"
    slot   when        what             who    this plan
    1.3.1  2026-04-10  1.3.1, security  @mona  new
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--date", "2026-04-10", "--announce", "--yes"]), @"
    ------- stderr -------
    error: the following required arguments were not provided:
      --security

    Usage: shepherd rotation plan --security --date <DATE> --announce --yes

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[test]
fn a_slot_that_is_there_becomes_of_the_kind_that_is_named() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["accept", "2026-04-26"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "patch", "--until", "2026-05-10", "--every", "6w", "--yes"]), @"
    slot        what           who    this plan
    2026-04-26  minor release  @mona  kept
    ------- stderr -------
    warning: slot 2026-04-26 stays as it is, minor release
    hint: name its day to change it: `shepherd rotation plan --for patch --date 2026-04-26`
    The plan stands as it is: there is nothing to write.
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "patch", "--date", "2026-04-26", "--security", "--announce", "--yes"]), @"
    slot        what                     who    this plan
    2026-04-26  patch release, security  @mona  changed
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "slots/octo/hello/2026-04-26.toml"), @r#"
    format = 1
    uid = "2026-04-26.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "patch"
    from = 2026-04-26
    state = "accepted"
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    shepherd = "mona"
    offered = 2026-03-28
    accepted = 2026-03-28
    security = true
    "#);
    // A private slot of that day is another one.
    let private = ["plan", "--for", "1.3.1", "--date", "2026-04-26", "--security", "--private", "--yes"];
    insta::assert_snapshot!(rotation(&sandbox, &private), @"
    slot   when        what             who                         this plan
    1.3.1  2026-04-26  1.3.1, security  @kim, with @mona as mentor  new
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT --private`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
}

#[test]
fn who_got_a_slot_with_a_mentor_accepts_it() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-06-07", "--with", "zoe", "--mentor", "mona", "--as", "ann"]), @"
    ------- stderr -------
    slot 2026-06-07: @zoe instead of @ann
    @kim learns beside them, with @mona as mentor
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2026-06-07", "--as", "zoe"]), @"
    ------- stderr -------
    @zoe has slot 2026-06-07
    @kim learns beside them, with @mona as mentor
    [exit status: 0]
    ");
}

#[test]
fn a_spreadsheet_finds_no_formula() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["cancel", "2026-07-19"]).success());
    let slot = recorded(&sandbox, "slots/octo/hello/2026-08-30.toml");
    let slot = slot.replace("kind = ", "version = \"=HYPERLINK(1)\"\nkind = ");
    write_records(&sandbox, &[("slots/octo/hello/2026-08-30.toml", &slot)]);
    insta::assert_snapshot!(rotation(&sandbox, &["export", "--format", "csv"]).stdout().replace("\r\n", "\n"), @"
    project,slot,from,until,what,shepherd,learner,mentor,state
    octo/hello,2026-04-26,2026-04-26,2026-04-26,minor release,mona,,,offered
    octo/hello,2026-06-07,2026-06-07,2026-06-07,minor release,ann,kim,mona,offered
    octo/hello,2026-07-19,2026-07-19,2026-07-19,minor release,mona,,,cancelled
    octo/hello,2026-08-30,2026-08-30,2026-08-30,'=HYPERLINK(1),ann,,,offered
    ");
}
