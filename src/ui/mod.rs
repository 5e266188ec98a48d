//! The terminal: results to stdout, everything else to stderr, questions with a flag for each. Everything that is
//! printed comes through here, so that no secret and no control character gets out.

mod answers;
mod choices;
mod inquiry;
mod paging;
mod paint;
mod printable;
mod progress;
mod question;
mod redact;
mod say;
mod screen;
mod show;
mod stream;
mod terminal;

pub use answers::{Answers, AnswersError};
pub use choices::{Color, Verbosity};
pub use inquiry::{Choice, Form, Inquiry};
pub use progress::Progress;
pub use question::Question;
pub use screen::{width, width_of_help, width_of_words};
pub use stream::Stream;
pub use terminal::Ui;
