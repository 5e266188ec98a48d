//! The changelog as a document.

mod groups;
mod kinds;
mod links;
mod names;
mod page;
mod people;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;

pub use kinds::printed_title;
pub use names::NAMES;
pub use page::{Site, changelog};
