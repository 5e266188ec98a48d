//! `shepherd next`: what would be released now, and why.

mod chosen;
mod onto;
mod several;
mod version;
mod waiting;

use crate::report::write_records;
use crate::support::{Check, FakeGithub, Issue, Output, PullRequest, Repository, Sandbox};

fn next(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["next"], arguments].concat())
}

/// A project of Python, with a feature, a fix, a change that nobody labelled, and a commit of its own since 5.4.2.
fn project() -> Sandbox {
    Sandbox::new()
        .commit("Start")
        .tag("5.4.0rc1")
        .at("2026-01-10T09:00:00Z")
        .commit("Prepare")
        .tag("5.4.0")
        .commit("More")
        .tag("5.4.2")
        .at("2026-03-02T09:00:00Z")
        .pull_request(12, "kim/new", "NEW: spawners can wait")
        .pull_request(13, "zoe/fix", "FIX: no crash on an empty name")
        .pull_request_files(14, "ann/docs", "Say how to upgrade", &[("docs/upgrading.md", "do this\n")])
        .pull_request(15, "ann/odd", "Odd things")
        .commit("Tidy up")
        .remote("origin", "https://github.com/octo/hello.git")
}

/// What GitHub knows of it.
fn github(sandbox: &Sandbox) -> FakeGithub {
    let merged = |number, title: &str, author: &str| PullRequest::new(number, title, author);
    FakeGithub::start([Repository::new("octo/hello")
        .label("documentation")
        .pull_request(merged(12, "Spawners can wait", "kim").label("new").label("reviewed"))
        .pull_request(merged(13, "FIX: no crash on an empty name", "zoe"))
        .pull_request(merged(14, "Say how to upgrade", "ann"))
        .pull_request(merged(15, "Odd \u{1b}[31mthings", "ann"))
        .pull_request(merged(20, "Still to come", "kim").open().milestone("5.5.0"))
        .milestone("5.5.0")
        .with_issue(Issue::new(21, "A bug that is known", "zoe"))
        .planned(21, "5.5.0")
        .check(&sandbox.commit_id("HEAD"), Check::passed("tests"))
        .check(&sandbox.commit_id("HEAD"), Check::failed("docs"))])
}

