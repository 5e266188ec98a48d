//! What breaks on the way: it recovers with the whole answer, or says what is missing and prints nothing.

use std::time::Duration;

use super::{plain, project};
use crate::support::{Failure, FakeGithub, Output, PullRequest, Repository, Sandbox};

/// A range of so many pull requests.
fn range(count: u64) -> (FakeGithub, Sandbox) {
    let numbers = 1..=count;
    let repository = numbers.clone().fold(Repository::new("octo/hello"), |repository, number| {
        repository.pull_request(PullRequest::new(number, &format!("Change {number}"), "ann"))
    });
    let github = FakeGithub::start([repository]);
    let sandbox = numbers.fold(project(&github), |sandbox, number| sandbox.squash(number, "Only git's words"));
    (github, sandbox)
}

/// Asserts that a run printed every change as GitHub has it.
fn assert_whole(output: Output, count: u64) {
    let changelog = output.success().json();
    let changes = changelog["sections"].as_array().into_iter().flatten();
    let changes: Vec<_> = changes.flat_map(|section| section["changes"].as_array().into_iter().flatten()).collect();
    assert_eq!(changes.len() as u64, count);
    assert!(changes.iter().all(|change| change["author"] == "ann" && change["labels"].is_array()), "{changes:?}");
    assert_eq!(changelog["source"]["github"], true);
    assert_eq!(changelog["source"]["missing"], serde_json::json!([]));
}

/// Asserts that a run that must not succeed printed nothing, and returns what it said.
fn refusal(output: Output) -> String {
    assert_eq!(output.stdout(), "", "{output}");
    output.failure(4).to_string()
}

#[test]
fn what_breaks_once_is_asked_again() {
    for failure in [
        Failure::Dropped,
        Failure::Html,
        Failure::SecondaryLimit { retry_after: Some(0) },
        Failure::ServerError(500),
        Failure::ServerError(502),
        Failure::ServerError(503),
        Failure::Slow(Duration::from_millis(50)),
        Failure::TooManyRequests { retry_after: Some(0) },
        Failure::Truncated,
    ] {
        let (github, sandbox) = range(3);
        github.fail(failure);
        assert_whole(sandbox.shepherd(["changelog", "--json"]), 3);
    }
}

#[test]
fn different_troubles_in_a_row_are_borne() {
    let (github, sandbox) = range(120);
    for failure in [
        Failure::Dropped,
        Failure::ServerError(502),
        Failure::Truncated,
        Failure::Html,
        Failure::ServerError(504),
        Failure::TooManyRequests { retry_after: Some(0) },
    ] {
        github.fail(failure);
    }
    assert_whole(sandbox.shepherd(["changelog", "--json"]), 120);
}

#[test]
fn a_batch_that_is_too_heavy_is_halved() {
    let (github, sandbox) = range(60);
    github.fail_when_larger(7, Failure::ServerError(502));
    assert_whole(sandbox.shepherd(["changelog", "--json"]), 60);
    let answered = github.requests().iter().filter(|request| request.aliases <= 7).count();
    assert!(answered >= 60_usize.div_ceil(7), "{answered}");
}

#[test]
fn what_never_comes_is_named() {
    let (github, sandbox) = range(12);
    github.fail_always(Failure::ServerError(502));
    insta::assert_snapshot!(refusal(plain(&sandbox)), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: status 502; missing: #1, #2, #3, #4, #5, #6, #7, #8, and 4 more
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    github.fail_always(Failure::Html);
    insta::assert_snapshot!(refusal(plain(&sandbox)), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: it sent an HTML page instead of an answer; missing: #1, #2, #3, #4, #5, #6, #7, #8, and 4 more
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    // How the end of a connection is worded differs between systems.
    for failure in [Failure::Truncated, Failure::Dropped] {
        github.fail_always(failure);
        let text = refusal(plain(&sandbox));
        assert!(text.contains("after 5 attempts: ") && text.contains("missing: #1, #2, #3"), "{text}");
    }
}

#[test]
fn a_server_that_nobody_reaches_is_named() {
    let (_github, sandbox) = range(2);
    let sandbox = sandbox.env("GITHUB_GRAPHQL_URL", "http://127.0.0.1:9/graphql");
    let text = refusal(plain(&sandbox));
    assert!(text.contains("refused") && text.contains("missing: #1, #2") && text.contains("--offline"), "{text}");
}

#[test]
fn patience_ends_what_is_slow() {
    let (github, sandbox) = range(2);
    github.fail_always(Failure::Slow(Duration::from_secs(5)));
    insta::assert_snapshot!(refusal(sandbox.shepherd(["changelog", "--patience", "1"])), @"
    ------- stderr -------
    error: GitHub did not answer in full after 1 attempt: no answer in time; missing: #1, #2
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn without_patience_a_first_failure_is_the_last() {
    let (github, sandbox) = range(2);
    github.fail_always(Failure::Dropped);
    let text = refusal(sandbox.shepherd(["changelog", "--patience", "0"]));
    assert!(!text.contains("rate limit"), "{text}");
    let (github, sandbox) = range(2);
    github.fail_always(Failure::Dropped);
    let text = refusal(sandbox.shepherd(["changelog", "--patience", "1"]));
    assert!(!text.contains("rate limit"), "{text}");
}

#[test]
fn numbers_that_cannot_be_answered_are_named_alone() {
    let (github, sandbox) = range(60);
    github.update("octo/hello", |repository| {
        repository.broken([7, 31], "Something went wrong while executing your query on 2026-03-28.")
    });
    insta::assert_snapshot!(refusal(plain(&sandbox)), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: Something went wrong while executing your query on 2026-03-28; missing: #7, #31
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    github.update("octo/hello", Repository::mended);
    assert_whole(sandbox.shepherd(["changelog", "--json"]), 60);
}

#[test]
fn commits_that_were_not_answered_are_named_by_their_hash() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = project(&github).commit("One").commit("Two");
    github.fail_always(Failure::ServerError(500));
    insta::assert_snapshot!(refusal(plain(&sandbox)), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: status 500; missing: 43d071906479, bb2f087a47b9
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn what_breaks_in_the_second_round_is_no_less_a_failure() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(2, "[Backport 1.x] Mend (#1)", "ann"))
        .broken([1], "Something went wrong while executing your query.");
    let github = FakeGithub::start([repository]);
    let sandbox = project(&github).squash(2, "Mend");
    insta::assert_snapshot!(refusal(plain(&sandbox)), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: Something went wrong while executing your query; missing: #1
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn nothing_is_written_when_something_is_missing() {
    let (github, sandbox) = range(2);
    github.fail_always(Failure::ServerError(500));
    let sandbox = sandbox.write("CHANGELOG.md", "# Changelog\n");
    let output = sandbox.shepherd(["changelog", "--version", "1.1.0", "--write", "CHANGELOG.md"]);
    assert!(refusal(output).contains("missing: #1, #2"));
    assert_eq!(sandbox.read("CHANGELOG.md"), "# Changelog\n");
}
