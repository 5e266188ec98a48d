//! Bundles: a reference with its history in one file, to hand over where nothing can be pushed.

use std::ffi::OsStr;
use std::path::Path;

use crate::core::history::CommitId;
use crate::git::program::{git, words};
use crate::git::transfer::TransferError;
use crate::git::transfer::connection::{AT_HOME, checked, place, run};
use crate::git::transfer::fetch::ONE_REFERENCE;
use crate::system::folders;

/// Writes a reference of the repository at `directory` into a file, with the history that `base` lacks, or all of it.
///
/// # Errors
///
/// Where the file cannot be written, or `base` has all that there is.
pub fn write_bundle(
    directory: &Path,
    file: &Path,
    base: Option<CommitId>,
    reference: &str,
) -> Result<(), TransferError> {
    let reference = checked(reference.to_owned())?;
    let whole = folders::absolute(file);
    let base = base.map(|base| format!("^{base}"));
    let arguments = ["bundle", "create", "--quiet"].map(OsStr::new).into_iter();
    let arguments = arguments.chain([whole.as_os_str(), OsStr::new(&reference)]).chain(base.as_deref().map(OsStr::new));
    let output = run(git(directory, arguments, AT_HOME), "write a bundle")?;
    if output.status.success() {
        return Ok(());
    }
    Err(TransferError::NotWritten { file: file.display().to_string(), words: words(&output) })
}

/// Brings the one reference of a bundle into the reference `into` of the repository at `directory`, which is moved
/// wherever the bundle has it. Returns the commit.
///
/// # Errors
///
/// Where the file is no such bundle, or builds on history that is not here.
pub fn read_bundle_into(directory: &Path, file: &Path, into: &str) -> Result<CommitId, TransferError> {
    let into = checked(into.to_owned())?;
    let not_read = |words: String| TransferError::NotRead { file: file.display().to_string(), words };
    let whole = folders::absolute(file);
    let what = "read a bundle";
    let arguments = [OsStr::new("bundle"), OsStr::new("list-heads"), whole.as_os_str()];
    let listed = run(git(directory, arguments, AT_HOME), what)?;
    if !listed.status.success() {
        return Err(not_read(words(&listed)));
    }
    let text = listed.text();
    let names: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once(' ')?.1)).collect();
    let [name] = names.as_slice() else {
        return Err(not_read(format!("it holds {} references, and one is expected", names.len())));
    };
    let refspec = format!("+{}:{into}", checked((*name).to_owned())?);
    let arguments = ONE_REFERENCE.map(OsStr::new).into_iter().chain([whole.as_os_str(), OsStr::new(&refspec)]);
    let fetched = run(git(directory, arguments, AT_HOME), what)?;
    if !fetched.status.success() {
        return Err(not_read(words(&fetched)));
    }
    place(directory, &into, what)?.ok_or_else(|| not_read("it holds no commit".to_owned()))
}
