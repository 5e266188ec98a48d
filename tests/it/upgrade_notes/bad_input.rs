//! Manifests that do not parse, files that are none, versions that are missing.

use super::{manifest, project};
use crate::support::Sandbox;

#[test]
fn a_manifest_that_does_not_parse_is_named_and_the_rest_goes_on() {
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("pyproject.toml", &manifest(">=3.8", ">=1")), ("package.json", "{\"name\": \"x\",\n}\n")])
        .tag("1.0.0")
        .commit_files("Break it", &[("pyproject.toml", "[project]\nname = hello\n"), ("app/migrations/0001_x.py", "")])
        .squash(3, "BREAK: a thing");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes"]), @"");
}

#[test]
fn binary_and_huge_files_are_passed_over() {
    let huge = format!("{{\"name\": \"{}\"}}", "x".repeat(2 << 20));
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("setup.py", "setup(\0)"), ("package.json", &huge)])
        .tag("1.0.0")
        .squash(2, "BREAK: a thing");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--format", "list"]), @"");
}

#[test]
fn what_is_asked_must_make_sense() {
    let sandbox = project().commit("More");
    for arguments in [
        &["upgrade-notes", "--version", "soon"][..],
        &["upgrade-notes", "--write"],
        &["upgrade-notes", "nowhere"],
        &["upgrade-notes", "--version", "3.0.0", "--write", "-"],
        &["upgrade-notes", "--version", "3.0.0", "--write", "notes.rst"],
        &["upgrade-notes", "--write", "--json"],
        &["upgrade-notes", "--format", "html"],
    ] {
        let output = sandbox.shepherd(arguments);
        assert!([Some(2), Some(3)].contains(&output.code()), "{arguments:?}: {}", output.stderr());
    }
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--write"]), @"");
}

#[test]
fn the_first_release_asks_nothing_of_anybody() {
    let sandbox = Sandbox::new().commit_files("Begin", &[("pyproject.toml", &manifest(">=3.8", ">=1"))]).tag("1.0.0");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q"]), @"");
}
