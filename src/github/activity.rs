//! What happened to pull requests in a stretch of time, and who comes back.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;
use serde::Deserialize;

use crate::core::changelog::history::Account;
use crate::core::ledger::metrics::{ClosedPullRequest, Contribution, Returned};
use crate::github::ask::Nodes;
use crate::github::details::{Actor, Home};
use crate::github::further::{Begun, List, read_on};
use crate::github::search::{self, Search, moment, quoted};
use crate::github::{Client, Found, GithubError};

/// GitHub has nothing older: 2008-01-01.
pub(super) const FIRST_DAY: i64 = 1_199_145_600;

/// What is looked at in one project.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// `owner/name`, as GitHub calls it today.
    pub project: &'a str,
    /// Only what has this label.
    pub label: Option<&'a str>,
    /// The first second.
    pub since: Timestamp,
    /// The last second.
    pub until: Timestamp,
}

/// A pull request that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPullRequest {
    /// As it was opened.
    pub opened: Contribution,
    /// Its title.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// Whether its author says that it is not ready.
    pub is_draft: bool,
    /// Whether somebody reviewed it.
    pub is_reviewed: bool,
}

impl OpenPullRequest {
    /// Returns in which way its author is new, in words; `None` where they are not
    /// (<https://docs.github.com/en/graphql/reference/enums#commentauthorassociation>).
    pub fn newness(&self) -> Option<&'static str> {
        match self.opened.association.as_str() {
            "FIRST_TIMER" => Some("first one on GitHub"),
            "FIRST_TIME_CONTRIBUTOR" => Some("first one here"),
            "NONE" => Some("nothing merged here yet"),
            _ => None,
        }
    }
}

/// A pull request as the searches ask for it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PullRequest {
    number: u64,
    repository: Home,
    created_at: Timestamp,
    closed_at: Option<Timestamp>,
    merged_at: Option<Timestamp>,
    author_association: String,
    author: Option<Actor>,
    merged_by: Option<Actor>,
    reviews: Option<Nodes<Review>>,
    timeline_items: Option<Nodes<Event>>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    is_draft: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    submitted_at: Option<Timestamp>,
    author: Option<Actor>,
}

/// An event of a timeline; a comment has an author where others have an actor.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    #[serde(rename = "__typename", default)]
    pub(super) kind: String,
    pub(super) created_at: Option<Timestamp>,
    #[serde(alias = "author")]
    pub(super) actor: Option<Actor>,
}

impl PullRequest {
    fn opened(self) -> Contribution {
        Contribution {
            project: self.repository.name_with_owner,
            number: self.number,
            author: self.author.map(Account::from),
            association: self.author_association,
            created: self.created_at,
        }
    }

    fn closed(mut self) -> Option<Begun<ClosedPullRequest>> {
        let closed = self.closed_at?;
        let reviews = self.reviews.take();
        let next = reviews.as_ref().and_then(Nodes::next).map(str::to_owned);
        let reviews = Nodes::all(reviews).filter_map(Review::signed).collect();
        let actor = Nodes::all(self.timeline_items.take()).find_map(|event| event.actor);
        let closed_by = self.merged_by.take().or(actor).map(Account::from);
        let is_merged = self.merged_at.is_some();
        let (number, is_cut) = (self.number, false);
        let owner = ClosedPullRequest { closed, is_merged, closed_by, reviews, is_cut, opened: self.opened() };
        Some(Begun { number, owner, next })
    }
}

impl Review {
    /// Returns who submitted it, and when; `None` where it is not submitted yet, or the account is gone.
    fn signed(self) -> Option<(Account, Timestamp)> {
        Some((self.author?.into(), self.submitted_at?))
    }
}

impl<'a> Span<'a> {
    pub(super) fn search(
        &self,
        query: &'static str,
        qualifiers: &str,
        dated_by: &'static str,
        what: &'static str,
    ) -> Search<'a> {
        let label = self.label.map(|label| format!(" label:{}", quoted(label))).unwrap_or_default();
        let qualifiers = format!("{qualifiers}{label}");
        Search { query, project: self.project, qualifiers, dated_by, from: self.since, until: self.until, what }
    }
}

