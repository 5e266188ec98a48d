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
    /// Both ways of numbering agree on the place; within it each has its own order, and where a project mixed both, what
    /// is spelt as semantic versioning does comes first. So any list of versions has one order.
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place()).then_with(|| match (&self.parsed, &other.parsed) {
            (Parsed::Semantic(one), Parsed::Semantic(two)) => one.cmp(two),
            (Parsed::Python(one), Parsed::Python(two)) => one.cmp(two),
            (Parsed::Semantic(_), Parsed::Python(_)) => Ordering::Less,
            (Parsed::Python(_), Parsed::Semantic(_)) => Ordering::Greater,
        })
    }
}

/// What decides first where a version stands: the epoch of PEP 440, the numbers without zeros at the end, and whether it
/// comes before the final one, is it, or comes after it.
type Rank = (u64, Vec<u64>, u8);

impl Version {
    fn place(&self) -> Rank {
        let mut numbers = self.numbers();
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        let (epoch, side) = match &self.parsed {
            Parsed::Semantic(version) => (0, u8::from(version.pre.is_empty())),
            Parsed::Python(version) => {
                // 1.0a1.post1 comes before 1.0, and 1.0.post1.dev1 after it.
                let is_before = version.pre().is_some() || (version.is_dev() && !version.is_post());
                let side = if is_before { 0 } else { 1 + u8::from(version.is_post()) };
                (version.epoch(), side)
            }
        };
        (epoch, numbers, side)
    }
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
    fn mixed_spellings_have_one_order() {
        let ascending = [
            "1.0a1.post1",
            "1.0",
            "1.0.post1.dev1",
            "1.0.post1",
            "2.0.0-rc.1",
            "2.0.0rc1",
            "2.0.0+local",
            "3.0",
            "1!1.0",
        ];
        for pair in ascending.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_versions_have_one_order(texts in proptest::collection::vec(
            "([01]!)?[0-2](\\.[0-2]){0,3}(-(rc|alpha)\\.?[01]|rc[01]|a[01])?(\\.post[01])?(\\.dev[01])?(\\+x[01])?", 3,
        )) {
            let versions: Vec<Version> = texts.iter().filter_map(|text| Version::parse(text)).collect();
            if let [one, two, three] = &versions[..] {
                assert_eq!(one.cmp(two), two.cmp(one).reverse(), "{one} {two}");
                assert!(!(one <= two && two <= three) || one <= three, "{one} {two} {three}");
            }
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
