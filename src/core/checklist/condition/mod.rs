//! Conditions in words: `(patch only)`, `**FINAL only:**`, `(optional)`.

use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;
use crate::core::version::ReleaseKind;

/// A word that says when a step applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it is about.
    pub word: Word,
    /// Whether the step is for everything else: `not for patch releases`.
    pub is_negated: bool,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// A kind of release.
    Kind(ReleaseKind),
    /// Anything but a pre-release.
    Final,
    /// A security release.
    Security,
    /// It may be left out.
    Optional,
}

/// What is known of the release in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its kind.
    pub kind: ReleaseKind,
    /// Whether it mends a vulnerability.
    pub is_security: bool,
}

impl Condition {
    /// Returns the conditions that the Markdown of a step begins or ends with, or states as its own sentence.
    pub(super) fn find(text: &str) -> Vec<Self> {
        let mut found = Vec::new();
        let sentence = first_sentence(text);
        for label in labels(sentence) {
            for condition in read_label(label) {
                if !found.contains(&condition) {
                    found.push(condition);
                }
            }
        }
        found
    }

    /// Returns the word in lower case, with `not` before it where it is negated: `patch`, `not pre-release`.
    pub fn name(&self) -> String {
        let word = match self.word {
            Word::Kind(kind) => kind.name(),
            Word::Final => "final",
            Word::Security => "security",
            Word::Optional => "optional",
        };
        if self.is_negated { format!("not {word}") } else { word.to_owned() }
    }

    /// Says whether a step with these conditions applies: one of its positive words fits, where there are any, and none
    /// of those that are negated does.
    pub fn apply(conditions: &[Self], facts: Facts) -> bool {
        let fits = |condition: &&Self| match condition.word {
            Word::Kind(kind) => kind == facts.kind,
            Word::Final => facts.kind != ReleaseKind::PreRelease,
            Word::Security => facts.is_security,
            Word::Optional => true,
        };
        let (negated, positive): (Vec<_>, Vec<_>) = conditions.iter().partition(|condition| condition.is_negated);
        let positive: Vec<_> = positive.into_iter().filter(|condition| condition.word != Word::Optional).collect();
        (positive.is_empty() || positive.iter().any(fits)) && !negated.iter().any(fits)
    }
}

