//! Commands as a shell reads them: what is quoted, what is a comment, where a command ends. Read, never run.

mod context;
mod marks;
mod words;

pub(super) use context::{Context, Contexts};
pub(super) use marks::angle_end;
pub(super) use words::{Assignment, Command, Word, commands, commands_in};
