//! How pull requests, milestones and releases stand at this moment.

use serde::Deserialize;
use serde_json::json;

use crate::github::ask::{Nodes, Question, ask};
use crate::github::{Client, GithubError};

/// A pull request, as far as its merge is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Merge {
    /// Its number.
    pub number: u64,
    /// `OPEN`, `CLOSED` or `MERGED`.
    pub state: String,
    /// The address of its page.
    pub url: String,
    /// The branch that it was made for.
    #[serde(rename = "baseRefName")]
    pub base: String,
    merged_by: Option<Login>,
    #[serde(rename = "mergeCommit")]
    became: Option<Oid>,
}

impl Merge {
    /// Returns the login of whoever merged it; `None` where nobody did, or the account is gone.
    pub fn merged_by(&self) -> Option<&str> {
        self.merged_by.as_ref().map(|actor| actor.login.as_str())
    }

    /// Returns the commit that it became, in full.
    pub fn commit(&self) -> Option<&str> {
        self.became.as_ref().map(|commit| commit.oid.as_str())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Login {
    login: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Oid {
    oid: String,
}

/// A milestone with what is open in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its title.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// The first open issues and pull requests.
    pub left: Vec<Left>,
    /// How many are open.
    pub open: usize,
}

/// An issue or a pull request that is open.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Left {
    /// Its number.
    pub number: u64,
    /// Its title.
    pub title: String,
}

/// The releases of one tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Releases {
    /// The one that everybody sees.
    pub public: Option<Release>,
    /// A draft among the newest, where the token may see drafts.
    pub draft: Option<Release>,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    tag_name: String,
    is_draft: bool,
    /// The address of its page.
    pub url: String,
}

/// Returns a pull request; `None` where that number is none.
pub async fn merge(client: &Client, project: &str, number: u64) -> Result<Option<Merge>, GithubError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Reply {
        pull_request: Option<Merge>,
    }
    let what = format!("pull request #{number}");
    let question = Question {
        query: include_str!("queries/merge_by_number.graphql"),
        variables: json!({"number": number}),
        may_lack: "pullRequest",
        what: &what,
    };
    ask(client, project, question).await.map(|reply: Reply| reply.pull_request)
}

/// Returns the newest pull requests from the branch `head` into `base`, at most five, newest first.
pub async fn merges_from(client: &Client, project: &str, head: &str, base: &str) -> Result<Vec<Merge>, GithubError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Reply {
        pull_requests: Nodes<Merge>,
    }
    let what = format!("the pull requests from {head}");
    let question = Question {
        query: include_str!("queries/merges_from_branch.graphql"),
        variables: json!({"head": head, "base": base}),
        may_lack: "",
        what: &what,
    };
    let reply: Reply = ask(client, project, question).await?;
    let mut found: Vec<Merge> = Nodes::all(Some(reply.pull_requests)).collect();
    found.sort_by_key(|pull_request| std::cmp::Reverse(pull_request.number));
    Ok(found)
}

/// Returns the milestone with one of these titles, the first of them before the others. `version` is what all of the
/// titles hold.
pub async fn milestone(
    client: &Client,
    project: &str,
    version: &str,
    titles: &[String],
) -> Result<Option<Milestone>, GithubError> {
    #[derive(Deserialize)]
    struct Reply {
        named: Option<Nodes<Node>>,
        newest: Option<Nodes<Node>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Node {
        title: String,
        url: String,
        issues: Nodes<Left>,
        pull_requests: Nodes<Left>,
    }
    let what = format!("the milestone of {version}");
    let question = Question {
        query: include_str!("queries/milestones.graphql"),
        variables: json!({"version": version}),
        may_lack: "",
        what: &what,
    };
    let reply: Reply = ask(client, project, question).await?;
    // What GitHub's search for a title leaves out may be among the newest.
    let all: Vec<Node> = Nodes::all(reply.named).chain(Nodes::all(reply.newest)).collect();
    let place = |node: &Node| titles.iter().position(|title| title.eq_ignore_ascii_case(node.title.trim()));
    let best = all.into_iter().filter(|node| place(node).is_some()).min_by_key(place);
    Ok(best.map(|node| Milestone {
        open: node.issues.total_count + node.pull_requests.total_count,
        left: Nodes::all(Some(node.issues)).chain(Nodes::all(Some(node.pull_requests))).collect(),
        title: node.title,
        url: node.url,
    }))
}

/// Returns the releases of a tag.
pub async fn releases(client: &Client, project: &str, tag: &str) -> Result<Releases, GithubError> {
    #[derive(Deserialize)]
    struct Reply {
        release: Option<Release>,
        releases: Option<Nodes<Release>>,
    }
    let what = format!("the release of {tag}");
    let question = Question {
        query: include_str!("queries/release.graphql"),
        variables: json!({"tag": tag}),
        may_lack: "release",
        what: &what,
    };
    let reply: Reply = ask(client, project, question).await?;
    let draft = Nodes::all(reply.releases).find(|release| release.is_draft && release.tag_name == tag);
    Ok(Releases { public: reply.release.filter(|release| !release.is_draft), draft })
}
