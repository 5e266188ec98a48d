//! Variables of the shell: which of them a text uses, and which it sets itself.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::checklist::script::{Command, Context, Contexts, commands};
use crate::core::pattern::pattern;

/// The use of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// Its name, as the shell knows it.
    pub(crate) name: String,
    /// Where it stands, with its `$`.
    pub(crate) range: Range<usize>,
    /// Whether it is `$X` or `${X}`, and no expansion like `${X%.*}`.
    pub(crate) is_plain: bool,
}

static USE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\$(?:([A-Za-z_]\w*)|\{[#!]?([A-Za-z_]\w*)((?:\[[^\]]*\])?[^A-Za-z_}][^}]*)?\})"));
static POWERSHELL_SET: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\s*\$([A-Za-z]\w*)\s*=[^=]"));
static ARITHMETIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"\$\(\(([^()]*)\)\)"));
static NAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-Za-z_]\w*\b"));

/// Names that every environment has, or that a shell sets itself.
const ENVIRONMENT: [&str; 53] = [
    "BROWSER",
    "CARGO_HOME",
    "CI",
    "COLUMNS",
    "CONDA_PREFIX",
    "DISPLAY",
    "EDITOR",
    "EUID",
    "FUNCNAME",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_NAME",
    "GIT_EDITOR",
    "GOBIN",
    "GOPATH",
    "GOROOT",
    "GPG_TTY",
    "HOME",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "JAVA_HOME",
    "LANG",
    "LC_ALL",
    "LINENO",
    "LINES",
    "LOGNAME",
    "MACHTYPE",
    "MAIL",
    "NVM_DIR",
    "OLDPWD",
    "OPTARG",
    "OPTIND",
    "OSTYPE",
    "PAGER",
    "PATH",
    "PIPESTATUS",
    "PPID",
    "PWD",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "SHELL",
    "SHLVL",
    "TEMP",
    "TERM",
    "TMP",
    "TMPDIR",
    "TZ",
    "UID",
    "USER",
    "USERNAME",
    "VIRTUAL_ENV",
    "VISUAL",
];

/// Words in names of what is secret, which comes from the environment and is never asked for.
const SECRETS: [&str; 21] = [
    "APIKEY",
    "AUTH",
    "BEARER",
    "COOKIE",
    "COOKIES",
    "CREDENTIAL",
    "CREDENTIALS",
    "CREDS",
    "KEY",
    "OTP",
    "PASS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PASSWORDS",
    "PAT",
    "PRIVKEY",
    "SECRET",
    "SECRETS",
    "TOKEN",
    "TOKENS",
];
/// What a name ends with that says which key or token it is, and is no secret: `GPG_KEY_ID`.
const PUBLIC: [&str; 9] = ["DATE", "FILE", "FINGERPRINT", "ID", "NAME", "PATH", "SERVER", "TYPE", "URL"];

/// Says whether a variable comes with the environment: `HOME`, `GITHUB_TOKEN`.
pub(crate) fn is_environment(name: &str) -> bool {
    let starts = ["BASH", "XDG_", "SSH_", "LC_", "GITHUB_ENV", "GITHUB_OUTPUT"];
    ENVIRONMENT.contains(&name)
        || is_secret(name)
        || starts.iter().any(|start| name.starts_with(start))
        || ["NF", "NR", "FS", "RS", "OFS", "null", "true", "false", "env", "_"].contains(&name)
}

/// Says whether a name in capitals is one of a secret, which is never asked for and never written down.
pub fn is_secret(name: &str) -> bool {
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let is_public = words.contains(&"PUBLIC") || words.last().is_some_and(|word| PUBLIC.contains(word));
    let names_one =
        |word: &&str| SECRETS.contains(word) || ["TOKEN", "PASSWORD", "SECRET"].iter().any(|end| word.ends_with(end));
    !is_public && words.iter().any(names_one)
}

/// Returns each use of a variable that the shell would expand, and in quotes and comments those that a reader would.
pub(crate) fn uses(contexts: &Contexts<'_>) -> Vec<Use> {
    let text = contexts.text();
    let mut all = Vec::new();
    for found in USE.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let name = found.get(1).or_else(|| found.get(2)).map_or("", |name| name.as_str());
        let operator = found.get(3).map_or("", |operator| operator.as_str());
        let context = contexts.at(whole.start());
        let is_literal =
            matches!(context, Context::SingleQuoted | Context::AnsiQuoted | Context::Comment | Context::HereLiteral);
        // In what the shell leaves alone, small names are the variables of another program, as in `awk '{print $x}'`.
        let is_shown = !is_literal || operator.is_empty() && is_capital(name);
        let has_default = [":-", "-", ":=", "=", ":+", "+"].iter().any(|start| operator.starts_with(start));
        let is_drive = text.get(whole.end()..).is_some_and(|rest| rest.starts_with(':')) && name == "env";
        if is_shown && !has_default && !is_escaped(text, whole.start()) && !is_drive {
            let is_plain = operator.is_empty() && !whole.as_str().contains(['#', '!']);
            all.push(Use { name: name.to_owned(), range: whole.range(), is_plain });
        }
    }
    all
}

