//! A file as lines that keep their own line ends, so that what is not touched stays as it was, byte for byte.

use std::ops::Range;

/// Every way to end a line in Markdown, the longest first.
const ENDINGS: [&str; 3] = ["\r\n", "\n", "\r"];

/// One line and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The text without the line end.
    pub(super) text: String,
    /// `\n`, `\r\n`, `\r`; empty for a line of ours, which takes the end that most lines of the file have.
    ending: &'static str,
}

impl Line {
    /// Returns a line that takes the file's usual line end.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ending: "" }
    }

    /// Returns this line with other text and the same line end.
    pub(super) fn with_text(&self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ending: self.ending }
    }

    /// Whether nothing but white space stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Returns lines with new texts, each with the end of the old line in its place.
pub(super) fn rewritten(old: &[Line], texts: &[impl AsRef<str>]) -> Vec<Line> {
    let line = |(index, text): (usize, &_)| {
        let text: &str = AsRef::as_ref(text);
        old.get(index).map_or_else(|| Line::new(text), |line| line.with_text(text))
    };
    texts.iter().enumerate().map(line).collect()
}

/// All lines of a file.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    has_byte_order_mark: bool,
    is_unterminated: bool,
    usual_ending: &'static str,
    all: Vec<Line>,
}

impl Lines {
    /// Returns the lines of `text`.
    pub(super) fn read(text: &str) -> Self {
        let (has_byte_order_mark, mut rest) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut lines = Vec::new();
        let mut windows = 0usize;
        let mut is_unterminated = false;
        while !rest.is_empty() {
            let (line, after, ending) = match rest.find(['\n', '\r']).and_then(|at| rest.split_at_checked(at)) {
                None => (rest, "", ""),
                Some((line, end)) => {
                    let ending = ENDINGS.into_iter().find(|ending| end.starts_with(ending)).unwrap_or_default();
                    (line, end.strip_prefix(ending).unwrap_or_default(), ending)
                }
            };
            windows += usize::from(ending == "\r\n");
            is_unterminated = ending.is_empty();
            lines.push(Line { text: line.to_owned(), ending });
            rest = after;
        }
        let usual_ending = if windows * 2 > lines.len() { "\r\n" } else { "\n" };
        Self { has_byte_order_mark, is_unterminated, usual_ending, all: lines }
    }

    /// Returns the whole text. A last line that had no line end still has none.
    pub(super) fn write(&self) -> String {
        let mut text = String::from(if self.has_byte_order_mark { "\u{feff}" } else { "" });
        for (index, line) in self.all.iter().enumerate() {
            text.push_str(&line.text);
            let is_last = index + 1 == self.all.len();
            match line.ending {
                _ if is_last && self.is_unterminated => {}
                "" => text.push_str(self.usual_ending),
                ending => text.push_str(ending),
            }
        }
        text
    }

    /// Returns all lines in order.
    pub(super) fn all(&self) -> &[Line] {
        &self.all
    }

    /// Returns the number of lines.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns the text of a 0-based line, without its line end; empty beyond the last.
    pub(super) fn text(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |line| &line.text)
    }

    /// Whether a 0-based line is blank; also beyond the last.
    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.text(index).trim().is_empty()
    }

    /// Returns the lines of a range; what is beyond the last is left out.
    pub(super) fn slice(&self, range: Range<usize>) -> &[Line] {
        let end = range.end.min(self.all.len());
        self.all.get(range.start.min(end)..end).unwrap_or_default()
    }

    /// Replaces the lines of a range.
    pub(super) fn splice(&mut self, range: Range<usize>, new: Vec<Line>) {
        let end = range.end.min(self.all.len());
        self.all.splice(range.start.min(end)..end, new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_survives_reading_and_writing() {
        for text in ["", "\n", "a", "a\n", "a\r\nb\nc\rd", "\u{feff}# x\r\n\r\n", "a\n\n\n", "\r\n\r", "a\n\r\nb"] {
            assert_eq!(Lines::read(text).write(), text, "{text:?}");
        }
    }

    #[test]
    fn a_new_line_takes_the_end_that_most_lines_have() {
        let mut lines = Lines::read("a\r\nb\r\nc\n");
        lines.splice(1..1, vec![Line::new("new")]);
        assert_eq!(lines.write(), "a\r\nnew\r\nb\r\nc\n");
    }

    #[test]
    fn a_missing_final_line_end_stays_missing() {
        let mut lines = Lines::read("a\nb");
        lines.splice(2..2, vec![Line::new("c")]);
        assert_eq!(lines.write(), "a\nb\nc");
    }
}
