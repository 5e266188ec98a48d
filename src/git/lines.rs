//! What other lines have, seen from one commit.

use git2::{Oid, Sort};

use crate::core::history::CommitId;
use crate::core::version::{Version, series_of_branch};
use crate::git::{GitError, Repository, Tag, Tags, remotes};

/// So many releases of other lines are looked at one by one.
const MOST: usize = 32;

/// The releases of other lines that are higher than the newest one of a commit.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Their versions.
    pub versions: Vec<Version>,
    /// The pre-releases among them that are on a branch which is named after them, where `head` is on the default branch:
    /// their final releases come from there.
    pub in_hand: Vec<Version>,
    /// Whether the commit is on a line that others left behind: newer final releases came from elsewhere, and it is no
    /// part of the default branch.
    pub is_maintenance: bool,
    /// A release that holds the commit itself.
    pub holding: Option<Version>,
    /// The highest release that was merged into the line after `base`, where that is higher.
    pub merged: Option<Version>,
}

/// Returns what other lines have besides `head`, whose newest release is `base`. `is_default` is whether the default branch
/// is checked out, whatever its remote has by now.
pub fn beside(
    repository: &Repository,
    tags: &Tags,
    head: CommitId,
    base: Option<&Tag>,
    is_default: bool,
) -> Result<Beside, GitError> {
    let Some(base) = base else { return without_base(repository, tags, head, is_default) };
    let inner = &repository.inner;
    let head = Oid::from_bytes(&head.0).map_err(GitError::doing("read the head"))?;
    let higher: Vec<&Tag> = tags.all.iter().filter(|tag| tag.version > base.version).collect();
    let asides = not_in(repository, tags, &higher, head)?;
    // What was in the history of the base itself is an older kind of versions, and not a higher one.
    let inner_ones: Vec<&Tag> =
        higher.into_iter().filter(|tag| !asides.iter().any(|aside| aside.name == tag.name)).collect();
    let merged = not_in(repository, tags, &inner_ones, base.commit)?;
    let merged = merged.into_iter().map(|tag| tag.version.clone()).filter(|version| !version.is_pre_release()).max();
    let Some(newest) = asides.iter().filter(|tag| !tag.version.is_pre_release()).max_by_key(|tag| &tag.version) else {
        let versions = after(repository, &asides, base, head)?;
        let in_hand = if is_default { in_hand(repository, tags, &versions)? } else { Vec::new() };
        return Ok(Beside { versions, in_hand, merged, ..Beside::default() });
    };
    let comparing = || GitError::doing("compare two lines");
    let is_in = |one: Oid, of: Oid| Ok(one == of || inner.graph_descendant_of(of, one).map_err(comparing())?);
    let default = repository.default_branch().and_then(|name| inner.revparse_single(&name).ok());
    let default = default.and_then(|found| found.peel_to_commit().ok()).map(|commit| commit.id());
    let is_main = match default {
        _ if is_default => true,
        Some(default) => is_in(head, default)? || is_in(default, head)?,
        None => false,
    };
    let is_from_main = match default {
        Some(default) if !is_main => is_in(newest.commit, default)?,
        _ => false,
    };
    let is_maintenance = !is_main && (is_from_main || !is_in(base.commit, newest.commit)?);
    let holding = if is_in(head, newest.commit)? { Some(newest.version.clone()) } else { None };
    let versions = if is_maintenance {
        asides.iter().map(|tag| tag.version.clone()).collect()
    } else {
        after(repository, &asides, base, head)?
    };
    let in_hand = if is_default { in_hand(repository, tags, &versions)? } else { Vec::new() };
    Ok(Beside { versions, in_hand, is_maintenance, holding, merged })
}

/// Returns what other lines have besides a commit that no release came before: all that shares its history.
fn without_base(repository: &Repository, tags: &Tags, head: CommitId, is_default: bool) -> Result<Beside, GitError> {
    let inner = &repository.inner;
    let head = Oid::from_bytes(&head.0).map_err(GitError::doing("read the head"))?;
    let mut sorted: Vec<&Tag> = tags.all.iter().collect();
    sorted.sort_by(|one, other| other.version.cmp(&one.version));
    // Pages and other things that are kept beside the project have no common commit with it.
    let others = sorted.into_iter().take(MOST).filter(|tag| inner.merge_base(tag.commit, head).is_ok());
    let comparing = || GitError::doing("compare a release of another line");
    let (mut versions, mut holding) = (Vec::new(), None);
    for tag in others {
        let is_held = inner.graph_descendant_of(tag.commit, head).map_err(comparing())?;
        if is_held && !tag.version.is_pre_release() && holding.is_none() {
            holding = Some(tag.version.clone());
        }
        if !(is_held && tag.version.is_pre_release()) {
            versions.push(tag.version.clone());
        }
    }
    let in_hand = if is_default { in_hand(repository, tags, &versions)? } else { Vec::new() };
    Ok(Beside { versions, in_hand, holding, ..Beside::default() })
}

