//! Versions: their order, which of them are pre-releases, how a project spells them, and which one comes next.

mod calendar;
mod check;
mod kind;
mod line;
mod need;
mod next_calendar;
mod proposal;
mod scheme;
mod spelling;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr as _;

pub use calendar::{Calendar, CalendarError, Field};
pub use check::{Doubt, check};
pub use kind::ReleaseKind;
pub use line::{Line, series_of_branch};
pub use need::{Needs, Reason};
pub use proposal::{Proposal, Question, propose};
pub use scheme::Scheme;
pub use spelling::{Dated, Said, Spelling};

/// A version as it stands in a tag, in semantic versioning (<https://semver.org>), PEP 440
/// (<https://peps.python.org/pep-0440/>) or calendar form.
#[derive(Clone, Debug)]
pub struct Version {
    text: String,
    parsed: Parsed,
}

#[derive(Clone, Debug)]
enum Parsed {
    Semantic(Box<semver::Version>),
    Python(Box<pep440_rs::Version>),
}

impl Version {
    /// Returns the version that `text` spells, without a leading `v`, or `None` where it is none.
    ///
    /// A hyphen decides: `1.0.0-1` is a pre-release in semantic versioning and a post-release in PEP 440; tags with a
    /// hyphen are read as the former first.
    pub fn parse(text: &str) -> Option<Self> {
        if !text.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let semantic = || semver::Version::parse(text).ok().map(|version| Parsed::Semantic(Box::new(version)));
        let python = || pep440_rs::Version::from_str(text).ok().map(|version| Parsed::Python(Box::new(version)));
        let parsed = if text.contains('-') { semantic().or_else(python) } else { python().or_else(semantic) }?;
        Some(Self { text: text.to_owned(), parsed })
    }

    /// Says whether it is an alpha, beta, release candidate or development release.
    pub fn is_pre_release(&self) -> bool {
        match &self.parsed {
            Parsed::Semantic(version) => !version.pre.is_empty(),
            Parsed::Python(version) => version.any_prerelease(),
        }
    }

    /// Returns the final version that a pre-release leads to: 5.5.0 for `5.5.0rc1`; of a final one, itself.
    pub fn last(&self) -> Option<Self> {
        if self.is_pre_release() { Self::parse(spelling::split(&self.text).0) } else { Some(self.clone()) }
    }

    /// Returns the numbers of the release, e.g. `[5, 4, 0]` for `5.4.0rc1`.
    pub fn numbers(&self) -> Vec<u64> {
        match &self.parsed {
            Parsed::Semantic(version) => vec![version.major, version.minor, version.patch],
            Parsed::Python(version) => version.release().to_vec(),
        }
    }
}

/// Writes the version as it was given.
impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.parsed, &other.parsed) {
            (Parsed::Semantic(one), Parsed::Semantic(two)) => one.cmp(two),
            (Parsed::Python(one), Parsed::Python(two)) => one.cmp(two),
            // Two spellings in one project: the numbers decide, then a final is after its pre-releases.
            _ => padded(self)
                .cmp(&padded(other))
                .then_with(|| other.is_pre_release().cmp(&self.is_pre_release()))
                .then_with(|| self.text.cmp(&other.text)),
        }
    }
}

fn padded(version: &Version) -> Vec<u64> {
    let mut numbers = version.numbers();
    while numbers.last() == Some(&0) {
        numbers.pop();
    }
    numbers
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

#[cfg(test)]
mod order_tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap_or_else(|| panic!("{text} is a version"))
    }

    #[test]
    fn orders_across_spellings() {
        let ascending = [
            "0.9",
            "1.0.0-alpha.1",
            "1.0.0-beta",
            "1.0.0",
            "1.0.1",
            "2.0.0b1",
            "2.0.0rc1",
            "2.0.0",
            "2024.01",
            "2024.2",
        ];
        for pair in ascending.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn knows_pre_releases() {
        for text in ["6.0.0b1", "1.0.0-next.3", "5.4.0.dev1", "1.0.0rc1", "1.0.0-1"] {
            assert!(version(text).is_pre_release(), "{text}");
        }
        for text in ["6.0.0", "1.0", "2024.01.1", "1.0.0.post1", "1.0.0+build.5"] {
            assert!(!version(text).is_pre_release(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_version() {
        for text in ["", "v1.0", "nightly", "latest", "one.two", "1.x"] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
    }
}
