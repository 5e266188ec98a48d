//! The files of a draft.

use std::path::{Path, PathBuf};

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
use crate::failure::Failure;
use crate::render::markdown::escape;
use crate::system::{files, folders};

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
        files::replace(&place("changelog.md"), changelog.as_bytes())?;
        files::replace(&place("upgrade-notes.md"), page_of_notes.as_bytes())?;
        files::replace(&place("summary.md"), written.text.as_bytes())?;
        written.write_json(&pretty(&json_of(subject, &written, findings, None))?)?;
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
