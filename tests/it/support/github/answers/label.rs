//! The labels of a repository, and what has them.

use std::collections::BTreeSet;

use super::super::node::{Node, Value};
use super::super::world::{Repository, World};
use super::milestone::states;
use super::pull_request::pull_request;

/// Returns the labels that were made, and those that pull requests have, in order.
pub(super) fn labels<'w>(world: &'w World, home: &'w Repository) -> Vec<Node<'w>> {
    let used = home.pull_requests.values().flat_map(|found| &found.labels);
    let all: BTreeSet<&String> = home.labels.iter().chain(used).collect();
    all.into_iter().map(|name| label(world, home, name)).collect()
}

fn label<'w>(world: &'w World, home: &'w Repository, name: &'w String) -> Node<'w> {
    Node::new("Label").leaf("name", name.as_str()).field("pullRequests", move |arguments| {
        let is_wanted = states(arguments)?;
        let all = home.pull_requests.values();
        let ours = all.filter(|one| one.labels.contains(name) && is_wanted(one.state.name()));
        Ok(Value::Connection(ours.map(|one| pull_request(world, home, one)).collect()))
    })
}
