//! What can go wrong with a signature, and what a user can do about it.

use std::time::Duration;

use thiserror::Error;

use crate::failure::{Failure, Kind};
use crate::system::files::FileError;
use crate::system::process::{Output, ProcessError, Program};

/// Why a commit was not signed, or its signature not looked at. A signature that is not good is no error.
#[derive(Debug, Error)]
pub enum SignatureError {
    /// The git program is not there.
    #[error("`git` was not found")]
    NoGit,
    /// It took too long and was stopped: perhaps it waited for a passphrase.
    #[error("could not {what}: it took longer than {} seconds", .limit.as_secs())]
    TimedOut {
        /// What was tried, as a verb phrase.
        what: &'static str,
        /// How long it was allowed to take.
        limit: Duration,
    },
    /// The commit was not signed, and not made.
    #[error("could not sign{}", indented(.words))]
    NotSigned {
        /// What git said, a line each; may be empty.
        words: String,
    },
    /// Whether a signature is good is not known: the program that checks it is not there, or too old.
    #[error("could not check the signature of {commit}{}", indented(.words))]
    NotChecked {
        /// The commit.
        commit: String,
        /// What git said, a line each; may be empty.
        words: String,
    },
    /// The list of keys could not be written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl From<SignatureError> for Failure {
    fn from(error: SignatureError) -> Self {
        let message = error.to_string();
        let failure = Self::new(Kind::Outside, message);
        match error {
            SignatureError::NoGit => failure.hint("install `git`, or add it to the PATH"),
            SignatureError::TimedOut { .. } | SignatureError::NotSigned { .. } => failure
                .hint("nothing was written; see whether `git commit-tree -S -m test HEAD^{tree}` works here")
                .hint("a key with a passphrase: load it with `ssh-add`, or let gpg ask for it here with `export GPG_TTY=$(tty)`"),
            SignatureError::NotChecked { .. } => {
                failure.hint("install `ssh-keygen` (OpenSSH 8.2 or newer) for ssh keys, and `gpg` for OpenPGP keys")
            }
            SignatureError::File(error) => error.into(),
        }
    }
}

/// Runs a program. `what` is what it is for, as a verb phrase; `failed` makes an error of what the system says.
pub(super) fn run(
    program: Program,
    what: &'static str,
    failed: impl FnOnce(String) -> SignatureError,
) -> Result<Output, SignatureError> {
    program.run().map_err(|error| match error {
        ProcessError::NotFound { .. } => SignatureError::NoGit,
        ProcessError::TimedOut { limit, .. } => SignatureError::TimedOut { what, limit },
        ProcessError::NotRun { reason: words, .. } | ProcessError::Failed { complaint: words, .. } => failed(words),
    })
}

/// Returns each line after a line end and two spaces.
fn indented(words: &str) -> String {
    words.lines().flat_map(|line| ["\n  ", line]).collect()
}
