//! A pull request that is opened once and then brought up to date in its place.

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::core::text::{clean, shorten};
use crate::github::body::LONGEST_TITLE;
use crate::github::rest::list;
use crate::github::write::{Writing, write};
use crate::github::{Client, GithubError};

/// The right that pull requests need.
const RIGHT: &str = "pull-requests: write";

/// A pull request from a branch of the repository itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Proposal {
    /// Its number.
    pub number: u64,
    /// The address of its page.
    #[serde(rename = "html_url")]
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its Markdown.
    #[serde(default)]
    pub body: Option<String>,
    state: String,
    #[serde(default)]
    merged_at: Option<String>,
    base: Base,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Base {
    #[serde(rename = "ref")]
    name: String,
}

impl Proposal {
    /// Says whether it is open.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// Says whether it was merged.
    pub fn is_merged(&self) -> bool {
        self.merged_at.is_some()
    }

    /// Returns the branch that it goes into.
    pub fn base(&self) -> &str {
        &self.base.name
    }

    fn says(&self, text: &ProposalText<'_>) -> bool {
        let lines = |body: &str| body.trim_end().lines().map(str::to_owned).collect::<Vec<_>>();
        lines(self.body.as_deref().unwrap_or_default()) == lines(text.body)
    }
}

/// What a pull request is to say.
#[derive(Clone, Copy, Debug)]
pub struct ProposalText<'a> {
    /// One line.
    pub title: &'a str,
    /// Markdown.
    pub body: &'a str,
}

/// Returns the newest hundred pull requests from a branch of the repository itself, newest first.
pub async fn proposals(client: &Client, project: &str, branch: &str) -> Result<Vec<Proposal>, GithubError> {
    let owner = project.split('/').next().unwrap_or(project);
    let what = format!("the pull requests from {branch}");
    let path = format!("pulls?state=all&head={}:{}", encoded(owner), encoded(branch));
    let (found, _) = list(client, project, &path, None, 1, &what).await?;
    let mut all: Vec<Proposal> = found.iter().filter_map(read).collect();
    all.sort_by_key(|found| std::cmp::Reverse(found.number));
    Ok(all)
}

/// Opens a pull request from `branch` into `base`. Where nobody knows whether it was opened, it is looked for before it is
/// opened once more.
pub async fn open_proposal(
    client: &Client,
    project: &str,
    (branch, base): (&str, &str),
    text: &ProposalText<'_>,
) -> Result<Proposal, GithubError> {
    let title = shorten(&clean(text.title), LONGEST_TITLE).into_owned();
    let what = format!("the pull request “{title}”");
    let writing = Writing {
        method: Method::POST,
        path: format!("/repos/{project}/pulls"),
        body: json!({"title": title, "body": text.body, "head": branch, "base": base}),
        project,
        what: &what,
    };
    let look = async || {
        let all = proposals(client, project, branch).await?;
        Ok(all.into_iter().find(|found| found.is_open() && found.base() == base))
    };
    match write(client, &writing, read, look).await {
        // Another job opened it meanwhile, or an answer was lost on the way.
        Err(error) if error.says_that_it_exists() => look().await?.ok_or(error),
        done => done.map_err(|error| error.lacking(RIGHT)),
    }
}

/// Gives a pull request another body. Its title is a person's from the moment that it is open.
pub async fn update_proposal(
    client: &Client,
    project: &str,
    proposal: &Proposal,
    text: &ProposalText<'_>,
) -> Result<Proposal, GithubError> {
    if proposal.says(text) {
        return Ok(proposal.clone());
    }
    let what = format!("pull request #{}", proposal.number);
    let path = format!("/repos/{project}/pulls/{}", proposal.number);
    let writing = Writing { method: Method::PATCH, path, body: json!({"body": text.body}), project, what: &what };
    let look = async || {
        let found = super::rest::find(client, project, &format!("pulls/{}", proposal.number), &what).await?;
        Ok(found.as_ref().and_then(read).filter(|found| found.says(text)))
    };
    write(client, &writing, read, look).await.map_err(|error| error.lacking(RIGHT))
}

/// Writes a name so that an address takes it.
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn read(answer: &Value) -> Option<Proposal> {
    serde_json::from_value(answer.clone()).ok()
}
