//! A throw-away place to practise a release in: copies of the repository and of its remotes, a HOME without
//! credentials, programs that publish replaced, and no network where the system allows that.

mod addresses;
mod bring;
mod configuration;
mod copy;
mod fence;
mod hidden;
mod merge;
mod place;
mod practice;
mod python;
mod real;
mod source;
mod stubs;
#[cfg(all(test, unix))]
mod tests;
mod tools;

pub use fence::Reach;
pub use practice::{Rehearsal, RehearsalRemote};
pub use python::is_used as uses_python;
pub use source::RehearsalSource;
pub use stubs::StubCall;
