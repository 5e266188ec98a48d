//! The paths that a commit changes, found by comparing two trees.

use git2::{ObjectType, Oid, Tree};

use crate::core::history::CommitId;
use crate::git::{GitError, Repository};

/// Compares the trees of commits with those of their first parents. The first error is kept and nothing is compared
/// after it.
pub struct Paths<'a> {
    repository: &'a git2::Repository,
    error: Option<GitError>,
}

impl<'a> Paths<'a> {
    /// Returns a comparer for a repository.
    pub fn new(repository: &'a Repository) -> Self {
        Self { repository: &repository.inner, error: None }
    }

    /// Calls `visit` with each path that a commit changes against its first parent, until it returns `false`. A renamed
    /// file is two paths.
    pub fn changed(&mut self, commit: CommitId, visit: &mut dyn FnMut(&[u8]) -> bool) {
        if self.error.is_none()
            && let Err(error) = self.compare_commit(commit, visit)
        {
            self.error = Some(GitError::doing("compare two trees")(error));
        }
    }

    /// Returns the error that stopped the comparing, if there was one.
    pub fn finish(self) -> Result<(), GitError> {
        self.error.map_or(Ok(()), Err)
    }

    fn compare_commit(&self, commit: CommitId, visit: &mut dyn FnMut(&[u8]) -> bool) -> Result<(), git2::Error> {
        let commit = self.repository.find_commit(Oid::from_bytes(&commit.0)?)?;
        let before = if commit.parent_count() > 0 { Some(commit.parent(0)?.tree_id()) } else { None };
        let mut path = Vec::new();
        self.compare(before, Some(commit.tree_id()), &mut path, visit)?;
        Ok(())
    }

    /// Returns `false` once `visit` did.
    fn compare(
        &self,
        before: Option<Oid>,
        after: Option<Oid>,
        path: &mut Vec<u8>,
        visit: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<bool, git2::Error> {
        if before == after {
            return Ok(true);
        }
        let before = before.map(|id| self.repository.find_tree(id)).transpose()?;
        let after = after.map(|id| self.repository.find_tree(id)).transpose()?;
        for entry in after.iter().flat_map(Tree::iter) {
            let name = entry.name_bytes();
            let old = before.as_ref().and_then(|tree| tree.get_name_bytes(name));
            let old_tree = old.as_ref().filter(|old| old.kind() == Some(ObjectType::Tree)).map(git2::TreeEntry::id);
            if old.as_ref().is_some_and(|old| old.id() == entry.id() && old.filemode() == entry.filemode()) {
                continue;
            }
            let is_tree = entry.kind() == Some(ObjectType::Tree);
            let goes_on = with_name(path, name, |path| {
                let goes_on = self.compare(old_tree, Some(entry.id()).filter(|_| is_tree), path, visit)?;
                Ok(goes_on && (is_tree || visit(path)))
            })?;
            if !goes_on {
                return Ok(false);
            }
        }
        for entry in before.iter().flat_map(Tree::iter) {
            let name = entry.name_bytes();
            if after.as_ref().is_some_and(|tree| tree.get_name_bytes(name).is_some()) {
                continue;
            }
            let is_tree = entry.kind() == Some(ObjectType::Tree);
            let goes_on = with_name(path, name, |path| {
                let goes_on = self.compare(Some(entry.id()).filter(|_| is_tree), None, path, visit)?;
                Ok(goes_on && (is_tree || visit(path)))
            })?;
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Runs `inner` with one more part at the end of `path`.
fn with_name(
    path: &mut Vec<u8>,
    name: &[u8],
    inner: impl FnOnce(&mut Vec<u8>) -> Result<bool, git2::Error>,
) -> Result<bool, git2::Error> {
    let length = path.len();
    if length > 0 {
        path.push(b'/');
    }
    path.extend_from_slice(name);
    let result = inner(path);
    path.truncate(length);
    result
}
