//! The tracking issue over real HTTP: opened once, updated in place, and its comments read and written.

mod comments;
mod place;
mod refused;
mod unsure;

use std::time::Duration;

use release_shepherd::github::{
    Client, GithubError, Issue as Found, IssueState, IssueText, LONGEST_BODY, Site, open_issue, update_issue,
};
use tokio::runtime::{Builder, Runtime};

use crate::support::{FakeGithub, Issue, Repository, TOKEN};

const PROJECT: &str = "octo/hello";

const MARKER: &str = "<!-- shepherd: issue = \"octo/hello 1.1.0\" -->";

/// A client of a fake GitHub, with the runtime that it lives in.
struct Mirror {
    github: FakeGithub,
    runtime: Runtime,
    client: Client,
}

impl Mirror {
    fn new(repository: Repository) -> Self {
        Self::with(FakeGithub::start([repository]), Duration::from_secs(20))
    }

    fn with(github: FakeGithub, patience: Duration) -> Self {
        let url = github.url();
        Self::at(github, patience, &url, "/graphql", &url)
    }

    fn at(github: FakeGithub, patience: Duration, graphql: &str, path: &str, rest: &str) -> Self {
        let site = Site {
            server: "https://github.com".to_owned(),
            graphql_base: graphql.to_owned(),
            graphql_path: path.to_owned(),
            rest_base: rest.to_owned(),
        };
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime.block_on(async { Client::new(&site, TOKEN.into(), patience) }).expect("a client");
        Self { github, runtime, client }
    }

    fn open(&self, body: &str) -> Result<Found, GithubError> {
        let text = text(body);
        self.runtime.block_on(open_issue(&self.client, PROJECT, &text))
    }

    fn update(&self, number: u64, body: &str, state: Option<IssueState>) -> Result<Found, GithubError> {
        let text = text(body);
        self.runtime.block_on(update_issue(&self.client, PROJECT, number, &text, state))
    }

    /// Returns how many requests were made, and how many of them wrote.
    fn counts(&self) -> (usize, usize) {
        assert_eq!(self.client.requests(), self.github.requests().len());
        (self.client.requests(), self.github.writes())
    }

    fn issues(&self) -> Vec<Issue> {
        self.github.issues(PROJECT)
    }
}

fn text(body: &str) -> IssueText<'_> {
    IssueText { title: "Release 1.1.0", body, marker: MARKER }
}

/// Returns an error as a user reads it, without the address of the server.
fn told(error: GithubError, github: &FakeGithub) -> String {
    let failure = release_shepherd::failure::Failure::from(error);
    format!("{failure}\n[exit status: {}]", failure.kind.exit_code())
        .replace(&github.url(), "[GITHUB]")
        .replace(TOKEN, "[TOKEN]")
}

fn hello() -> Repository {
    Repository::new(PROJECT).issue(3, "It is broken", "ann")
}

#[test]
fn an_issue_is_opened_once() {
    let mirror = Mirror::new(hello());
    let first = mirror.open("- [ ] Tag").unwrap();
    assert_eq!((first.number, first.state), (4, IssueState::Open));
    assert_eq!(first.url, "https://github.com/octo/hello/issues/4");
    assert_eq!(mirror.counts(), (2, 1));
    assert_eq!(mirror.open("something else").unwrap(), first);
    assert_eq!(mirror.counts(), (3, 1));
    let issues = mirror.issues();
    assert_eq!(issues.len(), 2);
    assert_eq!(
        (issues[1].title.as_str(), issues[1].body.as_str()),
        ("Release 1.1.0", &*format!("- [ ] Tag\n\n{MARKER}"))
    );
}

