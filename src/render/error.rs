//! What can be wrong with a template, with the place in it.

use std::fmt;

use thiserror::Error;

use crate::failure::{Failure, Kind};

/// A line that is longer is not shown: the place is said in figures.
const LONGEST_LINE: usize = 240;

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the template, normally its path.
    pub template: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters are meant.
    pub width: usize,
    /// The text of the line.
    pub text: String,
}

impl Place {
    /// Returns the place of `width` bytes at the byte `offset` of `source`.
    pub(crate) fn new(template: &str, source: &str, offset: usize, width: usize) -> Self {
        let before = source.get(..offset).unwrap_or(source);
        let start = before.rfind('\n').map_or(0, |line_end| line_end + 1);
        let text = source.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let meant = source.get(offset..).unwrap_or_default().get(..width).unwrap_or_default();
        Self {
            template: template.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(start..).unwrap_or_default().chars().count() + 1,
            width: meant.chars().count().max(1),
            text: text.replace(char::is_control, " "),
        }
    }
}

/// Writes where the place is, and the line with a mark below what is meant.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.to_string();
        let margin = " ".repeat(line.len());
        write!(formatter, "{margin}--> {}:{line}:{}", self.template, self.column)?;
        if self.text.chars().count() > LONGEST_LINE {
            return Ok(());
        }
        let (indent, mark) = (" ".repeat(self.column - 1), "^".repeat(self.width));
        write!(formatter, "\n{margin} |\n{line} | {}\n{margin} | {indent}{mark}", self.text)
    }
}

/// Why a template cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RenderError {
    /// What templates of other tools may have and ours do not.
    #[error("{what} cannot be used in a template\n{place}")]
    Unsupported {
        /// Where it stands.
        place: Box<Place>,
        /// What it is, with its signs.
        what: String,
    },
    /// Not handlebars.
    #[error("{reason}\n{place}")]
    Syntax {
        /// Where reading stopped.
        place: Box<Place>,
        /// What is wrong, as a fragment.
        reason: String,
    },
    /// A helper that does not exist.
    #[error("unknown helper `{name}`\n{place}")]
    UnknownHelper {
        /// Where it stands.
        place: Box<Place>,
        /// The helper as it is written.
        name: String,
        /// What to write instead.
        suggestion: Option<String>,
        /// The helpers that exist.
        known: Vec<&'static str>,
    },
    /// A name that has no value here.
    #[error("unknown name `{name}`\n{place}")]
    UnknownName {
        /// Where it stands.
        place: Box<Place>,
        /// The name as it is written.
        name: String,
        /// What to write instead.
        suggestion: Option<String>,
        /// The names that have a value here.
        known: Vec<&'static str>,
    },
    /// A known name or helper that is used for what it is not.
    #[error("{problem}\n{place}")]
    Misused {
        /// Where it stands.
        place: Box<Place>,
        /// What is wrong, as a fragment.
        problem: String,
        /// What to write instead, as a sentence.
        advice: String,
    },
    /// A value that was not there when the template was filled in.
    #[error("{template}{} could not be filled in: {reason}", .line.map(|line| format!(":{line}")).unwrap_or_default())]
    Unfilled {
        /// The name of the template.
        template: String,
        /// The line, where it is known.
        line: Option<usize>,
        /// What was missing.
        reason: String,
    },
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        let failure = Self::new(Kind::Input, error.to_string());
        match error {
            RenderError::UnknownName { suggestion, known, .. } => match suggestion {
                Some(suggestion) => failure.hint(format!("did you mean `{suggestion}`?")),
                None if known.is_empty() => failure,
                None => failure.hint(format!("the names known here are {}", known.join(", "))),
            },
            RenderError::UnknownHelper { suggestion, known, .. } => match suggestion {
                Some(suggestion) => failure.hint(format!("did you mean `{suggestion}`?")),
                None => failure.hint(format!("the helpers are {}", known.join(", "))),
            },
            RenderError::Misused { advice, .. } => failure.hint(advice),
            RenderError::Unsupported { .. } => {
                failure.hint("a template is one file: write the text of the part in its place")
            }
            RenderError::Syntax { .. } => failure.hint("write `\\{{` where two braces are meant as text"),
            RenderError::Unfilled { .. } => failure.hint("put `{{#if …}}` around what some changes do not have"),
        }
    }
}
