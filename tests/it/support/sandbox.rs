//! A sealed place to run the real binary in: own HOME, own repository, fixed clock and identity, no network.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::github::{FakeGithub, TOKEN};
use super::history::Pending;

/// What the product sees unless a test says otherwise. Nothing of the developer's own environment gets through.
const ENVIRONMENT: [(&str, &str); 17] = [
    ("GITHUB_API_URL", CLOSED_ADDRESS),
    ("GITHUB_GRAPHQL_URL", CLOSED_ADDRESS),
    ("GIT_AUTHOR_DATE", "2026-03-01T09:00:00Z"),
    ("GIT_AUTHOR_EMAIL", "mona@example.org"),
    ("GIT_AUTHOR_NAME", "Mona Maintainer"),
    ("GIT_COMMITTER_DATE", "2026-03-01T09:00:00Z"),
    ("GIT_COMMITTER_EMAIL", "mona@example.org"),
    ("GIT_COMMITTER_NAME", "Mona Maintainer"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("HOME", "[HOME]"),
    ("LANG", "C.UTF-8"),
    ("PATH", "[SANDBOX]/bin"),
    ("SHEPHERD_NOW", "2026-03-28T09:00:00Z"),
    ("TERM", "dumb"),
    ("TZ", "UTC"),
];

/// Returns the folder for sandboxes that are kept in memory, else that for all.
pub(super) fn memory() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if tempfile::tempfile_in(&memory).is_ok() { memory } else { std::env::temp_dir() }
}

/// Nobody listens there, so a request that no test provided for fails at once and never leaves the machine.
const CLOSED_ADDRESS: &str = "http://127.0.0.1:9";

/// A temporary folder with a repository, a HOME and a sealed environment.
///
/// The methods that tell what happened before the run take and return the sandbox, so a test reads as a story:
///
/// ```ignore
/// let sandbox = Sandbox::new().commit("Start").tag("1.0.0").pull_request(12, "octocat/fix-parser", "Fix the parser");
/// insta::assert_snapshot!(sandbox.shepherd(["changelog"]), @"");
/// ```
///
/// In arguments, values of variables and paths, `[SANDBOX]`, `[HOME]` and `[REPO]` stand for the real folders, as they
/// do in the output.
#[must_use = "a sandbox does nothing until a command runs in it"]
pub(crate) struct Sandbox {
    folder: TempDir,
    pub(super) root: PathBuf,
    pub(super) directory: PathBuf,
    pub(super) environment: BTreeMap<String, String>,
    redactions: Vec<(String, String)>,
    pub(super) pending: Pending,
}

impl Sandbox {
    /// Makes a sandbox around an empty repository on the unborn branch `main`.
    pub(crate) fn new() -> Self {
        Self::bare(&std::env::temp_dir()).with_repository()
    }

    /// Makes a sandbox in memory where the system has a place for that: what is synced there costs no time.
    pub(crate) fn in_memory() -> Self {
        Self::bare(&memory()).with_repository()
    }

    fn with_repository(mut self) -> Self {
        for name in ["bin", "home"] {
            fs::create_dir(self.root.join(name)).expect("the temporary folder is writable");
        }
        self.link_git();
        self.run_git(&["init", "--quiet", "--initial-branch=main"], None);
        self
    }

    /// Makes a sandbox with nothing in it but an empty folder for the repository.
    pub(super) fn bare(place: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("shepherd-").tempdir_in(place).expect("a temporary folder");
        // The system may reach its temporary folder through a link, and git reports the resolved name.
        let root = folder.path().canonicalize().expect("the temporary folder exists");
        let directory = root.join("repo");
        fs::create_dir(&directory).expect("the temporary folder is writable");
        let environment = ENVIRONMENT.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        Self { folder, root, directory, environment, redactions: Vec::new(), pending: Pending::default() }
    }

    /// Puts `git` alone on the sealed PATH, so that a `gh` or another tool of the developer cannot be found.
    fn link_git(&mut self) {
        let search = std::env::var_os("PATH").unwrap_or_default();
        let name = format!("git{}", std::env::consts::EXE_SUFFIX);
        let git = std::env::split_paths(&search).map(|folder| folder.join(&name)).find(|path| path.is_file());
        let git = git.expect("git is installed");
        #[cfg(unix)]
        std::os::unix::fs::symlink(&git, self.root.join("bin/git")).expect("the temporary folder takes links");
        #[cfg(not(unix))]
        {
            let folder = git.parent().expect("git lies in a folder");
            self.environment.insert("PATH".to_owned(), folder.display().to_string());
        }
    }

