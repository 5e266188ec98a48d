//! Calls of the git program that reach a remote.

use std::ffi::OsStr;
use std::path::Path;
use std::time::Duration;

use git2::{Oid, Reference, Repository};

use crate::core::history::CommitId;
use crate::git::program::git;
use crate::git::transfer::TransferError;
use crate::system::environment;
use crate::system::process::{Output, ProcessError, Program};

/// How long git may take for what lies on this machine.
pub(super) const AT_HOME: Duration = Duration::from_secs(60);
/// How ssh is run where the person did not choose: it asks nobody for a passphrase, and for no trust in a host.
const SILENT_SSH: &str = "ssh -o BatchMode=yes";

/// Returns git with its arguments, to reach a remote from the repository at `directory`.
pub(super) fn reaching<Argument: AsRef<OsStr>>(
    directory: &Path,
    arguments: impl IntoIterator<Item = Argument>,
    limit: Duration,
) -> Program {
    let program = git(directory, arguments, limit);
    if environment::chooses_ssh() || configures_ssh(directory) {
        return program;
    }
    program.with("GIT_SSH_COMMAND", SILENT_SSH)
}

/// Says whether the configuration tells how ssh is run, which the variable would override.
fn configures_ssh(directory: &Path) -> bool {
    let asked = git(directory, ["config", "--get", "core.sshCommand"], AT_HOME).run();
    asked.is_ok_and(|output| output.status.success())
}

/// Runs a program. `what` is what it is for, as a verb phrase.
pub(super) fn run(program: Program, what: &str) -> Result<Output, TransferError> {
    program.run().map_err(|error| match error {
        ProcessError::NotFound { .. } => TransferError::NoGit,
        ProcessError::TimedOut { limit, .. } => TransferError::TimedOut { what: what.to_owned(), limit },
        ProcessError::NotRun { reason, .. } => TransferError::Failed { what: what.to_owned(), words: reason },
        ProcessError::Failed { complaint, .. } => TransferError::Failed { what: what.to_owned(), words: complaint },
    })
}

/// Returns the full name of a branch. A name that is none could be read as more than one reference, or as a command to
/// force.
pub(super) fn full_name(branch: &str) -> Result<String, TransferError> {
    checked(format!("refs/heads/{branch}"))
}

/// Returns the full name of a reference, if it is one.
pub(super) fn checked(reference: String) -> Result<String, TransferError> {
    if reference.starts_with("refs/") && Reference::is_valid_name(&reference) {
        return Ok(reference);
    }
    Err(TransferError::Name(reference))
}

/// Returns the commit that a reference of the repository at `directory` is at, `None` where there is none.
pub(super) fn place(directory: &Path, reference: &str, what: &str) -> Result<Option<CommitId>, TransferError> {
    let found = open(directory, what)?.refname_to_id(reference);
    Ok(missing_is_none(found, what)?.and_then(|id: Oid| CommitId::parse(&id.to_string())))
}

/// Removes a reference of the repository at `directory`. Where there is none, nothing is to do.
pub(super) fn forget(directory: &Path, reference: &str, what: &str) -> Result<(), TransferError> {
    let repository = open(directory, what)?;
    let Some(mut found) = missing_is_none(repository.find_reference(reference), what)? else { return Ok(()) };
    missing_is_none(found.delete(), what).map(|_| ())
}

fn open(directory: &Path, what: &str) -> Result<Repository, TransferError> {
    Repository::open(directory).map_err(failed(what))
}

fn missing_is_none<Found>(result: Result<Found, git2::Error>, what: &str) -> Result<Option<Found>, TransferError> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(failed(what)(error)),
    }
}

fn failed(what: &str) -> impl FnOnce(git2::Error) -> TransferError {
    let what = what.to_owned();
    move |error| TransferError::Failed { what, words: error.message().to_owned() }
}
