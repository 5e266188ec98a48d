//! What happened to an issue or a pull request, in its order.

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::JsonMap;

use super::super::issue::Issue;
use super::super::node::{Node, Value, refuse_filters};
use super::super::pull_request::{PullRequest, State};
use super::super::world::Actor;
use super::account::actor;

/// One item: the name of its type, who did it, and when.
type Item<'w> = (&'static str, &'w Actor, &'w str);

pub(super) fn of_issue<'w>(issue: &'w Issue, arguments: &JsonMap) -> Result<Value<'w>, FieldError> {
    let comments = issue.comments.iter().map(|comment| ("IssueComment", &comment.author, comment.at.as_str()));
    let events = issue.events.iter().map(|event| (event.kind, &event.actor, event.at.as_str()));
    items(comments.chain(events).collect(), arguments)
}

pub(super) fn of_pull_request<'w>(one: &'w PullRequest, arguments: &JsonMap) -> Result<Value<'w>, FieldError> {
    let closed = (one.state == State::Closed).then_some(("ClosedEvent", &one.closed_by, one.closed_at.as_str()));
    // What is merged is closed too.
    let merged = (one.state == State::Merged).then_some(("ClosedEvent", &one.merged_by, one.merged_at.as_str()));
    items(closed.into_iter().chain(merged).collect(), arguments)
}

fn items<'w>(mut all: Vec<Item<'w>>, arguments: &JsonMap) -> Result<Value<'w>, FieldError> {
    refuse_filters(arguments, &["itemTypes"])?;
    let wanted = arguments.get("itemTypes").and_then(|kinds| kinds.as_array()).cloned();
    let is_wanted = |kind: &str| {
        wanted.as_ref().is_none_or(|kinds| kinds.iter().any(|one| one.as_str().is_some_and(|name| is_type(kind, name))))
    };
    all.retain(|(kind, _, _)| is_wanted(kind));
    all.sort_by_key(|(_, _, at)| *at);
    let node = |(kind, who, at): Item<'w>| {
        let node = Node::new(kind).leaf("createdAt", at);
        let name = if kind == "IssueComment" { "author" } else { "actor" };
        node.node(name, move || actor(who))
    };
    Ok(Value::Connection(all.into_iter().map(node).collect()))
}

/// Says whether the name of an enum, `LABELED_EVENT`, is that of a type, `LabeledEvent`.
fn is_type(kind: &str, name: &str) -> bool {
    name.replace('_', "").eq_ignore_ascii_case(kind)
}
