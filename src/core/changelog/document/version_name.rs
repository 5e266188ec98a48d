//! Versions as headings name them, and their order.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i-u:[0-9]+(?:\.[0-9]+)*\.x|[0-9]+(?:\.[0-9]+)+",
        r"(?:[._-]?(?:alpha|beta|preview|pre|dev|post|rc|a|b|c)[._-]?[0-9]*|-[a-z][0-9a-z]*(?:[.-][0-9a-z]+)*)*",
        r"(?:\+[0-9a-z.-]+)?)"
    ))
});

/// A version as it is written in a heading, without a `v`.
#[derive(Clone, Debug)]
pub(super) struct VersionName {
    /// As written.
    pub(super) text: String,
    /// The numbers of the release: 5, 4, 0.
    pub(super) numbers: Vec<u64>,
    /// What follows them, each word with its rank and each number: `rc1` is `(-10, "rc"), (1, "")`.
    suffix: Vec<(i64, String)>,
    /// Whether it ends in `.x`, which names a line of versions.
    is_line: bool,
}

impl VersionName {
    /// Returns the version that `text` is, with or without a `v`; `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_prefix(['v', 'V']).unwrap_or(text);
        if !bare.is_empty() && bare.len() <= 18 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::from_token(bare);
        }
        let found = TOKEN.find(bare)?;
        if found.range() == (0..bare.len()) { Self::from_token(bare) } else { None }
    }

    /// Returns the name for a version that has no numbers, such as `nightly`: equal only to itself.
    pub(super) fn opaque(text: &str) -> Self {
        Self { text: text.to_owned(), numbers: Vec::new(), suffix: vec![(0, text.to_lowercase())], is_line: false }
    }

    /// Whether it has no place in the order of versions.
    pub(super) fn is_opaque(&self) -> bool {
        self.numbers.is_empty()
    }

    fn from_token(token: &str) -> Option<Self> {
        let lower = token.to_ascii_lowercase();
        let (main, _build) = lower.split_once('+').unwrap_or((&lower, ""));
        let (main, is_line) = main.strip_suffix(".x").map_or((main, false), |main| (main, true));
        let end = main
            .char_indices()
            .find(|&(at, letter)| !(letter.is_ascii_digit() || (letter == '.' && digit_follows(main, at))))
            .map_or(main.len(), |(at, _)| at);
        let (numbers, rest) = main.split_at_checked(end)?;
        let numbers = numbers.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<_>>>()?;
        Some(Self { text: token.to_owned(), numbers, suffix: suffix_of(rest), is_line })
    }

    /// Whether it is a pre-release: alpha, beta, candidate, development version.
    pub(super) fn is_pre_release(&self) -> bool {
        self.suffix.first().is_some_and(|(rank, _)| *rank < 0)
    }

    /// Whether it names a line (`5.x`), never one version.
    pub(super) fn is_line(&self) -> bool {
        self.is_line
    }

    /// Whether both have the same numbers, so that one can be the other's pre-release.
    pub(super) fn has_numbers_of(&self, other: &Self) -> bool {
        trimmed(&self.numbers) == trimmed(&other.numbers)
    }

    /// Whether it can be the heading over `other`: `5.4` or `5.4.x` over `5.4.1`.
    pub(super) fn is_group_of(&self, other: &Self) -> bool {
        self.suffix.is_empty() && self.numbers.len() < other.numbers.len() && other.numbers.starts_with(&self.numbers)
    }

    /// Returns the name of the group of this version that has as many numbers as `self` has: `5.5` for 5.5.0.
    pub(super) fn group_for(&self, version: &Self) -> String {
        let numbers: Vec<_> = version.numbers.iter().take(self.numbers.len()).map(u64::to_string).collect();
        format!("{}{}", numbers.join("."), if self.is_line { ".x" } else { "" })
    }
}

impl PartialEq for VersionName {
    /// Whether both are spellings of one version: `5.4.0rc1` and `v5.4.0-rc.1`, but not `5.4` and `5.4.0`.
    fn eq(&self, other: &Self) -> bool {
        self.numbers == other.numbers && self.suffix == other.suffix && self.is_line == other.is_line
    }
}

