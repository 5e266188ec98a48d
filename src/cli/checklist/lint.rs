//! `shepherd checklist lint`

use std::path::PathBuf;

use serde_json::json;

use super::find;
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::core::checklist::{Doubt, lint, normalized, read};
use crate::core::excerpt::excerpt;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};

/// Point at what can be misunderstood in a release document, with file, line and what to write instead
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd checklist lint                     the document of this repository\n  \
    shepherd checklist lint docs/releasing.md --json | jq '.doubts[].message'"
)]
pub(super) struct LintArguments {
    /// The document [default: RELEASING.md, RELEASE.md, or what lies at the usual places]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Write the doubts as JSON
    #[arg(long)]
    json: bool,
}

/// Lists the doubts. They end with 1.
pub(super) fn run(context: &Context<'_>, arguments: &LintArguments) -> Result<(), Failure> {
    let document = find::document(context, arguments.file.as_deref())?;
    // Places are those of the text with plain line ends.
    let document = find::Document { text: normalized(&document.text).into_owned(), ..document };
    let checklist = read(&document.text);
    let doubts = lint(&document.text, &checklist);
    if arguments.json {
        context.ui.data(&as_json(&document, &doubts)?)?;
    } else if !doubts.is_empty() {
        let drawn: Vec<String> = doubts.iter().map(|doubt| as_text(&document, doubt)).collect();
        context.ui.data(&drawn.join("\n"))?;
    }
    if checklist.procedures.is_empty() {
        return Err(Failure::new(Kind::Findings, format!("no checklist found in `{}`", document.name)).hint(
            "write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood",
        ));
    }
    if doubts.is_empty() {
        context.ui.status(&format!("{}: no doubts", document.name));
        return Ok(());
    }
    Err(Failure::new(Kind::Findings, format!("{}: {}", document.name, plural(doubts.len(), "doubt"))))
}

fn as_text(document: &find::Document, doubt: &Doubt) -> String {
    let drawn = excerpt(&document.name, &document.text, doubt.span.clone(), &doubt.label);
    format!("{}\n{drawn}\nhelp: {}\n", doubt.message, doubt.help)
}

fn as_json(document: &find::Document, doubts: &[Doubt]) -> Result<String, Failure> {
    let doubts: Vec<_> = doubts
        .iter()
        .map(|doubt| {
            let before = document.text.get(..doubt.span.start).unwrap_or_default();
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            json!({
                "line": doubt.line, "column": column, "message": doubt.message, "label": doubt.label, "help": doubt.help,
            })
        })
        .collect();
    pretty(&json!({"schema": 1, "file": document.name, "doubts": doubts}))
}
