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
    insta::assert_snapshot!(found, @"");
    for command in remedies(&found).iter().filter(|command| command.contains(" accept ") || command.contains(" plan "))
    {
        let output = paste(&sandbox, &format!("{command}{}", if command.contains(" plan ") { " --yes" } else { "" }));
        drop(output.success());
    }
    let found = rotation(&sandbox, &["check", "--all", "--private"]);
    insta::assert_snapshot!(found, @"");
    // The day after, nothing was released.
    let sandbox = sandbox.now("2026-04-28T09:00:00Z");
    let found = rotation(&sandbox, &["check", "--all", "--private"]);
    insta::assert_snapshot!(found, @"");
    for command in remedies(&found).iter().filter(|command| command.contains(" cancel ")) {
        drop(paste(&sandbox, command).success());
    }
    insta::assert_snapshot!(rotation(&sandbox, &["check", "--all", "--private"]), @"");
}

#[test]
fn hints_name_the_slot_of_another_project() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let elsewhere = ["plan", "--project", "octo/other", "--date", "2026-04-26", "--yes"];
    drop(rotation(&sandbox, &elsewhere).success());
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "octo/other/2026-04-26", "--as", "kim"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "octo/other/2026-04-26", "--as", "zoe"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["volunteer", "2026-04-26", "--project", "octo/other", "--as", "zoe"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--project", "octo/none"]), @"");
}

#[test]
fn what_can_be_exploited_is_not_planned_where_everybody_reads_it() {
    let sandbox = team();
    let plan = ["plan", "--for", "1.3.1", "--date", "2026-04-10", "--security", "--yes"];
    insta::assert_snapshot!(rotation(&sandbox, &plan), @"");
    assert!(!sandbox.git_output(["log", "-p", "refs/shepherd/store"]).contains("1.3.1"));
    insta::assert_snapshot!(rotation(&sandbox, &[&plan[..6], &["--dry-run"]].concat()), @"");
    insta::assert_snapshot!(rotation(&sandbox, &[&plan[..], &["--announce"]].concat()), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--date", "2026-04-10", "--announce", "--yes"]), @"");
}

#[test]
fn a_slot_that_is_there_becomes_of_the_kind_that_is_named() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["accept", "2026-04-26"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "patch", "--until", "2026-05-10", "--every", "6w", "--yes"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--for", "patch", "--date", "2026-04-26", "--security", "--announce", "--yes"]), @"");
    insta::assert_snapshot!(recorded(&sandbox, "slots/octo/hello/2026-04-26.toml"), @"");
    // A private slot of that day is another one.
    let private = ["plan", "--for", "1.3.1", "--date", "2026-04-26", "--security", "--private", "--yes"];
    insta::assert_snapshot!(rotation(&sandbox, &private), @"");
}

#[test]
fn who_got_a_slot_with_a_mentor_accepts_it() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-06-07", "--with", "zoe", "--mentor", "mona", "--as", "ann"]), @"");
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2026-06-07", "--as", "zoe"]), @"");
}

#[test]
fn a_spreadsheet_finds_no_formula() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["cancel", "2026-07-19"]).success());
    let slot = recorded(&sandbox, "slots/octo/hello/2026-08-30.toml");
    let slot = slot.replace("kind = ", "version = \"=HYPERLINK(1)\"\nkind = ");
    write_records(&sandbox, &[("slots/octo/hello/2026-08-30.toml", &slot)]);
    insta::assert_snapshot!(rotation(&sandbox, &["export", "--format", "csv"]).stdout().replace("\r\n", "\n"), @"");
}
