//! People in the headings of a changelog: `2022-07-07, Version 14.20.0, @mona prepared by @kim`, `1.2.0, released by Mona`.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::core::changelog::document::{Title, titles};
use crate::core::ledger::fact::{mentions_in, people_in};
use crate::core::ledger::{Fact, Someone, Source};
use crate::core::pattern::pattern;
use crate::core::version::Version;

/// Words behind which somebody is named who cut a release.
static BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u)\b(?:released|prepared|cut|tagged|shepherded|managed) by:?\s+|\brelease (?:manager|shepherd|captain|lead|driver)s?:\s*",
    )
});

/// Returns what a changelog says of the releases that are known, by the position of their version in `versions`. `file`
/// is what it is called.
pub fn facts(file: &str, text: &str, versions: &[Version]) -> Vec<(usize, Fact)> {
    let known: HashMap<String, usize> =
        versions.iter().enumerate().map(|(place, version)| (version.to_string(), place)).collect();
    let mut found: Vec<(usize, Fact)> = Vec::new();
    for title in titles(text) {
        let Some(version) = version_in(&title.text, &known) else { continue };
        let released_by = people(&title);
        let security = [&title.text, &title.below].iter().any(|text| text.to_lowercase().contains("security release"));
        let is_first = found.iter().all(|(place, _)| *place != version);
        if (released_by.is_empty() && !security) || !is_first {
            continue;
        }
        let prepared = title.text.to_lowercase().contains("prepared by");
        let notes = if prepared && released_by.len() > 1 { prepared_by(&title.text) } else { String::new() };
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
    let words = title.split(|letter: char| letter.is_whitespace() || "()[],:".contains(letter));
    let bare = |word: &str| word.trim_start_matches(['v', 'V']).trim_end_matches('.').to_owned();
    words.filter(|word| !word.is_empty()).find_map(|word| known.get(&bare(word)).copied())
}

/// Returns who is named in a title, else in the line below it.
fn people(title: &Title) -> Vec<Someone> {
    let logins = mentions_in(&title.text);
    if !logins.is_empty() {
        return logins.into_iter().map(Someone::Login).collect();
    }
    // Below a title only a line that is about nothing else counts.
    let below = title.below.trim_start_matches(|letter: char| "*_>- ".contains(letter));
    let named = |text: &str, only_at_start: bool| {
        let found = BY.find(text).filter(|found| !only_at_start || found.start() == 0)?;
        let rest = text.get(found.end()..)?;
        // What follows behind a sentence, a date or a bracket is about something else.
        let end = rest.find(['(', ')', ';', '|', '*', '_', '[', ']']).unwrap_or(rest.len());
        let rest = rest.get(..end)?;
        let rest = rest.split(" on ").next().unwrap_or(rest);
        Some(people_in(rest.trim().trim_end_matches('.'))).filter(|people| !people.is_empty() && people.len() < 5)
    };
    named(&title.text, false).or_else(|| named(below, true)).unwrap_or_default()
}

/// Returns who prepared it, in words.
fn prepared_by(title: &str) -> String {
    let lower = title.to_lowercase();
    let behind = lower.find("prepared by").and_then(|at| title.get(at..)).unwrap_or_default();
    let logins: Vec<String> = mentions_in(behind).into_iter().map(|login| format!("@{login}")).collect();
    if logins.is_empty() { String::new() } else { format!("prepared by {}", logins.join(", ")) }
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
                "14.20.0 C.md:5 Login(\"danielle\") Login(\"juan\") prepared by @juan security",
                "1.2.0 C.md:11 Name(\"Mona Lisa\")",
                "1.3.0 C.md:15 Login(\"ann\")"
            ]
        );
    }

    #[test]
    fn a_heading_without_people_says_nothing() {
        for text in [
            "## 1.2.0\n\nThanks to @kim\n",
            "## 1.2.0 (2020-01-01)\n\n- fixed by @kim\n",
            "## @scope/package@1.2.0\n",
            "## 1.2.0\n\nThis was prepared by many people over a long time, and it shows.\n",
            "```\n## 1.2.0, @kim\n```\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
