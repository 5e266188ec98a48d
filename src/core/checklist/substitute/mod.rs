//! Fills in what commands leave open. What comes out is shown, and is exactly what runs.

mod place;

use std::collections::BTreeMap;
use std::ops::Range;

use thiserror::Error;

use crate::core::checklist::block::Dialect;
use crate::core::checklist::placeholder::{Placeholder, Spelling, is_environment, sets};
use crate::core::checklist::script::Contexts;

use place::{Place, Reader};

/// Commands that were filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substituted {
    /// The commands to show and to run.
    pub commands: String,
    /// The names that no value is known for, each once, in order; while there is one, nothing runs.
    pub missing: Vec<String>,
}

/// Why a value cannot stand in a command.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubstituteError {
    /// It holds a line end or a control character.
    #[error("the value of {name} holds a line end or a control character")]
    Control {
        /// The name of the placeholder.
        name: String,
    },
    /// It cannot be quoted where the placeholder stands: within single quotes, where another program reads it as code, or
    /// as the first character of a word, which would make it an option.
    #[error("the value of {name} holds `{character}`, which cannot be quoted where {name} stands")]
    Quoting {
        /// The name of the placeholder.
        name: String,
        /// The first character that is in the way.
        character: char,
    },
}

impl SubstituteError {
    /// Returns the name of the placeholder whose value is in the way.
    pub fn name(&self) -> &str {
        match self {
            Self::Control { name } | Self::Quoting { name, .. } => name,
        }
    }
}

/// Returns `commands` with its placeholders filled in from `values`, by name. They are read as bash reads them.
///
/// A plain value, of letters, digits and `._+/@:-`, replaces its placeholder. Any other is quoted, or becomes a variable
/// that is set in a line in front, so that the shell never reads a part of it as anything but text. Where neither is
/// sound it is refused, as is a value that would become an option of its command.
pub fn substitute(commands: &str, values: &BTreeMap<String, String>) -> Result<Substituted, SubstituteError> {
    substitute_in(Dialect::Bash, commands, values)
}

/// Like [`substitute`], for the shell that a block is written for. In PowerShell, whose quotes are others, only plain
/// values are filled in.
pub fn substitute_in(
    dialect: Dialect,
    commands: &str,
    values: &BTreeMap<String, String>,
) -> Result<Substituted, SubstituteError> {
    let mut filling = Filling::new(dialect, commands);
    for (placeholder, range) in Placeholder::in_commands(commands) {
        match values.get(&placeholder.name) {
            Some(value) => filling.fill(&placeholder, range, value)?,
            None if filling.missing.contains(&placeholder.name) => {}
            None => filling.missing.push(placeholder.name),
        }
    }
    filling.finish()
}

/// Commands that are being filled in.
struct Filling<'a> {
    dialect: Dialect,
    text: &'a str,
    reader: Reader<'a>,
    /// The names that the commands set themselves.
    sets: Vec<String>,
    /// The variables to set in front, with their values.
    variables: Vec<(String, String)>,
    /// What replaces which part: name, place, text.
    edits: Vec<(String, Range<usize>, String)>,
    missing: Vec<String>,
}

impl<'a> Filling<'a> {
    fn new(dialect: Dialect, text: &'a str) -> Self {
        let sets = sets(text).into_iter().map(|(name, _)| name).collect();
        let reader = Reader::new(text);
        Self { dialect, text, reader, sets, variables: Vec::new(), edits: Vec::new(), missing: Vec::new() }
    }

