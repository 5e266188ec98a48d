//! Which change a line of a changelog is about: the pull requests and commits that it names.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\[(?P<text>[^\]]*)\]\(<?(?P<target>[^)\s>]*)[^)]*\)|(?P<url>https?://[^\s)>\]]+)",
        r"|\[\\?#(?P<label>[0-9]+)\]|(?:#|(?-u:\b)GH-)(?P<number>[0-9]+)"
    ))
});
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^https?://[^/]+/(?P<project>.+?)/(?:-/)?(?:",
        r"(?:pull|pulls|issues|merge_requests|pull-requests)/(?P<number>[0-9]+)|commits?/(?P<commit>[0-9a-f]{7,64}))"
    ))
});
static HASH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b[0-9a-f]{7,40}\b)"));
static NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"<!--\s*shepherd:\s*note\s+(\S+)\s*-->"));
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s,;&+/()\[\]]*(?:and|or|via)?[\s,;&+/()\[\]]*$"));

/// A change as a line names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// A commit by its hexadecimal name, perhaps shortened.
    Commit(String),
    /// A number.
    Number(String),
}

/// What a line names.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// What the line is about: its last link, else its last `#N`.
    pub(super) own: Option<Reference>,
    /// What stands beside it and is meant as well: `(#12, #13)`.
    pub(super) beside: Vec<Reference>,
    /// Everything that is named, in order.
    pub(super) all: Vec<Reference>,
}

struct Found {
    reference: Reference,
    place: Range<usize>,
    /// The `owner/name` that a link leads to; `None` for a bare number.
    project: Option<String>,
}

/// Returns the upgrade note that a line is, as its comment says; a line may say much else besides.
pub(super) fn note(text: &str) -> Option<&str> {
    NOTE.captures(text).and_then(|found| found.get(1)).map(|key| key.as_str())
}

/// Returns what `text` names. Links that lead to `home` (`owner/name`) go before links to other projects.
pub(super) fn read(text: &str, home: Option<&str>) -> Reading {
    let masked = mask(text);
    let found = find(&masked);
    let last = |test: &dyn Fn(&Found) -> bool| found.iter().rposition(test);
    let is_home = |found: &Found| {
        found.project.as_deref().zip(home).is_some_and(|(project, home)| project.eq_ignore_ascii_case(home))
    };
    let is_link = |found: &Found| found.project.is_some();
    let own = last(&is_home)
        .or_else(|| home.and_then(|_| last(&|found| found.project.as_deref() == Some(""))))
        .or_else(|| home.and_then(|_| last(&|found| !is_link(found))))
        .or_else(|| last(&is_link))
        .or_else(|| last(&|_| true));
    let mut reading =
        Reading { all: found.iter().map(|found| found.reference.clone()).collect(), ..Reading::default() };
    let Some(own) = own else {
        let hashes = HASH.find_iter(text).filter(|hash| hash.as_str().contains(|letter: char| letter.is_ascii_digit()));
        reading.own = hashes.last().map(|hash| Reference::Commit(hash.as_str().to_owned()));
        return reading;
    };
    let adjoins = |(left, right): (&Found, &Found)| {
        masked.get(left.place.end..right.place.start).is_some_and(|between| BETWEEN.is_match(between))
    };
    let pairs: Vec<bool> = found.iter().zip(found.iter().skip(1)).map(adjoins).collect();
    let before = pairs.iter().take(own).rev().take_while(|adjoins| **adjoins).count();
    let after = pairs.iter().skip(own).take_while(|adjoins| **adjoins).count();
    for (index, found) in found.into_iter().enumerate() {
        if index == own {
            reading.own = Some(found.reference);
        } else if index + before >= own && index <= own + after {
            reading.beside.push(found.reference);
        }
    }
    reading
}

/// Returns the `owner/name` that most of the links in `text` to pull requests and commits lead to.
pub(super) fn home_of(text: &str) -> Option<String> {
    let found = find(&mask(text));
    let projects: Vec<&str> =
        found.iter().filter_map(|found| found.project.as_deref()).filter(|name| !name.is_empty()).collect();
    let count = |name: &str| projects.iter().filter(|other| **other == name).count();
    projects.iter().take(50).max_by_key(|name| count(name)).map(|name| (*name).to_owned())
}

