//! Where it is not clear what is meant, and repositories of other kinds.

use insta::assert_snapshot;

use super::project;
use crate::support::Sandbox;

#[test]
fn several_series_of_tags_are_told_apart() {
    let sandbox = project().tag("cli-0.1.0").commit("More").tag("cli-0.2.0");
    assert_snapshot!(sandbox.shepherd(["init"]).failure(2).stderr(), @r#"
    error: cannot ask "Which tags are the releases?" because the input is not a terminal
    help: pass `--tag-pattern REGEX`
    help: one is VERSION: 2 tags, `v1.1.0` is the newest
    help: one is cli-VERSION: 2 tags, `cli-0.2.0` is the newest
    "#);
    let output = sandbox.shepherd(["init", "--yes", "--no-releasing", "-q"]).success();
    assert_snapshot!(output, @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # Other tags are not these releases: `cli-VERSION`.
    tag-pattern = '^v(?P<version>\d.*)$'

    # [version]
    # scheme = "semver"
    [exit status: 0]
    "#);
    let found = sandbox.shepherd(["changelog", "-q", "--json"]).json();
    assert_eq!(found["range"]["base"], "v1.1.0");
}

#[test]
fn one_of_several_remotes_must_be_named() {
    let sandbox =
        project().git(["remote", "rename", "origin", "ann"]).remote("kim", "https://github.com/kim/hello.git");
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]).failure(2).stderr(), @r#"
    error: cannot ask "Which remote is that of the project itself?" because the input is not a terminal
    help: pass `--remote NAME`
    help: one is ann
    help: one is kim
    "#);
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "--remote", "ann", "-q"]).success().stdout(), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"

    # The remote of the project itself.
    remote = "ann"

    # [version]
    # scheme = "semver"
    "#);
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "--remote", "bob", "-q"]).failure(2), @"
    ------- stderr -------
    error: there is no remote `bob`
    help: the remotes are `ann`, `kim`
    [exit status: 2]
    ");
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
    assert_snapshot!(output, @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # The document that `shepherd guide` follows; it lies where none is looked for.
    document = "docs/internals/releasing.md"

    # [version]
    # scheme = "semver"
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 6 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   CHANGES.rst, which is no Markdown: what `shepherd changelog` prints is pasted there
    document    docs/internals/releasing.md: 3 steps in 1 phase; `shepherd checklist show` lists them
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml was written
    so that others have it too: `git add .shepherd.toml && git commit`
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    let sandbox = project().commit_files("Write", &[("RELEASING.md", steps), ("RELEASE.md", steps)]);
    assert_snapshot!(sandbox.shepherd(["init", "-q"]).failure(2).stderr(), @r#"
    error: cannot ask "Which document says how to release?" because the input is not a terminal
    help: pass `--document FILE`
    help: one is RELEASE.md
    help: one is RELEASING.md
    "#);
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "-q"]).success().stdout(), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # The document that `shepherd guide` follows; others are called like one, too.
    document = "RELEASE.md"

    # [version]
    # scheme = "semver"
    "#);
    let sandbox = project().commit_files("Write", &[("RELEASING.rst", "Releasing\n")]);
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    let document = output.stderr().lines().find(|line| line.starts_with("document"));
    assert_snapshot!(document.unwrap_or_default(), @"document    RELEASING.rst is no Markdown, which alone is read");
}

#[test]
fn other_kinds_of_repositories_are_fine() {
    assert_snapshot!(Sandbox::new().shepherd(["init", "--yes"]), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # [version]
    # scheme = "semver"
    ------- stderr -------
    remote      none
    releases    no tag that names a version
    versions    semver, as nothing says otherwise
    labels      not known: no remote names a project on GitHub
    changelog   none; `shepherd changelog --write` makes CHANGELOG.md
    document    none says how to release

    .shepherd.toml was written
    RELEASING.md was written: change it until it says what your project does
    so that others have it too: `git add .shepherd.toml RELEASING.md && git commit`
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    let sandbox = project().git(["clone", "--quiet", "--bare", ".", "../bare.git"]).directory("../bare.git");
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @"
    ------- stderr -------
    error: a bare repository has no work tree for a configuration
    help: `shepherd init --local` writes one that stays in this repository
    [exit status: 2]
    ");
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "--local", "-q"]), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # remote = "origin"

    # [version]
    # scheme = "semver"
    [exit status: 0]
    "#);
    assert!(sandbox.exists("shepherd.toml"));
    let sandbox = project().write("[HOME]/x", "").directory("[HOME]");
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @"
    ------- stderr -------
    error: `[HOME]` is not inside a git repository
    help: go into a checkout, or name one with `--repo DIR`
    [exit status: 2]
    ");
    let sandbox =
        project().git(["clone", "--quiet", "--depth=1", "file://[REPO]", "../shallow"]).directory("../shallow");
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    let releases = output.stderr().lines().find(|line| line.starts_with("releases"));
    assert_snapshot!(releases.unwrap_or_default(), @"releases    1 tag, `v1.1.0` is the newest; the clone is shallow, so there may be more");
}

