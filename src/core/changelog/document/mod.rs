//! The changelog file as a document: a generated section is merged into it, and people's edits stay.
//!
//! The file is read as text and Markdown (`lines`, `outline`, `sound`), its sections are found (`heading`, `sections`),
//! a new one is put in its place (`place`, `shape`, `create`), and one section is merged in pieces (`body`, `draft`, `listing`,
//! `matching`, `gone`, `weave`) against the base comment (`base`), which says what was generated last.

mod base;
mod body;
mod check;
mod compose;
mod create;
mod date_form;
mod draft;
mod error;
mod fold;
mod form;
mod gone;
mod habit;
mod heading;
mod item;
mod keys;
mod lines;
mod listing;
mod margins;
mod matching;
mod merge;
mod outline;
mod page;
mod place;
mod reference;
mod report;
mod request;
mod sections;
mod shape;
mod sound;
mod titles;
mod version_name;
mod weave;

#[cfg(test)]
mod tests;

pub use check::check;
pub use error::DocumentError;
pub use form::{Form, form};
pub use merge::merge;
pub use request::{
    Comparison, Entry, Generated, Located, Merged, NotFolded, Options, PreReleases, Repeated, Report, SectionTitle,
};
pub use titles::{Title, titles};
