//! The git program, run in a repository so that neither hooks nor the surroundings of the process change what it does.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;

use crate::core::text::clean;
use crate::git::credentials::without_credentials;
use crate::system::files;
use crate::system::process::{Output, Program};

/// What every call is told: no hooks, as they are the project's and not for this; no housekeeping, which nobody waits
/// for; each object as it is, and not what a local reference says to take for it.
const SETTINGS: [&str; 7] =
    ["--no-replace-objects", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "maintenance.auto=false"];

/// Variables by which git would take another repository for the one that is meant, as they are set in a hook.
const OTHER_REPOSITORY: [&str; 7] = [
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
];

/// How many lines of git's words are shown, counted from the last.
const LINES_SHOWN: usize = 12;

/// Returns the git program with its arguments, to run in the repository at `directory`: a git directory, or the top of
/// a work tree. Nobody is asked for a password, and what it says is in English.
pub(super) fn git<Argument: AsRef<OsStr>>(
    directory: &Path,
    arguments: impl IntoIterator<Item = Argument>,
    limit: Duration,
) -> Program {
    git_that_may_ask(directory, arguments, limit).with("LC_ALL", "C")
}

/// Returns the same for what needs a key: its own program may ask the person for a passphrase, in their language and at
/// the terminal that `GPG_TTY` names.
pub(super) fn git_that_may_ask<Argument: AsRef<OsStr>>(
    directory: &Path,
    arguments: impl IntoIterator<Item = Argument>,
    limit: Duration,
) -> Program {
    let program = git_outside(arguments, limit);
    match directory.parent() {
        // The relative address of a remote counts from the top of the work tree.
        Some(top) if directory.file_name() == Some(OsStr::new(".git")) && !top.as_os_str().is_empty() => {
            program.in_folder(top)
        }
        _ if files::exists(&directory.join(".git")) => program.in_folder(directory),
        _ => program.in_folder(directory).with("GIT_DIR", "."),
    }
}

/// Returns the git program with its arguments for what needs no repository to run in, in the folder of this process.
pub(super) fn git_outside<Argument: AsRef<OsStr>>(
    arguments: impl IntoIterator<Item = Argument>,
    limit: Duration,
) -> Program {
    let settings = SETTINGS.map(OsString::from).into_iter();
    let arguments = settings.chain(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
    let program = Program::new("git", arguments, limit).with("GIT_TERMINAL_PROMPT", "0");
    OTHER_REPOSITORY.into_iter().fold(program, Program::without)
}

/// Returns what git and the other side said, for a person: without advice about commands that the person did not type,
/// and without credentials. Each line is one that is safe to print.
pub(super) fn words(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    // A line that was written over itself is progress; what it ends with is the line.
    let lines = text.lines().filter_map(|line| line.trim_end().rsplit('\r').next());
    let is_empty = |line: &str| ["", "error:", "remote:"].contains(&line.trim());
    let said = lines.filter(|line| !line.starts_with("hint:") && !is_empty(line));
    let lines: Vec<String> = said.map(|line| clean(&without_credentials(line)).into_owned()).collect();
    lines.get(lines.len().saturating_sub(LINES_SHOWN)..).unwrap_or_default().join("\n")
}
