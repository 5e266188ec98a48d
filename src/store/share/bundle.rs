//! What waits as a file, to be handed to somebody who may push it.

use std::path::Path;

use crate::core::history::CommitId;
use crate::git::{read_bundle_into, write_bundle};
use crate::store::local::PATIENCE;
use crate::store::share::Prefer;
use crate::store::{Author, Store, StoreError};
use crate::system::clock::Deadline;

/// The reference that holds what came in a file, until it is taken in.
const INCOMING: &str = "refs/shepherd/incoming";

impl Store {
    /// Writes what the remote did not have when it was last asked into a file.
    ///
    /// # Errors
    ///
    /// Where it holds what may not be shared with everybody: whoever takes the file in shares it.
    pub fn bundle(&self, file: &Path) -> Result<(), StoreError> {
        if let Some(head) = self.snapshot()?.commit() {
            self.tells_nobodys_days(head, self.reader().refname_to_id(self.tracking()).ok())?;
        }
        Ok(write_bundle(self.common(), file, self.known_there(), self.reference())?)
    }

    /// Takes in what somebody put into a file; returns how many changes came. What is here stays in its place, and what
    /// came is written behind it.
    pub fn take_bundle(&self, file: &Path, prefer: Prefer, author: &Author) -> Result<usize, StoreError> {
        // There is one reference for what came, and for all processes.
        let _lock = self.sync_lock(Deadline::after(PATIENCE), PATIENCE)?;
        let theirs: CommitId = read_bundle_into(self.common(), file, INCOMING)?;
        let taken = self.put_behind(theirs, &file.display().to_string(), prefer, author);
        let forgotten = self.forget(INCOMING);
        let taken = taken?;
        forgotten.map(|()| taken)
    }
}
