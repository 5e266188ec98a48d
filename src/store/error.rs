//! What can go wrong with the store, fact by fact; what a user can do about it stands in `remedy`.

use crate::git::{SignatureError, TransferError};
use crate::store::hold::Holder;
use crate::store::{Rejection, RunName};
use crate::system::files::FileError;

/// A key that both sides changed, each to something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{file}` in the store was changed on both sides: `{key}` is `{mine}` here and `{theirs}` there")]
pub struct Clash {
    /// The path in the store.
    pub file: String,
    /// The key.
    pub key: String,
    /// Its value here.
    pub mine: String,
    /// Its value where the store is shared.
    pub theirs: String,
}

/// An error of reading or writing the store. Where there is one, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// When somebody is away, or why they declined, stands in what everybody sees.
    #[error("`{0}` in the store says when somebody is away or why, and everybody reads that store")]
    AwayForAll(String),
    /// A state that would be sent along says when somebody is away, or why.
    #[error(
        "`{file}` says when somebody is away or why in the change {commit}, which is to be sent, and everybody reads that"
    )]
    AwayOnTheWay {
        /// The path in the store.
        file: String,
        /// The commit.
        commit: String,
        /// What is there by now.
        there: Option<String>,
    },
    /// Both sides began the log of one run.
    #[error("`{0}` was begun on both sides, here and where the store is shared")]
    BothBegan(String),
    /// Another process had the store for too long.
    #[error("the store was in use by another process for {seconds} seconds")]
    Busy {
        /// How long this one waited.
        seconds: u64,
    },
    /// Both sides changed the same keys.
    #[error("{}", match .0.as_slice() {
        [clash] => clash.to_string(),
        several => several.iter().fold("several keys were changed on both sides".to_owned(), |told, clash| format!("{told}\n  {clash}")),
    })]
    Conflict(Vec<Clash>),
    /// A file of the store holds something that this program did not write.
    #[error("`{file}` in the store is damaged: {reason}")]
    Damaged {
        /// The path in the store.
        file: String,
        /// What is wrong, with the line where it is known.
        reason: String,
    },
    /// What should be made is there already, and differs.
    #[error("{0} is in the store already")]
    Exists(String),
    /// A file of the machine, not of the store.
    #[error(transparent)]
    File(FileError),
    /// Whatever else libgit2 says.
    #[error("git could not {what}: {source}")]
    Git {
        /// What was tried, as a verb phrase.
        what: String,
        /// libgit2's words.
        source: git2::Error,
    },
    /// Another process works on this run.
    #[error("the run {run} is in use by {}", .holder.as_ref().map_or_else(|| "another process".to_owned(), ToString::to_string))]
    Held {
        /// The run.
        run: RunName,
        /// Who has it, where that can be read.
        holder: Option<Holder>,
    },
    /// A name or an address that git cannot write into a commit.
    #[error("git cannot write down `{name} <{email}>` as an author")]
    Identity {
        /// The name.
        name: String,
        /// The e-mail address.
        email: String,
    },
    /// What should be changed is not there.
    #[error("{0} is not in the store")]
    Missing(String),
    /// The log of a run is not what the caller read.
    #[error("the log of the run {0} was changed meanwhile")]
    Moved(RunName),
    /// A name that cannot become a path of the store.
    #[error("`{name}` cannot be a name in the store: {reason}")]
    Name {
        /// The name.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// The reference is there, but another program made it.
    #[error("`{0}` holds no `store.toml`, so it is not a store of this program")]
    NotOurs(String),
    /// The repository does not let itself be written.
    #[error("the repository cannot be written: {0}")]
    NotWritable(String),
    /// An object of git is lost or damaged.
    #[error("the store cannot be read: the git object of {what} is {state} (`{path}`)")]
    Object {
        /// What the object is: a file of the store, or a commit.
        what: String,
        /// `damaged` or `missing`.
        state: &'static str,
        /// The file of the object, as far as it is a file of its own.
        path: String,
    },
    /// Two clones write under one name.
    #[error(
        "`{file}` has two events `{event}`, one here and one where the store is shared: two clones write under one name"
    )]
    OneWriter {
        /// The path in the store.
        file: String,
        /// The identity of the events.
        event: String,
    },
    /// The store that is shared has nothing in common with the one of this clone.
    #[error("the store in `{place}` is another one ({theirs}) than that of this clone ({mine})")]
    OtherStore {
        /// Where it is shared.
        place: String,
        /// What the one of this clone is called.
        mine: String,
        /// What the shared one is called.
        theirs: String,
    },
    /// A private store lies where the records of all would be shared.
    #[error("the store in `{0}` is a private one, as its `store.toml` says, and the records of all do not go there")]
    Private(String),
    /// What nobody else may know would go into a store that is not known to be private.
    #[error("the store in `{place}` is {what}, and nothing private goes there")]
    Public {
        /// Where it is.
        place: String,
        /// What it is, in words.
        what: &'static str,
    },
    /// The remote did not take what waits.
    #[error("{} did not take the branch `{}`{}", .0.remote, .0.branch, .0.words)]
    Rejected(Rejection),
    /// Somebody rewrote what is shared.
    #[error("`{place}` was rewritten: {}", match file {
        None => format!("this clone knew it at {known}, and {theirs} does not come after that"),
        Some(file) => format!("{theirs} does not keep what `{file}` said at {known}"),
    })]
    Rewritten {
        /// Where it is shared.
        place: String,
        /// The commit that this clone knew.
        known: String,
        /// The commit that is there now.
        theirs: String,
        /// The log that was rewritten, where the commits are as they were.
        file: Option<String>,
    },
    /// A signed change has to be signed again, and nobody may be asked for a passphrase now.
    #[error("a change that you signed has to be signed again behind what others wrote, and that waits for you")]
    SigningWaits,
    /// Git did not sign a commit.
    #[error(transparent)]
    Signature(SignatureError),
    /// Git could not reach where the store is shared.
    #[error(transparent)]
    Transfer(TransferError),
    /// Somebody wrote this with a later version.
    #[error("`{file}` in the store has format {found}, and this version knows formats up to {known}")]
    TooNew {
        /// The path in the store.
        file: String,
        /// The format of the file.
        found: i64,
        /// The newest format that can be written.
        known: i64,
    },
}

