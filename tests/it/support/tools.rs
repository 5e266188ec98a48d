//! The part of the sandbox for tests that run commands of a document: a shell and the usual tools, and copies of a
//! prepared place, which are quicker than making it anew.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::sandbox::Sandbox;

/// What commands of a document may use besides `git` and what a shell has built in.
const TOOLS: [&str; 19] = [
    "basename", "bash", "cat", "cp", "dirname", "env", "false", "grep", "head", "ls", "mkdir", "mv", "rm", "sed", "sh",
    "sleep", "sort", "tail", "touch",
];

impl Sandbox {
    /// Puts a shell and the usual tools on the sealed PATH.
    pub(crate) fn shell_tools(self) -> Self {
        let search = std::env::var_os("PATH").unwrap_or_default();
        for tool in TOOLS {
            let found = std::env::split_paths(&search).map(|folder| folder.join(tool)).find(|path| path.is_file());
            let found = found.unwrap_or_else(|| panic!("`{tool}` is installed"));
            let link = self.root.join("bin").join(tool);
            if !link.exists() {
                symlink(found, link).expect("the sandbox takes links");
            }
        }
        self
    }

    /// Makes a project of it with this release document, a remote beside it that has everything, and a folder `proof`
    /// that git does not see.
    pub(crate) fn releasing(self, document: &str) -> Self {
        self.shell_tools()
            .commit_files("Begin", &[("RELEASING.md", document), (".gitignore", "proof\n")])
            .git(["clone", "--quiet", "--bare", ".", "[SANDBOX]/remote.git"])
            .git(["remote", "add", "origin", "../remote.git"])
            .git(["fetch", "--quiet", "origin"])
    }

    /// Returns another sandbox beside this one, with the same files and the same environment. What refers to this one by an absolute
    /// path still does.
    pub(crate) fn copied(&self) -> Self {
        self.settle();
        let mut copy = Self::bare(self.root.parent().expect("it lies in a folder"));
        copy_folder(&self.root, &copy.root);
        copy.environment.clone_from(&self.environment);
        copy
    }
}

/// Copies what is in a folder into another, which is there.
fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder is readable") {
        let entry = entry.expect("the folder is readable");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().expect("the folder is readable");
        if kind.is_symlink() {
            symlink(fs::read_link(&from).expect("it is a link"), &to).expect("the sandbox takes links");
        } else if kind.is_dir() {
            if !to.is_dir() {
                fs::create_dir(&to).expect("the sandbox is writable");
            }
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).expect("the sandbox is writable");
        }
    }
}
