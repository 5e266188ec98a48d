//! Why commands could not be run, and what a person can do about it.

use thiserror::Error;

use crate::failure::{Failure, Kind};
use crate::system::files::FileError;
use crate::system::process::ProcessError;

/// An error of running a step's commands. That commands fail is none: [`Outcome`](super::Outcome) says so.
#[derive(Debug, Error)]
pub enum ShellError {
    /// A file of the scripts could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A branch and another changed the same lines.
    #[error("the branch `{from}` cannot be merged into `{to}`: both changed the same lines")]
    MergeConflict {
        /// The branch that is merged.
        from: String,
        /// The branch that it is merged into.
        to: String,
    },
    /// The remote's copy has no such branch.
    #[error("the remote of the rehearsal has no branch `{0}`")]
    NoBranch(String),
    /// The folder that an earlier step went to is gone.
    #[error("the folder `{0}`, which the commands would run in, is not there any more")]
    NoFolder(String),
    /// There is no rehearsal, or only a part of one.
    #[error("`{0}` holds no rehearsal, or one that was not finished")]
    NoRehearsal(String),
    /// The rehearsal has no remote of that name.
    #[error("the rehearsal has no remote `{0}`")]
    NoRemote(String),
    /// The shell that the block is written for is not installed.
    #[error("the commands are written for `{shell}`, which is not installed")]
    NoShell {
        /// The name of the program.
        shell: &'static str,
        /// How to get it.
        remedy: &'static str,
    },
    /// Commands that an earlier process began still run.
    #[error("commands that were begun before still run{}", .process.map(|id| format!(" (process {id})")).unwrap_or_default())]
    StillRunning {
        /// The number of the shell that runs them, where it is known; it may have ended before those that it started.
        process: Option<u32>,
    },
    /// A program could not be started or watched.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// There is something where a rehearsal should be made.
    #[error("`{0}` is not empty, so no rehearsal is made there")]
    RehearsalThere(String),
    /// A later version made the rehearsal.
    #[error("the rehearsal in `{0}` was made by a newer shepherd")]
    RehearsalTooNew(String),
}

impl From<ShellError> for Failure {
    fn from(error: ShellError) -> Self {
        let message = error.to_string();
        match error {
            ShellError::File(error) => error.into(),
            ShellError::MergeConflict { from, to } => Self::new(Kind::Outside, message)
                .hint(format!("merge `{to}` into `{from}` in the work tree of the rehearsal, and push it")),
            ShellError::NoBranch(branch) => {
                Self::new(Kind::Outside, message).hint(format!("push it first: `git push origin {branch}`"))
            }
            ShellError::NoFolder(_) => {
                Self::new(Kind::Outside, message).hint("make the folder again, or reopen the step that made it")
            }
            ShellError::NoRehearsal(_) => {
                Self::new(Kind::Input, message).hint("remove the folder, and begin the rehearsal anew")
            }
            ShellError::NoRemote(_) => Self::new(Kind::Usage, message)
                .hint("name one that `git remote` lists in the work tree of the rehearsal"),
            ShellError::NoShell { remedy, .. } => Self::new(Kind::Outside, message)
                .hint(remedy)
                .hint("or run the commands by hand elsewhere, and mark the step as done"),
            ShellError::StillRunning { process } => {
                let stop = process.map(|id| format!(", or stop them (`kill {id}`)")).unwrap_or_default();
                Self::new(Kind::Refused, message)
                    .hint("the guide that began them was killed, and nothing is run beside them")
                    .hint(format!("wait until they end{stop}, then go on with `shepherd guide`"))
            }
            ShellError::Process(error) => error.into(),
            ShellError::RehearsalThere(_) => {
                Self::new(Kind::Refused, message).hint("go on with the rehearsal that is there, or remove the folder")
            }
            ShellError::RehearsalTooNew(_) => {
                Self::new(Kind::Refused, message).hint("update shepherd, or remove the folder and begin anew")
            }
        }
    }
}
