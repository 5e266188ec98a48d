//! Milestones and what is planned for them.

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::JsonMap;

use super::super::issue::Issue;
use super::super::node::{Node, Value, refuse_filters};
use super::super::world::{Repository, World};
use super::issue::issue;
use super::pull_request::pull_request;
use super::url;

pub(super) fn milestone<'w>(world: &'w World, home: &'w Repository, title: &'w str) -> Node<'w> {
    let is_ours = move |milestone: &Option<String>| milestone.as_deref() == Some(title);
    Node::new("Milestone")
        .leaf("number", 1)
        .leaf("title", title)
        .leaf("url", url(home, "/milestone/1"))
        .field("issues", move |arguments| {
            let is_wanted = states(arguments)?;
            let state = |one: &Issue| if one.is_open { "OPEN" } else { "CLOSED" };
            let ours = home.issues.values().filter(|one| is_ours(&one.milestone) && is_wanted(state(one)));
            Ok(Value::Connection(ours.map(|one| issue(world, home, one)).collect()))
        })
        .field("pullRequests", move |arguments| {
            let is_wanted = states(arguments)?;
            let all = home.pull_requests.values();
            let ours = all.filter(|one| is_ours(&one.milestone) && is_wanted(one.state.name()));
            Ok(Value::Connection(ours.map(|one| pull_request(world, home, one)).collect()))
        })
}

/// Returns whether a state is among those that are asked for.
pub(super) fn states(arguments: &JsonMap) -> Result<impl Fn(&str) -> bool, FieldError> {
    refuse_filters(arguments, &["states"])?;
    let wanted = arguments.get("states").and_then(|states| states.as_array()).cloned();
    Ok(move |state: &str| wanted.as_ref().is_none_or(|all| all.iter().any(|one| one.as_str() == Some(state))))
}
