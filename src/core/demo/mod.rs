//! The story of the demo: a small project, who works on it, what was merged and released in two years, and which commands
//! make its records. Values alone; nothing here is real, and all of it counts back from today.

mod cast;
mod changes;
mod code;
mod files;
mod history;
mod news;
mod records;
mod releases;
mod tour;

#[cfg(test)]
mod tests;

pub use cast::{CAST, MENTOR, Person, YOU};
pub use files::{MARKER, MARKER_FILE, PROJECT, VERSION};
pub use history::{Commit, History, Stamp, Tag};
pub use records::{Call, private_records, records};
pub use tour::{Act, Chapter, Shown, chapters};
