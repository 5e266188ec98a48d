//! A branch of a remote, brought here.

use std::path::Path;
use std::time::Duration;

use crate::core::history::CommitId;
use crate::git::credentials::without_credentials;
use crate::git::program::words;
use crate::git::transfer::TransferError;
use crate::git::transfer::connection::{checked, forget, full_name, place, reaching, run};
use crate::system::clock::Deadline;

/// What a fetch is told, so that it writes one reference and nothing else: no tags, no branches of the person's own
/// choice, no `FETCH_HEAD`, no submodules.
pub(super) const ONE_REFERENCE: [&str; 10] = [
    "-c",
    "fetch.writeCommitGraph=false",
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-prune",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--refmap=",
    "--",
];

/// Brings a branch of a remote into the reference `into` of the repository at `directory` (a git directory, or the top
/// of a work tree), which is moved wherever the branch is. Returns the commit; `None` where the remote can be reached
/// and has no such branch, and `into` is removed then.
///
/// # Errors
///
/// Where the remote cannot be reached or does not answer within `limit`; `into` is as it was.
pub fn fetch_branch(
    directory: &Path,
    remote: &str,
    branch: &str,
    into: &str,
    limit: Duration,
) -> Result<Option<CommitId>, TransferError> {
    let (from, into) = (full_name(branch)?, checked(into.to_owned())?);
    let what = format!("fetch the branch `{branch}` from `{}`", without_credentials(remote));
    let deadline = Deadline::after(limit);
    let refspec = format!("+{from}:{into}");
    let fetched = run(reaching(directory, ONE_REFERENCE.into_iter().chain([remote, refspec.as_str()]), limit), &what)?;
    if fetched.status.success() {
        return place(directory, &into, &what);
    }
    // Git fails in the same way where the branch is missing and where it cannot be had, so the remote is asked.
    let arguments = ["ls-remote", "--quiet", "--", remote, from.as_str()];
    let listed = run(reaching(directory, arguments, deadline.remaining()), &what)?;
    let is_there = listed.text().lines().any(|line| line.split_once('\t').is_some_and(|(_, name)| name == from));
    if listed.status.success() && !is_there {
        forget(directory, &into, &what)?;
        return Ok(None);
    }
    Err(TransferError::Failed { what, words: words(&fetched) })
}
