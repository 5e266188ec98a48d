//! The records held against the tags: what disagrees, what is missing, what is there twice.

use std::collections::{BTreeMap, HashMap};

use crate::core::ledger::identities::{Book, Known};
use crate::core::ledger::{Fact, Release, Someone, Source, Tagged, kinds, trailers};
use crate::core::people::Roster;
use crate::core::version::Version;

/// So many days may lie between a record and its tag: which day it is depends on the time zone.
const DAYS: i64 = 1;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// The record and the tag, or its trailers, say different things.
    Disagrees,
    /// A tag has no record.
    NoRecord,
    /// A record has no tag.
    NoTag,
    /// One version is recorded twice.
    Twice,
    /// Nobody is known to have cut it.
    Nobody,
    /// Somebody in the records is not in the roster.
    UnknownPerson,
    /// A record has a key that is none.
    UnknownKey,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What sort.
    pub problem: Problem,
    /// The tag that it is about; of a person, the newest of theirs.
    pub tag: String,
    /// What is wrong, in words.
    pub text: String,
}

/// What comes of holding the records against the tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What is wrong, by tag in the order of the tags, then people.
    pub findings: Vec<Finding>,
    /// How many records have a tag.
    pub compared: usize,
    /// How many of these tags carry trailers.
    pub with_trailers: usize,
}

impl Problem {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Disagrees => "disagrees",
            Self::NoRecord => "no-record",
            Self::NoTag => "no-tag",
            Self::Twice => "twice",
            Self::Nobody => "nobody",
            Self::UnknownPerson => "unknown-person",
            Self::UnknownKey => "unknown-key",
        }
    }
}

/// Holds the records of a project against its tags. Who is who is known as an import knows it. People are unknown only
/// where the roster has anybody at all. `doubts` are keys that are none, each with its tag, in words.
pub fn verify(releases: &[Release], tags: &[Tagged], known: Known<'_>, doubts: &[(String, String)]) -> Verified {
    let roster = known.roster;
    let mut verified = Verified::default();
    let facts: Vec<Vec<Fact>> = tags.iter().map(Tagged::facts).collect();
    let named: Vec<&Someone> = facts.iter().flatten().flat_map(Fact::people).collect();
    let called: Vec<&str> = releases.iter().flat_map(Release::everybody).collect();
    let mut book = Book::new(known, &named, &called);
    let mut recorded: HashMap<&str, Vec<&Release>> = HashMap::new();
    for release in releases {
        recorded.entry(release.tag.as_str()).or_default().push(release);
    }
    let versions: Vec<Version> = tags.iter().map(|tag| tag.version.clone()).collect();
    for (tagged, kind) in tags.iter().zip(kinds(&versions)) {
        let Some(records) = recorded.remove(tagged.tag.as_str()) else {
            verified.add(Problem::NoRecord, &tagged.tag, "the tag has no record".to_owned());
            continue;
        };
        verified.compared += 1;
        let said = trailers::fact(&tagged.trailers);
        verified.with_trailers += usize::from(said.is_some());
        if records.len() > 1 {
            verified.add(Problem::Twice, &tagged.tag, format!("the tag is recorded {} times", records.len()));
        }
        for release in records {
            for text in disagreements(release, tagged, kind.name(), &mut book) {
                verified.add(Problem::Disagrees, &tagged.tag, text);
            }
            if release.released_by.is_empty() {
                verified.add(Problem::Nobody, &tagged.tag, "nobody is known to have cut it".to_owned());
            }
        }
    }
    // In the order of the records.
    for release in releases {
        if recorded.remove(release.tag.as_str()).is_some() {
            verified.add(Problem::NoTag, &release.tag, "the record has no tag here".to_owned());
        }
    }
    for (tag, text) in doubts {
        verified.add(Problem::UnknownKey, tag, text.clone());
    }
    verified.add_versions(releases);
    verified.add_people(releases, roster);
    verified
}

impl Verified {
    fn add(&mut self, problem: Problem, tag: &str, text: String) {
        self.findings.push(Finding { problem, tag: tag.to_owned(), text });
    }

    /// Adds versions that several tags have.
    fn add_versions(&mut self, releases: &[Release]) {
        let mut by_version: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for release in releases {
            let bare = release.version.trim_start_matches(['v', 'V']);
            let parsed = Version::parse(bare);
            let key = match parsed.filter(|version| !version.is_pre_release()) {
                // `2.0` and `2.0.0` are one version.
                Some(version) if !bare.contains(['+', '-']) && !bare.contains("post") => {
                    let mut numbers = version.numbers();
                    while numbers.last() == Some(&0) {
                        numbers.pop();
                    }
                    format!("{numbers:?}")
                }
                _ => bare.to_lowercase(),
            };
            let tags = by_version.entry(key).or_default();
            if !tags.contains(&release.tag.as_str()) {
                tags.push(&release.tag);
            }
        }
        for tags in by_version.values().filter(|tags| tags.len() > 1) {
            if let Some((first, others)) = tags.split_first() {
                self.add(Problem::Twice, first, format!("one version with {}", others.join(", ")));
            }
        }
    }

