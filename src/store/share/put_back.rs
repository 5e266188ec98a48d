//! A store that could not be shared is as it was before that was tried.

use crate::core::history::CommitId;
use crate::store::change::object_id;
use crate::store::{Store, StoreError};

impl Store {
    /// Puts the store back to where it was, `None` for nowhere, if nobody else wrote since this process did. Says whether
    /// it is there. What the remote is known to have is forgotten where it has nothing in common with that.
    ///
    /// # Errors
    ///
    /// Where the reference cannot be moved; it is where it is then.
    pub fn put_back(&self, before: Option<CommitId>) -> Result<bool, StoreError> {
        let _lock = self.lock()?;
        let before = before.map(object_id).transpose()?;
        let now = self.reader().refname_to_id(self.reference()).ok();
        let known = self.reader().refname_to_id(self.tracking()).ok();
        let is_known = |known| before.is_some_and(|before| self.reader().merge_base(known, before).is_ok());
        if known.is_some_and(|known| !is_known(known)) {
            self.forget(self.tracking())?;
        }
        if now == before {
            return Ok(true);
        }
        // All writers hold our lock.
        if now.is_none() || now != self.left_at() {
            return Ok(false);
        }
        match before {
            None => self.forget(self.reference())?,
            Some(before) => {
                self.writer()?
                    .reference(self.reference(), before, true, "shepherd: put back")
                    .map_err(StoreError::doing(format!("put back `{}`", self.reference())))?;
            }
        }
        Ok(true)
    }
}
