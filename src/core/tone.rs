//! Marks within a text that say which parts of it stand out, and where its lines go on. Whoever shows the text turns them
//! into colours where there are some, and leaves them out elsewhere: no mark ever says what the words do not.
//!
//! The marks are noncharacters, which Unicode sets aside for use within a program (Unicode 16, section 23.7). They are no
//! part of cleaned text, so what others wrote cannot bring any.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

/// How a part of a text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What a text is about: a heading, a version.
    Title,
    /// What is read last: labels, the names of columns, where something stands.
    Faint,
    /// What is as it should be.
    Good,
    /// What somebody should look at.
    Careful,
    /// What failed.
    Bad,
    /// What can be typed.
    Command,
}

const TONES: [(char, Tone); 6] = [
    ('\u{fdd3}', Tone::Title),
    ('\u{fdd4}', Tone::Faint),
    ('\u{fdd5}', Tone::Good),
    ('\u{fdd6}', Tone::Careful),
    ('\u{fdd7}', Tone::Bad),
    ('\u{fdd8}', Tone::Command),
];

/// Ends a part that stands out.
pub const END: char = '\u{fdd0}';

/// Where a line is too long, it goes on below this place.
pub const HANG: char = '\u{fdd1}';

/// A line that has its shape already, such as one of a table, begins with this.
pub const SHAPED: char = '\u{fdd2}';

impl Tone {
    /// Returns a text that stands out so. Within it no other part does.
    pub fn of(self, text: impl Display) -> String {
        let begin = TONES.iter().find(|(_, tone)| *tone == self).map_or(END, |(mark, _)| *mark);
        let mut marked = String::new();
        let _ = write!(marked, "{begin}{text}{END}");
        marked
    }

    /// Returns what a mark begins.
    pub fn begun_by(letter: char) -> Option<Self> {
        TONES.iter().find(|(mark, _)| *mark == letter).map(|(_, tone)| *tone)
    }
}

/// Says whether a character is a mark.
pub fn is_mark(letter: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&letter)
}

/// Returns a text without marks.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(is_mark) { Cow::Owned(text.replace(is_mark, "")) } else { Cow::Borrowed(text) }
}

/// Returns words of the interface in which what stands between backticks stands out as something to type. Where the
/// backticks of a line are no pairs, it stays as it is, and so does what stands out already.
pub fn with_commands(text: &str) -> Cow<'_, str> {
    if !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| {
        if line.matches('`').count() % 2 == 1 {
            return line.to_owned();
        }
        let mut is_open = false;
        let parts = line.split('`').enumerate().map(|(at, part)| {
            let (was_open, last) = (is_open, part.chars().rfind(|letter| *letter == END || is_tone(*letter)));
            is_open = last.map_or(is_open, is_tone);
            match at % 2 {
                1 if !was_open && last.is_none() => Tone::Command.of(format!("`{part}`")),
                1 => format!("`{part}`"),
                _ => part.to_owned(),
            }
        });
        parts.collect()
    };
    Cow::Owned(text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

fn is_tone(letter: char) -> bool {
    Tone::begun_by(letter).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::text::clean;

    #[test]
    fn marks_come_and_go() {
        let text = format!("{} and {HANG}{}", Tone::Title.of("one"), Tone::Faint.of(2));
        assert_eq!(plain(&text), "one and 2");
        assert_eq!(clean(&text), "one and 2");
        assert_eq!(Tone::begun_by(text.chars().next().unwrap()), Some(Tone::Title));
    }

    #[test]
    fn what_can_be_typed_stands_out() {
        let command = Tone::Command.of("`git push`");
        assert_eq!(with_commands("run `git push` now"), format!("run {command} now"));
        assert_eq!(with_commands("a ` alone\n`git push`"), format!("a ` alone\n{command}"));
        let other = Tone::Faint.of("`one`");
        assert_eq!(with_commands(&format!("{other} `git push`")), format!("{other} {command}"));
        assert_eq!(with_commands("none"), "none");
    }
}
