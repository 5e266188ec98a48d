//! People and pairings as text and as JSON.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::table::{named_table, table};
use crate::core::people::{Pairing, Person, Right, Roster};
use crate::core::text::{clean, plural};

/// Returns what is known of a person, after a colon; nothing where nothing is.
pub(super) fn summary(person: &Person, project: &str) -> String {
    let keys = if person.keys.is_empty() { String::new() } else { plural(person.keys.len(), "key") };
    let aliases: Vec<_> = person.aliases.iter().map(|alias| clean(alias)).collect();
    let parts = [clean(&person.name).into_owned(), aliases.join(", "), rights(person, project), keys];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) }
}

/// Returns the rights of a person; those for another project with its name.
fn rights(person: &Person, project: &str) -> String {
    let name = |right: &Right| {
        let name = clean(&right.name);
        if right.project.eq_ignore_ascii_case(project) {
            name.into_owned()
        } else {
            format!("{name} ({})", clean(&right.project))
        }
    };
    person.rights.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Returns everybody, a line each, below a line that says what is what.
pub(super) fn people(roster: &Roster, project: &str) -> String {
    let mut rows = vec![["login", "name", "rights", "keys"].map(str::to_owned)];
    rows.extend(roster.0.iter().map(|person| {
        let login = format!("@{}", person.login);
        [login, clean(&person.name).into_owned(), rights(person, project), person.keys.len().to_string()]
    }));
    lines(&named_table(&rows))
}

/// Returns pairings, a line each.
pub(super) fn pairings<'a>(pairings: impl IntoIterator<Item = &'a Pairing>) -> String {
    let row = |pairing: &Pairing| {
        let two = format!("@{} mentors @{}", pairing.mentor, pairing.mentee);
        let next = pairing.next_check_in.as_ref().map(|next| {
            let how = if next.how.is_empty() { String::new() } else { format!(", {}", clean(&next.how)) };
            format!("next check-in {}{how}", next.when)
        });
        if let Some(end) = &pairing.ended {
            let reason = if end.reason.is_empty() { String::new() } else { format!(": {}", clean(&end.reason)) };
            return [two, "ended".to_owned(), format!("on {}{reason}", end.on)];
        }
        let next = next.unwrap_or_else(|| "no next check-in".to_owned());
        if pairing.accepted.is_none() {
            return [two, "asked".to_owned(), format!("waits for @{}; {next}", pairing.mentor)];
        }
        [two, pairing.stage.to_string(), next]
    };
    lines(&table(&pairings.into_iter().map(row).collect::<Vec<_>>()))
}

fn lines(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
        text
    })
}

/// Returns the warning for two people who do not know when they talk next.
pub(super) fn check_in_warning(pairing: &Pairing, now: Timestamp) -> Option<String> {
    if !pairing.lacks_check_in(now) {
        return None;
    }
    let (mentor, mentee) = (&pairing.mentor, &pairing.mentee);
    let what = match &pairing.next_check_in {
        Some(next) => format!("the check-in of @{mentor} and @{mentee} on {} is past", next.when),
        None => format!("@{mentor} and @{mentee} have no next check-in"),
    };
    Some(format!("{what}; either sets one with `shepherd people pair {mentor}--{mentee} --check-in WHEN --how TEXT`"))
}

/// Returns a person as JSON.
pub(super) fn person_json(person: &Person) -> Value {
    let rights: Vec<_> = person
        .rights
        .iter()
        .map(|right| {
            json!({
                "name": right.name, "project": right.project, "since": right.since,
                "sponsored_by": right.sponsored_by, "mentored_by": right.mentored_by,
            })
        })
        .collect();
    let keys: Vec<_> = person
        .keys
        .iter()
        .map(|key| {
            json!({
                "kind": key.kind(), "fingerprint": key.fingerprint(), "comment": key.comment(), "key": key.to_string(),
            })
        })
        .collect();
    json!({
        "login": person.login, "name": person.name, "aliases": person.aliases, "rights": rights, "keys": keys,
    })
}

/// Returns a pairing as JSON.
pub(super) fn pairing_json(pairing: &Pairing, now: Timestamp) -> Value {
    let next = pairing
        .next_check_in
        .as_ref()
        .map(|next| json!({"when": next.when.to_rfc3339(), "how": next.how, "is_past": next.when.is_past(now)}));
    json!({
        "mentor": pairing.mentor, "mentee": pairing.mentee, "stage": pairing.stage.word(),
        "asked": pairing.asked, "accepted": pairing.accepted,
        "ended": pairing.ended.as_ref().map(|end| end.on),
        "reason": pairing.ended.as_ref().map(|end| &end.reason),
        "next_check_in": next, "spent_minutes": pairing.spent_minutes,
    })
}
