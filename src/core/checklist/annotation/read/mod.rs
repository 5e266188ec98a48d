//! Reads the TOML of an annotation, key by key, so that one mistake costs one key.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::core::checklist::annotation::{Annotation, AnnotationProblem, BuiltIn, Check, Verify, Wait};
use crate::core::text::nearest;
use crate::core::version::ReleaseKind;

/// What an annotation begins with, behind `<!--`.
pub(in crate::core::checklist) const MARK: &str = "shepherd:";
/// What makes a document of the content of an inline table.
const FRAME: &str = "x = { ";
/// The keys that there are.
const KEYS: [&str; 15] = [
    "assignees",
    "check",
    "id",
    "input",
    "interactive",
    "irreversible",
    "needs",
    "only",
    "role",
    "run",
    "sign-off",
    "undo",
    "verify",
    "wait",
    "why",
];

/// Reads a comment, from `<!--` to `-->`.
pub(super) fn read(comment: &str) -> Option<(Annotation, Vec<AnnotationProblem>)> {
    let inside = comment.strip_prefix("<!--")?;
    let begin = comment.len() - inside.trim_start().len();
    let content = inside.trim_start().strip_prefix(MARK)?;
    let start = begin + MARK.len();
    let content = content.strip_suffix("-->").unwrap_or(content);
    let mut reader = Reader { content, start, annotation: Annotation::default(), problems: Vec::new() };
    reader.read();
    Some((reader.annotation, reader.problems))
}

