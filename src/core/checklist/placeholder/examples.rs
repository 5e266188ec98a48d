//! Versions in commands that are an example: `git tag v1.2.3` is meant for the release in hand.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::checklist::script::{Command, Context, Contexts};
use crate::core::pattern::pattern;
use crate::core::version::Version;

static VERSION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[0-9]+(?:\.[0-9]+){1,3}(?:[-.]?(?:alpha|beta|rc|RC|a|b|dev|pre)[-.]?[0-9]*)?"));

/// Several versions at once, which have one name.
static LIST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[0-9]+(?:\.[0-9]+){2}[0-9A-Za-z.-]*(?:,[0-9]+(?:\.[0-9]+){2}[0-9A-Za-z.-]*)+"));

/// Programs whose arguments are the versions of other things.
const ABOUT_TOOLS: [&str; 16] = [
    "apt", "apt-get", "asdf", "brew", "choco", "dnf", "fnm", "gvm", "mise", "nvm", "pyenv", "rbenv", "rustup", "rvm",
    "sdk", "volta",
];

/// An example: where it stands, and what it stands for.
pub(super) fn find(
    contexts: &Contexts<'_>,
    parsed: &[Command],
    names: &dyn Fn(usize) -> Option<String>,
) -> Vec<(Range<usize>, String)> {
    let text = contexts.text();
    let mut places = Vec::new();
    for found in VERSION.find_iter(text) {
        let range = trimmed(found.range(), text);
        let is_read = contexts.at(range.start) != Context::Comment;
        if is_read && stands_alone(text, &range) && is_version(text.get(range.clone()).unwrap_or_default()) {
            let around = parsed.iter().find(|command| command.range.contains(&range.start));
            if !around.is_some_and(|command| is_about_a_tool(command, text, range.start)) {
                places.push(range);
            }
        }
    }
    let lists: Vec<_> = LIST.find_iter(text).map(|list| list.range()).collect();
    places.retain(|range: &Range<usize>| !lists.iter().any(|list| list.contains(&range.start)));
    let newest = places.iter().filter_map(|range| Version::parse(text.get(range.clone())?)).max();
    let name = |range: &Range<usize>| {
        let after = text.get(range.end..).unwrap_or_default();
        let before = text.get(..range.start).unwrap_or_default().trim_end_matches('v').trim_end();
        if after.starts_with("..") || before.ends_with("--since") || before.ends_with("--notes-start-tag") {
            return "PREVIOUS_VERSION".to_owned();
        }
        if let Some(name) = names(range.start) {
            return name;
        }
        let version = text.get(range.clone()).and_then(Version::parse);
        let is_newest = version == newest;
        let is_early = version.as_ref().is_some_and(Version::is_pre_release);
        let numbers = version.map(|version| version.numbers());
        let is_same = numbers == newest.as_ref().map(Version::numbers);
        match (is_newest, is_early && is_same) {
            (true, _) => "VERSION".to_owned(),
            (_, true) => "PRE_RELEASE_VERSION".to_owned(),
            _ => "PREVIOUS_VERSION".to_owned(),
        }
    };
    let single = places.iter().map(|range| (range.clone(), name(range)));
    single.chain(lists.into_iter().map(|list| (list, "VERSIONS".to_owned()))).collect()
}

/// Returns the range without a word behind the numbers that has none of its own: `1.2.3-b` of `1.2.3-build`.
fn trimmed(range: Range<usize>, text: &str) -> Range<usize> {
    let found = text.get(range.clone()).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    if !after.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return range;
    }
    let numbers = found.find(|letter: char| letter != '.' && !letter.is_ascii_digit()).unwrap_or(found.len());
    range.start..range.start + numbers
}

/// Three numbers, or two of a pre-release: two alone are a series, a branch, or the version of a tool.
fn is_version(text: &str) -> bool {
    let numbers = text.split(|letter: char| letter != '.' && !letter.is_ascii_digit()).next().unwrap_or_default();
    let count = numbers.trim_end_matches('.').split('.').count();
    let has_more = text.len() > numbers.trim_end_matches('.').len();
    count == 3 || count == 2 && has_more
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let bare = before.strip_suffix(['v', 'V']).unwrap_or(before);
    let after = text.get(range.end..).unwrap_or_default();
    let mut following = after.chars();
    let (next, second) = (following.next(), following.next());
    let goes_on = next == Some('.') && second.is_some_and(|letter| letter.is_ascii_digit());
    let joins = |letter: char| letter.is_alphanumeric();
    !bare.ends_with(|letter| joins(letter) || ".$:\\".contains(letter) && letter != ':')
        && !next.is_some_and(joins)
        && !goes_on
}

/// Says whether a version belongs to something else than the project: a tool that is installed, an image, an action.
fn is_about_a_tool(command: &Command, text: &str, at: usize) -> bool {
    let words = command.texts();
    let program = words.first().copied().unwrap_or_default();
    let installs = words.iter().take(4).any(|word| ["install", "add", "get", "use", "shell", "inject"].contains(word));
    let word = command.words.iter().find(|word| word.range.contains(&at));
    let word = word.and_then(|word| text.get(word.range.clone())).unwrap_or_default();
    let name = word.split(['=', '@', '>', '<', '~', ':', '[']).next().unwrap_or_default().trim_matches(['"', '\'']);
    let has_name = name.len() < word.len() && name.starts_with(char::is_alphabetic);
    let base = name.rsplit('/').next().unwrap_or_default();
    ABOUT_TOOLS.contains(&program) || installs && has_name && is_tool(base) || name.starts_with("actions/")
}

/// What release documents install to work with.
fn is_tool(name: &str) -> bool {
    const TOOLS: [&str; 34] = [
        "bump-my-version",
        "bump2version",
        "build",
        "bumpversion",
        "cargo-release",
        "cibuildwheel",
        "commitizen",
        "flit",
        "github-activity",
        "go",
        "gomajor",
        "goreleaser",
        "hatch",
        "jupyter-releaser",
        "lerna",
        "maturin",
        "node",
        "npm",
        "pip",
        "pipx",
        "pnpm",
        "poetry",
        "python",
        "rever",
        "ruby",
        "rust",
        "setuptools",
        "tbump",
        "towncrier",
        "twine",
        "uv",
        "virtualenv",
        "wheel",
        "yarn",
    ];
    TOOLS.contains(&name)
}
