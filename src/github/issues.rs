//! An issue that is opened once and then brought up to date in its place.

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::core::text::{clean, shorten};
use crate::github::ask::{Nodes, Question, ask_of_issues};
use crate::github::body::{LONGEST_TITLE, has_marker, marked};
use crate::github::refusal::Refusal;
use crate::github::write::{Writing, write};
use crate::github::{Client, GithubError, repository};

/// Whether an issue is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum IssueState {
    /// It is.
    #[serde(rename = "OPEN", alias = "open")]
    Open,
    /// It is not.
    #[serde(rename = "CLOSED", alias = "closed")]
    Closed,
}

/// An issue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Issue {
    /// Its number.
    pub number: u64,
    /// The address of its page.
    #[serde(alias = "html_url")]
    pub url: String,
    /// Its title.
    pub title: String,
    /// Whether it is open.
    pub state: IssueState,
    /// Its Markdown.
    #[serde(default)]
    pub body: Option<String>,
}

impl Issue {
    /// Says whether it is open and says just this.
    pub fn says(&self, text: &IssueText<'_>) -> bool {
        let body = self.body.as_deref().unwrap_or_default();
        self.state == IssueState::Open && self.title == text.title() && same(body, &text.body())
    }
}

/// What an issue is to say. A title or a body that is longer than GitHub takes is cut.
#[derive(Clone, Copy, Debug)]
pub struct IssueText<'a> {
    /// One line.
    pub title: &'a str,
    /// Markdown, without the marker.
    pub body: &'a str,
    /// A comment of HTML on one line, by which the issue is known again. It becomes the last line of the body.
    pub marker: &'a str,
}

impl IssueText<'_> {
    fn title(&self) -> String {
        shorten(&clean(self.title), LONGEST_TITLE).into_owned()
    }

    fn body(&self) -> String {
        marked(self.body, self.marker)
    }
}

/// Opens an issue, unless one with its marker is there, open or closed: then that one is returned as it is.
///
/// It is looked for among the newest hundred, and known by its marker if somebody opened it who has a part in the
/// repository: whoever reads a marker can copy it. The oldest counts where there are several.
pub async fn open_issue(client: &Client, project: &str, text: &IssueText<'_>) -> Result<Issue, GithubError> {
    let what = format!("the issue “{}”", text.title());
    let (name, found) = find(client, project, text.marker, &what).await?;
    if let Some(issue) = found {
        return Ok(issue);
    }
    let writing = Writing {
        method: Method::POST,
        path: format!("/repos/{name}/issues"),
        body: json!({"title": text.title(), "body": text.body()}),
        project: &name,
        what: &what,
    };
    let look = async || Ok(find(client, &name, text.marker, &what).await?.1);
    write(client, &writing, read, look).await
}

/// Gives an issue this title and body, and opens or closes it where a state is given.
pub async fn update_issue(
    client: &Client,
    project: &str,
    number: u64,
    text: &IssueText<'_>,
    state: Option<IssueState>,
) -> Result<Issue, GithubError> {
    match update(client, project, number, text, state).await {
        Err(GithubError::Refused { why: Refusal::Moved(to), project: asked, what }) => {
            // Either the repository has another name now, or the issue is in another repository: not for us to follow.
            let name = repository(client, project).await?.name;
            if name.eq_ignore_ascii_case(project) {
                return Err(GithubError::Refused { why: Refusal::Moved(to), project: asked, what });
            }
            update(client, &name, number, text, state).await
        }
        other => other,
    }
}

/// Says whether an issue is there, and the token may see it.
pub async fn has_issue(client: &Client, project: &str, number: u64) -> Result<bool, GithubError> {
    #[derive(Deserialize)]
    struct Reply {
        issue: Option<serde::de::IgnoredAny>,
    }
    let what = format!("issue #{number}");
    let question = Question {
        query: include_str!("queries/issue.graphql"),
        variables: json!({"number": number}),
        may_lack: "issue",
        what: &what,
    };
    let reply: Reply = ask_of_issues(client, project, question).await?;
    Ok(reply.issue.is_some())
}

async fn update(
    client: &Client,
    project: &str,
    number: u64,
    text: &IssueText<'_>,
    state: Option<IssueState>,
) -> Result<Issue, GithubError> {
    #[derive(Deserialize)]
    struct Reply {
        issue: Option<Found>,
    }
    let what = format!("issue #{number}");
    let (title, body) = (text.title(), text.body());
    let mut sent = json!({"title": title, "body": body});
    if let (Some(state), Some(sent)) = (state, sent.as_object_mut()) {
        let name = if state == IssueState::Open { "open" } else { "closed" };
        sent.insert("state".to_owned(), json!(name));
    }
    let path = format!("/repos/{project}/issues/{number}");
    let writing = Writing { method: Method::PATCH, path, body: sent, project, what: &what };
    let look = async || {
        let question = Question {
            query: include_str!("queries/issue.graphql"),
            variables: json!({"number": number}),
            may_lack: "issue",
            what: &what,
        };
        let reply: Reply = ask_of_issues(client, project, question).await?;
        let is_it = |found: &Found| {
            let is_state = state.is_none_or(|state| state == found.issue().state);
            found.title == title && same(&found.body, &body) && is_state
        };
        Ok(reply.issue.filter(is_it).map(|found| found.issue()))
    };
    write(client, &writing, read, look).await
}

/// An issue with what it is known by.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    number: u64,
    url: String,
    title: String,
    state: IssueState,
    body: String,
    #[serde(default)]
    viewer_did_author: bool,
    #[serde(default)]
    author_association: String,
}

impl Found {
    fn issue(&self) -> Issue {
        let body = Some(self.body.clone());
        Issue { number: self.number, url: self.url.clone(), title: self.title.clone(), state: self.state, body }
    }

    fn is_by_one_of_us(&self) -> bool {
        self.viewer_did_author || ["OWNER", "MEMBER", "COLLABORATOR"].contains(&self.author_association.as_str())
    }
}

/// Returns the name that the repository has now, and the oldest of its newest hundred issues that has the marker.
async fn find(
    client: &Client,
    project: &str,
    marker: &str,
    what: &str,
) -> Result<(String, Option<Issue>), GithubError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Reply {
        name_with_owner: String,
        has_issues_enabled: bool,
        issues: Option<Nodes<Found>>,
    }
    let question =
        Question { query: include_str!("queries/newest_issues.graphql"), variables: json!({}), may_lack: "", what };
    let reply: Reply = ask_of_issues(client, project, question).await?;
    if !reply.has_issues_enabled {
        let (project, what) = (reply.name_with_owner, what.to_owned());
        return Err(GithubError::Refused { project, what, why: Refusal::IssuesOff });
    }
    let ours = Nodes::all(reply.issues).filter(|found| has_marker(&found.body, marker) && found.is_by_one_of_us());
    let oldest = ours.min_by_key(|found| found.number);
    Ok((reply.name_with_owner, oldest.map(|found| found.issue())))
}

fn read(answer: &Value) -> Option<Issue> {
    // Both interfaces have a field `url`; that of REST is not for people.
    let mut answer = answer.clone();
    answer.as_object_mut()?.remove("url");
    serde_json::from_value(answer).ok()
}

/// Compares two bodies; GitHub may have given the lines other ends.
fn same(one: &str, other: &str) -> bool {
    one.trim_end().lines().eq(other.trim_end().lines())
}
