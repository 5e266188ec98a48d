//! Version tags: which tags are releases, in which series.

use std::collections::HashMap;

use git2::Oid;
use regex::Regex;

use crate::core::version::Version;
use crate::git::{GitError, Repository};

/// The prefixes that tags of a project's only series have.
const USUAL_PREFIXES: [&str; 10] =
    ["", "v", "V", "release-", "release/", "releases/", "rel-", "version-", "ver-", "release-v"];

/// A series that ended this long before another one began anew is history.
pub(super) const A_YEAR: i64 = 365 * 24 * 60 * 60;

/// A tag that names a release.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The name, without `refs/tags/`.
    pub name: String,
    /// What stands before the version: `v`, `react-router@`.
    pub prefix: String,
    /// The version.
    pub version: Version,
    /// The tagged commit.
    pub commit: Oid,
    /// When it was tagged, or committed where the tag is lightweight: seconds since 1970-01-01 UTC.
    pub time: i64,
    /// The offset of that time from UTC, in minutes.
    pub offset: i32,
}

impl Tag {
    /// Returns the civil date in the tag's own time zone, `YYYY-MM-DD`.
    pub fn date(&self) -> Option<String> {
        civil_date(self.time, self.offset)
    }
}

/// Returns the civil date of a time in the zone that is `offset` minutes from UTC, `YYYY-MM-DD`.
fn civil_date(seconds: i64, offset: i32) -> Option<String> {
    let shifted = seconds.checked_add(i64::from(offset) * 60)?;
    let time = jiff::Timestamp::from_second(shifted).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

/// The release tags of one series.
#[derive(Debug, Default)]
pub struct Tags {
    /// The tags, oldest first.
    pub all: Vec<Tag>,
    /// The prefix of the series, where it is not one of the usual ones: worth a word to the user.
    pub unusual_prefix: Option<String>,
    by_commit: HashMap<Oid, Vec<usize>>,
}

impl Tags {
    /// Reads the tags that `pattern` matches; its group `version`, else the whole match, is the version. Without a
    /// pattern: the series of `head`, where that is the name of a tag, else the usual prefixes, unless another series
    /// went on more than a year after them.
    pub fn read(repository: &Repository, pattern: Option<&Regex>, head: Option<&str>) -> Result<Self, GitError> {
        let found = read_all(repository, pattern)?;
        let mut tags = Self::default();
        let chosen = if pattern.is_some() { None } else { series(&found, head) };
        tags.all = found
            .into_iter()
            .filter(|tag| {
                pattern.is_some()
                    || chosen.as_ref().map_or_else(|| is_usual_prefix(&tag.prefix), |prefix| tag.prefix == *prefix)
            })
            .collect();
        tags.unusual_prefix = chosen;
        tags.all.sort_by(|one, two| one.time.cmp(&two.time).then_with(|| one.version.cmp(&two.version)));
        for (place, tag) in tags.all.iter().enumerate() {
            tags.by_commit.entry(tag.commit).or_default().push(place);
        }
        Ok(tags)
    }

    /// Returns the tag of the highest version on a commit.
    pub fn of_commit(&self, commit: Oid) -> Option<&Tag> {
        self.on_commit(commit).max_by(|one, two| one.version.cmp(&two.version))
    }

    /// Returns all tags on a commit.
    pub fn on_commit(&self, commit: Oid) -> impl Iterator<Item = &Tag> {
        self.by_commit.get(&commit).into_iter().flatten().filter_map(|place| self.all.get(*place))
    }

    /// Returns a tag of whose name the pattern left a part behind the version: of `5.1.0` a pattern without the group
    /// `version` may match the `5` alone.
    pub fn cut_short(&self) -> Option<&Tag> {
        let is_cut = |tag: &&Tag| {
            let version = tag.name.get(tag.prefix.len()..).unwrap_or_default();
            let version = version.strip_prefix('v').unwrap_or(version);
            let rest = version.strip_prefix(&tag.version.to_string()).unwrap_or_default();
            rest.starts_with(|letter: char| letter.is_ascii_alphanumeric())
                || (rest.starts_with('.') && rest.chars().nth(1).is_some_and(|letter| letter.is_ascii_digit()))
        };
        self.all.iter().find(is_cut)
    }

    /// Says whether git takes a name for a tag (<https://git-scm.com/docs/git-check-ref-format>).
    pub fn is_valid_name(name: &str) -> bool {
        !name.starts_with('-') && git2::Reference::is_valid_name(&format!("refs/tags/{name}"))
    }

    /// Says whether a name would be that of a release: by the pattern, else by the version in it.
    pub fn names_a_release(name: &str, pattern: Option<&Regex>) -> bool {
        version_in(name, pattern).is_some()
    }

    /// Returns the tag of that name.
    pub fn named(&self, name: &str) -> Option<&Tag> {
        self.all.iter().find(|tag| tag.name == name)
    }
}

/// The series to read, when it is not the usual one.
fn series(found: &[Tag], head: Option<&str>) -> Option<String> {
    if let Some(tag) = head.and_then(|head| found.iter().find(|tag| tag.name == head)) {
        return (!is_usual_prefix(&tag.prefix)).then(|| tag.prefix.clone());
    }
    let mut groups: HashMap<&str, (i64, usize)> = HashMap::new();
    // Experiments and nightlies are tagged in series of their own; a series is alive by its final releases.
    for tag in found.iter().filter(|tag| !tag.version.is_pre_release()) {
        let group = groups.entry(if is_usual_prefix(&tag.prefix) { "" } else { &tag.prefix }).or_insert((i64::MIN, 0));
        *group = (group.0.max(tag.time), group.1 + 1);
    }
    let usual = groups.remove("");
    let (prefix, (newest, _)) = groups.into_iter().max_by_key(|(prefix, (time, count))| (*time, *count, *prefix))?;
    match usual {
        Some((time, _)) if newest.saturating_sub(time) <= A_YEAR => None,
        _ => Some(prefix.to_owned()),
    }
}

/// Returns all tags that name a version, of whatever series.
pub(super) fn read_all(repository: &Repository, pattern: Option<&Regex>) -> Result<Vec<Tag>, GitError> {
    let inner = &repository.inner;
    let mut named: Vec<(Oid, String, String, Version)> = Vec::new();
    inner
        .tag_foreach(|id, name| {
            let name = String::from_utf8_lossy(name);
            let name = name.strip_prefix("refs/tags/").unwrap_or(&name);
            if let Some((prefix, version)) = version_in(name, pattern) {
                named.push((id, name.to_owned(), prefix, version));
            }
            true
        })
        .map_err(GitError::doing("list the tags"))?;
    let mut tags = Vec::with_capacity(named.len());
    for (id, name, prefix, version) in named {
        // A tag may name a tree, a blob, or an object that a shallow clone lacks: no release of this history.
        let Ok(object) = inner.find_object(id, None) else { continue };
        let tagged = object.as_tag().and_then(|tag| tag.tagger().map(|tagger| tagger.when()));
        let Ok(commit) = object.peel_to_commit() else { continue };
        let when = tagged.unwrap_or_else(|| commit.time());
        tags.push(Tag {
            name,
            prefix,
            version,
            commit: commit.id(),
            time: when.seconds(),
            offset: when.offset_minutes(),
        });
    }
    Ok(tags)
}

/// Says whether a prefix is one that tags of a project's only series have.
pub(super) fn is_usual_prefix(prefix: &str) -> bool {
    USUAL_PREFIXES.contains(&prefix)
}

/// Splits a tag's name into what stands before the version, and the version.
fn version_in(name: &str, pattern: Option<&Regex>) -> Option<(String, Version)> {
    if let Some(pattern) = pattern {
        let found = pattern.captures(name)?;
        let version = found.name("version").or_else(|| found.get(0))?;
        let text = version.as_str();
        let text = text.strip_prefix('v').unwrap_or(text);
        return Some((name.get(..version.start())?.to_owned(), Version::parse(text)?));
    }
    let is_boundary = |before: &str| before.is_empty() || before.ends_with(['@', '-', '/', '_', 'v', 'V']);
    let mut starts = name.char_indices().filter(|(_, character)| character.is_ascii_digit()).map(|(at, _)| at);
    starts.find_map(|at| {
        let (before, text) = name.split_at(at);
        if !is_boundary(before) || before.ends_with(|last: char| last.is_ascii_digit()) {
            return None;
        }
        // A bare number is a date or an issue, unless nothing but `v` stands before it.
        if !text.contains('.') && !matches!(before, "" | "v" | "V") {
            return None;
        }
        Some((before.to_owned(), Version::parse(text)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_names() {
        let cases = [
            ("5.4.0", Some(("", "5.4.0"))),
            ("v6.0.0b1", Some(("v", "6.0.0b1"))),
            ("react-router@7.1.0", Some(("react-router@", "7.1.0"))),
            ("@remix-run/node@2.0.0-pre.1", Some(("@remix-run/node@", "2.0.0-pre.1"))),
            ("release-2.1", Some(("release-", "2.1"))),
            ("nightly-20240101", None),
            ("latest", None),
            ("pr-12", None),
            ("v7", Some(("v", "7"))),
        ];
        for (name, expected) in cases {
            let found = version_in(name, None);
            let found = found.as_ref().map(|(prefix, version)| (prefix.as_str(), version.to_string()));
            assert_eq!(found, expected.map(|(prefix, version)| (prefix, version.to_owned())), "{name}");
        }
    }

    #[test]
    fn dates_are_in_the_tags_own_zone() {
        assert_eq!(civil_date(1_700_000_000, 0).as_deref(), Some("2023-11-14"));
        assert_eq!(civil_date(1_700_000_000, 120).as_deref(), Some("2023-11-15"));
    }
}
