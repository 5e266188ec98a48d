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
    assert_snapshot!(output, @"");
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
    assert_snapshot!(output.stderr().lines().next().unwrap_or_default(), @"");
    let github = FakeGithub::start([Repository::new("octo/hallo").renamed_from("octo/hello")]);
    let sandbox = project().github(&github);
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "-q"]).success().stdout(), @"");
}

#[test]
fn a_github_that_does_not_answer_stops_nobody() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    github.fail_always(Failure::BadCredentials);
    let sandbox = project().github(&github);
    let output = sandbox.shepherd(["init", "--dry-run"]).success();
    let labels = output.stderr().lines().find(|line| line.starts_with("labels"));
    assert_snapshot!(labels.unwrap_or_default(), @"");
    assert_snapshot!(sandbox.shepherd(["init", "--dry-run", "--github"]).failure(4), @"");
}
