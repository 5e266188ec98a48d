//! What titles and sentences give away: instructions, reading, other ways to release. English first, as release
//! documents are; requirements in a few languages more.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

/// Why a section is reading and not steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
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
    pub(super) fn name(self) -> &'static str {
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
pub(super) enum Way {
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

#[expect(clippy::unwrap_used, reason = "each pattern is a literal, and a test compiles it")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
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
    (Reason::Help, r"\b(troubleshooting|faq|frequently asked|known issues|see also|further reading|appendix)\b"),
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
pub(super) fn reading(title: &str) -> Option<Reason> {
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
pub(super) fn way(title: &str) -> Option<Way> {
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
pub(super) fn is_process(title: &str) -> bool {
    PROCESS.is_match(&plain_title(title))
}

/// Says whether a title names what comes before or after, or is a part of a release.
pub(super) fn is_part(title: &str) -> bool {
    LATER.is_match(&plain_title(title))
}

/// Returns a title in lower case without number, emoji and marks around it.
pub(super) fn plain_title(title: &str) -> String {
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
pub(super) fn number_parts(title: &str) -> usize {
    let number = NUMBER.captures(title).and_then(|found| found.get(1));
    number.map_or(0, |number| number.as_str().split('.').count())
}

/// Returns a title without the number at its start.
pub(super) fn without_number(title: &str) -> &str {
    let end = NUMBER.find(title).map_or(0, |found| found.end());
    let rest = title.get(end..).unwrap_or_default();
    if rest.is_empty() { title } else { rest.trim_start_matches(['-', '–', '—', ':', ' ']) }
}

static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:(?i:step)\s+\d{1,2}\b|\(?\d{1,2}\s?[:)]\s|\d{1,2}\.\s)"));

/// Says whether a paragraph is an item of a list that Markdown does not know: `1: Upgrade ...`, `Step 2 - ...`.
pub(super) fn is_ordinal(words: &str) -> bool {
    ORDINAL.is_match(words)
}

static HTML_HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<h([1-6])[\s>]"));
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?-->|<[^>]*>"));
static HTML_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<h[1-6][^>]*>(.*?)</h[1-6]\s*>"));

/// Returns the words and the level of a heading in HTML.
pub(super) fn html_heading(html: &str) -> Option<(String, u8)> {
    let visible = COMMENTS.replace_all(html, "");
    let level = HTML_HEADING.captures(&visible)?.get(1)?.as_str().parse().ok()?;
    let title = HTML_TITLE.captures(&visible)?.get(1)?.as_str();
    let words = TAGS.replace_all(title, "").split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some((words, level))
}

static COMMENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?(?:-->|$)"));
/// Says whether HTML is comments and nothing else.
pub(super) fn is_only_comments(html: &str) -> bool {
    COMMENTS.replace_all(html, "").trim().is_empty()
}

static TASK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s"));

/// Returns how many lines of a text are tasks.
pub(super) fn tasks(text: &str) -> usize {
    if !text.contains('[') { 0 } else { TASK.find_iter(text).count() }
}

static TELLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:this|these|the following|what (?:this|it|that)|it|which|(?:the |our )?(?:(?:\w+[ -])?(?:ci|script|workflow|job|pipeline|action|command|automation|bot|tool|process)))\s.*\b(?:does|do|will|performs?|runs?|automates?|triggers?|is|are|requires?|contains?|includes?|creates?|steps|cover|covers)\b.*|.*\b(?:you|this guide|we)\b.*\b(?:needs?|requires?|have)\b.*|.*\b(?:the|in) following (?:files?|packages?|places?|tools?|repositor(?:y|ies)|projects?|crates?|modules?|fields?|values?|parameters?)\b.*|.*\bsee(?: also)?)[:：]?\s*$",
    )
});

/// Says whether a paragraph that stands before a list makes reading of it: "This will:", "needs editing:", "see:".
pub(super) fn introduces_reading(words: &str) -> bool {
    let last = sentences(words).last().unwrap_or_default();
    words.trim_end().ends_with([':', '：']) && TELLS.is_match(last.trim())
}

/// Says whether a paragraph that stands before a list makes steps of it: "To release it on PyPI:".
pub(super) fn introduces_steps(words: &str) -> bool {
    let last = sentences(words).last().unwrap_or_default().to_lowercase();
    let verb = last.strip_prefix("to ").and_then(|rest| rest.split_whitespace().next());
    last.trim_end().ends_with(':') && verb.is_some_and(|verb| ORDER_WORDS.contains(verb))
}

