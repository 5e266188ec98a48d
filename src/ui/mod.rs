//! The terminal: results to stdout, everything else to stderr, questions with a flag for each. Everything that is
//! printed comes through here, so that no secret and no control character gets out.

mod choices;
mod printable;
mod progress;
mod question;
mod redact;
mod terminal;

pub use choices::{Color, Verbosity};
pub use progress::Progress;
pub use question::Question;
pub use terminal::Ui;
