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

/// Fewer digits of a digest than these say too little: whoever writes requests could find two that begin alike.
pub const FEWEST_DIGITS: usize = 32;

/// Returns the digits of a digest that people copy.
pub fn copied(digest: &str) -> &str {
    digest.get(..FEWEST_DIGITS).unwrap_or(digest)
}
