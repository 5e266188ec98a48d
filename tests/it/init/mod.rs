//! `shepherd init`: what it finds, what it writes, and what it leaves alone.

mod conversation;
mod on_github;
mod unusual;

use insta::assert_snapshot;

use crate::support::Sandbox;

const CHANGELOG: &str = "# Changelog\n\n## [1.1.0] - 2026-02-01\n\n### Added\n\n- A thing\n\n### Fixed\n\n- Another\n";
const WORKFLOW: &str = "name: Publish\non:\n  push:\n    tags: ['v*']\n  release:\n    types: [published]\n";
const RELEASING: &str = "# Releasing\n\n## Prepare\n\n1. Update the changelog.\n\n## Release\n\n1. Tag it:\n\n   ```sh\n   git tag v1.2.3\n   ```\n";

/// A project on GitHub that was never prepared for this.
fn project() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag_by_author("v1.0.0", "1.0.0")
        .squash(1, "FIX: the first")
        .squash(2, "fix: the second")
        .author("Kim Newcomer", "kim@example.org")
        .squash(3, "wording: the third")
        .squash(4, "wording: the fourth")
        .tag_by_author("v1.1.0", "1.1.0")
        .remote("origin", "https://github.com/octo/hello.git")
}

/// The same with all that a project may have.
fn furnished() -> Sandbox {
    project().commit_files(
        "Furnish it",
        &[
            ("CHANGELOG.md", CHANGELOG),
            (".github/workflows/publish.yml", WORKFLOW),
            (".github/workflows/test.yml", "on: [push, pull_request]\n"),
            (".github/workflows/broken.yaml", "on:\n  push: [\n"),
            ("RELEASING.md", RELEASING),
        ],
    )
}

#[test]
fn a_project_is_looked_at_and_its_file_written() {
    let sandbox = furnished();
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @"");
    // What was printed is what was written, and it is read.
    let written = sandbox.read(".shepherd.toml");
    assert!(sandbox.shepherd(["init", "--json"]).json()["file"]["is_there"].as_bool().unwrap_or_default());
    assert_snapshot!(sandbox.shepherd(["changelog", "-q"]), @"");
    assert_snapshot!(sandbox.shepherd(["init"]), @"");
    assert_eq!(sandbox.read(".shepherd.toml"), written);
    assert_eq!(sandbox.read("RELEASING.md"), RELEASING);
}

#[test]
fn a_project_with_nothing_gets_a_document_to_begin_with() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @"");
    assert!(sandbox.read("RELEASING.md").starts_with("# Releasing\n"));
    assert_snapshot!(sandbox.shepherd(["checklist", "lint"]), @"");
    let sandbox = project();
    sandbox.shepherd(["init", "--yes", "--no-releasing", "-q"]).success();
    assert!(sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = project();
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    assert_snapshot!(output, @"");
    assert!(
        !sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md") && !sandbox.exists(".git/shepherd.toml")
    );
}

#[test]
fn local_stays_out_of_the_tree() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["init", "--local", "--yes"]), @"");
    assert!(
        sandbox.exists(".git/shepherd.toml") && !sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md")
    );
    assert_eq!(sandbox.git_output(["status", "--porcelain"]), "");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let sandbox = project();
    let output = sandbox.shepherd(["init", "-q"]);
    assert_snapshot!(output.failure(2).stderr(), @"");
    assert!(!sandbox.exists(".shepherd.toml"));
}

#[test]
fn what_is_there_is_never_changed() {
    let mine = "# mine\n[changelog]\nformat = 'github'\n";
    let sandbox = furnished().write(".shepherd.toml", mine);
    // The format is said already, and stays said.
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "--tag-pattern", r"^v(?P<version>\d.*)$"]), @"");
    assert_eq!(sandbox.read(".shepherd.toml"), mine);
    let sandbox = furnished().write(".shepherd.toml", "formt = 1\n");
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "-q"]).failure(3), @"");
}

#[test]
fn programs_read_it() {
    let found = furnished().shepherd(["init", "--json", "--dry-run"]).json();
    assert_snapshot!(serde_json::to_string_pretty(&found).expect("it is JSON"), @"");
}
