//! The one pass over a text that escapes it.

use std::borrow::Cow;

/// What stands between an `@` and a name where a code span cannot: nothing that is shown.
pub(super) const NOTHING: &str = "<!-- -->";

/// Returns `text` so that a Markdown reader sees exactly its characters, save that code spans stay code spans.
///
/// The text is one line, as [`clean`](crate::core::text::clean) returns it. The result may stand at the beginning of a
/// line, after other text, in a heading, a list item or a link (where the link begins its line, a code span that holds
/// `]:` can spoil it). An `@name` becomes a code span: nothing else keeps every
/// renderer from telling the person. A web address stays as it is where it holds nothing to escape; else it is written
/// so that no renderer makes a link of it, because in an automatic link an escape would show.
///
/// ```
/// use release_shepherd::render::markdown::escape;
///
/// assert_eq!(escape("Use `a*b` not a*b [x](y), says @mona"), r"Use `a*b` not a\*b \[x\](y), says `@mona`");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    let start = leading(text);
    if start.is_none() && !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut escaper = Escaper {
        text,
        position: 0,
        several_dollars: text.matches('$').nth(1).is_some(),
        escaped: String::with_capacity(text.len() + 32),
    };
    if let Some(plain) = start {
        escaper.keep(plain);
        escaper.escaped.push('\\');
        escaper.keep(1);
    }
    while !escaper.rest().is_empty() {
        escaper.step();
    }
    Cow::Owned(escaper.escaped)
}

/// Returns whether `character` can mean something anywhere in a line.
fn is_special(character: char) -> bool {
    matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '$' | '{' | '&' | '@' | ':' | '.' | '#')
}

/// Returns how many bytes stand before the one that must be escaped because `text` may begin a line.
fn leading(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let begins_block = match first {
        // A heading.
        '#' => {
            let rest = text.trim_start_matches('#');
            text.len() - rest.len() <= 6 && ends(rest)
        }
        // An item, a rule, the line under a heading; `+++` and `:::` and `%` are MyST.
        '-' | '+' | '=' => {
            text.get(1..).is_some_and(ends)
                || text.starts_with("+++")
                || text.chars().all(|one| one == first || one == ' ')
        }
        ':' => text.starts_with(":::") || text.starts_with(": "),
        // The last makes a footnote of a link that holds the text.
        '%' | '>' | '^' => true,
        '0'..='9' => return item_number(text),
        _ => false,
    };
    begins_block.then_some(0)
}

/// Returns the number of digits that `text` begins with, where they number an item.
fn item_number(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let rest = rest.strip_prefix(['.', ')'])?;
    let digits = text.len() - rest.len() - 1;
    (digits <= 9 && (rest.is_empty() || rest.starts_with(' '))).then_some(digits)
}

/// Walks through a text once.
struct Escaper<'a> {
    text: &'a str,
    /// The byte up to which `text` was read.
    position: usize,
    /// Whether two dollar signs could make a formula.
    several_dollars: bool,
    escaped: String,
}

impl<'a> Escaper<'a> {
    /// Returns what was not read yet.
    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// Returns the character before the position.
    fn before(&self) -> Option<char> {
        self.text.get(..self.position).and_then(|before| before.chars().next_back())
    }

    /// Copies `length` bytes.
    fn keep(&mut self, length: usize) {
        self.escaped.push_str(self.rest().get(..length).unwrap_or_default());
        self.position += length;
    }

    /// Copies the next `count` characters, all of one byte, each with a backslash.
    fn escape(&mut self, count: usize) {
        for _ in 0..count {
            self.escaped.push('\\');
            self.keep(1);
        }
    }

    /// Copies up to the next character that can mean something, and what that one begins.
    fn step(&mut self) {
        let rest = self.rest();
        self.keep(rest.find(is_special).unwrap_or(rest.len()));
        match self.rest().chars().next() {
            None => {}
            Some('`') => self.code(),
            Some('_') => self.underscores(),
            Some('@') => self.mention(),
            Some(':') => self.address(self.rest().starts_with("://") && self.is_after_scheme()),
            Some('.') => self.address(self.is_after_www()),
            Some('&') => self.escape_if(is_entity(self.rest())),
            Some('#') => self.hashes(),
            Some('$') => self.escape_if(self.several_dollars),
            Some(_) => self.escape(1),
        }
    }

    /// Copies one character, with a backslash where `special`.
    fn escape_if(&mut self, special: bool) {
        if special { self.escape(1) } else { self.keep(1) }
    }

