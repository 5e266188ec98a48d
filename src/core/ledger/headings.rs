//! People in the headings of a changelog: `2022-07-07, Version 14.20.0, @mona prepared by @kim`, `1.2.0, released by Mona`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::core::changelog::document::{Title, titles};
use crate::core::ledger::fact::{mentions_in, people_in};
use crate::core::ledger::{Fact, Someone, Source};
use crate::core::pattern::pattern;
use crate::core::people::Login;
use crate::core::version::Version;

/// Words behind which somebody is named who cut a release.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u)\b(?:released|prepared|cut|tagged|shepherded|managed) by:?\s+|\brelease (?:manager|shepherd|captain|lead|driver)s?:\s*",
    )
});

/// Words behind which somebody is named who prepared a release that somebody else cut.
static PREPARED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i-u)\bprepared by:?\s+"));

/// Words of the months, as far as they tell one from another.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What stands around a version and its day in the heading of a release.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\([^()]*\)|'[^']*'|"[^"]*"|“[^”]*”|‘[^’]*’"#));

/// Whom a heading names.
#[derive(Default)]
struct Named {
    /// Who cut the release.
    released_by: Vec<Someone>,
    /// Who prepared it for them; nobody where the same people did both.
    prepared_by: Vec<Someone>,
}

/// Returns what a changelog says of the releases that are known, by the position of their version in `versions`. `file`
/// is what it is called.
pub fn facts(file: &str, text: &str, versions: &[Version]) -> Vec<(usize, Fact)> {
    let known: HashMap<String, usize> =
        versions.iter().enumerate().map(|(place, version)| (version.to_string(), place)).collect();
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for title in titles(text) {
        let Some(version) = version_in(&title.text, &known) else { continue };
        let Named { released_by, prepared_by } = people(&title, &known);
        let security = [&title.text, &title.below].iter().any(|text| text.to_lowercase().contains("security release"));
        // The first heading of a version counts.
        if (released_by.is_empty() && !security) || !seen.insert(version) {
            continue;
        }
        let notes = in_words(&prepared_by);
        let place = format!("{file}:{}", title.line);
        found.push((
            version,
            Fact { source: Source::Changelog, place, released_by, notes, security, ..Fact::default() },
        ));
    }
    found
}

/// Returns the known version that a title names.
fn version_in(title: &str, known: &HashMap<String, usize>) -> Option<usize> {
    words(title).find_map(|word| known.get(bare(word)).copied())
}

fn words(title: &str) -> impl Iterator<Item = &str> {
    title
        .split(|letter: char| letter.is_whitespace() || "()[],:".contains(letter))
        .map(|word| word.trim_matches(|letter: char| "*_`–—|".contains(letter)))
        .filter(|word| !word.is_empty() && *word != "-")
}

fn bare(word: &str) -> &str {
    word.trim_start_matches(['v', 'V']).trim_end_matches('.')
}

/// Says whether a text is the head of a release: a known version, perhaps the name of the project before it, a day, and
/// what is in brackets or quotation marks.
fn is_head(text: &str, known: &HashMap<String, usize>) -> bool {
    // Of brackets that hold the version or the day nothing is taken away.
    let has_number = |text: &str| text.contains(|letter: char| letter.is_ascii_digit());
    let text = BESIDE.replace_all(text, |found: &regex::Captures<'_>| {
        let part = found.get(0).map_or("", |part| part.as_str());
        if has_number(part) { part.to_owned() } else { " ".to_owned() }
    });
    let is_about_the_day = |word: &str| {
        let lower = word.to_lowercase();
        lower.starts_with(|letter: char| letter.is_ascii_digit())
            || MONTHS.iter().any(|month| lower.starts_with(month) && lower.len() < 10)
            || ["version", "release", "released", "on", "of", "the"].contains(&lower.as_str())
    };
    let (mut has_version, mut others) = (false, 0);
    for word in words(&text) {
        if known.contains_key(bare(word)) {
            has_version = true;
        } else if !is_about_the_day(word) {
            others += 1;
            // The name of the project stands before the version.
            if has_version || others > 1 {
                return false;
            }
        }
    }
    has_version
}

