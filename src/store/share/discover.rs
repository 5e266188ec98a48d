//! A store that a remote has, and that a clone of one branch has not seen.

use std::time::Duration;

use crate::git::fetch_branch;
use crate::store::change::object_id;
use crate::store::{BRANCH, Store, StoreError, StoreProject};
use crate::system::clock::Deadline;

/// The reference that holds what was found until it is known whose it is.
const FOUND: &str = "refs/shepherd/found";

impl Store {
    /// Asks a remote of this repository for the branch of a store, and notes it as `git fetch` would, so that it need not
    /// be asked for again. `is_ours` is told which projects it is for. `false` where there is none that is ours.
    ///
    /// # Errors
    ///
    /// Where the remote cannot be reached within `limit`.
    pub fn discover(
        &self,
        remote: &str,
        limit: Duration,
        is_ours: impl FnOnce(&[StoreProject]) -> bool,
    ) -> Result<bool, StoreError> {
        let deadline = Deadline::after(limit);
        let _lock = self.sync_lock(deadline, limit)?;
        let Some(commit) = fetch_branch(self.common(), remote, BRANCH, FOUND, deadline.remaining())? else {
            return Ok(false);
        };
        let is_taken = self.projects_named_at(FOUND).is_some_and(|named| is_ours(&named));
        if is_taken {
            self.reader()
                .reference(&format!("refs/remotes/{remote}/{BRANCH}"), object_id(commit)?, true, "shepherd: found")
                .map_err(StoreError::doing("note the store that was found"))?;
        }
        self.forget(FOUND)?;
        Ok(is_taken)
    }
}
