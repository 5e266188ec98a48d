//! A record that is there held against what an import found.

use crate::core::ledger::identities::Book;
use crate::core::ledger::import::Found;
use crate::core::ledger::{Release, Source};
use crate::core::people::Roster;

/// A record that says something else than what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The tag.
    pub tag: String,
    /// What differs: `released-by`, `commit`, …
    pub what: &'static str,
    /// What the record says.
    pub recorded: String,
    /// By what the record knows it.
    pub recorded_source: Source,
    /// What was found.
    pub found: String,
    /// By what.
    pub source: Source,
}

/// What becomes of a record.
pub(super) enum Verdict {
    Same,
    Better(Box<Found>),
    Differs(Difference),
}

pub(super) fn compare(present: &Release, found: &Found, book: &Book<'_>, roster: &Roster) -> Verdict {
    let new = &found.release;
    let differs = |what, recorded: String, found: String| {
        Verdict::Differs(Difference {
            tag: present.tag.clone(),
            what,
            recorded,
            recorded_source: present.source.clone(),
            found,
            source: new.source.clone(),
        })
    };
    if !present.commit.is_empty() && present.commit != new.commit {
        return differs("commit", present.commit.clone(), new.commit.clone());
    }
    let today: Vec<String> = present.released_by.iter().map(|who| book.today(who)).collect();
    let mut better = present.clone();
    if is_same(&present.released_by, &new.released_by) {
        // A login in other letters is the same one.
    } else if is_same(&today, &new.released_by) || new.released_by.is_empty() {
        better.released_by = today;
    } else if is_weaker(&present.source, &new.source) {
        better.released_by.clone_from(&new.released_by);
        better.source = new.source.clone();
        better.confidence = new.confidence;
    } else {
        return differs("released-by", people(&present.released_by), people(&new.released_by));
    }
    let roles = [
        ("mentored-by", &mut better.mentored_by, &new.mentored_by),
        ("sponsored-by", &mut better.sponsored_by, &new.sponsored_by),
        ("shadowed-by", &mut better.shadowed_by, &new.shadowed_by),
    ];
    for (what, recorded, found) in roles {
        let today: Vec<String> = recorded.iter().map(|who| book.today(who)).collect();
        if recorded.is_empty() {
            recorded.clone_from(found);
        } else if is_same(recorded, found) {
        } else if found.is_empty() || is_same(&today, found) {
            *recorded = today;
        } else {
            return differs(what, people(recorded), people(found));
        }
    }
    if better.commit.is_empty() {
        better.commit.clone_from(&new.commit);
    }
    if better == *present {
        return Verdict::Same;
    }
    better.add_organisations(roster);
    Verdict::Better(Box::new(Found { release: better, evidence: found.evidence.clone() }))
}

/// Says whether a record may be replaced by what another source says: what people said themselves and what another program
/// wrote stays.
fn is_weaker(present: &Source, new: &Source) -> bool {
    present > new && !matches!(present, Source::Guide | Source::Record | Source::Other(_))
}

fn is_same(one: &[String], other: &[String]) -> bool {
    let has = |list: &[String], who: &String| list.iter().any(|found| found.eq_ignore_ascii_case(who));
    one.len() == other.len() && one.iter().all(|who| has(other, who)) && other.iter().all(|who| has(one, who))
}

/// Returns people in words.
pub(super) fn people(logins: &[String]) -> String {
    if logins.is_empty() { "nobody".to_owned() } else { logins.join(", ") }
}
