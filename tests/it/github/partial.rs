//! Answers of status 200 that are not whole: errors beside the data, inside of it, or instead of it.

use serde_json::{Value as Json, json};

use super::{plain, project};
use crate::support::{Failure, FakeGithub, PullRequest, Repository, Sandbox};

fn one_change() -> (FakeGithub, Sandbox) {
    let github =
        FakeGithub::start([Repository::new("octo/hello").pull_request(PullRequest::new(2, "A change", "ann"))]);
    let sandbox = project(&github).squash(2, "Only git's words");
    (github, sandbox)
}

/// Pull request 2 as it is on GitHub, but without what `change` takes away.
fn answer(change: impl FnOnce(&mut Json), errors: &Json) -> Failure {
    let mut found = json!({
        "__typename": "PullRequest", "number": 2, "repository": {"nameWithOwner": "octo/hello"},
        "title": "A change, half answered", "body": "", "url": "https://github.com/octo/hello/pull/2",
        "mergedAt": "2026-03-02T09:00:00Z", "baseRefName": "main", "headRefName": "topic",
        "author": {"__typename": "User", "login": "ann"}, "mergedBy": null, "labels": {"nodes": []},
        "reviews": {"nodes": []}, "comments": {"nodes": []}, "milestone": null, "mergeCommit": null,
    });
    change(&mut found);
    let repository = json!({"nameWithOwner": "octo/hello", "defaultBranchRef": {"name": "main"}, "n2": found});
    Failure::Answer(json!({"data": {"repository": repository}, "errors": errors}))
}

#[test]
fn a_gap_inside_of_a_pull_request_is_asked_for_again() {
    let gap = || {
        let error = json!({"path": ["repository", "n2", "reviews"], "message": "Something went wrong."});
        answer(|found| found["reviews"] = Json::Null, &json!([error]))
    };
    let (github, sandbox) = one_change();
    github.fail(gap());
    let output = plain(&sandbox).success();
    assert!(output.stdout().contains("- A change (#2; ann)"), "{output}");
    github.fail_always(gap());
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: Something went wrong; missing: #2
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn an_error_without_a_place_may_concern_everything() {
    let (github, sandbox) = one_change();
    let error = || json!([{"message": "Something went wrong while executing your query."}]);
    github.fail(answer(|_| (), &error()));
    let output = plain(&sandbox).success();
    assert!(output.stdout().contains("- A change (#2; ann)"), "{output}");
    // Without it, a commit that is not there would be one that was never pushed.
    let sandbox = project(&github).commit("Rebased");
    let data = json!({"repository": {"nameWithOwner": "octo/hello", "defaultBranchRef": null}});
    github.fail_always(Failure::Answer(json!({"data": data, "errors": error()})));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: Something went wrong while executing your query; missing: bffaff4110e1
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn a_token_without_rights_is_told_so_at_once() {
    let (github, sandbox) = one_change();
    github.fail_always(Failure::Forbidden);
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub refuses to answer for octo/hello: Resource not accessible by integration
    help: the token needs to read pull requests (`pull-requests: read` and `contents: read` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    ");
    let words = "Resource not accessible by personal access token";
    let whole = json!([{"type": "FORBIDDEN", "path": ["repository"], "message": words}]);
    github.fail_always(Failure::Answer(json!({"data": {"repository": null}, "errors": whole})));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub refuses to answer for octo/hello: Resource not accessible by personal access token
    help: the token needs to read pull requests (`pull-requests: read` and `contents: read` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    ");
    let part = json!([{"type": "FORBIDDEN", "path": ["repository", "n2", "labels"], "message": words}]);
    github.fail_always(answer(|found| found["labels"] = Json::Null, &part));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub refuses to answer for octo/hello: Resource not accessible by personal access token
    help: the token needs to read pull requests (`pull-requests: read` and `contents: read` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    ");
    assert_eq!(github.graphql_requests(), 3);
}

#[test]
fn answers_without_data_are_told_apart() {
    let (github, sandbox) = one_change();
    // What an old Enterprise Server says to a field that it does not have.
    let error = json!([{"message": "Field 'milestone' doesn't exist on type 'PullRequest'"}]);
    github.fail_always(Failure::Answer(json!({"errors": error})));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub does not understand the query: Field 'milestone' doesn't exist on type 'PullRequest'
    help: run with `--offline` to work from git alone
    [exit status: 4]
    ");
    assert_eq!(github.graphql_requests(), 1);
    github.fail_always(Failure::Answer(json!({"data": null})));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: it sent an answer without data; missing: #2
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    github.fail_always(Failure::Answer(json!({"data": {"repository": null}})));
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: octo/hello was not found on GitHub, or the token may not see it
    help: check the remote's address, or name the project with `--project OWNER/NAME`
    help: a private repository needs a token that may read it
    [exit status: 4]
    ");
}

#[test]
fn a_query_that_takes_too_long_is_halved() {
    let numbers = 1..=20;
    let repository = numbers.clone().fold(Repository::new("octo/hello"), |repository, number| {
        repository.pull_request(PullRequest::new(number, "A change", "ann"))
    });
    let github = FakeGithub::start([repository]);
    let sandbox = numbers.fold(project(&github), |sandbox, number| sandbox.squash(number, "Only git's words"));
    let message = "Something went wrong while executing your query. This may be the result of a timeout.";
    github.fail_when_larger(6, Failure::Answer(json!({"data": null, "errors": [{"message": message}]})));
    let output = plain(&sandbox).success();
    assert_eq!(output.stdout().matches("- A change (").count(), 20, "{output}");
}
