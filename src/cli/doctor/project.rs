//! What is looked at of the project: its configuration, tags, changelog and release document.

use crate::cli::changelog::{Page, in_another_language, usual_changelog};
use crate::cli::checklist::{document_in_another_language, find_document};
use crate::cli::configuration;
use crate::cli::doctor::Patient;
use crate::config::Origin;
use crate::core::changelog::rules::PathPattern;
use crate::core::checklist::{Checklist, lint, normalized, programs_called, read};
use crate::core::setup::{Check, line_of_key};
use crate::core::text::{clean, plural};
use crate::failure::Failure;
use crate::git::{Tags, remotes};
use crate::system::{environment, files};

pub(super) fn checks(patient: &Patient<'_>, wrong: Option<Failure>) -> Vec<Check> {
    let mut checks = vec![configuration(patient, wrong), tags(patient)];
    checks.extend(changelog(patient));
    match document(patient) {
        Ok((name, text)) => {
            let text = normalized(&text);
            let checklist = read(&text);
            checks.push(understood(&name, &text, &checklist));
            checks.push(tools(&name, &checklist));
        }
        Err(check) => checks.push(check),
    }
    checks
}

/// Returns a check of what failed, with its hints as the remedy.
pub(super) fn failed(name: &'static str, failure: &Failure) -> Check {
    let remedy = if failure.hints.is_empty() { "mend it there".to_owned() } else { failure.hints.join("\n") };
    Check::finding(name, failure.message.clone(), remedy)
}

fn configuration(patient: &Patient<'_>, wrong: Option<Failure>) -> Check {
    const NAME: &str = "configuration";
    if let Some(failure) = wrong {
        return failed(NAME, &failure);
    }
    let config = &patient.config;
    if let Err(failure) = Page::new(patient.context, patient.repository, config) {
        return failed(NAME, &failure);
    }
    let is_missing = |path: &str| patient.repository.work_tree().is_some_and(|top| !files::exists(&top.join(path)));
    let source = configuration::find(patient.context, patient.repository).ok().flatten();
    // Where it stands: `.shepherd.toml:2: `.
    let at = |key: &[&str]| {
        let line = source.as_ref().and_then(|source| Some((&source.name, line_of_key(&source.text, key)?)));
        line.map(|(name, line)| format!("{}:{line}: ", clean(name))).unwrap_or_default()
    };
    let by_file = |key: &str| matches!(config.origin(key), Origin::File(_));
    if let Some(file) = config.file.as_ref().filter(|file| by_file("changelog.file") && is_missing(file)) {
        let text =
            format!("{}`changelog.file` names `{}`, which is not there", at(&["changelog", "file"]), clean(file));
        return Check::finding(NAME, text, "name the changelog that is there, or leave the key out");
    }
    let known = remotes(patient.repository);
    if let Some(remote) = config.remote.as_ref().filter(|remote| by_file("remote") && !known.contains(remote)) {
        let text = format!("{}`remote` names `{}`, which git does not know", at(&["remote"]), clean(remote));
        return Check::finding(
            NAME,
            text,
            "git remote -v shows those that there are; name one of them, or leave it out",
        );
    }
    if let Some(manifests) = config.upgrade.manifests.as_ref().filter(|manifests| !manifests.is_empty()) {
        let is_matched = |path: &str| manifests.iter().any(|pattern: &PathPattern| pattern.matches(path.as_bytes()));
        if patient.repository.files_like(is_matched).is_empty() {
            let text = format!("{}`upgrade.manifests` names no file that is there", at(&["upgrade", "manifests"]));
            return Check::finding(NAME, text, "name the manifests that are there, or leave the key out");
        }
    }
    let keys =
        ["project", "remote", "tag-pattern", "document", "changelog.format", "changelog.section", "store.remote"];
    match keys.iter().map(|key| config.origin(key)).find(|origin| matches!(origin, Origin::File(_))) {
        Some(origin) => Check::ok(NAME, clean(&origin.to_string()).into_owned()),
        None => Check::ok(NAME, "nothing is configured that differs from what is found"),
    }
}

