//! The labels of a repository, and how many merged pull requests have each.

use serde::Deserialize;
use serde_json::json;

use crate::github::ask::{Nodes, Question, ask};
use crate::github::{Client, GithubError};

/// More pages of a hundred labels than this are not asked for.
const MOST_PAGES: usize = 10;

/// A label of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub name: String,
    /// How many merged pull requests have it.
    pub merged: usize,
}

/// Returns the labels of a repository, in its order; the first thousand.
pub async fn labels(client: &Client, project: &str) -> Result<Vec<Label>, GithubError> {
    #[derive(Deserialize)]
    struct Reply {
        labels: Option<Nodes<Node>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Node {
        name: String,
        pull_requests: Count,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Count {
        total_count: usize,
    }
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let question = Question {
            query: include_str!("queries/labels.graphql"),
            variables: json!({"after": after}),
            may_lack: "labels",
            what: "the labels",
        };
        let reply: Reply = ask(client, project, question).await?;
        after = reply.labels.as_ref().and_then(Nodes::next).map(str::to_owned);
        found.extend(
            Nodes::all(reply.labels).map(|node| Label { name: node.name, merged: node.pull_requests.total_count }),
        );
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}
