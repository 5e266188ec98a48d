//! Several people, each at a machine of their own, and one bare remote that all of them reach: what one does, the others
//! see.
#![cfg(unix)]
#![expect(clippy::too_many_lines, reason = "whole screens are shown as they are")]

mod bad_remotes;
mod bad_turns;
mod bundles;
mod confidants;
mod conflicts;
mod embargo;
mod forgeries;
mod kinds;
mod load;
mod pairs;
mod people;
mod setting_up;
mod sign_offs;
mod story;
mod terminal;
mod unreachable;
mod voided;
mod watching;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::support::{Output, Sandbox};

/// The run that most of the stories are about, in the store.
const LOG: &str = "runs/local/hello/1.1.0.jsonl";

/// The place of the bare remote. Nobody works here.
struct Office {
    sandbox: Sandbox,
    project: &'static str,
}

impl Office {
    /// A project whose release 1.0.0 is done, with one change and this document after it.
    fn new(document: &str) -> Self {
        Self::of("hello", document)
    }

    /// Another project.
    fn other(document: &str) -> Self {
        Self::of("other", document)
    }

    fn of(project: &'static str, document: &str) -> Self {
        let remote = format!("[SANDBOX]/{project}.git");
        let sandbox = Sandbox::in_memory()
            .shell_tools()
            .commit_files("Start", &[("docs/index.md", "# Docs\n")])
            .tag("1.0.0")
            .commit_files("Say how it is released", &[("RELEASING.md", document)])
            .git(["init", "--quiet", "--bare", &remote])
            .remote("origin", &remote)
            .git(["push", "--quiet", "origin", "main", "--tags"]);
        Self { sandbox, project }
    }

    /// Makes a repository beside the project for the records of a team, and returns where it is.
    fn records(&self) -> String {
        self.sandbox.git_output(["init", "--quiet", "--bare", "[SANDBOX]/records.git"]);
        self.sandbox.path("[SANDBOX]/records.git").display().to_string()
    }

    /// Returns where the remote is.
    fn remote(&self) -> PathBuf {
        self.sandbox.path(&format!("[SANDBOX]/{}.git", self.project))
    }

    /// Runs git in the remote.
    fn git(&self, arguments: &[&str]) -> String {
        let remote = self.remote().display().to_string();
        self.sandbox.git_output([&["--git-dir", &remote], arguments].concat())
    }

    /// Lets a script decide what the remote takes: it reads lines of `OLD NEW REFERENCE`.
    fn hook(&self, script: &str) {
        let hook = self.remote().join("hooks/pre-receive");
        std::fs::write(&hook, format!("#!/bin/sh\n{script}\n")).expect("the remote is ours");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&hook, mode).expect("the remote is ours");
    }

    /// Takes the hook away again.
    fn no_hook(&self) {
        std::fs::remove_file(self.remote().join("hooks/pre-receive")).expect("there is one");
    }

    /// Takes the remote away, or brings it back.
    fn is_reachable(&self, is_reachable: bool) {
        let away = self.sandbox.path("[SANDBOX]/away.git");
        let (from, to) = if is_reachable { (away, self.remote()) } else { (self.remote(), away) };
        std::fs::rename(from, to).expect("it is there");
    }

    /// A person sits down at a machine of their own, clones the project and says who they are.
    fn machine(&self, login: &str) -> Machine {
        let remote = self.remote().display().to_string();
        let mut sandbox = Sandbox::in_memory().shell_tools().remote("origin", &remote);
        for variable in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            sandbox = sandbox.without_env(variable);
        }
        let name = format!("{}{}", login[..1].to_uppercase(), &login[1..]);
        let sandbox = sandbox
            .git(["config", "user.name", &name])
            .git(["config", "user.email", &format!("{login}@example.org")])
            .git(["config", "shepherd.login", login])
            .git(["fetch", "--quiet", "origin"])
            .git(["checkout", "--quiet", "-B", "main", "origin/main"]);
        Machine { sandbox, login: login.to_owned(), office: self.sandbox.path("[SANDBOX]") }
    }

    /// A team whose store is a branch of the project: @mona and @ann have it, and are in the records.
    fn team(&self) -> (Machine, Machine) {
        let (mona, ann) = (self.machine("mona"), self.machine("ann"));
        mona.does(&["people", "add", "mona", "--name", "Mona", "--alias", "mona@example.org"]);
        mona.does(&["people", "add", "ann", "--name", "Ann", "--alias", "ann@example.org"]);
        mona.does(&["store", "init", "--in-repo", "--yes"]);
        ann.does(&["store", "init", "--in-repo", "--yes"]);
        (mona, ann)
    }
}