    /// Copies a code span as it is; backticks that nothing closes are escaped.
    fn code(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches('`');
        let ticks = rest.len() - after.len();
        match closing(after, ticks) {
            Some(end) => self.keep(ticks + end),
            None => self.escape(ticks),
        }
    }

    /// Copies a run of underscores; between two letters it can begin and end nothing.
    fn underscores(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches('_');
        let run = rest.len() - after.len();
        let in_word =
            self.before().is_some_and(char::is_alphanumeric) && after.chars().next().is_some_and(char::is_alphanumeric);
        if in_word { self.keep(run) } else { self.escape(run) }
    }

    /// Copies a run of `#`; after a space at the end it would close a heading and be dropped.
    fn hashes(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches('#');
        let run = rest.len() - after.len();
        if after.is_empty() && self.before() == Some(' ') {
            self.escaped.push('\\');
        }
        self.keep(run);
    }

    /// Copies an `@`, and the name after it, such that nobody is told.
    fn mention(&mut self) {
        let after_code = self.escaped.ends_with('`');
        let in_word = self.before().is_some_and(|before| before.is_ascii_alphanumeric() || before == '_');
        let name = mentioned(self.rest().get(1..).unwrap_or_default());
        if name == 0 || (in_word && !after_code) {
            return self.keep(1);
        }
        let before_code = self.rest().get(name + 1..).is_some_and(|rest| rest.starts_with('`'));
        if after_code || before_code {
            self.keep(1);
            self.escaped.push_str(NOTHING);
        } else {
            self.escaped.push('`');
            self.keep(name + 1);
            self.escaped.push('`');
        }
    }

    /// Copies a web address whose first special character is next: whole where all of it is harmless, else broken.
    fn address(&mut self, is_address: bool) {
        let rest = self.rest();
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        if !is_address {
            self.keep(1);
        } else if is_harmless(word) {
            self.keep(word.len());
        } else {
            self.escape(1);
        }
    }

    /// Returns whether the name of a scheme that renderers make links of stands before the position.
    fn is_after_scheme(&self) -> bool {
        let before = self.text.get(..self.position).unwrap_or_default();
        let scheme = before.rsplit(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    }

    /// Returns whether `www` stands before the position.
    fn is_after_www(&self) -> bool {
        let before = self.text.get(..self.position).unwrap_or_default();
        before.get(before.len().wrapping_sub(3)..).is_some_and(|word| word.eq_ignore_ascii_case("www"))
    }
}

/// Returns where the run of exactly `ticks` backticks ends that closes a code span, in the text after the opening one.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut position = 0;
    while let Some(rest) = text.get(position..) {
        let start = rest.find('`')?;
        let run = rest.get(start..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        position += start + length;
        if length == ticks {
            return Some(position);
        }
    }
    None
}

/// Returns the length of the person, team or package at the beginning of `text`, the text after an `@`; 0 for none.
pub(super) fn mentioned(text: &str) -> usize {
    if !text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return 0;
    }
    let length = |text: &str, more: &str| {
        text.find(|one: char| !one.is_ascii_alphanumeric() && !more.contains(one)).unwrap_or(text.len())
    };
    let owner = length(text, "-_");
    let Some(path) = text.get(owner..).and_then(|rest| rest.strip_prefix('/')) else { return owner };
    let name = path.get(..length(path, "-_.")).unwrap_or_default().trim_end_matches('.');
    if name.is_empty() { owner } else { owner + 1 + name.len() }
}

/// Returns whether `text` begins with what looks like an entity: `&amp;`, `&#39;`.
fn is_entity(text: &str) -> bool {
    let name = text.get(1..).unwrap_or_default();
    let name = name.strip_prefix('#').unwrap_or(name);
    let rest = name.trim_start_matches(|one: char| one.is_ascii_alphanumeric());
    rest.len() < name.len() && rest.starts_with(';')
}

/// Returns whether nothing in `word`, a part of a web address, would be escaped.
fn is_harmless(word: &str) -> bool {
    let mut before = ' ';
    let mut characters = word.char_indices().peekable();
    while let Some((position, character)) = characters.next() {
        let harmless = match character {
            ':' | '.' | '#' => true,
            '_' => {
                let after = characters.peek().map_or(' ', |(_, after)| *after);
                before.is_alphanumeric() && after.is_alphanumeric()
            }
            '&' => !is_entity(word.get(position..).unwrap_or_default()),
            _ => !is_special(character),
        };
        if !harmless {
            return false;
        }
        before = character;
    }
    true
}
