//! What can be wrong with a configuration.

use std::ops::Range;

use jiff::civil::Date;
use thiserror::Error;

use crate::config::file::Source;
use crate::config::keys::hint;
use crate::core::changelog::rules::PatternError;
use crate::core::excerpt::excerpt;
use crate::core::text::nearest;
use crate::core::version::{Calendar, CalendarError};
use crate::failure::{Failure, Kind};

/// What is wrong.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Problem {
    /// The last of some days is before this first one.
    #[error("this is before {0}, the first day")]
    Backwards(Date),
    /// A form of calendar versions that is none.
    #[error("{0}")]
    Calendar(#[from] CalendarError),
    /// A form of calendar versions where the scheme is another one.
    #[error("this is for calendar versions, and `version.scheme` is `{0}`")]
    CalendarOfOther(&'static str),
    /// A value that is not one of those that a setting has.
    #[error("`{word}` is not one of the values")]
    Choice {
        /// What was written.
        word: String,
        /// The values that there are.
        names: Vec<String>,
    },
    /// Something that is no day.
    #[error("`{0}` is not a day")]
    Day(String),
    /// A section is given twice.
    #[error("the section `{0}` is given twice")]
    DuplicateSection(String),
    /// A list or a setting with an empty text, which would match nothing, or everything.
    #[error("an empty text means nothing here")]
    Empty,
    /// A list of what counts, in which nothing is.
    #[error("an empty list lets nothing count")]
    EmptyList,
    /// A regular expression that does not compile.
    #[error("the pattern does not compile: {0}")]
    Expression(String),
    /// A path that leads out of the repository, or into what git keeps.
    #[error("`{0}` is no place below the top of the repository")]
    Outside(String),
    /// A path or branch pattern that cannot be used.
    #[error("{0}")]
    Pattern(#[from] PatternError),
    /// A text that is no login.
    #[error("`{0}` is not a login of GitHub")]
    Login(String),
    /// A pattern for numbers without a group that catches the number.
    #[error("the pattern has no group for the number")]
    NoGroup,
    /// A pattern for names without a group that catches the name.
    #[error("the pattern has no group for the name")]
    NoNameGroup,
    /// A prefix that is not one word, so that no title has it.
    #[error("`{0}` is not one word, so no title begins with it")]
    Prefix(String),
    /// A project that is not `owner/name`.
    #[error("`{0}` is not a project")]
    Project(String),
    /// Days away where everybody can read them.
    #[error("when people are away is nothing for a file that others read")]
    PublicAway,
    /// The key of a section is not a plain word.
    #[error("`{0}` is not the key of a section")]
    SectionKey(String),
    /// The section `other` is to stand before another.
    #[error("the section `other` is always the last")]
    OtherIsLast,
    /// Not TOML, in the words of its reader.
    #[error("{0}")]
    Toml(String),
    /// A value of the wrong type.
    #[error("this is {found}, and should be {expected}")]
    Type {
        /// What was written, in words.
        found: String,
        /// What belongs there, in words.
        expected: String,
    },
    /// A key that is not known.
    #[error("unknown key `{key}`")]
    UnknownKey {
        /// What was written.
        key: String,
        /// The keys that are known there.
        allowed: Vec<String>,
    },
    /// A section that another is to stand before is not there.
    #[error("there is no section `{key}`")]
    UnknownSection {
        /// What was written.
        key: String,
        /// The sections that there are.
        keys: Vec<String>,
    },
    /// A new section without a title.
    #[error("the new section `{0}` has no title")]
    Untitled(String),
}

impl Problem {
    /// Returns what to do about it.
    pub fn hint(&self) -> Option<String> {
        let meant = |word: &str, known: &[String]| nearest(word, known.iter().map(String::as_str)).map(str::to_owned);
        Some(match self {
            Self::Choice { word, names } => match meant(word, names) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the values are {}", list(names)),
            },
            Self::Calendar(_) => {
                let names: Vec<String> = Calendar::names().map(str::to_owned).collect();
                format!("the parts are {}, the larger before the smaller, as in `YYYY.0M.MICRO`", list(&names))
            }
            Self::CalendarOfOther(_) => "leave one of them out".to_owned(),
            Self::Day(_) => "write it as 2026-08-01".to_owned(),
            Self::Login(_) => "a login has letters, digits and single hyphens, at most 39".to_owned(),
            Self::PublicAway => "put it into `.git/shepherd.toml`, which stays in this clone; or use `shepherd people \
                                 away`. What was pushed already is public: take it out of there too"
                .to_owned(),
            Self::Empty => "leave it out, or write what it should match".to_owned(),
            Self::EmptyList => "leave it out for what counts by default, or name what counts".to_owned(),
            Self::NoNameGroup => r"put the name in brackets: `(--[a-z-]+)`, or `c\.(?P<name>\w+)`".to_owned(),
            Self::NoGroup => r"put the number in brackets: `PR (\d+)`, or `PR (?P<number>\d+)`".to_owned(),
            Self::Pattern(PatternError::Unsupported(_)) => {
                "write several patterns, or `?` for any character".to_owned()
            }
            Self::Outside(_) => {
                "write a path from the top of the repository, without `..`, and not into `.git`; a flag may name any other file"
                    .to_owned()
            }
            Self::Prefix(_) => "write each word as a prefix of its own".to_owned(),
            Self::Project(_) => "write it as `owner/name`".to_owned(),
            Self::Type { found, expected } if found == "a table" && expected == "a list" => {
                "a table that can stand there several times is written in two brackets, as `[[changelog.section]]`"
                    .to_owned()
            }
            Self::SectionKey(_) => "write small letters, digits and `-`".to_owned(),
            Self::UnknownKey { key, allowed } => hint(key, allowed),
            Self::UnknownSection { key, keys } => match meant(key, keys) {
                Some(key) => format!("did you mean `{key}`?"),
                None => format!("the sections are {}", list(keys)),
            },
            Self::Untitled(_) => "add a `title`, or use the key of a section that is there".to_owned(),
            Self::Backwards(_)
            | Self::DuplicateSection(_)
            | Self::Expression(_)
            | Self::OtherIsLast
            | Self::Pattern(_)
            | Self::Toml(_)
            | Self::Type { .. } => {
                return None;
            }
        })
    }

    /// A pattern that does not compile is wrong usage, wherever it was written; everything else follows the place.
    fn is_about_a_pattern(&self) -> bool {
        matches!(self, Self::Expression(_) | Self::NoGroup | Self::NoNameGroup)
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What is wrong, and where.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{problem}")]
pub struct ConfigError {
    /// What is wrong.
    pub problem: Problem,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Environment(&'static str),
    File { excerpt: String },
    Flag(&'static str),
}

impl ConfigError {
    /// Returns an error at a place of a file.
    pub(super) fn in_file(problem: Problem, source: &Source, span: Range<usize>) -> Self {
        let excerpt = excerpt(&source.name, &source.text, span, "");
        Self { problem, place: Place::File { excerpt } }
    }

    /// Says whether it is about a flag, and not about what a file or the environment says.
    pub fn is_about_a_flag(&self) -> bool {
        matches!(self.place, Place::Flag(_))
    }

    /// Returns an error in the value of a flag, which is written with its hyphens.
    pub(super) fn in_flag(problem: Problem, flag: &'static str) -> Self {
        Self { problem, place: Place::Flag(flag) }
    }

    /// Returns an error in the value of an environment variable.
    pub(super) fn in_environment(problem: Problem, name: &'static str) -> Self {
        Self { problem, place: Place::Environment(name) }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let ConfigError { problem, place } = error;
        let hint = problem.hint();
        let kind =
            if problem.is_about_a_pattern() || matches!(place, Place::Flag(_)) { Kind::Usage } else { Kind::Input };
        let message = match place {
            Place::Environment(name) => format!("environment variable {name}: {problem}"),
            Place::File { excerpt } => format!("{problem}\n{excerpt}"),
            Place::Flag(flag) => format!("{flag}: {problem}"),
        };
        let failure = Self::new(kind, message);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