    /// Adds people who are not in the roster.
    fn add_people(&mut self, releases: &[Release], roster: &Roster) {
        if roster.0.is_empty() {
            return;
        }
        let mut unknown: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        for release in releases {
            for who in release.people().into_iter().filter(|who| roster.known_as(who).is_none()) {
                let known = unknown.entry(who).or_insert((&release.tag, 0));
                *known = (&release.tag, known.1 + 1);
            }
        }
        for (who, (tag, count)) in unknown {
            let more = if count > 1 { format!(" ({count} releases)") } else { String::new() };
            self.add(Problem::UnknownPerson, tag, format!("{who} is not among the people of the records{more}"));
        }
    }
}

/// Returns in what a record disagrees with its tag.
fn disagreements(release: &Release, tagged: &Tagged, kind: &str, book: &mut Book<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let short = |commit: &str| commit.get(..12).unwrap_or(commit).to_owned();
    if !release.commit.is_empty() && release.commit != tagged.commit {
        found.push(format!(
            "the record says commit {}, the tag is on {}",
            short(&release.commit),
            short(&tagged.commit)
        ));
    }
    if let (Some(recorded), Some(date)) = (release.date, tagged.date)
        && recorded.duration_since(date).as_hours().abs() > DAYS * 24
    {
        found.push(format!("the record says {recorded}, the tag is of {date}"));
    }
    // What somebody said themselves is theirs to say.
    if !release.kind.is_empty() && release.kind != kind && !matches!(release.source, Source::Record | Source::Table) {
        found.push(format!("the record says {}, by the versions it is {kind}", release.kind));
    }
    let version = Version::parse(release.version.trim_start_matches(['v', 'V']));
    if version.as_ref() != Some(&tagged.version) {
        found.push(format!("the record says version {}, the tag says {}", release.version, tagged.version));
    }
    let Some(said) = trailers::fact(&tagged.trailers) else { return found };
    let roles = [
        ("released-by", &release.released_by, &said.released_by),
        ("mentored-by", &release.mentored_by, &said.mentored_by),
        ("sponsored-by", &release.sponsored_by, &said.sponsored_by),
        ("shadowed-by", &release.shadowed_by, &said.shadowed_by),
    ];
    for (role, recorded, said) in roles {
        let said = book.all(said);
        let today: Vec<String> = recorded.iter().map(|who| book.today(who)).collect();
        let covers = |one: &[String], other: &[String]| {
            one.iter().all(|who| other.iter().any(|other| who.eq_ignore_ascii_case(other)))
        };
        // A record may know more than the tag; of who cut it the tag knows all, where it says anything.
        let is_more = role != "released-by" || said.is_empty();
        if !covers(&said, &today) || !(is_more || covers(&today, &said)) {
            let people = |people: &[String]| if people.is_empty() { "nobody".to_owned() } else { people.join(", ") };
            found.push(format!("{role}: the record says {}, the tag says {}", people(recorded), people(&said)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::identity::Identities;
    use crate::core::changelog::rules::Rules;
    use crate::core::people::Person;

    fn tagged(tag: &str, trailers: &[(&str, &str)]) -> Tagged {
        Tagged {
            tag: tag.to_owned(),
            version: Version::parse(tag.trim_start_matches('v')).unwrap(),
            commit: "a".repeat(40),
            date: Some(jiff::civil::date(2026, 3, 28)),
            tagger: None,
            trailers: trailers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            merger: None,
            bump: None,
            pull_request: None,
            near: Vec::new(),
        }
    }

    fn record(tag: &str) -> Release {
        Release {
            tag: tag.to_owned(),
            version: tag.trim_start_matches('v').to_owned(),
            kind: "major".to_owned(),
            commit: "a".repeat(40),
            date: Some(jiff::civil::date(2026, 3, 28)),
            released_by: vec!["kim".to_owned()],
            source: Source::Guide,
            ..Release::default()
        }
    }

    fn told(releases: &[Release], tags: &[Tagged], roster: &Roster) -> Vec<String> {
        let one = |finding: Finding| format!("{}: {}: {}", finding.problem.word(), finding.tag, finding.text);
        verified(releases, tags, roster).findings.into_iter().map(one).collect()
    }

    fn verified(releases: &[Release], tags: &[Tagged], roster: &Roster) -> Verified {
        let (rules, history) = (Rules::default(), Identities::default());
        verify(releases, tags, Known { roster, rules: &rules, history: &history, given: &[] }, &[])
    }

    #[test]
    fn people_are_joined_as_an_import_joins_them() {
        let kim = "Kim Newcomer <2+kim@users.noreply.github.com>";
        let tags = [
            tagged("1.0.0", &[("Released-by", kim)]),
            tagged("1.0.1", &[("Released-by", "Ann <ann@example.org>"), ("Mentored-by", "")]),
            tagged("1.0.2", &[("Released-by", "Ann Other <ann@example.org>")]),
        ];
        let ann = Person { login: "ann".to_owned(), aliases: vec!["ann@example.org".to_owned()], ..Person::default() };
        let ann_is = |who: &str| vec![who.to_owned()];
        let releases = [
            record("1.0.0"),
            // The record knows more than the tag.
            Release {
                kind: "patch".to_owned(),
                released_by: ann_is("ann"),
                mentored_by: ann_is("kim"),
                ..record("1.0.1")
            },
            Release { kind: "patch".to_owned(), released_by: ann_is("Ann Other"), ..record("1.0.2") },
        ];
        let kim = Person { login: "kim".to_owned(), ..Person::default() };
        let found = told(&releases, &tags, &Roster(vec![ann, kim]));
        assert_eq!(found, ["unknown-person: 1.0.2: Ann Other is not among the people of the records"]);
    }

    #[test]
    fn a_version_that_is_not_the_tags_is_found() {
        let tags = [tagged("1.0.0", &[]), tagged("2.0.0", &[])];
        let version = |tag: &str, version: &str| Release { version: version.to_owned(), ..record(tag) };
        let found = told(&[version("1.0.0", "new"), version("2.0.0", "2.0.1")], &tags, &Roster::default());
        assert_eq!(
            found,
            [
                "disagrees: 1.0.0: the record says version new, the tag says 1.0.0",
                "disagrees: 2.0.0: the record says version 2.0.1, the tag says 2.0.0"
            ]
        );
    }

    #[test]
    fn what_agrees_is_no_finding() {
        let roster =
            Roster(vec![Person { login: "kim".to_owned(), aliases: vec!["kim-old".to_owned()], ..Person::default() }]);
        let tags = [tagged("1.0.0", &[("Released-by", "@Kim-old")])];
        // Another zone, another day.
        let release = Release { date: Some(jiff::civil::date(2026, 3, 29)), ..record("1.0.0") };
        let verified = verified(&[release], &tags, &roster);
        assert_eq!(verified, Verified { findings: Vec::new(), compared: 1, with_trailers: 1 });
    }

    #[test]
    fn each_thing_that_is_wrong_is_found() {
        let tags = [
            tagged("1.0.0", &[("Released-by", "@mona"), ("Mentored-by", "@ann")]),
            tagged("v2.0.0", &[]),
            tagged("3.0.0", &[]),
            tagged("4.0.0", &[]),
        ];
        let releases = [
            record("1.0.0"),
            Release {
                commit: "b".repeat(40),
                date: Some(jiff::civil::date(2026, 3, 30)),
                kind: "minor".to_owned(),
                released_by: Vec::new(),
                ..record("v2.0.0")
            },
            record("2.0"),
            record("4.0.0"),
            record("4.0.0"),
        ];
        let roster = Roster(vec![Person { login: "mona".to_owned(), ..Person::default() }]);
        insta::assert_snapshot!(told(&releases, &tags, &roster).join("\n"), @"
        disagrees: 1.0.0: released-by: the record says kim, the tag says mona
        disagrees: 1.0.0: mentored-by: the record says nobody, the tag says ann
        disagrees: v2.0.0: the record says commit bbbbbbbbbbbb, the tag is on aaaaaaaaaaaa
        disagrees: v2.0.0: the record says 2026-03-30, the tag is of 2026-03-28
        disagrees: v2.0.0: the record says minor, by the versions it is major
        nobody: v2.0.0: nobody is known to have cut it
        no-record: 3.0.0: the tag has no record
        twice: 4.0.0: the tag is recorded 2 times
        no-tag: 2.0: the record has no tag here
        twice: v2.0.0: one version with 2.0
        unknown-person: 4.0.0: kim is not among the people of the records (4 releases)
        ");
        assert!(!told(&releases, &tags, &Roster::default()).join("\n").contains("unknown-person"));
    }
}
