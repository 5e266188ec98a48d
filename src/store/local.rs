//! The store of one repository: where it lies, and how it is opened, read and locked.

use std::cell::{Cell, OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::time::Duration;

use git2::{Config, ConfigLevel, Oid, Repository, RepositoryOpenFlags};

use crate::core::history::CommitId;
use crate::git;
use crate::store::change::id;
use crate::store::{PRIVATE_REFERENCE, REFERENCE, Snapshot, StoreError};
use crate::system::clock::Deadline;
use crate::system::lock::FileLock;
use crate::system::{files, folders};

/// How long a writer waits for the others.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What is read on top of the repository's configuration while the store is written.
const SYNCING: &str = "# Read by shepherd alone, when it writes its store: what it wrote must survive a power cut.\n\
                       [core]\n\tfsyncObjectFiles = true\n";

/// The store of a repository, which all its work trees share.
pub struct Store {
    reference: &'static str,
    common: PathBuf,
    reader: Repository,
    writer: OnceCell<Repository>,
    notices: RefCell<Vec<String>>,
    /// Where this value moved the reference last.
    left_at: Cell<Option<Oid>>,
}

impl Store {
    /// Opens the store; it need not be there yet, and nothing is written. A reference without a marker, or of a newer
    /// format, is refused; a marker that cannot be read is damage.
    pub fn open(repository: &git::Repository) -> Result<Self, StoreError> {
        Self::open_at(repository, REFERENCE)
    }

    /// Opens the store of what nobody else may know yet. It has a reference of its own, which is never pushed with the
    /// other.
    pub fn open_private(repository: &git::Repository) -> Result<Self, StoreError> {
        Self::open_at(repository, PRIVATE_REFERENCE)
    }

    /// Returns the store of the same repository for what nobody else may know.
    pub fn beside(&self) -> Result<Self, StoreError> {
        Self::at(self.common.clone(), PRIVATE_REFERENCE)
    }

    /// Opens the store as [`Store::open`] does, also where its marker is damaged, to mend that.
    pub fn open_to_mend(repository: &git::Repository) -> Result<Self, StoreError> {
        let store = Self::unchecked(repository.common_directory().to_owned(), REFERENCE)?;
        Snapshot::to_mend(&store.reader, REFERENCE)?;
        Ok(store)
    }

    fn open_at(repository: &git::Repository, reference: &'static str) -> Result<Self, StoreError> {
        Self::at(repository.common_directory().to_owned(), reference)
    }

    fn at(common: PathBuf, reference: &'static str) -> Result<Self, StoreError> {
        let store = Self::unchecked(common, reference)?;
        store.snapshot()?;
        Ok(store)
    }

    fn unchecked(common: PathBuf, reference: &'static str) -> Result<Self, StoreError> {
        // A handle of its own: the syncing below must be set before the first object is touched.
        let reader = open(&common)?;
        Ok(Self {
            reference,
            common,
            reader,
            writer: OnceCell::new(),
            notices: RefCell::default(),
            left_at: Cell::default(),
        })
    }

    /// Says whether something was written to it.
    pub fn exists(&self) -> bool {
        self.reader.refname_to_id(self.reference).is_ok()
    }

    /// Returns what the store is called in its marker, `None` where there is none yet.
    pub fn identity(&self) -> Result<Option<String>, StoreError> {
        let snapshot = self.snapshot()?;
        snapshot.exists().then(|| snapshot.identity(self.reference)).transpose()
    }

    /// Returns the newest commit, `None` where nothing was written yet. Nothing is read but the reference.
    pub fn newest(&self) -> Result<Option<CommitId>, StoreError> {
        match self.reader.refname_to_id(self.reference) {
            Ok(found) => Ok(Some(id(found))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(StoreError::doing(format!("read `{}`", self.reference))(error)),
        }
    }

    /// Returns the newest state.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        Snapshot::newest(&self.reader, self.reference)
    }

    /// Returns the text of a file of the newest state, `None` where there is none.
    pub fn read(&self, path: &str) -> Result<Option<String>, StoreError> {
        self.snapshot()?.read(path)
    }

    /// Returns the paths of all files in a folder and the folders in it, of the newest state.
    pub fn list(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        self.snapshot()?.list(folder)
    }

    /// Returns what a person should know about the writing so far, one sentence each, and forgets it.
    pub fn take_notices(&self) -> Vec<String> {
        self.notices.take()
    }

    /// Returns where this value moved the reference last.
    pub(super) fn left_at(&self) -> Option<Oid> {
        self.left_at.get()
    }

    /// Notes where the reference was moved.
    pub(super) fn leave_at(&self, commit: Oid) {
        self.left_at.set(Some(commit));
    }

    pub(super) fn notice(&self, text: String) {
        self.notices.borrow_mut().push(text);
    }

    /// Returns the folder for what belongs to this clone alone.
    pub(super) fn folder(&self) -> PathBuf {
        self.common.join("shepherd")
    }

    /// Returns the reference that it lies in.
    pub fn reference(&self) -> &'static str {
        self.reference
    }

    /// Says whether nobody else may know what it holds.
    pub fn is_private(&self) -> bool {
        self.reference == PRIVATE_REFERENCE
    }

    /// Returns the newest state of the store for all: who the people are is no secret, whatever else is one.
    pub(super) fn for_all(&self) -> Result<Snapshot<'_>, StoreError> {
        Snapshot::newest(&self.reader, REFERENCE)
    }

    pub(super) fn reader(&self) -> &Repository {
        &self.reader
    }

    pub(super) fn common(&self) -> &Path {
        &self.common
    }

    /// Waits until no other process writes, and keeps them from it as long as the value lives.
    pub(super) fn lock(&self) -> Result<FileLock, StoreError> {
        folders::make(&self.folder())?;
        let lock = FileLock::take(&self.folder().join("store.lock"), Deadline::after(PATIENCE))?;
        lock.ok_or(StoreError::Busy { seconds: PATIENCE.as_secs() })
    }

    /// Returns the handle to write with; call it with the lock in hand.
    pub(super) fn writer(&self) -> Result<&Repository, StoreError> {
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        let path = self.folder().join("sync.config");
        if files::read_text_if_there(&path)?.as_deref() != Some(SYNCING) {
            files::replace(&path, SYNCING.as_bytes())?;
        }
        let writer = open(&self.common)?;
        writer
            .config()
            .and_then(|mut config: Config| config.add_file(&path, ConfigLevel::App, true))
            .map_err(StoreError::doing(format!("read `{}`", path.display())))?;
        Ok(self.writer.get_or_init(|| writer))
    }
}

/// Opens exactly this git directory, and looks nowhere above it.
fn open(common: &Path) -> Result<Repository, StoreError> {
    let nowhere: [&str; 0] = [];
    let flags = RepositoryOpenFlags::NO_SEARCH | RepositoryOpenFlags::NO_DOTGIT;
    Repository::open_ext(common, flags, nowhere)
        .map_err(StoreError::doing(format!("open the git directory `{}`", common.display())))
}
