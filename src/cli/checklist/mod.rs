//! `shepherd checklist`

mod find;
mod lint;
mod outline;
mod report;
mod show;

pub(super) use find::{
    document, documents, find_document, in_another_language as document_in_another_language, is_named_like_one,
};

use clap::Subcommand;

use crate::cli::context::Context;
use crate::failure::Failure;

/// Read a release document as a checklist: what its steps are, and what they run
///
/// Any Markdown file works as it is. Nothing is run, nothing is asked, and no repository is needed where FILE is given.
#[derive(clap::Args, Debug)]
#[command(disable_version_flag = true)]
pub(super) struct ChecklistArguments {
    #[command(subcommand)]
    command: ChecklistCommand,
}

#[derive(Subcommand, Debug)]
enum ChecklistCommand {
    Lint(lint::LintArguments),
    Show(show::ShowArguments),
}

/// Runs the subcommand.
pub(super) fn run(context: &Context<'_>, arguments: &ChecklistArguments) -> Result<(), Failure> {
    match &arguments.command {
        ChecklistCommand::Lint(arguments) => lint::run(context, arguments),
        ChecklistCommand::Show(arguments) => show::run(context, arguments),
    }
}