impl PartialOrd for VersionName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let release = trimmed(&self.numbers).cmp(trimmed(&other.numbers));
        let length = self.suffix.len().max(other.suffix.len());
        let none = (0, String::new());
        let part = |suffix: &[(i64, String)], at: usize| suffix.get(at).unwrap_or(&none).clone();
        Some(
            (0..length)
                .fold(release, |order, at| order.then_with(|| part(&self.suffix, at).cmp(&part(&other.suffix, at)))),
        )
    }
}

/// Returns every version in `text`, with its place.
pub(super) fn versions_in(text: &str) -> Vec<(Range<usize>, VersionName)> {
    TOKEN
        .find_iter(text)
        .filter(|found| {
            let before = text.get(..found.start()).unwrap_or_default();
            let before = before.strip_suffix(['v', 'V']).unwrap_or(before);
            let mut after = text.get(found.end()..).unwrap_or_default().chars();
            let next = after.next();
            let is_inside = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '.')
                || next.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
                || (next == Some('.') && after.next().is_some_and(char::is_alphanumeric));
            !is_inside
        })
        .filter_map(|found| Some((found.range(), VersionName::from_token(found.as_str())?)))
        .collect()
}

fn digit_follows(text: &str, at: usize) -> bool {
    text.get(at + 1..).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

fn trimmed(numbers: &[u64]) -> &[u64] {
    let zeros = numbers.iter().rev().take_while(|number| **number == 0).count();
    numbers.get(..numbers.len() - zeros).unwrap_or_default()
}

fn suffix_of(rest: &str) -> Vec<(i64, String)> {
    let mut parts: Vec<String> = Vec::new();
    for letter in rest.chars() {
        let continues = parts.last().is_some_and(|part| {
            !part.is_empty() && part.ends_with(|last: char| last.is_ascii_digit()) == letter.is_ascii_digit()
        });
        match letter {
            '.' | '-' | '_' => parts.push(String::new()),
            _ if continues || parts.last().is_some_and(String::is_empty) => {
                if let Some(part) = parts.last_mut() {
                    part.push(letter);
                }
            }
            _ => parts.push(letter.to_string()),
        }
    }
    parts.into_iter().filter(|part| !part.is_empty()).map(ranked).collect()
}

fn ranked(part: String) -> (i64, String) {
    let word = |rank, word: &str| (rank, word.to_owned());
    match part.as_str() {
        "dev" => word(-40, "dev"),
        "a" | "alpha" => word(-30, "alpha"),
        "b" | "beta" => word(-20, "beta"),
        "c" | "rc" | "pre" | "preview" => word(-10, "rc"),
        "post" => word(10, "post"),
        number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (number.parse().unwrap_or(i64::MAX), String::new())
        }
        _ => (-25, part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> VersionName {
        VersionName::parse(text).unwrap()
    }

    #[test]
    fn versions_are_in_order() {
        let sorted = [
            "4.9",
            "5.4.0.dev1",
            "5.4.0a1",
            "5.4.0-beta.2",
            "5.4.0rc1",
            "5.4.0-rc.2",
            "5.4.0",
            "5.4.0.post1",
            "5.4.1",
            "5.10",
        ];
        for pair in sorted.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
        }
        assert!(version("v5.4.0rc1") == version("5.4.0-rc.1"));
        assert!(version("5.4") != version("5.4.0"));
        assert!(version("5.4").is_group_of(&version("5.4.0rc1")));
        assert_eq!(version("5.x").group_for(&version("6.1.0")), "6.x");
    }

    #[test]
    fn a_version_is_found_as_a_whole_token_only() {
        let found = |text| versions_in(text).into_iter().map(|(_, version)| version.text).collect::<Vec<_>>();
        assert_eq!(found("[v5.4.0](x) - 2025-10-06"), ["5.4.0"]);
        assert_eq!(found("5.4.0rc1, then 5.4.0."), ["5.4.0rc1", "5.4.0"]);
        assert_eq!(found("core@1.2.3 and 10.0.0.1a2z"), ["1.2.3"]);
        assert!(found("2025-10-06, section 3").is_empty());
    }
}
