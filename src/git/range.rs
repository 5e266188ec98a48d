//! Ranges: both ends as names and commits, the base found where it is not given.

use git2::{ErrorCode, Oid, Sort};

use crate::git::{GitError, Repository, Tag, Tags};

/// Both ends of a range as a user wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// `None`: to be found; `Some(None)`: from the first commit.
    pub base: Option<Option<String>>,
    /// The name of the head.
    pub head: String,
}

impl Ends {
    /// Reads `A..B`, `A..`, `..B`, `B`, or nothing at all, which is `HEAD`.
    pub fn read(text: Option<&str>) -> Result<Self, GitError> {
        let Some(text) = text else { return Ok(Self { base: None, head: "HEAD".to_owned() }) };
        if text.contains("...") || text.trim().is_empty() {
            return Err(GitError::NoRange(text.to_owned()));
        }
        match text.split_once("..") {
            None => Ok(Self { base: None, head: text.to_owned() }),
            Some(("", "")) => Err(GitError::NoRange(text.to_owned())),
            Some((_, head)) if head.contains("..") => Err(GitError::NoRange(text.to_owned())),
            Some((base, head)) => Ok(Self {
                base: Some(Some(base.to_owned()).filter(|base| !base.is_empty())),
                head: if head.is_empty() { "HEAD".to_owned() } else { head.to_owned() },
            }),
        }
    }
}

/// A range whose ends are commits.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The name of the base and its commit; `None`: from the first commit.
    pub base: Option<(String, Oid)>,
    /// The name of the head.
    pub head_name: String,
    /// The commit of the head.
    pub head: Oid,
    /// The release tag on the head, of the name that was given where there are several.
    pub head_tag: Option<Tag>,
}

/// Resolves both ends. `rolls_up` is whether pre-releases before a final are passed over in the search for a base;
/// `version` is the version that the head is going to be, where it has no tag yet.
pub fn resolve(
    repository: &Repository,
    ends: &Ends,
    tags: &Tags,
    rolls_up: bool,
    version: Option<&crate::core::version::Version>,
) -> Result<Resolved, GitError> {
    let head = commit(repository, &ends.head, tags)?;
    let head_tag = tags.named(&ends.head).or_else(|| tags.of_commit(head)).cloned();
    let base = match &ends.base {
        Some(None) => None,
        Some(Some(name)) => {
            let base = commit(repository, name, tags)?;
            if base != head && is_ancestor(repository, head, base)? {
                return Err(GitError::Reversed { base: name.clone(), head: ends.head.clone() });
            }
            Some((name.clone(), base))
        }
        None => {
            let wanted = version.or(head_tag.as_ref().map(|tag| &tag.version));
            let only_finals = rolls_up && wanted.is_some_and(|version| !version.is_pre_release());
            let found = match version.and_then(|version| released_already(tags, ends, head, version, only_finals)) {
                Some(tag) => Some(tag.clone()),
                None => find_base(repository, head, tags, only_finals, wanted)?,
            };
            found.map(|tag| (tag.name, tag.commit))
        }
    };
    if base.is_none() && ends.base.is_none() && repository.is_shallow() {
        return Err(GitError::ShallowWithoutTags(ends.head.clone()));
    }
    Ok(Resolved { base, head_name: ends.head.clone(), head, head_tag })
}

/// Returns the release that a head is already, where it is going to be another one: what is in that is not released again.
/// A head that is named by its tag means what is in that release, and a final is made of its candidates.
fn released_already<'a>(
    tags: &'a Tags,
    ends: &Ends,
    head: Oid,
    version: &crate::core::version::Version,
    only_finals: bool,
) -> Option<&'a Tag> {
    if tags.named(&ends.head).is_some() || tags.on_commit(head).any(|tag| tag.version == *version) {
        return None;
    }
    let released = tags.on_commit(head).filter(|tag| !(only_finals && tag.version.is_pre_release()));
    released.max_by(|one, two| one.version.cmp(&two.version))
}

fn is_ancestor(repository: &Repository, ancestor: Oid, descendant: Oid) -> Result<bool, GitError> {
    repository
        .inner
        .graph_descendant_of(descendant, ancestor)
        .map_err(GitError::doing("compare both ends of the range"))
}

