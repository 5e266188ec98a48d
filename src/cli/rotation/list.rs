//! `shepherd rotation list`

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::rotation::desk::LookArguments;
use crate::cli::rotation::report;
use crate::core::rotation::{Slot, State};
use crate::failure::Failure;

/// Show the slots ahead, and who has them
#[derive(clap::Args, Debug)]
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
    #[command(flatten)]
    look: LookArguments,
}

/// Lists the slots.
pub(super) fn run(context: &Context<'_>, arguments: &ListArguments) -> Result<(), Failure> {
    let desk = arguments.look.open(context)?;
    let (history, today) = (desk.history(), context.today());
    let is_shown = |slot: &&Slot| {
        let is_over = matches!(report::state(&history, slot, today), State::Done | State::Cancelled);
        (arguments.look.all || slot.is_for(&desk.place.project)) && (arguments.past || !is_over)
    };
    let slots: Vec<&Slot> = desk.slots.iter().filter(is_shown).collect();
    if arguments.look.json {
        let slots: Vec<_> = slots.iter().map(|slot| report::slot_json(&history, slot, today)).collect();
        return context.ui.data(&pretty(&json!({"schema": 1, "project": desk.place.project, "slots": slots}))?);
    }
    if slots.is_empty() {
        context.ui.status("No slot is planned.");
        let flags = desk.flags_for(false);
        context.ui.hint(&format!("`shepherd rotation plan --until DATE --every 6w{flags}` plans some"));
        return Ok(());
    }
    context.ui.prose(&report::slots(&history, slots, &desk.place.project, today))
}