fn tags(patient: &Patient<'_>) -> Check {
    const NAME: &str = "tags";
    let repository = patient.repository;
    let pattern = patient.config.rules.tag_pattern.as_ref();
    let tags = match Tags::read(repository, pattern, None) {
        Ok(tags) => tags,
        Err(error) => return failed(NAME, &error.into()),
    };
    if repository.is_shallow() {
        let text = "this clone is shallow, so tags and history may be missing";
        return Check::finding(NAME, text, "git fetch --unshallow --tags");
    }
    if let (Some(cut), Some(pattern)) = (tags.cut_short(), pattern) {
        let text = format!(
            "the pattern `{pattern}` takes `{}` for the version of the tag `{}`",
            cut.version,
            clean(&cut.name)
        );
        return Check::finding(NAME, text, r"write the version as a group in `tag-pattern`: `(?P<version>\d.*)`");
    }
    let all = repository.tag_names();
    match (tags.all.last(), pattern, all.first()) {
        (Some(newest), _, _) => {
            Check::ok(NAME, format!("{}, `{}` is the newest", plural(tags.all.len(), "release"), clean(&newest.name)))
        }
        (None, Some(pattern), Some(example)) => Check::finding(
            NAME,
            format!(
                "`tag-pattern` is `{pattern}`, and none of {} matches, e.g. `{}`",
                plural(all.len(), "tag"),
                clean(example)
            ),
            "shepherd init --dry-run proposes a pattern where it is left out",
        ),
        (None, None, Some(example)) => Check::finding(
            NAME,
            format!("none of {} names a version, e.g. `{}`", plural(all.len(), "tag"), clean(example)),
            "say which tags are releases with `tag-pattern` in .shepherd.toml",
        ),
        (None, _, None) => Check::ok(NAME, "there is none yet, so the first release has the whole history"),
    }
}

fn changelog(patient: &Patient<'_>) -> Option<Check> {
    const NAME: &str = "changelog";
    let top = patient.repository.work_tree()?;
    if patient.config.file.is_some() {
        return None;
    }
    Some(match (usual_changelog(top), in_another_language(top)) {
        (Some(path), _) => Check::ok(NAME, path),
        (None, Some(path)) => {
            Check::ok(NAME, format!("{path} is no Markdown: what `shepherd changelog` prints is pasted there"))
        }
        (None, None) => Check::ok(NAME, "there is none yet; `shepherd changelog --write` makes CHANGELOG.md"),
    })
}

/// Returns the name and the text of the release document, or what is wrong with it.
fn document(patient: &Patient<'_>) -> Result<(String, String), Check> {
    const NAME: &str = "document";
    let repository = patient.repository;
    let named = patient.config.document.clone();
    let name = named.map_or_else(|| find_document(repository), |named| Ok(Some(named)));
    let name = name.map_err(|failure| failed(NAME, &failure))?.ok_or_else(|| {
        let other = repository.work_tree().and_then(|top| document_in_another_language(top).ok().flatten());
        let text = match other {
            Some(other) => format!("{} is no Markdown, which alone is read", clean(&other)),
            None => "there is no RELEASING.md, and nothing that is called like it".to_owned(),
        };
        Check::finding(NAME, text, "shepherd init --releasing writes one to begin with")
    })?;
    let in_tree = match repository.work_tree() {
        Some(top) => files::read_text_if_there(&top.join(&name)).map_err(|error| failed(NAME, &error.into()))?,
        None => None,
    };
    let on_branch = || {
        let (shown, bytes) = repository.file_on_default_branch(&name)?;
        files::decode(&shown, bytes).ok().map(|text| (shown, text))
    };
    in_tree.map(|text| (name.clone(), text)).or_else(on_branch).ok_or_else(|| {
        let text = format!("`document` names `{}`, which is not there", clean(&name));
        Check::finding(NAME, text, "name the document that is there, or leave the key out")
    })
}

fn understood(name: &str, text: &str, checklist: &Checklist) -> Check {
    const NAME: &str = "document";
    let shown = clean(name);
    let likeliest = checklist.procedures.iter().find(|found| found.is_default).or(checklist.procedures.first());
    let Some(procedure) = likeliest else {
        let text = format!("{shown} has nothing to tick");
        return Check::finding(NAME, text, "write its steps as a list, one thing to do each");
    };
    let steps = plural(procedure.ticks().len(), "step");
    let doubts = lint(text, checklist);
    match doubts.first() {
        None => Check::ok(NAME, format!("{shown}, {steps}")),
        Some(doubt) => Check::finding(
            NAME,
            format!(
                "{shown}, {steps}, {}, the first in line {}: {}",
                plural(doubts.len(), "doubt"),
                doubt.line,
                clean(&doubt.message)
            ),
            format!("shepherd checklist lint {shown}"),
        ),
    }
}

fn tools(name: &str, checklist: &Checklist) -> Check {
    const NAME: &str = "tools";
    let called = programs_called(checklist);
    let missing: Vec<String> = called
        .iter()
        .filter(|called| environment::find_program(&called.program).is_none())
        .map(|called| format!("`{}` ({}:{})", clean(&called.program), clean(name), called.line))
        .collect();
    if missing.is_empty() {
        let text = match called.len() {
            0 => format!("{} calls no program", clean(name)),
            count => format!("{} that {} calls", plural(count, "program"), clean(name)),
        };
        return Check::ok(NAME, text);
    }
    let are = if missing.len() == 1 { "is" } else { "are" };
    Check::finding(
        NAME,
        format!("{} {are} not on the PATH", missing.join(", ")),
        "install what is missing, or change the step that calls it",
    )
}
