//! The front door: one file for each subcommand, with its arguments and its run: read, ask core, act, report.

mod annotations;
mod approve;
mod away;
mod changelog;
mod checklist;
mod circles;
mod completions;
mod configuration;
mod context;
mod debrief;
mod demo;
mod doctor;
mod draft;
mod editor;
mod explain;
mod guide;
mod handoff;
mod init;
mod json;
mod ledger;
mod man;
mod names;
mod next;
mod overview;
mod paths;
mod people;
mod perform;
mod private;
mod range;
mod record;
mod records;
mod releasing;
mod report;
mod rotation;
mod runs;
mod sharing;
mod status;
mod store;
mod table;
mod upgrade_notes;
mod values;
mod whereabouts;
mod work_place;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{FromArgMatches as _, Parser, Subcommand};

use crate::cli::context::Context;
use crate::failure::{Failure, Kind};
use crate::ui::{Color, Ui, Verbosity};

/// Helps the people who cut releases: it walks through a release with you, and makes the changelog
///
/// Your first release? Begin with `shepherd guide VERSION --rehearse`, in a clone of the project: it follows the
/// project's own RELEASING.md step by step, in a throw-away copy that cannot push to the real remotes. `shepherd
/// changelog` shows what a release would say now. `shepherd demo` makes a small project to try everything on.
///
/// Nothing runs that was not shown and confirmed, and nothing is written or sent unless you ask for it.
#[derive(Parser, Debug)]
#[command(
    name = "shepherd",
    version,
    propagate_version = false,
    override_usage = "shepherd [OPTIONS] <COMMAND>",
    after_help = "Exit codes: 0 done, 1 findings that you must act on, 2 usage, 3 configuration or an input file, \
                  4 git or GitHub failed, 5 refused to protect you, 130 interrupted"
)]
pub struct Cli {
    #[command(flatten)]
    global: GlobalArguments,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Args, Debug)]
struct GlobalArguments {
    /// Work on the repository that holds DIR instead of the current folder
    #[arg(long, value_name = "DIR", global = true, help_heading = "Global options")]
    repo: Option<PathBuf>,
    /// Read the configuration from FILE [default: .shepherd.toml, where it is found]
    #[arg(long, value_name = "FILE", global = true, help_heading = "Global options")]
    config: Option<PathBuf>,
    /// Say nothing but results, warnings and errors
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    quiet: bool,
    /// Say also why: totals, where settings come from
    #[arg(long, short, global = true, help_heading = "Global options")]
    verbose: bool,
    /// Colour results and messages: auto (as NO_COLOR, CLICOLOR_FORCE and the terminal say), always or never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_default_value = true)]
    #[arg(value_parser = values::color(), help_heading = "Global options")]
    color: Color,
    /// Show long results as they are, not through the pager that $SHEPHERD_PAGER, git or $PAGER names
    #[arg(long, global = true, help_heading = "Global options")]
    no_pager: bool,
}

#[derive(Subcommand, Debug)]
enum Command {
    // First what a project needs and what comes next; then as they come in a release: walk it, look at it, agree to it,
    // pass it on, learn from it, and who takes part, and when;
    // then the changelog.
    Init(Box<init::InitArguments>),
    Doctor(doctor::DoctorArguments),
    Demo(demo::DemoArguments),
    Next(Box<next::NextArguments>),
    Guide(Box<guide::GuideArguments>),
    Status(status::StatusArguments),
    Approve(approve::ApproveArguments),
    Handoff(handoff::HandoffArguments),
    Debrief(debrief::DebriefArguments),
    Checklist(checklist::ChecklistArguments),
    Record(Box<record::RecordArguments>),
    Ledger(ledger::LedgerArguments),
    People(Box<people::PeopleArguments>),
    Rotation(Box<rotation::RotationArguments>),
    Circles(circles::CirclesArguments),
    Report(Box<report::ReportArguments>),
    Store(store::StoreArguments),
    Changelog(Box<changelog::ChangelogArguments>),
    Draft(Box<draft::DraftArguments>),
    Explain(explain::ExplainArguments),
    Completions(completions::CompletionsArguments),
    Man(man::ManArguments),
    UpgradeNotes(upgrade_notes::UpgradeNotesArguments),
}

/// Runs the program with `arguments`, the first of which is its name, and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let arguments: Vec<_> = arguments.into_iter().collect();
    if let Some(answered) = completions::answer(&arguments) {
        return answered;
    }
    Color::among(&arguments).set_for_all();
    let mut command = overview::command();
    let parsed = command.try_get_matches_from_mut(arguments);
    let cli = match parsed.and_then(|found| Cli::from_arg_matches(&found).map_err(|error| error.format(&mut command))) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout and are no failure; a closed pipe is none either.
            let _ = error.print();
            let code = if error.use_stderr() { Kind::Usage.exit_code() } else { 0 };
            return ExitCode::from(code);
        }
    };
    let verbosity = match (cli.global.quiet, cli.global.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    };
    let ui = Ui::new(verbosity, cli.global.color);
    let result = Context::new(&ui, cli.global.repo, cli.global.config).and_then(|context| {
        if cli.global.no_pager {
            ui.no_longer_page()?;
        }
        cli.command.as_ref().map_or_else(|| overview::run(&context), |command| dispatch(&context, command))
    });
    // What was found is shown before why there is no more of it.
    match ui.show().and(result) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            ui.failure(&failure);
            ExitCode::from(failure.kind.exit_code())
        }
    }
}

fn dispatch(context: &Context<'_>, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Approve(arguments) => approve::run(context, arguments),
        Command::Changelog(arguments) => changelog::run(context, arguments),
        Command::Checklist(arguments) => checklist::run(context, arguments),
        Command::Circles(arguments) => circles::run(context, arguments),
        Command::Completions(arguments) => completions::run(context, arguments),
        Command::Debrief(arguments) => debrief::run(context, arguments),
        Command::Demo(arguments) => demo::run(context, arguments),
        Command::Doctor(arguments) => doctor::run(context, arguments),
        Command::Draft(arguments) => draft::run(context, arguments),
        Command::Explain(arguments) => explain::run(context, arguments),
        Command::Handoff(arguments) => handoff::run(context, arguments),
        Command::Guide(arguments) => guide::run(context, arguments),
        Command::Init(arguments) => init::run(context, arguments),
        Command::Ledger(arguments) => ledger::run(context, arguments),
        Command::Man(arguments) => man::run(context, arguments),
        Command::Next(arguments) => next::run(context, arguments),
        Command::People(arguments) => people::run(context, arguments),
        Command::Record(arguments) => record::run(context, arguments),
        Command::Rotation(arguments) => rotation::run(context, arguments),
        Command::Report(arguments) => report::run(context, arguments),
        Command::Status(arguments) => status::run(context, arguments),
        Command::Store(arguments) => store::run(context, arguments),
        Command::UpgradeNotes(arguments) => upgrade_notes::run(context, arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
