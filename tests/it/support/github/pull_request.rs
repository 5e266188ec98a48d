//! A pull request of the fake GitHub.

use super::world::Actor;

/// A pull request, merged by its author into `main` unless it says otherwise.
#[derive(Clone)]
#[must_use = "pass the pull request to `Repository::pull_request`"]
pub(crate) struct PullRequest {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) author: Actor,
    pub(super) state: State,
    pub(super) is_draft: bool,
    pub(super) base: String,
    pub(super) head: String,
    pub(super) head_owner: Option<String>,
    pub(super) created_at: String,
    pub(super) merged_at: String,
    pub(super) closed_at: String,
    /// Who closed it without merging; the author unless it says otherwise.
    pub(super) closed_by: Actor,
    /// When it was reviewed.
    pub(super) reviewed_at: String,
    /// A `CommentAuthorAssociation`.
    pub(super) association: &'static str,
    pub(super) merged_by: Actor,
    pub(super) merge_commit: Option<String>,
    pub(super) labels: Vec<String>,
    pub(super) reviewers: Vec<Actor>,
    pub(super) commenters: Vec<Actor>,
    /// Who made the commits, as name, address and login.
    pub(super) commit_authors: Vec<(String, String, Option<String>)>,
    pub(super) milestone: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum State {
    Closed,
    Merged,
    Open,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Closed => "CLOSED",
            Self::Merged => "MERGED",
            Self::Open => "OPEN",
        }
    }
}

impl PullRequest {
    pub(crate) fn new(number: u64, title: &str, author: impl Into<Actor>) -> Self {
        let author = author.into();
        let head_owner = match &author {
            Actor::User(login) => Some(login.clone()),
            Actor::Bot(_) | Actor::Ghost | Actor::Mannequin(_) => None,
        };
        Self {
            number,
            title: title.to_owned(),
            body: String::new(),
            merged_by: author.clone(),
            closed_by: author.clone(),
            author,
            state: State::Merged,
            is_draft: false,
            base: "main".to_owned(),
            head: format!("topic-{number}"),
            head_owner,
            created_at: "2026-03-01T09:00:00Z".to_owned(),
            merged_at: "2026-03-02T09:00:00Z".to_owned(),
            closed_at: "2026-03-02T09:00:00Z".to_owned(),
            reviewed_at: "2026-03-02T08:00:00Z".to_owned(),
            association: "CONTRIBUTOR",
            merge_commit: None,
            labels: Vec::new(),
            reviewers: Vec::new(),
            commenters: Vec::new(),
            commit_authors: Vec::new(),
            milestone: None,
        }
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    pub(crate) fn label(mut self, name: &str) -> Self {
        self.labels.push(name.to_owned());
        self
    }

    /// Sets the branch that it was made for.
    pub(crate) fn base(mut self, branch: &str) -> Self {
        branch.clone_into(&mut self.base);
        self
    }

    /// Sets where it comes from, as `owner/branch`.
    pub(crate) fn head(mut self, head: &str) -> Self {
        let (owner, branch) = head.split_once('/').expect("a head such as octocat/fix-parser");
        self.head_owner = Some(owner.to_owned());
        branch.clone_into(&mut self.head);
        self
    }

    /// Deletes the fork that it came from.
    pub(crate) fn without_fork(mut self) -> Self {
        self.head_owner = None;
        self
    }

    pub(crate) fn merged_by(mut self, actor: impl Into<Actor>) -> Self {
        self.merged_by = actor.into();
        self
    }

    pub(crate) fn merged_at(mut self, timestamp: &str) -> Self {
        timestamp.clone_into(&mut self.merged_at);
        self
    }

    /// Sets when it was opened.
    pub(crate) fn created_at(mut self, timestamp: &str) -> Self {
        timestamp.clone_into(&mut self.created_at);
        self
    }

    /// Sets when all of its reviews were made.
    pub(crate) fn reviewed_at(mut self, timestamp: &str) -> Self {
        timestamp.clone_into(&mut self.reviewed_at);
        self
    }

    /// Sets how its author belongs to the repository, as a `CommentAuthorAssociation`.
    pub(crate) fn association(mut self, name: &'static str) -> Self {
        self.association = name;
        self
    }

    /// Lets somebody close it without merging, at this time.
    pub(crate) fn closed_by(mut self, actor: impl Into<Actor>, timestamp: &str) -> Self {
        self.closed_by = actor.into();
        timestamp.clone_into(&mut self.closed_at);
        self.closed()
    }

    /// Sets the commit on the base branch that merged it; the commit then belongs to this pull request.
    pub(crate) fn merge_commit(mut self, oid: &str) -> Self {
        self.merge_commit = Some(oid.to_owned());
        self
    }

    pub(crate) fn reviewer(mut self, actor: impl Into<Actor>) -> Self {
        self.reviewers.push(actor.into());
        self
    }

    pub(crate) fn commenter(mut self, actor: impl Into<Actor>) -> Self {
        self.commenters.push(actor.into());
        self
    }

    /// Adds a commit by somebody, with their login where GitHub knows the address.
    pub(crate) fn commit_author(mut self, name: &str, email: &str, login: Option<&str>) -> Self {
        self.commit_authors.push((name.to_owned(), email.to_owned(), login.map(str::to_owned)));
        self
    }

    pub(crate) fn milestone(mut self, title: &str) -> Self {
        self.milestone = Some(title.to_owned());
        self
    }

    /// Leaves it open.
    pub(crate) fn open(mut self) -> Self {
        self.state = State::Open;
        self
    }

    /// Leaves it open and not ready for review.
    pub(crate) fn draft(mut self) -> Self {
        self.is_draft = true;
        self.open()
    }

    /// Returns when it was merged or closed, where it was.
    pub(super) fn ended_at(&self) -> Option<&str> {
        match self.state {
            State::Closed => Some(&self.closed_at),
            State::Merged => Some(&self.merged_at),
            State::Open => None,
        }
    }

    /// Closes it without merging.
    pub(crate) fn closed(mut self) -> Self {
        self.state = State::Closed;
        self
    }
}
