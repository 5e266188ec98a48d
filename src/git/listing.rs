//! What a remote has at this moment. The git program asks, as it knows how to reach and to log in to it.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::core::history::CommitId;
use crate::git::Repository;
use crate::system::process::{ProcessError, Program};

/// Returns where references of a remote stand, by their full names; those that it does not have are left out. An
/// annotated tag also has `refs/tags/NAME^{}`, its commit, where that is asked for. Nobody is asked for a password.
///
/// # Errors
///
/// Where git is not there, cannot reach the remote, or takes longer than `limit`.
pub fn list_remote(
    repository: &Repository,
    remote: &str,
    references: &[String],
    limit: Duration,
) -> Result<BTreeMap<String, CommitId>, ProcessError> {
    let folder = repository.work_tree().unwrap_or(repository.common_directory());
    let arguments = ["ls-remote", "--quiet", "--", remote].into_iter().chain(references.iter().map(String::as_str));
    let output = Program::new("git", arguments, limit).in_folder(folder).with("GIT_TERMINAL_PROMPT", "0").succeed()?;
    Ok(read(&output.text(), references))
}

/// Reads the lines of `git ls-remote`, which also lists what only ends in a name that was asked for.
fn read(text: &str, wanted: &[String]) -> BTreeMap<String, CommitId> {
    let line = |line: &str| {
        let (object, name) = line.split_once('\t')?;
        let is_wanted = wanted.iter().any(|reference| reference == name);
        is_wanted.then(|| Some((name.to_owned(), CommitId::parse(object)?))).flatten()
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_is_taken() {
        let object = "ab".repeat(20);
        let text = format!("{object}\trefs/heads/main\n{object}\trefs/mirror/refs/heads/main\nwarning: odd\nx\ty\n");
        let found = read(&text, &["refs/heads/main".to_owned(), "y".to_owned()]);
        assert_eq!(found, BTreeMap::from([("refs/heads/main".to_owned(), CommitId([0xab; 20]))]));
    }
}
