//! In which releases a change is.

use std::collections::BTreeSet;

use git2::{Oid, Sort};
use regex::Regex;

use crate::core::changelog::message::Message;
use crate::core::history::CommitId;
use crate::git::history::commit_id;
use crate::git::{GitError, Repository, Tags};

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Mention {
    /// Commits that name a pull request as their own, or as what they port.
    Number(u64),
    /// One commit.
    Commit(CommitId),
}

/// Returns the names of the releases that first contain a change, oldest first, and `HEAD` where a commit of it is in
/// none. Commits that merely pass a branch on are left to the release that has the merge.
pub fn mentions(
    repository: &Repository,
    tags: &Tags,
    mention: &Mention,
    pattern: Option<&Regex>,
) -> Result<Vec<String>, GitError> {
    let walking = || GitError::doing("walk the history");
    let inner = &repository.inner;
    let commits = match mention {
        Mention::Commit(commit) => vec![Oid::from_bytes(&commit.0).map_err(walking())?],
        Mention::Number(number) => naming(repository, tags, *number, pattern)?,
    };
    let mut heads: BTreeSet<(i64, String)> = BTreeSet::new();
    for id in commits {
        let time = inner.find_commit(id).map_err(walking())?.time().seconds();
        let mut containing = None;
        for tag in &tags.all {
            // A day of slack for clocks that were wrong; asking costs a walk.
            let may_contain = tag.time >= time.saturating_sub(24 * 60 * 60);
            if tag.commit == id || (may_contain && inner.graph_descendant_of(tag.commit, id).map_err(walking())?) {
                containing = Some((tag.time, tag.name.clone()));
                break;
            }
        }
        heads.insert(containing.unwrap_or((i64::MAX, "HEAD".to_owned())));
    }
    Ok(heads.into_iter().map(|(_, name)| name).collect())
}

/// The commits reachable from HEAD, the default branch and all releases that name a number.
fn naming(repository: &Repository, tags: &Tags, number: u64, pattern: Option<&Regex>) -> Result<Vec<Oid>, GitError> {
    let walking = || GitError::doing("walk the history");
    let inner = &repository.inner;
    let mut walk = inner.revwalk().map_err(walking())?;
    walk.set_sorting(Sort::TIME).map_err(walking())?;
    // An unborn HEAD has nothing to walk; the tags may.
    if repository.unborn_branch().is_none() {
        walk.push_head().map_err(GitError::doing("read `HEAD`"))?;
    }
    if let Some(default) = repository.default_branch() {
        let _ = walk.push_ref(&default);
    }
    for tag in &tags.all {
        walk.push(tag.commit).map_err(walking())?;
    }
    let needle = number.to_string();
    let mut found = Vec::new();
    for id in walk {
        let id = id.map_err(walking())?;
        let commit = inner.find_commit(id).map_err(walking())?;
        let bytes = commit.message_bytes();
        if !bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
            continue;
        }
        let message = Message::read(&String::from_utf8_lossy(bytes), commit.parent_count() > 1, pattern);
        let own = message.reference.map(|reference| reference.number);
        let port = message.backport.as_ref().and_then(|backport| backport.number);
        if [own, port].contains(&Some(number)) {
            found.push(id);
        }
    }
    Ok(found)
}

impl Repository {
    /// Returns the commit that a name stands for.
    pub fn commit(&self, name: &str) -> Result<CommitId, GitError> {
        let found = self.inner.revparse_single(name).and_then(|object| object.peel_to_commit());
        found.map(|commit| commit_id(commit.id())).map_err(|_| GitError::UnknownRevision {
            name: name.to_owned(),
            hint: "write the number of a pull request, or a commit of this repository".to_owned(),
        })
    }
}
