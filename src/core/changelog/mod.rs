//! Commits and pull requests -> accounted changes -> sections -> document with people's edits kept.
//!
//! [`walk`] finds the changes of a range, [`decide`] puts each into one bucket, [`assemble`] makes the changelog that a
//! reader sees, and [`document`] merges it into a file.

pub mod accounting;
pub mod assemble;
pub mod breaking;
pub mod decide;
pub mod document;
pub mod entry;
pub mod history;
pub mod identity;
pub mod message;
pub mod model;
pub mod originals;
pub mod porting;
pub mod released;
pub mod revert;
pub mod rules;
pub mod spelling;
pub mod suggest;
pub mod walk;

#[cfg(test)]
mod tests;
