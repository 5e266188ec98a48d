//! What nobody else may know stays apart from what everybody reads: what is there is looked at, whatever its address is.

use git2::Oid;

use crate::store::change::id;
use crate::store::marker::{self, MARKER};
use crate::store::people::tells_away;
use crate::store::{Author, REFERENCE, Snapshot, Store, StoreError, Write, object, tree};

impl Store {
    /// Returns an error where a state that came from `place` is of the other kind than this store: one for all, or one of
    /// what nobody else may know. A private one says so in its marker; of one that an older version began, this clone has
    /// the same.
    pub(super) fn is_of_this_kind(&self, theirs: Oid, place: &str) -> Result<(), StoreError> {
        let there = Snapshot::of(self.reader(), theirs)?;
        let Some(text) = there.read(MARKER)? else { return Err(StoreError::NotOurs(place.to_owned())) };
        let is_private = marker::is_private(&text);
        if !self.is_private() {
            return if is_private { Err(StoreError::Private(place.to_owned())) } else { Ok(()) };
        }
        let public = |what| Err(StoreError::Public { place: place.to_owned(), what });
        let id = there.identity(place)?;
        if self.identity_for_all()?.as_ref() == Some(&id) {
            return public("the one that everybody reads");
        }
        let is_known = is_private || self.identity()? == Some(id);
        if is_known { Ok(()) } else { public("not marked as a private one") }
    }

    /// Lets the marker of a private store say that it is one: one that an older version began does not.
    pub(super) fn mark_private(&self, author: &Author) -> Result<(), StoreError> {
        if !self.is_private() {
            return Ok(());
        }
        let id = self.identity()?;
        if id.is_some() && id == self.identity_for_all()? {
            let what = "the one that everybody reads";
            return Err(StoreError::Public { place: self.reference().to_owned(), what });
        }
        let author = Author { signs: false, ..author.clone() };
        self.change("the store is private", &author, |snapshot| {
            let text = snapshot.read(MARKER)?.filter(|text| !marker::is_private(text));
            let write = |text: String| Ok(Write::Put { path: MARKER.to_owned(), text: marker::made_private(&text)? });
            text.into_iter().map(write).collect::<Result<Vec<_>, StoreError>>()
        })?;
        Ok(())
    }

    /// Returns an error where a state that is about to be shared with everybody, or one on the way to it, says when somebody
    /// is away, or why, and what is there does not yet.
    pub(super) fn tells_nobodys_days(&self, head: Oid, there: Option<Oid>) -> Result<(), StoreError> {
        if self.is_private() {
            return Ok(());
        }
        let reader = self.reader();
        let before = match there {
            Some(there) => Snapshot::of(reader, there)?,
            None => Snapshot::empty(reader),
        };
        let is_meant = |path: &&String| ["people/", "away/", "reasons/"].iter().any(|folder| path.starts_with(folder));
        // What the newest state says can be taken out of it; what a state on the way to it says stays in that.
        let newest = Snapshot::of(reader, head)?;
        let changed = tree::changed(reader, before.tree(), newest.tree())?;
        for path in changed.iter().filter(is_meant) {
            if tells(&newest, path)? && !tells(&before, path)? {
                return Err(StoreError::AwayForAll(path.clone()));
            }
        }
        let failed = || StoreError::doing("look at what is to be sent");
        let mut walk = reader.revwalk().map_err(failed())?;
        walk.push(head).map_err(failed())?;
        if let Some(there) = there {
            walk.hide(there).map_err(failed())?;
        }
        for commit in walk {
            let commit = object::commit(reader, commit.map_err(failed())?)?;
            let state = Snapshot::of(reader, commit.id())?;
            let earlier = match commit.parent_id(0) {
                Ok(parent) => Snapshot::of(reader, parent)?,
                Err(_) => Snapshot::empty(reader),
            };
            // A commit costs what it changed.
            for path in tree::changed(reader, earlier.tree(), state.tree())?.iter().filter(is_meant) {
                if tells(&state, path)? && !tells(&before, path)? {
                    return Err(StoreError::AwayOnTheWay {
                        file: path.clone(),
                        commit: id(commit.id()).to_string(),
                        there: there.map(|there| id(there).to_string()),
                    });
                }
            }
        }
        Ok(())
    }

    /// Returns what the store for all is called, `None` where there is none yet.
    fn identity_for_all(&self) -> Result<Option<String>, StoreError> {
        let snapshot = self.for_all()?;
        snapshot.exists().then(|| snapshot.identity(REFERENCE)).transpose()
    }
}

/// Says whether a file of a state tells when somebody is away, or why.
fn tells(state: &Snapshot<'_>, path: &str) -> Result<bool, StoreError> {
    let Some(text) = state.read(path)? else { return Ok(false) };
    Ok(!path.starts_with("people/") || tells_away(&text))
}
