//! Text made fit for a terminal, with its lines and its indentation.

use std::borrow::Cow;

use crate::core::text::clean;
use crate::core::tone::is_mark;

/// How wide a tab is shown.
const TAB: &str = "    ";

/// Returns `text` without anything that moves the cursor, changes colours or hides: line by line, and word by word, so
/// that indentation and the carets below a line stay where they are. The marks of this program stay.
pub(super) fn printable(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

fn line(line: &str) -> String {
    let line = line.strip_suffix('\r').unwrap_or(line).replace('\t', TAB);
    let words: Vec<_> = line.split(' ').map(word).collect();
    words.join(" ")
}

fn word(word: &str) -> Cow<'_, str> {
    if !word.contains(is_mark) {
        return clean(word);
    }
    let mut kept = String::with_capacity(word.len());
    for part in word.split_inclusive(is_mark) {
        kept.push_str(&clean(part));
        kept.extend(part.chars().next_back().filter(|letter| is_mark(*letter)));
    }
    Cow::Owned(kept)
}

/// Returns a message with what a person can read in the place of the signs that the interface itself uses, for a terminal
/// that knows ASCII alone. What else people wrote stays: nothing could stand for it.
pub(super) fn in_ascii(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '…' => result.push_str("..."),
            '→' => result.push_str("->"),
            '·' | '─' => result.push('-'),
            '“' | '”' => result.push('"'),
            other => result.push(other),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{in_ascii, printable};

    #[test]
    fn signs_have_a_stand_in() {
        assert_eq!(in_ascii("── a · “b” c… → é – it’s"), "-- a - \"b\" c... -> é – it’s");
    }

    #[test]
    fn shape_stays_and_control_goes() {
        let cases = [
            ("a\n  b  c\n\n", "a\n  b  c\n\n"),
            ("a\r\nb", "a\nb"),
            ("\tx", "    x"),
            ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
            ("over\rwritten", "over written"),
            ("abc\u{202e}def", "abcdef"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }
}
