//! The sign-off: a different person agrees to a step, exactly as it was shown. What they are asked for, and whether
//! their word counts.

mod judge;
mod request;
#[cfg(test)]
mod tests;
mod verdict;

pub use judge::{CommentFacts, CommentNow, Given, Need, Seal, judge};
pub use request::{Request, RequestError};
pub use verdict::{Forgery, Verdict, Word};
