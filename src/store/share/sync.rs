//! Fetch, take in, push; and again when somebody else was first.

use std::time::Duration;

use crate::core::history::CommitId;
use crate::git::{Pushed, TransferError, push_branch, without_credentials};
use crate::store::change::{id, object_id};
use crate::store::share::fetched::Fetched;
use crate::store::share::replay::README;
use crate::store::share::taken::Taking;
use crate::store::share::{Prefer, Signing};
use crate::store::{Author, Snapshot, Store, StoreError, Write};
use crate::system::clock::Deadline;
use crate::system::lock::{self, FileLock};
use crate::system::{crash, folders};

/// The branch that a store has on a remote.
pub const BRANCH: &str = "release-shepherd";

/// Where a store is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The name of a remote of this repository, or an address.
    pub remote: String,
    /// The branch.
    pub branch: String,
}

/// Writes the page that people see where the store lies, from what is in it. `None`: there is nothing to say.
pub type Readme = fn(&Snapshot<'_>) -> Result<Option<String>, StoreError>;

/// How two stores become one.
#[derive(Clone, Debug)]
pub struct Syncing<'a> {
    /// Who does it.
    pub author: &'a Author,
    /// Whose word holds where both sides changed one key.
    pub prefer: Prefer,
    /// Whether a store that has nothing in common with this one is meant all the same.
    pub joins: bool,
    /// What becomes of signatures where a change is written once more.
    pub signing: Signing,
    /// Writes the page of the store; without it the page stays.
    pub readme: Option<Readme>,
    /// How long all of it may take.
    pub limit: Duration,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// How many changes came.
    pub came: usize,
    /// How many changes were sent.
    pub sent: usize,
}

/// Why what waits was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The remote.
    pub remote: String,
    /// The branch.
    pub branch: String,
    /// What git and the server say, one line each.
    pub words: String,
}

impl Shared {
    /// Returns what it is called in a message: `release-shepherd of origin`.
    pub fn shown(&self) -> String {
        format!("{} of {}", self.branch, self.remote_shown())
    }

    /// Returns the remote as it may be shown: without what its address may hold to log in.
    pub fn remote_shown(&self) -> String {
        without_credentials(&self.remote).into_owned()
    }
}

impl Store {
    /// Makes the branch of the remote and the store of this clone one.
    ///
    /// # Errors
    ///
    /// Where the remote cannot be reached or does not take it, where its branch is no store or another one, and where
    /// both sides changed one key. Where somebody rewrote it, unless theirs is preferred. What was written here stays in any case, and what is shared is never rewritten.
    pub fn sync(&self, shared: &Shared, syncing: &Syncing<'_>) -> Result<Synced, StoreError> {
        let deadline = Deadline::after(syncing.limit);
        let _lock = self.sync_lock(deadline, syncing.limit)?;
        let mut done = Synced::default();
        let mut fetched = self.fetch(shared, syncing.prefer, deadline)?;
        let mut was_tried = false;
        loop {
            if let Some(fetched) = fetched {
                done.came += self.merge(fetched, shared, syncing)?;
            }
            self.mark_private(syncing.author)?;
            let theirs = fetched.map(|fetched| fetched.theirs);
            if let Some(readme) = syncing.readme {
                self.refresh(readme, theirs, syncing.author)?;
            }
            let head = self.snapshot()?.commit();
            let there = theirs.map(object_id).transpose()?;
            let Some(head) = head.filter(|head| Some(*head) != there) else { return Ok(done) };
            self.tells_nobodys_days(head, there)?;
            let waiting = self.count(head, there)?;
            crash::point("all is ready to be pushed");
            let pushed = push_branch(self.common(), &shared.remote, id(head), &shared.branch, deadline.remaining());
            let words = match pushed {
                Ok(Pushed::Accepted) => {
                    crash::point("it is pushed, and this clone does not know");
                    self.reader()
                        .reference(self.tracking(), head, true, "shepherd: pushed")
                        .map_err(StoreError::doing("note what was pushed"))?;
                    done.sent += waiting;
                    return Ok(done);
                }
                // Without the right to push git fails as it does where a connection breaks.
                Ok(Pushed::Refused { words }) | Err(TransferError::Failed { words, .. }) => words,
                Err(error) => return Err(error.into()),
            };
            // Whatever the words say: somebody else was first, or it is not taken.
            let now = self.fetch(shared, syncing.prefer, deadline)?;
            let is_moved = now.map(|now| now.theirs) != theirs;
            fetched = now;
            if (!is_moved && was_tried) || deadline.is_over() {
                return Err(rejected(shared, &words));
            }
            was_tried = !is_moved;
            lock::pause(deadline);
        }
    }

    /// Takes in what the branch of the remote has, and sends nothing.
    ///
    /// # Errors
    ///
    /// As [`Store::sync`].
    pub fn look_there(&self, shared: &Shared, syncing: &Syncing<'_>) -> Result<Synced, StoreError> {
        let deadline = Deadline::after(syncing.limit);
        let _lock = self.sync_lock(deadline, syncing.limit)?;
        let Some(fetched) = self.fetch(shared, syncing.prefer, deadline)? else { return Ok(Synced::default()) };
        Ok(Synced { came: self.merge(fetched, shared, syncing)?, sent: 0 })
    }

    fn merge(&self, fetched: Fetched, shared: &Shared, syncing: &Syncing<'_>) -> Result<usize, StoreError> {
        let Fetched { theirs, rewritten } = fetched;
        let Syncing { joins, prefer, author, signing, .. } = *syncing;
        let place = &shared.shown();
        let taken = self.take_in(&Taking { theirs, rewritten, place, joins, prefer, author, signing })?;
        if rewritten.is_some() {
            self.know(theirs)?;
        }
        Ok(taken.came)
    }

    /// Lets one process of this clone do it at a time.
    pub(super) fn sync_lock(&self, deadline: Deadline, limit: Duration) -> Result<FileLock, StoreError> {
        folders::make(&self.folder())?;
        let lock = FileLock::take(&self.folder().join("sync.lock"), deadline)?;
        lock.ok_or(StoreError::Busy { seconds: limit.as_secs() })
    }

    /// Writes the page of the store anew where what is going to be sent changed what it says.
    fn refresh(&self, readme: Readme, theirs: Option<CommitId>, author: &Author) -> Result<(), StoreError> {
        let snapshot = self.snapshot()?;
        let there = theirs.map(object_id).transpose()?;
        if !snapshot.exists() || snapshot.commit() == there {
            return Ok(());
        }
        let author = Author { signs: false, ..author.clone() };
        self.change("README.md: as the records say", &author, |snapshot| {
            let text = readme(snapshot)?;
            Ok::<_, StoreError>(text.map(|text| Write::Put { path: README.to_owned(), text }).into_iter().collect())
        })?;
        Ok(())
    }
}

fn rejected(shared: &Shared, words: &str) -> StoreError {
    let words = words.lines().flat_map(|line| ["\n  ", line]).collect();
    StoreError::Rejected(Rejection { remote: shared.remote_shown(), branch: shared.branch.clone(), words })
}
