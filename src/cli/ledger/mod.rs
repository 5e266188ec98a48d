//! `shepherd ledger`

mod arguments;
mod evidence;
mod import;
mod list;
mod preview;
mod remove;
mod report;
mod verify;

pub(super) use arguments::LedgerPlace;
pub(super) use report::{release_json, shown};

use clap::Subcommand;

use crate::cli::context::Context;
use crate::failure::{Failure, Kind};
use crate::ui::{Answers, Inquiry};

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
    shepherd ledger verify             what disagrees with the tags\n  \
    shepherd ledger remove 9.9.9       a record that should not be there"
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
    Remove(remove::RemoveArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &LedgerArguments) -> Result<(), Failure> {
    match &arguments.command {
        LedgerCommand::Import(arguments) => import::run(context, arguments),
        LedgerCommand::List(arguments) => list::run(context, arguments),
        LedgerCommand::Remove(arguments) => remove::run(context, arguments),
        LedgerCommand::Verify(arguments) => verify::run(context, arguments),
    }
}

/// Asks until the answer is one; who says `n` or the like names nobody. An answer without a person behind it is wrong for
/// good.
pub(super) fn until_right<Answer>(
    context: &Context<'_>,
    inquiry: &Inquiry<'_>,
    read: impl Fn(&str) -> Result<Answer, Failure>,
) -> Result<Answer, Failure> {
    loop {
        let answer = context.ui.inquire(inquiry, &mut Answers::default())?;
        let is_nobody = ["n", "no", "none", "nobody", "-"].contains(&answer.trim().to_lowercase().as_str());
        match read(if is_nobody { "" } else { &answer }) {
            Err(failure) if failure.kind == Kind::Usage && context.ui.can_ask() => {
                context.ui.warning(&failure.message);
                for hint in &failure.hints {
                    context.ui.hint(hint);
                }
            }
            found => return found,
        }
    }
}
