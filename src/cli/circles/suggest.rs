//! `shepherd circles suggest`

use std::fmt::Write as _;

use jiff::tz::TimeZone;
use serde_json::json;

use crate::cli::circles::{name, unknown};
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::people::{day, known, login};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::cli::table::table;
use crate::cli::values::minutes;
use crate::core::people::{
    Attendee, CircleKind, Overlap, Person, Roster, Suggestion, Waking, WakingError, overlaps, suggest, zone,
};
use crate::failure::{Failure, Kind};
use crate::store::Store;

/// The weeks that are looked at where nobody says it.
const WEEKS: i32 = 12;

/// Show who could meet with whom, and when: by the hours in which all of them are awake
///
/// It looks at those who are in the circle, or whose interest in the records is such calls; at each meeting of the weeks to
/// come, with the changes to summer time in each place. Meetings are on days from Monday to Friday, for everybody.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles suggest\n  \
    shepherd circles suggest --circle triage --length 45m\n  \
    shepherd circles suggest --person kim --person mona --person zoe --waking 9-18"
)]
pub(super) struct SuggestArguments {
    /// Those who are in this circle
    #[arg(long, value_name = "NAME")]
    circle: Option<String>,
    /// Those whose interest is this kind of circle [default: either]
    #[arg(long, value_name = "KIND", value_parser = ["peer-support", "triage"], conflicts_with = "circle")]
    kind: Option<String>,
    /// These people instead; may be repeated
    #[arg(long, value_name = "LOGIN", conflicts_with_all = ["circle", "kind"])]
    person: Vec<String>,
    /// The hours in which people may be asked to a call, by their own clocks
    #[arg(long, value_name = "HOURS", default_value = "8-22")]
    waking: String,
    /// How long a meeting takes
    #[arg(long, value_name = "TIME", default_value = "60m")]
    length: String,
    /// The first day that is looked at [default: tomorrow]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
}

/// Looks for times to meet.
pub(super) fn run(context: &Context<'_>, arguments: &SuggestArguments) -> Result<(), Failure> {
    let waking = arguments.waking.parse::<Waking>().map_err(|error: WakingError| {
        Failure::new(Kind::Usage, error.to_string()).hint("write it as `--waking 8-22`")
    })?;
    let length = minutes("--length", &arguments.length)?;
    let today = context.today();
    let first = match &arguments.from {
        Some(given) => day("--from", given)?,
        None => today.tomorrow().unwrap_or(today),
    };
    let mut place = StatusPlace::default().find(context)?;
    let store = Records::read(context, &mut place)?;
    let roster = store.people()?;
    let people = people(&store, &roster, arguments)?;
    let people: Vec<&Person> = people.into_iter().filter(|person| person.is_active_on(first)).collect();
    let (placed, unplaced): (Vec<&Person>, Vec<&Person>) =
        people.iter().partition(|person| !person.timezone.is_empty());
    let mut attendees = Vec::new();
    for person in placed {
        attendees.push(Attendee { login: person.login.clone(), zone: zone(&person.timezone)? });
    }
    let pairs = overlaps(&attendees, waking, first, WEEKS * 7);
    let (found, alone) = suggest(&attendees, waking, length, first, WEEKS);
    if arguments.json {
        let unplaced: Vec<_> = unplaced.iter().map(|person| &person.login).collect();
        let value = json!({
            "schema": 1, "from": first, "weeks": WEEKS, "suggestions": found.iter().map(suggestion_json).collect::<Vec<_>>(),
            "alone": alone, "without_timezone": unplaced, "pairs": pairs.iter().map(pair_json).collect::<Vec<_>>(),
        });
        return context.ui.data(&pretty(&value)?);
    }
    if !found.is_empty() {
        context.ui.data(&suggestions(&found))?;
    }
    if !pairs.is_empty() {
        context.ui.data(&format!("{}{}", if found.is_empty() { "" } else { "\n" }, shown_pairs(&pairs)))?;
    }
    if attendees.len() < 2 {
        context.ui.status("There are not two people who are interested and whose time zone is known.");
        context.ui.hint("`shepherd people set LOGIN --interest peer-support --timezone ZONE` says both");
    } else if !alone.is_empty() {
        let logins: Vec<String> = alone.iter().map(|login| format!("@{login}")).collect();
        context.ui.status(&format!("No time suits {} together with somebody who is left.", logins.join(", ")));
    }
    for person in unplaced {
        let login = &person.login;
        context.ui.hint(&format!(
            "it is not known where the clock of @{login} is: `shepherd people set {login} --timezone ZONE`"
        ));
    }
    Ok(())
}

