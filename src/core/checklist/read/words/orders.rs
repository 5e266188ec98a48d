//! What sentences give away: whether they tell somebody to do something.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{pattern, plain_title};

static TELLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:this|these|the following|what (?:this|it|that)|it|which|(?:the |our )?(?:(?:\w+[ -])?(?:ci|script|workflow|job|pipeline|action|command|automation|bot|tool|process)))\s.*\b(?:does|do|will|performs?|runs?|automates?|triggers?|is|are|requires?|contains?|includes?|creates?|steps|cover|covers)\b.*|.*\b(?:you|this guide|we)\b.*\b(?:needs?|requires?|have)\b.*|.*\b(?:the|in) following (?:files?|packages?|places?|tools?|repositor(?:y|ies)|projects?|crates?|modules?|fields?|values?|parameters?)\b.*|.*\bsee(?: also)?)[:：]?\s*$",
    )
});

/// Says whether a paragraph that stands before a list makes reading of it: "This will:", "needs editing:", "see:".
pub(in crate::core::checklist::read) fn introduces_reading(words: &str) -> bool {
    if !words.trim_end().ends_with([':', '：']) {
        return false;
    }
    TELLS.is_match(sentences(words).last().unwrap_or_default().trim())
}

/// Says whether a paragraph that stands before a list makes steps of it: "To release it there:".
pub(in crate::core::checklist::read) fn introduces_steps(words: &str) -> bool {
    if !words.trim_end().ends_with(':') {
        return false;
    }
    let last = sentences(words).last().unwrap_or_default().to_lowercase();
    let verb = last.strip_prefix("to ").and_then(|rest| rest.split_whitespace().next());
    verb.is_some_and(|verb| ORDER_WORDS.contains(verb))
}

/// Returns the sentences of a text.
pub(in crate::core::checklist::read) fn sentences(words: &str) -> impl Iterator<Item = &str> {
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
    figure file fill finalise finalize find finish fix follow force fork force-push forward freeze generate get give go grab grant \
    hand highlight identify implement import include increment inform initiate insert inspect install invite invoke issue join \
    keep kick label land launch link list locate lock log login look mail make manually mark merge message migrate modify monitor \
    move name navigate nominate notify open optimize order organize pack package paste perform pick pin ping place plan \
    play populate post prep prepare press produce promote propose provide publicize publish pull pump push put query re-run rebase \
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
pub(in crate::core::checklist::read) fn is_order(sentence: &str, begins_with_code: bool) -> bool {
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
pub(in crate::core::checklist::read) fn is_activity(title: &str) -> bool {
    let lower = plain_title(title);
    let first = lower.split_whitespace().next().unwrap_or_default();
    let Some(stem) = first.strip_suffix("ing") else { return false };
    let mut letters = stem.chars().rev();
    let is_doubled = letters.next().is_some_and(|last| letters.next() == Some(last));
    let single = if is_doubled { stem.get(..stem.len() - 1).unwrap_or(stem) } else { stem };
    [stem.to_owned(), format!("{stem}e"), single.to_owned()].iter().any(|verb| ORDER_WORDS.contains(verb.as_str()))
}
