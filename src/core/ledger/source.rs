//! How something is known of a release, and how sure it is.

use std::fmt;
use std::str::FromStr;

/// How it is known who cut a release, in the order of trust: what people say of themselves first, guesses last.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The guide walked through it.
    Guide,
    /// Somebody recorded it.
    Record,
    /// A trailer of the tag: `Released-by: @octocat`.
    Trailer,
    /// A table that people keep.
    Table,
    /// The changelog names them in the heading.
    Changelog,
    /// A person made the tag.
    Tagger,
    /// A person merged the release pull request.
    Merger,
    /// A person started the workflow.
    Workflow,
    /// A person published the release on GitHub.
    GithubRelease,
    /// A person committed the new version.
    Bump,
    /// What another program or a later version wrote; empty where nothing says it.
    Other(String),
    /// Nothing says it.
    #[default]
    Unknown,
}

/// How sure it is who cut a release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It may well have been somebody else.
    Low,
    /// It was most likely them.
    Medium,
    /// They say so themselves, or it is in writing.
    #[default]
    High,
}

/// A text that is no confidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of high, medium, low")]
pub struct ConfidenceError(pub String);

impl Source {
    /// Those that have a word, in the order of trust.
    const ALL: [Self; 10] = [
        Self::Guide,
        Self::Record,
        Self::Trailer,
        Self::Table,
        Self::Changelog,
        Self::Tagger,
        Self::Merger,
        Self::Workflow,
        Self::GithubRelease,
        Self::Bump,
    ];

    /// Returns the word for it in files and messages; empty where nothing says it.
    pub fn word(&self) -> &str {
        match self {
            Self::Guide => "guide",
            Self::Record => "record",
            Self::Trailer => "trailer",
            Self::Table => "table",
            Self::Changelog => "changelog",
            Self::Tagger => "tagger",
            Self::Merger => "merger",
            Self::Workflow => "workflow",
            Self::GithubRelease => "github-release",
            Self::Bump => "bump",
            Self::Other(word) => word,
            Self::Unknown => "",
        }
    }

    /// Returns what it means, for who does not know the words; empty where nothing says it.
    pub fn meaning(&self) -> &str {
        match self {
            Self::Guide => "the guide, which recorded it as it happened",
            Self::Record => "somebody who recorded it",
            Self::Trailer => "a line in the tag that says who released",
            Self::Table => "a table that people keep",
            Self::Changelog => "the heading in the changelog",
            Self::Tagger => "who made the tag",
            Self::Merger => "who merged the pull request of the release",
            Self::Workflow => "who started the workflow",
            Self::GithubRelease => "who published the release on GitHub",
            Self::Bump => "who committed the new version",
            Self::Other(word) => word,
            Self::Unknown => "",
        }
    }

    /// Returns how sure it is by itself.
    pub fn confidence(&self) -> Confidence {
        match self {
            Self::Merger | Self::Workflow | Self::GithubRelease | Self::Other(_) => Confidence::Medium,
            Self::Bump | Self::Unknown => Confidence::Low,
            _ => Confidence::High,
        }
    }
}

/// Reads any word.
impl From<&str> for Source {
    fn from(word: &str) -> Self {
        if word.is_empty() {
            return Self::Unknown;
        }
        Self::ALL.into_iter().find(|source| source.word() == word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl Confidence {
    /// Returns the word for it in files and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for Confidence {
    type Err = ConfidenceError;

    fn from_str(text: &str) -> Result<Self, ConfidenceError> {
        let known = [Self::Low, Self::Medium, Self::High];
        known.into_iter().find(|one| one.word() == text).ok_or_else(|| ConfidenceError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_read_again() {
        for source in Source::ALL.into_iter().chain([Source::Unknown, Source::Other("wizard".to_owned())]) {
            assert_eq!(Source::from(source.word()), source);
        }
        assert!(Source::ALL.is_sorted() && Source::Trailer.confidence() > Source::Bump.confidence());
        for confidence in [Confidence::Low, Confidence::Medium, Confidence::High] {
            assert_eq!(confidence.word().parse(), Ok(confidence));
        }
        assert_eq!("sure".parse::<Confidence>(), Err(ConfidenceError("sure".to_owned())));
    }
}
