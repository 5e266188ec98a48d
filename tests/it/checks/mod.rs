//! The built-in checks of the guided checklist: what each finds, and what it says where it cannot tell.
//!
//! No command asks for a single check, so these tests call the library, against real git and real HTTP.

mod changelog;
mod failures;
mod local;
mod on_github;
mod remote;
mod states;

use std::path::Path;
use std::time::Duration;

use release_shepherd::core::checklist::Check;
use release_shepherd::core::history::CommitId;
use release_shepherd::git::Repository;
use release_shepherd::github::Site;
use release_shepherd::guide::checks::{Finding, GithubAccess, Subject, check};
use secrecy::SecretString;

use crate::support::{FakeGithub, Sandbox, TOKEN};

/// What a check is held against, as far as a test sets it: version 1.1.0 after 1.0.0 on `main`.
#[derive(Clone)]
struct Run {
    remote: Option<&'static str>,
    branch: &'static str,
    tag: &'static str,
    target: Option<CommitId>,
    pull_request: Option<u64>,
    release_branch: Option<&'static str>,
    github: Option<Site>,
    token: SecretString,
    patience: Duration,
}

impl Run {
    fn new() -> Self {
        Self {
            remote: Some("origin"),
            branch: "main",
            tag: "1.1.0",
            target: None,
            pull_request: None,
            release_branch: None,
            github: None,
            token: TOKEN.into(),
            patience: Duration::from_secs(20),
        }
    }

    /// Lets it reach this GitHub.
    fn with(github: &FakeGithub) -> Self {
        let (server, base) = ("https://github.com".to_owned(), github.url());
        let site = Site { server, rest_base: base.clone(), graphql_base: base, graphql_path: "/graphql".to_owned() };
        Self { github: Some(site), ..Self::new() }
    }

    /// Sets the target by its full hash.
    fn target(self, commit: &str) -> Self {
        Self { target: Some(CommitId::parse(commit).expect("a full hash")), ..self }
    }

    /// Returns what a check finds, as text.
    fn check(&self, sandbox: &Sandbox, name: &str) -> String {
        let (_, wanted) = Check::NAMES.into_iter().find(|(known, _)| *known == name).expect("a check of that name");
        // The sandbox writes what is pending before it looks for anything.
        assert!(sandbox.exists("."), "the sandbox has a repository");
        let repository = Repository::open(&sandbox.path(".")).expect("the sandbox has a repository");
        let github = match &self.github {
            Some(site) => GithubAccess::Reachable { site, token: &self.token, project: "octo/hello" },
            None => GithubAccess::Unreachable("no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)"),
        };
        let subject = Subject {
            repository: &repository,
            remote: self.remote,
            branch: self.branch,
            previous_tag: Some("1.0.0"),
            target: self.target,
            version: "1.1.0",
            tag: self.tag,
            pull_request: self.pull_request,
            release_branch: self.release_branch,
            github,
            program: Some(Path::new(env!("CARGO_BIN_EXE_shepherd"))),
            patience: self.patience,
        };
        sandbox.redact(&told(check(wanted, &subject)))
    }
}

fn told(finding: Finding) -> String {
    match finding {
        Finding::Holds { evidence } => format!("holds: {evidence}"),
        Finding::Fails { why, remedy, is_pending: false } => format!("fails: {why}\nhelp: {remedy}"),
        Finding::Fails { why, remedy, is_pending: true } => format!("not yet: {why}\nhelp: {remedy}"),
        Finding::Unknown { why, remedy } => format!("unknown: {why}\nhelp: {remedy}"),
    }
}

/// A clone whose release 1.0.0 is done, with one change after it.
fn project() -> Sandbox {
    Sandbox::new().commit("Start").tag("1.0.0").commit("Change")
}

/// The same clone, with a bare remote on this machine that has all of it.
fn pushed() -> Sandbox {
    project()
        .git(["init", "--quiet", "--bare", "[SANDBOX]/origin.git"])
        .remote("origin", "[SANDBOX]/origin.git")
        .git(["push", "--quiet", "origin", "main", "--tags"])
}
