//! Records made from what tags, tables, changelogs and GitHub say, and held against those that are there.
//!
//! Of all that is said of a release the place that is trusted most decides, in the order of [`Source`]. What is known
//! already is never replaced by what is trusted less.

mod compare;
#[cfg(test)]
mod tests;
mod twins;

use std::collections::{HashMap, HashSet};

use jiff::Span;
use jiff::civil::Date;

use crate::core::ledger::identities::{Book, Joined, Known};
use crate::core::ledger::{Confidence, Fact, Release, Someone, Source, Tagged, kinds};
use crate::core::people::Login;
use crate::core::version::Version;

pub use compare::Difference;
use compare::compare;
use twins::{Gone, leads};

/// What is to be joined into records.
pub struct Sources<'a> {
    /// The project, as `owner/name`.
    pub project: &'a str,
    /// The tags, oldest first.
    pub tags: &'a [Tagged],
    /// What other places say, by the position of the tag.
    pub facts: &'a [(usize, Fact)],
    /// What is recorded already.
    pub present: &'a [Release],
}

/// What comes of an import.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Releases that are not recorded yet, oldest first.
    pub new: Vec<Found>,
    /// Records of which more is known now: as they are, and as they would be.
    pub better: Vec<(Release, Found)>,
    /// Records that say something else, and stay as they are.
    pub differences: Vec<Difference>,
    /// How many records say the same already.
    pub same: usize,
    /// Everybody who was named, and who they are.
    pub people: Vec<Joined>,
    /// Names and addresses that were given by hand and are nobody's.
    pub unused: Vec<String>,
    /// The bots that were not counted, and how often each was named.
    pub bots: Vec<(String, usize)>,
    /// Tags that are not recorded of their own, each with the tag that names the same version on the same commit.
    pub twins: Vec<(String, String)>,
    /// By the position of each tag that of the tag under which its release is recorded.
    leads: Vec<usize>,
}

/// A release as it would be recorded, and what it is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub release: Release,
    /// What each place says, the most trusted first.
    pub evidence: Vec<Evidence>,
}

/// What one place says of who cut a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What sort of place.
    pub source: Source,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it stands; may be empty.
    pub place: String,
    /// Who, as a record calls them.
    pub released_by: Vec<String>,
}

impl Import {
    /// Returns the records that would be written, oldest first.
    pub fn written(&self) -> impl Iterator<Item = &Found> {
        self.new.iter().chain(self.better.iter().map(|(_, found)| found))
    }

    /// Returns the tags of the releases of which nobody is known.
    pub fn unknown(&self) -> Vec<&str> {
        let unknown = self.written().filter(|found| found.release.released_by.is_empty());
        unknown.map(|found| found.release.tag.as_str()).collect()
    }

    /// Returns the releases that are not recorded yet and whose day is later than the one after `today`, which may have
    /// begun elsewhere.
    pub fn still_to_come(&self, today: Date) -> Vec<&Release> {
        let is_later =
            |release: &&Release| release.date.is_some_and(|date| date > today.saturating_add(Span::new().days(1)));
        self.new.iter().map(|found| &found.release).filter(is_later).collect()
    }

    /// Returns how many records say something else in at least one thing.
    pub fn differing(&self) -> usize {
        self.differences.iter().map(|difference| &difference.tag).collect::<HashSet<_>>().len()
    }

    /// Returns the positions of the tags whose release is known by nothing as good as a source, of those in `tags` that
    /// this was imported from.
    pub fn weaker_than(&self, source: &Source, tags: &[Tagged], present: &[Release]) -> Vec<usize> {
        let written = self.written().map(|found| &found.release);
        let known: HashMap<&str, &Release> =
            present.iter().chain(written).map(|release| (release.tag.as_str(), release)).collect();
        let twins: HashMap<&str, &str> = self.twins.iter().map(|(tag, of)| (tag.as_str(), of.as_str())).collect();
        let is_weaker = |lead: &usize| {
            let of = |tag: &str| known.get(tag).or_else(|| known.get(twins.get(tag)?));
            let release = tags.get(*lead).and_then(|tag| of(&tag.tag));
            release.is_none_or(|release| release.source > *source)
        };
        self.leads.iter().enumerate().filter(|(_, lead)| is_weaker(lead)).map(|(place, _)| place).collect()
    }
}

/// Joins all that is said into records.
pub fn import(sources: &Sources<'_>, known: Known<'_>) -> Import {
    let tags = sources.tags;
    let mut recorded: HashMap<&str, &Release> = HashMap::with_capacity(sources.present.len());
    for release in sources.present {
        recorded.entry(&release.tag).or_insert(release);
    }
    let mut gone = Gone::of(sources);
    let leads = leads(tags, |tag| recorded.contains_key(tag));
    let facts = joined(sources, &leads, &known);
    let named: Vec<&Someone> = facts.iter().flatten().flat_map(Fact::people).collect();
    let called: Vec<&str> = sources.present.iter().flat_map(Release::everybody).collect();
    let mut import = Import { unused: unused(&known, &named, &called), ..Import::default() };
    let mut book = Book::new(known, &named, &called);
    let versions: Vec<Version> = tags.iter().map(|tag| tag.version.clone()).collect();
    let kinds = kinds(&versions);
    for (place, (((tagged, facts), kind), lead)) in tags.iter().zip(&facts).zip(kinds).zip(&leads).enumerate() {
        if place != *lead {
            let lead = tags.get(*lead).map_or_else(String::new, |lead| lead.tag.clone());
            import.twins.push((tagged.tag.clone(), lead));
            continue;
        }
        let found = found(sources.project, tagged, facts, kind.name(), &mut book);
        let under_another =
            || gone.take(tagged).inspect(|other| import.twins.push((tagged.tag.clone(), other.tag.clone())));
        let Some(present) = recorded.get(tagged.tag.as_str()).copied().or_else(under_another) else {
            import.new.push(found);
            continue;
        };
        let is_kind_said = facts.iter().any(|fact| !fact.kind.is_empty());
        let verdict = compare(present, &found.release, is_kind_said, &book);
        import.same += usize::from(verdict.better.is_none() && verdict.differences.is_empty());
        import.differences.extend(verdict.differences);
        if let Some(release) = verdict.better {
            import.better.push((present.clone(), Found { release, evidence: found.evidence }));
        }
    }
    import.people = book.joined();
    import.bots = book.bots().iter().map(|(name, count)| (name.clone(), *count)).collect();
    import.leads = leads;
    import
}

