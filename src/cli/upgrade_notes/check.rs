//! `shepherd upgrade-notes --check`: does the page have every note of the range, and is each of them written?

use std::path::Path;

use serde_json::json;

use crate::cli::changelog::{at, key, shown};
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::core::changelog::document::{Comparison, Generated, Located, check};
use crate::failure::{Failure, Kind};
use crate::system::files;

/// Prints what is missing and what is still to be written; any of it is a finding. `is_whole` says whether all files of
/// the range were compared, without which nothing is called done.
pub(super) fn run(
    context: &Context<'_>,
    path: &Path,
    (generated, is_whole): (&Generated, bool),
    is_json: bool,
) -> Result<(), Failure> {
    let name = shown(context, path);
    let text = files::read_text_if_there(path)?;
    let found = check(text.as_deref().unwrap_or_default(), generated).map_err(|error| at(&name, error.into()))?;
    let open: Vec<&Located> = found.open.iter().filter(|open| open.key.starts_with("note:")).collect();
    if is_json {
        context.ui.data(&as_json(&found, &open)?)?;
    } else {
        context.ui.prose(&as_text(&found, &open))?;
    }
    let version = generated.version.as_deref().unwrap_or_default();
    if found.section.is_none() {
        if generated.entries.is_empty() {
            if is_whole {
                context.ui.status(&format!("nothing asks for an upgrade note to {version}"));
            }
            return Ok(());
        }
        let what = if text.is_some() { "has no section for" } else { "is not there, and so are not the notes for" };
        return Err(Failure::new(Kind::Findings, format!("{name} {what} {version}"))
            .hint(format!("`shepherd upgrade-notes --version {version} --write` drafts them")));
    }
    if found.missing.is_empty() && open.is_empty() {
        if is_whole {
            context.ui.status(&format!("{name} has all notes for {version}, and nothing in it is left to write"));
        }
        return Ok(());
    }
    let counts = [(found.missing.len(), "missing"), (open.len(), "to be written")];
    let words: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let mut failure = Failure::new(Kind::Findings, format!("{name} is not done for {version}: {}", words.join(", ")));
    if !found.missing.is_empty() {
        failure = failure.hint(format!("`shepherd upgrade-notes --version {version} --write` adds what is missing"));
    }
    if !open.is_empty() {
        failure = failure
            .hint("replace each TODO with what people have to know, or delete the note if it is nothing to them");
    }
    Err(failure)
}

/// Says whether the page has a section for the version.
pub(super) fn has_section(context: &Context<'_>, path: &Path, generated: &Generated) -> Result<bool, Failure> {
    let Some(text) = files::read_text_if_there(path)? else { return Ok(false) };
    let found = check(&text, generated).map_err(|error| at(&shown(context, path), error.into()))?;
    Ok(found.section.is_some())
}

fn as_text(found: &Comparison, open: &[&Located]) -> String {
    let missing = found.missing.iter().map(|entry| format!("missing {}\n", key(entry)));
    let open = open.iter().map(|entry| format!("todo    {} (line {})\n", key(&entry.key), entry.line));
    missing.chain(open).collect()
}

fn as_json(found: &Comparison, open: &[&Located]) -> Result<String, Failure> {
    let bare = |key: &str| key.trim_start_matches("note:").to_owned();
    let todo: Vec<_> = open.iter().map(|entry| json!({"key": bare(&entry.key), "line": entry.line})).collect();
    let missing: Vec<String> = found.missing.iter().map(|key| bare(key)).collect();
    pretty(&json!({"schema": 1, "section": found.section, "missing": missing, "todo": todo}))
}
