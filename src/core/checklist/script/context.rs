//! How a shell reads each byte of a text: bare, quoted, as a comment or as part of a here-document.

use std::cmp::Reverse;
use std::ops::Range;

use crate::core::checklist::script::marks::{Here, angle_end, here, quoted_length, twofold_end};

/// How a shell reads a byte. Quotes belong to what they enclose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// Within `$'…'`.
    AnsiQuoted,
    /// Nothing is around it, or a command substitution.
    Bare,
    /// From `#` to the end of the line.
    Comment,
    /// Within `"…"`.
    DoubleQuoted,
    /// The body of a here-document in which variables are expanded, and its last line.
    Here,
    /// The body of a here-document in which nothing is expanded, and its last line.
    HereLiteral,
    /// Within `'…'`.
    SingleQuoted,
}

/// A text with the context of each of its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Contexts<'a> {
    text: &'a str,
    of: Vec<Context>,
    /// The line ends after which the same command goes on.
    joined: Vec<usize>,
    /// What a word holds as one piece, the outer before the inner.
    pieces: Vec<Piece>,
}

/// A part of a word that no space divides: `$(…)`, `${…}`, `<last tag>`, `{{ version }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// The commands within it, where it is a command substitution.
    pub(crate) commands: Option<Range<usize>>,
}

impl<'a> Contexts<'a> {
    /// Reads a text.
    pub(crate) fn read(text: &'a str) -> Self {
        let of = Vec::with_capacity(text.len());
        let mut scanner = Scanner { text, of, joined: Vec::new(), pieces: Vec::new(), frames: Vec::new() };
        scanner.scan();
        let mut pieces = scanner.pieces;
        pieces.sort_by_key(|piece| (piece.range.start, Reverse(piece.range.end)));
        Self { text, of: scanner.of, joined: scanner.joined, pieces }
    }

    /// Returns the context of the byte at `at`; bare after the end.
    pub(crate) fn at(&self, at: usize) -> Context {
        self.of.get(at).copied().unwrap_or(Context::Bare)
    }

    /// Says whether the line that ends at `at` is not the whole command: a quote, a bracket or a here-document is open, or
    /// its end is escaped.
    pub(crate) fn goes_on(&self, at: usize) -> bool {
        self.joined.binary_search(&at).is_ok()
    }

    /// Returns the piece that begins at `at`.
    pub(crate) fn piece_at(&self, at: usize) -> Option<&Piece> {
        let first = self.pieces.partition_point(|piece| piece.range.start < at);
        self.pieces.get(first).filter(|piece| piece.range.start == at)
    }

    /// Says whether something stands within backticks, whose backslashes are read twice, or within arithmetic or an
    /// expansion, where words are read as code or as a pattern.
    pub(crate) fn is_in_odd_piece(&self, range: &Range<usize>) -> bool {
        let is_around = |piece: &&Piece| piece.range.start < range.start && range.end < piece.range.end;
        self.pieces.iter().filter(is_around).any(|piece| {
            let written = self.text.get(piece.range.clone()).unwrap_or_default();
            written.starts_with('`') || written.starts_with("${") || written.starts_with("$((")
        })
    }

    /// Returns the text that was read.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }
}

/// What is open around a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// A bracket or a backtick, with what closes it, and where its `$` stands.
    Bracket(u8, Option<usize>),
    /// `"`
    Double,
    /// `${`, with the context that it stands in, and its place.
    Expansion(Context, usize),
}

struct Scanner<'a> {
    text: &'a str,
    of: Vec<Context>,
    joined: Vec<usize>,
    pieces: Vec<Piece>,
    frames: Vec<Frame>,
}

