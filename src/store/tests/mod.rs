//! The store in real repositories.

#[cfg(unix)]
mod apart;
mod damage;
mod killing;
mod locking;
mod origins;
mod property;
#[cfg(unix)]
mod rewriting;
#[cfg(unix)]
mod sharing;
#[cfg(unix)]
mod sides;
#[cfg(unix)]
mod signing;
mod writing;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::failure::Failure;
use crate::git::Repository;
use crate::store::{Author, RunName, Store, StoreError, Write};

/// A repository in a folder of its own.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        git2::Repository::init(folder.path()).unwrap();
        Self { folder }
    }

    /// A repository in memory where the system has a place for that: what is synced there costs no time.
    #[cfg(unix)]
    fn in_memory(is_bare: bool) -> Self {
        let memory = Path::new("/dev/shm");
        let memory = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = tempfile::tempdir_in(memory).unwrap();
        if is_bare {
            git2::Repository::init_bare(folder.path()).unwrap();
        } else {
            git2::Repository::init(folder.path()).unwrap();
        }
        Self { folder }
    }

    fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        git2::Repository::init_bare(folder.path()).unwrap();
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self) -> git2::Repository {
        git2::Repository::open(self.path()).unwrap()
    }

    fn open(&self) -> Result<Store, StoreError> {
        Store::open(&Repository::open(self.path()).unwrap())
    }

    fn store(&self) -> Store {
        self.open().unwrap()
    }

    /// Returns the commit that the store is at.
    fn newest(&self) -> git2::Oid {
        self.git().refname_to_id(super::REFERENCE).unwrap()
    }

    /// Returns the file of an object of the newest commit.
    fn object(&self, path: &str) -> PathBuf {
        let repository = self.git();
        let tree = repository.find_commit(self.newest()).unwrap().tree().unwrap();
        let id = tree.get_path(Path::new(path)).unwrap().id().to_string();
        self.path().join(".git/objects").join(&id[..2]).join(&id[2..])
    }

    /// Returns what a person is told, without the folder.
    fn told(&self, error: StoreError) -> String {
        let folder = self.path().canonicalize().unwrap().display().to_string();
        Failure::from(error).to_string().replace(&folder, "").replace(&self.path().display().to_string(), "")
    }
}

fn author() -> Author {
    Author {
        signs: false,
        name: "Mona".to_owned(),
        email: "mona@example.org".to_owned(),
        when: "2026-03-28T09:00:00Z".parse().unwrap(),
    }
}

fn run(version: &str) -> RunName {
    RunName { project: "octo/hello".to_owned(), version: version.to_owned() }
}

fn put(path: &str, text: &str) -> Write {
    Write::Put { path: path.to_owned(), text: text.to_owned() }
}

/// Writes one file, whatever the store holds.
fn write(store: &Store, path: &str, text: &str) {
    store.change::<StoreError>("Write", &author(), |_| Ok(vec![put(path, text)])).unwrap().unwrap();
}

/// Appends a line to a run's log, as it is now.
fn append(store: &Store, run: &RunName, line: &str) {
    let known = store.read_run(run).unwrap().unwrap_or_default().len();
    store.append_run(run, known, line, "Append", &author()).unwrap();
}
