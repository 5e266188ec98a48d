//! `shepherd circles list`

use serde_json::json;

use crate::cli::circles::report;
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::people::Circle;
use crate::failure::Failure;

/// Show the circles, when each meets next by your clock, and who is in it
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd circles list\n  \
    shepherd circles list --json | jq -r '.circles[] | select(.next == null).name'"
)]
pub(super) struct ListArguments {
    /// Show also those that are over
    #[arg(long)]
    all: bool,
    /// Write it as JSON, also those that are over
    #[arg(long)]
    json: bool,
}

/// Lists the circles.
pub(super) fn run(context: &Context<'_>, arguments: &ListArguments) -> Result<(), Failure> {
    let mut place = StatusPlace::default().find(context)?;
    let store = Records::read(context, &mut place)?;
    let (circles, unreadable) = store.circles_as_far_as_readable()?;
    let (now, today) = (context.clock.now(), context.today());
    if arguments.json {
        let circles: Vec<_> = circles.iter().map(|circle| report::circle_json(circle, now, today)).collect();
        context.ui.data(&pretty(&json!({"schema": 1, "circles": circles}))?)?;
    } else {
        let shown: Vec<&Circle> = circles.iter().filter(|circle| arguments.all || !circle.is_over(today)).collect();
        if shown.is_empty() && unreadable.is_empty() {
            context.ui.status("There are no circles yet.");
            context.ui.hint("`shepherd circles suggest` finds who could meet with whom; `shepherd circles add NAME --kind KIND` begins one");
        } else {
            context.ui.prose(&report::circles(&shown, now, today))?;
        }
    }
    let mut failures = unreadable.into_iter().map(Failure::from);
    let Some(first) = failures.next() else { return Ok(()) };
    for failure in failures {
        context.ui.warning(&failure.message);
    }
    Err(first)
}
