//! A repository that is made from a history of values, without the settings, the templates and the hooks of this machine.

use std::path::Path;
use std::time::Duration;

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Repository, RepositoryInitOptions, Signature, Time};

use crate::core::demo::{Commit, History, Stamp};
use crate::failure::Failure;
use crate::git::GitError;
use crate::git::program::git_outside;
use crate::system::folders;

/// The branch that a clone begins on.
const MAIN: &str = "main";
/// How long a clone of a small repository may take on a slow disk.
const LIMIT: Duration = Duration::from_secs(60);

/// Makes a bare repository at `folder` that holds a history. The same history gives the same commits.
pub fn found(folder: &Path, history: &History) -> Result<(), GitError> {
    let mut options = RepositoryInitOptions::new();
    options.bare(true).no_reinit(true).external_template(false).initial_head(MAIN);
    let repository =
        Repository::init_opts(folder, &options).map_err(GitError::doing(format!("make `{}`", folder.display())))?;
    // Whoever has hooks for all repositories has none for this one.
    let set = || git2::Config::open(&folder.join("config"))?.set_str("core.hooksPath", "hooks");
    set().map_err(GitError::doing("set up the repository"))?;
    write(&repository, history).map_err(GitError::doing("write the history"))
}

fn write(repository: &Repository, history: &History) -> Result<(), git2::Error> {
    let mut made: Vec<Oid> = Vec::new();
    for commit in &history.commits {
        let parents: Vec<git2::Commit<'_>> = commit
            .parents
            .iter()
            .filter_map(|parent| made.get(*parent))
            .map(|id| repository.find_commit(*id))
            .collect::<Result<_, _>>()?;
        let tree = repository.find_tree(tree(repository, commit)?)?;
        let (author, committer) = (signature(&commit.author)?, signature(&commit.committer)?);
        let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
        made.push(repository.commit(None, &author, &committer, &commit.message, &tree, &parents)?);
    }
    for tag in &history.tags {
        if let Some(id) = made.get(tag.commit) {
            let target = repository.find_object(*id, None)?;
            repository.tag(tag.name, &target, &signature(&tag.tagger)?, &tag.message, false)?;
        }
    }
    for (branch, newest) in &history.branches {
        if let Some(id) = made.get(*newest) {
            repository.reference(&format!("refs/heads/{branch}"), *id, false, "made")?;
        }
    }
    Ok(())
}

fn tree(repository: &Repository, commit: &Commit) -> Result<Oid, git2::Error> {
    let empty = repository.find_tree(repository.treebuilder(None)?.write()?)?;
    let mut builder = TreeUpdateBuilder::new();
    for (path, text) in &commit.files {
        builder.upsert(*path, repository.blob(text.as_bytes())?, FileMode::Blob);
    }
    builder.create_updated(repository, &empty)
}

fn signature(stamp: &Stamp) -> Result<Signature<'static>, git2::Error> {
    Signature::new(&stamp.name, &stamp.address, &Time::new(stamp.at.as_second(), 0))
}

/// Makes a clone at `name` in `folder` of the repository `remote` beside it, which is known by its relative address, so
/// that both can be moved together. Nothing that this machine has set reaches it, and `settings` hold in it alone.
pub fn clone_beside(folder: &Path, remote: &str, name: &str, settings: &[(&str, &str)]) -> Result<(), Failure> {
    let address = format!("./{remote}");
    let words = ["clone", "--quiet", "--template=", "--no-hardlinks", "--branch", MAIN, &address, name];
    // What a variable says comes before all files, so these are taken away where they were set.
    let program = git_outside(words, LIMIT).without("GIT_CONFIG_COUNT").without("GIT_CONFIG_PARAMETERS");
    let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let program = program.with("GIT_CONFIG_NOSYSTEM", "1").with("GIT_CONFIG_GLOBAL", null);
    // libgit2 reads references that are files, and no others.
    program.with("GIT_DEFAULT_REF_FORMAT", "files").in_folder(folder).succeed()?;
    // Who cloned is not part of the story.
    folders::remove(&folder.join(name).join(".git/logs"))?;
    let set = || {
        let mut config = git2::Config::open(&folder.join(name).join(".git/config"))?;
        config.set_str("remote.origin.url", &format!("../{remote}"))?;
        settings.iter().try_for_each(|(key, value)| config.set_str(key, value))
    };
    Ok(set().map_err(GitError::doing("set up the clone"))?)
}
