//! Writing: one commit for each change, moved into its place only when nobody else was first.

use std::io::Write as _;
use std::time::Duration;

use git2::{ErrorCode, ObjectType, Oid, Repository, Signature};

use crate::core::history::CommitId;
use crate::git::{Identity, sign_commit};
use crate::store::local::PATIENCE;
use crate::store::marker::{self, MARKER};
use crate::store::name::check_path;
use crate::store::tree::{self, Changes};
use crate::store::{Snapshot, Store, StoreError, object};
use crate::system::clock::Deadline;
use crate::system::{crash, files, folders, lock};

/// How long git's own programs are given to let go of the reference before its lock counts as left behind.
const GRACE: Duration = Duration::from_millis(500);

/// Who a change is from, and when.
#[derive(Clone, Debug)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The time of the commit; git keeps whole seconds.
    pub when: jiff::Timestamp,
    /// Whether the commit is signed, so that others can tell who made it.
    pub signs: bool,
}

/// What a commit says besides its files.
pub(super) struct Wording<'a> {
    pub(super) message: &'a str,
    pub(super) author: &'a Signature<'a>,
    pub(super) signs: bool,
}

/// One file to be written, or to be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// The file holds this text.
    Put {
        /// The path in the store.
        path: String,
        /// All of the text.
        text: String,
    },
    /// The file is not there; it need not have been.
    Remove {
        /// The path in the store.
        path: String,
    },
}

/// How an attempt to move the reference ended.
enum Outcome {
    Moved,
    /// Somebody else moved it.
    Overtaken,
    /// Somebody else has it locked.
    Locked,
}

impl Store {
    /// Makes one commit and returns it. `edit` sees the newest state and says what to write; it is run again when
    /// somebody else was first, and must not write to the store itself. Returns `None` where everything is already as
    /// it says. A store that is not there is made. `message` gets `[skip ci]`.
    ///
    /// When this returns, what was written survives a power cut.
    pub fn change<E: From<StoreError>>(
        &self,
        message: &str,
        author: &Author,
        edit: impl FnMut(&Snapshot<'_>) -> Result<Vec<Write>, E>,
    ) -> Result<Option<CommitId>, E> {
        self.change_or_mend(false, message, author, edit)
    }

    /// Does the same; where it `mends` the marker, that may be damaged.
    pub(super) fn change_or_mend<E: From<StoreError>>(
        &self,
        mends: bool,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&Snapshot<'_>) -> Result<Vec<Write>, E>,
    ) -> Result<Option<CommitId>, E> {
        let (signs, author) = (author.signs, signature(author)?);
        let message = format!("{}\n\n[skip ci]\n", message.trim_end());
        let wording = Wording { message: &message, author: &author, signs };
        let _lock = self.lock()?;
        let writer = self.writer()?;
        let deadline = Deadline::after(PATIENCE);
        loop {
            let newest = if mends { Snapshot::to_mend } else { Snapshot::newest };
            let snapshot = newest(writer, self.reference())?;
            let mut changed = edit(&snapshot)?;
            let has_marker = |write: &Write| matches!(write, Write::Put { path, .. } if path == MARKER);
            if !changed.is_empty() && !snapshot.exists() && !changed.iter().any(has_marker) {
                changed.push(Write::Put { path: MARKER.to_owned(), text: marker::new(self.is_private()) });
            }
            let Some(tree) = write_tree(&snapshot, &changed)? else { return Ok(None) };
            let commit = write_commit(self, tree, snapshot.commit(), &wording)?;
            self.sync_objects()?;
            crash::point("a commit is written and the reference is as before");
            if self.move_reference(writer, snapshot.commit(), commit, &author)? {
                crash::point("the reference is moved");
                return Ok(Some(id(commit)));
            }
            if deadline.is_over() {
                return Err(StoreError::Busy { seconds: PATIENCE.as_secs() }.into());
            }
            lock::pause(deadline);
        }
    }

    /// Lets the names of new folders of objects reach the disk: git's library syncs each object and its folder, and not
    /// the folder above.
    pub(super) fn sync_objects(&self) -> Result<(), StoreError> {
        Ok(folders::sync(&self.common().join("objects"))?)
    }

    /// Moves the reference; `false` when it is not at `from` any more.
    pub(super) fn move_reference(
        &self,
        writer: &Repository,
        from: Option<Oid>,
        to: Oid,
        author: &Signature<'_>,
    ) -> Result<bool, StoreError> {
        let (mut grace, deadline) = (Deadline::after(GRACE), Deadline::after(PATIENCE));
        loop {
            match try_to_move(writer, self.reference(), from, to, author)? {
                Outcome::Moved => break,
                Outcome::Overtaken => return Ok(false),
                Outcome::Locked if deadline.is_over() => {
                    return Err(StoreError::Busy { seconds: PATIENCE.as_secs() });
                }
                Outcome::Locked if grace.is_over() => {
                    self.remove_reference_lock()?;
                    grace = Deadline::after(GRACE);
                }
                Outcome::Locked => lock::pause(grace),
            }
        }
        self.leave_at(to);
        if from.is_none() {
            // The folder of the reference is new as well.
            folders::sync(&self.common().join("refs"))?;
        }
        Ok(true)
    }

    /// Removes the lock that a killed process left on the reference. All writers of the store hold our own lock, so
    /// nobody is behind it.
    fn remove_reference_lock(&self) -> Result<(), StoreError> {
        let path = self.common().join(format!("{}.lock", self.reference()));
        if files::exists(&path) {
            folders::remove_file(&path)?;
            self.notice(format!("removed `{}`, which a process that was killed had left", path.display()));
        }
        Ok(())
    }
}

pub(super) fn signature(author: &Author) -> Result<Signature<'static>, StoreError> {
    let time = git2::Time::new(author.when.as_second(), 0);
    Signature::new(&author.name, &author.email, &time)
        .map_err(|_| StoreError::Identity { name: author.name.clone(), email: author.email.clone() })
}

