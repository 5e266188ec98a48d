//! Why commands could not be run, and what a person can do about it.

use thiserror::Error;

use crate::failure::{Failure, Kind};
use crate::system::files::FileError;
use crate::system::process::ProcessError;

/// An error of running a step's commands. That commands end with a failure is none: [`Outcome`](super::Outcome) says so.
#[derive(Debug, Error)]
pub enum ShellError {
    /// A file of the scripts could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The folder that an earlier step went to is gone.
    #[error("the folder `{0}`, which the commands would run in, is not there any more")]
    NoFolder(String),
    /// The shell that the block is written for is not installed.
    #[error("the commands are written for `{shell}`, which is not installed")]
    NoShell {
        /// The name of the program.
        shell: &'static str,
        /// How to get it.
        remedy: &'static str,
    },
    /// A program could not be started or watched.
    #[error(transparent)]
    Process(#[from] ProcessError),
}

impl From<ShellError> for Failure {
    fn from(error: ShellError) -> Self {
        let message = error.to_string();
        match error {
            ShellError::File(error) => error.into(),
            ShellError::NoFolder(_) => {
                Self::new(Kind::Outside, message).hint("make the folder again, or reopen the step that made it")
            }
            ShellError::NoShell { remedy, .. } => Self::new(Kind::Outside, message)
                .hint(remedy)
                .hint("or run the commands by hand elsewhere, and mark the step as done"),
            ShellError::Process(error) => error.into(),
        }
    }
}
