//! Text that its author did not mean as Markdown, written so that Markdown shows it as it is.

mod code;
mod escape;
mod quote;
#[cfg(test)]
mod tests;

pub use code::code;
pub use escape::escape;
pub use quote::{quote, summary};
