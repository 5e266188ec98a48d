//! Pull requests and who took part in them.

use super::super::node::Node;
use super::super::pull_request::{PullRequest, State};
use super::super::world::{Actor, Repository, World};
use super::account::{actor, user};
use super::commit::commit;
use super::milestone::milestone;
use super::{repository, timeline, url};

pub(super) fn pull_request<'w>(world: &'w World, home: &'w Repository, pull_request: &'w PullRequest) -> Node<'w> {
    let merged = pull_request.state == State::Merged;
    let merged_at = merged.then_some(pull_request.merged_at.as_str());
    let (owner, _) = home.name.split_once('/').expect("a repository is called owner/name");
    let is_ours = pull_request.head_owner.as_deref() == Some(owner);
    Node::new("PullRequest")
        .leaf("number", pull_request.number)
        .leaf("title", pull_request.title.as_str())
        .leaf("body", pull_request.body.as_str())
        .leaf("url", url(home, &format!("/pull/{}", pull_request.number)))
        .leaf("state", pull_request.state.name())
        .leaf("isDraft", pull_request.is_draft)
        .leaf("merged", merged)
        .leaf("createdAt", pull_request.created_at.as_str())
        .leaf("mergedAt", merged_at)
        .leaf("closedAt", pull_request.ended_at())
        .leaf("authorAssociation", pull_request.association)
        .leaf("baseRefName", pull_request.base.as_str())
        .leaf("headRefName", pull_request.head.as_str())
        .leaf("isCrossRepository", !is_ours)
        .node("author", || actor(&pull_request.author))
        .node("mergedBy", move || if merged { actor(&pull_request.merged_by) } else { None })
        .node("repository", move || Some(repository(world, home)))
        .node("baseRepository", move || Some(repository(world, home)))
        .node("headRepository", move || is_ours.then(|| repository(world, home)))
        .node("headRepositoryOwner", || pull_request.head_owner.as_deref().and_then(user))
        .node("milestone", move || pull_request.milestone.as_deref().map(|title| milestone(world, home, title)))
        .node("mergeCommit", move || Some(commit(world, home, pull_request.merge_commit.as_deref()?, None)))
        .connection("labels", || {
            pull_request.labels.iter().map(|name| Node::new("Label").leaf("name", name.as_str())).collect()
        })
        .connection("comments", move || contributions("IssueComment", home, pull_request, &pull_request.commenters))
        .connection("latestReviews", move || reviews(home, pull_request, true))
        .connection("reviews", move || reviews(home, pull_request, false))
        .field("timelineItems", move |arguments| timeline::of_pull_request(pull_request, arguments))
        .connection("participants", || participants(pull_request))
        .connection("commits", move || commits(world, home, pull_request))
}

/// Returns the reviews, or only the newest of each reviewer.
fn reviews<'w>(home: &Repository, pull_request: &'w PullRequest, latest: bool) -> Vec<Node<'w>> {
    let mut reviewers = pull_request.reviewers.clone();
    if latest {
        let all = reviewers.clone();
        let mut position = 0;
        reviewers.retain(|reviewer| {
            position += 1;
            !all.iter().skip(position).any(|later| later == reviewer)
        });
    }
    contributions("PullRequestReview", home, pull_request, &reviewers)
        .into_iter()
        .map(|review| review.leaf("state", "APPROVED").leaf("submittedAt", pull_request.reviewed_at.as_str()))
        .collect()
}

fn contributions<'w>(kind: &str, home: &Repository, pull_request: &PullRequest, actors: &[Actor]) -> Vec<Node<'w>> {
    let url = url(home, &format!("/pull/{}#note", pull_request.number));
    let node = |author: Actor| {
        let node = Node::new(kind).leaf("url", url.as_str()).leaf("body", "").leaf("createdAt", "2026-03-02T08:00:00Z");
        node.node("author", move || actor(&author))
    };
    actors.iter().cloned().map(node).collect()
}

/// Returns the people, bots left out, as GitHub does: the field's type has no place for them.
fn participants<'w>(pull_request: &PullRequest) -> Vec<Node<'w>> {
    let author = std::iter::once(&pull_request.author);
    let mut logins = Vec::new();
    for actor in author.chain(&pull_request.reviewers).chain(&pull_request.commenters) {
        if let Actor::User(login) = actor
            && !logins.contains(&login)
        {
            logins.push(login);
        }
    }
    logins.into_iter().filter_map(|login| user(login)).collect()
}

/// Returns the commits of the branch, one for each author that is known.
fn commits<'w>(world: &'w World, home: &'w Repository, pull_request: &'w PullRequest) -> Vec<Node<'w>> {
    let node = |(position, author)| {
        let oid = format!("{:020x}{:020x}", pull_request.number, position);
        let url = url(home, &format!("/pull/{}/commits/{oid}", pull_request.number));
        let commit = move || Some(commit(world, home, &oid, Some(author)));
        Node::new("PullRequestCommit").leaf("url", url).node("commit", commit)
    };
    pull_request.commit_authors.iter().enumerate().map(node).collect()
}
