//! A pull request as GitHub sends it, and what the core makes of it.

use serde::Deserialize;

use crate::core::changelog::history::{Account, PullRequest};

/// A pull request as the query asks for it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Details {
    number: u64,
    pub(super) repository: Home,
    title: String,
    body: Option<String>,
    url: String,
    merged_at: Option<String>,
    base_ref_name: String,
    head_ref_name: String,
    is_cross_repository: Option<bool>,
    author: Option<Actor>,
    merged_by: Option<Actor>,
    labels: Option<Nodes<Named>>,
    reviews: Option<Nodes<Authored>>,
    comments: Option<Nodes<Authored>>,
    milestone: Option<Titled>,
    merge_commit: Option<Identified>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Home {
    pub(super) name_with_owner: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Actor {
    #[serde(rename = "__typename")]
    kind: String,
    login: String,
}

#[derive(Debug, Deserialize)]
struct Nodes<Node> {
    nodes: Option<Vec<Option<Node>>>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Titled {
    title: String,
}

#[derive(Debug, Deserialize)]
struct Identified {
    oid: String,
}

#[derive(Debug, Deserialize)]
struct Authored {
    author: Option<Actor>,
}

impl<Node> Nodes<Node> {
    fn all(list: Option<Self>) -> impl Iterator<Item = Node> {
        list.and_then(|list| list.nodes).into_iter().flatten().flatten()
    }
}

impl From<Actor> for Account {
    fn from(actor: Actor) -> Self {
        let login = actor.login.strip_suffix("[bot]").unwrap_or(&actor.login).to_owned();
        Self { is_bot: actor.kind == "Bot" || login != actor.login, login }
    }
}

impl From<Details> for PullRequest {
    fn from(details: Details) -> Self {
        let people = |list| {
            let mut accounts: Vec<Account> = Vec::new();
            for account in Nodes::all(list).filter_map(|entry: Authored| entry.author).map(Account::from) {
                if !accounts.contains(&account) {
                    accounts.push(account);
                }
            }
            accounts
        };
        Self {
            number: details.number,
            title: details.title,
            body: details.body.unwrap_or_default(),
            url: details.url,
            author: details.author.map(Account::from),
            merged_by: details.merged_by.map(Account::from),
            reviewers: people(details.reviews),
            commenters: people(details.comments),
            labels: Nodes::all(details.labels).map(|label| label.name).collect(),
            base: details.base_ref_name,
            head: details.head_ref_name,
            is_from_fork: details.is_cross_repository.unwrap_or(false),
            merged_at: details.merged_at,
            merge_commit: details.merge_commit.map(|commit| commit.oid),
            milestone: details.milestone.map(|milestone| milestone.title),
        }
    }
}
