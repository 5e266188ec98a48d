//! release-shepherd
pub mod core;
pub mod failure;
pub mod git;
pub mod system;
