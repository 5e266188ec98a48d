//! Opening a repository.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use git2::{BranchType, ErrorClass, ErrorCode};

use crate::git::GitError;

/// A repository, bare or with a work tree.
pub struct Repository {
    // Never freed: a process opens one repository, and clearing libgit2's cache at the end takes a tenth of the time of
    // a long history.
    pub(super) inner: ManuallyDrop<git2::Repository>,
}

impl Repository {
    /// Opens the repository that holds `folder`.
    pub fn open(folder: &Path) -> Result<Self, GitError> {
        let shown = folder.display().to_string();
        // Git itself does not hash each object that it reads either; `git fsck` does.
        git2::opts::strict_hash_verification(false);
        git2::Repository::discover(folder)
            .map(|inner| Self { inner: ManuallyDrop::new(inner) })
            .map_err(|error| classify(&shown, error))
    }

    /// Returns the top of the work tree; `None` for a bare repository.
    pub fn work_tree(&self) -> Option<&Path> {
        self.inner.workdir()
    }

    /// Returns the common git directory, which all work trees share.
    pub fn common_directory(&self) -> &Path {
        self.inner.commondir()
    }

    /// Says whether history was cut off when it was cloned.
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }

    /// Returns the path of the file that lists where a shallow clone's history ends.
    pub fn shallow_file(&self) -> PathBuf {
        self.inner.commondir().join("shallow")
    }

    /// Returns the text of a file on the default branch: the remote's `HEAD` where there is one, else `main` or
    /// `master`. The name that goes with it says where it stands.
    pub fn file_on_default_branch(&self, path: &str) -> Option<(String, Vec<u8>)> {
        let branch = self.default_branch()?;
        let commit = self.inner.revparse_single(&branch).ok()?.peel_to_commit().ok()?;
        let entry = commit.tree().ok()?.get_path(Path::new(path)).ok()?;
        let blob = self.inner.find_blob(entry.id()).ok()?;
        let shown = branch.trim_start_matches("refs/heads/").trim_start_matches("refs/remotes/");
        Some((format!("{shown}:{path}"), blob.content().to_vec()))
    }

    /// Returns the names of all tags, whether they are releases or not.
    pub fn tag_names(&self) -> Vec<String> {
        let Ok(names) = self.inner.tag_names(None) else { return Vec::new() };
        names.iter().filter_map(|name| name.ok().flatten()).map(str::to_owned).collect()
    }

    /// Returns the branch that `HEAD` names and that has no commit yet.
    pub fn unborn_branch(&self) -> Option<String> {
        if !self.inner.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch) {
            return None;
        }
        let head = self.inner.find_reference("HEAD").ok();
        let branch = head.and_then(|head| head.symbolic_target().ok().flatten().map(str::to_owned));
        let branch = branch.unwrap_or_else(|| "HEAD".to_owned());
        Some(branch.trim_start_matches("refs/heads/").to_owned())
    }

    /// Returns the names of all branches, those of remotes with the remote's name before them.
    pub(super) fn branches(&self) -> Vec<String> {
        let Ok(branches) = self.inner.branches(None) else { return Vec::new() };
        let names = branches.filter_map(|branch| branch.ok()?.0.name().ok().flatten().map(str::to_owned));
        names.collect()
    }

    /// Returns the names of the branches of this clone, and of those of its remotes, each with its remote before it.
    pub fn branch_names(&self) -> [Vec<String>; 2] {
        [BranchType::Local, BranchType::Remote].map(|kind| {
            let Ok(branches) = self.inner.branches(Some(kind)) else { return Vec::new() };
            let names = branches.filter_map(|branch| branch.ok()?.0.name().ok().flatten().map(str::to_owned));
            names.filter(|name| !name.ends_with("/HEAD")).collect()
        })
    }

    /// Returns the full reference name of the default branch, as far as a clone knows it: what a remote's `HEAD` names,
    /// else its `main` or `master`, the project's remote before a fork's.
    pub fn default_branch(&self) -> Option<String> {
        let exists = |name: &str| self.inner.find_reference(name).is_ok();
        for remote in ["upstream", "origin"] {
            let head = self.inner.find_reference(&format!("refs/remotes/{remote}/HEAD")).ok();
            let target = head.and_then(|head| head.symbolic_target().ok().flatten().map(str::to_owned));
            let usual = ["main", "master"].map(|branch| format!("refs/remotes/{remote}/{branch}"));
            if let Some(found) = target.into_iter().chain(usual).find(|name| exists(name)) {
                return Some(found);
            }
        }
        ["refs/heads/main", "refs/heads/master"].into_iter().find(|name| exists(name)).map(str::to_owned)
    }
}

fn classify(path: &str, error: git2::Error) -> GitError {
    let path = path.to_owned();
    let message = error.message().to_lowercase();
    if error.code() == ErrorCode::Owner {
        return GitError::NotOwned(path);
    }
    // An extension is named as it stands in the file, or by what it means.
    let message = message.replace("unknown object format", "extensions.objectformat");
    let known = [
        (
            "objectformat",
            "SHA-256 object names",
            "libgit2 reads SHA-1 only: take the history to a repository of \
             `git init --object-format=sha1` with `git fast-export --all | git fast-import`",
        ),
        ("refstorage", "the reftable format for references", "convert it with `git refs migrate --ref-format=files`"),
        (
            "partialclone",
            "a partial clone (`--filter`)",
            "clone again without `--filter`, or fetch all objects with `git fetch --refetch --no-filter` and \
             `git config --unset extensions.partialClone`",
        ),
        (
            "relativeworktrees",
            "relative paths between work trees",
            "run in the main work tree, or unset `extensions.relativeWorktrees`",
        ),
    ];
    for (word, what, remedy) in known {
        if message.contains(word) {
            return GitError::Format { path, what: what.to_owned(), remedy: remedy.to_owned() };
        }
    }
    if message.contains("unsupported") {
        let what = error.message().to_owned();
        return GitError::Format { path, what, remedy: "clone it again with git's default formats".to_owned() };
    }
    if error.code() == ErrorCode::NotFound && matches!(error.class(), ErrorClass::Repository | ErrorClass::Os) {
        return GitError::NoRepository(path);
    }
    GitError::doing(format!("open `{path}`"))(error)
}