/// Returns who is named in the head of a release, else in the line below it.
fn people(title: &Title, known: &HashMap<String, usize>) -> Named {
    if let Some(behind) = logins_behind(&title.text, known) {
        return named_in(behind, |text| mentions_in(text).into_iter().map(Someone::Login).collect());
    }
    let named = |before: &str, text: &str, end: usize| {
        let rest = text.get(end..)?;
        // What follows behind a sentence, a date or a bracket is about something else.
        let end = rest.find(['(', ')', ';', '|', '*', '_', '[', ']']).unwrap_or(rest.len());
        let rest = rest.get(..end)?;
        let rest = rest.split(" on ").next().unwrap_or(rest);
        let named = named_in(rest.trim().trim_end_matches('.'), people_in);
        let count = named.released_by.len() + named.prepared_by.len();
        (is_head(before, known) && (1..5).contains(&count)).then_some(named)
    };
    if let Some(by) = BY.find(&title.text) {
        let before = title.text.get(..by.start()).unwrap_or_default();
        return named(before, &title.text, by.end()).unwrap_or_default();
    }
    // Below a title only a line that is about nothing else counts.
    let below = title.below.trim_start_matches(|letter: char| "*_>- ".contains(letter));
    let by = BY.find(below).filter(|by| by.start() == 0);
    by.and_then(|by| named(&title.text, below, by.end())).unwrap_or_default()
}

/// Returns who cut a release and who only prepared it, as a text says. `@mona prepared by @kim` is of a release that mona
/// cut; who is the only one that is named cut it. `read` finds the people in a part of the text.
fn named_in(text: &str, read: impl Fn(&str) -> Vec<Someone>) -> Named {
    let (before, behind) = match PREPARED.find(text) {
        Some(by) => (text.get(..by.start()).unwrap_or_default(), text.get(by.end()..).unwrap_or_default()),
        None => (text, ""),
    };
    let (released_by, mut prepared_by) = (read(before), read(behind));
    if released_by.is_empty() {
        return Named { released_by: prepared_by, prepared_by: Vec::new() };
    }
    prepared_by.retain(|someone| !released_by.contains(someone));
    Named { released_by, prepared_by }
}

/// Returns what stands right behind the head of a release where that is logins and nothing else: `1.2.0, @mona`,
/// `1.2.0 (@mona)`, `1.2.0 by @mona`, `1.2.0 @mona prepared by @kim`.
fn logins_behind<'a>(title: &'a str, known: &HashMap<String, usize>) -> Option<&'a str> {
    let first = title.match_indices('@').find(|(at, _)| !mentions_in(title.get(*at..).unwrap_or_default()).is_empty());
    let (before, after) = title.split_at(first?.0);
    let before = before.trim_end().trim_end_matches('[').trim_end();
    let without_by = before.get(before.len().saturating_sub(3)..).filter(|end| end.eq_ignore_ascii_case(" by"));
    let before = without_by.and(before.get(..before.len().saturating_sub(3))).unwrap_or(before);
    let plain = after.to_lowercase().replace(" prepared by ", " and ").replace(" and ", " ").replace(" & ", " ");
    let ends = plain.split(|letter: char| letter.is_whitespace() || ",()[]+/".contains(letter));
    let are_logins = ends.filter(|word| !word.is_empty()).all(|word| {
        word.strip_prefix('@').is_some_and(|login| login != "bot" && login.parse::<Login>().is_ok()) || word == "bot"
    });
    let before = before.trim_end_matches(['(', ',', '-', '–', '—', '|', ' ']);
    (are_logins && is_head(before, known)).then_some(after)
}

