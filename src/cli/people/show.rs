//! `shepherd people list LOGIN`: all that is known of one person.

use std::cmp::Reverse;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::people::{report, standing};
use crate::cli::table::table;
use crate::core::ledger::Release;
use crate::core::people::{Facts, Pairing, Person, Right, SigningKey, Standing, Survey};
use crate::core::text::{clean, plural};
use crate::failure::Failure;

/// Shows one person.
pub(super) fn run(
    context: &Context<'_>,
    facts: &Facts<'_>,
    survey: &Survey,
    person: &Person,
    as_json: bool,
) -> Result<(), Failure> {
    let Some(standing) = survey.standings.iter().find(|one| one.login == person.login) else { return Ok(()) };
    let mut releases: Vec<(&Release, Vec<&'static str>)> =
        facts.releases.iter().map(|release| (release, roles(release, person))).collect();
    releases.retain(|(_, roles)| !roles.is_empty());
    releases.sort_by_key(|(release, _)| Reverse(release.date));
    let pairings: Vec<&Pairing> = facts.pairings.iter().filter(|pairing| pairing.is_of(&person.login)).collect();
    if as_json {
        let now = context.clock.now();
        let mut value = standing::person_json(person, standing, facts.today);
        if let Some(value) = value.as_object_mut() {
            value.insert("schema".to_owned(), json!(1));
            value.insert("releases".to_owned(), releases.iter().map(release_json).collect());
            let pairings: Value = pairings.iter().map(|pairing| report::pairing_json(pairing, now)).collect();
            value.insert("pairings".to_owned(), pairings);
        }
        return context.ui.data(&pretty(&value)?);
    }
    context.ui.prose(&text(person, standing))?;
    if !releases.is_empty() {
        let rows: Vec<[String; 4]> = releases
            .iter()
            .map(|(release, roles)| {
                let date = release.date.map(|date| date.to_string()).unwrap_or_default();
                [date, clean(&release.project).into_owned(), clean(&release.version).into_owned(), roles.join(", ")]
            })
            .collect();
        context.ui.prose(&format!("\n{}\n", table(&rows).join("\n")))?;
    }
    if !pairings.is_empty() {
        context.ui.prose(&format!("\n{}", report::pairings(pairings)))?;
    }
    Ok(())
}

/// Returns what a person did in a release.
fn roles(release: &Release, person: &Person) -> Vec<&'static str> {
    let roles = [
        ("led", &release.released_by),
        ("mentored", &release.mentored_by),
        ("sponsored", &release.sponsored_by),
        ("watched", &release.shadowed_by),
    ];
    let has = |logins: &Vec<String>| logins.iter().any(|login| person.is_called(login));
    roles.into_iter().filter(|(_, logins)| has(logins)).map(|(role, _)| role).collect()
}

fn release_json((release, roles): &(&Release, Vec<&'static str>)) -> Value {
    json!({"project": release.project, "version": release.version, "date": release.date, "roles": roles})
}

/// Returns what the roster says, and how far the person has come.
fn text(person: &Person, standing: &Standing) -> String {
    let list = |texts: Vec<String>| texts.join(", ");
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let active = match (person.active_from, person.active_until) {
        (None, None) => String::new(),
        (from, until) => format!("{}..{}", day(from), day(until)),
    };
    let capacity = [("release", person.capacity.releases), ("mentee", person.capacity.mentees)]
        .into_iter()
        .filter_map(|(what, most)| most.map(|most| format!("{} at a time", plural(most as usize, what))));
    let next = standing.next_in_words();
    let next = match standing.missing {
        Some(missing) if !next.is_empty() => format!("{next}, to be {}", missing.rung),
        _ => String::new(),
    };
    let rows = [
        ("name", clean(&person.name).into_owned()),
        ("aliases", list(person.aliases.iter().map(|alias| clean(alias).into_owned()).collect())),
        ("rung", format!("{}: {}", standing.rung, standing.evidence_in_words())),
        ("next", next),
        ("last led", day(standing.last_led)),
        ("rights", list(person.rights.iter().map(right).collect())),
        ("organisations", list(person.affiliations.iter().map(ToString::to_string).collect())),
        ("time zone", person.timezone.clone()),
        ("takes part", active),
        ("takes on", list(capacity.collect())),
        ("interest", list(person.interest.iter().map(|one| clean(one).into_owned()).collect())),
        ("keys", list(person.keys.iter().map(SigningKey::fingerprint).collect())),
        ("on the site", list(person.show.iter().map(ToString::to_string).collect())),
        ("consent", person.consent.map_or_else(|| "none is recorded".to_owned(), |since| format!("since {since}"))),
    ];
    let mut text = format!("@{}\n", person.login);
    let rows: Vec<[String; 2]> =
        rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| [key.to_owned(), value]).collect();
    for line in table(&rows) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    }
    text
}

/// Returns a right with its project, since when it is theirs, and thanks to whom.
fn right(right: &Right) -> String {
    let mut text = format!("{} of {}", clean(&right.name), clean(&right.project));
    let by =
        |logins: &[String]| logins.iter().map(|login| format!("@{}", clean(login))).collect::<Vec<_>>().join(" and ");
    if let Some(since) = right.since {
        let _ = write!(text, " since {since}");
    }
    if !right.sponsored_by.is_empty() {
        let _ = write!(text, ", sponsored by {}", by(&right.sponsored_by));
    }
    if !right.mentored_by.is_empty() {
        let _ = write!(text, ", mentored by {}", by(&right.mentored_by));
    }
    text
}
