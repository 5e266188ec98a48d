//! Where a placeholder stands, and who will read what stands there.

use std::ops::Range;

use crate::core::checklist::script::{Command, Context, Contexts, commands};

/// What surrounds a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind `NAME=`, at the end of a line.
    Assigned,
    /// Nothing.
    Bare,
    /// Another program, or a part of the shell, reads it as code once more.
    Code,
    /// Within double quotes, or in a here-document that the shell expands.
    Expanded,
    /// Within single quotes, or in a here-document that is taken as it is.
    Literal,
    /// In a comment.
    Shown,
}

/// Programs, and parts of the shell, that read an argument or their input as code: what is quoted for this shell is not
/// quoted for them.
const INTERPRETERS: [&str; 36] = [
    "((", ".", "R", "Rscript", "[", "[[", "ash", "awk", "bash", "dash", "eval", "expr", "find", "fish", "gawk",
    "gmake", "ksh", "let", "lua", "make", "node", "parallel", "perl", "php", "pwsh", "python", "python3", "ruby", "sh",
    "source", "ssh", "su", "test", "trap", "xargs", "zsh",
];

/// A text of commands, for questions about its places.
pub(super) struct Reader<'a> {
    contexts: Contexts<'a>,
    commands: Vec<Command>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { contexts: Contexts::read(text), commands: commands(text) }
    }

    /// Returns what surrounds a placeholder.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        let context = self.contexts.at(range.start);
        if context == Context::Comment {
            return Place::Shown;
        }
        if context == Context::AnsiQuoted || self.contexts.is_in_odd_piece(range) || self.is_code(range.start) {
            return Place::Code;
        }
        match context {
            Context::DoubleQuoted | Context::Here => Place::Expanded,
            Context::SingleQuoted => Place::Literal,
            Context::HereLiteral => Place::Shown,
            _ => Place::Bare,
        }
    }

    /// Says whether a value at this place may hold a character. `sed` runs what stands behind `/e`, and a program of
    /// `awk` or `make` has no use for more than a version either.
    pub(super) fn may_hold(&self, range: &Range<usize>, letter: char) -> bool {
        let is_script = self.around(range.start).is_some_and(|command| command.texts().contains(&"sed"));
        !is_script || letter.is_ascii_alphanumeric() || "._+-".contains(letter)
    }

    /// Says whether what stands here is the beginning of a word, so that `-` would make it an option.
    pub(super) fn begins_a_word(&self, range: &Range<usize>) -> bool {
        let text = self.contexts.text();
        if self.contexts.at(range.start) == Context::Comment {
            return false;
        }
        let before = text.get(..range.start).unwrap_or_default();
        let is_within = before.ends_with(|letter: char| letter.is_alphanumeric() || "._/@:+-}>".contains(letter));
        let spaced = before.ends_with(' ') && self.contexts.at(range.start) != Context::Bare;
        let is_value_of_option =
            before.ends_with('=') && before.split_whitespace().last().is_some_and(|word| word.starts_with('-'));
        !(is_within || spaced || is_value_of_option)
    }

    fn around(&self, at: usize) -> Option<&Command> {
        let is_here = matches!(self.contexts.at(at), Context::Here | Context::HereLiteral);
        let inner = self
            .commands
            .iter()
            .filter(|command| command.range.contains(&at))
            .min_by_key(|command| command.range.len());
        // The body of a here-document is read by the last command before it.
        let before =
            || self.commands.iter().filter(|command| command.range.end <= at).max_by_key(|command| command.range.end);
        if is_here { before() } else { inner }
    }

    fn is_code(&self, at: usize) -> bool {
        let is_interpreter = |command: &Command| {
            let words = command.texts();
            let base = |word: &&str| word.rsplit('/').next().is_some_and(|base| INTERPRETERS.contains(&base));
            words.first().is_some_and(base)
                || words.iter().any(|word| word.len() > 1 && base(word))
                || words.contains(&"-c")
        };
        self.commands.iter().filter(|command| command.range.contains(&at)).chain(self.around(at)).any(is_interpreter)
    }
}
