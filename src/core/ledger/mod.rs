//! The records of releases: who cut each, who mentored, sponsored and watched, and how that is known.

pub mod metrics;
mod release;
mod source;

pub use release::Release;
pub use source::{Confidence, ConfidenceError, Source};
