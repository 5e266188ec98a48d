//! What a release is to those who use it: major, minor, patch or pre-release.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::core::version::Version;

/// The kind of a release. Security is a facet of any of them and no kind of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseKind {
    /// Breaks something: the first number rose (calendar versions included).
    Major,
    /// Adds something: the second number rose.
    Minor,
    /// Mends something: a later number rose.
    Patch,
    /// An alpha, beta, release candidate or development release.
    PreRelease,
}

impl ReleaseKind {
    /// Returns the kind of `version`, which comes after `previous`; without one, by its trailing zeros.
    pub fn of(version: &Version, previous: Option<&Version>) -> Self {
        if version.is_pre_release() {
            return Self::PreRelease;
        }
        let numbers = version.numbers();
        let at = |numbers: &[u64], place: usize| numbers.get(place).copied().unwrap_or(0);
        let (major, minor) = match previous.map(Version::numbers) {
            Some(before) => (at(&numbers, 0) != at(&before, 0), at(&numbers, 1) != at(&before, 1)),
            None => (at(&numbers, 1) == 0 && at(&numbers, 2) == 0, at(&numbers, 2) == 0),
        };
        match (major, minor) {
            (true, _) => Self::Major,
            (_, true) => Self::Minor,
            _ => Self::Patch,
        }
    }

    /// Returns the kind of `version` among all that are known: by the number that rose since the newest final version
    /// before it. What was only tried before it does not count.
    pub fn among<'a>(version: &Version, known: impl IntoIterator<Item = &'a Version>) -> Self {
        let before = known.into_iter().filter(|other| !other.is_pre_release() && *other < version).max();
        Self::of(version, before)
    }

    /// Returns the word for it in files, flags and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Patch => "patch",
            Self::PreRelease => "pre-release",
        }
    }
}

impl fmt::Display for ReleaseKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_rose_decides() {
        let cases = [
            ("6.0.0", Some("5.4.2"), ReleaseKind::Major),
            ("5.5.0", Some("5.4.2"), ReleaseKind::Minor),
            ("5.4.3", Some("5.4.2"), ReleaseKind::Patch),
            ("5.5.0rc1", Some("5.4.2"), ReleaseKind::PreRelease),
            ("1.0", None, ReleaseKind::Major),
            ("0.1.0", None, ReleaseKind::Minor),
            ("0.1.1", None, ReleaseKind::Patch),
        ];
        for (version, previous, kind) in cases {
            let previous = previous.and_then(Version::parse);
            assert_eq!(ReleaseKind::of(&Version::parse(version).unwrap(), previous.as_ref()), kind, "{version}");
        }
    }

    #[test]
    fn a_final_version_is_held_against_the_final_before_it() {
        let known = ["1.0.0", "1.1.0", "2.0.0b1", "2.0.0rc1", "2.0.0", "3.0.0"].map(|one| Version::parse(one).unwrap());
        let cases = [
            ("2.0.0", ReleaseKind::Major),
            ("2.0.0rc2", ReleaseKind::PreRelease),
            ("1.1.1", ReleaseKind::Patch),
            ("2.1.0", ReleaseKind::Minor),
            ("0.9.0", ReleaseKind::Minor),
        ];
        for (version, kind) in cases {
            assert_eq!(ReleaseKind::among(&Version::parse(version).unwrap(), &known), kind, "{version}");
        }
    }
}
