//! The paths that a commit changes, found by comparing two trees.

use std::cmp::Ordering;
use std::iter::Peekable;

use git2::{ObjectType, Oid, Tree, TreeEntry};

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
        let mut old = before.iter().flat_map(Tree::iter).peekable();
        let mut new = after.iter().flat_map(Tree::iter).peekable();
        // Both are sorted, so one walk along both finds what stands in one alone.
        while let Some(pair) = next_pair(&mut old, &mut new) {
            let (was, is) = (pair.0.as_ref(), pair.1.as_ref());
            let Some(entry) = is.or(was) else { break };
            if was.is_some() && was.map(entry_id) == is.map(entry_id) {
                continue;
            }
            let goes_on = with_name(path, entry.name_bytes(), |path| {
                if is_tree(entry) {
                    self.compare(was.map(TreeEntry::id), is.map(TreeEntry::id), path, visit)
                } else {
                    Ok(visit(path))
                }
            })?;
            if !goes_on {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn entry_id(entry: &TreeEntry<'_>) -> (Oid, i32) {
    (entry.id(), entry.filemode())
}

fn is_tree(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

/// Returns the next entries of two trees: both where they have one name and are both folders or both none, else the one
/// that comes first.
fn next_pair<'a, 'b>(
    old: &mut Peekable<impl Iterator<Item = TreeEntry<'a>>>,
    new: &mut Peekable<impl Iterator<Item = TreeEntry<'b>>>,
) -> Option<(Option<TreeEntry<'a>>, Option<TreeEntry<'b>>)> {
    let order = match (old.peek(), new.peek()) {
        (None, None) => return None,
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (Some(old), Some(new)) => place(old).cmp(place(new)),
    };
    let pair = match order {
        Ordering::Less => (old.next(), None),
        Ordering::Equal => (old.next(), new.next()),
        Ordering::Greater => (None, new.next()),
    };
    Some(pair)
}

/// Returns the bytes that entries are sorted by: a folder stands where its name with a slash would.
fn place<'a>(entry: &'a TreeEntry<'_>) -> impl Iterator<Item = &'a u8> {
    let slash: &[u8] = if is_tree(entry) { b"/" } else { b"" };
    entry.name_bytes().iter().chain(slash)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a tree of files with their contents, and returns its id.
    fn tree(repository: &git2::Repository, files: &[(&str, &str)]) -> Oid {
        let mut index = git2::Index::new().unwrap();
        for (path, text) in files {
            let id = repository.blob(text.as_bytes()).unwrap();
            let path = path.as_bytes().to_vec();
            let time = git2::IndexTime::new(0, 0);
            index
                .add(&git2::IndexEntry {
                    ctime: time,
                    mtime: time,
                    dev: 0,
                    ino: 0,
                    mode: 0o100_644,
                    uid: 0,
                    gid: 0,
                    file_size: 0,
                    id,
                    flags: 0,
                    flags_extended: 0,
                    path,
                })
                .unwrap();
        }
        index.write_tree_to(repository).unwrap()
    }

    #[test]
    fn what_differs_is_found_where_names_sort_oddly() {
        let folder = tempfile::tempdir().unwrap();
        let repository = git2::Repository::init_bare(folder.path()).unwrap();
        let paths = Paths { repository: &repository, error: None };
        let changed = |before: &[(&str, &str)], after: &[(&str, &str)]| {
            let (before, after) = (tree(&repository, before), tree(&repository, after));
            let mut found = Vec::new();
            let goes_on = paths.compare(Some(before), Some(after), &mut Vec::new(), &mut |path| {
                found.push(String::from_utf8_lossy(path).into_owned());
                true
            });
            assert!(goes_on.unwrap());
            found.join(" ")
        };
        // `a-b` comes before the folder `a`, and `a0` after it.
        let all = [("a-b", "1"), ("a/x", "1"), ("a/y", "1"), ("a0", "1")];
        assert_eq!(changed(&all, &all), "");
        assert_eq!(changed(&all, &[]), "a-b a/x a/y a0");
        assert_eq!(changed(&[], &all), "a-b a/x a/y a0");
        assert_eq!(changed(&all, &[("a-b", "2"), ("a/x", "1"), ("a/z", "1"), ("a0", "1")]), "a-b a/y a/z");
        assert_eq!(changed(&all, &[("a", "1"), ("a-b", "1"), ("a0", "1")]), "a a/x a/y", "a file in a folder's place");
    }
}
