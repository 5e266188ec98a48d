//! What can go wrong on the way to a remote and back, and what a user can do about it.

use std::time::Duration;

use thiserror::Error;

use crate::failure::{Failure, Kind};

/// Why something did not go to a remote, or come from it. No variant holds credentials.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TransferError {
    /// The git program is not there.
    #[error("`git` was not found")]
    NoGit,
    /// It took too long and was stopped. Whether a push arrived is not known then: fetch to see.
    #[error("could not {what}: it took longer than {} seconds", .limit.as_secs())]
    TimedOut {
        /// What was tried, as a verb phrase.
        what: String,
        /// How long it was allowed to take.
        limit: Duration,
    },
    /// Git could not do it. Whether a push arrived is not known then: fetch to see.
    #[error("could not {what}{}", indented(.words))]
    Failed {
        /// What was tried, as a verb phrase.
        what: String,
        /// What git and the other side said, a line each; may be empty.
        words: String,
    },
    /// No branch or reference can have this name.
    #[error("`{}` is not a name that git allows", .0.trim_start_matches("refs/heads/"))]
    Name(String),
    /// A bundle could not be written.
    #[error("could not write the bundle `{file}`{}", indented(.words))]
    NotWritten {
        /// The file as it was given.
        file: String,
        /// What git said.
        words: String,
    },
    /// A file is no bundle that can be read here.
    #[error("could not read the bundle `{file}`{}", indented(.words))]
    NotRead {
        /// The file as it was given.
        file: String,
        /// What git said, or what is wrong with it.
        words: String,
    },
}

impl From<TransferError> for Failure {
    fn from(error: TransferError) -> Self {
        let message = error.to_string();
        match error {
            TransferError::NoGit => {
                Self::new(Kind::Outside, message).hint("install `git`, or add it to the PATH")
            }
            TransferError::TimedOut { .. } => Self::new(Kind::Outside, message)
                .hint("try again when the network is better; nothing that was written here is lost"),
            TransferError::Failed { .. } => Self::new(Kind::Outside, message)
                .hint("see whether `git ls-remote` reaches it from this folder")
                .hint("git asks for no password here: log in first (`gh auth setup-git` or another credential helper), or load your key with `ssh-add`"),
            TransferError::Name(_) => Self::new(Kind::Usage, message)
                .hint("`git help check-ref-format` has the rules; a plain word is always fine"),
            TransferError::NotWritten { .. } => Self::new(Kind::Outside, message)
                .hint("see that its folder exists, and that there is room on the disk"),
            TransferError::NotRead { .. } => Self::new(Kind::Input, message)
                .hint("ask for it again, made anew with `shepherd store bundle`; nothing was changed here"),
        }
    }
}

/// Returns each line after a line end and two spaces.
fn indented(words: &str) -> String {
    words.lines().flat_map(|line| ["\n  ", line]).collect()
}