impl Scanner<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.of.len()..).unwrap_or_default()
    }

    fn push(&mut self, context: Context, count: usize) {
        let count = count.min(self.text.len() - self.of.len());
        let end = self.of.len() + count;
        // Within quotes and brackets each line end is inside the command.
        let is_open = context != Context::Bare && context != Context::Comment || !self.frames.is_empty();
        if is_open {
            let inside = self.text.as_bytes().iter().enumerate().take(end).skip(self.of.len());
            self.joined.extend(inside.filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at));
        }
        self.of.resize(end, context);
    }

    fn scan(&mut self) {
        let mut heres: Vec<Here> = Vec::new();
        while let Some(byte) = self.byte(self.of.len()) {
            let frame = self.frames.last().copied();
            let context = match frame {
                Some(Frame::Double) => Context::DoubleQuoted,
                Some(Frame::Expansion(context, _)) => context,
                _ => Context::Bare,
            };
            if byte == b'\n' && context == Context::Bare {
                let at = self.of.len();
                self.push(Context::Bare, 1);
                if !heres.is_empty() && !self.goes_on(at) {
                    self.joined.push(at);
                }
                for here in heres.drain(..) {
                    self.body(&here);
                }
            } else {
                self.step(byte, frame, context, &mut heres);
            }
        }
    }

    fn goes_on(&self, at: usize) -> bool {
        self.joined.last() == Some(&at)
    }

    fn step(&mut self, byte: u8, frame: Option<Frame>, context: Context, heres: &mut Vec<Here>) {
        let at = self.of.len();
        match byte {
            b'\\' => {
                if self.byte(at + 1) == Some(b'\n') && self.frames.is_empty() {
                    self.joined.push(at + 1);
                    self.of.resize(at + 2, context);
                } else {
                    self.push(context, 2);
                }
            }
            b'$' if self.byte(at + 1) == Some(b'(') => {
                self.frames.push(Frame::Bracket(b')', Some(at)));
                self.push(context, 2);
            }
            b'$' if self.byte(at + 1) == Some(b'{') => {
                self.frames.push(Frame::Expansion(context, at));
                self.push(context, 2);
            }
            b'}' if matches!(frame, Some(Frame::Expansion(..))) => {
                self.close();
                self.push(context, 1);
            }
            b'"' if frame == Some(Frame::Double) => {
                self.push(Context::DoubleQuoted, 1);
                self.frames.pop();
            }
            b'"' => {
                self.frames.push(Frame::Double);
                self.push(Context::DoubleQuoted, 1);
            }
            b'`' if matches!(frame, Some(Frame::Bracket(b'`', _))) => {
                self.close();
                self.push(Context::Bare, 1);
            }
            b'`' => {
                self.frames.push(Frame::Bracket(b'`', Some(at)));
                self.push(Context::Bare, 1);
            }
            _ if context == Context::Bare => self.bare(byte, frame, heres),
            _ => self.push(context, 1),
        }
    }

    fn bare(&mut self, byte: u8, frame: Option<Frame>, heres: &mut Vec<Here>) {
        let at = self.of.len();
        let before = at.checked_sub(1).and_then(|before| self.byte(before));
        let is_start = before.is_none_or(|before| b" \t\n;|&(".contains(&before));
        match byte {
            b'\'' => {
                let is_ansi = before == Some(b'$');
                let context = if is_ansi { Context::AnsiQuoted } else { Context::SingleQuoted };
                let length = quoted_length(self.rest(), is_ansi);
                self.push(context, length);
            }
            b'#' if is_start => {
                let length = self.rest().find('\n').unwrap_or(self.rest().len());
                self.push(Context::Comment, length);
            }
            b'(' => {
                self.frames.push(Frame::Bracket(b')', None));
                self.push(Context::Bare, 1);
            }
            b')' if matches!(frame, Some(Frame::Bracket(b')', _))) => {
                self.close();
                self.push(Context::Bare, 1);
            }
            b'<' if self.rest().starts_with("<<<") => self.push(Context::Bare, 3),
            b'<' if self.rest().starts_with("<<") => {
                let (here, length) = here(self.rest());
                heres.extend(here);
                self.push(Context::Bare, length);
            }
            b'<' | b'{' | b'[' => {
                let length = angle_end(self.rest()).or_else(|| twofold_end(self.rest()));
                if let Some(length) = length {
                    self.pieces.push(Piece { range: at..at + length, commands: None });
                }
                self.push(Context::Bare, length.unwrap_or(1));
            }
            _ => self.push(Context::Bare, 1),
        }
    }

    /// Closes the innermost bracket or expansion, whose last byte is the next one.
    fn close(&mut self) {
        let end = self.of.len();
        let piece = match self.frames.pop() {
            Some(Frame::Bracket(close, Some(start))) => {
                let inside = if close == b'`' { start + 1 } else { start + 2 };
                let is_arithmetic = close == b')' && self.byte(inside) == Some(b'(');
                Piece { range: start..end + 1, commands: (!is_arithmetic).then_some(inside..end) }
            }
            Some(Frame::Expansion(_, start)) => Piece { range: start..end + 1, commands: None },
            _ => return,
        };
        self.pieces.push(piece);
    }

    fn body(&mut self, here: &Here) {
        let context = if here.is_literal { Context::HereLiteral } else { Context::Here };
        while self.of.len() < self.text.len() {
            let line = self.rest().split('\n').next().unwrap_or_default();
            let bare = if here.strips_tabs { line.trim_start_matches('\t') } else { line };
            let (is_end, length) = (bare.trim_end_matches('\r') == here.end, line.len());
            self.push(context, length);
            if is_end {
                return;
            }
            self.push(context, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a letter for each byte, for a picture below the text.
    fn picture(text: &str) -> String {
        let contexts = Contexts::read(text);
        let letter = |at: usize| match contexts.at(at) {
            Context::AnsiQuoted => 'a',
            Context::Bare => '.',
            Context::Comment => '#',
            Context::DoubleQuoted => 'd',
            Context::Here => 'h',
            Context::HereLiteral => 'H',
            Context::SingleQuoted => 's',
        };
        (0..text.len()).map(letter).collect()
    }

    #[test]
    fn quotes_and_comments() {
        let cases = [
            (r#"a 'b "c' d"#, "..ssssss.."),
            (r#"a "b 'c" d"#, "..dddddd.."),
            (r#"a "b\"c" d"#, "..dddddd.."),
            (r"a $'b\'c' d", "...aaaaaa.."),
            ("a # b 'c", "..######"),
            ("a#b $# ${#c}", "............"),
            ("a '# b' #c", "..sssss.##"),
            (r#""a $(b "c") d" e"#, "ddddd..ddd.ddd.."),
            (r#""${A:-"b"}" c"#, "ddddddddddd.."),
            ("`a 'b'` c", "...sss..."),
        ];
        for (text, expected) in cases {
            assert_eq!(picture(text), expected, "{text}");
        }
    }

    #[test]
    fn here_documents() {
        assert_eq!(picture("a <<E b\n$c\nE\nd"), "........hhhh.. ".trim_end());
        assert_eq!(picture("a <<-'E'\n$c\n\tE\nd"), ".........HHHHH..");
        assert_eq!(picture("a <<< E\nb"), ".........");
        assert_eq!(picture("cat << EOF > f\nit's\nEOF\n'x'"), "...............hhhhhhhh.sss");
    }

    #[test]
    fn a_placeholder_is_no_redirection() {
        assert_eq!(picture("a <don't> 'b'"), "..........sss");
    }

    #[test]
    fn a_command_goes_on() {
        let text = "a \\\nb\nc 'd\ne'\n(f\n)\ng <<E\nh\nE\ni";
        let contexts = Contexts::read(text);
        let ends = text.match_indices('\n').map(|(at, _)| at);
        let on: Vec<_> = ends.map(|at| contexts.goes_on(at)).collect();
        assert_eq!(on, [true, false, true, false, true, false, true, true, false]);
    }
}
