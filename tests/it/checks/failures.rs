//! What stands in the way of asking GitHub: each check says so, and none takes it for a yes or a no.

use std::time::Duration;

use serde_json::json;

use super::{Run, project};
use crate::support::{Check, Failure, FakeGithub, PullRequest, Release, Repository, Sandbox};

/// The checks that ask GitHub.
const ONLINE: [&str; 5] = ["ci-green", "milestone-empty", "pr-merged", "published", "tag-ci-green"];

/// A GitHub on which all of them hold.
fn all_is_well(sandbox: &Sandbox) -> FakeGithub {
    let oid = sandbox.commit_id("main");
    let repository = Repository::new("octo/hello").reference("refs/tags/1.1.0", &oid).milestone("1.1.0");
    let repository = repository.pull_request(PullRequest::new(12, "Release", "ann")).release(Release::new("1.1.0"));
    FakeGithub::start([repository.check(&oid, Check::passed("test").reference("refs/tags/1.1.0"))])
}

fn run(github: &FakeGithub) -> Run {
    Run { pull_request: Some(12), ..Run::with(github) }
}

/// Asserts that all of them find the same, and returns it.
fn all_find(run: &Run, sandbox: &Sandbox) -> String {
    let found = ONLINE.map(|check| run.check(sandbox, check));
    let first = found.first().cloned().expect("there are checks");
    assert!(found.iter().all(|one| *one == first), "{found:#?}");
    first
}

/// Asserts that none of them is told, and returns what the first says.
fn none_is_told(failure: Failure) -> String {
    let sandbox = project();
    let github = all_is_well(&sandbox);
    github.fail_always(failure);
    // How often they try depends on the time they have; that is told with all of it.
    let hasty = Run { patience: Duration::from_millis(400), ..run(&github) };
    let found = ONLINE.map(|check| hasty.check(&sandbox, check));
    assert!(found.iter().all(|one| one.starts_with("unknown: ")), "{found:#?}");
    run(&github).check(&sandbox, "ci-green")
}

#[test]
fn without_a_token_nothing_is_asked() {
    insta::assert_snapshot!(all_find(&Run { pull_request: Some(12), ..Run::new() }, &project()), @"
    unknown: GitHub was not asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: look at the project's page, and say what you saw
    ");
}

#[test]
fn what_breaks_once_is_asked_again() {
    let sandbox = project();
    for failure in [
        Failure::Dropped,
        Failure::Html,
        Failure::SecondaryLimit { retry_after: Some(0) },
        Failure::ServerError(502),
        Failure::Truncated,
    ] {
        let github = all_is_well(&sandbox);
        for check in ONLINE {
            github.fail(failure.clone());
            let found = run(&github).check(&sandbox, check);
            assert!(found.starts_with("holds: "), "{check}: {found}");
        }
        assert_eq!(github.graphql_requests(), 2 * ONLINE.len());
    }
}

#[test]
fn a_token_that_is_not_taken_is_unknown() {
    insta::assert_snapshot!(none_is_told(Failure::BadCredentials), @"
    unknown: GitHub does not accept the token (401)
    help: make a new token for `GITHUB_TOKEN`, or log in with `gh auth login`
    ");
    insta::assert_snapshot!(none_is_told(Failure::Forbidden), @"
    unknown: GitHub refuses to answer for octo/hello: Resource not accessible by integration
    help: the token needs to read contents, issues, pull requests, checks, commit statuses and actions; organisations with single sign-on want it to be authorised
    ");
}

#[test]
fn what_is_not_there_is_unknown() {
    insta::assert_snapshot!(none_is_told(Failure::NotFound), @"
    unknown: octo/hello was not found on GitHub, or the token may not see it
    help: name the project with `--project OWNER/NAME`, or use a token that may read it
    ");
    insta::assert_snapshot!(none_is_told(Failure::Moved("/repositories/1000".to_owned())), @"
    unknown: GitHub's GraphQL interface has moved to /repositories/1000
    help: check `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`
    ");
    let sandbox = project();
    let github = FakeGithub::start([Repository::new("octo/other")]);
    insta::assert_snapshot!(all_find(&run(&github), &sandbox), @"
    unknown: octo/hello was not found on GitHub, or the token may not see it
    help: name the project with `--project OWNER/NAME`, or use a token that may read it
    ");
}

#[test]
fn what_stays_broken_is_unknown() {
    insta::assert_snapshot!(none_is_told(Failure::ServerError(502)), @"
    unknown: GitHub did not answer in full after 5 attempts: status 502; missing: the checks of 0db774d324a1
    help: try again later, or look at the project's page and say what you saw
    ");
    insta::assert_snapshot!(none_is_told(Failure::Html), @"
    unknown: GitHub did not answer in full after 5 attempts: it sent an HTML page instead of an answer; missing: the checks of 0db774d324a1
    help: try again later, or look at the project's page and say what you saw
    ");
    insta::assert_snapshot!(none_is_told(Failure::PrimaryLimit { reset: 1_774_700_000 }), @"
    unknown: GitHub's rate limit is reached; it asks to wait 194 minutes; missing: the checks of 0db774d324a1
    help: try again later, or look at the project's page and say what you saw
    ");
}

#[test]
fn half_an_answer_is_unknown() {
    let fields = ["object", "milestones", "pullRequest", "release", "ref"];
    let nothing =
        json!({"object": null, "named": null, "newest": null, "pullRequest": null, "release": null, "ref": null});
    let errors: Vec<_> = fields
        .iter()
        .map(|field| json!({"message": "Something went wrong.", "path": ["repository", field, "inside"]}))
        .collect();
    let answer = json!({"data": {"repository": nothing}, "errors": errors});
    insta::assert_snapshot!(none_is_told(Failure::Answer(answer)), @"
    unknown: GitHub did not answer in full after 5 attempts: Something went wrong; missing: the checks of 0db774d324a1
    help: try again later, or look at the project's page and say what you saw
    ");
    let refused =
        json!({"type": "FORBIDDEN", "message": "Resource not accessible by integration", "path": ["repository"]});
    let answer = json!({"data": {"repository": nothing}, "errors": [refused]});
    insta::assert_snapshot!(none_is_told(Failure::Answer(answer)), @"
    unknown: GitHub refuses to answer for octo/hello: Resource not accessible by integration
    help: the token needs to read contents, issues, pull requests, checks, commit statuses and actions; organisations with single sign-on want it to be authorised
    ");
    // An answer in which something has another shape than the schema says.
    let odd = json!({"object": 1, "pullRequest": 1, "release": 1, "ref": 1, "named": 1});
    none_is_told(Failure::Answer(json!({"data": {"repository": odd}})));
}

#[test]
fn nobody_there_and_nobody_in_time_is_unknown() {
    let sandbox = project();
    let github = all_is_well(&sandbox);
    github.delay(Duration::from_secs(3));
    let hasty = Run { patience: Duration::from_millis(300), ..run(&github) };
    insta::assert_snapshot!(hasty.check(&sandbox, "ci-green"), @"
    unknown: GitHub did not answer in full after 1 attempt: no answer in time; missing: the checks of 0db774d324a1
    help: try again later, or look at the project's page and say what you saw
    ");
    let mut run = run(&github);
    run.github.as_mut().expect("it is set").graphql_base = "http://127.0.0.1:9".to_owned();
    let found = run.check(&sandbox, "published");
    assert!(found.starts_with("unknown: GitHub did not answer in full after 5 attempts: "), "{found}");
}
