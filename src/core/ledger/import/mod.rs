//! Records made from what tags, tables, changelogs and GitHub say, and held against those that are there.
//!
//! Of all that is said of a release the place that is trusted most decides, in the order of [`Source`]. What is known
//! already is never replaced by what is trusted less.

mod compare;
#[cfg(test)]
mod tests;

use crate::core::ledger::identities::{Book, Joined, Known};
use crate::core::ledger::{Confidence, Fact, Release, Someone, Source, Tagged, kinds};
use crate::core::people::Roster;
use crate::core::version::Version;

pub use compare::Difference;
use compare::{Verdict, compare};

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
}

/// Joins all that is said into records.
pub fn import(sources: &Sources<'_>, known: Known<'_>) -> Import {
    let roster = known.roster;
    let mut facts: Vec<Vec<Fact>> = sources.tags.iter().map(Tagged::facts).collect();
    for (place, fact) in sources.facts {
        if let Some(facts) = facts.get_mut(*place) {
            facts.push(fact.clone());
        }
    }
    for facts in &mut facts {
        facts.sort_by(|one, other| one.source.cmp(&other.source));
    }
    let named: Vec<&Someone> = facts.iter().flatten().flat_map(Fact::people).collect();
    let recorded: Vec<&str> = sources.present.iter().flat_map(Release::everybody).collect();
    let is_named = |name: &&String| {
        let is = |text: &str| text.eq_ignore_ascii_case(name);
        let is_somebody = |someone: &&Someone| match someone {
            Someone::Login(login) | Someone::Name(login) => is(login),
            Someone::Signed { person, written } => {
                [&person.name, &person.email, &written.name, &written.email].into_iter().any(|text| is(text))
            }
        };
        named.iter().any(is_somebody) || recorded.iter().any(|who| is(who))
    };
    let unused = known.given.iter().map(|(name, _)| name).filter(|name| !is_named(name)).cloned().collect();
    let mut book = Book::new(known, &named, &recorded);
    let versions: Vec<Version> = sources.tags.iter().map(|tag| tag.version.clone()).collect();
    let mut import = Import { unused, ..Import::default() };
    for ((tagged, facts), kind) in sources.tags.iter().zip(&facts).zip(kinds(&versions)) {
        let found = found(sources.project, tagged, facts, kind.name(), roster, &mut book);
        match sources.present.iter().find(|present| present.tag == tagged.tag) {
            None => import.new.push(found),
            Some(present) => match compare(present, &found, &book, roster) {
                Verdict::Same => import.same += 1,
                Verdict::Better(better) => import.better.push((present.clone(), *better)),
                Verdict::Differs(difference) => import.differences.push(difference),
            },
        }
    }
    import.people = book.joined();
    import.bots = book.bots().iter().map(|(name, count)| (name.clone(), *count)).collect();
    import
}

/// Returns what the trailers of a tag say of its people, laid over what is known of the release; as it is where they say
/// nothing.
pub fn with_trailers(release: Release, tagged: &Tagged, known: Known<'_>) -> Release {
    let Some(fact) = crate::core::ledger::trailers::fact(&tagged.trailers) else { return release };
    let all = tagged.facts();
    let named: Vec<&Someone> = all.iter().flat_map(Fact::people).collect();
    let roster = known.roster;
    let mut book = Book::new(known, &named, &[]);
    let found = found(&release.project, tagged, &[fact], &release.kind, roster, &mut book).release;
    if found.released_by.is_empty() {
        return release;
    }
    found
}

/// Returns the record of one tag.
fn found(project: &str, tagged: &Tagged, facts: &[Fact], kind: &str, roster: &Roster, book: &mut Book<'_>) -> Found {
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
    release.add_organisations(roster);
    Found { release, evidence }
}
