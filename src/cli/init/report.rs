//! What was found, in words and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::init::look::{Found, Understood, first_of};
use crate::core::changelog::document::Form;
use crate::core::setup::{Setting, Settings};
use crate::core::text::{clean, plural};

/// So many prefixes of titles are named.
const PREFIXES: usize = 8;

/// The number of the form of the output for programs.
pub(super) const SCHEMA: u32 = 1;

/// Returns the lines that say what was found.
pub(super) fn lines(found: &Found, settings: &Settings, document: Option<&(String, Understood)>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = |word: &str, text: String| lines.push(format!("{word:<12}{text}"));
    line("remote", remote(found, settings));
    line("releases", releases(found, settings));
    line("versions", format!("{}, {}", found.scheme.0, clean(&found.scheme.1)));
    if !found.prefixes.is_empty() {
        line("titles", prefixes(found));
    }
    line("labels", labels(found));
    line("changelog", changelog(found));
    line(
        "document",
        match document {
            Some((name, understood)) => told(name, understood),
            None => match &found.unread_document {
                Some(name) => format!("{} is no Markdown, which alone is read", clean(name)),
                None => "none says how to release".to_owned(),
            },
        },
    );
    for workflow in &found.workflows {
        let starts: Vec<String> = workflow.starts.iter().map(ToString::to_string).collect();
        line("workflow", format!("{} is started by {}", clean(&workflow.path), starts.join(", and by ")));
    }
    for (path, why) in &found.unreadable {
        line("workflow", format!("{} could not be read: {}", clean(path), clean(why)));
    }
    if !found.taggers.is_empty() {
        line("people", people(found));
    }
    lines
}

fn remote(found: &Found, settings: &Settings) -> String {
    let remote = settings.remote.as_ref().map(|setting| clean(setting.value()).into_owned());
    let project = settings.project.as_ref().map(|setting| clean(setting.value()).into_owned());
    let mut text = match (remote, project) {
        (Some(remote), Some(project)) => format!("`{remote}`, {project} on GitHub"),
        (Some(remote), None) => format!("`{remote}`, which names no project on GitHub"),
        (None, Some(project)) => format!("none; {project} on GitHub"),
        (None, None) => "none".to_owned(),
    };
    if let Some(parent) = found.place.as_ref().and_then(|place| place.parent.as_ref()) {
        let _ = write!(
            text,
            ", a fork of {0}: `git remote add upstream {1}/{0}.git` for releasing {0}",
            clean(parent),
            found.server
        );
    }
    text
}

fn releases(found: &Found, settings: &Settings) -> String {
    let cut = if found.is_shallow { "; the clone is shallow, so there may be more" } else { "" };
    let pattern = settings.tag_pattern.as_ref().map(Setting::value);
    let chosen = found.series.iter().find(|series| Some(series.pattern().as_str()) == pattern);
    if let Some(series) = chosen.filter(|series| !series.prefix.is_empty()) {
        let (prefix, newest) = (clean(&series.prefix), clean(&series.newest));
        let others = match found.series.len() {
            1 => String::new(),
            count => format!("; tags of {} more series are none of it", count - 1),
        };
        return format!("{} `{prefix}VERSION`, `{newest}` is the newest{others}{cut}", plural(series.count, "tag"));
    }
    match (&found.newest, &found.prefix) {
        (Some(newest), Some(prefix)) => {
            format!("{} `{}VERSION`, `{}` is the newest{cut}", plural(found.tags, "tag"), clean(prefix), clean(newest))
        }
        (Some(newest), None) => format!("{}, `{}` is the newest{cut}", plural(found.tags, "tag"), clean(newest)),
        _ => format!("no tag that names a version{cut}"),
    }
}

fn prefixes(found: &Found) -> String {
    let name = |(prefix, count, section): &(String, usize, Option<String>)| match section {
        Some(key) => format!("{} ({count}, {key})", clean(prefix)),
        None => format!("{} ({count})", clean(prefix)),
    };
    let named: Vec<String> = found.prefixes.iter().take(PREFIXES).map(name).collect();
    format!("of the newest {} begin with {}", found.titles, named.join(", "))
}

fn labels(found: &Found) -> String {
    let Some(labels) = &found.labels else {
        return format!("not known: {}", clean(found.not_asked.as_deref().unwrap_or("GitHub was not asked")));
    };
    let new: usize = labels.proposed.iter().map(|proposed| proposed.new.len()).sum();
    let mut parts = vec![format!("{} that sections have anyway", labels.known.len())];
    if new > 0 {
        parts.push(format!("{new} that mean one"));
    }
    if !labels.excluded.is_empty() {
        parts.push(format!("{} that leave out", labels.excluded.len()));
    }
    parts.push(format!("{} that say nothing of the kind of a change", labels.others));
    format!("on merged pull requests: {}", parts.join(", "))
}

