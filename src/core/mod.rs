//! What releases are. Pure: no clock, no environment, no files, no async, no terminal.

pub mod action;
pub mod calendar;
pub mod changelog;
pub mod checklist;
pub mod digest;
pub mod draft;
pub mod excerpt;
pub mod fit;
pub mod history;
pub mod layout;
pub mod ledger;
pub mod mailmap;
mod pattern;
pub mod people;
pub mod policy;
pub mod rotation;
pub mod run;
pub mod setup;
pub mod text;
pub mod tone;
pub mod tree_path;
pub mod upgrade;
pub mod version;