/// Writes blobs and trees, and returns the tree of the top folder; `None` where it stays what it was.
pub(super) fn write_tree(snapshot: &Snapshot<'_>, writes: &[Write]) -> Result<Option<Oid>, StoreError> {
    if writes.is_empty() {
        return Ok(None);
    }
    let repository = snapshot.repository();
    let mut changes = Changes::new();
    for write in writes {
        let (path, blob) = match write {
            Write::Put { path, text } => (path, Some(write_blob(repository, path, text)?)),
            Write::Remove { path } => (path, None),
        };
        check_path(path)?;
        changes.insert(path.split('/').collect(), blob);
    }
    crash::point("the blobs are written");
    let tree = tree::write(repository, snapshot.tree(), &changes, "the top folder of the store")?;
    let tree = tree.filter(|tree| Some(*tree) != snapshot.tree());
    if tree.is_some() {
        crash::point("the trees are written");
    }
    Ok(tree)
}

/// Writes a commit, and moves nothing.
pub(super) fn write_commit(
    store: &Store,
    tree: Oid,
    parent: Option<Oid>,
    wording: &Wording<'_>,
) -> Result<Oid, StoreError> {
    if wording.signs {
        return sign(store, tree, parent, wording);
    }
    let repository = store.writer()?;
    let tree = object::tree(repository, tree, "the top folder of the store")?;
    let parent = parent.map(|id| repository.find_commit(id)).transpose();
    let parent = parent.map_err(StoreError::doing("read the newest commit of the store"))?;
    let parents: Vec<_> = parent.iter().collect();
    let commit = repository.commit(None, wording.author, wording.author, wording.message, &tree, &parents);
    let commit = commit.map_err(StoreError::doing("write a commit of the store"))?;
    object::commit(repository, commit)?;
    Ok(commit)
}

/// Writes a commit that git's own program signs, with the key that the person has there.
fn sign(store: &Store, tree: Oid, parent: Option<Oid>, wording: &Wording<'_>) -> Result<Oid, StoreError> {
    let parents: Vec<CommitId> = parent.into_iter().map(id).collect();
    let (name, email) = (wording.author.name().unwrap_or_default(), wording.author.email().unwrap_or_default());
    let when = jiff::Timestamp::from_second(wording.author.when().seconds()).unwrap_or_default();
    let who = Identity { name, email, when };
    let commit = sign_commit(store.common(), &tree.to_string(), &parents, who, who, wording.message)?;
    let commit = object_id(commit)?;
    object::commit(store.writer()?, commit)?;
    Ok(commit)
}

fn write_blob(repository: &Repository, path: &str, text: &str) -> Result<Oid, StoreError> {
    let failed = || StoreError::doing(format!("write `{path}`"));
    let objects = repository.odb().map_err(failed())?;
    let mut writer = objects.writer(text.len(), ObjectType::Blob).map_err(failed())?;
    let (first, second) = text.as_bytes().split_at(text.len() / 2);
    let written = writer.write_all(first).and_then(|()| {
        crash::point("half of a blob is written");
        writer.write_all(second)
    });
    written.map_err(|error| StoreError::NotWritable(format!("git could not write `{path}`: {error}")))?;
    let blob = writer.finalize().map_err(failed())?;
    // Where a file of that name is there, git's library takes it for the object without a look.
    object::read(repository, blob, &format!("`{path}`"))?;
    Ok(blob)
}

/// Locks the reference, looks whether it is where it was, and moves it.
fn try_to_move(
    writer: &Repository,
    reference: &str,
    from: Option<Oid>,
    to: Oid,
    author: &Signature<'_>,
) -> Result<Outcome, StoreError> {
    let failed = || StoreError::doing(format!("move `{reference}`"));
    let mut transaction = writer.transaction().map_err(failed())?;
    match transaction.lock_ref(reference) {
        Err(error) if error.code() == ErrorCode::Locked => return Ok(Outcome::Locked),
        locked => locked.map_err(failed())?,
    }
    crash::point("the reference is locked");
    let present = match writer.refname_to_id(reference) {
        Err(error) if error.code() == ErrorCode::NotFound => None,
        present => Some(present.map_err(failed())?),
    };
    if present != from {
        return Ok(Outcome::Overtaken);
    }
    transaction.set_target(reference, to, Some(author), "shepherd").map_err(failed())?;
    match transaction.commit() {
        Ok(()) => Ok(Outcome::Moved),
        Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists) => Ok(Outcome::Overtaken),
        Err(error) if error.code() == ErrorCode::Locked => Ok(Outcome::Locked),
        Err(error) => Err(failed()(error)),
    }
}

/// Returns a commit as git's library has it.
pub(super) fn object_id(commit: CommitId) -> Result<Oid, StoreError> {
    Oid::from_bytes(&commit.0).map_err(StoreError::doing("read the name of a commit"))
}

pub(super) fn id(commit: Oid) -> CommitId {
    let mut bytes = [0; 20];
    for (byte, found) in bytes.iter_mut().zip(commit.as_bytes()) {
        *byte = *found;
    }
    CommitId(bytes)
}