/// Returns the sentences of a text.
pub(super) fn sentences(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = words.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.match_indices(['.', '!', '?']).map(|(place, mark)| place + mark.len()).find(|end| {
            let after = rest.get(*end..).unwrap_or_default();
            after.starts_with(char::is_whitespace)
                && after.trim_start().starts_with(|next: char| !next.is_lowercase())
                && !ends_in_abbreviation(rest.get(..*end).unwrap_or_default())
        });
        let (sentence, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left.trim_start();
        Some(sentence)
    })
}

fn ends_in_abbreviation(text: &str) -> bool {
    ["e.g.", "i.e.", "eg.", "etc.", "vs.", "cf.", "approx.", "incl."].iter().any(|short| text.ends_with(short))
}

const ORDERS: &str = " activate add adjust amend announce append apply approve archive arrange ask assemble assign attach backport \
    branch browse build bump bundle cancel celebrate change check checkout cherry cherry-pick choose clean clear click clone \
    close collect combine commit compare compile complete compress confirm configure consider consult contact continue convert \
    coordinate copy create cross-check cut deactivate decide declare define delete deploy deprecate determine disable discuss \
    distribute document double double-check download draft edit email enable ensure enter examine execute export extract fetch \
    figure file fill finalise finalize find finish fix follow force force-push forward freeze generate get give go grab grant \
    hand highlight identify implement import include increment inform initiate insert inspect install invite invoke issue join \
    keep kick label land launch link list locate lock log login look mail make manually mark merge message migrate modify monitor \
    move name navigate nominate notify open optimize order organize pack package paste perform pick pin ping place plan \
    play populate post prepare press produce promote propose provide publicize publish pull pump push put query re-run rebase \
    rebuild receive record refresh regenerate register rejoice release remember remind remove rename reopen repeat replace \
    report request rerun reset resolve restart restore retag return revert review revise rotate run save schedule scan search \
    select send set share ship sign smoke smoke-test specify split squash stage start stop store subscribe submit summarize \
    switch sync synchronize tag take tell test thank tidy toggle track transfer translate trigger tweet type unlock unpack \
    unprotect update upgrade upload use validate verify view visit wait watch write yank ";

const COMMANDS: &str = " git gh hub npm npx yarn pnpm cargo make python python3 pip pip3 pipx uv twine tox nox docker podman \
    helm kubectl bundle rake gem go mvn gradle sbt lein mix dotnet nuget poetry hatch conda mamba tbump bash sh curl wget cd \
    export echo cp mv rm mkdir sed gpg svn hg brew apt sudo cmake meson ninja ";

const LEADS: &str = " also always and as be carefully double finally first firstly if just lastly manually next never not now once \
    optionally please really secondly then thirdly to do don't don’t immediately again ";

const ARTICLES: [&str; 12] = ["a", "all", "an", "and", "both", "each", "from", "it", "on", "the", "this", "to"];

/// The words of one of the lists.
type Words = LazyLock<HashSet<&'static str>>;

static ORDER_WORDS: Words = LazyLock::new(|| ORDERS.split_whitespace().collect());
static COMMAND_WORDS: Words = LazyLock::new(|| COMMANDS.split_whitespace().collect());
static LEAD_WORDS: Words = LazyLock::new(|| LEADS.split_whitespace().collect());

/// Says whether a sentence tells somebody to do something. `begins_with_code`: its first words are a code span.
pub(super) fn is_order(sentence: &str, begins_with_code: bool) -> bool {
    let text = without_condition(sentence);
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace().map(bare);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    if COMMAND_WORDS.contains(first) && (begins_with_code || !second.is_empty()) {
        return true;
    }
    if is_assignment(text) {
        return true;
    }
    // "If it fails, delete the tag": what comes after a comma or a colon can be the order.
    lower.split([',', ':', ';']).take(4).any(begins_with_order)
}

fn begins_with_order(clause: &str) -> bool {
    let mut words = clause.split_whitespace().map(bare).filter(|word| !word.is_empty());
    let mut word = words.next().unwrap_or_default();
    for _ in 0..3 {
        if matches!(word, "branch" | "release" | "schedule") {
            // "Release it" is one; "Release candidates" and "Branch management" are things.
            return words.next().is_none_or(|next| ARTICLES.contains(&next));
        }
        if ORDER_WORDS.contains(word) {
            return true;
        }
        if matches!(word, "you" | "we" | "maintainers") {
            let next = words.next().unwrap_or_default();
            return matches!(next, "should" | "must") || (word == "you" && matches!(next, "need" | "have"));
        }
        if !LEAD_WORDS.contains(word) || matches!(word, "if" | "once" | "as") {
            return false;
        }
        word = words.next().unwrap_or_default();
    }
    ORDER_WORDS.contains(word)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// `RELEASE_VER=x.y.z`, as a step.
fn is_assignment(text: &str) -> bool {
    let name = text.split_once('=').map_or("", |(name, _)| name.trim_start_matches("export "));
    name.len() > 1 && name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_' || letter.is_ascii_digit())
}

/// Returns a text without `(minor)`, `[optional]`, emoji and marks before it.
fn without_condition(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !"([:".contains(letter));
        for (open, close) in [('(', ')'), ('[', ']'), (':', ':')] {
            let inner = rest.strip_prefix(open).and_then(|rest| rest.split_once(close));
            if let Some((inner, after)) = inner.filter(|(inner, _)| inner.len() < 40) {
                if after.trim().is_empty() {
                    return inner;
                }
                rest = after;
            } else {
                rest = rest.strip_prefix(open).unwrap_or(rest);
            }
        }
        if rest.len() == before {
            return rest;
        }
    }
}

