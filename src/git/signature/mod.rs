//! Signed commits: made with the person's own key, and checked against keys that are known. The git program does both, as
//! it knows how a person signs: with an ssh key, or with one of `gpg`.

mod error;
mod make;
mod own;
mod setup;
#[cfg(test)]
mod tests;
mod verify;

pub use error::SignatureError;
pub use make::{Identity, sign_commit};
pub use own::is_own_signature;
pub use setup::{SigningFormat, SigningSetup, signing_setup};
pub use verify::{Signature, verify_commit};
