//! The files of a draft.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::changelog::{Page, shown};
use crate::cli::context::Context;
use crate::cli::draft::findings::Findings;
use crate::cli::draft::output::json_of;
use crate::cli::draft::subject::Subject;
use crate::cli::json::pretty;
use crate::cli::range::Reading;
use crate::cli::upgrade_notes;
use crate::core::text::clean;
use crate::core::upgrade::Notes;
use crate::failure::{Failure, Kind};
use crate::render::markdown::escape;
use crate::system::{files, folders};

/// The names of the files. The last one tells whose the others are, so it is written first.
const NAMES: [&str; 4] = ["changelog.md", "upgrade-notes.md", "summary.md", "draft.json"];

/// The one folder in git's own that is a draft's: there a walk drafts, so that the work tree stays clean.
const OF_THE_WALK: &str = "shepherd-draft";

/// Refuses a folder where files of the same names are not those of an earlier draft, and that of git itself.
pub(super) fn refuse_others(context: &Context<'_>, reading: &Reading<'_>, folder: &Path) -> Result<(), Failure> {
    let folder = context.path(folder);
    let real = without_links(&folder);
    let shown_folder = shown(context, &folder);
    let refused = |message: String| {
        Failure::new(Kind::Refused, message).hint("`--out` takes another folder, which is made where it is not there")
    };
    let repository = &reading.repository;
    let is_of_walk = real.ends_with(OF_THE_WALK);
    let is_of_git = real.starts_with(without_links(repository.common_directory()));
    if repository.work_tree().is_some() && is_of_git && !is_of_walk {
        return Err(refused(format!("`{shown_folder}` is git's own folder, where no draft belongs")));
    }
    if let Some(name) = NAMES.iter().find(|name| repository.is_tracked(&real.join(name))) {
        let path = shown(context, &folder.join(name));
        return Err(refused(format!("`{path}` is a file of the project, which a draft would replace")));
    }
    let there = folders::names(&folder);
    let Some(first) = NAMES.iter().find(|name| there.iter().any(|found| found == *name)) else { return Ok(()) };
    let told = files::read_bytes(&folder.join("draft.json")).unwrap_or_default();
    let told: Value = serde_json::from_slice(&told).unwrap_or_default();
    let is_of_draft = told.get("files").and_then(|files| files.get("upgrade_notes")).is_some_and(Value::is_string);
    if is_of_draft {
        return Ok(());
    }
    let path = shown(context, &folder.join(first));
    Err(refused(format!("`{path}` is not of an earlier draft, which would have left its draft.json beside it")))
}

/// Returns a path without links, as far as it is there.
fn without_links(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|there| {
        let rest = path.strip_prefix(there).ok()?;
        Some(folders::resolve(there)?.join(rest))
    });
    found.map_or_else(|| path.to_owned(), |found| found.components().collect())
}

/// Says whether a file is what a run that was killed left of one of ours.
fn is_left_over(name: &str) -> bool {
    let of = |own: &str| name.strip_prefix('.')?.strip_prefix(own)?.strip_prefix('.').map(str::to_owned);
    NAMES
        .iter()
        .filter_map(|own| of(own))
        .any(|end| end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// What was written.
pub(super) struct Written {
    pub(super) changelog: String,
    pub(super) notes: String,
    pub(super) summary: String,
    pub(super) json: String,
    json_path: PathBuf,
    /// The Markdown of the summary.
    pub(super) text: String,
}

impl Written {
    /// Writes the files, each of them whole or not at all.
    pub(super) fn write(
        context: &Context<'_>,
        reading: &Reading<'_>,
        page: &Page,
        subject: &Subject,
        (notes, findings): (&Notes, &Findings),
        folder: &Path,
    ) -> Result<Self, Failure> {
        let folder = context.path(folder);
        let changelog =
            page.render(&subject.changelog, &reading.config, &reading.connection, subject.base_date.as_deref())?;
        let mut page_of_notes = upgrade_notes::as_page(notes)?;
        if notes.items.is_empty() && notes.unread.is_empty() {
            let base = notes.range.base.as_deref().unwrap_or("the first commit");
            page_of_notes = format!("Nothing between {base} and {} asks for an upgrade note.\n", notes.range.head);
        }
        let text = summary(subject, &changelog, &upgrade_notes::as_list(notes)?, findings);
        folders::make(&folder)?;
        let place = |name: &str| -> PathBuf { folder.join(name) };
        let named = |name: &str| shown(context, &place(name));
        let written = Self {
            changelog: named("changelog.md"),
            notes: named("upgrade-notes.md"),
            summary: named("summary.md"),
            json: named("draft.json"),
            json_path: place("draft.json"),
            text,
        };
        for left in folders::names(&folder).iter().filter(|name| is_left_over(name)) {
            folders::remove_file(&place(left))?;
        }
        written.write_json(&pretty(&json_of(subject, &written, findings, None))?)?;
        files::replace(&place("changelog.md"), changelog.as_bytes())?;
        files::replace(&place("upgrade-notes.md"), page_of_notes.as_bytes())?;
        files::replace(&place("summary.md"), written.text.as_bytes())?;
        Ok(written)
    }

    /// Writes what programs read, once more where more is known.
    pub(super) fn write_json(&self, json: &str) -> Result<(), Failure> {
        Ok(files::replace(&self.json_path, json.as_bytes())?)
    }

    /// Returns the names of all files.
    pub(super) fn names(&self) -> [String; 4] {
        [self.changelog.clone(), self.notes.clone(), self.summary.clone(), self.json.clone()]
    }
}

/// Returns the summary: the version and why, what is left to do, the changelog, and the notes.
fn summary(subject: &Subject, changelog: &str, notes: &str, findings: &Findings) -> String {
    let base = subject.changelog.range.base.as_deref().unwrap_or("the first commit");
    let unsure = subject.unsure.as_ref().map(|unsure| format!(" But {unsure}.")).unwrap_or_default();
    let (version, why) = (subject.version(), subject.why());
    let head = format!("## If {version} were released now\n\nSince {}: {why}.{unsure}\n\n", escape(&clean(base)));
    let notes = if notes.is_empty() { String::new() } else { format!("\n### Upgrade notes\n\n{}\n", notes.trim_end()) };
    let changelog = format!("{}\n", changelog.trim_end());
    [head, findings.markdown(), changelog, notes].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_those_of_own_files() {
        let names =
            [".changelog.md.aB3xYz", ".draft.json.000000", "changelog.md", ".changelog.md.swp", ".notes.md.aB3xYz"];
        assert_eq!(names.map(is_left_over), [true, true, false, false, false]);
    }
}
