//! The fake GitHub's knowledge as GraphQL objects.

mod account;
mod check;
mod commit;
mod issue;
mod label;
mod milestone;
mod pull_request;
mod search;
mod timeline;

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::{JsonMap, JsonValue};
use serde_json::{Value as Json, json};

use account::user;
use commit::commit;
use issue::{issue, newest_first};
use milestone::milestone;
use pull_request::pull_request;

use super::issue::Issue;
use super::node::{Node, Value, error, number, refuse_filters, text};
use super::world::{Release, Repository, World};

/// Where the pages are; the product must not take it from the address that it asks.
const SITE: &str = "https://github.com";

/// When the limit of requests starts anew: an hour after the sandbox's clock.
pub(super) const LIMIT_RESETS: (&str, i64) = ("2026-03-28T10:00:00Z", 1_774_692_000);

/// Whom the sandbox's token belongs to.
pub(super) const VIEWER: &str = "mona";

/// Returns the root of every query.
pub(super) fn query(world: &World) -> Node<'_> {
    let root = Node::new("Query").node("rateLimit", || Some(rate_limit())).node("viewer", || user(VIEWER));
    root.field("search", move |arguments| search::search(world, arguments)).field("repository", move |arguments| {
        let name = format!("{}/{}", text(arguments, "owner").unwrap_or(""), text(arguments, "name").unwrap_or(""));
        let follow = arguments.get("followRenames").and_then(JsonValue::as_bool).unwrap_or(true);
        let found = world.find(&name).filter(|found| follow || found.name.eq_ignore_ascii_case(&name));
        let missing = || not_found(&format!("a Repository with the name '{name}'"));
        Ok(Value::Node(repository(world, found.ok_or_else(missing)?)))
    })
}

fn not_found(what: &str) -> FieldError {
    error("NOT_FOUND", format!("Could not resolve to {what}."))
}

fn rate_limit<'w>() -> Node<'w> {
    let numbers = [("cost", 1), ("limit", 5000), ("nodeCount", 100), ("remaining", 4990), ("used", 10)];
    let node = Node::new("RateLimit").leaf("resetAt", LIMIT_RESETS.0);
    numbers.into_iter().fold(node, |node, (name, value)| node.leaf(name, value))
}

fn repository<'w>(world: &'w World, repository: &'w Repository) -> Node<'w> {
    let (owner, name) = repository.name.split_once('/').expect("a repository is called owner/name");
    Node::new("Repository")
        .leaf("name", name)
        .leaf("nameWithOwner", repository.name.as_str())
        .leaf("url", url(repository, ""))
        .leaf("isArchived", false)
        .leaf("isFork", repository.parent.is_some())
        .leaf("hasIssuesEnabled", repository.has_issues)
        .leaf("viewerPermission", repository.permission)
        .node("owner", move || user(owner))
        .node("parent", move || Some(self::repository(world, world.find(repository.parent.as_deref()?)?)))
        .node("defaultBranchRef", move || {
            let name = format!("refs/heads/{}", repository.default_branch);
            Some(reference(world, repository, &name))
        })
        .field("pullRequest", move |arguments| {
            let found = find_pull_request(world, repository, arguments)?;
            let missing = || not_found(&format!("a PullRequest with the number of {}", wanted(arguments)));
            found.map(Value::Node).ok_or_else(missing)
        })
        .field("issue", move |arguments| {
            let found = find_issue(repository, arguments).map(|found| issue(world, repository, found));
            let missing = || not_found(&format!("an Issue with the number of {}", wanted(arguments)));
            found.map(Value::Node).ok_or_else(missing)
        })
        .field("issueOrPullRequest", move |arguments| {
            let found = find_pull_request(world, repository, arguments)?
                .or_else(|| find_issue(repository, arguments).map(|found| issue(world, repository, found)));
            let missing = || not_found(&format!("an issue or pull request with the number of {}", wanted(arguments)));
            found.map(Value::Node).ok_or_else(missing)
        })
        .field("issues", move |arguments| {
            let mut found: Vec<_> = repository.issues.values().filter(|found| found.fate.is_none()).collect();
            if newest_first(arguments)? {
                found.reverse();
            }
            Ok(Value::Connection(found.into_iter().map(|found| issue(world, repository, found)).collect()))
        })
        .field("pullRequests", move |arguments| {
            refuse_filters(arguments, &["headRefName", "baseRefName"])?;
            let is_wanted = |name, found: &str| text(arguments, name).is_none_or(|wanted| wanted == found);
            let all = repository.pull_requests.values();
            let wanted = all.filter(|one| is_wanted("headRefName", &one.head) && is_wanted("baseRefName", &one.base));
            Ok(Value::Connection(wanted.map(|found| pull_request(world, repository, found)).collect()))
        })
        .connection("labels", move || label::labels(world, repository))
        .field("milestones", move |arguments| {
            refuse_filters(arguments, &["query"])?;
            let query = text(arguments, "query").unwrap_or_default();
            let wanted = repository.milestones.iter().filter(|title| title.contains(query));
            Ok(Value::Connection(wanted.map(|title| milestone(world, repository, title)).collect()))
        })
        .field("object", move |arguments| Ok(Value::nullable(object(world, repository, arguments))))
        .field("ref", move |arguments| {
            let name = text(arguments, "qualifiedName").unwrap_or_default();
            let candidates = [name.to_owned(), format!("refs/heads/{name}"), format!("refs/tags/{name}")];
            let found = candidates.iter().find(|name| repository.refs.contains_key(*name));
            Ok(Value::nullable(found.map(|name| reference(world, repository, name))))
        })
        .field("refs", move |arguments| {
            refuse_filters(arguments, &["refPrefix"])?;
            let prefix = text(arguments, "refPrefix").unwrap_or_default();
            let names = repository.refs.keys().filter(|name| name.starts_with(prefix));
            Ok(Value::Connection(names.map(|name| reference(world, repository, name)).collect()))
        })
        .field("release", move |arguments| {
            let tag = text(arguments, "tagName").unwrap_or_default();
            let found = repository.releases.iter().find(|found| !found.is_draft && found.tag == tag);
            Ok(Value::nullable(found.map(|found| release(repository, found))))
        })
        .connection("releases", move || repository.releases.iter().map(|found| release(repository, found)).collect())
}

