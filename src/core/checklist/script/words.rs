//! The commands of a text, word by word.

use std::ops::Range;

use crate::core::checklist::script::context::{Context, Contexts};

/// A command: what stands between two of `;`, `&&`, `|` and line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Command {
    /// Its words, without variables that are set in front, `sudo` and redirections. Never empty where `assignments` is.
    pub(crate) words: Vec<Word>,
    /// The variables that are set in front of it, or by it where it has no words.
    pub(crate) assignments: Vec<Assignment>,
    /// Whether it runs as somebody else.
    pub(crate) is_sudo: bool,
    /// Whether something is piped or redirected into it.
    pub(crate) has_input: bool,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

/// A word of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Without quotes; variables and placeholders as they are written.
    pub(crate) text: String,
    /// Where it stands, with its quotes.
    pub(crate) range: Range<usize>,
}

/// `NAME=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// The name of the variable.
    pub(crate) name: String,
    /// The value, without quotes.
    pub(crate) value: String,
    /// Where all of it stands.
    pub(crate) range: Range<usize>,
}

impl Command {
    /// Returns the words as texts.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.words.iter().map(|word| word.text.as_str()).collect()
    }
}

/// Returns the commands of a text in order, those of command substitutions before the command that they stand in.
pub(crate) fn commands(text: &str) -> Vec<Command> {
    commands_in(&Contexts::read(text))
}

/// Words that stand before a command and are none.
const RESERVED: [&str; 10] = ["if", "then", "elif", "else", "do", "while", "until", "time", "!", "{"];
/// Words that end something, alone.
const CLOSING: [&str; 5] = ["fi", "done", "esac", "}", "]]"];
/// Programs that run the command that follows them.
const WRAPPERS: [&str; 6] = ["sudo", "env", "command", "exec", "nohup", "builtin"];
/// Options of theirs that a value follows.
const WITH_VALUE: [&str; 18] = [
    "-C", "-D", "-R", "-T", "-U", "-a", "-g", "-h", "-p", "-r", "-t", "-u", "--chdir", "--group", "--host", "--prompt",
    "--unset", "--user",
];

#[derive(Default)]
struct Splitter {
    word: Option<Word>,
    /// Whether the next word is the target of a redirection.
    is_target: bool,
    command: Command,
    words: Vec<Word>,
    found: Vec<Command>,
}

/// Returns the commands of a text whose contexts are known already.
pub(crate) fn commands_in(contexts: &Contexts<'_>) -> Vec<Command> {
    let text = contexts.text();
    let mut splitter = Splitter::default();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + letter.len_utf8();
        if let Some(piece) = contexts.piece_at(at) {
            splitter.add(text.get(piece.range.clone()).unwrap_or_default(), piece.range.clone());
            if let Some(inside) = &piece.commands {
                let mut inner = commands(text.get(inside.clone()).unwrap_or_default());
                for command in &mut inner {
                    command.shift(inside.start);
                }
                splitter.found.extend(inner);
            }
            at = piece.range.end;
            continue;
        }
        let following = text.get(next..).and_then(|rest| rest.chars().next());
        at = match contexts.at(at) {
            Context::Comment | Context::Here | Context::HereLiteral => {
                splitter.end_word();
                next
            }
            Context::SingleQuoted | Context::AnsiQuoted => {
                let kept = if letter == '\'' { "" } else { text.get(at..next).unwrap_or_default() };
                splitter.add(kept, at..next);
                next
            }
            Context::DoubleQuoted => splitter.double(letter, following, at),
            Context::Bare => splitter.bare(letter, following, at),
        };
    }
    splitter.end_command(text.len());
    splitter.found
}

impl Splitter {
    fn add(&mut self, text: &str, range: Range<usize>) {
        let word = self.word.get_or_insert_with(|| Word { text: String::new(), range: range.clone() });
        word.text.push_str(text);
        word.range.end = range.end;
    }

    fn double(&mut self, letter: char, following: Option<char>, at: usize) -> usize {
        let next = at + letter.len_utf8();
        match (letter, following) {
            ('"', _) => {
                self.add("", at..next);
                next
            }
            ('\\', Some(escaped)) if "\"\\$`\n".contains(escaped) => {
                self.add(escaped.encode_utf8(&mut [0; 4]), at..next + 1);
                next + 1
            }
            _ => {
                self.add(letter.encode_utf8(&mut [0; 4]), at..next);
                next
            }
        }
    }

    fn bare(&mut self, letter: char, following: Option<char>, at: usize) -> usize {
        let next = at + letter.len_utf8();
        match (letter, following) {
            ('\\', Some('\n')) => return next + 1,
            ('\\', Some(escaped)) => {
                self.add(escaped.encode_utf8(&mut [0; 4]), at..next + escaped.len_utf8());
                return next + escaped.len_utf8();
            }
            ('&', Some('>')) => self.end_word(),
            ('&', _) if self.is_target && self.word.is_none() => {}
            ('\n' | ';' | '(' | ')' | '`' | '&', _) => self.end_command(at),
            ('|', _) => {
                self.end_command(at);
                self.command.has_input = following != Some('|');
                if following == Some('|') {
                    return next + 1;
                }
            }
            ('<' | '>', _) => {
                // The number of a file before the operator is no argument.
                if self.word.as_ref().is_some_and(|word| word.text.chars().all(|digit| digit.is_ascii_digit())) {
                    self.word = None;
                }
                self.end_word();
                self.is_target = true;
                self.command.has_input |= letter == '<';
            }
            _ if letter.is_whitespace() => self.end_word(),
            _ => self.add(letter.encode_utf8(&mut [0; 4]), at..next),
        }
        next
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if !std::mem::take(&mut self.is_target) {
            self.words.push(word);
        }
    }