/// A person at a machine: a HOME, a clone and an identity of their own.
struct Machine {
    sandbox: Sandbox,
    login: String,
    office: PathBuf,
}

impl Machine {
    /// Lets the environment say who works here, and not the configuration of git.
    fn known_by_environment(self) -> Self {
        let (name, email) = (self.login.clone(), format!("{}@example.org", self.login));
        let sandbox = self.sandbox.git(["config", "--remove-section", "user"]);
        let key = format!("{}.pub", sandbox.path("[SANDBOX]/key").display());
        let sandbox = sandbox.git(["config", "user.signingkey", &key]);
        let (names, emails) = (["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"], ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"]);
        let names = names.into_iter().map(|variable| (variable, name.as_str()));
        let emails = emails.into_iter().map(|variable| (variable, email.as_str()));
        Self { sandbox, ..self }.with(names.chain(emails))
    }

    /// Sets variables for the product.
    fn with<'a>(self, variables: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let sandbox = variables.fold(self.sandbox, |sandbox, (variable, value)| sandbox.env(variable, value));
        Self { sandbox, ..self }
    }

    fn shepherd(&self, arguments: &[&str]) -> Output {
        self.sandbox.shepherd(arguments)
    }

    /// Runs the product, which must do it.
    #[track_caller]
    fn does(&self, arguments: &[&str]) -> String {
        self.told(&self.shepherd(arguments).success())
    }

    /// Runs the product, which must end with this code.
    #[track_caller]
    fn fails(&self, code: i32, arguments: &[&str]) -> String {
        self.told(&self.shepherd(arguments).failure(code))
    }

    /// Looks at what waits for this person, and agrees to exactly that.
    #[track_caller]
    fn agrees(&self, arguments: &[&str]) -> String {
        let whole = [&["approve"], arguments].concat();
        let digest = self.shepherd(&whole).failure(1).digest();
        self.does(&[whole.as_slice(), &["--yes", "--digest", &digest]].concat())
    }

    /// Runs `shepherd guide` with a file of answers.
    fn guide(&self, arguments: &[&str], answers: &str) -> Output {
        std::fs::write(self.sandbox.path("[SANDBOX]/answers.toml"), answers).expect("the sandbox is writable");
        self.shepherd(&[&["guide", "--answers", "[SANDBOX]/answers.toml"], arguments].concat())
    }

    /// Returns what was said, with names in the place of what differs between two runs.
    fn told(&self, output: &Output) -> String {
        self.words(&output.without_chance())
    }

    /// Returns a text with names in the place of what differs between two runs.
    fn words(&self, text: &str) -> String {
        let office = self.office.display().to_string();
        let text = text.replace(&office, "[OFFICE]").replace(env!("CARGO_BIN_EXE_shepherd"), "[US]");
        let replace = |text: &str, found: &str, name: &str| {
            Regex::new(found).expect("the pattern is right").replace_all(text, name).into_owned()
        };
        let text = replace(&text, "SHA256:[A-Za-z0-9+/]{43}", "SHA256:[KEY]");
        let text = replace(&text, r"\b[0-9a-f]{64}\b", "[WHOLE DIGEST]");
        let text = replace(&text, r"--digest [0-9a-f]{32}\b", "--digest [DIGEST]");
        let text = replace(&text, r"\b[0-9a-f]{12}\b", "[DIGEST]");
        let text = replace(&text, r"\b[0-9a-f]{32}\b", "[STORE]");
        let text = replace(&text, r"\b[0-9a-f]{16}\b", "[ID]");
        let text = replace(&text, r"\b[0-9a-f]{7}\.\.[0-9a-f]{7}\b", "[RANGE]");
        replace(&text, r"after \d+(\.\d)? s\b", "after [TIME]")
    }

