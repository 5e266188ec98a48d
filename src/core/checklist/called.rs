//! Which programs the commands of a release document call.

use std::collections::BTreeSet;

use crate::core::checklist::block::{Block, Dialect};
use crate::core::checklist::model::{Checklist, Step};
use crate::core::checklist::script::{Command, commands};

/// A program that a document calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Its name.
    pub program: String,
    /// The line in which it is called first.
    pub line: usize,
}

/// What a shell has built in, and its own words.
const BUILT_IN: [&str; 56] = [
    ".", ":", "[", "[[", "alias", "bg", "bind", "break", "builtin", "case", "cd", "command", "compgen", "complete",
    "continue", "declare", "dirs", "echo", "enable", "eval", "exec", "exit", "export", "false", "fg", "for",
    "function", "getopts", "hash", "history", "jobs", "kill", "let", "local", "mapfile", "popd", "printf", "pushd",
    "pwd", "read", "readonly", "return", "select", "set", "shift", "shopt", "source", "test", "time", "trap", "true",
    "type", "ulimit", "umask", "unset", "wait",
];

/// Verbs by which a program comes to a machine.
const INSTALLING: [&str; 5] = ["install", "add", "get", "inject", "upgrade"];

/// Returns the programs that the commands of all procedures call, in order of their first call, without those that a
/// shell has built in, those in the project itself, and those that an earlier or later command of the document installs.
pub fn programs_called(checklist: &Checklist) -> Vec<Called> {
    let mut blocks = Vec::new();
    for phase in checklist.procedures.iter().flat_map(|procedure| &procedure.phases) {
        collect(&phase.steps, &mut blocks);
    }
    let mut found: Vec<Called> = Vec::new();
    let mut installed = BTreeSet::new();
    for block in blocks {
        for command in commands(&block.commands) {
            installed.extend(installs(&command));
            let Some(program) = program(&command) else { continue };
            if !found.iter().any(|called| called.program == program) {
                found.push(Called { program: program.to_owned(), line: line_of(block, command.range.start) });
            }
        }
    }
    found.retain(|called| !installed.contains(&plain(&called.program)));
    found.sort_by_key(|called| called.line);
    found
}

/// Returns the line of the document on which a command begins. What would run lacks prompts and output, so its lines are
/// looked for one after the other.
fn line_of(block: &Block, at: usize) -> usize {
    let wanted = block.commands.get(..at).unwrap_or_default().matches('\n').count();
    let mut code = block.code.lines().enumerate();
    let mut place = 0;
    for line in block.commands.lines().take(wanted + 1).map(str::trim) {
        let is_it = |text: &str| if line.is_empty() { text.is_empty() } else { text.ends_with(line) };
        let Some((found, _)) = code.find(|(_, text)| is_it(text.trim())) else { return block.line };
        place = found;
    }
    block.line + place
}

fn collect<'a>(steps: &'a [Step], blocks: &mut Vec<&'a Block>) {
    for step in steps {
        blocks.extend(step.blocks.iter().filter(|block| matches!(block.runs, Ok(Dialect::Bash | Dialect::Sh))));
        collect(&step.steps, blocks);
    }
}

/// Returns the program that a command calls, `None` where it calls none that is to be found by its name.
fn program(command: &Command) -> Option<&str> {
    let name = command.words.first()?.text.as_str();
    let is_name = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte));
    (is_name && !BUILT_IN.contains(&name)).then_some(name)
}

/// Returns what a command installs, in the form of [`plain`].
fn installs(command: &Command) -> Vec<String> {
    let words = command.texts();
    let is_installing = words.iter().skip(1).take(4).any(|word| INSTALLING.contains(word));
    if !is_installing {
        return Vec::new();
    }
    // `twine>=5`, `build[uv]`, `vsce@2`, `example.org/cmd/goreleaser@latest`
    let name = |word: &&str| {
        let word = word.split(['=', '<', '>', '~', '[', '!']).next().unwrap_or_default();
        let word = word.rfind('@').filter(|at| *at > 0).map_or(word, |at| word.get(..at).unwrap_or_default());
        plain(word.rsplit('/').next().unwrap_or_default())
    };
    words.iter().skip(1).filter(|word| !word.starts_with('-')).map(name).collect()
}

/// Packages are called like their programs, but for hyphens.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::checklist::read;

    fn called(document: &str) -> String {
        let found = programs_called(&read(document));
        found.iter().map(|called| format!("{}:{}", called.program, called.line)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn programs_are_named_once_with_their_line() {
        let document = "# Releasing\n\n1. Build it:\n\n   ```sh\n   export A=1\n   cd dist && python -m build\n   ./ci/x.sh\n   \
                        sudo docker build .\n   ```\n\n2. Upload it:\n\n   ```sh\n   VERSION=1 twine upload dist/*\n   python -V\n   \
                        $TOOL run\n   for x in a; do\n     gh release create $x\n   done\n   ```\n";
        assert_eq!(called(document), "python:7 docker:9 twine:15 gh:19");
    }

    #[test]
    fn what_the_document_installs_need_not_be_there() {
        let document = "# Releasing\n\n1. Prepare:\n\n   ```sh\n   pip install --upgrade 'build[uv]' twine>=5\n   npm install -g vsce@2\n   \
                        ```\n\n2. Publish:\n\n   ```sh\n   twine upload dist/*\n   vsce publish\n   cargo publish\n   ```\n";
        assert_eq!(called(document), "pip:6 npm:7 cargo:15");
    }

    #[test]
    fn other_texts_call_nothing() {
        assert_eq!(
            called("# Releasing\n\n1. Look:\n\n   ```toml\n   a = 1\n   ```\n\n   ```pwsh\n   Get-Item x\n   ```\n"),
            ""
        );
        assert_eq!(called(""), "");
    }
}
