//! The product can be killed at each of its crash points, and at any moment.
#![cfg(all(unix, debug_assertions))]

use std::time::Duration;

use crate::support::Sandbox;

const OLD: &str = "# Changelog\n\n## 1.0.0 - 2026-02-01\n\n- First release\n";
const WRITE: [&str; 2] = ["changelog", "--write"];

fn project() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit_files("Begin", &[("CHANGELOG.md", OLD)])
        .tag("1.0.0")
        .pull_request(11, "octocat/parser", "FIX: parser stops at the end")
        .tag("1.1.0")
}

#[test]
fn a_changelog_is_old_or_new_wherever_the_product_dies() {
    let whole = project();
    let (output, points) = whole.shepherd_with_crash_points(WRITE);
    assert_eq!(output.code(), Some(0), "{output}");
    let names = ["half of a file is written", "a file is written and not in its place", "a file is replaced"];
    assert_eq!(points, names);
    for (number, name) in (1..).zip(names) {
        let sandbox = project();
        let output = sandbox.shepherd_killed_at(number, WRITE);
        assert!(output.to_string().ends_with("[signal: 9 (SIGKILL)]\n"), "{output}");
        let expected = if number == names.len() { whole.read("CHANGELOG.md") } else { OLD.to_owned() };
        assert_eq!(sandbox.read("CHANGELOG.md"), expected, "killed where {name}");
        // The half-written file may stay under a name of its own; the one that counts is whole.
        let tracked = sandbox.git_output(["status", "--short", "--untracked-files=no"]);
        assert_eq!(tracked.lines().count(), usize::from(number == names.len()), "{tracked}");
        let output = sandbox.shepherd(WRITE);
        assert_eq!(output.code(), Some(0), "{output}");
        assert_eq!(sandbox.read("CHANGELOG.md"), whole.read("CHANGELOG.md"), "killed where {name}");
    }
    let output = project().shepherd_killed_at(names.len() + 1, WRITE);
    assert_eq!(output.code(), Some(0), "{output}");
}

#[test]
fn a_run_is_killed_after_a_time() {
    let sandbox = project();
    let output = sandbox.shepherd_killed_after(Duration::ZERO, ["changelog"]);
    assert_eq!(output.code(), None, "{output}");
    let output = sandbox.shepherd_killed_after(Duration::from_secs(50), ["changelog"]).success();
    assert!(output.stdout().contains("parser stops at the end"), "{output}");
}
