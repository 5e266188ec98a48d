//! Where it is not clear what is meant, and repositories of other kinds.

use insta::assert_snapshot;

use super::project;
use crate::support::Sandbox;

#[test]
fn several_series_of_tags_are_told_apart() {
    let sandbox = project().tag("cli-0.1.0").commit("More").tag("cli-0.2.0");
    assert_snapshot!(sandbox.shepherd(["init"]).failure(2).stderr(), @"");
    let output = sandbox.shepherd(["init", "--yes", "--no-releasing", "-q"]).success();
    assert_snapshot!(output, @"");
    let found = sandbox.shepherd(["changelog", "-q", "--json"]).json();
    assert_eq!(found["range"]["base"], "v1.1.0");
}

#[test]
fn one_of_several_remotes_must_be_named() {
    let sandbox =
        project().git(["remote", "rename", "origin", "ann"]).remote("kim", "https://github.com/kim/hello.git");
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]).failure(2).stderr(), @"");
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "--remote", "ann", "-q"]).success().stdout(), @"");
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "--remote", "bob", "-q"]).failure(2), @"");
}

#[test]
fn documents_in_unusual_places_are_named() {
    let steps = "# Releasing\n\n1. One\n2. Two\n3. Three\n";
    let sandbox = project().commit_files(
        "Write",
        &[
            ("docs/internals/releasing.md", steps),
            ("docs/internals/changelog.md", "# C\n\n## 1.0.0\n\n- a\n"),
            ("CHANGES.rst", "x\n"),
        ],
    );
    let output = sandbox.shepherd(["init", "--yes"]).success();
    assert_snapshot!(output, @"");
    let sandbox = project().commit_files("Write", &[("RELEASING.md", steps), ("RELEASE.md", steps)]);
    assert_snapshot!(sandbox.shepherd(["init", "-q"]).failure(2).stderr(), @"");
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "-q"]).success().stdout(), @"");
    let sandbox = project().commit_files("Write", &[("RELEASING.rst", "Releasing\n")]);
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    let document = output.stderr().lines().find(|line| line.starts_with("document"));
    assert_snapshot!(document.unwrap_or_default(), @"");
}

#[test]
fn other_kinds_of_repositories_are_fine() {
    assert_snapshot!(Sandbox::new().shepherd(["init", "--yes"]), @"");
    let sandbox = project().git(["clone", "--quiet", "--bare", ".", "../bare.git"]).directory("../bare.git");
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @"");
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "--local", "-q"]), @"");
    assert!(sandbox.exists("shepherd.toml"));
    let sandbox = project().write("[HOME]/x", "").directory("[HOME]");
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @"");
    let sandbox =
        project().git(["clone", "--quiet", "--depth=1", "file://[REPO]", "../shallow"]).directory("../shallow");
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    let releases = output.stderr().lines().find(|line| line.starts_with("releases"));
    assert_snapshot!(releases.unwrap_or_default(), @"");
}
