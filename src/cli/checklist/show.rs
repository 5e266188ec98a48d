//! `shepherd checklist show`

use std::path::PathBuf;

use clap::ValueEnum;

use super::{find, outline, report};
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::core::checklist::{Checklist, read, show};
use crate::failure::{Failure, Kind};

/// Show a release document as it is understood: procedures, phases, steps, and what is set aside
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd checklist show                          the document of this repository\n  \
    shepherd checklist show docs/releasing.md --json | jq '.procedures[].title'\n  \
    shepherd checklist show --format markdown        the whole file, with the id of each step"
)]
pub(super) struct ShowArguments {
    /// The document [default: RELEASING.md, RELEASE.md, or what lies at the usual places]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text", hide_default_value = true)]
    format: ShowFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Show the procedure of this title only, where the document has several
    #[arg(long, value_name = "TITLE")]
    procedure: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// An outline for people
    Text,
    /// The procedures for programs
    Json,
    /// The whole file, what is set aside included
    Markdown,
}

/// Shows the document.
pub(super) fn run(context: &Context<'_>, arguments: &ShowArguments) -> Result<(), Failure> {
    let document = find::document(context, arguments.file.as_deref())?;
    let mut checklist = read(&document.text);
    if let Some(title) = &arguments.procedure {
        keep(&mut checklist, title)?;
    }
    if checklist.procedures.is_empty() {
        context.ui.warning(&format!("no checklist found in `{}`", document.name));
    }
    let format = if arguments.json { ShowFormat::Json } else { arguments.format };
    match format {
        ShowFormat::Text => context.ui.prose(&outline::text(&checklist)),
        ShowFormat::Json => context.ui.data(&pretty(&report::Report::new(&document.name, &checklist))?),
        ShowFormat::Markdown => context.ui.data(&show::markdown(&checklist)),
    }
}

/// Leaves the procedure of a title alone.
fn keep(checklist: &mut Checklist, title: &str) -> Result<(), Failure> {
    let is_meant = |known: &str| known.trim().eq_ignore_ascii_case(title.trim());
    if !checklist.procedures.iter().any(|procedure| is_meant(&procedure.title)) {
        let known: Vec<String> = checklist.procedures.iter().map(|known| format!("`{}`", known.title)).collect();
        let failure = Failure::new(Kind::Usage, format!("there is no procedure `{title}`"));
        return Err(if known.is_empty() { failure } else { failure.hint(format!("there is {}", known.join(", "))) });
    }
    checklist.procedures.retain(|procedure| is_meant(&procedure.title));
    Ok(())
}
