//! Questions. Each has a flag that answers it, so that scripts and tests never meet one.

use std::io::ErrorKind;

use dialoguer::console::Term;
use dialoguer::{Confirm, Input};

use crate::failure::{Failure, Kind};
use crate::system::process::noting_interrupts;

/// A question that is answered by yes or no.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The question, with its question mark.
    pub text: &'a str,
    /// The flag that answers it: `--push / --no-push`.
    pub flag: &'a str,
    /// What the flag says, where it was given.
    pub answer: Option<bool>,
}

impl Question<'_> {
    /// Returns the failure for a question that nobody is there to answer; `text` is fit for a terminal.
    pub(super) fn nobody_there(&self, text: &str) -> Failure {
        Failure::new(Kind::Usage, format!("cannot ask \"{text}\" because the input is not a terminal"))
            .hint(format!("pass {}", self.flag.replace(" / ", " or ")))
    }
}

/// Asks on the terminal. `text` is fit for it.
pub(super) fn ask(text: &str) -> Result<bool, Failure> {
    let interrupted = || Failure::new(Kind::Interrupted, "interrupted, and nothing was answered");
    // Whoever reads the keys sends this process a signal for Ctrl-C, which would end it while the cursor is hidden.
    let answer = noting_interrupts(|| Confirm::new().with_prompt(text).interact_opt());
    if answer.is_err() {
        // A terminal that is gone has no cursor to show.
        let _ = Term::stderr().show_cursor();
    }
    match answer {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(interrupted()),
        Err(dialoguer::Error::IO(error)) if error.kind() == ErrorKind::Interrupted => Err(interrupted()),
        Err(error) => Err(Failure::new(Kind::Outside, format!("could not ask \"{text}\": {error}"))),
    }
}

/// Reads a line on the terminal: one that begins with `q` stops, any other goes on. `text` is fit for it.
pub(super) fn goes_on(text: &str) -> Result<bool, Failure> {
    let input = Input::<String>::new().with_prompt(text).allow_empty(true);
    match noting_interrupts(|| input.interact_text()) {
        Ok(line) => Ok(!line.trim().to_lowercase().starts_with('q')),
        Err(dialoguer::Error::IO(error))
            if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::UnexpectedEof) =>
        {
            Err(Failure::new(Kind::Interrupted, "interrupted"))
        }
        Err(error) => Err(Failure::new(Kind::Outside, format!("could not ask \"{text}\": {error}"))),
    }
}
