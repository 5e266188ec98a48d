//! The store: a git reference of plain text that is never checked out, with run logs, release records and people.
//!
//! One reference of one repository, written by all its work trees and processes. One change is one commit. Everything a
//! reader needs is in the commit, so that sharing it (`share`) is fetching and pushing the reference.

mod away;
mod change;
mod circles;
mod edit;
mod error;
mod fields;
mod forget;
mod gather;
mod hold;
mod keep;
mod local;
mod marker;
mod name;
mod object;
mod origin;
mod pairings;
mod people;
mod policy;
mod projects;
mod releases;
mod remedy;
mod runs;
mod share;
mod slots;
mod snapshot;
#[cfg(test)]
mod tests;
mod tree;
mod writer;

pub use change::{Author, Write};
pub use edit::{Editable, NotEditable};
pub use error::{Clash, StoreError};
pub use forget::{MESSAGE as TAKEN_OUT, Traces};
pub use hold::{Held, Hold, Holder};
pub use local::Store;
pub use name::RunName;
pub use origin::Origin;
pub use projects::StoreProject;
pub use releases::Recorded;
pub use share::{BRANCH, Prefer, Readme, Rejection, Shared, Signing, Synced, Syncing};
pub use snapshot::Snapshot;

/// The reference that holds the store.
pub const REFERENCE: &str = "refs/shepherd/store";

/// The reference that holds what nobody else may know yet.
pub const PRIVATE_REFERENCE: &str = "refs/shepherd/private";

/// The newest format of the files that this version reads and writes.
const FORMAT: i64 = 1;
