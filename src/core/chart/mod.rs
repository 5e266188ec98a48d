//! Charts: where everything stands, in whole pixels. What is drawn is plain values; `render` writes them as SVG.
//!
//! Each chart is a struct with plain fields and a `draw` that returns a [`Drawing`], or `None` where there is nothing to
//! show. All numbers are integers: they are exact until the one place that rounds them to pixels, so that the same input
//! makes the same picture on every machine.

mod axis;
mod bars;
mod drawing;
mod ladder;
mod mark;
mod measure;
mod mentoring;
mod room;
mod run_line;
#[cfg(test)]
mod tests;
mod timeline;

pub use bars::{Bar, Bars, MOST_BARS};
pub use drawing::{Anchor, Drawing, Form, Ink, Shape, Stroke};
pub use ladder::Ladder;
pub use mark::Kind;
pub use mentoring::{Mentoring, Pair};
pub use room::{Chart, PHONE, Room};
pub use run_line::{RunLine, RunStep, Stretch};
pub use timeline::{MOST_ROWS, Mark, Row, Timeline};
