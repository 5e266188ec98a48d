//! `shepherd ledger`

mod arguments;
mod evidence;
mod import;
mod list;
mod preview;
mod report;
mod verify;

pub(super) use arguments::LedgerPlace;
pub(super) use report::{release_json, shown};

use clap::Subcommand;

use crate::cli::context::Context;
use crate::failure::Failure;

/// Keep the records of the releases: who cut, mentored, sponsored and watched each of them
///
/// The guide writes a record when a release is out, `shepherd record` writes one of a release that was cut without it, and
/// `import` finds out about those that were cut before. Each says how it is known.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd ledger list               all releases, the newest first\n  \
    shepherd ledger import --dry-run   what tags and changelog tell\n  \
    shepherd ledger verify             what disagrees with the tags"
)]
pub(super) struct LedgerArguments {
    #[command(subcommand)]
    command: LedgerCommand,
}

#[derive(Subcommand, Debug)]
enum LedgerCommand {
    List(list::ListArguments),
    Import(Box<import::ImportArguments>),
    Verify(verify::VerifyArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &LedgerArguments) -> Result<(), Failure> {
    match &arguments.command {
        LedgerCommand::Import(arguments) => import::run(context, arguments),
        LedgerCommand::List(arguments) => list::run(context, arguments),
        LedgerCommand::Verify(arguments) => verify::run(context, arguments),
    }
}