/// Returns all that is said of each tag, the most trusted first. What is said of another tag of the same release is said of
/// the one that stands for it.
fn joined(sources: &Sources<'_>, leads: &[usize], known: &Known<'_>) -> Vec<Vec<Fact>> {
    let mut facts: Vec<Vec<Fact>> = vec![Vec::new(); leads.len()];
    let mut add = |place: usize, mut fact: Fact| {
        let Some(facts) = leads.get(place).and_then(|lead| facts.get_mut(*lead)) else { return };
        fact.join(known.mailmap);
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    };
    // What the tag itself says goes before what a twin of it says.
    let (own, others): (Vec<usize>, Vec<usize>) = (0..leads.len()).partition(|place| leads.get(*place) == Some(place));
    for place in own.into_iter().chain(others) {
        let said = sources.tags.get(place).map(Tagged::facts).unwrap_or_default();
        for fact in said {
            add(place, fact);
        }
    }
    for (place, fact) in sources.facts {
        add(*place, fact.clone());
    }
    for facts in &mut facts {
        facts.sort_by(|one, other| one.source.cmp(&other.source));
    }
    facts
}

/// Returns the names and addresses that were given by hand and are nobody's.
fn unused(known: &Known<'_>, named: &[&Someone], called: &[&str]) -> Vec<String> {
    if known.given.is_empty() {
        return Vec::new();
    }
    let mut texts: HashSet<String> = called.iter().map(|who| who.to_ascii_lowercase()).collect();
    for someone in named {
        match someone {
            Someone::Login(text) | Someone::Name(text) => drop(texts.insert(text.to_ascii_lowercase())),
            Someone::Signed { person, written } => {
                let all = [&person.name, &person.email, &written.name, &written.email];
                texts.extend(all.map(|text| text.to_ascii_lowercase()));
            }
        }
    }
    let is_unused = |given: &&(String, Login)| !texts.contains(&given.0.to_ascii_lowercase());
    known.given.iter().filter(is_unused).map(|(given, _)| given.clone()).collect()
}

/// Returns what the trailers of a tag say of its people, laid over what is known of the release; as it is where they say
/// nothing.
pub fn with_trailers(release: Release, tagged: &Tagged, known: Known<'_>) -> Release {
    let mut all = tagged.facts();
    for fact in &mut all {
        fact.join(known.mailmap);
    }
    // Trailers are trusted more than all else that a tag says.
    let Some(fact) = all.first().filter(|fact| fact.source == Source::Trailer) else { return release };
    let named: Vec<&Someone> = all.iter().flat_map(Fact::people).collect();
    let mut book = Book::new(known, &named, &[]);
    let found = found(&release.project, tagged, std::slice::from_ref(fact), &release.kind, &mut book).release;
    if found.released_by.is_empty() {
        return release;
    }
    found
}

/// Returns the record of one tag.
fn found(project: &str, tagged: &Tagged, facts: &[Fact], kind: &str, book: &mut Book<'_>) -> Found {
    let evidence: Vec<Evidence> = facts
        .iter()
        .map(|fact| Evidence {
            source: fact.source.clone(),
            confidence: fact.source.confidence(),
            place: fact.place.clone(),
            released_by: book.all(&fact.released_by),
        })
        .filter(|evidence| !evidence.released_by.is_empty())
        .collect();
    let mut role = |of: fn(&Fact) -> &Vec<Someone>| {
        facts.iter().map(|fact| book.all(of(fact))).find(|people| !people.is_empty()).unwrap_or_default()
    };
    let said =
        |of: fn(&Fact) -> &String| facts.iter().map(of).find(|text| !text.is_empty()).cloned().unwrap_or_default();
    let best = evidence.first();
    let source = best.map(|best| best.source.clone()).unwrap_or_default();
    let kind_said = said(|fact| &fact.kind);
    let mut release = Release {
        project: project.to_owned(),
        tag: tagged.tag.clone(),
        version: tagged.version.to_string(),
        kind: if kind_said.is_empty() { kind.to_owned() } else { kind_said },
        security: facts.iter().any(|fact| fact.security),
        commit: tagged.commit.clone(),
        date: tagged.date,
        released_by: best.map(|best| best.released_by.clone()).unwrap_or_default(),
        mentored_by: role(|fact| &fact.mentored_by),
        sponsored_by: role(|fact| &fact.sponsored_by),
        shadowed_by: role(|fact| &fact.shadowed_by),
        confidence: best.map_or(source.confidence(), |best| best.confidence),
        source,
        notes: said(|fact| &fact.notes),
        ..Release::default()
    };
    release.add_organisations(book.roster());
    Found { release, evidence }
}
