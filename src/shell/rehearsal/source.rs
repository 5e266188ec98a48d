//! What of the real repository a rehearsal is made of.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::core::tree_path::is_below_top;
use crate::shell::ShellError;
use crate::shell::rehearsal::configuration;
use crate::system::folders;
use crate::system::process::Program;

/// How long git may take to say something.
const LIMIT: Duration = Duration::from_secs(60);

/// What of the real repository a rehearsal is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RehearsalSource {
    /// Its work tree, or its git directory.
    pub folder: PathBuf,
    /// The remotes: names and addresses, a name more than once where it has several.
    pub remotes: Vec<(String, String)>,
    /// The remote that the line's own branch is given to where the remote does not have it.
    pub canonical: Option<String>,
    /// The branch that is checked out.
    pub branch: String,
    /// The commit that it is on.
    pub commit: String,
    /// Files of the real work tree that are not committed yet and come along: their paths from its top, and what they hold.
    pub files: Vec<(String, Vec<u8>)>,
}

impl RehearsalSource {
    /// Returns what the repository in `folder` has: each remote with each address that git would use, and `commit` (a
    /// revision) on `branch`.
    pub fn read(folder: &Path, canonical: Option<&str>, branch: &str, commit: &str) -> Result<Self, ShellError> {
        let commit = format!("{commit}^{{commit}}");
        let commit = git(folder, &["rev-parse", "--verify", &commit])?;
        let mut remotes = Vec::new();
        for name in git(folder, &["remote"])?.lines() {
            let key = format!(r"^remote\.{}\.(url|pushurl)$", escaped(name));
            let written = git(folder, &["config", "--get-regexp", &key]).unwrap_or_default();
            let written = written.lines().filter_map(|line| Some(line.split_once(' ')?.1.to_owned()));
            let mut addresses: Vec<String> = written.collect();
            // The person's own configuration may give it another address than the one that is written.
            for more in [&["remote", "get-url", "--all", name][..], &["remote", "get-url", "--push", "--all", name]] {
                addresses.extend(git(folder, more).unwrap_or_default().lines().map(str::to_owned));
            }
            addresses.sort();
            addresses.dedup();
            remotes.extend(addresses.into_iter().map(|address| (name.to_owned(), address)));
        }
        Ok(Self {
            folder: folder.to_owned(),
            remotes,
            canonical: canonical.map(str::to_owned),
            branch: branch.to_owned(),
            commit,
            files: Vec::new(),
        })
    }

    /// Returns it with files that are not committed yet. What does not lie below the top of the work tree is left out.
    #[must_use]
    pub fn bringing(mut self, files: Vec<(String, Vec<u8>)>) -> Self {
        self.files = files.into_iter().filter(|(path, _)| is_below_top(path)).collect();
        self
    }

    /// Returns the names of the remotes, each once.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.remotes.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Returns the settings that come along.
    pub(super) fn settings(&self) -> Vec<(String, String)> {
        let value = |name: &str| git(&self.folder, &["config", "--get", name]).ok().filter(|value| !value.is_empty());
        configuration::KEPT.iter().filter_map(|name| Some(((*name).to_owned(), value(name)?))).collect()
    }

    /// Returns the settings of branches: what they follow.
    pub(super) fn branch_settings(&self) -> Vec<(String, String)> {
        let listed = git(
            &self.folder,
            &["config", "--local", "--get-regexp", r"^branch\..*\.(remote|merge|rebase|pushremote)$"],
        );
        let listed = listed.unwrap_or_default();
        listed
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(name, value)| (name.into(), value.into()))
            .collect()
    }

    /// Returns the folder that all work trees share, and the top of the work tree if there is one.
    pub(super) fn folders(&self) -> Result<(PathBuf, Option<PathBuf>), ShellError> {
        let common = git(&self.folder, &["rev-parse", "--git-common-dir"])?;
        let common = self.folder.join(common);
        let top =
            git(&self.folder, &["rev-parse", "--show-toplevel"]).ok().filter(|top| !top.is_empty()).map(PathBuf::from);
        Ok((folders::resolve(&common).unwrap_or(common), top))
    }

    /// Returns the folder of the hooks where it is set, and does not lie in the shared folder.
    pub(super) fn hooks_path(&self) -> Option<String> {
        git(&self.folder, &["config", "--get", "core.hooksPath"]).ok().filter(|path| !path.is_empty())
    }
}

/// Asks the real repository something, as the person would.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, ShellError> {
    let program = Program::new("git", arguments, LIMIT).in_folder(folder);
    Ok(quiet(program).succeed()?.text().into_owned())
}

/// Keeps what a hook of git sets from another git.
pub(super) fn quiet(program: Program) -> Program {
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"]
        .into_iter()
        .fold(program.with("GIT_TERMINAL_PROMPT", "0").with("LC_ALL", "C"), Program::without)
}

/// Returns a name as a pattern that stands for itself.
fn escaped(name: &str) -> String {
    name.chars()
        .flat_map(|letter| (!letter.is_ascii_alphanumeric()).then_some('\\').into_iter().chain([letter]))
        .collect()
}
