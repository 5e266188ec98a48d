//! Why an issue or its comments cannot be read or written, and what a user can do about it.

use std::fmt;

/// Why an issue or its comments cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The issue was deleted, in GitHub's words.
    Deleted(String),
    /// The repository has no issues.
    IssuesOff,
    /// The issue is locked, in GitHub's words.
    Locked(String),
    /// The issue was transferred, or the repository was renamed a moment ago; the address of its page where it is known.
    Moved(Option<String>),
    /// It is not there any more, or never was, or the token may not see it.
    NotThere,
    /// GitHub does not take what was sent, in its words.
    NotTaken(String),
    /// The token lacks the right, in GitHub's words.
    NoRight(String),
    /// Nobody knows whether it was written.
    Unknown {
        /// What happened, in words.
        last: String,
        /// Why it could not be found out, in words.
        because: String,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deleted(words) => write!(formatter, "it was deleted ({words})"),
            Self::IssuesOff => formatter.write_str("the repository has its issues switched off"),
            Self::Locked(words) => write!(formatter, "the issue is locked ({words})"),
            Self::Moved(Some(to)) => write!(formatter, "it has moved to {to}"),
            Self::Moved(None) => formatter.write_str("it has moved to another repository"),
            Self::NotThere => formatter.write_str("it is not there, or the token may not see it"),
            Self::NotTaken(words) => write!(formatter, "GitHub does not take it ({words})"),
            Self::NoRight(words) => write!(formatter, "the token may not do that ({words})"),
            Self::Unknown { last, because } => {
                write!(formatter, "nobody knows whether it was written ({last}; {because})")
            }
        }
    }
}

impl Refusal {
    /// Returns what can be done about it.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::Deleted(_) | Self::Moved(_) | Self::NotThere => {
                "look at the project's issues; where the issue is gone for good, `shepherd guide --issue` opens a new one"
            }
            Self::IssuesOff => "switch issues on in the repository's settings, or go on without a tracking issue",
            Self::Locked(_) => "unlock the conversation, or ask somebody who may write there",
            Self::NotTaken(_) => "look at what GitHub says of it; the release goes on without it",
            Self::NoRight(_) => {
                "the token needs to read and write issues (`issues: write` in Actions), and organisations with single \
                 sign-on want it to be authorised"
            }
            Self::Unknown { .. } => "try again: it is looked for before it is written once more",
        }
    }
}
