//! Other programs, run to their end: with their output caught, or handed on as it comes ([`Live`]).

mod interrupt;
mod live;
mod pager;
mod program;
mod tree;

pub use interrupt::{Interrupts, noting_interrupts};
pub use live::{End, Live, Lived};
pub use pager::Pager;
pub use program::{Output, ProcessError, Program};
