//! Sharing: a store and the branch of a remote become one, without a word lost on either side.
//!
//! What is shared is never rewritten. What was written here meanwhile is written once more behind it, change by change:
//! the events of a run by their identity, everything else key by key.

mod bundle;
mod counters;
mod discover;
mod fetched;
mod guard;
mod left_out;
mod log;
mod naming;
mod put_back;
mod replay;
mod seal;
mod sync;
mod table;
mod taken;

use crate::store::{Clash, StoreError};
pub use sync::{BRANCH, Readme, Rejection, Shared, Synced, Syncing};

/// What becomes of a signature where a change is written once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// What this clone wrote and the person's own key signed is signed again. They may be asked for a passphrase.
    Again,
    /// Nobody is asked anything: where something is to be signed again, nothing is written once more.
    Later,
    /// Nothing is signed: it came from somewhere else.
    Never,
}

/// Whose word holds where both sides changed one key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// Nobody's: it is an error that says both.
    #[default]
    Neither,
    /// What was written here.
    Mine,
    /// What is shared.
    Theirs,
}

/// Returns a text with what only the other one says. Where both say something else of one key, the first holds, and that is
/// added to `clashes`: the other one's word is `mine` in it.
pub(super) fn both(file: &str, text: &str, other: &str, clashes: &mut Vec<Clash>) -> Result<String, StoreError> {
    let sides = table::Sides { file, base: None, mine: Some(other), theirs: Some(text) };
    Ok(table::merge(&sides, Prefer::Theirs, clashes)?.unwrap_or_default())
}
