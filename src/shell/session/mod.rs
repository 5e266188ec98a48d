//! Where commands run, and what carries over from one step to the next: the folder, and nothing that was exported.

mod commands;
mod shells;
#[cfg(all(test, unix))]
mod tests;

pub use commands::{Script, Session};
