//! The files, the summary and the outputs of a step, with a token that may only read.

use super::*;

#[test]
fn it_writes_files_and_says_what_is_left_to_do() {
    let github = FakeGithub::start([repository()]);
    github.read_only();
    let sandbox = project().github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &[]), @"");
    insta::assert_snapshot!(sandbox.read("shepherd-draft/summary.md"), @"");
    insta::assert_snapshot!(sandbox.read("shepherd-draft/upgrade-notes.md"), @"");
    let told: serde_json::Value = serde_json::from_str(&sandbox.read("shepherd-draft/draft.json")).unwrap();
    assert_eq!((told["schema"].as_u64(), told["version"].as_str()), (Some(1), Some("1.0.1")));
    assert_eq!(github.writes(), 0);
}

#[test]
fn a_step_gets_its_summary_its_outputs_and_warnings() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project()
        .github(&github)
        .write("[SANDBOX]/summary", "from before")
        .write("[SANDBOX]/output", "")
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", "[SANDBOX]/summary")
        .env("GITHUB_OUTPUT", "[SANDBOX]/output");
    insta::assert_snapshot!(drafted(&sandbox, &["--check", "--out", "notes"]), @"");
    insta::assert_snapshot!(sandbox.read("[SANDBOX]/output"), @"");
    let summary = sandbox.read("[SANDBOX]/summary");
    assert_eq!(summary, format!("from before\n\n{}", sandbox.read("notes/summary.md")));
}

#[test]
fn it_works_from_git_alone() {
    let output = drafted(&project(), &["--json", "--version", "v2.0.0"]);
    let told = output.json();
    assert_eq!(
        (told["version"].as_str(), told["kind"].as_str(), told["tag"].as_str()),
        (Some("2.0.0"), Some("major"), Some("2.0.0"))
    );
    assert_eq!(told["files"]["changelog"], "shepherd-draft/changelog.md");
}

#[test]
fn a_summary_that_is_full_is_cut_and_the_file_has_all() {
    let sandbox = project()
        .write("[SANDBOX]/summary", "x".repeat(1024 * 1024 - 500))
        .env("GITHUB_STEP_SUMMARY", "[SANDBOX]/summary");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]), @"");
    let summary = sandbox.read("[SANDBOX]/summary");
    assert!(summary.len() <= 1024 * 1024 && summary.ends_with("The whole text is in `shepherd-draft/summary.md`._\n"));
    let sandbox = sandbox.write("[SANDBOX]/summary", "x".repeat(1024 * 1024 - 50));
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]).stderr(), @"");
}

#[test]
fn a_step_that_cannot_be_written_to_is_a_failure_and_the_files_are_there() {
    let sandbox = project().write("[SANDBOX]/summary/file", "").env("GITHUB_STEP_SUMMARY", "[SANDBOX]/summary");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]), @"");
    assert!(sandbox.exists("shepherd-draft/summary.md"));
    let sandbox = project().write("out", "a file").env("GITHUB_OUTPUT", "[SANDBOX]/none/output");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline"]).stderr(), @"");
    insta::assert_snapshot!(drafted(&sandbox, &["--offline", "--out", "out"]), @"");
}

#[test]
fn nothing_since_the_last_release_is_no_failure() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().tag("1.1.0").github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release", "1.1.0..", "--version", "1.2.0"]), @"");
    assert_eq!(github.writes(), 0);
}
