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
