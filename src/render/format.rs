//! The built-in formats.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

use crate::render::check::nearest;

/// A built-in way to write a changelog, each a template that can be copied and changed.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// As `github-activity` writes it: sections, and everybody who took part in each change.
    #[default]
    Jupyter,
    /// As keepachangelog.com describes it: Added, Changed, Deprecated, Removed, Fixed, Security.
    KeepAChangelog,
    /// As GitHub writes the notes of a release.
    Github,
    /// Text without Markdown.
    Plain,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Jupyter, Self::KeepAChangelog, Self::Github, Self::Plain];

    /// Returns the name that the command line and the configuration know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jupyter => "jupyter",
            Self::KeepAChangelog => "keep-a-changelog",
            Self::Github => "github",
            Self::Plain => "plain",
        }
    }

    /// Returns the file name of the built-in template, which errors and copies are named after.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Jupyter => "jupyter.md.hbs",
            Self::KeepAChangelog => "keep-a-changelog.md.hbs",
            Self::Github => "github.md.hbs",
            Self::Plain => "plain.txt.hbs",
        }
    }

    /// Returns the text of the built-in template, for people to copy.
    pub fn source(self) -> &'static str {
        match self {
            Self::Jupyter => include_str!("../../templates/changelog/jupyter.md.hbs"),
            Self::KeepAChangelog => include_str!("../../templates/changelog/keep-a-changelog.md.hbs"),
            Self::Github => include_str!("../../templates/changelog/github.md.hbs"),
            Self::Plain => include_str!("../../templates/changelog/plain.txt.hbs"),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A word that names no format.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{word}` is not a format ({}){}", Format::ALL.map(Format::name).join(", "), suggest(.suggestion.as_deref()))]
pub struct FormatError {
    /// The word.
    pub word: String,
    /// The name that it resembles.
    pub suggestion: Option<String>,
}

/// Returns the question that ends the message.
fn suggest(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == word)
            .ok_or_else(|| FormatError { word: word.to_owned(), suggestion: nearest(word, Self::ALL.map(Self::name)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_format() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(format.to_string(), format.name());
            assert_eq!(serde_json::from_value::<Format>(format.name().into()).unwrap(), format);
        }
    }

    #[test]
    fn a_typing_mistake_is_named() {
        let error = "jupiter".parse::<Format>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`jupiter` is not a format (jupyter, keep-a-changelog, github, plain); did you mean `jupyter`?"
        );
        assert_eq!("xml".parse::<Format>().unwrap_err().suggestion, None);
    }
}
