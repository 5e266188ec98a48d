//! A repository and the one that it was forked from.

use serde::Deserialize;
use serde_json::json;

use crate::github::ask::{Question, ask};
use crate::github::{Client, GithubError};

/// A repository, as far as it matters who may write where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `owner/name` as it is now, which differs from what was asked for after a renaming.
    pub name: String,
    /// Whether it is a fork.
    pub is_fork: bool,
    /// `owner/name` of what it was forked from; `None` for a fork too where that one is gone or hidden.
    pub parent: Option<String>,
    /// Whether the token's owner may push; `None` for an app's token, of which GitHub does not say it.
    pub may_push: Option<bool>,
}

/// Returns what GitHub says of a repository.
pub async fn repository(client: &Client, project: &str) -> Result<Place, GithubError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Reply {
        name_with_owner: String,
        is_fork: bool,
        parent: Option<Parent>,
        viewer_permission: Option<String>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Parent {
        name_with_owner: String,
    }
    let question = Question {
        query: include_str!("queries/repository.graphql"),
        variables: json!({}),
        may_lack: "parent",
        what: "what the project is called on GitHub, and of what it is a fork",
    };
    let reply: Reply = ask(client, project, question).await?;
    let may_push = |permission: String| ["ADMIN", "MAINTAIN", "WRITE"].contains(&permission.as_str());
    Ok(Place {
        name: reply.name_with_owner,
        is_fork: reply.is_fork,
        parent: reply.parent.map(|parent| parent.name_with_owner),
        may_push: reply.viewer_permission.map(may_push),
    })
}

/// Returns `owner/name` of what a repository was forked from, `None` where it is no fork.
pub async fn parent(client: &Client, project: &str) -> Result<Option<String>, GithubError> {
    repository(client, project).await.map(|place| place.parent)
}
