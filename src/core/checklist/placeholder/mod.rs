//! What a document leaves open for the release in hand: `${VERSION}`, `<version>`, `X.Y.Z`, `{{version}}`.

mod examples;
mod marked;
mod names;
mod patterns;
mod variables;

use std::ops::Range;

use crate::core::checklist::script::{Assignment, Command, Context, Contexts, commands_in};

pub(in crate::core::checklist) use names::{is_known, is_release, probably};
pub(in crate::core::checklist) use variables::{is_environment, uses};

use marked::{Marked, capitals, is_in_code};
pub use names::canonical_name;
use names::{canonical, known};
pub use variables::{is_secret, sets};

/// Something to fill in. All spellings of one thing have one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The name, in capitals: `VERSION`, `TAG`, `PREVIOUS_VERSION`, `LAST_TAG`.
    pub name: String,
    /// How it is written.
    pub spelling: Spelling,
    /// Its text in the document: `${VERSION}`, `<last tag>`.
    pub text: String,
}

/// How a placeholder is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `$VERSION`, `${VERSION}`, `${VERSION%.*}`: a variable of the shell.
    Shell,
    /// `<version>`
    Angle,
    /// `{version}`, `{{version}}`
    Brace,
    /// `[version]`, `v[X.Y.Z]`
    Bracket,
    /// `X.Y.Z`, `vX.Y.Z`, `YY.M.N`, `x.x.x`, `#.#.#`
    Pattern,
    /// `VERSION`, `NEW_VERSION`, `__RELEASE__`: capitals alone.
    Capitals,
    /// `VERSION=` with nothing after it.
    Empty,
    /// `v1.2.3`: a version that is an example.
    Example,
}

impl Placeholder {
    /// Returns what a block of commands leaves open, each with its place in `commands`, in bytes, in order.
    ///
    /// A variable that the block sets itself before it is used is not open.
    pub fn in_commands(commands: &str) -> Vec<(Self, Range<usize>)> {
        let contexts = Contexts::read(commands);
        let parsed = commands_in(&contexts);
        let assigned = assignments(&parsed);
        // Ordered by what wins where two overlap: what encloses, then what is a variable, then words.
        let mut found = marked::find(commands);
        for marked in &mut found {
            rename(marked, &assigned);
        }
        found.extend(empty(commands, &assigned));
        found.extend(open_variables(&contexts, &parsed));
        found.extend(capitals(commands).into_iter().filter(|marked| is_value(&contexts, &parsed, marked)));
        let named = |at: usize| assigned.iter().find(|set| set.range.contains(&at)).and_then(whole_name);
        let examples = examples::find(&contexts, &parsed, &named).into_iter();
        found.extend(examples.map(|(range, name)| Marked { name, spelling: Spelling::Example, range }));
        finish(commands, found)
    }

    /// Says whether its value is a secret, which is never written down: `GITHUB_TOKEN`, `API_KEY`.
    pub fn is_secret(&self) -> bool {
        is_secret(&self.name)
    }

    /// Returns what the words of a step leave open, in order.
    pub fn in_text(text: &str) -> Vec<(Self, Range<usize>)> {
        let mut found = marked::find(text);
        found.extend(variables::in_words(text).into_iter().filter_map(|(name, range)| {
            let name = canonical(&name)?;
            Some(Marked { name, spelling: Spelling::Shell, range })
        }));
        // Most texts have capitals, and few have what is kept of them.
        let may_have_capitals = text.contains('_') || text.contains("VERSION");
        let capitals = if may_have_capitals { capitals(text) } else { Vec::new() };
        found.extend(capitals.into_iter().filter(|marked| {
            let word = text.get(marked.range.clone()).unwrap_or_default();
            let before = text.get(..marked.range.start).unwrap_or_default();
            // Words in capitals also stress something, or name a file. Within a name, or of several words, they do neither.
            let is_joined = before.ends_with(['-', 'v', '=', '@']);
            word.contains('_') || is_joined && is_in_code(text, marked.range.start) && word == "VERSION"
        }));
        finish(text, found)
    }
}

/// Sorts what was found, and drops what overlaps something that was found before it.
fn finish(text: &str, found: Vec<Marked>) -> Vec<(Placeholder, Range<usize>)> {
    let mut kept: Vec<Marked> = Vec::new();
    for marked in found {
        let overlaps = |other: &Marked| marked.range.start < other.range.end && other.range.start < marked.range.end;
        match kept.iter_mut().find(|other| overlaps(other)) {
            None => kept.push(marked),
            Some(other) if other.range.start >= marked.range.start && other.range.end < marked.range.end => {
                // What encloses says more: `{YYYY.MM.X-1}` and not only what stands within it.
                if marked.spelling != Spelling::Shell && other.spelling != Spelling::Shell {
                    *other = marked;
                }
            }
            Some(_) => {}
        }
    }
    kept.sort_by_key(|marked| (marked.range.start, marked.range.end));
    let placeholder = |marked: Marked| {
        let text = text.get(marked.range.clone()).unwrap_or_default().to_owned();
        (Placeholder { name: marked.name, spelling: marked.spelling, text }, marked.range)
    };
    kept.into_iter().map(placeholder).collect()
}

