//! What is to be known of an import before it is written: who was joined with whom, and what is not known.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::ledger::report::shown;
use crate::core::ledger::{Difference, Import, Joined, Release, Source, changes};
use crate::core::text::{clean, plural};

/// So many names are shown at once.
const NAMED: usize = 5;

/// Tells how it is known, who was joined, which bots do not count, and what nobody knows.
pub(super) fn tell(context: &Context<'_>, found: &Import, today: jiff::civil::Date) {
    let ui = context.ui;
    let mut sources: BTreeMap<&Source, usize> = BTreeMap::new();
    for one in found.written() {
        *sources.entry(&one.release.source).or_default() += 1;
    }
    if !sources.is_empty() {
        let words = |(source, count): (&&Source, &usize)| match source {
            Source::Unknown => format!("nothing {count}"),
            source => format!("{source} {count}"),
        };
        ui.status(&format!("known by: {}", sources.iter().map(words).collect::<Vec<_>>().join(", ")));
    }
    let is_something = !sources.is_empty();
    for one in found.people.iter().filter(|_| is_something) {
        ui.status(&person(one));
    }
    if is_something && !found.bots.is_empty() {
        let bots: Vec<String> = found.bots.iter().map(|(name, count)| format!("{} ({count})", clean(name))).collect();
        ui.status(&format!("bots, who are not counted: {}", bots.join(", ")));
    }
    for (before, after) in &found.better {
        let released = |people: &[String]| people.iter().map(|who| shown(who)).collect::<Vec<_>>().join(", ");
        let (old, new) = (released(&before.released_by), released(&after.release.released_by));
        if old != new {
            let old = if old.is_empty() { "nobody is known".to_owned() } else { old };
            ui.status(&format!("{}: {old} becomes {new} ({})", clean(&before.tag), after.release.source));
        }
    }
    for one in &found.new {
        if !one.release.notes.is_empty() {
            ui.status(&format!("{}: notes: {}", clean(&one.release.tag), clean(&one.release.notes)));
        }
    }
    for (before, after) in &found.better {
        let added = added(before, &after.release);
        if !added.is_empty() {
            ui.status(&format!("{}: {}", clean(&before.tag), added.join("; ")));
        }
    }
    for release in found.still_to_come(today) {
        let date = release.date.map(|date| date.to_string()).unwrap_or_default();
        ui.warning(&format!("{} is of {date} by its tag, which is still to come", clean(&release.tag)));
        ui.hint(&format!("`shepherd record {} --date DATE --amend` says the day afterwards", clean(&release.version)));
    }
    if let Some((tag, of)) = found.twins.first() {
        let more = found.twins.len() - 1;
        let more = if more > 0 { format!(", and so it is of {}", plural(more, "other tag")) } else { String::new() };
        ui.status(&format!(
            "{} is the version and the commit of {}, and is not recorded twice{more}",
            clean(tag),
            clean(of)
        ));
    }
    for difference in &found.differences {
        // What is trusted less is no reason to doubt a record.
        if difference.what == "released-by" && difference.source > difference.recorded_source {
            ui.status(&in_words(difference));
        } else {
            ui.warning(&format!("{}; `shepherd record` with `--amend` corrects it", in_words(difference)));
        }
    }
    for one in found.written() {
        if let Some((first, rest)) = one.evidence.split_first() {
            for other in rest.iter().filter(|other| other.released_by != first.released_by) {
                ui.verbose(&format!(
                    "{}: {} says {}, and {} says {}",
                    clean(&one.release.tag),
                    first.source,
                    first.released_by.iter().map(|who| shown(who)).collect::<Vec<_>>().join(", "),
                    other.source,
                    other.released_by.iter().map(|who| shown(who)).collect::<Vec<_>>().join(", ")
                ));
            }
        }
    }
    for name in &found.unused {
        ui.warning(&format!("`--person '{}=…'` is of nobody who is named anywhere", clean(name)));
    }
    let unknown = found.unknown();
    if !unknown.is_empty() {
        ui.warning(&format!("nobody is known to have cut {}", some(&unknown)));
        ui.hint("a table tells (`--table FILE`), or `shepherd record VERSION --released-by LOGIN --amend` afterwards");
    }
    if let Some(first) = found.people.iter().find(|one| is_something && !one.has_login) {
        let count = found.people.iter().filter(|one| !one.has_login).count();
        let address = address(first).unwrap_or("ADDRESS");
        ui.hint(&format!(
            "of {} no login is known; `shepherd people add LOGIN --alias {address}` or `--person '{}=LOGIN'` says it",
            plural_people(count),
            clean(first.name())
        ));
    }
    let without =
        found.written().filter(|one| one.release.mentored_by.is_empty() && one.release.sponsored_by.is_empty());
    let count = without.count();
    if count > 0 {
        ui.status(&format!(
            "mentors and sponsors are not known of {}, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`",
            plural(count, "release")
        ));
    }
}

