//! The only place that reaches the clock, the environment, other programs and the files of this machine.

pub mod clock;
pub mod environment;
pub mod files;
pub mod folders;
pub mod process;
