//! The comments of an issue: all of them, and one more.

use http::Method;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::core::run::Comment;
use crate::github::ask::{Nodes, Question, ask_of_issues};
use crate::github::body::{has_marker, marked};
use crate::github::refusal::Refusal;
use crate::github::write::{Writing, write};
use crate::github::{Client, GithubError};

/// Returns all comments of an issue, oldest first.
pub async fn comments(client: &Client, project: &str, number: u64) -> Result<Vec<Comment>, GithubError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Reply {
        name_with_owner: String,
        issue: Option<Commented<Page>>,
    }
    let what = format!("the comments of issue #{number}");
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let question = Question {
            query: include_str!("queries/comments.graphql"),
            variables: json!({"number": number, "after": after}),
            may_lack: "issue",
            what: &what,
        };
        let reply: Reply = ask_of_issues(client, project, question).await?;
        let issue = reply.issue.ok_or(Refusal::NotThere).and_then(|issue| issue.at_home(&reply.name_with_owner));
        let page = issue.map_err(|why| refused(project, &what, why))?.comments;
        all.extend(page.nodes.into_iter().map(Comment::from));
        let Some(cursor) = page.page_info.end_cursor.filter(|_| page.page_info.has_next_page) else { break };
        if after.as_ref() == Some(&cursor) {
            let last = "it sent the same page again".to_owned();
            return Err(GithubError::GaveUp { attempts: 1, last, missing: what });
        }
        after = Some(cursor);
    }
    Ok(all)
}

/// Comments on an issue, unless one's own comment with this marker is among the newest hundred, and returns the address
/// of the comment. The marker is a comment of HTML on one line, which becomes the last line of the body; a body that is
/// longer than GitHub takes is cut.
pub async fn comment(
    client: &Client,
    project: &str,
    number: u64,
    body: &str,
    marker: &str,
) -> Result<String, GithubError> {
    let what = format!("a comment on issue #{number}");
    let (name, found) = find(client, project, number, marker, &what).await?;
    match found {
        Ok(Some(url)) => return Ok(url),
        // Only the answer to a comment tells an issue that was deleted from one that never was.
        Ok(None) | Err(Refusal::NotThere) => {}
        Err(why) => return Err(refused(&name, &what, why)),
    }
    let writing = Writing {
        method: Method::POST,
        path: format!("/repos/{name}/issues/{number}/comments"),
        body: json!({"body": marked(body, marker)}),
        project: &name,
        what: &what,
    };
    let look = async || {
        let (_, found) = find(client, &name, number, marker, &what).await?;
        found.map_err(|why| refused(&name, &what, why))
    };
    write(client, &writing, |answer| Some(answer.get("html_url")?.as_str()?.to_owned()), look).await
}

/// Returns the name that the repository has now, and the address of one's own comment with the marker, or why the issue
/// has no comments.
async fn find(
    client: &Client,
    project: &str,
    number: u64,
    marker: &str,
    what: &str,
) -> Result<(String, Result<Option<String>, Refusal>), GithubError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Reply {
        name_with_owner: String,
        issue: Option<Commented<Option<Nodes<Known>>>>,
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Known {
        body: String,
        url: String,
        viewer_did_author: bool,
    }
    let question = Question {
        query: include_str!("queries/newest_comments.graphql"),
        variables: json!({"number": number}),
        may_lack: "issue",
        what,
    };
    let reply: Reply = ask_of_issues(client, project, question).await?;
    let ours = |known: &Known| known.viewer_did_author && has_marker(&known.body, marker);
    let issue = reply.issue.ok_or(Refusal::NotThere).and_then(|issue| issue.at_home(&reply.name_with_owner));
    let found = issue.map(|issue| Nodes::all(issue.comments).find(ours).map(|known| known.url));
    Ok((reply.name_with_owner, found))
}

fn refused(project: &str, what: &str, why: Refusal) -> GithubError {
    GithubError::Refused { project: project.to_owned(), what: what.to_owned(), why }
}

/// An issue with its comments.
#[derive(Deserialize)]
struct Commented<Comments> {
    url: String,
    repository: Home,
    comments: Comments,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Home {
    name_with_owner: String,
}

impl<Comments> Commented<Comments> {
    /// Returns the issue where it is in the repository that was asked for; a transfer leads elsewhere.
    fn at_home(self, name: &str) -> Result<Self, Refusal> {
        if self.repository.name_with_owner == name { Ok(self) } else { Err(Refusal::Moved(Some(self.url))) }
    }
}

/// A page of comments. A comment that is missing is not passed over: the answer is none.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    page_info: PageInfo,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    author: Option<Actor>,
    body: String,
    url: String,
    created_at: Timestamp,
    last_edited_at: Option<Timestamp>,
    editor: Option<Actor>,
}

#[derive(Deserialize)]
struct Actor {
    #[serde(rename = "__typename")]
    kind: String,
    login: String,
}

impl From<Node> for Comment {
    fn from(node: Node) -> Self {
        Self {
            author_is_bot: node.author.as_ref().is_some_and(|author| author.kind != "User"),
            author: node.author.map(|author| author.login),
            body: node.body,
            url: node.url,
            created: node.created_at,
            edited: node.last_edited_at,
            edited_by: node.editor.filter(|_| node.last_edited_at.is_some()).map(|editor| editor.login),
        }
    }
}