/// Returns what is added to a record besides who cut it, which is told with its source.
fn added(before: &Release, after: &Release) -> Vec<String> {
    let mut changes = changes(before, after);
    changes.retain(|(key, _, _)| !["released-by", "source", "confidence"].contains(key));
    let one = |(key, old, new): (&str, String, String)| {
        if old.is_empty() {
            format!("{key}: {}", clean(&new))
        } else {
            format!("{key}: {} becomes {}", clean(&old), clean(&new))
        }
    };
    changes.into_iter().map(one).collect()
}

fn plural_people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// Returns an address of somebody.
fn address(one: &Joined) -> Option<&str> {
    one.names.iter().find_map(|(name, _)| Some(name.strip_suffix('>')?.rsplit_once('<')?.1))
}

/// Returns a person with their names, and why those are theirs.
fn person(one: &Joined) -> String {
    let name = |(name, reasons): &(String, Vec<crate::core::ledger::Reason>)| {
        let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
        let why = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
        format!("{}{why}", clean(name))
    };
    let names: Vec<String> = one.names.iter().filter(|(name, _)| *name != format!("@{}", one.who)).map(name).collect();
    let own = if names.is_empty() { String::new() } else { format!(": {}", names.join("; ")) };
    if one.has_login {
        return format!("{}{own}", shown(&one.who));
    }
    format!("{} (no login is known){own}", clean(one.name()))
}

/// Returns the first few of many.
fn some(tags: &[&str]) -> String {
    let first: Vec<_> = tags.iter().take(NAMED).map(|tag| clean(tag)).collect();
    let more = tags.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", first.join(", "))
}

fn in_words(difference: &Difference) -> String {
    // Only who cut it is known by a source of its own.
    let source = |source: &Source| match source.word() {
        "" => String::new(),
        _ if difference.what != "released-by" => String::new(),
        word => format!(" ({word})"),
    };
    format!(
        "{}: the record says {} {}{}, and {}{} was found; the record stays",
        clean(&difference.tag),
        difference.what,
        clean(&difference.recorded),
        source(&difference.recorded_source),
        clean(&difference.found),
        source(&difference.source)
    )
}

/// Returns the people as JSON.
pub(super) fn people_json(found: &Import) -> Value {
    let name = |(name, reasons): &(String, Vec<crate::core::ledger::Reason>)| json!({"name": name, "why": reasons.iter().map(ToString::to_string).collect::<Vec<_>>()});
    let one = |one: &Joined| {
        json!({
            "who": one.who, "has_login": one.has_login, "names": one.names.iter().map(name).collect::<Vec<_>>(),
        })
    };
    found.people.iter().map(one).collect()
}

/// Returns the tags that have no record of their own as JSON.
pub(super) fn twins_json(found: &Import) -> Value {
    found.twins.iter().map(|(tag, of)| json!({"tag": tag, "recorded_as": of})).collect()
}

/// Returns the differences as JSON.
pub(super) fn differences_json(found: &Import) -> Value {
    let one = |one: &Difference| {
        json!({
            "tag": one.tag, "what": one.what, "recorded": one.recorded, "recorded_source": one.recorded_source.word(),
            "found": one.found, "source": one.source.word(),
        })
    };
    found.differences.iter().map(one).collect()
}
