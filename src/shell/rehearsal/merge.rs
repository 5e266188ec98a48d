//! A pull request, merged in a bare copy as the server would merge it.

use std::path::Path;

use crate::shell::ShellError;
use crate::shell::rehearsal::copy;

/// Merges branch `from` into branch `to` with a commit of its own, and returns the commit that `to` is then on.
pub(super) fn merge(remote: &Path, configuration: &Path, from: &str, to: &str) -> Result<String, ShellError> {
    let ask = |arguments: &[&str]| {
        let program = copy::program(remote, arguments).with("GIT_CONFIG_GLOBAL", configuration);
        program.succeed().map(|output| output.text().into_owned())
    };
    let commit = |branch: &str| {
        let name = format!("refs/heads/{branch}^{{commit}}");
        ask(&["rev-parse", "--verify", "--quiet", &name]).map_err(|_| ShellError::NoBranch(branch.to_owned()))
    };
    let (head, base) = (commit(from)?, commit(to)?);
    if ask(&["merge-base", "--is-ancestor", &head, &base]).is_ok() {
        return Ok(base);
    }
    let conflict = |_| ShellError::MergeConflict { from: from.to_owned(), to: to.to_owned() };
    let tree = ask(&["merge-tree", "--write-tree", "--no-messages", &base, &head]).map_err(conflict)?;
    let message = format!("Merge {from} into {to}");
    let merged = ask(&["commit-tree", &tree, "-p", &base, "-p", &head, "-m", &message])?;
    ask(&["update-ref", &format!("refs/heads/{to}"), &merged, &base])?;
    Ok(merged)
}
