//! The guide is not held up by the issue, and asks GitHub no more often than it must.

use std::fmt::Write as _;
use std::time::Duration;

use super::{begin, guide, issue, project, site};

const STEPS: usize = 10;

fn document() -> String {
    let mut text = "# Releasing\n\n".to_owned();
    for number in 1..=STEPS {
        writeln!(text, "1. Do the part {number} <!-- shepherd: id = \"part{number}\" -->").expect("a text takes all");
    }
    text
}

#[test]
fn a_slow_github_holds_up_no_step() {
    let github = site();
    let sandbox = project(&github, &document());
    drop(begin(&sandbox, "'step.part1' = 'quit'\n").success());
    github.delay(Duration::from_secs(2));
    let output = guide(&sandbox, &[], "'step.*' = 'done'\n").success();
    // One answer that was on its way and the last are waited for, in the end; ten steps one after the other take 20 s.
    assert!(output.elapsed() < Duration::from_secs(14), "{:?}", output.elapsed());
    let issue = issue(&github);
    assert!(!issue.is_open && issue.body.contains("finished, 10 of 10 steps done or skipped"), "{issue:?}");
}

#[test]
fn a_walk_asks_no_more_than_it_must() {
    let github = site();
    let sandbox = project(&github, &document());
    drop(begin(&sandbox, "'step.*' = 'done'\n").success());
    // One question and one answer to open it, one for each step at most, and one for the end.
    let requests = github.requests();
    assert!(requests.len() <= 2 + STEPS + 1, "{} requests: {requests:#?}", requests.len());
    assert!(!issue(&github).is_open);

    // Where nothing is to be told, it is told once.
    let github = site();
    let sandbox = project(&github, &document());
    drop(begin(&sandbox, "'step.part1' = 'quit'\n").success());
    assert_eq!(github.requests().len(), 2, "{:#?}", github.requests());
}