impl StoreError {
    /// Returns what is wrong, without the name of the file where that is known.
    pub fn reason(self) -> String {
        match self {
            Self::Damaged { reason, .. } => reason,
            other => other.to_string(),
        }
    }

    /// Returns the line that a mistake names; 0 where it names none.
    pub(super) fn line(&self) -> usize {
        let Self::Damaged { reason, .. } = self else { return 0 };
        let number = reason.strip_prefix("line ").and_then(|rest| rest.split(':').next());
        number.and_then(|number| number.parse().ok()).unwrap_or_default()
    }

    /// Returns a function that makes an error of libgit2 one of ours; `what` is a verb phrase.
    pub(super) fn doing(what: impl Into<String>) -> impl FnOnce(git2::Error) -> Self {
        let what = what.into();
        move |source| match source.class() {
            git2::ErrorClass::Os | git2::ErrorClass::Filesystem => {
                Self::NotWritable(format!("git could not {what}: {}", source.message()))
            }
            _ => Self::Git { what, source },
        }
    }
}

/// A file of the machine fails the store only when it is written.
impl From<FileError> for StoreError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Write { path, reason } => Self::NotWritable(format!("`{path}`: {reason}")),
            other => Self::File(other),
        }
    }
}

impl From<TransferError> for StoreError {
    fn from(error: TransferError) -> Self {
        Self::Transfer(error)
    }
}

impl From<SignatureError> for StoreError {
    fn from(error: SignatureError) -> Self {
        Self::Signature(error)
    }
}
