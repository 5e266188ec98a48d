//! Code blocks: which of them are commands, and what of them would run.

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
    pub(super) fn read(_label: Option<&str>, code: &str, line: usize) -> Self {
        Self {
            line,
            language: String::new(),
            code: code.to_owned(),
            commands: code.to_owned(),
            runs: Err(ShownOnly::Text),
        }
    }

    /// Says whether it would run, once what it leaves open is resolved.
    pub fn is_runnable(&self) -> bool {
        self.runs.is_ok()
    }
}
