//! What was done with issues in a stretch of time.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::Deserialize;

use crate::core::changelog::history::Account;
use crate::core::ledger::metrics::{Act, ActKind, TriagedIssue};
use crate::github::activity::{Event, FIRST_DAY};
use crate::github::ask::Nodes;
use crate::github::details::{Actor, Home};
use crate::github::further::{Begun, List, read_on};
use crate::github::search::{self, Search, moment};
use crate::github::{Client, Found, GithubError, Span};

/// What was done with an issue, as the search asks for it too.
const TIMELINE: List = List {
    owner: "issue",
    name: "timelineItems",
    arguments: ", itemTypes: [ASSIGNED_EVENT, CLOSED_EVENT, ISSUE_COMMENT, LABELED_EVENT]",
    fields: "__typename ... on AssignedEvent { createdAt actor { __typename login } } \
             ... on ClosedEvent { createdAt actor { __typename login } } \
             ... on IssueComment { createdAt author { __typename login } } \
             ... on LabeledEvent { createdAt actor { __typename login } }",
    noun: "issue",
    what: "all that was done",
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Issue {
    number: u64,
    repository: Home,
    author: Option<Actor>,
    timeline_items: Nodes<Event>,
}

impl Event {
    /// Returns it as what can count as triage.
    fn act(self) -> Option<Act> {
        let kind = match self.kind.as_str() {
            "LabeledEvent" => ActKind::Labelled,
            "ClosedEvent" => ActKind::Closed,
            "IssueComment" => ActKind::Commented,
            "AssignedEvent" => ActKind::Assigned,
            _ => return None,
        };
        Some(Act { kind, who: self.actor.map(Account::from), when: self.created_at? })
    }
}

impl From<Issue> for Begun<TriagedIssue> {
    fn from(issue: Issue) -> Self {
        let next = issue.timeline_items.next().map(str::to_owned);
        let owner = TriagedIssue {
            project: issue.repository.name_with_owner,
            number: issue.number,
            author: issue.author.map(Account::from),
            acts: Nodes::all(Some(issue.timeline_items)).filter_map(Event::act).collect(),
            is_cut: false,
        };
        Self { number: issue.number, owner, next }
    }
}

/// Returns the issues that were there and with which something happened since; of each, what was done first until that is
/// enough, as `is_enough` says, and all of it otherwise.
pub async fn triaged_issues(
    client: &Client,
    span: Span<'_>,
    is_enough: impl Fn(&TriagedIssue) -> bool,
) -> Result<Found<TriagedIssue>, GithubError> {
    let query = include_str!("queries/triaged_issues.graphql");
    let qualifiers = format!("is:issue updated:>={}", moment(span.since.as_second()));
    let since = Timestamp::from_second(FIRST_DAY).unwrap_or_default();
    let search = Search { from: since, ..span.search(query, &qualifiers, "created", "the issues that were triaged") };
    let mut found = search::search(client, &search).await?.map(|found: Issue| Some(Begun::from(found)));
    let mut left_off = HashSet::new();
    for one in found.nodes.iter_mut().filter(|one| one.next.is_some() && is_enough(&one.owner)) {
        one.next = None;
        left_off.insert(one.number);
    }
    let add = |one: &mut TriagedIssue, events: Vec<Event>| {
        one.acts.extend(events.into_iter().filter_map(Event::act));
        !is_enough(one)
    };
    read_on(client, span.project, &TIMELINE, &mut found, add).await?;
    Ok(found.map(|one| {
        let is_cut = one.next.is_some() || left_off.contains(&one.number);
        Some(TriagedIssue { is_cut, ..one.owner })
    }))
}

/// Returns the issues that were there and with which something happened since, each with all that was done with it.
pub async fn wholly_triaged_issues(client: &Client, span: Span<'_>) -> Result<Found<TriagedIssue>, GithubError> {
    triaged_issues(client, span, |_| false).await
}
