//! Where the parts of a rehearsal lie.

use std::path::{Path, PathBuf};

/// The folder of a rehearsal.
#[derive(Clone, Debug)]
pub(super) struct Place {
    root: PathBuf,
}

impl Place {
    /// Returns the place at an absolute path without links.
    pub(super) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Programs that say what they would do.
    pub(super) fn bin(&self) -> PathBuf {
        self.root.join("bin")
    }

    /// The HOME without credentials.
    pub(super) fn home(&self) -> PathBuf {
        self.root.join("home")
    }

    /// The bare copy of a remote, whose name may hold slashes.
    pub(super) fn remote(&self, name: &str) -> PathBuf {
        self.root.join("remotes").join(format!("{name}.git"))
    }

    /// Where commands see what they change of the folders that they share with the machine.
    pub(super) fn layers(&self) -> PathBuf {
        self.root.join("layers")
    }

    /// What git is told.
    pub(super) fn git_configuration(&self) -> PathBuf {
        self.home().join(".gitconfig")
    }

    /// What the stubs were called with.
    pub(super) fn log(&self) -> PathBuf {
        self.root.join("log/stubs")
    }

    /// What must be known to go on later.
    pub(super) fn record(&self) -> PathBuf {
        self.root.join("rehearsal.json")
    }

    /// Where scripts of a session may be made.
    pub(super) fn scratch(&self) -> PathBuf {
        self.root.join("scratch")
    }

    /// The folder for temporary files.
    pub(super) fn temporary(&self) -> PathBuf {
        self.root.join("tmp")
    }

    /// The virtual environment of Python, if one was made.
    pub(super) fn python(&self) -> PathBuf {
        self.root.join("python")
    }

    pub(super) fn work(&self) -> PathBuf {
        self.root.join("work")
    }
}