/// Returns the variables that commands set, those of `export` too.
fn assignments(parsed: &[Command]) -> Vec<Assignment> {
    let mut all = Vec::new();
    for command in parsed {
        let is_export = matches!(command.texts().first(), Some(&("export" | "declare" | "readonly" | "local")));
        if is_export {
            all.extend(command.words.iter().filter_map(Assignment::read));
        }
        all.extend(command.assignments.iter().cloned());
    }
    all
}

/// Where the whole value of a variable is left open, both are one thing, and the variable has the better name:
/// `RELEASE_TAG=<release version, eg v2.0>`.
fn rename(marked: &mut Marked, assigned: &[Assignment]) {
    let Some(set) = assigned.iter().find(|set| set.range.contains(&marked.range.start)) else { return };
    let value = set.range.start + set.name.len() + 1;
    let is_whole = marked.range.start <= value + 1 && marked.range.end + 1 >= set.range.end;
    if !is_whole
        || !matches!(marked.spelling, Spelling::Angle | Spelling::Brace | Spelling::Bracket | Spelling::Pattern)
    {
        return;
    }
    let upper = set.name.to_uppercase();
    let begins_with_v = marked.range.start == value + 1 && !matches!(marked.spelling, Spelling::Angle);
    if begins_with_v {
        return;
    }
    marked.name = known(&upper).map_or(upper, str::to_owned);
}

/// Returns the known name of a variable whose whole value is an example.
fn whole_name(set: &Assignment) -> Option<String> {
    let is_version = set.value.trim_start_matches('v').starts_with(|letter: char| letter.is_ascii_digit());
    known(&set.name.to_uppercase()).filter(|name| is_version && *name != "TAG").map(str::to_owned)
}

/// Returns the variables that are set to nothing, for somebody to write a value behind.
fn empty(text: &str, assigned: &[Assignment]) -> Vec<Marked> {
    let is_open = |set: &&Assignment| {
        let written = text.get(set.range.clone()).unwrap_or_default();
        let rest = text.get(set.range.end..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default().trim();
        // `VERSION= make` runs `make` without the variable, and `IFS= read` is a way of speaking.
        written == format!("{}=", set.name) && (line.is_empty() || line.starts_with(['#', ';']))
    };
    let marked = |set: &Assignment| {
        let name = canonical(&set.name)?;
        Some(Marked { name, spelling: Spelling::Empty, range: set.range.clone() })
    };
    assigned.iter().filter(is_open).filter_map(marked).collect()
}

fn open_variables(contexts: &Contexts<'_>, parsed: &[Command]) -> Vec<Marked> {
    let sets = variables::sets_in(contexts.text(), parsed);
    let is_set = |name: &str, at: usize| sets.iter().any(|(set, end)| set == name && *end <= at);
    let used = uses(contexts).into_iter().map(|used| (used.name, used.range, Spelling::Shell));
    let counted = variables::arithmetic(contexts).into_iter().map(|(name, range)| (name, range, Spelling::Capitals));
    let mut all = Vec::new();
    for (name, range, spelling) in used.chain(counted) {
        if !is_set(&name, range.start)
            && !is_environment(&name)
            && let Some(name) = canonical(&name)
        {
            all.push(Marked { name, spelling, range });
        }
    }
    all
}

/// Programs that read a file of the name `VERSION`, or write it.
const OF_FILES: [&str; 18] = [
    "awk", "cat", "code", "cp", "echo", "emacs", "grep", "head", "less", "ls", "mv", "nano", "rm", "sed", "tail",
    "test", "vi", "vim",
];

/// Says whether a name in capitals stands for a value, and is no file, no constant and no variable of `make`.
fn is_value(contexts: &Contexts<'_>, parsed: &[Command], marked: &Marked) -> bool {
    let text = contexts.text();
    let word = text.get(marked.range.clone()).unwrap_or_default();
    if word.contains('_') {
        return true;
    }
    if contexts.at(marked.range.start) == Context::Comment {
        return false;
    }
    let Some(command) = parsed.iter().rfind(|command| command.range.contains(&marked.range.start)) else {
        return false;
    };
    let words = command.texts();
    let program = words.first().copied().unwrap_or_default();
    let is_alone = command.words.iter().any(|other| other.text == word);
    let is_git_file =
        program == "git" && words.iter().any(|word| ["add", "commit", "diff", "restore", "rm"].contains(word));
    let is_in_a_name = command.words.iter().any(|other| {
        other.range.contains(&marked.range.start) && other.text != word && !other.text.contains([' ', '/', '='])
    });
    let takes_value = ["git", "gh", "tbump", "hatch", "npm", "cargo"].contains(&program) || program.contains('/');
    !OF_FILES.contains(&program) && !is_git_file && (is_in_a_name || is_alone && takes_value)
}

#[cfg(test)]
mod tests;
