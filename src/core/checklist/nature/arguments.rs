//! The program of a command and its words, behind what only starts it.

use crate::core::checklist::script::Command;

/// A program with what it is told.
pub(super) struct Arguments<'a> {
    /// The name of the program, without a folder.
    pub(super) program: &'a str,
    /// Whether it is called by a path: `./release.sh`.
    pub(super) is_path: bool,
    /// Its words.
    pub(super) words: Vec<&'a str>,
    /// The words that are no options.
    pub(super) plain: Vec<&'a str>,
}

/// Programs that start another, with the words that belong to the call.
const STARTERS: [&[&str]; 16] = [
    &["bundle", "exec"],
    &["hatch", "run"],
    &["npx"],
    &["pipx", "run"],
    &["pixi", "run"],
    &["pnpm", "dlx"],
    &["pnpm", "exec"],
    &["poetry", "run"],
    &["py", "-m"],
    &["python", "-m"],
    &["python3", "-m"],
    &["uv", "run"],
    &["uv", "tool", "run"],
    &["uvx"],
    &["xargs"],
    &["yarn", "dlx"],
];

impl<'a> Arguments<'a> {
    /// Reads a command; `None` where it only sets variables.
    pub(super) fn read(command: &'a Command) -> Option<Self> {
        let mut words = command.texts();
        while let Some(starter) =
            STARTERS.iter().find(|starter| words.starts_with(starter) && words.len() > starter.len())
        {
            words.drain(..starter.len());
            while words.len() > 1 && words.first().is_some_and(|word| word.starts_with('-')) {
                words.remove(0);
            }
        }
        let first = *words.first()?;
        words.remove(0);
        let program = first.rsplit('/').next().unwrap_or(first);
        let program = program.strip_suffix(".exe").unwrap_or(program);
        let plain = words.iter().copied().filter(|word| !word.starts_with('-')).collect();
        Some(Self { program, is_path: first.contains('/'), words, plain })
    }

    /// Says whether an option is there, with or without a value behind `=`.
    pub(super) fn has(&self, option: &str) -> bool {
        self.words
            .iter()
            .any(|word| word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
    }

    /// Says whether one of several options is there.
    pub(super) fn has_any(&self, options: &[&str]) -> bool {
        options.iter().any(|option| self.has(option))
    }

    /// Says whether a letter is among the short options: `f` of `-xfd`.
    pub(super) fn has_letter(&self, letter: char) -> bool {
        let is_short = |word: &&&str| word.len() > 1 && word.starts_with('-') && !word.starts_with("--");
        self.words.iter().filter(is_short).any(|word| word.contains(letter))
    }
}
