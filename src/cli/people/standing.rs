//! How a team stands, as text and as JSON.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cli::people::report;
use crate::cli::table::named_table;
use crate::core::people::{Login, Person, Roster, Standing, Survey, shown};
use crate::core::text::{clean, plural};

/// Of so many people the logins are named; the others are counted.
const NAMED: usize = 5;

/// Returns how far each person has come, a line each, below a line that says what is what.
pub(super) fn standings(survey: &Survey) -> String {
    let mut rows = vec![["login", "rung", "next", "so far"].map(str::to_owned)];
    rows.extend(survey.standings.iter().map(|one| {
        let next = if one.is_active { one.next_in_words() } else { "takes no part now".to_owned() };
        [format!("@{}", one.login), one.rung.to_string(), next, one.evidence_in_words()]
    }));
    named_table(&rows).join("\n") + "\n"
}

/// Returns who can release each project, a line each, below a line that says what is what.
pub(super) fn succession(survey: &Survey) -> String {
    let mut rows = vec![["project", "can release it", "learning it"].map(str::to_owned)];
    rows.extend(survey.succession.iter().map(|one| {
        let none = |logins: &[String]| if logins.is_empty() { "nobody".to_owned() } else { named(logins) };
        [clean(&one.project).into_owned(), none(&one.able), none(&one.learning)]
    }));
    named_table(&rows).join("\n") + "\n"
}

/// Returns the warnings of a team: what only one person can do, and who carries too much. Who led a release alone in the
/// last `capable` days can do it; the rotation ranks also those who did before.
pub(super) fn warnings(survey: &Survey, capable: u32) -> Vec<String> {
    let mut found = Vec::new();
    for one in &survey.succession {
        let project = clean(&one.project);
        let next =
            if one.learning.is_empty() { String::new() } else { format!("; {} could be next", named(&one.learning)) };
        let lately = format!("in the last {}", plural(usize::try_from(capable).unwrap_or(usize::MAX), "day"));
        let before =
            if one.before.is_empty() { String::new() } else { format!(" ({} did before)", named(&one.before)) };
        match one.able.as_slice() {
            [] => found.push(format!("nobody who takes part led a release of {project} alone {lately}{before}{next}")),
            [login] => found.push(format!(
                "only {} can release {project}: nobody else led one alone {lately}{before}{next}",
                shown(login)
            )),
            _ => {}
        }
    }
    for one in &survey.sole_holders {
        let could =
            if one.could.is_empty() { String::new() } else { format!("; {} could have it, too", named(&one.could)) };
        let (login, right, project) = (shown(&one.login), clean(&one.right), clean(&one.project));
        found.push(format!("only {login} is {right} of {project}{could}"));
    }
    found.extend(survey.loads.iter().map(ToString::to_string));
    found
}

/// Returns what may be done next.
pub(super) fn hints(roster: &Roster, survey: &Survey) -> Vec<String> {
    let mut found = Vec::new();
    let without: Vec<String> =
        roster.0.iter().filter(|person| person.consent.is_none()).map(|person| person.login.clone()).collect();
    if !without.is_empty() {
        let verb = if without.len() == 1 { "is" } else { "are" };
        found.push(format!(
            "{} {verb} listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or \
             `shepherd people forget LOGIN`",
            named(&without)
        ));
    }
    let (strangers, by_name): (Vec<String>, Vec<String>) =
        survey.strangers.iter().cloned().partition(|one| one.parse::<Login>().is_ok());
    let verb = |people: &[String]| if people.len() == 1 { "is" } else { "are" };
    if !strangers.is_empty() {
        found.push(format!(
            "{} {} in records of releases and not among the people: `shepherd people add LOGIN`",
            named(&strangers),
            verb(&strangers)
        ));
    }
    if !by_name.is_empty() {
        found.push(format!(
            "{} {} in records of releases by name, as no login is known: `shepherd record VERSION --released-by LOGIN \
             --amend` says who it is",
            named(&by_name),
            verb(&by_name)
        ));
    }
    found
}

/// Returns people in a sentence; of many, the first.
fn named(logins: &[String]) -> String {
    let shown: Vec<String> = logins.iter().take(NAMED).map(|login| shown(login)).collect();
    match logins.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {}", shown.join(", "), plural(more, "other")),
    }
}

/// Returns a person with how they stand as JSON.
pub(super) fn person_json(person: &Person, standing: &Standing, today: Date) -> Value {
    let mut value = report::person_json(person);
    let affiliations: Vec<_> = person
        .affiliations
        .iter()
        .map(|one| json!({"organisation": one.organisation, "from": one.from, "until": one.until}))
        .collect();
    let evidence = standing.evidence;
    let more = json!({
        "timezone": person.timezone, "consent": person.consent, "active_from": person.active_from,
        "active_until": person.active_until, "is_active": standing.is_active,
        "capacity": {"releases": person.capacity.releases, "mentees": person.capacity.mentees},
        "interest": person.interest, "show": person.show.iter().map(|show| show.word()).collect::<Vec<_>>(), "affiliations": affiliations, "organisation": person.organisation_on(today),
        "rung": standing.rung.word(),
        "evidence": {
            "watched": evidence.watched, "led_with_mentor": evidence.led_with_mentor, "led_alone": evidence.led_alone,
            "mentored": evidence.mentored, "sponsored": evidence.sponsored,
        },
        "next": standing.missing.map(|missing| json!({"rung": missing.rung.word(), "releases": missing.releases})),
        "last_led": standing.last_led, "mentees": standing.mentees,
    });
    if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
    value
}

/// Returns who can release each project as JSON.
pub(super) fn succession_json(survey: &Survey) -> Value {
    let one =
        survey.succession.iter().map(|one| json!({"project": one.project, "able": one.able, "learning": one.learning}));
    one.collect()
}

/// Returns the rights that one person alone holds as JSON.
pub(super) fn sole_holders_json(survey: &Survey) -> Value {
    let one = survey
        .sole_holders
        .iter()
        .map(|one| json!({"project": one.project, "right": one.right, "login": one.login, "could": one.could}));
    one.collect()
}

/// Returns who carries too much as JSON.
pub(super) fn loads_json(survey: &Survey) -> Value {
    let one = survey.loads.iter().map(|one| json!({"kind": one.word(), "login": one.login(), "text": one.to_string()}));
    one.collect()
}