struct Reader<'a> {
    content: &'a str,
    /// Where the content begins in the comment.
    start: usize,
    annotation: Annotation,
    problems: Vec<AnnotationProblem>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn read(&mut self) {
        // A line end between two keys means nothing in a comment. A space has the same length, so that places hold.
        let joined: String =
            self.content.chars().map(|letter| if "\r\n\t".contains(letter) { ' ' } else { letter }).collect();
        let document = format!("{FRAME}{} }}", joined.trim_end().trim_end_matches(','));
        let (table, errors) = DeTable::parse_recoverable(&document);
        // What follows from the first mistake is not news.
        if let Some(error) = errors.first() {
            let span = self.place(error.span().unwrap_or_default());
            let is_open = joined.matches('"').count() % 2 == 1 || joined.matches('\'').count() % 2 == 1;
            let help = if is_open {
                "close the quote; `-->` within a value ends the comment"
            } else {
                "write `key = value`, with commas between: `id = \"tag\", irreversible = true`"
            };
            self.problem(
                format!("the annotation is no TOML: {}", error.message().lines().next().unwrap_or_default()),
                span,
                "here",
                help.to_owned(),
            );
        }
        let Some(DeValue::Table(table)) = table.get_ref().get("x").map(Spanned::get_ref) else { return };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let meets = |span: Range<usize>| span.start <= value.span().end && value.span().start <= span.end;
            // What is missing or broken was reported already.
            if value.span().is_empty() && !errors.is_empty()
                || errors.iter().filter_map(toml::de::Error::span).any(meets)
            {
                continue;
            }
            if KEYS.contains(&name) {
                self.key(name, value);
            } else {
                let span = self.place(key.span());
                let help = match nearest(name, KEYS) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the keys are {}", list(KEYS.iter().copied())),
                };
                self.problem(format!("unknown key `{name}`"), span, "no such key", help);
            }
        }
    }

    fn key(&mut self, key: &str, value: &Value<'_>) {
        match key {
            "assignees" => self.annotation.assignees = self.texts(key, value),
            "check" => {
                for (name, span) in self.spanned_texts(key, value) {
                    let check = self.choice(key, &name, span, &Check::NAMES);
                    self.annotation.checks.extend(check);
                }
            }
            "id" => self.annotation.id = self.id(key, value),
            "input" => self.annotation.input = self.texts(key, value),
            "interactive" => self.annotation.interactive = self.truth(key, value),
            "irreversible" => self.annotation.irreversible = self.truth(key, value),
            "needs" => self.annotation.needs = self.texts(key, value),
            "only" => {
                let kinds = [
                    ("major", ReleaseKind::Major),
                    ("minor", ReleaseKind::Minor),
                    ("patch", ReleaseKind::Patch),
                    ("pre-release", ReleaseKind::PreRelease),
                ];
                for (name, span) in self.spanned_texts(key, value) {
                    let kind = self.choice(key, &name, span, &kinds);
                    self.annotation.only.extend(kind);
                }
            }
            "role" => self.annotation.role = self.text(key, value),
            "run" => {
                let name = self.text(key, value);
                let span = value.span();
                self.annotation.run = name.and_then(|name| self.choice(key, &name, span, &BuiltIn::NAMES));
            }
            "sign-off" => self.annotation.sign_off = self.text(key, value),
            "undo" => self.annotation.undo = self.text(key, value),
            "verify" => self.annotation.verify = self.verify(key, value),
            "wait" => self.annotation.wait = self.wait(key, value),
            "why" => self.annotation.why = self.text(key, value),
            _ => {}
        }
    }

    /// Returns a place in the document as one in the comment.
    fn place(&self, span: Range<usize>) -> Range<usize> {
        let map = |at: usize| self.start + at.saturating_sub(FRAME.len()).min(self.content.trim_end().len());
        let (start, end) = (map(span.start), map(span.end));
        // A place that is empty, or behind the end, would have no caret.
        if start < end { start..end } else { start.saturating_sub(1)..start.max(1) }
    }

    fn problem(&mut self, message: String, span: Range<usize>, label: &str, help: String) {
        self.problems.push(AnnotationProblem { message, span, label: label.to_owned(), help });
    }

    fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &str, help: String) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.place(value.span());
        self.problem(format!("`{key}` is {found}, and should be {expected}"), span, found, help);
    }

    fn text(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.as_ref().to_owned()),
            DeValue::String(_) => {
                let span = self.place(value.span());
                self.problem(
                    format!("`{key}` is empty"),
                    span,
                    "nothing",
                    "write a value, or leave the key out".to_owned(),
                );
                None
            }
            _ => {
                self.wrong_type(key, value, "a text", format!("write `{key} = \"…\"`"));
                None
            }
        }
    }

    fn truth(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        if let DeValue::Boolean(truth) = value.get_ref() {
            return Some(*truth);
        }
        self.wrong_type(key, value, "true or false", format!("write `{key} = true`, without quotes"));
        None
    }

    fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<String> {
        self.spanned_texts(key, value).into_iter().map(|(text, _)| text).collect()
    }

    /// Reads a text or a list of texts.
    fn spanned_texts(&mut self, key: &str, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        match value.get_ref() {
            DeValue::String(_) => self.text(key, value).map(|text| (text, value.span())).into_iter().collect(),
            DeValue::Array(values) => {
                let mut all = Vec::new();
                for value in values {
                    all.extend(self.text(key, value).map(|text| (text, value.span())));
                }
                all
            }
            _ => {
                self.wrong_type(key, value, "a text or a list of texts", format!("write `{key} = [\"…\", \"…\"]`"));
                Vec::new()
            }
        }
    }

    fn choice<T: Copy>(&mut self, key: &str, name: &str, span: Range<usize>, known: &[(&'static str, T)]) -> Option<T> {
        if let Some((_, choice)) = known.iter().find(|(other, _)| *other == name) {
            return Some(*choice);
        }
        let names = known.iter().map(|(name, _)| *name);
        let help = match nearest(name, names.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the values of `{key}` are {}", list(names)),
        };
        let span = self.place(span);
        self.problem(format!("`{name}` is not one of the values of `{key}`"), span, "no such value", help);
        None
    }

    fn id(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let id = self.text(key, value)?;
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if id.bytes().next().is_some_and(is_letter) && id.bytes().all(|byte| is_letter(byte) || b"-/".contains(&byte)) {
            return Some(id);
        }
        let letters = id
            .to_lowercase()
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() || letter == '/' { letter } else { '-' })
            .collect::<String>();
        let right = letters.trim_matches(['-', '/']);
        let help = if right.is_empty() {
            "write small letters, digits, `-` and `/`, a letter or digit first".to_owned()
        } else {
            format!("write small letters, digits, `-` and `/`: `{right}`")
        };
        let span = self.place(value.span());
        self.problem(format!("`{id}` cannot be an id"), span, "not an id", help);
        None
    }

    /// A text is the name of a check, or a command. One word that is nearly a check is a check that is misspelt.
    fn verify(&mut self, key: &str, value: &Value<'_>) -> Option<Verify> {
        let text = self.text(key, value)?;
        let names = Check::NAMES.iter().map(|(name, _)| *name);
        if let Some((_, check)) = Check::NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Verify::Check(*check));
        }
        let is_word = !text.contains([' ', '/', '.']) && text.contains('-');
        if is_word && nearest(&text, names).is_some() {
            self.choice(key, &text, value.span(), &Check::NAMES);
            return None;
        }
        Some(Verify::Command(text))
    }

    fn wait(&mut self, key: &str, value: &Value<'_>) -> Option<Wait> {
        let text = self.text(key, value)?;
        let (number, unit) = text.split_at(text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len()));
        let seconds = match unit {
            "m" => Some(60),
            "h" => Some(60 * 60),
            "d" => Some(24 * 60 * 60),
            "w" => Some(7 * 24 * 60 * 60),
            _ => None,
        };
        let count = number.parse::<u64>().ok().filter(|count| *count > 0);
        if let Some(seconds) = seconds.and_then(|seconds: u64| seconds.checked_mul(count?)) {
            return Some(Wait { text, seconds });
        }
        let span = self.place(value.span());
        let help = "write a number with `m`, `h`, `d` or `w` behind it: `90m`, `72h`, `2d`, `1w`".to_owned();
        self.problem(format!("`{text}` is not a time to wait"), span, "not a time", help);
        None
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
