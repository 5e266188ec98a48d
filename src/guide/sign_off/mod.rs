//! The sign-off: another person agrees to a step exactly as it is shown, before it goes on.

mod evidence;
mod request;
mod waiting;

pub use evidence::is_agreed;
