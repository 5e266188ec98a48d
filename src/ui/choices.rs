//! How much is said, and in which colours.

use std::io;

use anstream::{AutoStream, ColorChoice};

/// How much is said on stderr.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors and warnings.
    Quiet,
    /// Also what was done.
    #[default]
    Normal,
    /// Also why.
    Verbose,
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` and its like say otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Returns what this means for stderr of this process.
    pub(super) fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => AutoStream::choice(&io::stderr()),
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}
