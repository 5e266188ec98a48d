//! What stands in the work tree that no commit holds.

use std::path::Path;

use git2::{RepositoryState, Status, StatusOptions};

use crate::git::{GitError, Repository};

/// How the work tree differs from the commit that is checked out. Paths are from the top of the work tree, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WorkTree {
    /// Files that are changed, added, renamed or deleted, staged or not.
    pub changed: Vec<String>,
    /// Files that a merge could not bring together.
    pub conflicted: Vec<String>,
    /// Files that git does not know and does not ignore.
    pub untracked: Vec<String>,
    /// What was begun and not ended, as git's command for it: `merge`, `rebase`.
    pub under_way: Option<&'static str>,
}

impl WorkTree {
    /// Says whether nothing differs and nothing is under way.
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }
}

impl Repository {
    /// Says whether git knows of a file of the work tree; `path` is its whole path, without links.
    pub fn is_tracked(&self, path: &Path) -> bool {
        let inside = self.work_tree().and_then(|top| path.strip_prefix(top).ok());
        let index = self.inner.index();
        inside.is_some_and(|inside| index.is_ok_and(|index| index.get_path(inside, 0).is_some()))
    }

    /// Returns how the work tree differs from what is checked out; `None` for a bare repository.
    pub fn status(&self) -> Result<Option<WorkTree>, GitError> {
        if self.work_tree().is_none() {
            return Ok(None);
        }
        let mut options = StatusOptions::new();
        options.include_untracked(true).include_ignored(false).include_unmodified(false);
        let found = self.inner.statuses(Some(&mut options)).map_err(GitError::doing("compare the work tree"))?;
        let mut tree = WorkTree { under_way: under_way(self.inner.state()), ..WorkTree::default() };
        for entry in found.iter() {
            let path = String::from_utf8_lossy(entry.path_bytes()).into_owned();
            match entry.status() {
                status if status.contains(Status::CONFLICTED) => tree.conflicted.push(path),
                Status::WT_NEW => tree.untracked.push(path),
                Status::CURRENT | Status::IGNORED => {}
                _ => tree.changed.push(path),
            }
        }
        Ok(Some(tree))
    }
}

fn under_way(state: RepositoryState) -> Option<&'static str> {
    match state {
        RepositoryState::Clean => None,
        RepositoryState::Merge => Some("merge"),
        RepositoryState::Revert | RepositoryState::RevertSequence => Some("revert"),
        RepositoryState::CherryPick | RepositoryState::CherryPickSequence => Some("cherry-pick"),
        RepositoryState::Bisect => Some("bisect"),
        RepositoryState::Rebase
        | RepositoryState::RebaseInteractive
        | RepositoryState::RebaseMerge
        | RepositoryState::ApplyMailboxOrRebase => Some("rebase"),
        RepositoryState::ApplyMailbox => Some("am"),
    }
}
