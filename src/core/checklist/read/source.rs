//! The text of a document by lines, and pieces of it as Markdown of their own.

use std::borrow::Cow;
use std::ops::Range;

/// Columns that a tab fills up to.
const TAB: usize = 4;

/// A text whose lines end with `\n` alone, with an index of its lines. Lines are counted from 1.
pub(super) struct Source<'a> {
    text: Cow<'a, str>,
    /// Where each line begins, and the end of the text.
    starts: Vec<usize>,
    /// The annotations: bytes of comments that are taken out of what is shown, in order.
    hidden: Vec<Range<usize>>,
}

/// Returns `text` without a byte order mark and with plain line ends: spans of a doubt are places in this text.
pub fn normalized(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        // A lone CR ends a line too, as CommonMark has it.
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Cow::Borrowed(text)
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let text = normalized(text);
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(place, _)| place + 1));
        if text.is_empty() || !text.ends_with('\n') {
            starts.push(text.len());
        }
        Self { text, starts, hidden: Vec::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns how many lines there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns where line `number` stands, without its end; an empty place where there is no such line.
    pub(super) fn place(&self, number: usize) -> Range<usize> {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(self.text.len());
        let (start, next) = (at(number.saturating_sub(1)), at(number));
        let ends = self.text.get(start..next).is_some_and(|line| line.ends_with('\n'));
        start..if ends { next - 1 } else { next }
    }

    /// Returns line `number` without its end.
    pub(super) fn line(&self, number: usize) -> &str {
        self.text.get(self.place(number)).unwrap_or_default()
    }

    /// Returns the line that a byte stands on.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    pub(super) fn is_blank(&self, number: usize) -> bool {
        self.line(number).trim().is_empty()
    }

    /// Returns the last line from `first` to `last` with anything on it, at least `first`.
    pub(super) fn trimmed(&self, first: usize, last: usize) -> usize {
        (first..=last.min(self.count())).rev().find(|line| !self.is_blank(*line)).unwrap_or(first)
    }

    /// Takes the bytes of a comment out of what is shown.
    pub(super) fn hide(&mut self, mut comments: Vec<Range<usize>>) {
        comments.sort_unstable_by_key(|comment| comment.start);
        comments.dedup_by_key(|comment| comment.start);
        self.hidden = comments;
    }

    /// Returns the comments that begin on the lines from `first` to `last`.
    pub(super) fn hidden(&self, first: usize, last: usize) -> &[Range<usize>] {
        let (start, end) = (self.place(first).start, self.place(last).end);
        let from = self.hidden.partition_point(|comment| comment.start < start);
        let to = self.hidden.partition_point(|comment| comment.start < end);
        self.hidden.get(from..to).unwrap_or_default()
    }

    /// Adds the lines from `first` to `last` to `text`, without up to `indent` columns of space before each and without
    /// what is hidden. `skip` bytes of the first line are left out instead of its indentation.
    pub(super) fn copy(&self, text: &mut String, first: usize, last: usize, indent: usize, skip: Option<usize>) {
        for number in first..=last.min(self.count()) {
            let place = self.place(number);
            let line = self.line(number);
            let kept = match skip.filter(|_| number == first) {
                Some(bytes) => Cow::Borrowed(line.get(bytes..).unwrap_or_default()),
                None => dedented(line, indent),
            };
            let removed = line.len() - kept.len().min(line.len());
            let shown = self.shown(&kept, place.start + removed);
            if shown.trim().is_empty() && !kept.trim().is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&shown);
        }
    }

    /// Returns `line`, which stands at byte `start`, without the hidden comments.
    fn shown<'line>(&self, line: &'line str, start: usize) -> Cow<'line, str> {
        let end = start + line.len();
        let from = self.hidden.partition_point(|comment| comment.end <= start);
        let mut comments = self.hidden.iter().skip(from).take_while(|comment| comment.start < end).peekable();
        if comments.peek().is_none() {
            return Cow::Borrowed(line);
        }
        let mut shown = String::new();
        let mut free = start;
        let cut =
            |from: usize, to: usize| line.get(from.saturating_sub(start)..to.saturating_sub(start).min(line.len()));
        for comment in comments {
            shown += cut(free, comment.start.max(free)).unwrap_or_default();
            free = comment.end.max(free);
        }
        shown += cut(free.min(end), end).unwrap_or_default();
        shown.truncate(shown.trim_end().len());
        Cow::Owned(shown)
    }

    /// Returns the lines from `first` to `last` as they stand there.
    pub(super) fn slice(&self, first: usize, last: usize) -> &str {
        self.text.get(self.place(first).start..self.place(last).end).unwrap_or_default()
    }
}