/// The commit that a name stands for: a tag before a branch, as a release is rather meant.
fn commit(repository: &Repository, name: &str, tags: &Tags) -> Result<Oid, GitError> {
    if let Some(tag) = tags.named(name) {
        return Ok(tag.commit);
    }
    let inner = &repository.inner;
    if name == "HEAD"
        && let Some(branch) = repository.unborn_branch()
    {
        return Err(GitError::Unborn(branch));
    }
    let found = inner
        .revparse_single(&format!("refs/tags/{name}"))
        .or_else(|_| inner.revparse_single(name))
        .or_else(|error| inner.revparse_single(&format!("refs/remotes/origin/{name}")).map_err(|_| error));
    // What is there but cannot be read is damaged, and no other name helps.
    let is_unknown = |error: &git2::Error| {
        let known = name == "HEAD" || inner.resolve_reference_from_short_name(name).is_ok();
        !known && [ErrorCode::NotFound, ErrorCode::InvalidSpec, ErrorCode::Ambiguous].contains(&error.code())
    };
    let found = match found {
        Err(error) if !is_unknown(&error) => return Err(GitError::doing(format!("read `{name}`"))(error)),
        found => found,
    };
    let object = found
        .map_err(|_| GitError::UnknownRevision { name: name.to_owned(), hint: suggestion(repository, name, tags) })?;
    object.peel_to_commit().map(|commit| commit.id()).map_err(|_| GitError::UnknownRevision {
        name: name.to_owned(),
        hint: "it names an object that is no commit; name a tag, a branch or a commit".to_owned(),
    })
}

fn suggestion(repository: &Repository, name: &str, tags: &Tags) -> String {
    let branches = repository.branches();
    let known = tags.all.iter().map(|tag| tag.name.as_str()).chain(branches.iter().map(String::as_str));
    let close = known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known);
    match close {
        Some(close) => format!("did you mean `{close}`?"),
        None if repository.is_shallow() => {
            "this clone is shallow; fetch the rest with `git fetch --unshallow --tags`".to_owned()
        }
        None if tags.all.is_empty() => "this clone has no release tags; fetch them with `git fetch --tags`".to_owned(),
        None => "`git tag` and `git branch -a` list what there is".to_owned(),
    }
}

/// The nearest release reachable from `head`: by ancestry, then by the fewest commits in between.
fn find_base(
    repository: &Repository,
    head: Oid,
    tags: &Tags,
    only_finals: bool,
    version: Option<&crate::core::version::Version>,
) -> Result<Option<Tag>, GitError> {
    let inner = &repository.inner;
    let fits = |tag: &&Tag| {
        !(only_finals && tag.version.is_pre_release()) && version.is_none_or(|version| tag.version < *version)
    };
    if tags.all.iter().all(|tag| !fits(&tag)) {
        return Ok(None);
    }
    let mut walk = inner.revwalk().map_err(GitError::doing("walk the history"))?;
    walk.set_sorting(Sort::TIME).map_err(GitError::doing("walk the history"))?;
    walk.push(head).map_err(GitError::doing("walk the history"))?;
    let mut candidates: Vec<&Tag> = Vec::new();
    let mut since_first = 0;
    for id in walk {
        let id = id.map_err(GitError::doing("walk the history"))?;
        if id != head
            && let Some(tag) = tags.on_commit(id).filter(fits).max_by(|one, two| one.version.cmp(&two.version))
        {
            candidates.push(tag);
        }
        since_first += usize::from(!candidates.is_empty());
        // Dates order this walk, and clocks are wrong: look a little further than the first.
        if candidates.len() >= 8 || since_first > 200 {
            break;
        }
    }
    let mut nearest: Vec<&Tag> = Vec::new();
    for candidate in candidates {
        let mut covered = false;
        for known in &nearest {
            covered = covered || is_ancestor(repository, candidate.commit, known.commit)?;
        }
        if !covered {
            nearest.push(candidate);
        }
    }
    if nearest.len() < 2 {
        return Ok(nearest.first().copied().cloned());
    }
    let mut best: Option<(usize, &Tag)> = None;
    for tag in nearest {
        let (ahead, _) =
            inner.graph_ahead_behind(head, tag.commit).map_err(GitError::doing("count the commits since a tag"))?;
        if best.is_none_or(|(fewest, known)| ahead < fewest || (ahead == fewest && tag.version > known.version)) {
            best = Some((ahead, tag));
        }
    }
    Ok(best.map(|(_, tag)| tag.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_spelling_of_a_range() {
        let ends = |base: Option<Option<&str>>, head: &str| Ends {
            base: base.map(|base| base.map(str::to_owned)),
            head: head.to_owned(),
        };
        let cases = [
            (None, ends(None, "HEAD")),
            (Some("5.4.0"), ends(None, "5.4.0")),
            (Some("5.3.0..5.4.0"), ends(Some(Some("5.3.0")), "5.4.0")),
            (Some("5.3.0.."), ends(Some(Some("5.3.0")), "HEAD")),
            (Some("..5.4.0"), ends(Some(None), "5.4.0")),
        ];
        for (text, expected) in cases {
            assert_eq!(Ends::read(text).unwrap(), expected, "{text:?}");
        }
        for text in ["", "..", "a...b", "a..b..c"] {
            assert!(Ends::read(Some(text)).is_err(), "{text:?}");
        }
    }
}