    /// Sets a variable for the product.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Takes a variable away from the product.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// Sets the product's clock.
    pub(crate) fn now(self, timestamp: &str) -> Self {
        self.env("SHEPHERD_NOW", timestamp)
    }

    /// Lets the product reach this GitHub with its token.
    pub(crate) fn github(self, github: &FakeGithub) -> Self {
        self.reaching(github, "", "/graphql")
    }

    /// Lets the product reach this GitHub the way an Enterprise Server is reached, where the two bases differ.
    pub(crate) fn enterprise(self, github: &FakeGithub) -> Self {
        self.reaching(github, "/api/v3", "/api/graphql")
    }

    fn reaching(mut self, github: &FakeGithub, rest: &str, graphql: &str) -> Self {
        let url = github.url();
        let address = url.trim_start_matches("http://").to_owned();
        self.redactions.extend([(url.clone(), "[GITHUB]".to_owned()), (address, "[GITHUB]".to_owned())]);
        self.env("GITHUB_API_URL", &format!("{url}{rest}"))
            .env("GITHUB_GRAPHQL_URL", &format!("{url}{graphql}"))
            .env("GITHUB_TOKEN", TOKEN)
    }

    /// Goes to another folder, relative to the present one, for the git commands and runs that follow.
    pub(crate) fn directory(mut self, path: &str) -> Self {
        self.settle();
        let path = self.path(path);
        self.directory = path.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        self
    }

    /// Writes a file of the work tree, with its folders; it stays uncommitted.
    pub(crate) fn write(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.settle();
        self.write_file(path, content.as_ref());
        self
    }

    /// Puts an executable shell script on the sealed PATH, where only its own builtins and `git` are found.
    #[cfg(unix)]
    pub(crate) fn program(self, name: &str, script: &str) -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.root.join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{}\n", self.expand(script))).expect("the sandbox is writable");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("the sandbox is ours");
        self
    }

    /// Runs git, which must succeed.
    pub(crate) fn git<'a>(self, arguments: impl AsRef<[&'a str]>) -> Self {
        self.settle();
        self.run_git(arguments.as_ref(), None);
        self
    }

    /// Returns what git prints, without the last line end.
    pub(crate) fn git_output<'a>(&self, arguments: impl AsRef<[&'a str]>) -> String {
        self.settle();
        let output = self.run_git(arguments.as_ref(), None);
        output.strip_suffix('\n').unwrap_or(&output).to_owned()
    }

    /// Returns the full hash that a revision has; hashes are the same in every run, since all that goes into them is.
    pub(crate) fn commit_id(&self, revision: &str) -> String {
        self.git_output(["rev-parse", "--verify", &format!("{revision}^{{commit}}")])
    }

    /// Returns the content of a file of the work tree.
    pub(crate) fn read(&self, path: &str) -> String {
        self.settle();
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Returns whether a file or folder is there.
    pub(crate) fn exists(&self, path: &str) -> bool {
        self.settle();
        self.path(path).exists()
    }

    /// Returns the real path of what a test names; relative paths start in the present folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.join(self.expand(path))
    }

    pub(super) fn write_file(&self, path: &str, content: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the sandbox is writable");
        fs::write(path, content).expect("the sandbox is writable");
    }

    fn folders(&self) -> [(&'static str, PathBuf); 3] {
        [("[REPO]", self.root.join("repo")), ("[HOME]", self.root.join("home")), ("[SANDBOX]", self.root.clone())]
    }

    /// Puts the real folders in the place of their names.
    pub(crate) fn expand(&self, text: &str) -> String {
        self.folders().iter().fold(text.to_owned(), |text, (name, folder)| {
            if text.contains(name) { text.replace(name, &folder.display().to_string()) } else { text }
        })
    }

    /// Puts names in the place of what differs between two runs.
    pub(crate) fn redact(&self, text: &str) -> String {
        let text = self.redactions.iter().fold(text.to_owned(), |text, (found, name)| text.replace(found, name));
        let folder = self.folder.path().display().to_string();
        let text =
            self.folders().iter().fold(text, |text, (name, path)| text.replace(&path.display().to_string(), name));
        text.replace(&folder, "[SANDBOX]")
    }
}
