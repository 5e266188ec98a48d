//! `shepherd rotation export`

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::rotation::desk::Desk;
use crate::cli::rotation::report;
use crate::cli::status::StatusPlace;
use crate::core::calendar::Event;
use crate::core::people::circle_events;
use crate::core::rotation::{History, Slot, calendar};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::render::calendar::ics;
use crate::render::markdown::escape;
use crate::store::Store;
use crate::system::files;

/// Write the slots for calendars, pages and programs
///
/// A calendar file is the same bytes again where no slot changed and none was released. Slots that are cancelled stay in it,
/// so that calendars learn of it; those that are done move to the day of their release. Why somebody is unavailable is in none of them, nor when they are away.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation export --format ics --output releases.ics\n  \
    shepherd rotation export --format markdown\n  \
    shepherd rotation export --all --format csv"
)]
pub(super) struct ExportArguments {
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "ics")]
    format: SlotFormat,
    /// Write it into FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The slots of all projects
    #[arg(long)]
    all: bool,
    /// Also the slots that nobody else may know of
    #[arg(long)]
    private: bool,
    /// In a calendar file: also the meetings of the circles in the twelve weeks to come
    #[arg(long)]
    circles: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// For how many weeks a calendar has the meetings of circles.
const WEEKS: i32 = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SlotFormat {
    /// A calendar file
    Ics,
    /// A table for a page
    Markdown,
    /// A table for a spreadsheet
    Csv,
    /// For programs
    Json,
}

/// The columns of a table.
const COLUMNS: [&str; 9] = ["project", "slot", "from", "until", "what", "shepherd", "learner", "mentor", "state"];

/// Exports.
pub(super) fn run(context: &Context<'_>, arguments: &ExportArguments) -> Result<(), Failure> {
    let desk = Desk::open(context, &arguments.place, arguments.private)?;
    let (history, today) = (desk.history(), context.today());
    let slots: Vec<&Slot> =
        desk.slots.iter().filter(|slot| arguments.all || slot.is_for(&desk.place.project)).collect();
    let name = if arguments.all { "all projects" } else { &desk.place.project };
    if arguments.circles && arguments.format != SlotFormat::Ics {
        return Err(Failure::new(Kind::Usage, "--circles: only a calendar file has the meetings of circles")
            .hint("pass `--format ics`, or leave it out"));
    }
    let text = match arguments.format {
        SlotFormat::Ics => {
            let mut calendar = calendar(name, &history, slots.iter().copied(), today);
            if arguments.circles {
                calendar.events.extend(meetings(&desk, today)?);
            }
            ics(&calendar)
        }
        SlotFormat::Markdown => markdown(&cells(&history, &slots, today, "@")),
        // A spreadsheet takes what begins with an `@` for a formula.
        SlotFormat::Csv => csv(&cells(&history, &slots, today, "")),
        SlotFormat::Json => {
            let slots: Vec<_> = slots.iter().map(|slot| report::slot_json(&history, slot, today)).collect();
            pretty(&json!({"schema": 1, "slots": slots}))?
        }
    };
    let Some(output) = &arguments.output else { return context.ui.data(&text) };
    files::replace(&context.path(output), text.as_bytes())?;
    context.ui.status(&format!("{} in {}", report::count(slots.len()), output.display()));
    Ok(())
}

/// Returns the meetings of the circles in the weeks to come.
fn meetings(desk: &Desk, first: Date) -> Result<Vec<Event>, Failure> {
    let store = Store::open(&desk.place.repository)?;
    let host = store.identity()?.unwrap_or_default();
    let last = first.saturating_add(WEEKS.weeks());
    let mut events = Vec::new();
    for circle in store.circles()? {
        events.extend(circle_events(&circle, &host, first, last)?);
    }
    Ok(events)
}

/// Returns the rows of a table. `mark` stands before each login.
fn cells(history: &History<'_>, slots: &[&Slot], today: Date, mark: &str) -> Vec<[String; 9]> {
    let at = |login: &Option<String>| login.as_ref().map(|login| format!("{mark}{login}")).unwrap_or_default();
    let row = |slot: &&Slot| {
        [
            slot.projects.join(" "),
            slot.id.clone(),
            slot.from.to_string(),
            slot.until.to_string(),
            report::what(slot),
            at(&slot.shepherd),
            at(&slot.learner),
            at(&slot.mentor),
            report::state(history, slot, today).to_string(),
        ]
    };
    slots.iter().map(row).collect()
}

fn markdown(rows: &[[String; 9]]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(&COLUMNS.map(str::to_owned)) + &line(&COLUMNS.map(|_| "---".to_owned()));
    for row in rows {
        text += &line(&row.clone().map(|cell| escape(&clean(&cell)).replace('|', "\\|")));
    }
    text
}

/// Returns rows as RFC 4180 (<https://www.rfc-editor.org/rfc/rfc4180>) has them. What a spreadsheet would take for a formula
/// stands behind an apostrophe (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn csv(rows: &[[String; 9]]) -> String {
    let cell = |cell: String| {
        let cell = clean(&cell);
        let cell = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.into_owned() };
        if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let lines = [COLUMNS.map(str::to_owned)].into_iter().chain(rows.iter().cloned());
    lines.map(|row| row.map(cell).join(",") + "\r\n").collect()
}
