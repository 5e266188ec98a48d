//! `shepherd store where`

use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::store::StorePlace;
use crate::core::text::plural;
use crate::failure::Failure;
use crate::store::Store;

/// The number of the form of the output for programs.
const SCHEMA: u32 = 1;

/// Say where the store is, and what waits to be shared
///
/// Reads only, and asks nobody: what the remote had is told as of the last time it was asked.
#[derive(clap::Args, Debug)]
#[command(disable_version_flag = true, after_help = "Examples:\n  shepherd store where\n  shepherd store where --json")]
pub(super) struct WhereArguments {
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: StorePlace,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    project: &'a str,
    reference: &'a str,
    id: Option<String>,
    /// Where it is shared: a remote or an address, and its branch.
    remote: Option<String>,
    branch: Option<&'a str>,
    said_by: Option<&'a str>,
    /// Whether the remote was ever asked.
    is_known_there: bool,
    waiting: usize,
    private_runs: usize,
}

/// Says it.
pub(super) fn run(context: &Context<'_>, arguments: &WhereArguments) -> Result<(), Failure> {
    let desk = arguments.place.find_to_look(context)?;
    let found = arguments.place.shared(context, &desk)?;
    let report = Report {
        schema: SCHEMA,
        project: &desk.place.project,
        reference: desk.store.reference(),
        id: desk.store.identity()?,
        remote: found.as_ref().map(|found| found.shared.remote_shown()),
        branch: found.as_ref().map(|found| found.shared.branch.as_str()),
        said_by: found.as_ref().map(|found| found.said_by.as_str()),
        is_known_there: desk.store.known_there().is_some(),
        waiting: desk.store.waiting()?,
        private_runs: Store::open_private(&desk.place.repository)?.runs()?.len(),
    };
    let text = if arguments.json { pretty(&report)? } else { text(&report) };
    context.ui.prose(&text)?;
    if found.is_none() {
        context.ui.hint("`shepherd store init` shares it; everything works without, in this clone alone");
    }
    Ok(())
}

fn text(report: &Report<'_>) -> String {
    let mut lines = Vec::new();
    let mut line = |word: &str, value: &str| lines.push(format!("{word:<11}{value}\n"));
    line("project", report.project);
    let id = report.id.as_deref().map_or("nothing is written yet".to_owned(), |id| format!("store {id}"));
    line("here", &format!("{} ({id})", report.reference));
    match (&report.remote, report.branch, report.said_by) {
        (Some(remote), Some(branch), Some(said_by)) => {
            line("shared", &format!("`{branch}` of {remote}, as {said_by} says"));
            let waits = if report.is_known_there { "" } else { " (nothing came or went yet)" };
            line("waits", &format!("{} to be sent{waits}", plural(report.waiting, "change")));
        }
        _ => line("shared", "no, it is in this clone alone"),
    }
    if report.private_runs > 0 {
        line("private", &format!("{}, which no store that is shared has", plural(report.private_runs, "run")));
    }
    lines.concat()
}
