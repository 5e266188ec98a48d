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
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"");
    insta::assert_snapshot!(head(&next(&sandbox, &["main"])), @"");
    let sandbox = sandbox.write(".shepherd.toml", "[line]\nallow = \"minor\"\n");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"");
    let sandbox = sandbox.write(".shepherd.toml", "[line]\nallow = \"anything\"\n");
    insta::assert_snapshot!(next(&sandbox, &[]), @"");
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
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"");
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
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"");
    insta::assert_snapshot!(head(&next(&sandbox, &["--on", "2026-05-02"])), @"");
    let sandbox = sandbox.write(".shepherd.toml", "[version]\nscheme = \"semver\"\n");
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"");
    let sandbox = sandbox.write(".shepherd.toml", "[version]\ncalendar = \"YYYY.M\"\n");
    insta::assert_snapshot!(next(&sandbox, &[]), @"");
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
    insta::assert_snapshot!(head(&next(&sandbox, &[])), @"");
}

#[test]
fn a_commit_of_old_is_part_of_a_release() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").commit("Change").commit("Release").tag("1.1.0");
    insta::assert_snapshot!(head(&next(&sandbox, &["HEAD~1"])), @"");
}

#[test]
fn what_cannot_be_read_is_told() {
    insta::assert_snapshot!(next(&Sandbox::new(), &[]), @"");
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").branch("5.x");
    insta::assert_snapshot!(next(&sandbox, &["6.x"]), @"");
    insta::assert_snapshot!(next(&sandbox, &["--on", "today"]), @"");
    insta::assert_snapshot!(next(&sandbox, &["--waiting", "--onto", "5.x"]), @"");
}
