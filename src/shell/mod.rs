//! Running the commands of a step: exactly as they were shown, watched live, and with only what may carry over to the
//! next step carried over.

mod error;
mod outcome;
pub mod rehearsal;
mod session;
mod surroundings;
#[cfg(all(test, unix))]
mod testing;
mod wrapper;

pub use crate::system::process::End;
pub use error::ShellError;
pub use outcome::Outcome;
pub use session::{Script, Session};
pub use surroundings::{Sealed, Surroundings};