#[test]
fn the_series_and_the_changelog_of_the_project_itself_are_taken() {
    let changelog = "# Changelog\n\n## 0.8.0\n\n- a\n";
    let sandbox = Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit_files("Start", &[("axum-macros/CHANGELOG.md", changelog), ("axum/CHANGELOG.md", changelog)])
        .tag("axum-macros-v0.4.0")
        .tag("axum-v0.7.0")
        .commit("More")
        .tag("axum-extra-v0.9.0")
        .tag("axum-extra-v0.10.0")
        .tag("axum-macros-v0.5.0")
        .tag("axum-v0.8.0")
        .remote("origin", "https://github.com/tokio-rs/axum.git");
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    assert!(output.stdout().contains("\ntag-pattern = '^axum\\-v(?P<version>\\d.*)$'\n"), "{output}");
    assert!(output.stdout().contains("# Other tags are not these releases: `axum-"), "{output}");
    assert!(output.stdout().contains("\nfile = \"axum/CHANGELOG.md\"\n"), "{output}");
    assert!(output.stderr().contains("`axum-v0.8.0` is the newest; tags of 2 more series are none of it"), "{output}");
    let parts = [("packages/a/CHANGELOG.md", changelog), ("packages/b/CHANGELOG.md", changelog)];
    let sandbox = project().commit_files("Parts", &parts);
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    assert!(!output.stdout().contains("file ="), "{output}");
    assert!(output.stderr().contains("2 of parts, e.g. packages/a/CHANGELOG.md, and none of the whole"), "{output}");
}

#[test]
fn a_series_that_ended_is_told() {
    let sandbox = Sandbox::new()
        .at("2025-04-01T09:00:00Z")
        .commit("Start")
        .tag("v5.0.0")
        .tag("v5.1.0")
        .at("2026-02-20T09:00:00Z")
        .commit("More")
        .tag("@x/react@5.101.0")
        .tag("@x/react@5.102.0");
    let output = sandbox.shepherd(["init", "--dry-run", "-q"]).success();
    let why = "# Other tags are not these releases: `@x/react@VERSION`. `@x/react@5.102.0` came 10 months after the newest of these.";
    assert!(output.stdout().contains(why), "{output}");
}

#[test]
fn tags_behind_a_word_get_a_pattern() {
    let sandbox = Sandbox::new().commit("Start").tag("version3.90").commit("More").tag("version3.91");
    let output = sandbox.shepherd(["init", "--yes", "--no-releasing"]).success();
    assert!(output.stdout().contains("\ntag-pattern = '^version(?P<version>\\d.*)$'\n"), "{output}");
    assert!(sandbox.shepherd(["next", "-q"]).stdout().contains("after version3.91"));
}

#[test]
fn what_could_not_be_used_is_not_written() {
    let sandbox = project();
    let refused: [(&[&str], &str); 3] = [
        (&["init", "--yes", "--tag-pattern", "v"], "error: --tag-pattern: the pattern has no group `version`"),
        (&["init", "--yes", "--changelog", "../x.md"], "error: --changelog: `../x.md` is no place below the top"),
        (&["init", "--json"], "error: with `--json` nothing is asked"),
    ];
    for (arguments, why) in refused {
        let output = sandbox.shepherd(arguments).failure(2);
        assert!(output.stderr().starts_with(why), "{output}");
    }
    assert!(!sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md"));
}