/// Returns the number that a field is asked for; 0 is nobody's.
fn wanted(arguments: &JsonMap) -> u64 {
    number(arguments, "number").unwrap_or_default()
}

/// Returns the issue, unless it is gone.
fn find_issue<'w>(repository: &'w Repository, arguments: &JsonMap) -> Option<&'w Issue> {
    repository.issues.get(&wanted(arguments)).filter(|found| found.fate.is_none())
}

fn find_pull_request<'w>(
    world: &'w World,
    repository: &'w Repository,
    arguments: &JsonMap,
) -> Result<Option<Node<'w>>, FieldError> {
    if let Some(message) = repository.broken.get(&wanted(arguments)) {
        return Err(error("", message));
    }
    Ok(repository.pull_requests.get(&wanted(arguments)).map(|found| pull_request(world, repository, found)))
}

/// Returns the commit of an object name or revision, or the file of `REVISION:PATH`.
fn object<'w>(world: &'w World, home: &'w Repository, arguments: &JsonMap) -> Option<Node<'w>> {
    let expression = text(arguments, "oid").or_else(|| text(arguments, "expression"))?;
    if let Some(content) = home.files.get(expression) {
        let node = Node::new("Blob").leaf("oid", "b".repeat(40)).leaf("abbreviatedOid", "bbbbbbb");
        return Some(node.leaf("text", content.as_str()));
    }
    let names = ["refs/heads/", "refs/tags/", ""].map(|prefix| format!("{prefix}{expression}"));
    let by_name = names.iter().find_map(|name| home.refs.get(name));
    let merges = home.pull_requests.values().filter_map(|found| found.merge_commit.as_ref());
    let mut oids = home.commits.keys().chain(merges);
    let oid = by_name.or_else(|| oids.find(|oid| oid.starts_with(expression)))?;
    Some(commit(world, home, oid, None))
}

fn reference<'w>(world: &'w World, home: &'w Repository, name: &str) -> Node<'w> {
    let slash = name.match_indices('/').nth(1).map_or(0, |(position, _)| position + 1);
    let (prefix, short) = name.split_at(slash);
    let target = home.refs.get(name);
    let node = Node::new("Ref").leaf("prefix", prefix).leaf("name", short);
    node.node("target", move || target.map(|oid| commit(world, home, oid, None)))
}

fn release<'w>(home: &'w Repository, release: &'w Release) -> Node<'w> {
    Node::new("Release")
        .leaf("tagName", release.tag.as_str())
        .leaf("name", release.tag.as_str())
        .leaf("description", release.body.as_str())
        .leaf("isDraft", release.is_draft)
        .leaf("isPrerelease", release.is_prerelease)
        .leaf("createdAt", "2026-03-01T09:00:00Z")
        .leaf("publishedAt", if release.is_draft { Json::Null } else { json!("2026-03-01T09:00:00Z") })
        .leaf("url", url(home, &format!("/releases/tag/{}", release.tag)))
        .node("author", || user(VIEWER))
        .node("tagCommit", || None)
}

fn url(repository: &Repository, page: &str) -> String {
    format!("{SITE}/{}{page}", repository.name)
}
