//! Who comes back over time, to whichever project of the report.

use super::{release, report, write_records};
use crate::support::{FakeGithub, PullRequest, Repository, Sandbox};

#[test]
fn who_came_to_another_project_before_comes_back() {
    let opened = |number, author: &str, day: &str| {
        PullRequest::new(number, "Change", author).created_at(&format!("{day}T09:00:00Z")).open()
    };
    // One who was there first, and went to the other project afterwards; and 24 who are new, each in both.
    let hello = (10..34).fold(Repository::new("octo/hello"), |made, number| {
        made.pull_request(opened(number, &format!("new-{number}"), "2026-03-02"))
    });
    let hello = hello.pull_request(opened(1, "someone", "2026-03-20"));
    let other = (10..34).fold(Repository::new("octo/other"), |made, number| {
        made.pull_request(opened(number, &format!("New-{number}"), "2026-03-03"))
    });
    let other = other.pull_request(opened(1, "someone", "2024-05-01"));
    let github = FakeGithub::start([hello, other]);
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git").github(&github);
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    let file = format!("format = 1\n{}", release("7.0 2026-01-01 zoe - - -"));
    write_records(&sandbox, &[("releases/octo/other.toml", &file), ("releases/octo/hello.toml", &file)]);
    let told = |arguments: &[&str]| {
        let output = report(&sandbox, &[&["--json", "--over-time", "--since", "2026-01-01"], arguments].concat());
        output.success().json()["over_time"][0].clone()
    };
    let all = told(&["--all"]);
    assert_eq!((&all["contributors"], &all["returning_contributors"]), (&25.into(), &1.into()), "{all}");
    // Of each project the name, what was closed, the issues and what was opened; and 25 people in both, 20 a request.
    assert_eq!(github.graphql_requests(), 2 * 4 + 2);
    let one = told(&[]);
    assert_eq!((&one["contributors"], &one["returning_contributors"]), (&25.into(), &0.into()), "{one}");
    github.assert_no_violations();
}
