//! A store that a remote has, and that a clone of one branch has not seen.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::git::fetch_branch;
use crate::store::change::object_id;
use crate::store::{BRANCH, Store, StoreError, StoreProject};
use crate::system::clock::Deadline;
use crate::system::{files, folders};

/// The reference that holds what was found until it is known whose it is.
const FOUND: &str = "refs/shepherd/found";

/// The file that says when a remote was asked last, and which.
const ASKED: &str = "asked-for-store";
/// A remote that has no store is asked again after so long.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);

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

    /// Says whether a remote was asked for a store within the last hour, and had none.
    pub fn asked_lately(&self, remote: &str, now: Timestamp) -> bool {
        let text = files::read_text_if_there(&self.folder().join(ASKED)).ok().flatten().unwrap_or_default();
        let Some((when, asked)) = text.trim_end().split_once(' ') else { return false };
        let Ok(when) = when.parse::<Timestamp>() else { return false };
        asked == remote && (when..when.saturating_add(AGAIN).unwrap_or(when)).contains(&now)
    }

    /// Notes that a remote was asked. Where that cannot be written down it is asked again.
    pub fn note_asked(&self, remote: &str, now: Timestamp) {
        drop(folders::write(&self.folder().join(ASKED), format!("{now} {remote}\n").as_bytes()));
    }
}
