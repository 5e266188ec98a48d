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
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"
    # document = "RELEASING.md"

    # [version]
    # scheme = "semver"

    [changelog]
    # file = "CHANGELOG.md"

    # CHANGELOG.md is written so.
    format = "keep-a-changelog"
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 6 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   CHANGELOG.md, written as `keep-a-changelog`
    document    RELEASING.md: 2 steps in 2 phases, 1 doubt (`shepherd checklist lint`); `shepherd checklist show` lists them
    workflow    .github/workflows/publish.yml is started by a tag `v*`, and by a release on GitHub that is published
    workflow    .github/workflows/broken.yaml could not be read: line 3: while parsing a node, did not find expected node content
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml was written
    so that others have it too: `git add .shepherd.toml && git commit`
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    // What was printed is what was written, and it is read.
    let written = sandbox.read(".shepherd.toml");
    assert!(sandbox.shepherd(["init", "--json"]).json()["file"]["is_there"].as_bool().unwrap_or_default());
    assert_snapshot!(sandbox.shepherd(["changelog", "-q"]), @"
    ## [Unreleased]

    ### Changed

    - Furnish it ([11f6e80](https://github.com/octo/hello/commit/11f6e806b76cda82f4ea4f148748bb68137425a7) by Kim Newcomer)

    [Unreleased]: https://github.com/octo/hello/compare/v1.1.0...11f6e806b76cda82f4ea4f148748bb68137425a7
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.shepherd(["init"]), @"
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 6 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   CHANGELOG.md, written as `keep-a-changelog`
    document    RELEASING.md: 2 steps in 2 phases, 1 doubt (`shepherd checklist lint`); `shepherd checklist show` lists them
    workflow    .github/workflows/publish.yml is started by a tag `v*`, and by a release on GitHub that is published
    workflow    .github/workflows/broken.yaml could not be read: line 3: while parsing a node, did not find expected node content
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml is there already, and nothing has to be added
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    ");
    assert_eq!(sandbox.read(".shepherd.toml"), written);
    assert_eq!(sandbox.read("RELEASING.md"), RELEASING);
}

#[test]
fn a_project_with_nothing_gets_a_document_to_begin_with() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["init", "--yes"]), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # [version]
    # scheme = "semver"
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 5 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   none; `shepherd changelog --write` makes CHANGELOG.md
    document    none says how to release
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml was written
    RELEASING.md was written: change it until it says what your project does
    so that others have it too: `git add .shepherd.toml RELEASING.md && git commit`
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    assert!(sandbox.read("RELEASING.md").starts_with("# Releasing\n"));
    assert_snapshot!(sandbox.shepherd(["checklist", "lint"]), @"
    ------- stderr -------
    RELEASING.md: no doubts
    [exit status: 0]
    ");
    let sandbox = project();
    drop(sandbox.shepherd(["init", "--yes", "--no-releasing", "-q"]).success());
    assert!(sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = project();
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    assert_snapshot!(output, @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # [version]
    # scheme = "semver"
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 5 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   none; `shepherd changelog --write` makes CHANGELOG.md
    document    none says how to release
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml would be written so; nothing was written
    RELEASING.md would be offered, as no document says how to release
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    assert!(
        !sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md") && !sandbox.exists(".git/shepherd.toml")
    );
}

#[test]
fn local_stays_out_of_the_tree() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["init", "--local", "--yes"]), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # [version]
    # scheme = "semver"
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 5 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   none; `shepherd changelog --write` makes CHANGELOG.md
    document    none says how to release
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .git/shepherd.toml was written
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    assert!(
        sandbox.exists(".git/shepherd.toml") && !sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md")
    );
    assert_eq!(sandbox.git_output(["status", "--porcelain"]), "");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let sandbox = project();
    let output = sandbox.shepherd(["init", "-q"]);
    assert_snapshot!(output.failure(2).stderr(), @r#"
    error: cannot ask "Write this to .shepherd.toml?" because the input is not a terminal
    help: pass --yes, or --dry-run to see it only
    "#);
    assert!(!sandbox.exists(".shepherd.toml"));
}

#[test]
fn what_is_there_is_never_changed() {
    let mine = "# mine\n[changelog]\nformat = 'github'\n";
    let sandbox = furnished().write(".shepherd.toml", mine);
    // The format is said already, and stays said.
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "--tag-pattern", r"^v(?P<version>\d.*)$"]), @r"
    # Which tags are releases.
    tag-pattern = '^v(?P<version>\d.*)$'
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 6 begin with FIX (2, bug), WORDING (2)
    labels      not known: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    changelog   CHANGELOG.md, written as `keep-a-changelog`
    document    RELEASING.md: 2 steps in 2 phases, 1 doubt (`shepherd checklist lint`); `shepherd checklist show` lists them
    workflow    .github/workflows/publish.yml is started by a tag `v*`, and by a release on GitHub that is published
    workflow    .github/workflows/broken.yaml could not be read: line 3: while parsing a node, did not find expected node content
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml is there already, and stays as it is; what could be added to it:
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    ");
    assert_eq!(sandbox.read(".shepherd.toml"), mine);
    let sandbox = furnished().write(".shepherd.toml", "formt = 1\n");
    assert_snapshot!(sandbox.shepherd(["init", "--yes", "-q"]).failure(3), @"
    ------- stderr -------
    error: unknown key `formt`
     --> .shepherd.toml:1:1
      |
    1 | formt = 1
      | ^^^^^
    help: did you mean `format` in `[changelog]`?
    [exit status: 3]
    ");
}

#[test]
fn programs_read_it() {
    let found = furnished().shepherd(["init", "--json", "--dry-run"]).json();
    assert_snapshot!(serde_json::to_string_pretty(&found).expect("it is JSON"), @r##"
    {
      "file": {
        "is_there": false,
        "path": ".shepherd.toml",
        "text": "# How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each\n# line that is commented out holds what was found. The README of release-shepherd lists all keys.\n\n# project = \"octo/hello\"\n# remote = \"origin\"\n# document = \"RELEASING.md\"\n\n# [version]\n# scheme = \"semver\"\n\n[changelog]\n# file = \"CHANGELOG.md\"\n\n# CHANGELOG.md is written so.\nformat = \"keep-a-changelog\"\n"
      },
      "found": {
        "changelog": {
          "form": "keep-a-changelog",
          "markdown": true,
          "path": "CHANGELOG.md"
        },
        "document": {
          "doubts": 1,
          "path": "RELEASING.md",
          "phases": 2,
          "procedures": 1,
          "steps": 2
        },
        "labels": null,
        "not_asked": "no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)",
        "prefixes": [
          {
            "count": 2,
            "prefix": "FIX",
            "section": "bug"
          },
          {
            "count": 2,
            "prefix": "WORDING",
            "section": null
          }
        ],
        "project": {
          "value": "octo/hello",
          "written": false
        },
        "remote": {
          "value": "origin",
          "written": false
        },
        "scheme": {
          "name": "semver",
          "why": "as 2 versions of three numbers are spelt"
        },
        "tag_pattern": null,
        "taggers": [
          {
            "name": "Ann Other",
            "tags": 1
          },
          {
            "name": "Kim Newcomer",
            "tags": 1
          }
        ],
        "tags": {
          "count": 2,
          "newest": "v1.1.0",
          "series": [
            {
              "newest": "v1.1.0",
              "prefix": "",
              "tags": 2
            }
          ]
        },
        "unreadable": [
          {
            "path": ".github/workflows/broken.yaml",
            "why": "line 3: while parsing a node, did not find expected node content"
          }
        ],
        "workflows": [
          {
            "path": ".github/workflows/publish.yml",
            "started_by": [
              "a tag `v*`",
              "a release on GitHub that is published"
            ]
          }
        ]
      },
      "schema": 1,
      "written": []
    }
    "##);
}

#[test]
fn what_stays_here_does_not_stand_in_the_way_of_what_all_have() {
    let sandbox = project();
    drop(sandbox.shepherd(["init", "--local", "--yes"]).success());
    drop(sandbox.shepherd(["init", "--yes", "--no-releasing"]).success());
    assert!(sandbox.exists(".git/shepherd.toml") && sandbox.exists(".shepherd.toml"));
}

#[test]
fn flags_that_cannot_be_followed_write_nothing() {
    let sandbox = project();
    let missing = sandbox.shepherd(["init", "--document", "nope.md", "--yes"]);
    assert!(missing.stderr().contains("`--document` names `nope.md`, which is not there"), "{missing}");
    let both = sandbox.shepherd(["init", "--yes", "--releasing", "--no-releasing"]);
    assert!(both.stderr().contains("cannot be used with"), "{both}");
    assert!(!sandbox.exists(".shepherd.toml") && !sandbox.exists("RELEASING.md"));
}
