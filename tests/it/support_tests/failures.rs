//! Each way to fail, as a client that hides nothing sees it.

use std::time::{Duration, Instant};

use super::client::{Client, header};
use crate::support::{Failure, FakeGithub};

const QUERY: &str = "{ a: rateLimit { used } b: rateLimit { used } }";

/// Asks once under a failure, on a connection of its own.
fn ask_under(failure: &Failure) -> String {
    let github = FakeGithub::start([]);
    github.fail(failure.clone());
    let Some(answer) = Client::new(&github).try_ask(QUERY) else { return "no answer".to_owned() };
    let mut lines = vec![answer.status.to_string()];
    for name in ["location", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset"] {
        lines.extend(header(&answer.head, name).map(|value| format!("{name}: {value}")));
    }
    if answer.body.len() < answer.length {
        lines.push(format!("{} bytes of {}", answer.body.len(), answer.length));
    }
    lines.push(answer.body.trim_end().to_owned());
    // What fails once is over afterwards.
    assert_eq!(Client::new(&github).ask(QUERY)["data"]["a"]["used"], 10);
    lines.join("\n")
}

#[test]
fn each_failure_looks_like_githubs() {
    let failures = [
        Failure::BadCredentials,
        Failure::Dropped,
        Failure::GraphqlRateLimited,
        Failure::Html,
        Failure::Moved("https://api.github.com/repositories/1".to_owned()),
        Failure::NotFound,
        Failure::PrimaryLimit { reset: 1_774_692_000 },
        Failure::SecondaryLimit { retry_after: None },
        Failure::SecondaryLimit { retry_after: Some(60) },
        Failure::ServerError(502),
        Failure::TooManyRequests { retry_after: Some(1) },
        Failure::Truncated,
    ];
    let seen: Vec<_> = failures.map(|failure| format!("== {failure:?}\n{}", ask_under(&failure))).into();
    insta::assert_snapshot!(seen.join("\n"), @r#"
    == BadCredentials
    401
    {"documentation_url":"https://docs.github.com/rest","message":"Bad credentials"}
    == Dropped
    no answer
    == GraphqlRateLimited
    200
    x-ratelimit-remaining: 0
    x-ratelimit-reset: 1774692000
    {"errors":[{"message":"API rate limit exceeded for user ID 1.","type":"RATE_LIMITED"}]}
    == Html
    200
    <!DOCTYPE html>
    <html><body>Welcome to the proxy</body></html>
    == Moved("https://api.github.com/repositories/1")
    301
    location: https://api.github.com/repositories/1
    {"documentation_url":"https://docs.github.com/rest","message":"Moved Permanently"}
    == NotFound
    404
    {"documentation_url":"https://docs.github.com/rest","message":"Not Found"}
    == PrimaryLimit { reset: 1774692000 }
    403
    x-ratelimit-remaining: 0
    x-ratelimit-reset: 1774692000
    {"documentation_url":"https://docs.github.com/rest","message":"API rate limit exceeded for user ID 1."}
    == SecondaryLimit { retry_after: None }
    403
    {"documentation_url":"https://docs.github.com/rest","message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}
    == SecondaryLimit { retry_after: Some(60) }
    403
    retry-after: 60
    {"documentation_url":"https://docs.github.com/rest","message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}
    == ServerError(502)
    502
    <html><body>This page is taking too long to load.</body></html>
    == TooManyRequests { retry_after: Some(1) }
    429
    retry-after: 1
    {"documentation_url":"https://docs.github.com/rest","message":"Too Many Requests"}
    == Truncated
    200
    20 bytes of 40
    {"data":{"repository
    "#);
}

#[test]
fn slow_answers_are_right_but_late() {
    let github = FakeGithub::start([]);
    github.fail(Failure::Slow(Duration::from_millis(60)));
    let started = Instant::now();
    assert_eq!(Client::new(&github).ask(QUERY)["data"]["b"]["used"], 10);
    assert!(started.elapsed() >= Duration::from_millis(60));
}

#[test]
fn failures_come_in_order_and_then_the_lasting_ones() {
    let github = FakeGithub::start([]);
    github.fail_when_larger(1, Failure::ServerError(502));
    github.fail(Failure::ServerError(500));
    let mut client = Client::new(&github);
    let mut status = |query: &str| client.try_ask(query).expect("an answer").status;
    assert_eq!([status("{ rateLimit { used } }"), status("{ rateLimit { used } }")], [500, 200]);
    assert_eq!([status(QUERY), status("{ a: rateLimit { used } }")], [502, 200]);
    github.fail_always(Failure::NotFound);
    assert_eq!([status(QUERY), status("{ rateLimit { used } }")], [502, 404]);
    github.recover();
    assert_eq!(status(QUERY), 200);
}
