//! What an agreement is worth, and what to do about one that is worth nothing.

use std::fmt;

use crate::core::text::clean;

/// What an agreement is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Counts(Word),
    /// It is not the word of whom it names, or may not be.
    Forged {
        /// What speaks against it.
        why: Forgery,
    },
    /// It is of somebody whose agreement was not asked for.
    NotAsked,
    /// It is to an earlier request of the same step.
    Outdated,
    /// It is the word of who does the step.
    Own,
    /// It is to a request of another step, or of another run.
    Replayed,
    /// It is claimed, and a verified one is required.
    Unsigned,
}

/// How sure it is whose word something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// An e-mail address says so, which anybody can write.
    Claimed,
    /// A key of theirs that the roster has says so, or GitHub.
    Verified,
}

/// What speaks against an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forgery {
    /// The signature is not good.
    BrokenSeal,
    /// Somebody else changed the comment.
    CommentEdited(String),
    /// The comment is gone.
    CommentGone,
    /// Somebody else wrote the comment.
    CommentOf(String),
    /// The comment approves nothing.
    CommentSilent,
    /// The e-mail address of the commit is somebody else's.
    EmailOf(String),
    /// Somebody else signed.
    SealOf(String),
    /// The e-mail address of the commit is none of theirs, and nobody's.
    StrangeEmail(String),
    /// A key signed that nobody in the roster has, and they have one there.
    StrangeSeal,
}

impl Verdict {
    /// Says whether the agreement counts.
    pub fn counts(&self) -> bool {
        matches!(self, Self::Counts(_))
    }

    /// Returns the word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Counts(Word::Claimed) => "claimed",
            Self::Counts(Word::Verified) => "verified",
            Self::Forged { .. } => "forged",
            Self::NotAsked => "not-asked",
            Self::Outdated => "outdated",
            Self::Own => "own",
            Self::Replayed => "replayed",
            Self::Unsigned => "unsigned",
        }
    }

    /// Returns what to do about it, as a sentence without a period; `None` where it counts.
    pub fn remedy(&self) -> Option<&'static str> {
        Some(match self {
            Self::Counts(_) => return None,
            Self::Forged { .. } => {
                "ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine"
            }
            Self::NotAsked => "ask somebody who may, or name them with `shepherd guide --mentor LOGIN`",
            Self::Outdated => "ask them to look again, with `shepherd approve`",
            Self::Own => "ask somebody else to look, with `shepherd approve` on their machine",
            Self::Replayed => "ask them for their word on this step, with `shepherd approve`",
            Self::Unsigned => {
                "they sign with a key that the roster has (`git config user.signingkey`), or comment \
                 `/shepherd approve STEP DIGEST` in the tracking issue"
            }
        })
    }
}

/// Writes what it is worth, or why it is worth nothing, as a fragment; what to do, [`Verdict::remedy`] says.
impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counts(word) => write!(formatter, "{word}"),
            Self::Forged { why } => write!(formatter, "it may not be theirs: {why}"),
            Self::NotAsked => formatter.write_str("it was not asked for"),
            Self::Outdated => {
                formatter.write_str("it is outdated: what was shown has changed since, or the step was opened again")
            }
            Self::Own => formatter.write_str("it is the word of who does the step"),
            Self::Replayed => formatter.write_str("it was given to another step, or in another run"),
            Self::Unsigned => formatter.write_str("it is only claimed, and a verified one is required"),
        }
    }
}

/// Writes how sure it is, as a fragment.
impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Claimed => "claimed: nothing but an e-mail address says so, which guards against mistakes only",
            Self::Verified => "verified: a key in the roster says so, or GitHub",
        })
    }
}

/// Writes what speaks against it, as a fragment.
impl fmt::Display for Forgery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrokenSeal => formatter.write_str("its signature is not good"),
            Self::CommentEdited(who) => write!(formatter, "@{who} changed the comment that it names"),
            Self::CommentGone => formatter.write_str("the comment that it names is gone"),
            Self::CommentOf(who) => write!(formatter, "@{who} wrote the comment that it names"),
            Self::CommentSilent => formatter.write_str("the comment that it names approves nothing"),
            Self::EmailOf(who) => write!(formatter, "the e-mail address of its commit is that of @{who}"),
            Self::SealOf(who) => write!(formatter, "@{who} signed it"),
            Self::StrangeEmail(email) => {
                write!(formatter, "its commit is from {}, which the records do not know as theirs", clean(email))
            }
            Self::StrangeSeal => {
                formatter.write_str("it is signed by a key that nobody in the roster has, and they have one there")
            }
        }
    }
}
