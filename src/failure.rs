//! What can go wrong for a user: one value with the facts, the hints and the exit code, and the only place that
//! turns it into text.

use std::fmt;

/// The kind of a failure; each has one exit code, which is part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The user must act: `--check` found something, entries left the range.
    Findings,
    /// The command line cannot be followed: unknown revision, reversed range, a pattern that does not compile.
    Usage,
    /// The configuration or an input file is wrong.
    Input,
    /// Something outside failed: git, GitHub, a command.
    Outside,
    /// Refused, to protect the user: a newer format, a conflict.
    Refused,
    /// The user interrupted.
    Interrupted,
}

impl Kind {
    /// Returns the exit code of the process.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::Outside => 4,
            Self::Refused => 5,
            Self::Interrupted => 130,
        }
    }
}

/// A failure as the user is told of it.
///
/// Every error enum of the crate has a `From` into this type in the module that owns the enum, so that kind and hints
/// stand beside the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Decides the exit code.
    pub kind: Kind,
    /// What went wrong and where: a lowercase fragment without a final period. May hold several lines (a source
    /// excerpt with a caret).
    pub message: String,
    /// What to do next, one sentence each.
    pub hints: Vec<String>,
}

impl Failure {
    /// Returns a failure without hints.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new() }
    }

    /// Returns this failure with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Writes `error: …`, then `help: …` for each hint, without colour and without a final line end.
impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "error: {}", self.message)?;
        for hint in &self.hints {
            write!(formatter, "\nhelp: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
