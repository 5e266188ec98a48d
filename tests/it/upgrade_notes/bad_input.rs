//! Manifests that do not parse, files that are none, versions that are missing.

use super::{manifest, project};
use crate::support::Sandbox;

#[test]
fn a_manifest_that_does_not_parse_is_named_and_the_rest_goes_on() {
    let sandbox = Sandbox::new()
        .commit_files(
            "Begin",
            &[("pyproject.toml", &manifest(">=3.8", ">=1")), ("package.json", "{\"name\": \"x\",\n}\n")],
        )
        .tag("1.0.0")
        .commit_files("Break it", &[("pyproject.toml", "[project]\nname = hello\n"), ("app/migrations/0001_x.py", "")])
        .squash(3, "BREAK: a thing");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes"]), @"
    # Upgrading

    ## Unreleased

    These notes are about all that came after 1.0.0.

    **Not compared**: `HEAD:pyproject.toml:2` cannot be read (string values must be quoted, expected literal string), so what it asks for is missing here.

    ### Breaking changes

    - **BREAK: a thing** (#3) <!-- shepherd: note 3 -->

      **TODO**: say what changes for those who upgrade, and what they have to do. Ask Mona Maintainer.

    ### Database migrations

    - **New database migration `0001_x.py`** (371a6ba, `app/migrations/0001_x.py:1`) <!-- shepherd: note migration:app/migrations/0001_x.py -->

      **TODO**: say what it changes, how to run it, and whether there is a way back. Ask Mona Maintainer.
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    warning: 1.0.0:package.json:2: trailing comma; what this file says is not compared
    warning: HEAD:package.json:2: trailing comma; what this file says is not compared
    warning: HEAD:pyproject.toml:2: string values must be quoted, expected literal string; what this file says is not compared
    2 upgrade notes: 2 to be written
    error: the notes are not whole, as a file can be read at one end alone: HEAD:pyproject.toml:2: string values must be quoted, expected literal string
    help: mend the file and commit it, or look for yourself what changed in it between both ends
    [exit status: 3]
    ");
}

#[test]
fn binary_and_huge_files_are_passed_over() {
    let huge = format!("{{\"name\": \"{}\"}}", "x".repeat(2 << 20));
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("setup.py", "setup(\0)"), ("package.json", &huge)])
        .tag("1.0.0")
        .squash(2, "BREAK: a thing");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--format", "list"]), @"
    - BREAK: a thing (#2) **TODO**: say what changes for those who upgrade, and what they have to do (ask Mona Maintainer)
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    warning: 1.0.0:package.json: it has 2048 KiB; it was not read
    warning: 1.0.0:setup.py: it is no text; it was not read
    warning: HEAD:package.json: it has 2048 KiB; it was not read
    warning: HEAD:setup.py: it is no text; it was not read
    1 upgrade note: 1 to be written
    [exit status: 0]
    ");
}

#[test]
fn what_is_asked_must_make_sense() {
    let sandbox = project().commit("More");
    for arguments in [
        &["upgrade-notes", "--version", "soon"][..],
        &["upgrade-notes", "--write"],
        &["upgrade-notes", "nowhere"],
        &["upgrade-notes", "--version", "3.0.0", "--write", "-"],
        &["upgrade-notes", "1.0.0..HEAD", "--version", "3.0.0", "--write", "notes.rst"],
        &["upgrade-notes", "--write", "--json"],
        &["upgrade-notes", "--format", "html"],
    ] {
        let output = sandbox.shepherd(arguments);
        assert!([Some(2), Some(3)].contains(&output.code()), "{arguments:?}: {}", output.stderr());
    }
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--write"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: which page this is depends on the version, and the head has none yet
    help: say which one it is going to be: `--version VERSION`
    [exit status: 2]
    ");
}

#[test]
fn the_first_release_asks_nothing_of_anybody() {
    let sandbox = Sandbox::new().commit_files("Begin", &[("pyproject.toml", &manifest(">=3.8", ">=1"))]).tag("1.0.0");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q"]), @"
    # Upgrading to version 1

    ## 1.0.0

    Nothing in this range asks for an upgrade note.
    [exit status: 0]
    ");
}

#[test]
fn a_manifest_that_can_be_read_at_one_end_alone_is_never_nothing() {
    let broken = manifest(">=3.12", ">=1") + "]bad\n";
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("pyproject.toml", &manifest(">=3.8", ">=1"))])
        .tag("1.0.0")
        .commit_files("Break it", &[("pyproject.toml", &broken)]);
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--version", "2.0.0"]), @"
    # Upgrading to version 2

    ## 2.0.0

    This is the way from 1.0.0 to 2.0.0.

    **Not compared**: `HEAD:pyproject.toml:8` cannot be read (missing table open, expected `[`), so what it asks for is missing here.
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    warning: HEAD:pyproject.toml:8: missing table open, expected `[`; what this file says is not compared
    error: the notes are not whole, as a file can be read at one end alone: HEAD:pyproject.toml:8: missing table open, expected `[`
    help: mend the file and commit it, or look for yourself what changed in it between both ends
    [exit status: 3]
    ");
    let json = sandbox.shepherd(["upgrade-notes", "-q", "--version", "2.0.0", "--json"]).failure(3).stdout().to_owned();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["unread"][0]["end"].as_str(), json["unread"][0]["line"].as_u64()), (Some("head"), Some(8)));
    for more in ["--check", "--write"] {
        drop(sandbox.shepherd(["upgrade-notes", "-q", "--version", "2.0.0", more]).failure(3));
    }
    drop(sandbox.shepherd(["draft", "-q", "--version", "2.0.0"]).failure(3));
}

#[test]
fn what_was_released_is_not_released_again() {
    let sandbox = project().commit("More");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--version", "1.0.0", "--write"]), @"
    ------- stderr -------
    error: 1.0.0 exists: it is the tag `1.0.0`, on another commit
    help: without `--version`, the range `1.0.0` is what is in that release
    [exit status: 5]
    ");
    drop(sandbox.shepherd(["changelog", "--version", "1.0.0"]).failure(5));
    drop(sandbox.shepherd(["changelog", "2.0.0", "--version", "2.0.0"]).success());
}
