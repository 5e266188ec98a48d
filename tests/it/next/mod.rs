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
    insta::assert_snapshot!(next(&project(), &[]), @"");
}

#[test]
fn with_github_it_says_what_is_missing_and_what_blocks() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(next(&sandbox, &[]), @"");
    // One batch of numbers and commits, the milestone, and the checks.
    assert_eq!(github.graphql_requests(), 3);
}

#[test]
fn programs_get_all_of_it() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    let value = next(&sandbox, &["--json"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).expect("it is JSON"), @"");
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
    let who = |output: Output| {
        let line = output.stdout().lines().find(|line| line.starts_with("who:")).unwrap_or("nobody").to_owned();
        line
    };
    insta::assert_snapshot!(who(next(&sandbox, &["--offline"])), @"");
    let slot = "format = 1\nid = \"2026-04-02\"\nprojects = [\"octo/hello\"]\nkind = \"minor\"\nfrom = 2026-04-02\n\
                until = 2026-04-02\nstate = \"accepted\"\nshepherd = \"mona\"\nmentor = \"ann\"\noffered = 2026-03-01\n\
                accepted = 2026-03-02\nsequence = 1\nchanged = 2026-03-02T09:00:00Z\n";
    write_records(&sandbox, &[("slots/octo/hello/2026-04-02.toml", slot)]);
    insta::assert_snapshot!(who(next(&sandbox, &["--offline"])), @"");
}

#[test]
fn nothing_came_since_the_release() {
    let sandbox = Sandbox::new().commit("Start").tag("v1.0.0").commit("More").tag("v1.1.0");
    insta::assert_snapshot!(next(&sandbox, &[]), @"");
}

#[test]
fn before_the_first_release() {
    let sandbox = Sandbox::new().commit("Start").pull_request(1, "kim/new", "Begin");
    insta::assert_snapshot!(next(&sandbox, &[]), @"");
}

#[test]
fn what_github_does_not_answer_is_told() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    github.fail_always(crate::support::Failure::BadCredentials);
    insta::assert_snapshot!(next(&sandbox, &[]), @"");
}
