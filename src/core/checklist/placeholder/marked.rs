//! Placeholders that brackets or capitals mark: `<version>`, `{version}`, `[version]`, `NEW_VERSION`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::checklist::placeholder::names::{canonical, is_known, known};
use crate::core::checklist::placeholder::{Spelling, patterns};
use crate::core::checklist::script::angle_end;
use crate::core::pattern::pattern;

/// A piece of text that stands for something.
pub(super) struct Marked {
    /// Its name.
    pub(super) name: String,
    /// How it is written.
    pub(super) spelling: Spelling,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

static BRACES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\{\{\s*([A-Za-z][\w .-]*?)\s*\}\}|\{([A-Za-z][\w.+-]*(?: [A-Za-z][\w+-]*){0,3})\}"));
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[\[?([A-Za-z#][\w.+# -]*)\]\]?"));
static CAPITALS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"__[A-Z][A-Z0-9_]*?[A-Z0-9]__|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"));

/// Returns what is marked, in any order and overlapping.
pub(super) fn find(text: &str) -> Vec<Marked> {
    let mut all = angles(text);
    // Most texts have none of the brackets, and looking for one letter takes next to nothing.
    if text.contains('{') {
        braces(text, &mut all);
    }
    if text.contains('[') {
        brackets(text, &mut all);
    }
    let versions = patterns::find(text).into_iter();
    all.extend(versions.map(|(range, name)| Marked { name: name.to_owned(), spelling: Spelling::Pattern, range }));
    all
}

fn braces(text: &str, all: &mut Vec<Marked>) {
    for found in BRACES.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1).or_else(|| found.get(2))) else { continue };
        let before = text.get(..whole.start()).unwrap_or_default();
        let after = text.get(whole.end()..).unwrap_or_default();
        // `${…}` is the shell's, `@{u}` is git's, `${{ … }}` is a workflow's, and {doc}`…` links in some Markdown.
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_role = found.get(1).is_none() && after.starts_with('`') && !is_in_code(text, whole.start());
        let is_directive = line.trim_start().starts_with("```");
        let is_other =
            before.ends_with(['$', '@', '\\', '%', '{']) || after.starts_with('}') || is_role || is_directive;
        if !is_other && let Some(name) = canonical(name.as_str()) {
            all.push(Marked { name, spelling: Spelling::Brace, range: whole.range() });
        }
    }
}

fn brackets(text: &str, all: &mut Vec<Marked>) {
    for found in BRACKETS.captures_iter(text) {
        let (Some(whole), Some(inside)) = (found.get(0), found.get(1)) else { continue };
        let after = text.get(whole.end()..).unwrap_or_default();
        let before = text.get(..whole.start()).unwrap_or_default();
        let is_link = before.ends_with(']')
            || after.starts_with(['(', '[', ':'])
            || whole.as_str().starts_with("[[") != whole.as_str().ends_with("]]");
        let means = is_known(inside.as_str()) || patterns::whole(inside.as_str()).is_some();
        if means
            && !is_link
            && let Some(name) = canonical(inside.as_str())
        {
            all.push(Marked { name, spelling: Spelling::Bracket, range: whole.range() });
        }
    }
}

/// Says whether `at` stands between backticks on its line.
pub(super) fn is_in_code(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.matches('`').count() % 2 == 1
}

fn angles(text: &str) -> Vec<Marked> {
    let mut all = Vec::new();
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at..).unwrap_or_default();
        let before = text.get(..at).unwrap_or_default();
        // Markdown escapes `<`, so that it is not HTML: `v0.\<number\>.0`.
        if before.ends_with('\\') {
            let end = rest.find("\\>").filter(|end| *end < 60);
            let words = end.and_then(|end| rest.get(1..end));
            if let (Some(end), Some(name)) = (end, words.and_then(canonical)) {
                all.push(Marked { name, spelling: Spelling::Angle, range: at - 1..at + end + 2 });
            }
            continue;
        }
        let Some(length) = angle_end(rest) else { continue };
        let words = rest.get(1..length - 1).unwrap_or_default();
        if !before.ends_with('<')
            && let Some(name) = canonical(words)
        {
            all.push(Marked { name, spelling: Spelling::Angle, range: at..at + length });
        }
    }
    all
}

/// Returns each name in capitals that stands for a value: a known one, or one in double underscores.
pub(super) fn capitals(text: &str) -> Vec<Marked> {
    let mut all = Vec::new();
    for whole in CAPITALS.find_iter(text) {
        let before = text.get(..whole.start()).unwrap_or_default();
        let after = text.get(whole.end()..).unwrap_or_default();
        let inside = whole.as_str().strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
        let name = match inside {
            Some(inside) => canonical(inside),
            None => known(whole.as_str()).map(str::to_owned),
        };
        let before = before.strip_suffix('v').filter(|rest| !rest.ends_with(char::is_alphanumeric)).unwrap_or(before);
        let touches = before.ends_with(|letter: char| letter.is_alphanumeric() || "_$".contains(letter))
            || before.ends_with("${")
            || after.starts_with(|letter: char| letter.is_alphanumeric() || "_=".contains(letter));
        if !touches && let Some(name) = name {
            all.push(Marked { name, spelling: Spelling::Capitals, range: whole.range() });
        }
    }
    all
}
