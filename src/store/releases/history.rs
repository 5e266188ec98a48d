//! What was recorded of a release before: the states of its record, as the history of the store has them.

use git2::{ObjectType, Oid};
use jiff::Timestamp;

use crate::core::ledger::Release;
use crate::store::releases::path;
use crate::store::releases::read::read;
use crate::store::{Snapshot, Store, StoreError, object};

/// One state of the record of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The commit of the store that brought it, in full.
    pub commit: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub when: Timestamp,
    /// What it said; `None` where the record was taken away.
    pub release: Option<Release>,
}

impl Store {
    /// Returns the states of the record of a tag, the newest first. Each commit costs a look at one entry of three trees;
    /// only those that changed the file of the project are read.
    pub fn release_history(&self, project: &str, tag: &str) -> Result<Vec<Recorded>, StoreError> {
        let snapshot = self.snapshot()?;
        let path = path(&snapshot, project)?;
        let repository = snapshot.repository();
        let mut states: Vec<Recorded> = Vec::new();
        let mut next = snapshot.commit();
        // Of equal files in a row the oldest commit is the one that brought it.
        let mut last: Option<(Oid, Oid)> = None;
        let mut note = |commit: Oid| -> Result<(), StoreError> {
            let release = Snapshot::of(repository, commit)?.read(&path)?.map(|text| read(&path, &text)).transpose()?;
            let release = release.into_iter().flatten().find(|release| release.tag == tag);
            let commit = object::commit(repository, commit)?;
            let author = commit.author();
            let found = Recorded {
                commit: commit.id().to_string(),
                by: String::from_utf8_lossy(author.name_bytes()).into_owned(),
                when: Timestamp::from_second(author.when().seconds()).unwrap_or_default(),
                release,
            };
            match states.last_mut() {
                // Another record of the file was changed: the older commit brought this one.
                Some(known) if known.release == found.release => *known = found,
                _ => states.push(found),
            }
            Ok(())
        };
        while let Some(commit) = next {
            let blob = Snapshot::of(repository, commit)?.entry(&path, ObjectType::Blob)?;
            match (last, blob) {
                (Some((known, _)), Some(blob)) if known == blob => last = Some((blob, commit)),
                (before, blob) => {
                    if let Some((_, brought)) = before {
                        note(brought)?;
                    }
                    last = blob.map(|blob| (blob, commit));
                }
            }
            next = object::commit(repository, commit)?.parent_id(0).ok();
        }
        if let Some((_, brought)) = last {
            note(brought)?;
        }
        // Before it was there, there is nothing to tell.
        while states.last().is_some_and(|state| state.release.is_none()) {
            states.pop();
        }
        Ok(states)
    }
}
