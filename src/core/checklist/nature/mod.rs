//! What commands do that others see, or that cannot be taken back. Known without any annotation.

mod arguments;
mod git;
mod programs;
mod talks;
#[cfg(test)]
mod tests;

use crate::core::checklist::placeholder::{is_release, sets, uses};
use crate::core::checklist::script::{Command, Contexts, commands};

use arguments::Arguments;

/// Something that a command does.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and any of them can meet any other")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nature {
    /// What it does, in words: `pushes the tag`, `publishes to the package index`, `throws away changes`.
    pub what: String,
    /// The command, as it stands there, in one line.
    pub command: String,
    /// Whether others have seen it, so that it cannot be taken back.
    pub is_irreversible: bool,
    /// Whether it throws away work of this machine.
    pub is_destructive: bool,
    /// Whether it makes a tag, or pushes one.
    pub is_tagging: bool,
    /// Whether it makes the release public: the record is written after it.
    pub is_publication: bool,
    /// Whether the person must answer it on the terminal.
    pub is_interactive: bool,
    /// A command that proves it done, where one is known; it may hold placeholders.
    pub verify: Option<String>,
    /// A command that takes it back, where one is known.
    pub undo: Option<String>,
}

/// What is known of a name that is pushed: whether it is a tag; `None` where it is neither a tag nor a branch yet.
pub type KnownTags<'a> = dyn Fn(&str) -> Option<bool> + 'a;

/// Returns what the commands of a block do, in order. What they push is told apart by its looks alone.
pub fn natures(text: &str) -> Vec<Nature> {
    natures_with(text, &|_| None)
}

/// Returns what the commands of a block do, in order, where it is known which names are those of tags.
///
/// ```
/// use release_shepherd::core::checklist::natures_with;
///
/// let natures = natures_with("git push origin core/2.0", &|name| Some(name == "core/2.0"));
/// assert!(natures[0].is_tagging && natures[0].is_irreversible);
/// ```
pub fn natures_with(text: &str, known: &KnownTags<'_>) -> Vec<Nature> {
    nested(text, known, 0)
}

/// A shell that is told to run a shell, and so on, is followed this deep.
const DEEPEST: usize = 4;

fn nested(text: &str, known: &KnownTags<'_>, depth: usize) -> Vec<Nature> {
    let all = commands(text);
    let mut found = Vec::new();
    for command in &all {
        let written = text.get(command.range.clone()).unwrap_or_default();
        let line = written.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let mut natures = of_command(command, &all, known);
        let told = Arguments::read(command).and_then(|arguments| arguments.told());
        if let Some(told) = told.filter(|_| depth < DEEPEST) {
            natures = nested(&told, known, depth + 1);
        }
        let talk = talks::talk(command);
        if let Some(what) = talk {
            match natures.first_mut() {
                Some(nature) => nature.is_interactive = true,
                None => natures.push(Nature { is_interactive: true, ..Nature::new(what) }),
            }
        }
        for nature in &mut natures {
            nature.keep_sound(&all, text);
        }
        found.extend(natures.into_iter().map(|nature| Nature { command: line.clone(), ..nature }));
    }
    found
}

/// Of several ways to read a command the gravest counts: a warning too many costs less than one too few.
fn of_command(command: &Command, all: &[Command], known: &KnownTags<'_>) -> Vec<Nature> {
    let mut gravest: Vec<Nature> = Vec::new();
    for arguments in Arguments::readings(command) {
        // What only shows what it would do does nothing.
        if arguments.only_shows() {
            return Vec::new();
        }
        let found = if arguments.program == "git" {
            git::natures(&arguments, all, known)
        } else {
            programs::natures(&arguments)
        };
        let is_grave =
            |natures: &[Nature]| natures.iter().any(|nature| nature.is_irreversible || nature.is_destructive);
        if gravest.is_empty() || is_grave(&found) && !is_grave(&gravest) {
            gravest = found;
        }
    }
    gravest
}

/// Returns the commands that a command tells a shell to run.
pub(super) fn told(command: &Command) -> Option<String> {
    Arguments::read(command)?.told()
}

impl Nature {
    /// Returns something that others may see and that can be mended.
    fn new(what: &str) -> Self {
        Self {
            what: what.to_owned(),
            command: String::new(),
            is_irreversible: false,
            is_destructive: false,
            is_tagging: false,
            is_publication: false,
            is_interactive: false,
            verify: None,
            undo: None,
        }
    }

    /// Drops what proves or undoes it where that would mean something else outside of its block: a loop variable, or
    /// another folder.
    fn keep_sound(&mut self, all: &[Command], text: &str) {
        let local: Vec<_> = sets(text).into_iter().map(|(name, _)| name).filter(|name| !is_release(name)).collect();
        let is_local = |command: &String| {
            let contexts = Contexts::read(command);
            uses(&contexts).iter().any(|used| local.contains(&used.name))
        };
        self.verify = self.verify.take().filter(|command| !is_local(command));
        self.undo = self.undo.take().filter(|command| !is_local(command));
        let moves =
            all.iter().any(|command| command.texts().first().is_some_and(|first| ["cd", "pushd"].contains(first)));
        if moves && self.is_publication {
            self.undo = None;
        }
    }

    /// Returns something that cannot be taken back.
    fn irreversible(what: &str) -> Self {
        Self { is_irreversible: true, ..Self::new(what) }
    }

    /// Returns something that makes the release public.
    fn publication(what: &str) -> Self {
        Self { is_publication: true, ..Self::irreversible(what) }
    }

    /// Returns something that throws away work.
    fn destructive(what: &str) -> Self {
        Self { is_destructive: true, ..Self::new(what) }
    }
}
