//! What a remote has is brought here, and held against what it had before: what is shared only grows.

use git2::Oid;

use crate::core::history::CommitId;
use crate::git::fetch_branch;
use crate::store::change::{id, object_id};
use crate::store::share::replay::is_kind;
use crate::store::share::{Prefer, Shared};
use crate::store::{PRIVATE_REFERENCE, Snapshot, Store, StoreError, tree};
use crate::system::clock::Deadline;
use crate::system::{files, folders};

/// What the branch of a remote has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fetched {
    /// The newest commit.
    pub(super) theirs: CommitId,
    /// What this clone knew as shared, where that was rewritten and the person takes it as it is now.
    pub(super) rewritten: Option<Oid>,
}

impl Store {
    /// Brings the branch of the remote here, `None` where there is no such branch. Hold the lock of sharing.
    ///
    /// # Errors
    ///
    /// Where it cannot be reached, where it is of the other kind (private, or for all), and where what this clone knew as shared is not in it any more, unless theirs is
    /// preferred.
    pub(super) fn fetch(
        &self,
        shared: &Shared,
        prefer: Prefer,
        deadline: Deadline,
    ) -> Result<Option<Fetched>, StoreError> {
        self.remove_locks()?;
        self.is_known_of(shared)?;
        let limit = deadline.remaining();
        let found = fetch_branch(self.common(), &shared.remote, &shared.branch, self.fetched(), limit)?;
        let Some(theirs) = found else {
            self.forget(self.tracking())?;
            return Ok(None);
        };
        if let Err(error) = self.is_of_this_kind(object_id(theirs)?, &shared.shown()) {
            self.forget(self.fetched())?;
            return Err(error);
        }
        let rewritten = match self.reader().refname_to_id(self.tracking()).ok() {
            Some(known) => match self.rewriting(known, object_id(theirs)?, shared)? {
                Some(error) if prefer != Prefer::Theirs => return Err(error),
                Some(_) => Some(known),
                None => None,
            },
            None => None,
        };
        if rewritten.is_none() {
            self.know(theirs)?;
        }
        Ok(Some(Fetched { theirs, rewritten }))
    }

    /// Notes what the remote has.
    pub(super) fn know(&self, theirs: CommitId) -> Result<(), StoreError> {
        self.reader()
            .reference(self.tracking(), object_id(theirs)?, true, "shepherd: shared")
            .map_err(StoreError::doing("note what is shared"))?;
        self.forget(self.fetched())
    }

    /// Returns the error where one state of what is shared does not come after another, `None` where it does, and where
    /// they have nothing in common, which is for others to judge.
    fn rewriting(&self, known: Oid, theirs: Oid, shared: &Shared) -> Result<Option<StoreError>, StoreError> {
        let reader = self.reader();
        let error = |file| StoreError::Rewritten {
            place: shared.shown(),
            known: id(known).short(),
            theirs: id(theirs).short(),
            file,
        };
        if known == theirs {
            return Ok(None);
        }
        match reader.merge_base(known, theirs) {
            Ok(base) if base == known => {}
            Ok(_) => return Ok(Some(error(None))),
            Err(_) => return Ok(None),
        }
        let (before, after) = (Snapshot::of(reader, known)?, Snapshot::of(reader, theirs)?);
        let changed = tree::changed(reader, before.tree(), after.tree())?;
        let logs: Vec<&String> = changed.iter().filter(|path| is_kind(path, "jsonl")).collect();
        for path in &logs {
            let Some(text) = before.read(path)? else { continue };
            let mut goes_on = false;
            // A log that is gone has another name by now.
            let names = if after.read(path)?.is_some() { vec![*path] } else { logs.clone() };
            for name in names {
                goes_on |= after.read(name)?.is_some_and(|now| now.starts_with(&text));
            }
            if !goes_on {
                return Ok(Some(error(Some((*path).clone()))));
            }
        }
        Ok(None)
    }

    /// Removes the locks that a fetch which was killed left on the references of what is shared. All that fetch hold our
    /// own lock, so nobody is behind them.
    fn remove_locks(&self) -> Result<(), StoreError> {
        for reference in [self.tracking(), self.fetched()] {
            let path = self.common().join(format!("{reference}.lock"));
            if files::exists(&path) {
                folders::remove_file(&path)?;
                self.notice(format!("removed `{}`, which a process that was killed had left", path.display()));
            }
        }
        Ok(())
    }

    /// Forgets what is known of another remote.
    fn is_known_of(&self, shared: &Shared) -> Result<(), StoreError> {
        let name = if self.reference() == PRIVATE_REFERENCE { "private-known-of" } else { "known-of" };
        let (path, place) = (self.folder().join(name), format!("{}\n", shared.shown()));
        match files::read_text_if_there(&path)? {
            Some(known) if known == place => return Ok(()),
            Some(_) => self.forget(self.tracking())?,
            None => {}
        }
        // Where it is lost, what is known counts as known of whatever is asked next.
        Ok(folders::write(&path, place.as_bytes())?)
    }

    /// Returns the reference that holds what was fetched until it is known.
    fn fetched(&self) -> &'static str {
        if self.reference() == PRIVATE_REFERENCE { "refs/shepherd/private-fetched" } else { "refs/shepherd/fetched" }
    }

    /// Removes a reference. Where there is none, nothing is to do.
    pub(super) fn forget(&self, reference: &str) -> Result<(), StoreError> {
        let failed = || StoreError::doing(format!("remove `{reference}`"));
        match self.reader().find_reference(reference) {
            Ok(mut found) => found.delete().map_err(failed()),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(()),
            Err(error) => Err(failed()(error)),
        }
    }
}
