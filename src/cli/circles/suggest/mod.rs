//! `shepherd circles suggest`

mod json;
mod text;
mod triage;

use jiff::civil::Date;
use serde_json::json;

use crate::cli::circles::suggest::triage::{Answer, Question};
use crate::cli::circles::{name, unknown};
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::people::{day, known, login};
use crate::cli::records::Records;
use crate::cli::values::minutes;
use crate::cli::whereabouts::Where;
use crate::cli::work_place::WorkPlace;
use crate::core::ledger::metrics::Window;
use crate::core::people::{
    Attendee, Circle, CircleKind, Overlap, Person, Roster, Suggestion, Waking, WakingError, overlaps, suggest, zone,
};
use crate::failure::{Failure, Kind};

/// The weeks that are looked at where nobody says it.
const WEEKS: i32 = 12;

/// So many days of triage are looked at where nobody says which.
const DAYS: u32 = 365;

/// Show who could meet with whom, and when: by the hours in which all of them are awake
///
/// It looks at those who are in the circle, or whose interest in the records is such calls; at each meeting of the weeks to
/// come, with the changes to summer time in each place. Meetings are on days from Monday to Friday, for everybody.
///
/// For triage office hours it also shows whom to ask, where GitHub can be asked: who triages issues of the project, as
/// `[report] triage` in the configuration defines it, the most issues first. Nothing is stored: ask them.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles suggest\n  \
    shepherd circles suggest --circle triage --length 45m\n  \
    shepherd circles suggest --kind triage --since 2026-01-01 --limit 3\n  \
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
    /// The first day on which triage counts [default: 365 days up to today]
    #[arg(long, value_name = "DATE", conflicts_with = "person")]
    since: Option<Date>,
    /// How many of those who triage are shown
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    limit: usize,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: WorkPlace,
}

/// What was found.
struct Found<'a> {
    /// The circle that was named.
    circle: Option<&'a Circle>,
    is_triage: bool,
    first: Date,
    attendees: Vec<Attendee>,
    /// Those whose time zone is not known.
    unplaced: Vec<&'a Person>,
    pairs: Vec<Overlap>,
    suggestions: Vec<Suggestion>,
    alone: Vec<String>,
    triage: Answer,
}

/// Looks for times to meet, and for triage also for people.
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
    let window = Window { since: arguments.since.unwrap_or_else(|| Window::back(today, DAYS).since), until: today };
    if window.since > today {
        return Err(Failure::new(Kind::Usage, format!("{} is still to come", window.since))
            .hint("`--since` takes the first day that counts, such as 2026-01-01"));
    }
    // What a circle is for is in the records; without one, it was said.
    let may_be_triage = arguments.circle.is_some() || arguments.kind.as_deref() == Some(CircleKind::Triage.word());
    let mut place = if may_be_triage {
        arguments.place.find(context, "shepherd works from the records alone")?
    } else {
        arguments.place.find_offline(context)?
    };
    let store = Records::read(context, &mut place)?;
    let roster = store.people()?;
    let circles = if may_be_triage { store.circles()? } else { Vec::new() };
    let circle = match &arguments.circle {
        Some(given) => {
            let wanted = name(given)?;
            Some(circles.iter().find(|circle| circle.name == wanted).ok_or_else(|| unknown(wanted))?)
        }
        None => None,
    };
    let is_triage = may_be_triage && circle.is_none_or(|circle| circle.kind == CircleKind::Triage);
    if (arguments.place.wants_github() || arguments.since.is_some()) && !is_triage {
        return Err(Failure::new(Kind::Usage, "`--github` and `--since` are about who triages issues")
            .hint("leave them out, or pass `--kind triage` or a circle of that kind"));
    }
    let people = people(&roster, circle, arguments)?;
    let people: Vec<&Person> = people.into_iter().filter(|person| person.is_active_on(first)).collect();
    let attendees = attendees(&people)?;
    let (suggestions, alone) = suggest(&attendees, waking, length, first, WEEKS);
    let mut found = Found {
        circle,
        is_triage,
        first,
        pairs: overlaps(&attendees, waking, first, WEEKS * 7),
        attendees,
        unplaced: people.into_iter().filter(|person| person.timezone.is_empty()).collect(),
        suggestions,
        alone,
        triage: Answer::NotAsked,
    };
    if is_triage {
        let sitting = sitting(&place, &circles, circle, today);
        let members: Vec<&str> = sitting.iter().flat_map(|circle| &circle.members).map(String::as_str).collect();
        let is_other = |person: &&Person| {
            let is_member = members.iter().any(|member| member.eq_ignore_ascii_case(&person.login));
            (is_member && person.is_active_on(first))
                || found.attendees.iter().any(|attendee| attendee.login == person.login)
        };
        let others: Vec<&Person> = roster.0.iter().filter(is_other).collect();
        found.triage = triage::ask(
            context,
            &Question {
                releases: &store.releases(&place.project)?,
                projects: projects(&place, circle),
                members,
                others: &self::attendees(&others)?,
                place: &place,
                roster: &roster,
                waking,
                window,
                first,
                days: WEEKS * 7,
                limit: arguments.limit,
                patience: arguments.place.patience(),
                must_know: arguments.place.wants_github(),
            },
        );
    }
    show(context, &found, arguments.json)?;
    found.triage.failure().map_or(Ok(()), Err)
}

