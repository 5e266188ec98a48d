//! What only GitHub knows: which labels are in use, and what the project is called.

use insta::assert_snapshot;

use super::project;
use crate::support::{Failure, FakeGithub, PullRequest, Repository};

fn labelled(number: u64, label: &str) -> PullRequest {
    PullRequest::new(number, "A change", "ann").label(label)
}

#[test]
fn labels_in_use_are_given_to_sections() {
    let labels = ["bug", "type: bug", "kind/feature", "C-enhancement", "area/docs", "skip news", "good first issue"];
    let mut repository = Repository::new("octo/hello").label("Type: Security");
    for (number, label) in (1..).zip(labels) {
        repository = repository.pull_request(labelled(number, label));
    }
    // Labels come by the hundred.
    for number in 100..220 {
        repository = repository.pull_request(labelled(number, &format!("a{number}")));
    }
    let github = FakeGithub::start([repository]);
    let sandbox = project().github(&github);
    let output = sandbox.shepherd(["init", "--yes", "--no-releasing"]).success();
    assert_snapshot!(output, @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # project = "octo/hello"
    # remote = "origin"

    # [version]
    # scheme = "semver"

    # The section has `kind/feature` of this project besides those that it has anyway.
    [[changelog.section]]
    key = "new"
    labels = ["feature", "new", "kind/feature"]

    # The section has `C-enhancement` of this project besides those that it has anyway.
    [[changelog.section]]
    key = "enhancement"
    labels = ["enhancement", "enhancements", "C-enhancement"]

    # The section has `type: bug` of this project besides those that it has anyway.
    [[changelog.section]]
    key = "bug"
    labels = ["bug", "bugfix", "bugs", "type: bug"]

    # The section has `area/docs` of this project besides those that it has anyway.
    [[changelog.section]]
    key = "documentation"
    labels = ["documentation", "docs", "doc", "area/docs"]

    # These labels say that a change needs no entry, besides those that are known anyway.
    [changelog.exclude]
    labels = ["skip news"]
    ------- stderr -------
    remote      `origin`, octo/hello on GitHub
    releases    2 tags, `v1.1.0` is the newest
    versions    semver, as 2 versions of three numbers are spelt
    titles      of the newest 5 begin with FIX (2, bug), WORDING (2)
    labels      on merged pull requests: 1 that sections have anyway, 4 that mean one, 1 that leave out, 121 that say nothing of the kind of a change
    changelog   none; `shepherd changelog --write` makes CHANGELOG.md
    document    none says how to release
    people      Ann Other (1), Kim Newcomer (1) made tags; `shepherd ledger import` makes records of them

    .shepherd.toml was written
    so that others have it too: `git add .shepherd.toml && git commit`
    hint: `shepherd doctor` checks what a release needs, with a remedy for each finding
    hint: `shepherd changelog` shows what a release would say now, `shepherd next` its version
    hint: `shepherd guide VERSION --rehearse` practises a release in a throw-away copy
    [exit status: 0]
    "#);
    assert_eq!(github.graphql_requests(), 3);
    let section = sandbox.shepherd(["changelog", "--json"]).json();
    assert_eq!(section["schema"], 1);
    assert!(
        !project()
            .github(&github)
            .shepherd(["init", "--dry-run", "--no-labels"])
            .success()
            .stdout()
            .contains("type: bug")
    );
}

#[test]
fn a_fork_and_an_old_name_are_told() {
    let parent = Repository::new("octo/hello");
    let github = FakeGithub::start([Repository::new("kim/hello").fork_of("octo/hello"), parent]);
    let sandbox = project().github(&github).git(["remote", "set-url", "origin", "https://github.com/kim/hello.git"]);
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    assert_snapshot!(output.stderr().lines().next().unwrap_or_default(), @"remote      `origin`, kim/hello on GitHub, a fork of octo/hello: `git remote add upstream https://github.com/octo/hello.git` for releasing octo/hello");
    let github = FakeGithub::start([Repository::new("octo/hallo").renamed_from("octo/hello")]);
    let sandbox = project().github(&github);
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "-q"]).success().stdout(), @r#"
    # How this project is released, for `shepherd`. All of it is optional: what is not said here is found, and each
    # line that is commented out holds what was found. The README of release-shepherd lists all keys.

    # The remote still has the old name, octo/hello.
    project = "octo/hallo"

    # remote = "origin"

    # [version]
    # scheme = "semver"
    "#);
}

#[test]
fn a_github_that_does_not_answer_stops_nobody() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    github.fail_always(Failure::BadCredentials);
    let sandbox = project().github(&github);
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    let labels = output.stderr().lines().find(|line| line.starts_with("labels"));
    assert_snapshot!(labels.unwrap_or_default(), @"labels      not known: GitHub does not accept the token (401)");
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "--github"]).failure(4), @"
    ------- stderr -------
    error: GitHub cannot be asked: GitHub does not accept the token (401)
    help: without `--github`, `shepherd init` goes on with what git knows
    [exit status: 4]
    ");
}
