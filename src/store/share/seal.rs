//! Which of the changes that are written once more are signed again. Everything in a commit can be forged but the
//! signature, so nothing else makes a key sign.

use serde::Deserialize;

use crate::git::is_own_signature;
use crate::store::change::id;
use crate::store::share::Signing;
use crate::store::share::replay::is_kind;
use crate::store::{Snapshot, Store, StoreError, tree};

#[derive(Deserialize)]
struct Line {
    writer: String,
}

impl Store {
    /// Says whether a commit that is written once more is signed again: this clone wrote it, and the key that the person
    /// signs with now signed it. `before` and `after` are the states around it.
    ///
    /// # Errors
    ///
    /// Where it would be, and nobody may be asked for a passphrase now.
    pub(super) fn is_signed_again(
        &self,
        commit: &git2::Commit<'_>,
        (before, after): (&Snapshot<'_>, &Snapshot<'_>),
        signing: Signing,
    ) -> Result<bool, StoreError> {
        if signing == Signing::Never || !self.wrote(before, after)? {
            return Ok(false);
        }
        // A signature that cannot be checked here cannot be made here.
        if !is_own_signature(self.common(), id(commit.id()), &self.folder()).unwrap_or(false) {
            return Ok(false);
        }
        if signing == Signing::Later { Err(StoreError::SigningWaits) } else { Ok(true) }
    }

    /// Says whether all that a change appended to logs was written by this clone, and whether it is anything.
    fn wrote(&self, before: &Snapshot<'_>, after: &Snapshot<'_>) -> Result<bool, StoreError> {
        let Some(me) = self.known_writer()? else { return Ok(false) };
        let mut wrote = false;
        for path in tree::changed(after.repository(), before.tree(), after.tree())? {
            if !is_kind(&path, "jsonl") {
                continue;
            }
            let Some(text) = after.read(&path)? else { continue };
            let known = before.read(&path)?.unwrap_or_default();
            let Some(new) = text.strip_prefix(known.as_str()) else { return Ok(false) };
            for line in new.lines() {
                if !serde_json::from_str::<Line>(line).is_ok_and(|line| line.writer == me) {
                    return Ok(false);
                }
                wrote = true;
            }
        }
        Ok(wrote)
    }
}
