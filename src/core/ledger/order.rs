//! Releases in their order, and the kind of each among the others.

use std::cmp::Reverse;

use crate::core::ledger::Release;
use crate::core::version::{ReleaseKind, Version};

/// Sorts records so that the newest comes first: by day, those of one day in the turned order of the list, and those
/// without a day last.
pub fn newest_first(releases: &mut [Release]) {
    releases.reverse();
    releases.sort_by_key(|release| Reverse(release.date));
}

/// Returns the kind of each version among all of them, as [`ReleaseKind::among`] does, where they are many.
pub fn kinds(versions: &[Version]) -> Vec<ReleaseKind> {
    let mut finals: Vec<&Version> = versions.iter().filter(|version| !version.is_pre_release()).collect();
    finals.sort();
    versions
        .iter()
        .map(|version| {
            let below = finals.partition_point(|other| *other < version);
            ReleaseKind::of(version, below.checked_sub(1).and_then(|place| finals.get(place)).copied())
        })
        .collect()
}

/// The kind of a version among others, and what it follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The kind.
    pub kind: ReleaseKind,
    /// The highest final version below it; `None` where none is known.
    pub from: Option<&'a Version>,
    /// Whether releases between the two may be missing: `6.1.1` looks like a patch, and is none of `5.0.0`.
    pub is_guess: bool,
}

/// Returns the kind of a version by the number that rose since the highest final one of `others` below it; with none, by
/// its zeros.
pub fn step<'a>(version: &Version, others: &'a [Version]) -> Step<'a> {
    let from = others.iter().filter(|other| !other.is_pre_release() && *other < version).max();
    let kind = ReleaseKind::among(version, others);
    let is_guess = !version.is_pre_release() && (from.is_none() || kind != ReleaseKind::of(version, None));
    Step { kind, from, is_guess }
}

/// Returns the tag that people mean by a word among those that are recorded: the tag itself, else that of the version, with
/// or without `v`. `None` where none is, or several are.
pub fn recorded_as<'a>(releases: &'a [Release], word: &str) -> Option<&'a str> {
    if let Some(release) = releases.iter().find(|release| release.tag == word) {
        return Some(&release.tag);
    }
    let version = Version::parse(word.trim_start_matches(['v', 'V']))?;
    let mut same = releases.iter().filter(|release| version_of(release).as_ref() == Some(&version));
    let first = same.next()?;
    same.all(|other| other.tag == first.tag).then_some(first.tag.as_str())
}

/// Returns the version that a record names, `None` where it names none.
pub fn version_of(release: &Release) -> Option<Version> {
    Version::parse(release.version.trim_start_matches(['v', 'V']))
}

/// Returns what a version has in common with its other spellings: `v2.0` and `2.0.0` are one version.
pub(super) fn version_key(version: &str) -> String {
    let bare = version.trim_start_matches(['v', 'V']);
    match Version::parse(bare).filter(|version| !version.is_pre_release()) {
        Some(version) if !bare.contains(['+', '-']) && !bare.contains("post") => {
            let mut numbers = version.numbers();
            while numbers.last() == Some(&0) {
                numbers.pop();
            }
            format!("{numbers:?}")
        }
        _ => bare.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_comes_first() {
        let release = |tag: &str, day: Option<i8>| Release {
            tag: tag.to_owned(),
            date: day.map(|day| jiff::civil::date(2026, 3, day)),
            ..Release::default()
        };
        let mut releases = [release("a", Some(1)), release("b", None), release("c", Some(2)), release("d", Some(2))];
        newest_first(&mut releases);
        assert_eq!(releases.map(|release| release.tag), ["d", "c", "a", "b"]);
    }

    #[test]
    fn a_version_means_its_tag() {
        let release = |tag: &str, version: &str| Release {
            tag: tag.to_owned(),
            version: version.to_owned(),
            ..Release::default()
        };
        let releases =
            [release("v1.3.0", "1.3.0"), release("1.4.0", "1.4.0"), release("v1.4.0", "1.4.0"), release("x", "y")];
        let found = ["1.3.0", "V1.3", "v1.3.0", "1.4.0", "1.4", "x", "2.0"].map(|word| recorded_as(&releases, word));
        let expected = [Some("v1.3.0"), Some("v1.3.0"), Some("v1.3.0"), Some("1.4.0"), None, Some("x"), None];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_step_that_skips_releases_is_a_guess() {
        let told = |version: &str, others: &[&str]| {
            let others: Vec<Version> = others.iter().filter_map(|version| Version::parse(version)).collect();
            let step = step(&Version::parse(version).unwrap(), &others);
            format!("{} {} {}", step.kind.name(), step.from.map(ToString::to_string).unwrap_or_default(), step.is_guess)
        };
        assert_eq!(told("6.0.0", &["5.0.0", "4.0.0", "7.0.0"]), "major 5.0.0 false");
        assert_eq!(told("6.1.0", &["5.0.0", "6.0.0"]), "minor 6.0.0 false");
        assert_eq!(told("6.1.1", &["5.0.0", "6.0.0", "6.1.0", "6.1.1rc1"]), "patch 6.1.0 false");
        assert_eq!(told("6.1.1", &["5.0.0"]), "major 5.0.0 true");
        assert_eq!(told("6.1.1", &["6.0.0"]), "minor 6.0.0 true");
        assert_eq!(told("6.1.1", &[]), "patch  true");
        assert_eq!(told("6.1.1", &["6.1.1", "7.0.0"]), "patch  true");
        assert_eq!(told("6.2.0rc1", &[]), "pre-release  false");
    }

    #[test]
    fn the_kind_follows_from_the_version_below() {
        let versions = ["0.1.0", "1.0.0b1", "1.0.0", "1.1.0", "2.0.0", "1.1.1", "2.0.1", "2.1.0rc1", "2.1.0"];
        let versions: Vec<Version> = versions.iter().filter_map(|version| Version::parse(version)).collect();
        let kinds: Vec<&str> = kinds(&versions).into_iter().map(ReleaseKind::name).collect();
        let expected = ["minor", "pre-release", "major", "minor", "major", "patch", "patch", "pre-release", "minor"];
        assert_eq!(kinds, expected);
        let one_by_one: Vec<&str> = versions.iter().map(|one| ReleaseKind::among(one, &versions).name()).collect();
        assert_eq!(one_by_one, expected);
    }
}