fn find(text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    for captures in NAMED.captures_iter(text) {
        let Some(place) = captures.get(0).map(|found| found.range()) else { continue };
        let before = text.get(..place.start).and_then(|before| before.chars().next_back());
        let group = |name| captures.name(name).map(|found| found.as_str());
        let number = |text: &str, project: Option<String>| Found {
            reference: Reference::Number(text.trim_start_matches('0').to_owned()),
            place: place.clone(),
            project,
        };
        if let Some(address) = group("target").or_else(|| group("url")) {
            if let Some(page) = PAGE.captures(address) {
                let project = Some(page.name("project").map_or(String::new(), |name| name.as_str().to_owned()));
                match (page.name("number"), page.name("commit")) {
                    (Some(found), _) => all.push(number(found.as_str(), project)),
                    (_, Some(commit)) => all.push(Found {
                        reference: Reference::Commit(commit.as_str().to_ascii_lowercase()),
                        place: place.clone(),
                        project,
                    }),
                    _ => {}
                }
            } else if let Some(digits) = group("text").and_then(|text| text.trim_start_matches('\\').strip_prefix('#'))
                && !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())
            {
                all.push(number(digits, Some(String::new())));
            }
        } else if let Some(label) = group("label") {
            all.push(number(label, Some(String::new())));
        } else if let Some(digits) = group("number")
            && !before.is_some_and(|letter| letter.is_alphanumeric() || "&/\\".contains(letter))
        {
            all.push(number(digits, None));
        }
    }
    all
}

/// Returns `text` with code spans and comments blanked, byte for byte.
fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        masked.push_str(before);
        let length = if from.starts_with('`') {
            let ticks = from.bytes().take_while(|byte| *byte == b'`').count();
            closing_ticks(from, ticks)
        } else if from.starts_with("<!--") {
            from.find("-->").map(|end| end + 3)
        } else {
            None
        };
        if let Some(length) = length {
            masked.extend(std::iter::repeat_n(' ', length));
            rest = from.get(length..).unwrap_or_default();
        } else {
            let run = from.bytes().take_while(|byte| from.as_bytes().first() == Some(byte)).count();
            masked.push_str(from.get(..run).unwrap_or_default());
            rest = from.get(run..).unwrap_or_default();
        }
    }
    masked.push_str(rest);
    masked
}

/// Returns the length of a code span that opens with so many backticks.
fn closing_ticks(text: &str, ticks: usize) -> Option<usize> {
    let mut at = ticks;
    loop {
        let start = at + text.get(at..)?.find('`')?;
        let run = text.get(start..)?.bytes().take_while(|byte| *byte == b'`').count();
        at = start + run;
        if run == ticks {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let reading = read(text, Some("o/r"));
        let name = |reference: &Reference| match reference {
            Reference::Number(number) => number.clone(),
            Reference::Commit(commit) => format!("c:{commit}"),
        };
        let beside: Vec<_> = reading.beside.iter().map(name).collect();
        format!("{}|{}", reading.own.as_ref().map_or(String::new(), name), beside.join(","))
    }

    #[test]
    fn a_line_is_about_its_last_link_else_its_last_number() {
        for (text, expected) in [
            ("Fix #12 again [#5159](https://github.com/o/r/pull/5159) ([@a](https://github.com/a))", "5159|"),
            ("Fix (#12)", "12|"),
            ("Fix #12 (#13, #14)", "14|12,13"),
            ("Fix #12 properly (#13 via #14)", "14|13"),
            ("* fix by @a in https://github.com/o/r/pull/7", "7|"),
            ("Fix ([\\#19987](https://github.com/o/r/issues/19987))", "19987|"),
            ("Fix [abc1234](https://github.com/o/r/commit/abc1234def)", "c:abc1234def|"),
            ("Fix `#12` and <!-- #13 --> GH-14", "14|"),
            ("Bump o/other#9, fixes #8", "8|"),
            ("Fix (#8), see [there](https://github.com/x/y/pull/5)", "8|"),
            ("See [there](https://github.com/x/y/pull/5)", "5|"),
            ("Fix it (`bba81a85`)", "c:bba81a85|"),
            ("It&#39;s ``a ` #3`` `open #4", "4|"),
            ("Fix [#15]", "15|"),
            ("Fix \\#16 (#17)", "17|"),
            ("nothing", "|"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn the_home_is_where_most_links_lead() {
        let text = "[#1](https://h/o/r/pull/1) [#2](https://h/o/r/pull/2) [x](https://h/p/q/pull/3)";
        assert_eq!(home_of(text).as_deref(), Some("o/r"));
    }
}
