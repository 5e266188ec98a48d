//! What goes to a remote and comes from it. The git program carries it, as it knows how to reach a remote and to log in
//! there; nothing here asks a person anything. A remote is an address or the name of a remote, as one string.

mod bundle;
mod connection;
mod error;
mod fetch;
mod push;
#[cfg(test)]
mod tests;
mod trial;

pub use bundle::{read_bundle_into, write_bundle};
pub use error::TransferError;
pub use fetch::fetch_branch;
pub use push::{Pushed, push_branch};
pub use trial::{git_version, remote_tags, try_push};