    fn end_command(&mut self, end: usize) {
        self.end_word();
        self.is_target = false;
        let mut command = std::mem::take(&mut self.command);
        let words = std::mem::take(&mut self.words);
        let Some(first) = words.first() else { return };
        command.range = first.range.start..words.last().map_or(end, |word| word.range.end);
        command.fill(words);
        if !command.words.is_empty() || !command.assignments.is_empty() {
            self.found.push(command);
        }
    }
}

impl Command {
    fn fill(&mut self, words: Vec<Word>) {
        let mut is_wrapped = false;
        let mut is_value = false;
        for word in words {
            if std::mem::take(&mut is_value) {
                continue;
            }
            if !self.words.is_empty() {
                self.words.push(word);
            } else if let Some(assignment) = Assignment::read(&word) {
                self.assignments.push(assignment);
            } else if WRAPPERS.contains(&word.text.as_str()) {
                is_wrapped = true;
                self.is_sudo |= word.text == "sudo";
            } else if is_wrapped && word.text.starts_with('-') {
                is_value = WITH_VALUE.contains(&word.text.as_str());
            } else if !RESERVED.contains(&word.text.as_str()) {
                self.words.push(word);
            }
        }
        if self.words.first().is_some_and(|word| CLOSING.contains(&word.text.as_str())) {
            self.words.clear();
        }
    }

    fn shift(&mut self, by: usize) {
        let ranges = self.words.iter_mut().map(|word| &mut word.range);
        let ranges = ranges.chain(self.assignments.iter_mut().map(|assignment| &mut assignment.range));
        for range in ranges.chain([&mut self.range]) {
            *range = range.start + by..range.end + by;
        }
    }
}

impl Assignment {
    /// Reads `NAME=value`.
    pub(crate) fn read(word: &Word) -> Option<Self> {
        let (name, value) = word.text.split_once('=')?;
        let name = name.strip_suffix('+').unwrap_or(name);
        let starts = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
        let is_name = starts && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        is_name.then(|| Self { name: name.to_owned(), value: value.to_owned(), range: word.range.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let shown = |command: Command| {
            let set = command.assignments.iter().map(|set| format!("{}:={}", set.name, set.value));
            let sudo = command.is_sudo.then(|| "#".to_owned());
            sudo.into_iter()
                .chain(set)
                .chain(command.texts().into_iter().map(str::to_owned))
                .collect::<Vec<_>>()
                .join("|")
        };
        commands(text).into_iter().map(shown).collect()
    }

    #[test]
    fn commands_end_where_the_shell_ends_them() {
        assert_eq!(read("a b && c; d | e || f & g\nh"), ["a|b", "c", "d", "e", "f", "g", "h"]);
        assert_eq!(read("a \\\n  b # c && d\ne"), ["a|b", "e"]);
        assert_eq!(read("(cd a && b) && \\\nc"), ["cd|a", "b", "c"]);
        assert_eq!(read("if ! a; then b; else c; fi"), ["a", "b", "c"]);
        assert_eq!(read("for i in *; do a $i; done"), ["for|i|in|*", "a|$i"]);
        assert_eq!(read("cat <<EOF > f\nx && y\nEOF\nz"), ["cat", "z"]);
    }

    #[test]
    fn words_lose_their_quotes() {
        assert_eq!(read(r#"a 'b c' "d $E" f\ g "h\"i" j"k"l"#), [r#"a|b c|d $E|f g|h"i|jkl"#]);
        assert_eq!(read("a <last tag> ${B:-c d} {{ e }} [[f g]]"), ["a|<last tag>|${B:-c d}|{{ e }}|[[f g]]"]);
        assert_eq!(read("a 2>&1 >b <c d &> e"), ["a|d"]);
        assert_eq!(read("ein été"), ["ein|été"]);
    }

    #[test]
    fn what_stands_in_front_is_known() {
        assert_eq!(read("A=1 B='2 3' sudo -E c d"), ["#|A:=1|B:=2 3|c|d"]);
        assert_eq!(read("sudo -u rel -H c d"), ["#|c|d"]);
        assert_eq!(read("V="), ["V:="]);
        assert_eq!(read("env X=y make z"), ["X:=y|make|z"]);
        assert_eq!(read(r#"x="v$(cat y | head)""#), ["cat|y", "head", "x:=v$(cat y | head)"]);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "a; x=$(bc 'd')";
        let found = commands(text);
        let places: Vec<_> = found.iter().map(|command| &text[command.range.clone()]).collect();
        assert_eq!(places, ["a", "bc 'd'", "x=$(bc 'd')"]);
        assert_eq!(&text[found[1].words[1].range.clone()], "'d'");
    }
}
