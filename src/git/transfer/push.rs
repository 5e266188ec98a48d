//! A branch of a remote, moved from here.

use std::path::Path;
use std::time::Duration;

use crate::core::history::CommitId;
use crate::core::text::clean;
use crate::git::credentials::without_credentials;
use crate::git::program::words;
use crate::git::transfer::TransferError;
use crate::git::transfer::connection::{full_name, reaching, run};

/// What a push is told, so that it sends one reference and nothing else: no hooks, no tags, no submodules, no
/// certificate, none of the person's push options.
const ONE_REFERENCE: [&str; 10] = [
    "-c",
    "push.pushOption=",
    "push",
    "--porcelain",
    "--quiet",
    "--no-verify",
    "--no-follow-tags",
    "--no-signed",
    "--recurse-submodules=no",
    "--no-progress",
];

/// The exit code of a push that reached the remote, where a reference was refused.
const REFUSED: i32 = 1;

/// What a remote did with a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It took it.
    Accepted,
    /// It did not. Why is for people to read; whether the branch moved meanwhile, a fetch tells.
    Refused {
        /// What git and the other side said, a line each.
        words: String,
    },
}

/// Sends a commit to a branch of a remote, which is made where there is none. Never forced: a branch that has what the
/// commit lacks is not moved.
///
/// # Errors
///
/// Where the remote cannot be reached, forbids any push, or does not answer within `limit`. Whether it has the commit is
/// not known then: fetch to see.
pub fn push_branch(
    directory: &Path,
    remote: &str,
    commit: CommitId,
    branch: &str,
    limit: Duration,
) -> Result<Pushed, TransferError> {
    let what = format!("push the branch `{branch}` to `{}`", without_credentials(remote));
    push(directory, remote, &format!("{commit}:{}", full_name(branch)?), &what, limit)
}

fn push(directory: &Path, remote: &str, refspec: &str, what: &str, limit: Duration) -> Result<Pushed, TransferError> {
    let arguments = ONE_REFERENCE.into_iter().chain(["--", remote, refspec]);
    let output = run(reaching(directory, arguments, limit), what)?;
    if output.status.success() {
        return Ok(Pushed::Accepted);
    }
    let words = words(&output);
    match output.status.code() {
        Some(REFUSED) => Ok(Pushed::Refused { words: [reasons(&output.text()), words].concat() }),
        _ => Err(TransferError::Failed { what: what.to_owned(), words }),
    }
}

/// Returns why references were refused, from the lines of `--porcelain`: a mark, the reference, the reason.
fn reasons(text: &str) -> String {
    let refused = text.lines().filter_map(|line| line.strip_prefix("!\t")?.split_once('\t'));
    refused.flat_map(|(_, reason)| [clean(reason), "\n".into()]).collect()
}