/// A label in front: a bracket, or words in bold or before a colon.
static IN_FRONT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\s*(?:[*_]{1,3}([^*_:]{3,60}):?[*_]{1,3}:?|\(([^()]{3,60})\):?|\[([^\[\]]{3,60})\]:?|([^:.`(\[]{3,60}):)(?:\s+|$)",
    )
});
/// A bracket at the end, or words behind a comma or a dash.
static AT_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:[*_]{0,3}\(([^()]{3,60})\)[*_]{0,3}|\[([^\[\]]{3,60})\]|(?:,|\s[-–—])\s+((?:only|not|skip|for|if|optional)\b[^,]{0,60}))\s*[.:]?\s*$",
    )
});
/// A sentence that begins with its condition: `If this is a patch release, …`.
static IF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*((?:if|for|when|on|only for|only if|skip for|not for)\s[^,.:]{3,70}),\s"));
/// Words at the end of a sentence: `… if this is a pre-release`.
static TRAILING_IF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\s((?:only\s+)?(?:if|when)\s(?:this|it)\s(?:is|was)\s(?:not\s)?(?:an?|the)\s[^,.()]{3,50})[.:]?\s*$")
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?"));

/// Returns the first line or sentence of a step, without what marks it as an item.
fn first_sentence(text: &str) -> &str {
    let may_be_item = |first: char| first.is_numeric() || "-*+[".contains(first);
    let is_item = text.trim_start().starts_with(may_be_item);
    let start = if is_item { NUMBERED.find(text).map_or(0, |found| found.end()) } else { 0 };
    let text = text.get(start..).unwrap_or_default();
    let line = text.trim_start().split("\n\n").next().unwrap_or_default();
    line.split('\n').next().unwrap_or_default().trim()
}

/// Returns the pieces of a sentence in which a condition can stand.
fn labels(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = sentence;
    // Several labels can stand in front: `(minor) (optional) …`.
    while let Some((label, length)) = front(rest) {
        found.push(label);
        rest = rest.get(length..).unwrap_or_default();
    }
    // Each form with the letters of which one has to be there: most sentences have none.
    let forms: [(&Regex, &[char]); 3] =
        [(&IF, &[',']), (&AT_END, &[')', ']', ',', '-', '–', '—']), (&TRAILING_IF, &['f', 'F', 'w', 'W'])];
    for (form, _) in forms.into_iter().filter(|(_, letters)| rest.contains(*letters)) {
        let group = form.captures(rest).and_then(|found| found.iter().skip(1).flatten().next());
        found.extend(group.map(|group| group.as_str()));
    }
    let whole = rest.trim_matches(['*', '_', '.', ' ']);
    // A whole sentence says when, and not what, only with one of these: `Security releases only`.
    let end = whole.len().checked_sub("only".len()).and_then(|end| whole.get(end..)).unwrap_or_default();
    if end.eq_ignore_ascii_case("only") || whole.eq_ignore_ascii_case("optional") {
        found.push(whole);
    }
    found
}

/// Returns the label in front of a sentence, if it is a condition, with its length and the space behind it.
fn front(sentence: &str) -> Option<(&str, usize)> {
    // A title has neither of these most of the time.
    if !sentence.trim_start().starts_with(['*', '_', '(', '[']) && !sentence.contains(':') {
        return None;
    }
    let found = IN_FRONT.captures(sentence)?;
    let label = found.iter().skip(1).flatten().next()?.as_str();
    // A link is no label, and neither is a placeholder.
    let is_link = sentence.get(found.get(0)?.end()..)?.starts_with('(') && sentence.trim_start().starts_with('[');
    (!is_link && !read_label(label).is_empty()).then_some((label, found.get(0)?.end()))
}

/// Returns a title without the conditions that stand in front of it as a label.
pub(super) fn without_label(title: &str) -> &str {
    let mut rest = title;
    while let Some((_, length)) = front(rest) {
        rest = rest.get(length..).unwrap_or_default();
    }
    if rest.trim().is_empty() { title } else { rest.trim_start() }
}

/// Words that may stand around a condition without adding to it.
const FILLING: [&str; 37] = [
    "a",
    "an",
    "and",
    "any",
    "are",
    "being",
    "case",
    "doing",
    "for",
    "if",
    "in",
    "is",
    "it",
    "it's",
    "making",
    "new",
    "of",
    "on",
    "only",
    "or",
    "release",
    "released",
    "releases",
    "releasing",
    "step",
    "steps",
    "the",
    "these",
    "this",
    "type",
    "version",
    "versions",
    "we",
    "when",
    "you",
    "you're",
    "cutting",
];

/// Reads a label. All of its words must belong to a condition: `minor changes` is none.
fn read_label(label: &str) -> Vec<Condition> {
    let lower = label.to_lowercase().replace("pre-release", "prerelease").replace("release candidate", "rc");
    let lower = lower.replace("release-candidate", "rc").replace("n't", " not");
    // Of `pre-releases of a new minor version`, the first word decides.
    let lower = lower.split(" of ").next().unwrap_or_default();
    let mut words = Vec::new();
    let mut is_negated = false;
    let mut speaks_of_releases = false;
    let parts =
        lower.split(|letter: char| !(letter.is_alphanumeric() || letter == '\'')).filter(|part| !part.is_empty());
    let count = parts.clone().count();
    for part in parts {
        let word = match part {
            "patch" | "patches" | "bugfix" | "hotfix" | "micro" | "point" => Word::Kind(ReleaseKind::Patch),
            "minor" | "minors" | "feature" => Word::Kind(ReleaseKind::Minor),
            "major" | "majors" => Word::Kind(ReleaseKind::Major),
            "prerelease" | "prereleases" | "rc" | "rcs" | "beta" | "betas" | "alpha" | "alphas" => {
                Word::Kind(ReleaseKind::PreRelease)
            }
            "final" | "stable" => Word::Final,
            "security" => Word::Security,
            "optional" | "optionally" => Word::Optional,
            "not" | "skip" | "except" | "non" | "skipped" | "unless" | "no" => {
                is_negated = true;
                continue;
            }
            filling if FILLING.contains(&filling) => {
                speaks_of_releases |=
                    filling.starts_with("release") || filling == "only" || filling.starts_with("version");
                continue;
            }
            _ => return Vec::new(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // `not optional` is an order to everybody.
    if is_negated && words.contains(&Word::Optional) {
        return Vec::new();
    }
    // `(bugfix/security)` tells apart, and says nothing about when.
    if words.len() > 1 && words.contains(&Word::Security) && !speaks_of_releases {
        return Vec::new();
    }
    // A label is one word, or says what it is about: `for the final` could be anything.
    let is_clear = count <= words.len() + usize::from(is_negated)
        || speaks_of_releases
        || words.len() > 1
        || is_plain_only(&words);
    if is_clear { words.into_iter().map(|word| Condition { word, is_negated }).collect() } else { Vec::new() }
}

/// Pre-releases are spoken of without the word release: `only for RCs`, `if this is a beta`.
fn is_plain_only(words: &[Word]) -> bool {
    words.iter().all(|word| *word == Word::Kind(ReleaseKind::PreRelease)) && !words.is_empty()
}

#[cfg(test)]
mod tests;
