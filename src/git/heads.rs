//! Where `HEAD`, branches and tags of this clone stand.

use git2::Oid;

use crate::core::history::CommitId;
use crate::git::history::commit_id;
use crate::git::{GitError, Repository};

/// What is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// A branch.
    Branch(String),
    /// A commit, and no branch.
    Detached(CommitId),
    /// A branch that has no commit yet.
    Unborn(String),
}

impl Repository {
    /// Returns what is checked out.
    pub fn head(&self) -> Result<Head, GitError> {
        if let Some(branch) = self.unborn_branch() {
            return Ok(Head::Unborn(branch));
        }
        let head = self.inner.head().map_err(GitError::doing("read `HEAD`"))?;
        if head.is_branch() {
            return Ok(Head::Branch(String::from_utf8_lossy(head.shorthand_bytes()).into_owned()));
        }
        let commit = head.peel_to_commit().map_err(GitError::doing("read the commit of `HEAD`"))?;
        Ok(Head::Detached(commit_id(commit.id())))
    }

    /// Returns the newest commit of a local branch, `None` where there is no such branch.
    pub fn branch_tip(&self, branch: &str) -> Option<CommitId> {
        self.peeled(&format!("refs/heads/{branch}"))
    }

    /// Returns the commit that a tag of this clone is on, `None` where there is no such tag, or it is on no commit.
    pub fn tag_commit(&self, tag: &str) -> Option<CommitId> {
        self.peeled(&format!("refs/tags/{tag}"))
    }

    /// Says whether this clone has a tag of that name, on whatever.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.inner.find_reference(&format!("refs/tags/{tag}")).is_ok()
    }

    /// Returns how many commits `one` has that `other` has not, and the other way round; `None` where this clone lacks
    /// either.
    pub fn apart(&self, one: CommitId, other: CommitId) -> Option<(usize, usize)> {
        self.inner.graph_ahead_behind(oid(one)?, oid(other)?).ok()
    }

    /// Says whether `commit` is part of the history of `of`; `None` where this clone lacks either.
    pub fn is_part(&self, commit: CommitId, of: CommitId) -> Option<bool> {
        self.apart(commit, of).map(|(ahead, _)| ahead == 0)
    }

    fn peeled(&self, reference: &str) -> Option<CommitId> {
        self.inner.find_reference(reference).ok()?.peel_to_commit().ok().map(|commit| commit_id(commit.id()))
    }
}

fn oid(commit: CommitId) -> Option<Oid> {
    Oid::from_bytes(&commit.0).ok()
}
