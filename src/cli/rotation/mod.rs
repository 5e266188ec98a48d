//! `shepherd rotation`

mod act;
mod ask;
mod check;
mod desk;
mod explain;
mod export;
mod known;
mod list;
mod own;
mod plan;
mod report;
mod swap;
mod up;
mod who;

pub(super) use own::{OwnSlot, own_slots};
pub(super) use up::{Up, who_is_up};

use clap::Subcommand;

use crate::cli::context::Context;
use crate::failure::Failure;

/// Plan who cuts the next releases: who is next and why, and the slots ahead
///
/// Advice with reasons: each person, number and exclusion is shown, and the same facts give the same order. Whoever carried
/// least comes first. Saying no costs nothing, and whoever would like to have a slot may say so.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd rotation who --for minor    who should cut the next one, and why\n  \
    shepherd rotation plan --until 2028-12-31 --every 6w\n  \
    shepherd rotation list               the slots ahead\n  \
    shepherd rotation accept 2028-05-11  it is offered to me, and I take it\n  \
    shepherd rotation decline 2028-05-11  I cannot; the next one is asked at once\n  \
    shepherd rotation check              what rots; then the exit code is 1\n  \
    shepherd rotation export --format ics --output releases.ics"
)]
pub(super) struct RotationArguments {
    #[command(subcommand)]
    command: RotationCommand,
}

#[derive(Subcommand, Debug)]
enum RotationCommand {
    // As they come: look, plan, answer, pass on, look after.
    Who(who::WhoArguments),
    Plan(plan::PlanArguments),
    List(list::ListArguments),
    Accept(act::AcceptArguments),
    Decline(act::DeclineArguments),
    Volunteer(act::VolunteerArguments),
    Swap(swap::SwapArguments),
    Cancel(act::CancelArguments),
    Check(check::CheckArguments),
    Export(export::ExportArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &RotationArguments) -> Result<(), Failure> {
    match &arguments.command {
        RotationCommand::Accept(arguments) => act::accept(context, arguments),
        RotationCommand::Cancel(arguments) => act::cancel(context, arguments),
        RotationCommand::Check(arguments) => check::run(context, arguments),
        RotationCommand::Decline(arguments) => act::decline(context, arguments),
        RotationCommand::Export(arguments) => export::run(context, arguments),
        RotationCommand::List(arguments) => list::run(context, arguments),
        RotationCommand::Plan(arguments) => plan::run(context, arguments),
        RotationCommand::Swap(arguments) => swap::run(context, arguments),
        RotationCommand::Volunteer(arguments) => act::volunteer(context, arguments),
        RotationCommand::Who(arguments) => who::run(context, arguments),
    }
}