/// Returns who prepared it, in words; empty for nobody. Whoever stands there by an address has a name.
fn in_words(prepared_by: &[Someone]) -> String {
    let one = |someone: &Someone| match someone {
        Someone::Login(login) => format!("@{login}"),
        Someone::Name(name) => name.clone(),
        Someone::Signed { person, .. } => person.name.clone(),
    };
    let people: Vec<String> = prepared_by.iter().map(one).filter(|name| !name.is_empty()).collect();
    if people.is_empty() { String::new() } else { format!("prepared by {}", people.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let versions: Vec<Version> =
            ["14.20.0", "1.2.0", "1.3.0"].iter().filter_map(|version| Version::parse(version)).collect();
        let one = |(version, fact): (usize, Fact)| {
            let people: Vec<String> = fact.released_by.iter().map(|someone| format!("{someone:?}")).collect();
            let security = if fact.security { "security" } else { "" };
            let parts = [&versions[version].to_string(), fact.place.as_str(), &people.join(" "), &fact.notes, security];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        facts("C.md", text, &versions).into_iter().map(one).collect()
    }

    #[test]
    fn headings_of_real_changelogs_are_read() {
        let text = "# Changelog\n\n<a id=\"14.20.0\"></a>\n\n\
                    ## 2022-07-07, Version 14.20.0 'Fermium' (LTS), @danielle prepared by @juan\n\nThis is a security release.\n\n* x by @someone\n\n\
                    ## v1.2.0 (2020-01-01), released by Mona Lisa\n\n### Fixed by @kim\n\n\
                    ## [1.3.0] - 2021-01-01\n\n*Release manager: @ann*\n\n## 9.9.9, @zoe\n";
        assert_eq!(
            told(text),
            [
                "14.20.0 C.md:5 Login(\"danielle\") prepared by @juan security",
                "1.2.0 C.md:11 Name(\"Mona Lisa\")",
                "1.3.0 C.md:15 Login(\"ann\")"
            ]
        );
    }

    #[test]
    fn each_clear_form_is_read() {
        for text in [
            "## 1.2.0, @kim\n",
            "## v1.2.0 (2020-01-01), @kim\n",
            "## 1.2.0 - 2020-01-01 - @kim\n",
            "## [1.2.0] (@kim)\n",
            "## 1.2.0 (5th of January 2020) (@kim)\n",
            "## Hello 1.2.0, released by @kim\n",
            "## Version 1.2.0 (Jan 5, 2020), [@kim](https://github.com/kim)\n",
            "## 2020-01-01, Version 1.2.0 \"Argon\" (Current), @kim\n",
        ] {
            assert_eq!(told(text), ["1.2.0 C.md:1 Login(\"kim\")"], "{text}");
        }
        assert_eq!(told("## 1.2.0, @kim and @zoe\n"), ["1.2.0 C.md:1 Login(\"kim\") Login(\"zoe\")"]);
    }

    #[test]
    fn who_cut_a_release_is_told_from_who_prepared_it() {
        let both = "1.2.0 C.md:1 Login(\"vee\") prepared by @zed";
        for text in [
            "## 1.2.0 @vee prepared by @zed\n",
            "## 1.2.0 (2024-01-01) @vee prepared by @zed\n",
            "## 1.2.0, released by @vee, prepared by @zed\n",
            "## 1.2.0 (@vee, Prepared by @zed)\n",
        ] {
            assert_eq!(told(text), [both], "{text}");
        }
        for text in [
            "## 1.2.0 @vee\n",
            "## v1.2.0 (2024-01-01) @vee\n",
            "## 1.2.0 by @vee\n",
            "## 1.2.0 - By @vee\n",
            "## 1.2.0, prepared by @vee\n",
            "## 1.2.0 @vee prepared by @vee\n",
        ] {
            assert_eq!(told(text), ["1.2.0 C.md:1 Login(\"vee\")"], "{text}");
        }
        assert_eq!(told("## 1.2.0, prepared by @vee and @zed\n"), ["1.2.0 C.md:1 Login(\"vee\") Login(\"zed\")"]);
        for text in ["## 1.2.0 thanks @vee\n", "## 1.2.0 with @media\n", "## 1.2.0 @decorator support\n", "## é @vee\n"]
        {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_heading_without_people_says_nothing() {
        for text in [
            "## 1.2.0\n\nThanks to @kim\n",
            "## 1.2.0 (2020-01-01)\n\n- fixed by @kim\n",
            "## @scope/package@1.2.0\n",
            "## 1.2.0\n\nThis was prepared by many people over a long time, and it shows.\n",
            "```\n## 1.2.0, @kim\n```\n",
            "### New: `@decorator` in 1.2.0\n",
            "## 1.2.0 Support for @media queries\n",
            "## 1.2.0 (uses node @20)\n",
            "## 1.2.0 (thanks @helper for the report)\n",
            "## 1.2.0, @media queries\n",
            "## 1.2.0 - a cache, @cached\n",
            "### Memory released by @gc in 1.2.0\n",
            "### A lock of 1.2.0 is released by @gc\n",
            "## New in 1.2.0, @cached\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
