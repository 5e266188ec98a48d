//! `shepherd circles`

mod add;
mod export;
mod flags;
mod join;
mod list;
mod report;
mod set;
mod suggest;

use clap::Subcommand;

use crate::cli::context::Context;
use crate::core::people::is_circle_name;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// Plan calls in which people support each other, and office hours for triage
///
/// Each circle is one small file, `circles/NAME.toml`, in the records. People sign up themselves; a circle is open to all,
/// or by invitation. Whoever leads the triage of a project may sit there at a time that everybody knows.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles list              what there is, and when it meets next\n  \
    shepherd circles suggest           who could meet with whom, and when\n  \
    shepherd circles add shepherds --kind peer-support \\\n      \
    --first 2028-04-06T15:00 --timezone Europe/Lisbon --every 2w\n  \
    shepherd circles join shepherds\n  \
    shepherd circles export --output circles.ics"
)]
pub(super) struct CirclesArguments {
    #[command(subcommand)]
    command: CirclesCommand,
}

#[derive(Subcommand, Debug)]
enum CirclesCommand {
    // As they come: look, find a time, make one, sign up, change it, put it into a calendar.
    List(list::ListArguments),
    Suggest(suggest::SuggestArguments),
    Add(add::AddArguments),
    Join(join::JoinArguments),
    Leave(join::LeaveArguments),
    Set(set::SetArguments),
    Export(export::ExportArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &CirclesArguments) -> Result<(), Failure> {
    match &arguments.command {
        CirclesCommand::Add(arguments) => add::run(context, arguments),
        CirclesCommand::Export(arguments) => export::run(context, arguments),
        CirclesCommand::Join(arguments) => join::join(context, arguments),
        CirclesCommand::Leave(arguments) => join::leave(context, arguments),
        CirclesCommand::List(arguments) => list::run(context, arguments),
        CirclesCommand::Set(arguments) => set::run(context, arguments),
        CirclesCommand::Suggest(arguments) => suggest::run(context, arguments),
    }
}

/// Returns the name of a circle that was given.
fn name(given: &str) -> Result<&str, Failure> {
    if is_circle_name(given) {
        return Ok(given);
    }
    Err(Failure::new(Kind::Usage, format!("`{}` cannot be the name of a circle", clean(given)))
        .hint("write it in small letters, digits and single hyphens, such as `triage-europe`"))
}

/// Returns the failure for a circle that is not there.
fn unknown(name: &str) -> Failure {
    Failure::new(Kind::Usage, format!("there is no circle {name}"))
        .hint(format!("`shepherd circles list` shows what there is; `shepherd circles add {name}` begins one"))
}
