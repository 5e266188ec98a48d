//! Which kind of versions a project has.

use std::fmt;

use crate::core::version::{Parsed, Version};

/// A scheme of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Semantic versioning 2.0.0 (<https://semver.org>): three numbers, and pre-releases behind a hyphen.
    Semver,
    /// The versions of Python packages (<https://peps.python.org/pep-0440/>).
    Pep440,
    /// The numbers of a day (<https://calver.org>).
    Calver,
}

impl Scheme {
    /// Each scheme with its name in the configuration.
    pub const NAMES: &'static [(&'static str, Self)] =
        &[("semver", Self::Semver), ("pep440", Self::Pep440), ("calver", Self::Calver)];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Semver => "semver",
            Self::Pep440 => "pep440",
            Self::Calver => "calver",
        }
    }

    /// Returns its name in a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::Semver => "semantic versioning",
            Self::Pep440 => "PEP 440",
            Self::Calver => "calendar versioning",
        }
    }

    /// Returns the version that the scheme takes `text` for, as the scheme itself writes it: `2.0.0rc1` of `2.0.0-rc.1` in
    /// PEP 440, which reads more than it writes. `None` where it takes it for none.
    pub fn respelt(self, text: &str) -> Option<Version> {
        if self != Self::Pep440 {
            return None;
        }
        let version: pep440_rs::Version = text.parse().ok()?;
        Version::parse(&version.to_string())
    }

    /// Returns the version that `text` spells in this scheme; a leading `v` is left out by whoever asks.
    pub fn parse(self, text: &str) -> Option<Version> {
        let version = Version::parse(text)?;
        let fits = match self {
            Self::Semver => semver::Version::parse(text).is_ok(),
            Self::Pep440 => matches!(version.parsed, Parsed::Python(_)),
            Self::Calver => true,
        };
        fits.then_some(version)
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pep_440_reads_more_than_it_writes() {
        let respelt = |text| Scheme::Pep440.respelt(text).map(|version| version.to_string());
        assert_eq!(respelt("2.0.0-rc.1").as_deref(), Some("2.0.0rc1"));
        assert_eq!(respelt("1.0.0-1").as_deref(), Some("1.0.0.post1"));
        assert_eq!(respelt("2.0.0-x.y"), None);
        assert_eq!(Scheme::Semver.respelt("2.0.0-rc.1"), None);
    }
}
