//! Rate limits: waited for within the patience, never until a reset that is far away.

use std::time::Duration;

use super::{plain, project};
use crate::support::{Failure, FakeGithub, PullRequest, Repository, Sandbox};

/// An hour after the sandbox's clock.
const RESET: i64 = 1_774_692_000;

fn one_change() -> (FakeGithub, Sandbox) {
    let github =
        FakeGithub::start([Repository::new("octo/hello").pull_request(PullRequest::new(2, "A change", "ann"))]);
    let sandbox = project(&github).squash(2, "Only git's words");
    (github, sandbox)
}

#[test]
fn limits_are_named_with_what_is_missing() {
    let (github, sandbox) = one_change();
    github.fail_always(Failure::PrimaryLimit { reset: RESET });
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's rate limit is reached; it asks to wait 60 minutes; missing: #2
    help: try again later, allow more time with `--patience SECONDS`, or run with `--offline`
    [exit status: 4]
    ");
    github.fail_always(Failure::SecondaryLimit { retry_after: Some(3600) });
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's rate limit is reached; it asks to wait 60 minutes; missing: #2
    help: try again later, allow more time with `--patience SECONDS`, or run with `--offline`
    [exit status: 4]
    ");
    github.fail_always(Failure::SecondaryLimit { retry_after: None });
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's rate limit is reached; it asks to wait 60 seconds; missing: #2
    help: try again later, allow more time with `--patience SECONDS`, or run with `--offline`
    [exit status: 4]
    ");
    github.fail_always(Failure::TooManyRequests { retry_after: Some(90) });
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's rate limit is reached; it asks to wait 90 seconds; missing: #2
    help: try again later, allow more time with `--patience SECONDS`, or run with `--offline`
    [exit status: 4]
    ");
    github.fail_always(Failure::TooManyRequests { retry_after: None });
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's rate limit is reached; it asks to wait 60 seconds; missing: #2
    help: try again later, allow more time with `--patience SECONDS`, or run with `--offline`
    [exit status: 4]
    ");
    github.fail_always(Failure::GraphqlRateLimited);
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub's rate limit is reached; it asks to wait 60 minutes; missing: #2
    help: try again later, allow more time with `--patience SECONDS`, or run with `--offline`
    [exit status: 4]
    ");
    assert_eq!(github.graphql_requests(), 6);
}

/// The one test about time: a limit that lasts longer than the patience ends the run at once.
#[test]
fn nobody_sleeps_until_a_reset() {
    let (github, sandbox) = one_change();
    for failure in [
        Failure::PrimaryLimit { reset: RESET },
        Failure::SecondaryLimit { retry_after: Some(61) },
        Failure::SecondaryLimit { retry_after: None },
        Failure::TooManyRequests { retry_after: None },
        Failure::GraphqlRateLimited,
    ] {
        github.fail_always(failure);
        let output = plain(&sandbox).failure(4);
        assert!(output.elapsed() < Duration::from_secs(10), "{:?}: {output}", output.elapsed());
    }
}

#[test]
fn a_short_limit_is_waited_for() {
    for failure in [
        Failure::PrimaryLimit { reset: RESET - 3599 },
        Failure::SecondaryLimit { retry_after: Some(1) },
        Failure::TooManyRequests { retry_after: Some(1) },
    ] {
        let (github, sandbox) = one_change();
        github.fail(failure);
        let output = plain(&sandbox).success();
        assert!(output.stdout().contains("A change (#2; ann)"), "{output}");
        assert!(output.elapsed() >= Duration::from_secs(1));
        assert_eq!(github.graphql_requests(), 2);
    }
}

#[test]
fn a_limit_that_does_not_end_is_given_up() {
    let (github, sandbox) = one_change();
    github.fail_always(Failure::TooManyRequests { retry_after: Some(0) });
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: it asked to wait again and again; missing: #2
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn a_limit_that_one_request_meets_holds_for_the_others() {
    let numbers = 1..=400;
    let repository = numbers.clone().fold(Repository::new("octo/hello"), |repository, number| {
        repository.pull_request(PullRequest::new(number, "A change", "ann"))
    });
    let github = FakeGithub::start([repository]);
    let sandbox = numbers.fold(project(&github), |sandbox, number| sandbox.squash(number, "Only git's words"));
    // Whatever is in flight meets the limit; what is sent after it must have waited, or it would meet another failure.
    for _ in 0..4 {
        github.fail(Failure::SecondaryLimit { retry_after: Some(1) });
    }
    let changelog = sandbox.shepherd(["changelog", "--json"]).json();
    assert_eq!(changelog["accounting"]["buckets"]["listed"].as_array().map(Vec::len), Some(400));
    assert_eq!(github.graphql_requests(), 8 + 4);
}
