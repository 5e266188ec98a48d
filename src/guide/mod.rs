//! The guided checklist: a release document, walked step by step. It asks core what is next, lets the terminal ask and
//! the shell run, and writes down what happened before anything else happens.

mod check_in;
mod checking;
pub mod checks;
mod document;
mod execute;
mod finish;
mod guard;
mod journal;
mod lines;
mod look;
mod mirror;
mod options;
mod others;
mod passed;
mod place;
mod proof;
mod questions;
mod screen;
mod settle;
mod sharer;
mod sign_off;
mod start;
mod step;
mod target;
mod values;
mod wait;
mod walk;
mod ways_back;

pub use document::Document;
pub use journal::{Journal, Me, Shares};
pub use lines::line;
pub use mirror::Mirror;
pub use options::Options;
pub use place::{Github, Place};
pub use sharer::Sharing;
pub use sign_off::is_agreed;
pub use start::{NEXT, Plan, begin, may_open, no_version};
pub use walk::{Guide, Left, Next};
