//! Issues and what was said there.

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::JsonMap;
use serde_json::{Value as Json, json};

use super::super::issue::{Comment, Issue};
use super::super::node::{Node, refuse_filters};
use super::super::world::{Actor, Repository, World};
use super::account::actor;
use super::milestone::milestone;
use super::{VIEWER, repository, timeline, url};

pub(super) fn issue<'w>(world: &'w World, home: &'w Repository, issue: &'w Issue) -> Node<'w> {
    Node::new("Issue")
        .leaf("number", issue.number)
        .leaf("title", issue.title.as_str())
        .leaf("body", issue.body.as_str())
        .leaf("state", if issue.is_open { "OPEN" } else { "CLOSED" })
        .leaf("createdAt", issue.created_at.as_str())
        .leaf("closedAt", if issue.is_open { Json::Null } else { json!("2026-03-02T09:00:00Z") })
        .leaf("url", url(home, &format!("/issues/{}", issue.number)))
        .leaf("authorAssociation", issue.association)
        .leaf("viewerDidAuthor", is_viewer(&issue.author))
        .node("author", || actor(&issue.author))
        .node("milestone", move || issue.milestone.as_deref().map(|title| milestone(world, home, title)))
        .node("repository", move || Some(repository(world, home)))
        .connection("labels", || {
            issue.labels.iter().map(|name| Node::new("Label").leaf("name", name.as_str())).collect()
        })
        .field("timelineItems", move |arguments| timeline::of_issue(issue, arguments))
        .connection("comments", move || {
            let all = issue.comments.iter().enumerate();
            all.map(|(position, one)| comment(home, issue, position, one)).collect()
        })
}

fn comment<'w>(home: &Repository, issue: &Issue, position: usize, comment: &'w Comment) -> Node<'w> {
    let edited = comment.editor.as_ref().map(|_| "2026-03-02T09:00:00Z");
    Node::new("IssueComment")
        .leaf("body", comment.body.as_str())
        .leaf("url", url(home, &format!("/issues/{}#issuecomment-{}", issue.number, position + 1)))
        .leaf("createdAt", comment.at.as_str())
        .leaf("lastEditedAt", edited)
        .leaf("viewerDidAuthor", is_viewer(&comment.author))
        .node("author", || actor(&comment.author))
        .node("editor", || comment.editor.as_ref().and_then(actor))
}

fn is_viewer(author: &Actor) -> bool {
    *author == Actor::User(VIEWER.to_owned())
}

/// Returns whether issues are wanted with the newest first; by themselves they come in the order of their numbers.
pub(super) fn newest_first(arguments: &JsonMap) -> Result<bool, FieldError> {
    refuse_filters(arguments, &["orderBy"])?;
    let order = arguments.get("orderBy").and_then(|order| order.as_object());
    let asked = |name: &str| order.and_then(|order| order.get(name)).and_then(|value| value.as_str());
    match (asked("field"), asked("direction")) {
        (None, _) | (Some("CREATED_AT"), Some("ASC")) => Ok(false),
        (Some("CREATED_AT"), Some("DESC")) => Ok(true),
        (field, _) => Err(FieldError { message: format!("the fake does not order by {field:?}") }),
    }
}