/// Says whether a title names something that is done: `Bumping the version`.
pub(super) fn is_activity(title: &str) -> bool {
    let lower = plain_title(title);
    let first = lower.split_whitespace().next().unwrap_or_default();
    let Some(stem) = first.strip_suffix("ing") else { return false };
    let mut letters = stem.chars().rev();
    let is_doubled = letters.next().is_some_and(|last| letters.next() == Some(last));
    let single = if is_doubled { stem.get(..stem.len() - 1).unwrap_or(stem) } else { stem };
    [stem.to_owned(), format!("{stem}e"), single.to_owned()].iter().any(|verb| ORDER_WORDS.contains(verb.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_statements_are_told_apart() {
        let orders = [
            "Update `CHANGELOG.md`",
            "(minor) Look for library updates",
            "If there are any advisories, send each to the list",
            "git checkout 6.x",
            "NEW_TAG=${BASE_TAG}.Y",
            "Finally create a Release",
            "Once merged, backport the PR",
            "don't forget to: remove it",
            ":tada: Announce it",
        ];
        for text in orders {
            assert!(is_order(text, false), "{text}");
        }
        let statements = [
            "Builds Linux binaries on Ubuntu;",
            "CI will automatically push a wheel",
            "Day 0: Synapse is released",
            "Alpha releases are cut directly",
            "A web browser",
            "Releases of it follow a cycle",
            "",
        ];
        for text in statements {
            assert!(!is_order(text, false), "{text}");
        }
        assert!(is_activity("Bumping the version") && is_activity("2. Tagging") && !is_activity("Spring"));
    }

    #[test]
    fn titles_say_what_a_section_is() {
        assert_eq!(reading("## Pre-requisites"), Some(Reason::Requirements));
        assert_eq!(reading("Extra required software for making a release"), Some(Reason::Requirements));
        assert_eq!(reading("1. 环境要求"), Some(Reason::Requirements));
        assert_eq!(reading("Bumping the version number"), None);
        assert_eq!(reading("Release notes"), None);
        assert_eq!(reading("Coming dates"), Some(Reason::Schedule));
        assert_eq!(way("Making a point release"), Some(Way::Other));
        assert_eq!(way("🔧 Patch Release"), Some(Way::Other));
        assert_eq!(way("Security releases"), Some(Way::Other));
        assert_eq!(way("Pre-release iteration"), None);
        assert_eq!(way("Regular release"), Some(Way::Ordinary));
        assert_eq!(way("Semi-Automated Release"), Some(Way::Ordinary));
        assert_eq!(way("Making a release"), Some(Way::Whole));
        assert_eq!(way("Check release candidate"), None);
    }

    #[test]
    fn numbers_are_read_and_left_out() {
        assert_eq!(["1. A", "2.1 B", "Step 3: C", "3.5对", "D 4"].map(number_parts), [1, 2, 1, 0, 0]);
        assert_eq!(without_number("2.1 Tag it"), "Tag it");
        assert_eq!(without_number("Step 3: Tag it"), "Tag it");
        assert_eq!(
            html_heading("<details>\n<summary><h2>5. Run <b>it</b></h2></summary>"),
            Some(("5. Run it".to_owned(), 2))
        );
        assert_eq!(html_heading("<!-- <h2>no</h2> -->"), None);
        assert_eq!(tasks("- [ ] a\n  * [x] b\n1. [ ] c\n- d [ ] e\n"), 3);
    }

    #[test]
    fn lists_that_are_introduced_as_reading() {
        for text in [
            "What this does is:",
            "This script will:",
            "CI will do the rest:",
            "In the following files:",
            "For more, see:",
        ] {
            assert!(introduces_reading(text), "{text}");
        }
        for text in ["The release manager will:", "To cut a release:", "Steps:", "Commit with message like this:"] {
            assert!(!introduces_reading(text), "{text}");
        }
        assert_eq!(sentences("Use e.g. this. Then that! ok").collect::<Vec<_>>(), ["Use e.g. this.", "Then that! ok"]);
    }
}