#[test]
fn from_git_alone() {
    insta::assert_snapshot!(next(&project(), &[]), @"
    octo/hello 5.5.0 after 5.4.2 of 2026-01-10 on main
      minor, because #12 is a new feature; nothing is breaking
      it may be more: the labels of 3 changes are not known from git alone
      versions are pep440, as `5.4.0rc1` is spelt
      or 5.5.0rc1, to try it first

    in it: 5 changes since 5.4.2: 1 new, 1 bug, 3 other
      e5dd1939 Tidy up (Mona Maintainer)
      #15 Odd things (@ann)
      #14 Say how to upgrade (@ann)
      #13 FIX: no crash on an empty name (@zoe)
      #12 NEW: spawners can wait (@kim)

    uncategorised: 2 pull requests, besides 1 commit without a pull request
      their labels may say more, and are not known from git alone

    not known: labels, reviewers and commenters, base branches, pull requests of commits that name none, open milestone items, checks
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    [exit status: 0]
    ");
}

#[test]
fn with_github_it_says_what_is_missing_and_what_blocks() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(next(&sandbox, &[]), @"
    octo/hello 5.5.0 after 5.4.2 of 2026-01-10 on main
      minor, because #12 is a new feature; nothing is breaking
      versions are pep440, as `5.4.0rc1` is spelt
      or 5.5.0rc1, to try it first

    in it: 5 changes since 5.4.2: 1 new, 1 bug, 3 other
      e5dd1939 Tidy up (Mona Maintainer)
      #15 Odd [31mthings (@ann)
      #14 Say how to upgrade (@ann)
      #13 FIX: no crash on an empty name (@zoe)
      #12 Spawners can wait (@kim)

    uncategorised: 2 pull requests, besides 1 commit without a pull request
      #15 Odd [31mthings (@ann)
        neither its title nor its files tell which label it should have
      #14 Say how to upgrade (@ann)
        documentation: it touches only documentation
        $ gh pr edit 14 --add-label documentation

    milestone: blocks: 2 items open in the milestone 5.5.0: #21 A bug that is known, #20 Still to come
      close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1
    checks: blocks: checks of e5dd19395b7c failed: docs
      read their logs; run them again where they failed by chance
    [exit status: 0]
    ");
    // One batch of numbers and commits, the labels, the milestone, and the checks.
    assert_eq!(github.graphql_requests(), 4);
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one snapshot")]
fn programs_get_all_of_it() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    let value = next(&sandbox, &["--json"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).expect("it is JSON"), @r##"
    {
      "alternatives": [
        {
          "text": "to try it first",
          "version": "5.5.0rc1"
        }
      ],
      "base": {
        "commit": "e5fc797638def35d260e96113d606c7fe5b33a15",
        "date": "2026-01-10",
        "tag": "5.4.2",
        "version": "5.4.2"
      },
      "blocks": [
        {
          "check": "milestone-empty",
          "remedy": "close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1",
          "state": "fails",
          "text": "2 items open in the milestone 5.5.0: #21 A bug that is known, #20 Still to come"
        },
        {
          "check": "ci-green",
          "remedy": "read their logs; run them again where they failed by chance",
          "state": "fails",
          "text": "checks of e5dd19395b7c failed: docs"
        }
      ],
      "changes": {
        "newest": [
          {
            "author": null,
            "author_name": "Mona Maintainer",
            "commit": "e5dd19395b7c9c2fd0cec5553178bc64d794baa0",
            "merged_at": "2026-03-02T09:08:00Z",
            "number": null,
            "title": "Tidy up",
            "url": "https://github.com/octo/hello/commit/e5dd19395b7c9c2fd0cec5553178bc64d794baa0"
          },
          {
            "author": "ann",
            "author_name": null,
            "commit": "e605a7d9d7d37fb3b757ed6a9391200a250968ea",
            "merged_at": "2026-03-02T09:00:00Z",
            "number": 15,
            "title": "Odd \u001b[31mthings",
            "url": "https://github.com/octo/hello/pull/15"
          },
          {
            "author": "ann",
            "author_name": null,
            "commit": "46a03328082acfd2d6746fe370d038d842cc0b7c",
            "merged_at": "2026-03-02T09:00:00Z",
            "number": 14,
            "title": "Say how to upgrade",
            "url": "https://github.com/octo/hello/pull/14"
          },
          {
            "author": "zoe",
            "author_name": null,
            "commit": "bcf091fb3ba3f8fc98d8c1bcf0dadeaa283e76f9",
            "merged_at": "2026-03-02T09:00:00Z",
            "number": 13,
            "title": "FIX: no crash on an empty name",
            "url": "https://github.com/octo/hello/pull/13"
          },
          {
            "author": "kim",
            "author_name": null,
            "commit": "32f71c63d80a421d809234985821d8aa71034d7a",
            "merged_at": "2026-03-02T09:00:00Z",
            "number": 12,
            "title": "Spawners can wait",
            "url": "https://github.com/octo/hello/pull/12"
          }
        ],
        "sections": [
          {
            "count": 1,
            "key": "new",
            "title": "New features added"
          },
          {
            "count": 1,
            "key": "bug",
            "title": "Bugs fixed"
          },
          {
            "count": 3,
            "key": "other",
            "title": "Other merged PRs"
          }
        ],
        "total": 5
      },
      "held_back": null,
      "kind": "minor",
      "line": {
        "allow": null,
        "beside": [],
        "branch": "main",
        "maintenance": false
      },
      "project": "octo/hello",
      "range": {
        "base": "5.4.2",
        "base_commit": "e5fc797638def35d260e96113d606c7fe5b33a15",
        "head": "HEAD",
        "head_commit": "e5dd19395b7c9c2fd0cec5553178bc64d794baa0",
        "tag": null
      },
      "reasons": [
        {
          "commits": [],
          "numbers": [
            12
          ],
          "text": "#12 is a new feature"
        },
        {
          "commits": [],
          "numbers": [],
          "text": "nothing is breaking"
        }
      ],
      "schema": 1,
      "scheme": {
        "calendar": null,
        "name": "pep440",
        "why": "as `5.4.0rc1` is spelt"
      },
      "source": {
        "github": true,
        "missing": [],
        "requests": 1
      },
      "tag": "5.5.0",
      "uncategorised": {
        "commits": 1,
        "count": 2,
        "pull_requests": [
          {
            "command": null,
            "label": null,
            "number": 15,
            "section": null,
            "title": "Odd \u001b[31mthings",
            "why": null
          },
          {
            "command": "gh pr edit 14 --add-label documentation",
            "label": "documentation",
            "number": 14,
            "section": "documentation",
            "title": "Say how to upgrade",
            "why": "it touches only documentation"
          }
        ]
      },
      "unsure": null,
      "up": null,
      "version": "5.5.0"
    }
    "##);
}

#[test]
fn whoever_is_up_is_named() {
    let sandbox = project();
    drop(sandbox.shepherd(["people", "add", "mona", "--alias", "mona@example.org"]).success());
    let releases = "format = 1\n[[release]]\ntag = \"5.4.2\"\nversion = \"5.4.2\"\nkind = \"patch\"\ndate = 2026-01-10\n\
                    released-by = [\"mona\"]\n[[release]]\ntag = \"5.4.0\"\nversion = \"5.4.0\"\nkind = \"minor\"\n\
                    date = 2025-10-10\nreleased-by = [\"ann\"]\n";
    let files = [("releases/octo/hello.toml", releases), ("people/ann.toml", "format = 1\nlogin = \"ann\"\n")];
    write_records(&sandbox, &files);
    let who =
        |output: Output| output.stdout().lines().find(|line| line.starts_with("who:")).unwrap_or("nobody").to_owned();
    insta::assert_snapshot!(who(next(&sandbox, &["--offline"])), @"who: @ann is next: solo, 1 release in 365 days available, last released on 2025-10-10, 1 in all; @mona could mentor");
    let slot = "format = 1\nid = \"2026-04-02\"\nprojects = [\"octo/hello\"]\nkind = \"minor\"\nfrom = 2026-04-02\n\
                until = 2026-04-02\nstate = \"accepted\"\nshepherd = \"mona\"\nmentor = \"ann\"\noffered = 2026-03-01\n\
                accepted = 2026-03-02\nsequence = 1\nchanged = 2026-03-02T09:00:00Z\n";
    write_records(&sandbox, &[("slots/octo/hello/2026-04-02.toml", slot)]);
    insta::assert_snapshot!(who(next(&sandbox, &["--offline"])), @"who: @mona has it: the slot of 2026-04-02, with @ann as mentor");
}

#[test]
fn nothing_came_since_the_release() {
    let sandbox = Sandbox::new().commit("Start").tag("v1.0.0").commit("More").tag("v1.1.0");
    insta::assert_snapshot!(next(&sandbox, &[]), @"
    repo 1.1.1 after v1.1.0 of 2026-03-01 on main
      patch, because nothing that a changelog lists was merged
      versions are semver, as 2 versions of three numbers are spelt

    in it: nothing that a changelog lists came since v1.1.0

    not known: labels, reviewers and commenters, base branches, pull requests of commits that name none, open milestone items, checks
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    [exit status: 0]
    ");
}

#[test]
fn before_the_first_release() {
    let sandbox = Sandbox::new().commit("Start").pull_request(1, "kim/new", "Begin");
    insta::assert_snapshot!(next(&sandbox, &[]), @"
    repo 0.1.0 on main
      minor, because there is no release before it
      it may be more: the labels of 2 changes are not known from git alone
      versions are semver, as nothing says otherwise

    in it: 2 changes since the first commit: 2 other
      #1 Begin (@kim)
      98b25885 Start (@kim)

    uncategorised: 1 pull request, besides 1 commit without a pull request
      their labels may say more, and are not known from git alone

    not known: labels, reviewers and commenters, base branches, pull requests of commits that name none, open milestone items, checks
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    no release tag was found, as there are no tags, so the range starts at the first commit
    hint: `git fetch --tags` gets those that are not here
    [exit status: 0]
    ");
}

#[test]
fn what_github_does_not_answer_is_told() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    github.fail_always(crate::support::Failure::BadCredentials);
    insta::assert_snapshot!(next(&sandbox, &[]), @"
    ------- stderr -------
    error: GitHub does not accept the token (401)
    help: make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`
    [exit status: 4]
    ");
}
