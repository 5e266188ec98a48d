//! `shepherd rotation list`

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::rotation::desk::Desk;
use crate::cli::rotation::report;
use crate::cli::status::StatusPlace;
use crate::core::rotation::{Slot, State};
use crate::failure::Failure;

/// Show the slots ahead, and who has them
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation list\n  \
    shepherd rotation list --all --past\n  \
    shepherd rotation list --json | jq '.slots[].shepherd'"
)]
pub(super) struct ListArguments {
    /// Also those that are over or cancelled
    #[arg(long)]
    past: bool,
    /// Those of all projects
    #[arg(long)]
    all: bool,
    /// Also those that nobody else may know of
    #[arg(long)]
    private: bool,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: StatusPlace,
}

/// Lists the slots.
pub(super) fn run(context: &Context<'_>, arguments: &ListArguments) -> Result<(), Failure> {
    let desk = Desk::open(context, &arguments.place, arguments.private)?;
    let (history, today) = (desk.history(), context.today());
    let is_shown = |slot: &&Slot| {
        let is_over = matches!(report::state(&history, slot, today), State::Done | State::Cancelled);
        (arguments.all || slot.is_for(&desk.place.project)) && (arguments.past || !is_over)
    };
    let slots: Vec<&Slot> = desk.slots.iter().filter(is_shown).collect();
    if arguments.json {
        let slots: Vec<_> = slots.iter().map(|slot| report::slot_json(&history, slot, today)).collect();
        return context.ui.data(&pretty(&json!({"schema": 1, "project": desk.place.project, "slots": slots}))?);
    }
    if slots.is_empty() {
        context.ui.status("No slot is planned.");
        context.ui.hint("`shepherd rotation plan --until DATE --every 6w` plans some");
        return Ok(());
    }
    context.ui.data(&report::slots(&history, slots, today))
}