/// Returns where the clocks of people are; of those of whom that is known.
fn attendees(people: &[&Person]) -> Result<Vec<Attendee>, Failure> {
    let placed = people.iter().filter(|person| !person.timezone.is_empty());
    placed.map(|person| Ok(Attendee { login: person.login.clone(), zone: zone(&person.timezone)? })).collect()
}

/// Returns the circle; without one, all office hours of the project.
fn sitting<'a>(place: &Where, circles: &'a [Circle], circle: Option<&'a Circle>, today: Date) -> Vec<&'a Circle> {
    let is_about_it = |circle: &Circle| circle.projects.is_empty() || circle.projects.contains(&place.project);
    if let Some(circle) = circle {
        return vec![circle];
    }
    let open = circles.iter().filter(|one| one.kind == CircleKind::Triage && !one.is_over(today));
    open.filter(|circle| is_about_it(circle)).collect()
}

/// Returns the projects whose issues are looked at: those of the circle, else this one.
fn projects(place: &Where, circle: Option<&Circle>) -> Vec<String> {
    match circle.filter(|circle| !circle.projects.is_empty()) {
        // What is not on GitHub has a name of its own.
        Some(circle) => circle.projects.iter().filter(|project| !project.starts_with("local/")).cloned().collect(),
        None => place.connection.project().map(str::to_owned).into_iter().collect(),
    }
}

/// Returns those who are looked at.
fn people<'a>(
    roster: &'a Roster,
    circle: Option<&Circle>,
    arguments: &SuggestArguments,
) -> Result<Vec<&'a Person>, Failure> {
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
    if let Some(circle) = circle {
        return Ok(roster.0.iter().filter(|person| circle.has(&person.login)).collect());
    }
    let words: Vec<&str> = match &arguments.kind {
        Some(kind) => vec![kind.as_str()],
        None => CircleKind::ALL.iter().map(|kind| kind.word()).collect(),
    };
    let is_interested = |person: &&Person| person.interest.iter().any(|interest| words.contains(&interest.as_str()));
    Ok(roster.0.iter().filter(is_interested).collect())
}

fn show(context: &Context<'_>, found: &Found<'_>, is_json: bool) -> Result<(), Failure> {
    if is_json {
        show_json(context, found)?;
        found.triage.note(context);
        return Ok(());
    }
    let mut parts = Vec::new();
    if !found.suggestions.is_empty() {
        parts.push(text::suggestions(&found.suggestions));
    }
    if !found.pairs.is_empty() {
        parts.push(text::pairs(&found.pairs));
    }
    if let Answer::Known(asked) = &found.triage
        && !asked.shown.is_empty()
    {
        parts.push(text::triage(asked));
    }
    if !parts.is_empty() {
        context.ui.prose(&parts.join("\n"))?;
    }
    if found.attendees.len() < 2 {
        context.ui.status("There are not two people who are interested and whose time zone is known.");
        let interest = if found.is_triage { CircleKind::Triage } else { CircleKind::PeerSupport };
        context.ui.hint(&format!("`shepherd people set LOGIN --interest {interest} --timezone ZONE` says both"));
    } else if !found.alone.is_empty() {
        let logins: Vec<String> = found.alone.iter().map(|login| format!("@{login}")).collect();
        context.ui.status(&format!("No time suits {} together with somebody who is left.", logins.join(", ")));
    }
    for person in &found.unplaced {
        let login = &person.login;
        context.ui.hint(&format!(
            "it is not known where the clock of @{login} is: `shepherd people set {login} --timezone ZONE`"
        ));
    }
    found.triage.note(context);
    if let Answer::Known(asked) = &found.triage {
        asked.hint(context, found.circle.map(|circle| circle.name.as_str()));
    }
    Ok(())
}

fn show_json(context: &Context<'_>, found: &Found<'_>) -> Result<(), Failure> {
    let unplaced: Vec<_> = found.unplaced.iter().map(|person| &person.login).collect();
    let triage = match &found.triage {
        Answer::Known(asked) => Some(json::triage(asked)),
        _ => None,
    };
    let value = json!({
        "schema": 1, "from": found.first, "weeks": WEEKS,
        "suggestions": found.suggestions.iter().map(json::suggestion).collect::<Vec<_>>(),
        "alone": found.alone, "without_timezone": unplaced,
        "pairs": found.pairs.iter().map(json::pair).collect::<Vec<_>>(), "triage": triage,
    });
    context.ui.data(&pretty(&value)?)
}
