//! What was fetched becomes part of the store of this clone.

use git2::Oid;

use crate::core::history::CommitId;
use crate::store::change::{id, object_id, signature};
use crate::store::local::PATIENCE;
use crate::store::share::replay::Replay;
use crate::store::share::{Prefer, Signing};
use crate::store::{Author, PRIVATE_REFERENCE, Snapshot, Store, StoreError, object};
use crate::system::clock::Deadline;
use crate::system::{crash, files, folders, lock};

/// What is taken in, and how.
pub(super) struct Taking<'a> {
    /// The newest commit.
    pub(super) theirs: CommitId,
    /// What this clone knew as shared, where that is not in it any more.
    pub(super) rewritten: Option<Oid>,
    /// What the place that it is from is called in an error.
    pub(super) place: &'a str,
    /// Whether a store that has nothing in common with this one is meant all the same.
    pub(super) joins: bool,
    /// Whose word holds where both sides changed one key.
    pub(super) prefer: Prefer,
    /// Who does it.
    pub(super) author: &'a Author,
    /// What becomes of signatures.
    pub(super) signing: Signing,
}

/// How the store of this clone stands after it took something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// How many changes came.
    pub(super) came: usize,
}

impl Store {
    /// Returns the reference that says what the remote had when it was last asked.
    pub(super) fn tracking(&self) -> &'static str {
        if self.reference() == PRIVATE_REFERENCE { "refs/shepherd/private-remote" } else { "refs/shepherd/remote" }
    }

    /// Returns what the remote had when it was last asked, `None` where that never happened.
    pub fn known_there(&self) -> Option<CommitId> {
        self.reader().refname_to_id(self.tracking()).ok().map(id)
    }

    /// Returns how many changes the remote did not have when it was last asked; all of them where it never was.
    pub fn waiting(&self) -> Result<usize, StoreError> {
        let Some(head) = self.snapshot()?.commit() else { return Ok(0) };
        self.count(head, self.reader().refname_to_id(self.tracking()).ok())
    }

    /// Returns how many commits can be reached from one and not from the other.
    pub(super) fn count(&self, head: Oid, without: Option<Oid>) -> Result<usize, StoreError> {
        let count = |repository: &git2::Repository| {
            let mut walk = repository.revwalk()?;
            walk.push(head)?;
            if let Some(without) = without {
                walk.hide(without)?;
            }
            Ok(walk.count())
        };
        count(self.reader()).map_err(StoreError::doing("count the changes of the store"))
    }

    /// Takes in what a remote has, and writes what is new here once more behind it.
    pub(super) fn take_in(&self, taking: &Taking<'_>) -> Result<Taken, StoreError> {
        let Taking { prefer, signing, .. } = *taking;
        self.unite(taking, |mine, theirs, base| {
            // What was shared and is so no more is not written again.
            let base = match taking.rewritten {
                Some(known) => merge_base(self.writer()?, mine, known)?,
                None => base,
            };
            if base == Some(mine) {
                return Ok(theirs);
            }
            self.rewrite(&Replay { base, mine, onto: theirs, prefer, signing }, taking.author)
        })
    }

    /// Takes in what somebody handed over, and writes it behind what is here; returns how many changes it brought.
    pub(super) fn put_behind(
        &self,
        theirs: CommitId,
        place: &str,
        prefer: Prefer,
        author: &Author,
    ) -> Result<usize, StoreError> {
        // Whose word is preferred is seen from here.
        let prefer = match prefer {
            Prefer::Neither => Prefer::Neither,
            Prefer::Mine => Prefer::Theirs,
            Prefer::Theirs => Prefer::Mine,
        };
        self.is_of_this_kind(object_id(theirs)?, place)?;
        // Anybody may have made the file, with any name in it.
        let signing = Signing::Never;
        let taking = Taking { theirs, rewritten: None, place, joins: false, prefer, author, signing };
        let taken = self.unite(&taking, |mine, theirs, base| {
            if base == Some(mine) {
                return Ok(theirs);
            }
            self.rewrite(&Replay { base, mine: theirs, onto: mine, prefer, signing }, author)
        })?;
        Ok(taken.came)
    }

    /// Makes one of two states with `join`, which is told both and the newest commit that both have, and moves the
    /// reference to it.
    fn unite(
        &self,
        taking: &Taking<'_>,
        join: impl Fn(Oid, Oid, Option<Oid>) -> Result<Oid, StoreError>,
    ) -> Result<Taken, StoreError> {
        let Taking { place, joins, author, .. } = *taking;
        let theirs = object_id(taking.theirs)?;
        let their_identity = Snapshot::of(self.reader(), theirs)?.identity(place)?;
        let author = signature(author)?;
        let _lock = self.lock()?;
        let writer = self.writer()?;
        let deadline = Deadline::after(PATIENCE);
        loop {
            let snapshot = Snapshot::newest(writer, self.reference())?;
            let mine = snapshot.commit();
            let base = mine.map(|mine| merge_base(writer, mine, theirs)).transpose()?.flatten();
            if base == Some(theirs) && taking.rewritten.is_none() {
                return Ok(Taken { came: 0 });
            }
            if mine.is_some() && base.is_none() && !joins {
                let mine = snapshot.identity(self.reference())?;
                return Err(StoreError::OtherStore { place: place.to_owned(), mine, theirs: their_identity });
            }
            let came = self.count(theirs, mine)?;
            let head = mine.map_or(Ok(theirs), |mine| join(mine, theirs, base))?;
            if mine == Some(head) {
                // All that it says is here, in other commits.
                return Ok(Taken { came: 0 });
            }
            self.sync_objects()?;
            crash::point("what is new here is written behind what came, and the reference is as before");
            if self.move_reference(writer, mine, head, &author)? {
                return Ok(Taken { came });
            }
            if deadline.is_over() {
                return Err(StoreError::Busy { seconds: PATIENCE.as_secs() });
            }
            lock::pause(deadline);
        }
    }

    /// Writes what is new here once more, and puts aside what cannot be kept.
    fn rewrite(&self, replay: &Replay, author: &Author) -> Result<Oid, StoreError> {
        let done = self.replay(replay)?;
        for path in &done.left_out {
            // One that was renamed later is kept under that name.
            let Some(text) = Snapshot::of(self.writer()?, replay.mine)?.read(path)? else { continue };
            let kept = self.put_aside(path, &text)?;
            self.notice(format!(
                "`{path}` is not the same log as the shared one; the one of this clone is kept in {kept}"
            ));
        }
        let whose = if replay.prefer == Prefer::Mine { "yours" } else { "theirs" };
        // Of a file that was handed over, which side is which was told before.
        let is_synced = replay.signing != Signing::Never;
        for clash in done.decided.iter().filter(|_| is_synced) {
            self.notice(format!("{clash}; {whose} holds"));
        }
        if done.unsigned > 0 {
            self.notice(
                "a signed change that is not known to be of this clone and your key was written once more, and is not \
                 signed any more"
                    .to_owned(),
            );
        }
        self.leave_out_who_was_taken_out(replay, done.commit, author)
    }

    /// Keeps a text that has no place in the store any more, and returns where.
    fn put_aside(&self, path: &str, text: &str) -> Result<String, StoreError> {
        let folder = self.folder().join("put-aside");
        folders::make(&folder)?;
        let name = path.replace('/', "-");
        let mut file = folder.join(&name);
        let mut number = 2;
        while files::exists(&file) {
            file = folder.join(format!("{number}-{name}"));
            number += 1;
        }
        files::replace(&file, text.as_bytes())?;
        Ok(file.display().to_string())
    }
}

fn merge_base(repository: &git2::Repository, one: Oid, other: Oid) -> Result<Option<Oid>, StoreError> {
    object::commit(repository, other)?;
    match repository.merge_base(one, other) {
        Ok(base) => Ok(Some(base)),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(StoreError::doing("compare two states of the store")(error)),
    }
}
