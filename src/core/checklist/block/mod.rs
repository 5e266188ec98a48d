//! Code blocks: which of them are commands, and what of them would run.

mod likeness;
mod programs;
mod prompt;

use likeness::{Label, is_command, is_listing, is_remark, is_unknown_command};
use prompt::Session;

use crate::core::checklist::script::Contexts;

/// A code block of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of its first line of code.
    pub line: usize,
    /// The first word of its label, in lower case; empty where it has none.
    pub language: String,
    /// Its code, dedented, as the file has it.
    pub code: String,
    /// What would run: the code without prompts and without output. Equal to `code` where it is only shown.
    pub commands: String,
    /// With what it would run, or why it is only shown.
    pub runs: Result<Dialect, ShownOnly>,
}

/// The shell that a block is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `bash -eo pipefail`
    Bash,
    /// `sh -e`
    Sh,
    /// `pwsh`
    PowerShell,
}

/// Why a block is only shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownOnly {
    /// Its label names something else than a shell.
    OtherLanguage,
    /// It shows what a program prints.
    Output,
    /// It is an excerpt of a file, a message, a template.
    Text,
}

impl Block {
    /// Reads a code block that begins at `line`. `label` is the info string of a fence, `None` for an indented block.
    pub(super) fn read(label: Option<&str>, code: &str, line: usize) -> Self {
        let language = language(label.unwrap_or_default());
        let shown = |why| (code.to_owned(), Err(why));
        let (commands, runs) = match Label::of(&language) {
            Label::Other => shown(ShownOnly::OtherLanguage),
            Label::Output => shown(ShownOnly::Output),
            Label::Text => shown(ShownOnly::Text),
            Label::PowerShell => runnable(code, Dialect::PowerShell, true, &language),
            Label::Sh if code.starts_with("#!") && !code.starts_with("#!/bin/sh") => {
                runnable(code, Dialect::Bash, true, &language)
            }
            // `sh` is what most people write for any shell. What `sh` itself may not know needs bash.
            Label::Sh => runnable(code, if needs_bash(code) { Dialect::Bash } else { Dialect::Sh }, true, &language),
            Label::Bash => runnable(code, Dialect::Bash, true, &language),
            Label::None => runnable(code, Dialect::Bash, false, &language),
        };
        Self { line, language, code: code.to_owned(), commands, runs }
    }

    /// Says whether it would run, once what it leaves open is resolved.
    pub fn is_runnable(&self) -> bool {
        self.runs.is_ok()
    }
}

/// Returns the language that an info string names: `bash` of `bash title="x"`, `{.bash}` and `{code-block} bash`.
fn language(label: &str) -> String {
    let label = label.trim();
    let directive = ["{code-block}", "{code}", "{sourcecode}"].iter().find_map(|name| label.strip_prefix(name));
    let label = directive.unwrap_or(label).trim();
    let inside = label.strip_prefix('{').map_or(label, |inside| inside.trim_start_matches('.'));
    let end = |letter: char| letter.is_whitespace() || "{},:;=".contains(letter);
    let is_directive = directive.is_none() && label.starts_with('{') && !label.starts_with("{.");
    let word = inside.split(end).next().unwrap_or_default().to_lowercase();
    if is_directive && Label::of(&word) == Label::Other { format!("{{{word}}}") } else { word }
}

fn runnable(code: &str, dialect: Dialect, is_labelled: bool, language: &str) -> (String, Result<Dialect, ShownOnly>) {
    let shown = |why| (code.to_owned(), Err(why));
    let session = Session::read(code, Label::is_session(language));
    let commands = session.commands.clone().unwrap_or_else(|| without_remarks(code));
    // Many begin with a comment, and a line of a file or of a message can stand among commands: the first one counts.
    let lines = commands.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.clone().find(|line| !line.starts_with('#')) else {
        let is_output = is_labelled && code.lines().any(|line| is_remark(line.trim()));
        return shown(if is_output { ShownOnly::Output } else { ShownOnly::Text });
    };
    let has_prompt = session.commands.is_some();
    if dialect != Dialect::PowerShell && !has_prompt && is_listing(lines) {
        return shown(ShownOnly::Output);
    }
    let is_alone = !is_labelled && commands.lines().filter(|line| !line.trim().is_empty()).count() == 1;
    let is_promised = is_labelled || has_prompt;
    if dialect == Dialect::PowerShell || is_command(first, is_promised) || is_alone && is_unknown_command(first) {
        return (commands, Ok(dialect));
    }
    shown(if is_labelled { ShownOnly::Output } else { ShownOnly::Text })
}

/// Returns the lines without those that are remarks between commands.
fn without_remarks(code: &str) -> String {
    let contexts = Contexts::read(code);
    let mut kept = String::with_capacity(code.len());
    let mut is_within = false;
    let mut read = 0;
    for line in code.split_inclusive('\n') {
        if is_within || !is_remark(line.trim()) {
            kept.push_str(line);
        }
        // A line end belongs to the line before it, so its place is the last byte of what was read so far.
        read += line.len();
        is_within = contexts.goes_on(read.saturating_sub(1));
    }
    kept
}

/// Says whether a script uses what only bash has, and a plain `sh` would fail at.
fn needs_bash(code: &str) -> bool {
    const ONLY_BASH: [&str; 10] = ["[[", "<(", ">(", "<<<", "$'", "pushd", "popd", "source ", "read -p", "pipefail"];
    ONLY_BASH.iter().any(|word| code.contains(word))
        || code.contains("=(")
        || code.contains("//") && code.contains("${")
}

#[cfg(test)]
mod tests;
