//! The records held against the tags: what disagrees, what is missing, what is there twice.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::core::ledger::identities::{Book, Known};
use crate::core::ledger::order::version_key;
use crate::core::ledger::{Fact, Release, Someone, Source, Tagged, kind_word, kinds};
use crate::core::version::{ReleaseKind, Version};

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
    /// Who cut a release was its mentor as well.
    OwnMentor,
    /// People say another kind than the step of the version, which is theirs to say.
    Kind,
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
    /// What may be meant so.
    pub doubts: Vec<Finding>,
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
            Self::OwnMentor => "own-mentor",
            Self::Kind => "kind",
        }
    }
}

/// Holds the records of a project against its tags. Who is who is known as an import knows it. People are unknown only
/// where the roster has anybody at all. `doubts` are keys that are none, each with its tag, in words.
pub fn verify(releases: &[Release], tags: &[Tagged], known: Known<'_>, doubts: &[(String, String)]) -> Verified {
    let mut verified = Verified::default();
    let mut facts: Vec<Vec<Fact>> = tags.iter().map(Tagged::facts).collect();
    facts.iter_mut().flatten().for_each(|fact| fact.join(known.mailmap));
    let named: Vec<&Someone> = facts.iter().flatten().flat_map(Fact::people).collect();
    let called: Vec<&str> = releases.iter().flat_map(Release::everybody).collect();
    let mut book = Book::new(known, &named, &called);
    let mut recorded: HashMap<&str, Vec<&Release>> = HashMap::new();
    for release in releases {
        recorded.entry(release.tag.as_str()).or_default().push(release);
    }
    let release_of = |tagged: &Tagged| (tagged.commit.clone(), version_key(&tagged.version.to_string()));
    let is_recorded = |tagged: &&Tagged| recorded.contains_key(tagged.tag.as_str());
    // It may also be recorded under a tag that is not here any more.
    let by_record = releases.iter().map(|release| (release.commit.clone(), version_key(&release.version)));
    let with_record: HashSet<(String, String)> = tags
        .iter()
        .filter(is_recorded)
        .map(release_of)
        .chain(by_record.filter(|(commit, _)| !commit.is_empty()))
        .collect();
    let versions: Vec<Version> = tags.iter().map(|tag| tag.version.clone()).collect();
    for ((tagged, facts), kind) in tags.iter().zip(&facts).zip(kinds(&versions)) {
        let Some(records) = recorded.remove(tagged.tag.as_str()) else {
            // One release may have two tags, and is recorded under one of them.
            if !with_record.contains(&release_of(tagged)) {
                verified.add(Problem::NoRecord, &tagged.tag, "the tag has no record".to_owned());
            }
            continue;
        };
        verified.compared += 1;
        let said = facts.iter().find(|fact| fact.source == Source::Trailer);
        verified.with_trailers += usize::from(said.is_some());
        if records.len() > 1 {
            verified.add(Problem::Twice, &tagged.tag, format!("the tag is recorded {} times", records.len()));
        }
        for release in records {
            for text in disagreements(release, tagged, said, &mut book) {
                verified.add(Problem::Disagrees, &tagged.tag, text);
            }
            verified.add_kind(release, &tagged.version, kind);
            if release.released_by.is_empty() {
                verified.add(Problem::Nobody, &tagged.tag, "nobody is known to have cut it".to_owned());
            }
        }
    }
    // In the order of the records.
    for release in releases {
        if recorded.remove(release.tag.as_str()).is_some() {
            verified.add(Problem::NoTag, &release.tag, "the record has no tag here".to_owned());
            if let Some(version) = Version::parse(release.version.trim_start_matches(['v', 'V'])) {
                verified.add_stage(release, &version);
            }
        }
    }
    for (tag, text) in doubts {
        verified.add(Problem::UnknownKey, tag, text.clone());
    }
    verified.add_versions(releases);
    verified.add_own_mentors(releases);
    verified.add_people(releases, &book);
    verified
}

impl Verified {
    fn add(&mut self, problem: Problem, tag: &str, text: String) {
        self.findings.push(Finding { problem, tag: tag.to_owned(), text });
    }

    /// Adds a kind that is not the one of the version. What people said of the step is theirs to say, and a doubt.
    fn add_kind(&mut self, release: &Release, version: &Version, kind: ReleaseKind) {
        if release.kind.is_empty() || release.kind == kind.name() || self.add_stage(release, version) {
            return;
        }
        let text = format!("the record says {}, by the versions it is {}", release.kind, kind.name());
        match release.source {
            Source::Record | Source::Table if kind_word(&release.kind).is_ok() => {
                self.doubts.push(Finding { problem: Problem::Kind, tag: release.tag.clone(), text });
            }
            // A word of their own.
            Source::Record | Source::Table => {}
            _ => self.add(Problem::Disagrees, &release.tag, text),
        }
    }

    /// Adds a record that calls a pre-release final, or a final version a pre-release, whoever says so; `true` where it
    /// does.
    fn add_stage(&mut self, release: &Release, version: &Version) -> bool {
        let pre_release = ReleaseKind::PreRelease.name();
        // Another word may mean anything.
        let Ok(said) = kind_word(&release.kind) else { return false };
        if (said == pre_release) == version.is_pre_release() {
            return false;
        }
        let stage = if version.is_pre_release() { "a pre-release" } else { "no pre-release" };
        self.add(Problem::Disagrees, &release.tag, format!("the record says {said}, and {version} is {stage}"));
        true
    }

    /// Adds versions that several tags have.
    fn add_versions(&mut self, releases: &[Release]) {
        let mut by_version: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for release in releases {
            let tags = by_version.entry(version_key(&release.version)).or_default();
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

    /// Adds mentors of a release that they cut alone. Of several who cut it together one may well have been the mentor.
    fn add_own_mentors(&mut self, releases: &[Release]) {
        for release in releases {
            if let [only] = release.released_by.as_slice()
                && release.mentored_by.iter().any(|mentor| mentor.eq_ignore_ascii_case(only))
            {
                let text = format!("{only} cut it alone, and is the mentor of it as well");
                self.add(Problem::OwnMentor, &release.tag, text);
            }
        }
    }

    /// Adds people who are not in the roster, as doubts.
    fn add_people(&mut self, releases: &[Release], book: &Book<'_>) {
        let roster = book.roster();
        if roster.is_empty() {
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
            let text = format!("{who} is not among the people of the records{more}");
            // Who released years ago need not be in the roster.
            self.doubts.push(Finding { problem: Problem::UnknownPerson, tag: tag.to_owned(), text });
        }
    }
}

/// Returns in what a record disagrees with its tag.
fn disagreements(release: &Release, tagged: &Tagged, said: Option<&Fact>, book: &mut Book<'_>) -> Vec<String> {
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
    let version = Version::parse(release.version.trim_start_matches(['v', 'V']));
    if version.as_ref() != Some(&tagged.version) {
        found.push(format!("the record says version {}, the tag says {}", release.version, tagged.version));
    }
    let Some(said) = said else { return found };
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