    fn fill(&mut self, placeholder: &Placeholder, range: Range<usize>, value: &str) -> Result<(), SubstituteError> {
        let name = &placeholder.name;
        let refused = |character| SubstituteError::Quoting { name: name.clone(), character };
        if value.chars().any(char::is_control) {
            return Err(SubstituteError::Control { name: name.clone() });
        }
        let is_written_behind = placeholder.spelling == Spelling::Empty;
        let place = if is_written_behind { Place::Assigned } else { self.reader.place(&range) };
        if value.starts_with('-') && self.reader.begins_a_word(&range) {
            return Err(refused('-'));
        }
        let odd = value.chars().find(|letter| !is_plain(*letter));
        let is_empty = value.is_empty();
        if let Some(letter) = value.chars().find(|letter| !self.reader.may_hold(&range, *letter)) {
            return Err(refused(letter));
        }
        let variable = shell_name(placeholder);
        let is_expansion = variable.is_some() && !is_whole(&placeholder.text);
        if odd.is_none() && !is_empty && !is_expansion {
            let before = if is_written_behind { placeholder.text.as_str() } else { "" };
            self.edits.push((name.clone(), range, format!("{before}{value}")));
            return Ok(());
        }
        let letter = odd.unwrap_or(' ');
        if self.dialect == Dialect::PowerShell {
            return Err(refused(letter));
        }
        let is_odd = odd.is_some() || is_empty;
        match place {
            Place::Assigned => self.edits.push((name.clone(), range, format!("{}{}", placeholder.text, quoted(value)))),
            Place::Code if is_odd => return Err(refused(letter)),
            // Splitting and patterns would take an unquoted expansion apart.
            Place::Bare if is_expansion && is_odd => return Err(refused(letter)),
            Place::Bare | Place::Code | Place::Expanded if is_expansion => {
                self.set(&variable.unwrap_or_default(), value);
            }
            Place::Bare => self.edits.push((name.clone(), range, quoted(value))),
            Place::Expanded => {
                let variable = variable.unwrap_or_else(|| self.free_name(name));
                self.edits.push((name.clone(), range, format!("${{{variable}}}")));
                self.set(&variable, value);
            }
            Place::Literal if value.contains('\'') => return Err(refused('\'')),
            Place::Shown | Place::Literal => self.edits.push((name.clone(), range, value.to_owned())),
            Place::Code => {}
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: &str) {
        if !self.variables.iter().any(|(set, _)| set == name) {
            self.variables.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Returns a name for a variable that means nothing to the commands.
    fn free_name(&self, name: &str) -> String {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.starts_with(|letter: char| letter.is_ascii_digit());
        let is_taken = self.sets.iter().any(|set| set == name) || is_environment(name) || !is_name;
        let bare: String = name.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
        if is_taken { format!("SHEPHERD_{bare}") } else { bare }
    }

    fn finish(self) -> Result<Substituted, SubstituteError> {
        let mut commands = String::new();
        for (name, value) in &self.variables {
            let value = if value.chars().all(is_plain) && !value.is_empty() { value.clone() } else { quoted(value) };
            commands.extend([name.as_str(), "=", &value, "\n"]);
        }
        let mut read = 0;
        let mut written = Vec::new();
        for (name, range, replacement) in &self.edits {
            commands.push_str(self.text.get(read..range.start).unwrap_or_default());
            commands.push_str(replacement);
            written.push((name, range.end, commands.len()));
            read = range.end;
        }
        commands.push_str(self.text.get(read..).unwrap_or_default());
        // What follows a value must be read as it was before: no value closes a quote or ends a here-document.
        let (before, after) = (Contexts::read(self.text), Contexts::read(&commands));
        for (name, old, new) in written {
            if before.at(old) != after.at(new) {
                return Err(SubstituteError::Quoting { name: name.clone(), character: '\'' });
            }
        }
        Ok(Substituted { commands, missing: self.missing })
    }
}

/// Returns the name of the variable of the shell that a placeholder is.
fn shell_name(placeholder: &Placeholder) -> Option<String> {
    let inside = placeholder.text.strip_prefix('$').filter(|_| placeholder.spelling == Spelling::Shell)?;
    let inside = inside.strip_prefix('{').unwrap_or(inside).trim_start_matches(['#', '!']);
    let end = inside.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(inside.len());
    inside.get(..end).map(str::to_owned)
}

/// Says whether a use of a variable takes its whole value: `$X` or `${X}`.
fn is_whole(text: &str) -> bool {
    let inside = text.strip_prefix("${").and_then(|inside| inside.strip_suffix('}')).or_else(|| text.strip_prefix('$'));
    inside.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// Says whether a character means nothing to a shell, wherever it stands in a word.
fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "._+/@:-".contains(letter)
}

/// Returns a value in single quotes.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