/// Returns a line without up to `indent` columns of space before it. A tab that reaches beyond becomes spaces.
fn dedented(line: &str, indent: usize) -> Cow<'_, str> {
    let mut column = 0;
    for (place, letter) in line.char_indices() {
        if column >= indent {
            return Cow::Borrowed(line.get(place..).unwrap_or_default());
        }
        match letter {
            ' ' => column += 1,
            '\t' => {
                let next = column - column % TAB + TAB;
                if next > indent {
                    let rest = line.get(place + 1..).unwrap_or_default();
                    return Cow::Owned(" ".repeat(next - indent) + rest);
                }
                column = next;
            }
            _ => return Cow::Borrowed(line.get(place..).unwrap_or_default()),
        }
    }
    Cow::Borrowed("")
}

/// Returns the bytes before the text of an item on its first line, and the columns before its other lines.
pub(super) fn marker(line: &str, column: usize, has_box: bool) -> (usize, usize) {
    let rest = line.get(column..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let width = (digits + 1).min(rest.len());
    let spaces = rest.bytes().skip(width).take_while(|byte| *byte == b' ' || *byte == b'\t').count();
    let is_empty = width + spaces >= rest.len();
    // Five spaces or more begin a code block after the first of them.
    let kept = if spaces > 4 || is_empty { 1 } else { spaces };
    let mut skip = (column + width + kept).min(line.len());
    let indent = line.get(..skip).unwrap_or_default().chars().fold(0, |column, letter| match letter {
        '\t' => column - column % 4 + 4,
        _ => column + 1,
    });
    if has_box {
        let after = line.get(skip..).unwrap_or_default();
        let text = after.trim_start().get(1..).and_then(|text| text.split_once(']')).map_or(after, |(_, text)| text);
        skip = line.len() - text.trim_start().len();
    }
    (skip, indent.max(column + width + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(source: &Source<'_>, first: usize, last: usize, indent: usize, skip: Option<usize>) -> String {
        let mut text = String::new();
        source.copy(&mut text, first, last, indent, skip);
        text
    }

    #[test]
    fn lines_are_counted_from_one_whatever_ends_them() {
        for text in ["a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "\u{feff}a\rb\r\rc"] {
            let source = Source::new(text);
            let lines: Vec<_> = (1..=source.count()).map(|number| source.line(number)).collect();
            assert_eq!(lines, ["a", "b", "", "c"], "{text:?}");
        }
        assert_eq!(Source::new("").line(7), "");
    }

    #[test]
    fn pieces_lose_their_indentation_and_no_text() {
        let source = Source::new("- one\n  two\n\tthree\nlazy\n\n    four\n");
        assert_eq!(copied(&source, 1, 6, 2, Some(2)), "one\ntwo\n  three\nlazy\n\n  four");
    }

    #[test]
    fn hidden_comments_go_with_the_line_that_they_fill() {
        let text = "a <!-- x -->\n<!-- y\nz -->\nb <!-- x --> c\n";
        let mut source = Source::new(text);
        let found = |from: usize| {
            let start = from + text[from..].find("<!--").unwrap();
            start..start + text[start..].find("-->").unwrap() + 3
        };
        source.hide(vec![found(13), found(2), found(28)]);
        assert_eq!(copied(&source, 1, 4, 0, None), "a\nb  c");
        assert_eq!(source.hidden(2, 3).len(), 1);
    }
}
