//! What titles give away: reading, and other ways to release.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::{is_activity, is_order, pattern};

/// Why a section is reading and not steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::checklist::read) enum Reason {
    /// What must be there before. Boxes in it are steps of their own.
    Requirements,
    /// When releases are.
    Schedule,
    /// What is decided, and by whom.
    Policy,
    /// What it is about; steps in it count all the same.
    About,
    /// Help, and what did not fit elsewhere.
    Help,
    /// What runs by itself.
    Automation,
}

impl Reason {
    /// Returns the reason in a few words.
    pub(in crate::core::checklist::read) fn name(self) -> &'static str {
        match self {
            Self::Requirements => "requirements",
            Self::Schedule => "schedule",
            Self::Policy => "policy",
            Self::About => "about this document",
            Self::Help => "help",
            Self::Automation => "what runs by itself",
        }
    }
}

/// Another way to release than the ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::checklist::read) enum Way {
    /// The ordinary one, named as such: `Regular release`.
    Ordinary,
    /// Another one: `Point release`.
    Other,
    /// The whole of it: `Making a release`.
    Whole,
}

#[expect(clippy::unwrap_used, reason = "each pattern is a literal, and a test compiles it")]
fn set(patterns: &[&str]) -> RegexSet {
    RegexSet::new(patterns).unwrap()
}

const REASONS: [(Reason, &str); 10] = [
    (
        Reason::Requirements,
        r"\b(requirements?|pre-?\s?requisites?|required (software|tools?|permissions?|access|accounts?|roles?)|what you('ll)? (will )?need|voraussetzungen|requisitos|prérequis)\b|^(permissions?|accounts?)( needed)?$|^before you (begin|start)\b|要求|前置|先决|必要条件|前提|требования",
    ),
    (
        Reason::Schedule,
        r"\b(schedul(e|es|ing)|cadence|release cycles?|time-?\s?(line|table)s?|calendar|roadmap|(coming|planned|upcoming|future|release) dates|(planned|upcoming|future) releases|frequency)\b",
    ),
    (
        Reason::Policy,
        r"\b(polic(y|ies)|guidelines?|versioning (scheme|strategy)|branch(ing)? (management|model|strategy|structure|names)|semantic versioning|sem-?ver|cal-?ver|types? of releases?|release types?|supported versions|conventions?|principles|philosophy|version (numbers?|numbering|scheme)|responsibilit(y|ies)|criteria)\b",
    ),
    (Reason::Policy, r"^(roles?|release (managers?|teams?|roles?)|who\b.*|contacts?|people|maintainers)$"),
    (
        Reason::About,
        r"^((table of )?contents|toc|index|overview|introduction|intro|background|about\b.*|purpose|motivation|terminology|glossary|definitions|terms|versioning|summary|context)$",
    ),
    (
        Reason::Help,
        r"\b(troubleshooting|(if|when) (it|something|anything|things|a release) (go|goes|went) wrong|faq|frequently asked|known issues|see also|further reading|appendix)\b",
    ),
    (
        Reason::Help,
        r"^(misc(ellaneous)?|(foot)?notes?|notes? (on|about)\b.*|tips?\b.*|hints?|references?|resources|links|questions?)$",
    ),
    (Reason::Help, r"^(why|how) (?:.*\b)?(do|does|is|are|works?|avoid|we)\b"),
    (Reason::Help, r"^(what|why|when)\b.*(\?|\bgoes wrong)$"),
    (
        Reason::Automation,
        r"^(the )?(release )?workflows?$|\bwhat (happens|this does|it does|the \w+ does|ci does)\b|behind the scenes|^how (it|the \w+) works",
    ),
];

static READING: LazyLock<RegexSet> = LazyLock::new(|| set(&REASONS.map(|(_, pattern)| pattern)));

/// Says why a section of this title is reading, `None` where it may hold steps.
pub(in crate::core::checklist::read) fn reading(title: &str) -> Option<Reason> {
    let title = plain_title(title);
    let reason =
        READING.matches(&title).iter().next().and_then(|index| REASONS.get(index)).map(|(reason, _)| *reason)?;
    // "Check the requirements" and "Bumping the version number" say what to do.
    let says_what_to_do = reason != Reason::Requirements || !title.starts_with("before");
    (!(says_what_to_do && (is_order(&title, false) || is_activity(&title)))).then_some(reason)
}

