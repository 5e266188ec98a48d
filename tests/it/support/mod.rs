//! What every test stands on: a sealed sandbox around real git, and a GitHub of its own.

mod history;
mod output;
mod sandbox;

pub(crate) use output::Output;
pub(crate) use sandbox::Sandbox;