fn changelog(found: &Found) -> String {
    if let Some((count, example)) = &found.of_parts {
        let example = clean(example);
        return format!(
            "{count} of parts, e.g. {example}, and none of the whole; `--changelog FILE` names the one that is meant"
        );
    }
    let Some(changelog) = &found.changelog else {
        return "none; `shepherd changelog --write` makes CHANGELOG.md".to_owned();
    };
    let path = clean(&changelog.path);
    if !changelog.is_markdown {
        return format!("{path}, which is no Markdown: what `shepherd changelog` prints is pasted there");
    }
    match changelog.form {
        Some(form) => format!("{path}, written as {}", form_name(form)),
        None => format!("{path}, in a form of its own: new entries come as `jupyter`, or by a template"),
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Github => "`github`",
        Form::Jupyter => "`jupyter`",
        Form::KeepAChangelog => "`keep-a-changelog`",
    }
}

fn told(name: &str, understood: &Understood) -> String {
    let several = if understood.procedures > 1 {
        format!(" in the likeliest of {} procedures", understood.procedures)
    } else {
        String::new()
    };
    let doubts = if understood.doubts > 0 {
        format!(", {} (`shepherd checklist lint`)", plural(understood.doubts, "doubt"))
    } else {
        String::new()
    };
    format!(
        "{}: {} in {}{several}{doubts}; `shepherd checklist show` lists them",
        clean(name),
        plural(understood.steps, "step"),
        plural(understood.phases, "phase")
    )
}

fn people(found: &Found) -> String {
    let (named, more) = first_of(&found.taggers);
    let mut shown: Vec<String> = named.iter().map(|(name, count)| format!("{} ({count})", clean(name))).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    format!("{} made tags; `shepherd ledger import` makes records of them", shown.join(", "))
}

/// Returns what was found, for programs.
pub(super) fn json(found: &Found, settings: &Settings, document: Option<&(String, Understood)>) -> Value {
    let value = |setting: &Option<Setting>| {
        setting.as_ref().map(|setting| json!({"value": setting.value(), "written": setting.is_said()}))
    };
    let labels = found.labels.as_ref().map(|labels| {
        json!({
            "known": labels.known.iter().map(|(label, key)| json!({"label": label, "section": key})).collect::<Vec<_>>(),
            "proposed": labels.proposed.iter().map(|one| json!({"section": one.key, "labels": one.new})).collect::<Vec<_>>(),
            "excluded": labels.excluded,
            "others": labels.others,
        })
    });
    let prefixes =
        found.prefixes.iter().map(|(prefix, count, key)| json!({"prefix": prefix, "count": count, "section": key}));
    let series = found.series.iter();
    let series = series.map(|one| json!({"prefix": one.prefix, "tags": one.count, "newest": one.newest}));
    let workflows = found.workflows.iter().map(|workflow| {
        let starts: Vec<String> = workflow.starts.iter().map(ToString::to_string).collect();
        json!({"path": workflow.path, "started_by": starts})
    });
    let unreadable = found.unreadable.iter().map(|(path, why)| json!({"path": path, "why": why}));
    let document = document.map(|(name, understood)| {
        json!({
            "path": name, "procedures": understood.procedures, "phases": understood.phases,
            "steps": understood.steps, "doubts": understood.doubts,
        })
    });
    json!({
        "project": value(&settings.project),
        "remote": value(&settings.remote),
        "tag_pattern": value(&settings.tag_pattern),
        "scheme": {"name": found.scheme.0.name(), "why": found.scheme.1},
        "tags": {"count": found.tags, "newest": found.newest, "series": series.collect::<Vec<_>>()},
        "labels": labels,
        "not_asked": found.not_asked,
        "prefixes": prefixes.collect::<Vec<_>>(),
        "changelog": found.changelog.as_ref().map(|one| json!({
            "path": one.path, "markdown": one.is_markdown, "form": one.form.map(|form| form_name(form).trim_matches('`')),
        })),
        "document": document,
        "workflows": workflows.collect::<Vec<_>>(),
        "unreadable": unreadable.collect::<Vec<_>>(),
        "taggers": found.taggers.iter().map(|(name, count)| json!({"name": name, "tags": count})).collect::<Vec<_>>(),
    })
}
