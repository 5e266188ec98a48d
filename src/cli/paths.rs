//! Files that people and configurations name: never what git keeps for itself.

use std::path::Path;

use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::system::folders;

/// Refuses a file in the git directory, where tokens and addresses with passwords are. With `is_configured`, also one that
/// symbolic links lead out of the work tree: whoever may propose a change writes the configuration, and others run it.
pub(super) fn check(repository: &Repository, path: &Path, is_configured: bool) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let refused = |why: &str| {
        Err(Failure::new(Kind::Refused, format!("`{}` {why}", clean(&shown))).hint("name a file of the project"))
    };
    // What is not there yet lies where its folder does.
    let Some(real) = path.ancestors().find_map(folders::resolve) else { return Ok(()) };
    let top = repository.work_tree().and_then(folders::resolve);
    let git = folders::resolve(repository.common_directory());
    if git.is_some_and(|git| real.starts_with(git))
        && !top.as_ref().is_some_and(|top| real.starts_with(top) && !is_git(top, &real))
    {
        return refused("lies in the git directory");
    }
    if is_configured && top.is_some_and(|top| !real.starts_with(top)) {
        return refused("leads out of the work tree");
    }
    Ok(())
}

/// Says whether a path below the top of a work tree leads into its git directory.
fn is_git(top: &Path, path: &Path) -> bool {
    path.strip_prefix(top).is_ok_and(|rest| rest.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git")))
}
