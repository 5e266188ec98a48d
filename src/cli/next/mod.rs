//! `shepherd next`

mod all;
mod blocks;
pub(super) mod chosen;
mod json;
mod outlook;
pub(super) mod porting;
pub(super) mod proposal;
mod screen;
mod uncategorised;
mod waiting;

pub(in crate::cli) use outlook::unsure;
pub(in crate::cli) use porting::ported;
pub(in crate::cli) use uncategorised::{Uncategorised, Without, uncategorised};

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::next::outlook::Outlook;
use crate::cli::range::SourceArguments;
use crate::failure::Failure;

/// Show what would be released now: the version and why, what is in it, who is up, and what waits
///
/// The version follows from the sections of the changes: what breaks asks for a major one, what is new or deprecated for a
/// minor one, all else for a patch. It is spelt as this project's tags are, and held against all of them. It works from git
/// alone, and says what it could not know.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "`version.scheme`, `version.calendar` and `line.allow` of the configuration decide how versions are made.\n\n\
    Examples:\n  \
    shepherd next                    what a release of HEAD would be\n  \
    shepherd next 5.x                what a release of another line would be\n  \
    shepherd next --as 5.5.0         may it be that version? Exit 1 where not\n  \
    shepherd next --onto 5.x         what is mended here and not there yet\n  \
    shepherd next --waiting          newcomers' open pull requests\n  \
    shepherd next --all ../hub ../lab\n                                   \
    several projects, a line each\n  \
    shepherd next --json | jq -r .version"
)]
pub(super) struct NextArguments {
    /// The line that is released: a branch or a commit [default: HEAD]
    #[arg(value_name = "LINE", conflicts_with = "all")]
    line: Option<String>,
    /// Check this version instead: does it exist, go backwards, skip, fit the changes?
    #[arg(long = "as", value_name = "VERSION", conflicts_with_all = ["all", "waiting", "onto"])]
    chosen: Option<String>,
    /// The day of the release, which calendar versions are made of [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// A line for each of these clones [default: clones beside this one of the projects in the records]
    #[arg(long, value_name = "DIR", num_args = 0.., conflicts_with_all = ["waiting", "onto"])]
    all: Option<Vec<PathBuf>>,
    /// Show newcomers' open pull requests, the oldest first
    #[arg(long, conflicts_with = "onto")]
    waiting: bool,
    /// Show what this line has mended, and the line LINE still lacks
    #[arg(long, value_name = "LINE")]
    onto: Option<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text", hide_default_value = true)]
    format: NextFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    source: SourceArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NextFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

impl NextArguments {
    fn is_json(&self) -> bool {
        self.json || self.format == NextFormat::Json
    }

    fn day(&self, context: &Context<'_>) -> Date {
        self.on.unwrap_or_else(|| context.today())
    }
}

/// Shows what would be released.
pub(super) fn run(context: &Context<'_>, arguments: &NextArguments) -> Result<(), Failure> {
    if let Some(folders) = &arguments.all {
        return all::run(context, arguments, folders);
    }
    if arguments.waiting {
        return waiting::run(context, arguments);
    }
    if let Some(onto) = &arguments.onto {
        return porting::run(context, arguments, onto);
    }
    let outlook = Outlook::open(context, &arguments.source, arguments.line.as_deref(), arguments.day(context))?;
    outlook.warn(context);
    let check = arguments.chosen.as_deref().map(|text| chosen::check(&outlook.proposed, text)).transpose()?;
    if let Some(check) = &check
        && !arguments.is_json()
    {
        context.ui.prose(&check.text(&outlook.proposed))?;
    } else {
        let details = screen::Details::find(context, &outlook)?;
        if arguments.is_json() {
            context.ui.data(&pretty(&json::next(&outlook, &details, check.as_ref()))?)?;
        } else {
            context.ui.prose(&screen::text(&outlook, &details))?;
        }
    }
    check.map_or(Ok(()), |check| check.verdict(&outlook.proposed))
}
