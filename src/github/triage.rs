//! What was done with issues in a stretch of time.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::core::changelog::history::Account;
use crate::core::ledger::metrics::{Act, ActKind, TriagedIssue};
use crate::github::activity::{Event, FIRST_DAY};
use crate::github::ask::{Nodes, Question, ask_of_issues};
use crate::github::details::{Actor, Home};
use crate::github::search::{self, Search, moment};
use crate::github::{Client, Found, GithubError, Span};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Issue {
    number: u64,
    repository: Home,
    author: Option<Actor>,
    timeline_items: Nodes<Event>,
}

impl From<Issue> for TriagedIssue {
    fn from(issue: Issue) -> Self {
        let is_cut = issue.timeline_items.is_cut();
        let acts = Nodes::all(Some(issue.timeline_items)).filter_map(|event| {
            let kind = match event.kind.as_str() {
                "LabeledEvent" => ActKind::Labelled,
                "ClosedEvent" => ActKind::Closed,
                "IssueComment" => ActKind::Commented,
                "AssignedEvent" => ActKind::Assigned,
                _ => return None,
            };
            Some(Act { kind, who: event.actor.map(Account::from), when: event.created_at? })
        });
        Self {
            project: issue.repository.name_with_owner,
            number: issue.number,
            author: issue.author.map(Account::from),
            acts: acts.collect(),
            is_cut,
        }
    }
}

/// Returns the issues that were there and with which something happened since; of each, the first that was done with it,
/// which is enough to tell who was first.
pub async fn triaged_issues(client: &Client, span: Span<'_>) -> Result<Found<TriagedIssue>, GithubError> {
    Ok(issues(client, span).await?.map(|found: Issue| Some(found.into())))
}

/// Returns the issues that were there and with which something happened since, each with all that was done with it. That
/// takes a request more for each further hundred.
pub async fn wholly_triaged_issues(client: &Client, span: Span<'_>) -> Result<Found<TriagedIssue>, GithubError> {
    let mut found = issues(client, span).await?;
    for issue in &mut found.nodes {
        while let Some(after) = issue.timeline_items.next().map(str::to_owned) {
            // What is gone by now stays as it was seen.
            let Some(page) = page(client, span.project, issue.number, &after).await? else { break };
            if page.next() == Some(&after) {
                let last = "it sent the same page again".to_owned();
                let missing = format!("what was done with issue #{}", issue.number);
                return Err(GithubError::GaveUp { attempts: 1, last, missing });
            }
            issue.timeline_items.extend(page);
        }
    }
    Ok(found.map(|found: Issue| Some(found.into())))
}

async fn issues(client: &Client, span: Span<'_>) -> Result<Found<Issue>, GithubError> {
    let query = include_str!("queries/triaged_issues.graphql");
    let qualifiers = format!("is:issue updated:>={}", moment(span.since.as_second()));
    let since = Timestamp::from_second(FIRST_DAY).unwrap_or_default();
    let search = Search { from: since, ..span.search(query, &qualifiers, "created", "the issues that were triaged") };
    search::search(client, &search).await
}

/// Returns what was done with an issue after what is known; `None` where the issue is gone.
async fn page(client: &Client, project: &str, number: u64, after: &str) -> Result<Option<Nodes<Event>>, GithubError> {
    #[derive(Deserialize)]
    struct Reply {
        issue: Option<Timeline>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Timeline {
        timeline_items: Nodes<Event>,
    }
    let question = Question {
        query: include_str!("queries/issue_timeline.graphql"),
        variables: json!({"number": number, "after": after}),
        may_lack: "issue",
        what: &format!("what was done with issue #{number}"),
    };
    let reply: Reply = ask_of_issues(client, project, question).await?;
    Ok(reply.issue.map(|issue| issue.timeline_items))
}
