//! Why a file is left untouched, with the line and what to do about it.

use crate::failure::{Failure, Kind};

/// A changelog file that is not understood, or that must not be written. Every line is 1-based.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// A NUL byte: this is no text.
    #[error("line {line} holds a NUL byte, so this is not a text file")]
    Nul {
        /// Where it is.
        line: usize,
    },
    /// Somebody has a merge to finish.
    #[error("line {line} is a merge conflict marker")]
    Conflict {
        /// The first marker.
        line: usize,
    },
    /// A fence or comment that takes headings or the rest of the file with it.
    #[error("the {what} in line {line} is not closed where it should be: it swallows line {swallowed}")]
    Unclosed {
        /// `code fence`, `comment` or `HTML`.
        what: &'static str,
        /// Where it is opened.
        line: usize,
        /// The first line in it that looks like a heading, else its last line.
        swallowed: usize,
    },
    /// Another markup language.
    #[error("line {line} looks like {language}, not like Markdown")]
    NotMarkdown {
        /// `reStructuredText` or `AsciiDoc`.
        language: &'static str,
        /// The line that gives it away.
        line: usize,
    },
    /// Versions that are plain lines: there is no telling where a section ends.
    #[error("line {line} names a version but is not a heading")]
    NoHeading {
        /// The first such line.
        line: usize,
    },
    /// Changes without any heading.
    #[error("no heading names a version, and line {line} lists changes already")]
    NoPlace {
        /// The first list.
        line: usize,
    },
    /// The heading that was made would not be found by the next run.
    #[error("a heading for {version} in line {line} would not be read as one")]
    NotReadAgain {
        /// The version, or `Unreleased`.
        version: String,
        /// Where it would stand.
        line: usize,
    },
    /// One version, two sections.
    #[error("{version} has two sections, in lines {first} and {second}")]
    TwoSections {
        /// The version, or `Unreleased`.
        version: String,
        /// The first heading.
        first: usize,
        /// The second heading.
        second: usize,
    },
    /// One section for several versions.
    #[error("the heading in line {line} names {version} together with other versions")]
    SharedHeading {
        /// The version that was looked for.
        version: String,
        /// The heading.
        line: usize,
    },
    /// Two base comments in one section.
    #[error("one section has two base comments, in lines {first} and {second}")]
    TwoBases {
        /// The first comment.
        first: usize,
        /// The second comment.
        second: usize,
    },
    /// A base comment that cannot be read.
    #[error("the base comment in line {line} is damaged: {reason}")]
    DamagedBase {
        /// The comment.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A base comment that stands in no version's section.
    #[error("the base comment in line {line} lists the same changes but stands under no version's heading")]
    StrayBase {
        /// The comment.
        line: usize,
    },
    /// A base comment of a later release of this tool.
    #[error("the base comment in line {line} has format {found}; this release knows formats up to {known}")]
    NewerBase {
        /// The comment.
        line: usize,
        /// Its format.
        found: u64,
        /// The newest format that is known here.
        known: u64,
    },
    /// A template that leaves out a change.
    #[error("the generated text has no list item for {key}")]
    NotListed {
        /// The key of the change.
        key: String,
    },
}

impl DocumentError {
    /// Returns the 1-based line of the file, where the file is what is wrong.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Nul { line }
            | Self::Conflict { line }
            | Self::Unclosed { line, .. }
            | Self::NotMarkdown { line, .. }
            | Self::NoHeading { line }
            | Self::NoPlace { line }
            | Self::NotReadAgain { line, .. }
            | Self::SharedHeading { line, .. }
            | Self::DamagedBase { line, .. }
            | Self::StrayBase { line }
            | Self::NewerBase { line, .. } => Some(*line),
            Self::TwoSections { second, .. } | Self::TwoBases { second, .. } => Some(*second),
            Self::NotListed { .. } => None,
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Nul { .. } => "name the changelog file, or restore it from git",
            Self::Conflict { .. } => "finish the merge, then run this again",
            Self::Unclosed { what: "comment", .. } => "close the comment with `-->` where it ends",
            Self::Unclosed { .. } => "close the fence where the code ends",
            Self::NotMarkdown { .. } => "write the changelog to stdout and paste it, or name a Markdown file",
            Self::NoHeading { .. } => {
                "make it a heading (`## 1.2.3`), so that the sections of the file can be told apart"
            }
            Self::NoPlace { .. } => "add a heading for the version (or `## Unreleased`) where its section should be",
            Self::NotReadAgain { .. } => "add a heading for the version where its section should be",
            Self::TwoSections { .. } => "merge the two sections, or rename one of the headings",
            Self::SharedHeading { .. } => "give each version its own heading",
            Self::TwoBases { .. } => {
                "delete the comment that does not belong to this section; without any, `--adopt` takes the section over"
            }
            Self::DamagedBase { .. } => {
                "restore the comment from git, or delete it: the section then counts as written by people, and `--adopt` takes it over"
            }
            Self::StrayBase { .. } => "restore the heading of that section, or delete the comment",
            Self::NewerBase { .. } => "update this tool; the file was last written by a newer release of it",
            Self::NotListed { .. } => "let the template write one list item, with its number, for each change",
        }
    }
}

impl From<DocumentError> for Failure {
    fn from(error: DocumentError) -> Self {
        let kind = match error {
            DocumentError::NewerBase { .. } => Kind::Refused,
            _ => Kind::Input,
        };
        Self::new(kind, error.to_string()).hint(error.hint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_base_is_refused_and_the_rest_is_input() {
        let newer = Failure::from(DocumentError::NewerBase { line: 7, found: 2, known: 1 });
        assert_eq!(newer.kind, Kind::Refused);
        assert_eq!(
            newer.to_string(),
            "error: the base comment in line 7 has format 2; this release knows formats up to 1\n\
             help: update this tool; the file was last written by a newer release of it"
        );
        assert_eq!(Failure::from(DocumentError::Conflict { line: 3 }).kind, Kind::Input);
    }
}
