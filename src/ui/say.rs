//! Messages: words of the interface, for people.

use std::borrow::Cow;
use std::io::Write as _;

use anstyle::Style;

use crate::core::layout::folded;
use crate::core::tone::{HANG, Tone, with_commands};
use crate::ui::choices::Verbosity;
use crate::ui::paint::painted;
use crate::ui::printable::{in_ascii, printable};
use crate::ui::screen::{self, READABLE};
use crate::ui::terminal::{Ui, locked};

impl Ui {
    /// Writes a heading, which stands out where there are colours.
    pub fn heading(&self, text: &str) {
        self.words(&Tone::Title.of(text));
    }

    /// Says what was done, as [`Self::status`] does, in words that go on in the next line also where they are set in; not
    /// with `--quiet`. For words, not for commands: those are copied.
    pub fn words(&self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.write_line(None, &self.in_width(&self.message(text)));
        }
    }

    /// Returns words with none of their lines wider than the terminal that messages go to.
    pub(super) fn in_width<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let text = with_commands(text);
        match screen::width_of_messages().filter(|_| self.terminals.stderr) {
            Some(width) => Cow::Owned(folded(&text, width.min(READABLE))),
            None => text,
        }
    }

    /// Returns how wide a rule across the terminal may be, `most` where that is wide enough.
    pub fn across(&self, most: usize) -> usize {
        screen::width_of_messages().filter(|_| self.terminals.stderr).map_or(most, |width| width.min(most))
    }

    /// Returns a text fit for a terminal. Secrets are looked for last: a control character within one must not save it.
    pub(super) fn fit(&self, text: &str) -> String {
        locked(&self.secrets).redact_all(&printable(text)).into_owned()
    }

    /// Returns words of the interface, fit for a terminal and in signs that it can show. Results, what commands print and
    /// what the runner of a workflow reads are other people's words, and stay as they are.
    pub(super) fn message(&self, text: &str) -> String {
        if self.is_unicode || !self.terminals.stderr { self.fit(text) } else { self.fit(&in_ascii(text)) }
    }

    /// Writes a message to stderr. A sentence that is too long for the terminal goes on in the next line; what is set in is
    /// there to be copied, and several lines may show a place of a file, so they stay.
    pub(super) fn say(&self, label: Option<(&str, Style)>, text: &str) {
        let text = self.message(text);
        if text.contains('\n') || text.starts_with(' ') {
            return self.write_line(label, &text);
        }
        let Some((name, _)) = label else { return self.write_line(None, &self.in_width(&text)) };
        let line = format!("{name} {HANG}{text}");
        let line = self.in_width(&line);
        self.write_line(label, line.strip_prefix(name).unwrap_or(&line).trim_start());
    }

    /// Writes a line to stderr. Where that fails there is nowhere left to say so.
    pub(super) fn write_line(&self, label: Option<(&str, Style)>, text: &str) {
        self.show().ok();
        let mut stream = locked(&self.stderr);
        let line = locked(&self.line).clone();
        let text = painted(text);
        line.aside(|| match label {
            Some((label, style)) => writeln!(stream, "{style}{label}{style:#} {text}").ok(),
            None => writeln!(stream, "{text}").ok(),
        });
    }
}
