//! `shepherd circles export`

use std::path::PathBuf;

use jiff::ToSpan as _;

use crate::cli::circles::{name, unknown};
use crate::cli::context::Context;
use crate::cli::people::login;
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::calendar::Calendar;
use crate::core::people::{Circle, check_in_event, circle_events};
use crate::core::text::plural;
use crate::failure::Failure;
use crate::render::calendar::ics;
use crate::system::files;

/// Write the meetings of the circles as a calendar file
///
/// A file that calendar programs read (ICS): each meeting of the weeks to come is an event of its own, at a moment in UTC.
/// An event keeps its name when the meeting is moved; what was to be and is not any more is written as cancelled. Who is in
/// a circle is not in the calendar.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles export > circles.ics\n  \
    shepherd circles export triage --output triage.ics\n  \
    shepherd circles export --check-ins --person kim --output kim.ics"
)]
pub(super) struct ExportArguments {
    /// The circles [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Also the next check-ins of mentors and mentees
    #[arg(long)]
    check_ins: bool,
    /// Only the circles and the check-ins of this person
    #[arg(long, value_name = "LOGIN")]
    person: Option<String>,
    /// The weeks from today on
    #[arg(long, value_name = "N", default_value = "12", value_parser = clap::value_parser!(u8).range(1..=104))]
    weeks: u8,
    /// Write to this file [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the calendar.
pub(super) fn run(context: &Context<'_>, arguments: &ExportArguments) -> Result<(), Failure> {
    let wanted = arguments.names.iter().map(|given| name(given)).collect::<Result<Vec<_>, _>>()?;
    let person = arguments.person.as_deref().map(login).transpose()?;
    let mut place = StatusPlace::default().find(context)?;
    let store = Records::read(context, &mut place)?;
    let circles = store.circles()?;
    if let Some(missing) = wanted.iter().find(|name| !circles.iter().any(|circle| circle.name == **name)) {
        return Err(unknown(missing));
    }
    let is_wanted = |circle: &&Circle| {
        let is_of = person.as_ref().is_none_or(|person| circle.has(person.as_str()));
        is_of && (wanted.is_empty() || wanted.contains(&circle.name.as_str()))
    };
    let host = store.identity()?.unwrap_or_default();
    let first = context.today();
    let last = first.saturating_add(i32::from(arguments.weeks).weeks());
    let mut events = Vec::new();
    for circle in circles.iter().filter(is_wanted) {
        events.extend(circle_events(circle, &host, first, last)?);
    }
    if arguments.check_ins {
        let pairings = store.pairings()?;
        let of_person = pairings.iter().filter(|pairing| person.as_ref().is_none_or(|one| pairing.is_of(one.as_str())));
        events.extend(of_person.filter_map(|pairing| check_in_event(pairing, &host)));
    }
    let count = events.len();
    let text = ics(&Calendar { name: "Circles".to_owned(), events });
    let Some(output) = &arguments.output else { return context.ui.data(&text) };
    files::replace(&context.path(output), text.as_bytes())?;
    context.ui.status(&format!("{} written to `{}`", plural(count, "event"), output.display()));
    Ok(())
}
