//! The version: schemes, spellings, lines, and what the configuration says.

use super::next;
use crate::support::{Output, Sandbox};

/// Returns what is said of the version.
fn head(output: &Output) -> String {
    let head: Vec<&str> = output.stdout().lines().take_while(|line| !line.is_empty()).collect();
    format!("{}\n{}", head.join("\n"), output.stderr())
}

#[test]
fn a_maintenance_line_only_mends() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("5.4.0")
        .branch("5.x")
        .checkout("main")
        .commit("Onwards")
        .tag("6.0.0")
        .checkout("5.x")
        .squash(7, "NEW: one thing more");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"
    repo 5.4.1 after 5.4.0 of 2026-03-01 on 5.x, a maintenance line
      patch, because `5.x` is a maintenance line, as 6.0.0 came from another line
      versions are semver, as 2 versions of three numbers are spelt
    from git alone: no remote names a project on GitHub
    warning: #7 is a new feature, which asks for a minor release; `5.x` is a maintenance line, as 6.0.0 came from another line
    hint: `line.allow` in the configuration of the line says what it takes: patch, minor or major
    ");
    insta::assert_snapshot!(head(&next(&sandbox, &["main"])), @"
    repo 6.0.1 after 6.0.0 of 2026-03-01 on main
      patch, because nothing that a changelog lists was merged
      versions are semver, as 2 versions of three numbers are spelt
    from git alone: no remote names a project on GitHub
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[line]\nallow = \"minor\"\n");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"
    repo 5.5.0 after 5.4.0 of 2026-03-01 on 5.x, a maintenance line
      minor, because #7 is a new feature; nothing is breaking
      versions are semver, as 2 versions of three numbers are spelt
    from git alone: no remote names a project on GitHub
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[line]\nallow = \"anything\"\n");
    insta::assert_snapshot!(next(&sandbox, &[]), @r#"
    ------- stderr -------
    error: `anything` is not one of the values
     --> .shepherd.toml:2:9
      |
    2 | allow = "anything"
      |         ^^^^^^^^^^
    help: the values are `patch`, `minor`, `major`
    [exit status: 3]
    "#);
}

#[test]
fn a_line_that_branched_off_has_its_versions_to_itself() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("5.4.2")
        .squash(1, "NEW: in both")
        .branch("5.x")
        .commit("Release 5.5.0")
        .tag("5.5.0")
        .squash(2, "FIX: there alone")
        .tag("5.5.1")
        .checkout("main")
        .squash(3, "FIX: here alone");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"
    repo 5.6.0 after 5.4.2 of 2026-03-01 on main
      minor, because 5.5.1 is out from a line that branched off after 5.4.2, and has 5.5.x to itself; nothing is a new feature or breaking
      versions are semver, as 3 versions of three numbers are spelt
    from git alone: no remote names a project on GitHub
    ");
}

#[test]
fn calendar_versions_are_made_of_the_day() {
    let sandbox = Sandbox::new()
        .at("2024-11-05T09:00:00Z")
        .commit("Start")
        .tag("24.11.0")
        .at("2025-01-10T09:00:00Z")
        .commit("More")
        .tag("25.1.0")
        .at("2026-03-01T09:00:00Z")
        .commit("Even more")
        .tag("26.3.0")
        .squash(4, "FIX: that");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"
    repo 26.3.1 after 26.3.0 of 2026-03-01 on main
      patch, because 26.3.0 has the numbers of the day already
      versions are calver, YY.MM.MICRO, as the days of the tags show
    from git alone: no remote names a project on GitHub
    ");
    insta::assert_snapshot!(head(&next(&sandbox, &["--on", "2026-05-02"])), @"
    repo 26.5.0 after 26.3.0 of 2026-03-01 on main
      minor, because the day is 2026-05-02
      versions are calver, YY.MM.MICRO, as the days of the tags show
    from git alone: no remote names a project on GitHub
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[version]\nscheme = \"semver\"\n");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"
    repo 26.3.1 after 26.3.0 of 2026-03-01 on main
      patch, because nothing is a new feature or breaking
      versions are semver, as `version.scheme` says
    from git alone: no remote names a project on GitHub
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[version]\ncalendar = \"YYYY.M\"\n");
    insta::assert_snapshot!(next(&sandbox, &[]), @r#"
    ------- stderr -------
    error: `M` is no part of a calendar version
     --> .shepherd.toml:2:12
      |
    2 | calendar = "YYYY.M"
      |            ^^^^^^^^
    help: the parts are `YYYY`, `YY`, `0Y`, `MM`, `0M`, `WW`, `0W`, `DD`, `0D`, `MINOR`, `MICRO`, the larger before the smaller, as in `YYYY.0M.MICRO`
    [exit status: 3]
    "#);
}

#[test]
fn tags_keep_their_prefix_and_candidates_their_spelling() {
    let sandbox = Sandbox::new()
        .commit_files("Start", &[("Cargo.toml", "[package]\n")])
        .tag("v0.4.0-rc.1")
        .tag("v0.4.0")
        .squash(1, "feat!: another way");
    let value = next(&sandbox, &["--json"]).json();
    assert_eq!((value["version"].as_str(), value["tag"].as_str()), (Some("0.5.0"), Some("v0.5.0")));
    assert_eq!(value["alternatives"][0]["version"], "0.5.0-rc.1");
    let sandbox = sandbox.tag("v0.5.0-rc.1").squash(2, "fix: that");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"
    repo 0.5.0-rc.2 after v0.5.0-rc.1 of 2026-03-01 on main
      pre-release, because 1 change came after 0.5.0-rc.1 and should be tried; nothing is a new feature or breaking
      versions are semver, as `0.5.0-rc.1` is spelt
      or 0.5.0, where nothing is to be tried again
    from git alone: no remote names a project on GitHub
    ");
}

