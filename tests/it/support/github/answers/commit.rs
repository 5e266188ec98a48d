//! Commits and the pull requests that they belong to.

use super::super::node::Node;
use super::super::world::{Repository, World};
use super::account::user;
use super::check::{check_suites, rollup};
use super::pull_request::pull_request;
use super::{repository, url};

/// Name, address and login.
type CommitAuthor = (String, String, Option<String>);

pub(super) fn commit<'w>(
    world: &'w World,
    home: &'w Repository,
    oid: &str,
    author: Option<&'w CommitAuthor>,
) -> Node<'w> {
    let person = move || {
        let (name, email, login) = author?;
        let node = Node::new("GitActor").leaf("name", name.as_str()).leaf("email", email.as_str());
        Some(node.leaf("date", "2026-03-01T09:00:00Z").node("user", || user(login.as_deref()?)))
    };
    let owned = oid.to_owned();
    let checks = home.checks.get(oid).map(Vec::as_slice).unwrap_or_default();
    Node::new("Commit")
        .leaf("oid", oid)
        .leaf("abbreviatedOid", oid.get(..7).unwrap_or(oid))
        .leaf("url", url(home, &format!("/commit/{oid}")))
        .leaf("committedDate", "2026-03-01T09:00:00Z")
        .leaf("message", "A change")
        .leaf("messageHeadline", "A change")
        .leaf("messageBody", "")
        .node("repository", move || Some(repository(world, home)))
        .node("author", person)
        .connection("authors", move || person().into_iter().collect())
        .node("statusCheckRollup", move || rollup(checks))
        .connection("checkSuites", move || check_suites(checks))
        .connection("associatedPullRequests", move || associated(world, home, &owned))
}

fn associated<'w>(world: &'w World, home: &'w Repository, oid: &str) -> Vec<Node<'w>> {
    let merged = home.pull_requests.values().filter(|found| found.merge_commit.as_deref() == Some(oid));
    let mut nodes: Vec<_> = merged.map(|found| pull_request(world, home, found)).collect();
    for (name, number) in home.commits.get(oid).into_iter().flatten() {
        let there = world.find(name).and_then(|there| Some((there, there.pull_requests.get(number)?)));
        if let Some((there, found)) = there.filter(|(_, found)| found.merge_commit.as_deref() != Some(oid)) {
            nodes.push(pull_request(world, there, found));
        }
    }
    nodes
}