/// Returns those who are looked at.
fn people<'a>(store: &Store, roster: &'a Roster, arguments: &SuggestArguments) -> Result<Vec<&'a Person>, Failure> {
    if !arguments.person.is_empty() {
        let mut people: Vec<&Person> = Vec::new();
        for given in &arguments.person {
            let person = known(roster, login(given)?.as_str())?;
            if !people.contains(&person) {
                people.push(person);
            }
        }
        return Ok(people);
    }
    if let Some(given) = &arguments.circle {
        let wanted = name(given)?;
        let circles = store.circles()?;
        let circle = circles.iter().find(|circle| circle.name == wanted).ok_or_else(|| unknown(wanted))?;
        return Ok(roster.0.iter().filter(|person| circle.has(&person.login)).collect());
    }
    let words: Vec<&str> = match &arguments.kind {
        Some(kind) => vec![kind.as_str()],
        None => CircleKind::ALL.iter().map(|kind| kind.word()).collect(),
    };
    let is_interested = |person: &&Person| person.interest.iter().any(|interest| words.contains(&interest.as_str()));
    Ok(roster.0.iter().filter(is_interested).collect())
}

fn suggestions(found: &[Suggestion]) -> String {
    let mut text = String::new();
    for one in found {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}, from {} on", one.meeting, one.meeting.from);
        let rows: Vec<[String; 2]> = one
            .people
            .iter()
            .map(|(login, times)| {
                let times: Vec<String> = times.iter().map(|time| time.strftime("%H:%M").to_string()).collect();
                [format!("  @{login}"), times.join(", then ")]
            })
            .collect();
        for line in table(&rows) {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

fn shown_pairs(pairs: &[Overlap]) -> String {
    let mut rows = vec![["awake together", "each day", "at first (UTC)"].map(str::to_owned)];
    rows.extend(pairs.iter().map(|pair| {
        let time = |at: jiff::Timestamp| at.to_zoned(TimeZone::UTC).strftime("%H:%M").to_string();
        let stretch = pair.stretch.map(|(start, end)| format!("{} to {}", time(start), time(end)));
        let minutes = if pair.minutes == 0 {
            "never".to_owned()
        } else {
            format!("{} h {:02}", pair.minutes / 60, pair.minutes % 60)
        };
        [format!("@{} @{}", pair.one, pair.other), minutes, stretch.unwrap_or_default()]
    }));
    table(&rows).join("\n") + "\n"
}

fn suggestion_json(one: &Suggestion) -> serde_json::Value {
    let people: Vec<_> = one
        .people
        .iter()
        .map(|(login, times)| {
            let times: Vec<String> = times.iter().map(|time| time.strftime("%H:%M").to_string()).collect();
            json!({"login": login, "times": times})
        })
        .collect();
    json!({
        "from": one.meeting.from, "time": one.meeting.time.strftime("%H:%M").to_string(),
        "timezone": one.meeting.timezone, "minutes": one.meeting.minutes, "people": people,
    })
}

fn pair_json(pair: &Overlap) -> serde_json::Value {
    let stretch = pair.stretch.map(|(start, end)| json!({"start": start.to_string(), "end": end.to_string()}));
    json!({"one": pair.one, "other": pair.other, "minutes": pair.minutes, "first": stretch})
}
