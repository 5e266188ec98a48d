//! Text that its author did not mean as Markdown, written so that Markdown shows it as it is.

mod escape;
#[cfg(test)]
mod tests;

pub use escape::escape;
