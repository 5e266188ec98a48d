//! What CI says of a release before there is one: the body of its draft on GitHub, the summary of its job, and the
//! warnings beside its steps.

mod annotation;
mod block;
mod body;
mod choose;
mod marker;
mod notes;
mod notice;
mod summary;
#[cfg(test)]
mod tests;

pub use annotation::{Annotation, MOST_WARNINGS, within_limit};
pub use block::Block;
pub use body::{BodyError, DraftBody, LONGEST_BODY, Listing};
pub use choose::{Choice, Seen, choose, is_left};
pub use marker::Marker;
pub use notice::{Notice, counted};
pub use summary::{LONGEST_SUMMARY, Summary};
