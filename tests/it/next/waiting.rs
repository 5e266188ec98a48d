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
    insta::assert_snapshot!(next(&sandbox, &["--waiting"]), @"
    of 5 open pull requests in octo/hello, 3 are newcomers', the oldest first:
      #8 Help[31m with it
        @older since 51 days; nothing merged here yet, reviewed
        https://github.com/octo/hello/pull/8
      #7 Help[31m with it
        @newbie since 23 days; first one here, no review yet
        https://github.com/octo/hello/pull/7
      #12 Help[31m with it
        @first since 1 day; first one on GitHub, no review yet, draft
        https://github.com/octo/hello/pull/12
    [exit status: 0]
    ");
    let before = github.graphql_requests();
    let value = next(&sandbox, &["--waiting", "--json"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value["waiting"][0]).expect("it is JSON"), @r#"
    {
      "association": "NONE",
      "author": "older",
      "days": 51,
      "draft": false,
      "number": 8,
      "reviewed": true,
      "since": "2026-02-05T09:00:00Z",
      "title": "Help\u001b[31m with it",
      "url": "https://github.com/octo/hello/pull/8"
    }
    "#);
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
    insta::assert_snapshot!(next(&project().github(&github), &["--waiting"]), @"
    of 1 open pull request in octo/hello, none is a newcomer's
    [exit status: 0]
    ");
}

#[test]
fn git_alone_does_not_know() {
    insta::assert_snapshot!(next(&project(), &["--waiting"]), @"
    ------- stderr -------
    error: who waits is known to GitHub alone, and it is not asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: `shepherd next` without `--waiting` works from git alone
    [exit status: 4]
    ");
    insta::assert_snapshot!(next(&Sandbox::new(), &["--waiting", "--offline"]), @"
    ------- stderr -------
    error: who waits is known to GitHub alone, and it is not asked: --offline
    help: `shepherd next` without `--waiting` works from git alone
    [exit status: 4]
    ");
}