const KINDS: &str = r"(?:patch|point|hot-?\s?fix|bug-?\s?fix|maintenance|security|embargoed|emergency|out-of-band|manual|alpha|beta|nightly|snapshot|canary|lts|backport|development|dev)";
const ORDINARY: &str =
    r"(?:main|regular|full|ordinary|standard|normal|stable|major|minor|feature|final|(?:semi-?\s?)?automat(?:ed|ic))";
const ACT: &str = r"(?:(?:how to )?(?:make|making|cut|cutting|create|creating|do|doing|issue|issuing|perform|performing|prepare|preparing|publish|publishing|release|releasing) |for )?(?:an? |the )?(?:new )?";

static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^{ACT}{KINDS}(?:(?:,? (?:and|or) |/|, ?){KINDS})*(?: versions?)?[ -](?:releas(?:e|es|ing)\b|versions?$|route$|process$|procedure$)|\blocally$|^for non-|^dry[- ]run"
    ))
});
static NAMED_ORDINARY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"^{ACT}{ORDINARY}(?:(?:,? (?:and|or) |/|, ?){ORDINARY})*[ -](?:versions? )?releas(?:e|es|ing)\b"))
});
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(how to )?(make|making|cut|cutting|create|creating|do|doing|issue|issuing|perform|performing) an? (new )?release$",
    )
});
static PROCESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\breleas(e|es|ing)\b.*\b(process|procedure|checklist|guide|instructions)$"));
static LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(and |now |then |\W+)?(pre|post|after|afterwards|then|next|final|finish|announc|publish|publiciz|verif|clean|clos|tag|upload|deploy|push|merg|bump|sign|build|test|commit|prepar|github|pypi|npm|conda|docker|homebrew|celebrate)",
    )
});

/// Says which way to release a title names.
pub(in crate::core::checklist::read) fn way(title: &str) -> Option<Way> {
    let title = plain_title(title);
    if WHOLE.is_match(&title) {
        return Some(Way::Whole);
    }
    // "Release candidate" and "pre-release" name a phase of the ordinary way as often as a way of their own.
    if OTHER.is_match(&title) {
        return Some(Way::Other);
    }
    NAMED_ORDINARY.is_match(&title).then_some(Way::Ordinary)
}

/// Says whether a title names a process of its own, beside another one in the file.
pub(in crate::core::checklist::read) fn is_process(title: &str) -> bool {
    PROCESS.is_match(&plain_title(title))
}

/// Says whether a title names what comes before or after, or is a part of a release.
pub(in crate::core::checklist::read) fn is_part(title: &str) -> bool {
    LATER.is_match(&plain_title(title))
}

/// Returns a title in lower case without number, emoji and marks around it.
pub(in crate::core::checklist::read) fn plain_title(title: &str) -> String {
    let lower = without_number(title).to_lowercase();
    // `:tada:` is an emoji too.
    let words =
        lower.split_whitespace().filter(|word| !(word.len() > 2 && word.starts_with(':') && word.ends_with(':')));
    let words: Vec<&str> = words.collect();
    let is_mark = |letter: char| !letter.is_alphanumeric() && letter != '?' && letter != '`';
    words.join(" ").trim_matches(is_mark).to_owned()
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:(?i:step|phase)\s+)?[(\[]?(\d{1,3}(?:\.\d{1,3})*)(?:[.):\]]|\s*[-–—]\s|\s|、)\s*")
});

/// Returns how many parts the number at the start of a title has, 0 without one.
pub(in crate::core::checklist::read) fn number_parts(title: &str) -> usize {
    number(title).map_or(0, |(parts, _)| parts)
}

/// Returns how many parts the number at the start of a title has, and where it ends. Of `3.5对` nothing is a number of
/// the title.
fn number(title: &str) -> Option<(usize, usize)> {
    let found = NUMBER.captures(title)?;
    let (whole, number) = (found.get(0)?, found.get(1)?);
    let follows_digit =
        title.get(whole.end()..).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    let is_cut = follows_digit && whole.as_str().ends_with('.');
    (!is_cut).then(|| (number.as_str().split('.').count(), whole.end()))
}

/// Returns a title without the number at its start.
pub(in crate::core::checklist::read) fn without_number(title: &str) -> &str {
    // A number, a bracket, `step` or `phase`, whose first letter has a third form.
    let may_be_number = |first: char| first.is_numeric() || "([sSſpP".contains(first);
    let has_number = title.trim_start().starts_with(may_be_number);
    let end = if has_number { number(title).map_or(0, |(_, end)| end) } else { 0 };
    let rest = title.get(end..).unwrap_or_default();
    if rest.is_empty() { title } else { rest.trim_start_matches(['-', '–', '—', ':', ' ']) }
}
