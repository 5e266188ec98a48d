//! A record that is there held against what an import found.

use crate::core::ledger::identities::Book;
use crate::core::ledger::{Release, Source};

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

/// What becomes of a record: each thing that it says is looked at on its own.
#[derive(Default)]
pub(super) struct Verdict {
    /// The record with what only adds to it, and with what is trusted more; `None` where it says all that already.
    pub(super) better: Option<Release>,
    /// What stays although something else was found.
    pub(super) differences: Vec<Difference>,
}

/// Holds a record against what was found. `is_kind_said` where a place says the kind, which else follows from the version.
pub(super) fn compare(present: &Release, found: &Release, is_kind_said: bool, book: &Book<'_>) -> Verdict {
    let mut differences = Vec::new();
    let mut differ = |what, recorded: String, said: String| {
        differences.push(Difference {
            tag: present.tag.clone(),
            what,
            recorded,
            recorded_source: present.source.clone(),
            found: said,
            source: found.source.clone(),
        });
    };
    let is_moved = !present.commit.is_empty() && present.commit != found.commit;
    // What is known of another commit may be about another release.
    let is_weaker = !is_moved && is_weaker(&present.source, &found.source);
    let mut better = present.clone();
    if is_moved {
        differ("commit", present.commit.clone(), found.commit.clone());
    } else {
        better.commit.clone_from(&found.commit);
    }
    let today: Vec<String> = present.released_by.iter().map(|who| book.today(who)).collect();
    if is_same(&present.released_by, &found.released_by) {
        // A login in other letters is the same one.
    } else if is_same(&today, &found.released_by) || found.released_by.is_empty() {
        better.released_by = today;
    } else if is_weaker {
        better.released_by.clone_from(&found.released_by);
        better.source = found.source.clone();
        better.confidence = found.confidence;
    } else {
        differ("released-by", people(&present.released_by), people(&found.released_by));
    }
    let roles = [
        ("mentored-by", &mut better.mentored_by, &found.mentored_by),
        ("sponsored-by", &mut better.sponsored_by, &found.sponsored_by),
        ("shadowed-by", &mut better.shadowed_by, &found.shadowed_by),
    ];
    for (what, recorded, said) in roles {
        let today: Vec<String> = recorded.iter().map(|who| book.today(who)).collect();
        if is_same(recorded, said) {
        } else if covers(said, &today) && said.len() > today.len() {
            recorded.clone_from(said);
        } else if said.is_empty() || is_same(&today, said) {
            *recorded = today;
        } else {
            differ(what, people(recorded), people(said));
        }
    }
    if better.kind.is_empty() || (is_kind_said && is_weaker) {
        better.kind.clone_from(&found.kind);
    } else if is_kind_said && better.kind != found.kind {
        differ("kind", present.kind.clone(), found.kind.clone());
    }
    if found.security && !present.security {
        if is_weaker {
            better.security = true;
        } else {
            differ("security", "no".to_owned(), "yes".to_owned());
        }
    }
    better.date = better.date.or(found.date);
    if better.notes.is_empty() {
        better.notes.clone_from(&found.notes);
    }
    let mut verdict = Verdict { better: None, differences };
    if better != *present {
        better.add_organisations(book.roster());
        verdict.better = Some(better);
    }
    verdict
}

/// Says whether a record may be replaced by what another source says: what people said themselves and what another program
/// wrote stays.
fn is_weaker(present: &Source, new: &Source) -> bool {
    present > new && !matches!(present, Source::Guide | Source::Record | Source::Other(_))
}

/// Says whether everybody of the second list is in the first one.
fn covers(one: &[String], other: &[String]) -> bool {
    other.iter().all(|who| one.iter().any(|found| found.eq_ignore_ascii_case(who)))
}

fn is_same(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && covers(one, other) && covers(other, one)
}

/// Returns people in words.
fn people(logins: &[String]) -> String {
    if logins.is_empty() { "nobody".to_owned() } else { logins.join(", ") }
}
