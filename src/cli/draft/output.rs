//! What a draft tells: the outputs of the step, JSON, and a few lines for people.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::draft::files::Written;
use crate::cli::draft::findings::Findings;
use crate::cli::draft::subject::Subject;
use crate::cli::json::pretty;
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::github::Kept;
use crate::system::environment::GITHUB_OUTPUT;
use crate::system::{folders, random};

/// What was done.
pub(super) struct Told<'a> {
    pub(super) subject: &'a Subject,
    pub(super) files: &'a Written,
    pub(super) findings: &'a Findings,
    pub(super) kept: Option<&'a Kept>,
}

/// Adds the outputs of the step, where there is one.
pub(super) fn write(context: &Context<'_>, subject: &Subject, files: &Written) -> Result<(), Failure> {
    let Some(name) = context.environment.get(GITHUB_OUTPUT) else { return Ok(()) };
    let values = [
        ("version", subject.version()),
        ("kind", subject.kind.to_string()),
        ("tag", subject.tag.clone()),
        ("changelog", files.changelog.clone()),
        ("upgrade-notes", files.notes.clone()),
        ("summary", files.summary.clone()),
    ];
    let lines: String = values.iter().map(|(name, value)| line(name, value, &random::identity())).collect();
    folders::append(Path::new(name), lines.as_bytes()).map_err(|error| {
        let failure = Failure::from(error);
        Failure {
            kind: Kind::Outside,
            message: format!("the outputs of the step: {}", failure.message),
            hints: Vec::new(),
        }
        .hint("`GITHUB_OUTPUT` names the file; the runner makes it, one for each step")
    })
}

/// Returns an output as a runner reads it; a value of several lines stands between marks that nobody can expect.
fn line(name: &str, value: &str, mark: &str) -> String {
    if value.contains(['\n', '\r']) {
        format!("{name}<<{mark}\n{value}\n{mark}\n")
    } else {
        format!("{name}={value}\n")
    }
}

impl Told<'_> {
    /// Returns it for programs.
    pub(super) fn json(&self) -> Result<String, Failure> {
        pretty(&json_of(self.subject, self.files, self.findings, self.kept))
    }

    /// Returns it for people.
    pub(super) fn text(&self) -> String {
        let Self { subject, files, findings, kept } = self;
        let mut lines = vec![format!("version        {} ({})", clean(&subject.version()), clean(&subject.why()))];
        lines.extend(subject.unsure.as_ref().map(|unsure| format!("               {unsure}")));
        lines.extend([
            format!("changelog      {}, {}", files.changelog, plural(subject.count(), "change")),
            format!("upgrade notes  {}", files.notes),
            format!("summary        {}", files.summary),
        ]);
        let left = [
            (findings.without.pull_requests.len(), "pull request", " without a section"),
            (findings.notes.len(), "upgrade note", " to be written"),
        ];
        for (count, noun, rest) in left.into_iter().filter(|(count, ..)| *count > 0) {
            lines.push(format!("left to do     {}{rest}", plural(count, noun)));
        }
        if let Some(kept) = kept {
            lines.push(format!("draft release  {}: {}", kept.deed, clean(&kept.draft.url)));
        }
        lines.join("\n") + "\n"
    }
}

/// Returns a draft as JSON.
pub(super) fn json_of(subject: &Subject, files: &Written, findings: &Findings, kept: Option<&Kept>) -> Value {
    let reasons = subject.reasons.iter().map(|(text, numbers)| json!({"text": text, "numbers": numbers}));
    let release = kept.map(|kept| json!({"url": kept.draft.url, "deed": kept.deed, "others": kept.others}));
    json!({
        "schema": 1, "version": subject.version(), "kind": subject.kind, "tag": subject.tag,
        "reasons": reasons.collect::<Vec<_>>(), "unsure": subject.unsure, "range": subject.changelog.range, "changes": subject.count(),
        "files": {"changelog": files.changelog, "upgrade_notes": files.notes, "summary": files.summary, "json": files.json},
        "uncategorised": findings.without.json(), "notes_to_write": findings.notes, "release": release,
        "source": subject.changelog.source,
    })
}
