//! Runs the real binary in a sealed sandbox, one module per subject.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may touch the machine, and fails where it stands"
)]

mod github;
mod jupyterhub;
mod support;
mod support_tests;
mod write;