#[test]
fn a_commit_of_old_is_part_of_a_release() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").commit("Change").commit("Release").tag("1.1.0");
    insta::assert_snapshot!(head(&next(&sandbox, &["HEAD~1"])), @"
    repo 1.2.0 after 1.0.0 of 2026-03-01
      minor, because 1.1.0 is out from a line that branched off after 1.0.0, and has 1.1.x to itself; nothing is a new feature or breaking
      it may be more: the labels of 1 change are not known from git alone
      versions are semver, as 2 versions of three numbers are spelt
    from git alone: no remote names a project on GitHub
    warning: this commit is part of 1.1.0 already
    hint: `git pull` brings a branch up to date; or name the line, as in `shepherd next main`
    ");
}

#[test]
fn what_cannot_be_read_is_told() {
    insta::assert_snapshot!(next(&Sandbox::new(), &[]), @"
    ------- stderr -------
    error: the branch `main` has no commit yet
    help: commit something first, or name a branch or a tag that has some
    [exit status: 2]
    ");
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").branch("5.x");
    insta::assert_snapshot!(next(&sandbox, &["6.x"]), @"
    ------- stderr -------
    error: `6.x` is not a revision of this repository
    help: did you mean `5.x`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--on", "today"]), @"
    ------- stderr -------
    error: invalid value 'today' for '--on <YYYY-MM-DD>': failed to parse four digit integer as year: invalid digit, expected 0-9 but got t

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--waiting", "--onto", "5.x"]), @"
    ------- stderr -------
    error: the argument '--waiting' cannot be used with '--onto <LINE>'

    Usage: shepherd next --waiting [LINE]

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[test]
fn footers_and_numbers_without_end() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").commit("fix: less (#3)\n\nBREAKING CHANGE: it is gone");
    let output = head(&next(&sandbox, &[]));
    assert!(output.contains("2.0.0 after 1.0.0") && output.contains("major, because #3 is breaking"), "{output}");
    let sandbox = Sandbox::new().commit("Start").tag("v1.0.18446744073709551615").commit("fix: more (#4)");
    let output = next(&sandbox, &[]).to_string();
    assert!(output.contains("no version can come after `v1.0.18446744073709551615`"), "{output}");
    assert!(output.contains("[exit status: 1]"), "{output}");
}

#[test]
fn the_default_branch_stands_after_all_that_branched_off() {
    // Releases only ever came from lines of their own.
    let sandbox = Sandbox::new()
        .commit("Start")
        .branch("1.0.x")
        .commit("Release 1.0.0")
        .tag("v1.0.0")
        .checkout("main")
        .squash(2, "FIX: b")
        .branch("2.0.x")
        .commit("Release 2.0.0")
        .tag("v2.0.0")
        .checkout("main")
        .squash(3, "FIX: c");
    let told = next(&sandbox, &[]).success();
    assert!(told.stdout().starts_with("repo 2.1.0 on main\n"), "{told}");
    assert!(told.stdout().contains("2.0.0 is out from a line that branched off, and has 2.0.x to itself"), "{told}");
    let told = next(&sandbox, &["--as", "0.1.0"]).failure(1);
    assert!(told.stdout().contains("0.1.0: it is lower than 2.0.0, which came from another line\n"), "{told}");
    // A line is at its candidates.
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("5.4.2")
        .branch("5.5.x")
        .commit("Release 5.5.0rc1")
        .tag("5.5.0rc1")
        .commit("Release 5.5.0rc2")
        .tag("5.5.0rc2")
        .checkout("main")
        .squash(6, "ENH: x");
    let told = next(&sandbox, &[]).success();
    assert!(told.stdout().starts_with("repo 5.6.0 after 5.4.2"), "{told}");
    for chosen in ["5.5.0", "5.5.0rc3"] {
        let told = next(&sandbox, &["--as", chosen]).failure(1);
        let why = format!("{chosen}: 5.5.x belongs to another line, which 5.5.0rc2 came from\n");
        assert!(told.stdout().contains(&why), "{told}");
    }
    // That line itself makes it.
    let told = next(&sandbox, &["5.5.x"]).success();
    assert!(told.stdout().starts_with("repo 5.5.0 after 5.5.0rc2"), "{told}");
    // On a branch that is named after nothing, the next major version may be made.
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("5.4.2")
        .branch("beta")
        .commit("Try 6")
        .tag("6.0.0-beta.1")
        .checkout("main")
        .squash(6, "FIX: x");
    let told = next(&sandbox, &[]).success();
    assert!(told.stdout().starts_with("repo 5.4.3 after 5.4.2"), "{told}");
}

#[test]
fn nothing_can_be_released_before_the_first_commit() {
    let told = next(&Sandbox::new(), &[]).failure(2);
    assert!(told.stderr().contains("help: commit something first, or name a branch or a tag that has some"), "{told}");
}
