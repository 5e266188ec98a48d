//! What looks like a command, and what only stands where one could.

use crate::core::checklist::block::programs::is_program;
use crate::core::checklist::script::{Assignment, commands};

/// What the label of a block says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A shell like bash.
    Bash,
    /// There is none.
    None,
    /// Another language.
    Other,
    /// What a program prints.
    Output,
    /// PowerShell.
    PowerShell,
    /// Any shell.
    Sh,
    /// Plain text.
    Text,
}

impl Label {
    /// Reads the first word of a label, in lower case.
    pub(super) fn of(language: &str) -> Self {
        match language {
            "" => Self::None,
            "bash" | "zsh" | "ksh" | "shell" | "console" | "shellsession" | "shell-session" | "sh-session"
            | "bash-session" | "terminal" | "shellscript" | "shell-script" | "bash-script" | "cli" | "commandline" => {
                Self::Bash
            }
            "log" | "output" | "stdout" => Self::Output,
            "powershell" | "pwsh" | "ps1" | "ps" | "posh" | "pwsh-session" => Self::PowerShell,
            "sh" | "dash" | "posix" => Self::Sh,
            "text" | "txt" | "plain" | "plaintext" | "none" | "md" | "markdown" | "rst" => Self::Text,
            _ => Self::Other,
        }
    }

    /// Says whether a label promises what a terminal showed, prompts included.
    pub(super) fn is_session(language: &str) -> bool {
        ["console", "terminal"].contains(&language) || language.ends_with("session")
    }
}

/// Says whether a line is a command, or as good as one. Where a label or a prompt says so too, `is_promised`, an unknown
/// program is believed; without, only a known one.
pub(super) fn is_command(line: &str, is_promised: bool) -> bool {
    let line = line.trim();
    let plain = line.trim_start_matches(['(', '{', '!', ' ']);
    let Some(word) = plain.split_whitespace().next() else { return false };
    if is_file_mark(plain, word) || is_prose(plain, word) {
        return false;
    }
    let parsed = commands(plain);
    let Some(first) = parsed.iter().find(|command| plain.starts_with(word) && command.range.start == 0) else {
        // `$(…)` in front, or nothing but a keyword.
        return is_promised || KEYWORDS.contains(&word);
    };
    let Some(program) = first.words.first() else {
        return first.assignments.first().is_some_and(|set| is_promised || is_shell_assignment(set));
    };
    let name = program.text.trim_end_matches(';');
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if is_path(name) {
        return is_promised || is_script(name, first.words.len());
    }
    if KEYWORDS.contains(&name) || is_program(base) {
        return true;
    }
    let variable = name.starts_with('$') || name.starts_with('<') || name.starts_with('{');
    let is_set_in_front = !first.assignments.is_empty();
    is_set_in_front || is_promised && (variable || is_name(name))
}

/// Says whether a line that stands alone, without a label, calls a program that nobody here has heard of:
/// `project-docs build api.toml`.
pub(super) fn is_unknown_command(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some((name, rest)) = words.split_first() else { return false };
    let is_lower = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let is_short = name.contains('-') || name.len() <= 3;
    let is_plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._/=:-".contains(&byte));
    let is_argument = |word: &&str| is_plain(word) && !word.ends_with(['.', ':', ',']) && !AFTER_A_VERB.contains(word);
    let is_short_list = (1..=4).contains(&rest.len()) && rest.iter().all(is_argument);
    is_lower && is_short && is_name(name) && is_short_list && !is_file_mark(line, name) && !is_prose(line, name)
}

/// Says whether a line among commands is a remark to the reader: `Note: for a minor release, …`.
pub(super) fn is_remark(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    let name = word.strip_suffix(':').unwrap_or_default();
    let is_name = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name && name.starts_with(|letter: char| letter.is_ascii_uppercase()) && line.len() > word.len()
}

/// Says whether lines are what a program lists: names of files, sums, commits, `key: value`.
pub(super) fn is_listing<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let mut count = 0_usize;
    let mut listed = 0_usize;
    for line in lines.filter(|line| !line.starts_with('#')) {
        count += 1;
        let words: Vec<&str> = line.split_whitespace().collect();
        let first = words.first().copied().unwrap_or_default();
        let is_sum = first.len() >= 32 && first.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_field = first.ends_with(':') && first.len() > 2;
        let is_archive =
            words.len() == 1 && [".gz", ".zip", ".asc", ".whl", ".sha512"].iter().any(|end| first.ends_with(end));
        listed += usize::from(is_sum || is_field || is_archive);
    }
    listed > 0 && listed * 2 >= count
}