#[test]
fn an_issue_is_updated_in_its_place() {
    let mirror = Mirror::new(hello());
    let number = mirror.open("- [ ] Tag").unwrap().number;
    let updated = mirror.update(number, &format!("- [x] Tag\n\n{MARKER}\n"), None).unwrap();
    assert_eq!((updated.number, updated.state), (number, IssueState::Open));
    assert_eq!(mirror.counts(), (3, 2));
    assert_eq!(mirror.update(number, "- [x] Tag", Some(IssueState::Closed)).unwrap().state, IssueState::Closed);
    let issues = mirror.issues();
    assert_eq!(issues.len(), 2);
    assert_eq!(issues[1].body, format!("- [x] Tag\n\n{MARKER}"));
    assert!(!issues[1].is_open);
    // A closed one is found too, and returned as it is.
    assert_eq!(mirror.open("- [ ] Tag").unwrap().state, IssueState::Closed);
    assert_eq!(mirror.issues()[1].body, format!("- [x] Tag\n\n{MARKER}"));
    assert_eq!(mirror.update(number, "- [x] Tag", Some(IssueState::Open)).unwrap().state, IssueState::Open);
}

#[test]
fn the_oldest_issue_of_those_who_belong_here_counts() {
    let issue = |number, author| Issue::new(number, "Release 1.1.0", author).body(&format!("x\r\n{MARKER}\r\n"));
    let repository = hello()
        .with_issue(issue(10, "mallory"))
        .with_issue(issue(11, "mallory").association("CONTRIBUTOR"))
        .with_issue(Issue::new(12, "About markers", "mona").body(&format!("> {MARKER}")))
        .with_issue(issue(13, "mentor").association("MEMBER").closed())
        .with_issue(issue(14, "mona"));
    let mirror = Mirror::new(repository);
    assert_eq!(mirror.open("x").unwrap().number, 13);
    assert_eq!(mirror.counts(), (1, 0));
}

#[test]
fn an_issue_is_found_among_a_hundred_newer_ones() {
    let old = Issue::new(100, "Release 1.1.0", "mona").body(MARKER);
    let newer = (101..200).fold(hello().with_issue(old), |repository, number| repository.issue(number, "One", "ann"));
    assert_eq!(Mirror::new(newer).open("x").unwrap().number, 100);
}

#[test]
fn an_enterprise_server_has_another_base() {
    let github = FakeGithub::start([hello()]);
    let url = github.url();
    let rest = format!("{url}/api/v3");
    let mirror = Mirror::at(github, Duration::from_secs(20), &format!("{url}/api"), "/graphql", &rest);
    let number = mirror.open("- [ ] Tag").unwrap().number;
    mirror.update(number, "- [x] Tag", None).unwrap();
    let paths: Vec<String> = mirror.github.requests().into_iter().map(|request| request.path).collect();
    assert_eq!(paths, ["/api/graphql", "/api/v3/repos/octo/hello/issues", "/api/v3/repos/octo/hello/issues/4"]);
}

#[test]
fn the_token_goes_to_one_server_only() {
    let elsewhere = FakeGithub::start([hello()]);
    let github = FakeGithub::start([hello()]);
    let url = github.url();
    let mirror = Mirror::at(github, Duration::from_secs(20), &url, "/graphql", &elsewhere.url());
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: the connection to GitHub cannot be set up: `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL` name two servers
    help: check `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`
    [exit status: 4]
    ");
    assert!(elsewhere.requests().is_empty());
}

#[test]
fn a_renamed_repository_is_followed() {
    let mirror = Mirror::new(Repository::new("octo/greetings").renamed_from(PROJECT));
    let number = mirror.open("- [ ] Tag").unwrap().number;
    assert_eq!(mirror.update(number, "- [x] Tag", None).unwrap().url, "https://github.com/octo/greetings/issues/1");
    let issues = mirror.github.issues("octo/greetings");
    assert_eq!((issues.len(), issues[0].body.as_str()), (1, &*format!("- [x] Tag\n\n{MARKER}")));
}

#[test]
fn a_body_that_is_too_long_is_cut() {
    let mirror = Mirror::new(hello());
    let body = "- [ ] One of very many steps\n".repeat(4000);
    let number = mirror.open(&body).unwrap().number;
    mirror.update(number, &body, None).unwrap();
    let body = mirror.issues()[1].body.clone();
    assert!(body.chars().count() <= LONGEST_BODY);
    assert!(body.ends_with(&format!("`shepherd status` shows the rest._\n\n{MARKER}")), "{body}");
}