    /// Returns a file of the store as it is in this clone, `None` where there is none.
    fn stored(&self, path: &str) -> Option<String> {
        let output = self.sandbox.try_git(&["show", &format!("refs/shepherd/store:{path}")], None);
        output.status.success().then(|| String::from_utf8(output.stdout).expect("the store holds text"))
    }

    /// Returns the newest commit of the store in this clone.
    fn newest(&self) -> String {
        self.sandbox.git_output(["rev-parse", "refs/shepherd/store"])
    }

    /// Makes an ssh key, sets it as the one that this person signs with where they have none, and returns the file of its
    /// public half. `None`, with a word about it, where there is no `ssh-keygen`.
    fn new_key(&self, name: &str) -> Option<String> {
        if !self.has_tool("ssh-keygen") {
            println!("skipped: `ssh-keygen` is not here");
            return None;
        }
        let file = self.path("[SANDBOX]").join(name);
        let arguments = ["-q", "-t", "ed25519", "-N", "", "-C", &self.login, "-f"];
        let made = std::process::Command::new("ssh-keygen").args(arguments).arg(&file).status();
        assert!(made.is_ok_and(|status| status.success()), "ssh-keygen makes a key");
        let public = format!("{}.pub", file.display());
        if !self.sandbox.try_git(&["config", "user.signingkey"], None).status.success() {
            self.sandbox.git_output(["config", "gpg.format", "ssh"]);
            self.sandbox.git_output(["config", "user.signingkey", &public]);
        }
        Some(public)
    }

    /// Writes a file of the store in a commit with this address, as somebody does who knows git; `key` is the name of the
    /// key of this machine that signs it.
    fn commit_by_hand(&self, path: &str, text: &str, email: &str, key: Option<&str>) {
        let stream = format!(
            "commit refs/shepherd/by-hand\ncommitter Hand <{email}> 1774688400 +0000\ndata 5\nhands\n\
             from refs/shepherd/store^0\nM 100644 inline {path}\ndata {}\n{text}",
            text.len()
        );
        let output = self.sandbox.try_git(&["fast-import", "--quiet", "--force"], Some(stream.as_bytes()));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut commit = "refs/shepherd/by-hand".to_owned();
        if let Some(key) = key {
            let (key, email) = (format!("user.signingkey=[SANDBOX]/{key}.pub"), format!("user.email={email}"));
            let settings = ["-c", "gpg.format=ssh", "-c", &key, "-c", &email];
            let tree =
                ["commit-tree", "-S", "-p", "refs/shepherd/store", "-m", "hands", "refs/shepherd/by-hand^{tree}"];
            commit = self.sandbox.git_output([settings.as_slice(), &tree].concat());
        }
        self.sandbox.git_output(["update-ref", "refs/shepherd/store", &commit]);
        self.sandbox.git_output(["update-ref", "-d", "refs/shepherd/by-hand"]);
    }

    /// Changes the words of the newest commit of the store, and leaves its signature as it is.
    fn break_the_seal(&self) {
        let commit = self.sandbox.git_output(["cat-file", "commit", "refs/shepherd/store"]);
        let commit = commit.replace("\nhands", "\nhanded") + "\n";
        let output = self.sandbox.try_git(&["hash-object", "-t", "commit", "-w", "--stdin"], Some(commit.as_bytes()));
        let id = String::from_utf8(output.stdout).expect("git prints text");
        self.sandbox.git_output(["update-ref", "refs/shepherd/store", id.trim()]);
    }

    /// Puts a tool of the developer on the sealed PATH; `false` where there is none.
    fn has_tool(&self, name: &str) -> bool {
        let search = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&search).map(|folder| folder.join(name)).find(|path| path.is_file());
        let Some(found) = found else { return false };
        let link = self.sandbox.path("[SANDBOX]/bin").join(name);
        link.exists() || symlink(found, link).is_ok()
    }

    /// Returns a path of this machine.
    fn path(&self, path: &str) -> PathBuf {
        self.sandbox.path(path)
    }
}

/// Writes a file, with its folders.
fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("it is ours");
    std::fs::write(path, text).expect("it is ours");
}
