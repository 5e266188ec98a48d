//! The files of a commit that a caller is interested in, and single files on the way.

use std::collections::BTreeMap;
use std::path::Path;

use git2::{Delta, DiffFindOptions, FileMode, ObjectType, Oid, TreeWalkMode, TreeWalkResult};

use crate::core::history::CommitId;
use crate::core::upgrade::{Files, Unreadable, UpgradeRules};
use crate::git::history::decode;
use crate::git::{GitError, Repository};

/// Longer files are not read: no person wrote a manifest of this size.
const LONGEST: usize = 1 << 20;

/// How much of a file is searched for a NUL byte, which makes it binary; git looks at as much.
const SEARCHED: usize = 8000;

impl Repository {
    /// Returns the files of a commit that the rules are interested in.
    pub fn files_of(&self, commit: Oid, rules: &UpgradeRules) -> Result<Files, GitError> {
        let reading = || GitError::doing("read the files of a commit");
        let tree = self.inner.find_commit(commit).and_then(|commit| commit.tree()).map_err(reading())?;
        let (mut files, mut failure) = (Files::default(), None);
        let walked = tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
            let Ok(name) = entry.name() else { return TreeWalkResult::Skip };
            // A link's content is a path, and a submodule is another project.
            if entry.kind() != Some(ObjectType::Blob) || entry.filemode() == i32::from(FileMode::Link) {
                return TreeWalkResult::Ok;
            }
            let path = format!("{folder}{name}");
            let interest = rules.interest(&path);
            files.silent += usize::from(interest.is_silent);
            if interest.is_migration {
                files.migrations.insert(path.clone(), entry.id().to_string());
            }
            if interest.wants_text() {
                match self.text(entry.id()) {
                    Ok(Ok(text)) => drop(files.texts.insert(path, text)),
                    Ok(Err(reason)) => files.unread.push(Unreadable { file: path, line: None, reason }),
                    Err(error) => {
                        failure = Some(error);
                        return TreeWalkResult::Abort;
                    }
                }
            }
            TreeWalkResult::Ok
        });
        match failure {
            Some(error) => Err(reading()(error)),
            None => walked.map(|()| files).map_err(reading()),
        }
    }

    /// Returns where files of the base are at the head, and their texts there, as far as git's search for renames finds
    /// them (<https://git-scm.com/docs/gitdiffcore>): most of what stands in them is the same.
    pub fn moved(&self, base: Oid, head: Oid, lost: &[&str]) -> Result<BTreeMap<String, (String, String)>, GitError> {
        if lost.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = || {
            let tree = |commit| self.inner.find_commit(commit).and_then(|commit| commit.tree());
            let mut diff = self.inner.diff_tree_to_tree(Some(&tree(base)?), Some(&tree(head)?), None)?;
            diff.find_similar(Some(DiffFindOptions::new().renames(true)))?;
            let mut found = BTreeMap::new();
            for delta in diff.deltas().filter(|delta| delta.status() == Delta::Renamed) {
                let (old, new) = (delta.old_file(), delta.new_file());
                let path = |path: Option<&Path>| path.and_then(Path::to_str).map(str::to_owned);
                let (Some(from), Some(to)) = (path(old.path()), path(new.path())) else { continue };
                if lost.contains(&from.as_str())
                    && let Ok(text) = self.text(new.id())?
                {
                    found.insert(from, (to, text));
                }
            }
            Ok(found)
        };
        found().map_err(GitError::doing("look for files that moved"))
    }

    /// Returns the text of a file at a commit, or at its first parent; `None` where it is not there or is not read.
    pub fn text_at(&self, commit: CommitId, of_parent: bool, path: &str) -> Option<String> {
        let mut commit = self.inner.find_commit(Oid::from_bytes(&commit.0).ok()?).ok()?;
        if of_parent {
            commit = commit.parent(0).ok()?;
        }
        let entry = commit.tree().ok()?.get_path(Path::new(path)).ok()?;
        self.text(entry.id()).ok()?.ok()
    }

    /// Returns the text of a file, or why it is not read.
    fn text(&self, id: Oid) -> Result<Result<String, String>, git2::Error> {
        let (size, kind) = self.inner.odb()?.read_header(id)?;
        if kind == ObjectType::Blob && size > LONGEST {
            return Ok(Err(format!("it has {} KiB", size / 1024)));
        }
        let blob = self.inner.find_blob(id)?;
        if blob.content().iter().take(SEARCHED).any(|byte| *byte == 0) {
            return Ok(Err("it is no text".to_owned()));
        }
        Ok(Ok(decode(blob.content(), None)))
    }
}
