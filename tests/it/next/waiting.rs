//! `shepherd next --waiting`: the open pull requests of newcomers.

use super::{next, project};
use crate::support::{Actor, FakeGithub, PullRequest, Repository, Sandbox};

fn open(number: u64, author: impl Into<Actor>, association: &'static str) -> PullRequest {
    PullRequest::new(number, "Help\u{1b}[31m with it", author).association(association).open()
}

#[test]
fn the_oldest_comes_first() {
    let github = FakeGithub::start([Repository::new("octo/hello")
        .pull_request(open(7, "newbie", "FIRST_TIME_CONTRIBUTOR").created_at("2026-03-05T09:00:00Z"))
        .pull_request(open(8, "older", "NONE").created_at("2026-02-05T09:00:00Z").reviewer("kim"))
        .pull_request(open(9, "kim", "CONTRIBUTOR"))
        .pull_request(open(11, Actor::Bot("helper".to_owned()), "NONE"))
        .pull_request(open(12, "first", "FIRST_TIMER").draft().created_at("2026-03-27T09:00:00Z"))]);
    let sandbox = project().github(&github);
    insta::assert_snapshot!(next(&sandbox, &["--waiting"]), @"");
    let before = github.graphql_requests();
    let value = next(&sandbox, &["--waiting", "--json"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value["waiting"][0]).expect("it is JSON"), @"");
    // What the project is called today, and one page.
    assert_eq!(github.graphql_requests() - before, 2);
    assert_eq!(value["requests"], 2);
}

#[test]
fn every_page_is_read() {
    let mut repository = Repository::new("octo/hello");
    for number in 1..=230 {
        repository = repository.pull_request(open(number, "newbie", "NONE"));
    }
    let github = FakeGithub::start([repository]);
    let value = next(&project().github(&github), &["--waiting", "--json"]).json();
    assert_eq!(value["waiting"].as_array().map(Vec::len), Some(230));
    assert_eq!(github.graphql_requests(), 4);
}

#[test]
fn nobody_waits() {
    let github = FakeGithub::start([Repository::new("octo/hello").pull_request(open(9, "kim", "MEMBER"))]);
    insta::assert_snapshot!(next(&project().github(&github), &["--waiting"]), @"");
}

#[test]
fn git_alone_does_not_know() {
    insta::assert_snapshot!(next(&project(), &["--waiting"]), @"");
    insta::assert_snapshot!(next(&Sandbox::new(), &["--waiting", "--offline"]), @"");
}
