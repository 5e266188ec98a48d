//! One file of a commit, read, and changed in a commit after it; nothing that is checked out is touched.

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Signature, Time};

use crate::core::history::CommitId;
use crate::git::history::commit_id;
use crate::git::{GitError, Repository};

/// A commit that changes one file.
#[derive(Clone, Copy, Debug)]
pub struct FileChange<'a> {
    /// What it is built on; its files are those of the first.
    pub parents: &'a [CommitId],
    /// The file, from the top of the repository, with `/`.
    pub path: &'a str,
    /// What it holds then.
    pub content: &'a [u8],
    /// The message of the commit.
    pub message: &'a str,
    /// Name and address of whoever makes it.
    pub author: (&'a str, &'a str),
    /// When, in seconds since 1970.
    pub seconds: i64,
}

impl Repository {
    /// Returns what a file holds in a commit, `None` where there is no such file.
    pub fn content_at(&self, commit: CommitId, path: &str) -> Option<Vec<u8>> {
        let tree = self.inner.find_commit(Oid::from_bytes(&commit.0).ok()?).ok()?.tree().ok()?;
        let entry = tree.get_path(path.as_ref()).ok()?;
        Some(self.inner.find_blob(entry.id()).ok()?.content().to_vec())
    }

    /// Makes a commit that no branch names yet. The file keeps its mode.
    pub fn commit_file(&self, change: &FileChange<'_>) -> Result<CommitId, GitError> {
        let make = || {
            let commits = change.parents.iter().map(|parent| self.inner.find_commit(Oid::from_bytes(&parent.0)?));
            let commits: Vec<git2::Commit<'_>> = commits.collect::<Result<_, _>>()?;
            let parents: Vec<&git2::Commit<'_>> = commits.iter().collect();
            let Some(first) = parents.first() else {
                return Err(git2::Error::from_str("a commit without parents was asked for"));
            };
            let tree = first.tree()?;
            let mode = tree.get_path(change.path.as_ref()).map_or(0o100_644, |entry| entry.filemode());
            let mode = if mode == 0o100_755 { FileMode::BlobExecutable } else { FileMode::Blob };
            let blob = self.inner.blob(change.content)?;
            let mut builder = TreeUpdateBuilder::new();
            builder.upsert(change.path, blob, mode);
            let tree = self.inner.find_tree(builder.create_updated(&self.inner, &tree)?)?;
            let (name, address) = change.author;
            let signature = Signature::new(name, address, &Time::new(change.seconds, 0))?;
            self.inner.commit(None, &signature, &signature, change.message, &tree, &parents)
        };
        make().map(commit_id).map_err(GitError::doing("make a commit"))
    }
}