/// Returns those of some versions that are pre-releases on a branch which is named after their series. What is tried
/// elsewhere, as on `next`, may be what the default branch becomes.
fn in_hand(repository: &Repository, tags: &Tags, versions: &[Version]) -> Result<Vec<Version>, GitError> {
    let newest = versions.iter().filter(|version| !version.is_pre_release()).max();
    let is_open = |version: &&Version| version.is_pre_release() && newest.is_none_or(|newest| *version > newest);
    let open: Vec<&Tag> = versions
        .iter()
        .filter(is_open)
        .filter_map(|version| tags.all.iter().find(|tag| tag.version == *version))
        .collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let inner = &repository.inner;
    let listing = || GitError::doing("list branches");
    let known = remotes(repository);
    let mut found = Vec::new();
    for branch in inner.branches(None).map_err(listing())? {
        let (branch, kind) = branch.map_err(listing())?;
        let Ok(Some(name)) = branch.name() else { continue };
        let of_remote = known.iter().find_map(|remote| name.strip_prefix(remote.as_str())?.strip_prefix('/'));
        let name = of_remote.filter(|_| kind == git2::BranchType::Remote).unwrap_or(name);
        let series = series_of_branch(name);
        let Some(tip) = branch.get().target().filter(|_| !series.is_empty()) else { continue };
        for tag in open.iter().filter(|tag| tag.version.numbers().starts_with(&series)) {
            let comparing = GitError::doing("compare a branch with its releases");
            if tag.commit == tip || inner.graph_descendant_of(tip, tag.commit).map_err(comparing)? {
                found.push(tag.version.clone());
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Returns those of some tags that are no part of the history of `head`.
fn not_in<'a>(repository: &Repository, tags: &'a Tags, some: &[&Tag], head: Oid) -> Result<Vec<&'a Tag>, GitError> {
    let walking = || GitError::doing("walk what other lines have");
    if some.is_empty() {
        return Ok(Vec::new());
    }
    let mut walk = repository.inner.revwalk().map_err(walking())?;
    walk.set_sorting(Sort::NONE).map_err(walking())?;
    for tag in some {
        walk.push(tag.commit).map_err(walking())?;
    }
    walk.hide(head).map_err(walking())?;
    let mut found = Vec::new();
    for id in walk {
        let on = tags.on_commit(id.map_err(walking())?);
        found.extend(on.filter(|tag| some.iter().any(|one| one.name == tag.name)));
    }
    Ok(found)
}

/// Returns the versions of those tags that were made after `base`, on top of it: the highest of them. What tries the release
/// that `head` leads to is no other line's.
fn after(repository: &Repository, asides: &[&Tag], base: &Tag, head: Oid) -> Result<Vec<Version>, GitError> {
    let mut sorted: Vec<&&Tag> = asides.iter().filter(|tag| tag.time >= base.time).collect();
    sorted.sort_by(|one, other| other.version.cmp(&one.version));
    let mut found = Vec::new();
    for tag in sorted.into_iter().take(MOST) {
        let comparing = || GitError::doing("compare a release of another line");
        let is_on = |of: Oid| repository.inner.graph_descendant_of(tag.commit, of).map_err(comparing());
        let follows = tag.commit == base.commit || is_on(base.commit)?;
        if follows && !(tag.version.is_pre_release() && is_on(head)?) {
            found.push(tag.version.clone());
        }
    }
    Ok(found)
}

impl Repository {
    /// Returns the names of what lies at the top of a commit's tree.
    pub fn names_at_top(&self, commit: CommitId) -> Vec<String> {
        let commit = Oid::from_bytes(&commit.0).and_then(|id| self.inner.find_commit(id));
        let tree = commit.and_then(|commit| commit.tree());
        let Ok(tree) = tree else { return Vec::new() };
        tree.iter().filter_map(|entry| entry.name().ok().map(str::to_owned)).collect()
    }
}
