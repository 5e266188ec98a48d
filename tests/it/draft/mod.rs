//! `shepherd draft`: what CI says of a release before there is one.

mod action;
mod at_once;
mod changes;
mod files;
mod lines;
mod notes;
mod refused;
mod release;

use crate::support::{FakeGithub, Output, PullRequest, Release, Repository, Sandbox};

/// The project's name.
const PROJECT: &str = "octo/hello";

/// A project with one release, and two pull requests since, one of them without a label.
fn project() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit("Begin")
        .tag("1.0.0")
        .pull_request(11, "octocat/parser", "The parser stops at the end")
        .pull_request(12, "mona/speed", "Twice as fast")
}

/// The project as GitHub has it.
fn repository() -> Repository {
    Repository::new(PROJECT)
        .release(Release::new("1.0.0").body("The first."))
        .pull_request(PullRequest::new(11, "The parser stops at the end", "octocat").label("bug"))
        .pull_request(PullRequest::new(12, "Twice as fast", "mona"))
}

/// Runs `draft` and returns its output without what differs between two runs.
fn drafted(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["draft"], arguments].concat())
}

/// The drafts that are there.
fn drafts(github: &FakeGithub) -> Vec<Release> {
    github.releases(PROJECT).into_iter().filter(|release| release.is_draft).collect()
}