/// Returns the variables in capitals or in braces that the words of a step name.
pub(super) fn in_words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut all = Vec::new();
    if !text.contains('$') {
        return all;
    }
    for found in USE.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let (bare, braced) = (found.get(1).map(|name| name.as_str()), found.get(2).map(|name| name.as_str()));
        let Some(name) = bare.filter(|name| is_capital(name)).or(braced) else { continue };
        if !is_environment(name) && !is_escaped(text, whole.start()) {
            all.push((name.to_owned(), whole.range()));
        }
    }
    all
}

/// Returns the names in `$((…))` that stand there without `$`, with their places.
pub(crate) fn arithmetic(contexts: &Contexts<'_>) -> Vec<(String, Range<usize>)> {
    let mut all = Vec::new();
    for inside in ARITHMETIC.captures_iter(contexts.text()).filter_map(|found| found.get(1)) {
        for name in NAME.find_iter(inside.as_str()) {
            let start = inside.start() + name.start();
            let is_bare = !inside.as_str().get(..name.start()).is_some_and(|before| before.ends_with(['$', '{']));
            if is_bare && contexts.at(start) != Context::Comment {
                all.push((name.as_str().to_owned(), start..start + name.len()));
            }
        }
    }
    all
}

/// Returns the variables that a text sets for what follows, each with the place after which it is set.
pub fn sets(text: &str) -> Vec<(String, usize)> {
    sets_in(text, &commands(text))
}

/// Returns the variables that a text sets, whose commands are known already.
pub(super) fn sets_in(text: &str, parsed: &[Command]) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = Vec::new();
    for command in parsed {
        collect(command, &mut all);
    }
    let powershell = POWERSHELL_SET.captures_iter(text).filter_map(|found| found.get(1));
    all.extend(powershell.map(|name| (name.as_str().to_owned(), name.start() - 1)));
    all
}

fn collect(command: &Command, all: &mut Vec<(String, usize)>) {
    let end = command.range.end;
    if command.words.is_empty() {
        all.extend(command.assignments.iter().map(|set| (set.name.clone(), set.range.end)));
    }
    let words = command.texts();
    let Some((program, rest)) = words.split_first() else { return };
    let names: Vec<&str> = match *program {
        "export" | "declare" | "local" | "readonly" | "typeset" | "set" => {
            rest.iter().filter_map(|word| word.split_once('=').map(|(name, _)| name)).collect()
        }
        "read" | "mapfile" | "readarray" => rest.iter().filter(|word| !word.starts_with('-')).copied().collect(),
        "for" | "select" => rest.iter().take(1).copied().collect(),
        _ => Vec::new(),
    };
    // A loop variable is set before the words that it goes through, everything else when the command has run.
    let place = if *program == "for" { command.range.start } else { end };
    all.extend(names.into_iter().map(|name| (name.to_owned(), place)));
}

/// Says whether a name is written in capitals.
pub(crate) fn is_capital(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Says whether an odd number of backslashes stands before `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_words() {
        let secret = [
            "AWS_SECRET_ACCESS_KEY",
            "SIGNING_KEY",
            "GPG_PRIVATE_KEY",
            "NPM_AUTH",
            "GH_PAT",
            "PYPI_CREDENTIALS",
            "NODE_AUTH_TOKEN",
            "GITHUB_TOKEN",
            "TWINE_PASSWORD",
            "API_KEY",
            "APIKEY",
            "GPG_PASSPHRASE",
            "TOKEN_PYPI",
            "SESSION_COOKIE",
            "DB_PASS",
            "MYSECRET",
            "TOKEN",
            "SSH_KEY",
        ];
        for name in secret {
            assert!(is_secret(name), "{name}");
        }
        let open = [
            "KEYWORD",
            "MONKEY",
            "AUTHOR",
            "GIT_AUTHOR_NAME",
            "PATH",
            "PATCH",
            "COMPASS",
            "VERSION",
            "GPG_KEY_ID",
            "TOKEN_URL",
            "PUBLIC_KEY",
            "SIGNING_KEY_FINGERPRINT",
            "BYPASS",
            "KEYS_FILE",
            "SECRETARY",
            "PWD",
        ];
        for name in open {
            assert!(!is_secret(name), "{name}");
        }
    }
}