impl<Node> Found<Node> {
    pub(super) fn map<Other>(self, of: impl FnMut(Node) -> Option<Other>) -> Found<Other> {
        Found { nodes: self.nodes.into_iter().filter_map(of).collect(), gaps: self.gaps }
    }
}

/// The reviews of a pull request, as the search asks for them too.
const REVIEWS: List = List {
    owner: "pullRequest",
    name: "reviews",
    arguments: "",
    fields: "submittedAt author { __typename login }",
    noun: "pull request",
    what: "all reviews",
};

/// Returns the pull requests that were merged or closed, each with all of its reviews.
pub async fn closed_pull_requests(client: &Client, span: Span<'_>) -> Result<Found<ClosedPullRequest>, GithubError> {
    let query = include_str!("queries/closed_pull_requests.graphql");
    let search = span.search(query, "is:pr is:closed", "closed", "the pull requests that were closed");
    let mut found = search::search(client, &search).await?.map(PullRequest::closed);
    let add = |one: &mut ClosedPullRequest, reviews: Vec<Review>| {
        one.reviews.extend(reviews.into_iter().filter_map(Review::signed));
        true
    };
    read_on(client, span.project, &REVIEWS, &mut found, add).await?;
    Ok(found.map(|one| Some(ClosedPullRequest { is_cut: one.next.is_some(), ..one.owner })))
}

/// Returns the pull requests that were opened.
pub async fn opened_pull_requests(client: &Client, span: Span<'_>) -> Result<Found<Contribution>, GithubError> {
    let query = include_str!("queries/opened_pull_requests.graphql");
    let search = span.search(query, "is:pr", "created", "the pull requests that were opened");
    Ok(search::search(client, &search).await?.map(|found: PullRequest| Some(found.opened())))
}

/// Returns the pull requests that are open, whenever that was.
pub async fn open_pull_requests(
    client: &Client,
    project: &str,
    now: Timestamp,
) -> Result<Found<OpenPullRequest>, GithubError> {
    let query = include_str!("queries/opened_pull_requests.graphql");
    let since = Timestamp::from_second(FIRST_DAY).unwrap_or_default();
    let span = Span { project, label: None, since, until: now };
    let search = span.search(query, "is:pr is:open", "created", "the pull requests that are open");
    Ok(search::search(client, &search).await?.map(|mut found: PullRequest| {
        let (title, url) = (std::mem::take(&mut found.title), std::mem::take(&mut found.url));
        let is_reviewed = found.reviews.take().is_some_and(|reviews| reviews.total_count > 0);
        Some(OpenPullRequest { title, url, is_draft: found.is_draft, is_reviewed, opened: found.opened() })
    }))
}

/// Returns those contributors to a project who opened another pull request up to a moment, after the one that they are
/// asked about.
pub async fn returned(
    client: &Client,
    project: &str,
    questions: &[&Returned],
    until: Timestamp,
) -> Result<BTreeSet<Returned>, GithubError> {
    let until = moment(until.as_second());
    let search = |question: &&Returned| {
        let (login, after) = (&question.login, moment(question.after.as_second().saturating_add(1)));
        format!("repo:{project} is:pr author:{login} created:{after}..{until}")
    };
    let searches: Vec<String> = questions.iter().map(search).collect();
    let counts = search::counts(client, project, "who returned", &searches).await?;
    Ok(questions.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(question, _)| (*question).clone()).collect())
}

/// Returns those of these logins who opened a pull request before a moment.
pub async fn earlier_contributors(
    client: &Client,
    project: &str,
    logins: &[String],
    before: Timestamp,
) -> Result<HashSet<String>, GithubError> {
    let before = moment(before.as_second());
    let searches: Vec<String> =
        logins.iter().map(|login| format!("repo:{project} is:pr author:{login} created:<{before}")).collect();
    let counts = search::counts(client, project, "who contributed before", &searches).await?;
    Ok(logins.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(login, _)| login.clone()).collect())
}
