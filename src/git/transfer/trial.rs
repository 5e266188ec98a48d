//! Whether a remote can be read and written, tried without changing anything there.

use std::time::Duration;

use crate::git::Repository;
use crate::git::program::{git, words};
use crate::git::transfer::connection::reaching;

/// Returns the names of the tags that a remote has. Nobody is asked for a password.
///
/// # Errors
///
/// What git says, where the remote cannot be read.
pub fn remote_tags(repository: &Repository, remote: &str, limit: Duration) -> Result<Vec<String>, String> {
    let arguments = ["ls-remote", "--quiet", "--refs", "--tags", "--", remote];
    let text = run(repository, &arguments, limit)?;
    let name = |line: &str| Some(line.split_once("\trefs/tags/")?.1.to_owned());
    Ok(text.lines().filter_map(name).collect())
}

/// Tries to push what is checked out as a new branch, and sends nothing: git asks the remote for the right to write, and
/// stops there. It cannot tell what rules for single branches forbid.
///
/// # Errors
///
/// What git and the remote say, where they refuse.
pub fn try_push(repository: &Repository, remote: &str, limit: Duration) -> Result<(), String> {
    let arguments =
        ["push", "--dry-run", "--porcelain", "--no-verify", "--quiet", "--", remote, "HEAD:refs/heads/shepherd-doctor"];
    run(repository, &arguments, limit).map(|_| ())
}

/// Returns what git says of its own version: `git version 2.47.3`; `None` where there is no git.
pub fn git_version() -> Option<String> {
    let here = std::path::Path::new(".");
    let output = git(here, ["--version"], Duration::from_secs(10)).succeed().ok()?;
    Some(output.text().into_owned())
}

fn run(repository: &Repository, arguments: &[&str], limit: Duration) -> Result<String, String> {
    let directory = repository.work_tree().unwrap_or(repository.common_directory());
    let output = reaching(directory, arguments, limit).run().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(output.text().into_owned());
    }
    let said = words(&output);
    Err(if said.is_empty() { "git failed, and did not say why".to_owned() } else { said })
}
