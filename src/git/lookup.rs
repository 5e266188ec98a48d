//! Names to commits, the newest release of a line, what differs between two commits, and who works here.

use std::path::Path;

use git2::{DiffOptions, FileMode, Oid, Patch};

use crate::core::history::CommitId;
use crate::git::history::commit_id;
use crate::git::{GitError, Repository, Tag, Tags};

/// Returns a setting of git as it holds in a folder, whether that is a repository or not.
pub fn setting_at(folder: &Path, key: &str) -> Option<String> {
    match Repository::open(folder) {
        Ok(repository) => repository.setting(key),
        Err(_) => git2::Config::open_default().ok()?.get_string(key).ok(),
    }
}

impl Repository {
    /// Returns the commit that is checked out; `None` before the first one.
    pub fn head_commit(&self) -> Option<CommitId> {
        self.tip("HEAD")
    }

    /// Returns the commit that a name stands for: a branch, a tag, a hash; `None` where there is none.
    pub fn tip(&self, name: &str) -> Option<CommitId> {
        let commit = self.inner.revparse_single(name).ok()?.peel_to_commit().ok()?;
        Some(commit_id(commit.id()))
    }

    /// Returns the first line of a commit's message, `None` where this clone lacks the commit.
    pub fn subject(&self, commit: CommitId) -> Option<String> {
        let commit = self.inner.find_commit(Oid::from_bytes(&commit.0).ok()?).ok()?;
        Some(String::from_utf8_lossy(commit.summary_bytes().unwrap_or_default()).into_owned())
    }

    /// Returns the release tag that is nearest to a commit in its history, the commit itself included: the newest
    /// release of the line that it is on.
    pub fn newest_release(&self, tags: &Tags, commit: CommitId) -> Result<Option<Tag>, GitError> {
        let name = commit.to_string();
        let ends = crate::git::Ends { base: None, head: name };
        let resolved = crate::git::resolve(self, &ends, tags, false, None)?;
        if let Some(tag) = resolved.head_tag {
            return Ok(Some(tag));
        }
        Ok(resolved.base.and_then(|(name, _)| tags.named(&name).cloned()))
    }

    /// Returns the files in which two commits differ, in the order of the tree, each with the lines that were taken away
    /// or added. A file that holds no text, or whose mode alone changed, has one line that says so.
    pub fn changed_lines_between(
        &self,
        before: CommitId,
        after: CommitId,
    ) -> Result<Vec<(String, Vec<String>)>, GitError> {
        let compare = || {
            let tree = |id: CommitId| self.inner.find_commit(Oid::from_bytes(&id.0)?)?.tree();
            let mut options = DiffOptions::new();
            options.context_lines(0);
            let diff = self.inner.diff_tree_to_tree(Some(&tree(before)?), Some(&tree(after)?), Some(&mut options))?;
            let mut found = Vec::new();
            for (at, delta) in diff.deltas().enumerate() {
                let path = delta.new_file().path().or_else(|| delta.old_file().path());
                let path = path.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
                let mut lines = Vec::new();
                let (old, new) = (delta.old_file().mode(), delta.new_file().mode());
                if old != new && old != FileMode::Unreadable {
                    lines.push("the kind of the file".to_owned());
                }
                match Patch::from_diff(&diff, at)? {
                    Some(changes) => {
                        for hunk in 0..changes.num_hunks() {
                            for line in 0..changes.num_lines_in_hunk(hunk)? {
                                let line = changes.line_in_hunk(hunk, line)?;
                                if ['+', '-'].contains(&line.origin()) {
                                    lines.push(String::from_utf8_lossy(line.content()).trim_end().to_owned());
                                }
                            }
                        }
                    }
                    None => lines.push("what is no text".to_owned()),
                }
                found.push((path, lines));
            }
            Ok(found)
        };
        compare().map_err(GitError::doing("compare two trees"))
    }

    /// Returns the name and the address that git writes into commits here; `None` where git does not know them.
    pub fn identity(&self) -> Option<(String, String)> {
        let signature = self.inner.author_from_env().or_else(|_| self.inner.signature()).ok()?;
        Some((signature.name().ok()?.to_owned(), signature.email().ok()?.to_owned()))
    }

    /// Returns a setting of git, `None` where it is not set.
    pub fn setting(&self, key: &str) -> Option<String> {
        self.inner.config().ok()?.snapshot().ok()?.get_string(key).ok()
    }

    /// Keeps a setting of git in this repository.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<(), GitError> {
        let set = || self.inner.config()?.open_level(git2::ConfigLevel::Local)?.set_str(key, value);
        set().map_err(GitError::doing(format!("set `git config {key}`")))
    }

    /// Says whether fetching from a remote brings all its branches: not in a clone of one branch, and not in a shallow one,
    /// as CI makes it.
    pub fn sees_all_branches(&self, remote: &str) -> bool {
        let Ok(remote) = self.inner.find_remote(remote) else { return false };
        let has_all = remote.refspecs().any(|spec| spec.src() == Ok("refs/heads/*") || spec.src() == Ok("refs/*"));
        has_all && !self.inner.is_shallow()
    }

    /// Says whether something of a remote was ever brought here.
    pub fn knows_of(&self, remote: &str) -> bool {
        let found = self.inner.references_glob(&format!("refs/remotes/{remote}/*"));
        found.is_ok_and(|mut found| found.next().is_some())
    }

    /// Returns the address of a remote, as its configuration writes it.
    pub fn remote_address(&self, remote: &str) -> Option<String> {
        self.inner.find_remote(remote).ok()?.url().ok().map(str::to_owned)
    }
}