/// Words of the shell itself.
const KEYWORDS: [&str; 29] = [
    ".", ":", "[", "[[", "alias", "case", "cd", "declare", "echo", "eval", "exec", "exit", "export", "for", "if",
    "local", "popd", "printf", "pushd", "read", "set", "source", "test", "trap", "umask", "unset", "until", "wait",
    "while",
];

/// Says whether a line belongs to another kind of text, whatever its first word is: an address, a heading, a mapping.
fn is_file_mark(line: &str, word: &str) -> bool {
    let is_section = line.starts_with('[') && line.ends_with(']') && !line.starts_with("[ ") && !line.contains('$');
    let is_key = word.ends_with(':') && word.len() > 1;
    let is_setting =
        line.split_whitespace().nth(1).is_some_and(|second| second == "=" || second == ":=" || second == ":");
    let is_call = word
        .split_once('(')
        .is_some_and(|(name, rest)| !name.is_empty() && !name.contains(['$', '\'', '"', '=']) && rest != ")");
    let is_diff =
        ["+++", "---", "@@", "diff --git"].iter().any(|mark| line.starts_with(mark)) || word == "+" || word == "-";
    let is_markup =
        line.starts_with("<!") || line.starts_with("</") || line.starts_with(['|', '>']) || line.starts_with("**");
    let is_address = ["http://", "https://", "git@", "ssh://"].iter().any(|scheme| word.starts_with(scheme));
    is_section || is_key || is_setting || is_call || is_diff || is_markup || is_address
}

/// Words that follow a verb in a sentence, and no program.
const AFTER_A_VERB: [&str; 28] = [
    "a", "all", "an", "and", "any", "are", "been", "by", "each", "every", "for", "from", "has", "have", "in", "is",
    "it", "of", "on", "our", "sure", "that", "the", "this", "to", "was", "with", "your",
];

/// Says whether a line is a sentence, although its first word is also a program: `make sure that …`, `go 1.22`.
fn is_prose(line: &str, word: &str) -> bool {
    let mut words = line.split_whitespace().skip(1);
    let second = words.next().unwrap_or_default();
    let starts_capital = word.starts_with(char::is_uppercase) && !word.contains(['=', '/', '-', '_']);
    let is_greeting = starts_capital && word.ends_with([',', '!', '.', ':']);
    let quoted =
        matches!(word, "echo" | "printf" | "say" | "for" | "if" | "while" | "case" | "read" | "until" | "grep");
    let is_sentence = !quoted && AFTER_A_VERB.contains(&second);
    let is_version_line = word == "go" && second.starts_with(|letter: char| letter.is_ascii_digit());
    let ends_like_one = line.ends_with(['.', '!', '?'])
        && !line.ends_with(" .")
        && !line.ends_with("/.")
        && !line.ends_with("..")
        && line.split_whitespace().count() > 4
        && !line.contains(['-', '$', '"', '\'', '/']);
    is_greeting || is_sentence || is_version_line || ends_like_one
}

/// A variable that somebody sets for the commands that follow. A lower-case one with a plain value could be any setting.
fn is_shell_assignment(set: &Assignment) -> bool {
    let is_upper = set.name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_upper || set.value.contains("$(") || set.value.contains('`')
}

fn is_path(name: &str) -> bool {
    name.contains('/') && !name.contains("://") && !name.contains('@') && !name.ends_with('/')
}

/// Folders in which a project keeps its scripts.
const SCRIPT_FOLDERS: [&str; 15] = [
    ".",
    "..",
    "bin",
    "build",
    "buildscripts",
    "ci",
    "contrib",
    "dev",
    "hack",
    "maint",
    "release",
    "script",
    "scripts",
    "tools",
    "utils",
];

fn is_script(name: &str, words: usize) -> bool {
    let folder = name.split('/').next().unwrap_or_default();
    let base = name.rsplit('/').next().unwrap_or_default();
    let extension = base.rsplit_once('.').map(|(_, extension)| extension);
    let is_program =
        extension.is_none_or(|extension| ["sh", "bash", "py", "rb", "pl", "js", "ps1"].contains(&extension));
    let is_in_place =
        name.starts_with("./") || name.starts_with("../") || name.starts_with("~/") || name.starts_with('/');
    is_program && (is_in_place || SCRIPT_FOLDERS.contains(&folder) || words > 1 && extension.is_some())
}

/// Says whether a word can be the name of a program that nobody here has heard of.
fn is_name(name: &str) -> bool {
    let starts = name.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
    let has_letter = name.bytes().any(|byte| byte.is_ascii_alphabetic());
    let allowed = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte));
    let is_word = name.starts_with(|letter: char| letter.is_ascii_uppercase()) && !name.contains(['-', '_']);
    let is_version =
        name.trim_start_matches('v').starts_with(|letter: char| letter.is_ascii_digit()) && name.contains('.');
    starts && has_letter && allowed && !is_word && !is_version
}
