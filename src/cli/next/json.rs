//! What would be released, for programs.

use serde_json::{Value, json};

use crate::cli::next::chosen::Check;
use crate::cli::next::outlook::Outlook;
use crate::cli::next::screen::Details;
use crate::core::changelog::model::Change;
use crate::core::changelog::rules::OTHER;
use crate::core::version::{Reason, ReleaseKind};
use crate::guide::checks::Finding;

/// So many of the newest changes are in it; `shepherd changelog --json` has all of them.
const NEWEST: usize = 5;

/// Returns all that the screen shows, and more of it.
pub(super) fn next(outlook: &Outlook<'_>, details: &Details, check: Option<&Check>) -> Value {
    let mut value = short(outlook);
    let changelog = &outlook.changelog;
    let mut newest: Vec<&Change> = changelog.sections.iter().flat_map(|section| &section.changes).collect();
    newest.sort_by_key(|change| std::cmp::Reverse((change.merged_at.clone(), change.number)));
    let sections: Vec<Value> = changelog
        .sections
        .iter()
        .map(|section| json!({"key": section.key, "title": section.title, "count": section.changes.len()}))
        .collect();
    let without: Vec<Value> = details
        .without
        .pull_requests
        .iter()
        .map(|one| {
            let suggestion = one.suggestion.as_ref();
            json!({
                "number": one.change.number, "title": one.change.title,
                "label": suggestion.map(|found| &found.label), "section": suggestion.map(|found| &found.section),
                "why": suggestion.map(|found| &found.why), "command": one.command(),
            })
        })
        .collect();
    // Where no labels are known, what has no section may have one; it is named, and nothing is suggested.
    let unknown = changelog.sections.iter().filter(|section| section.key == OTHER && !changelog.source.github);
    let unknown = unknown.flat_map(|section| &section.changes).filter(|change| change.number.is_some()).map(|change| {
        json!({
            "number": change.number, "title": change.title,
            "label": null, "section": null, "why": null, "command": null,
        })
    });
    let without: Vec<Value> = without.into_iter().chain(unknown).collect();
    let blocks: Vec<Value> = details
        .blocks
        .iter()
        .map(|(check, finding)| {
            let (state, text, remedy) = match finding {
                Finding::Holds { evidence } => ("holds", evidence, None),
                Finding::Fails { why, remedy, is_pending: false } => ("fails", why, Some(remedy)),
                Finding::Fails { why, remedy, is_pending: true } => ("pending", why, Some(remedy)),
                Finding::Unknown { why, remedy } => ("unknown", why, Some(remedy)),
            };
            json!({"check": check.name(), "state": state, "text": text, "remedy": remedy})
        })
        .collect();
    let more = json!({
        "changes": {
            "total": newest.len(), "sections": sections,
            "newest": newest.iter().take(NEWEST).map(|change| change_json(change)).collect::<Vec<_>>(),
        },
        "uncategorised": {
            "count": details.without.count, "commits": details.without.commits, "pull_requests": without,
        },
        "up": details.up.as_ref().map(crate::cli::rotation::Up::json),
        "blocks": blocks,
        "source": changelog.source,
    });
    extend(&mut value, more);
    if let Some(check) = check {
        let doubts: Vec<Value> =
            check.doubts.iter().map(|doubt| json!({"kind": doubt.word(), "text": doubt.to_string()})).collect();
        extend(&mut value, json!({"check": {"version": check.version.to_string(), "doubts": doubts}}));
    }
    value
}

/// Returns the version, and why, with the line that it is for.
pub(super) fn short(outlook: &Outlook<'_>) -> Value {
    let proposed = &outlook.proposed;
    let (proposal, facts) = (&proposed.proposal, &proposed.facts);
    let reason = |reason: &Reason| json!({"text": reason.text, "numbers": reason.numbers, "commits": reason.commits});
    let alternatives: Vec<Value> = proposal
        .alternatives
        .iter()
        .map(|(version, text)| json!({"version": version.to_string(), "text": text}))
        .collect();
    let beside: Vec<String> = facts.line.beside.iter().map(ToString::to_string).collect();
    json!({
        "schema": 1,
        "project": outlook.project(),
        "version": proposal.version.to_string(),
        "kind": proposal.kind.name(),
        "reasons": proposal.reasons.iter().map(reason).collect::<Vec<_>>(),
        "tag": proposed.tag,
        "alternatives": alternatives,
        "held_back": proposal.held_back,
        "unsure": outlook.unsure(),
        "scheme": {
            "name": facts.spelling.scheme.name(), "why": facts.spelling.why,
            "calendar": facts.spelling.calendar.as_ref().map(ToString::to_string),
        },
        "line": {
            "branch": facts.line.branch, "maintenance": facts.line.is_maintenance,
            "allow": facts.line.allow.map(ReleaseKind::name), "beside": beside,
        },
        "base": facts.base.as_ref().map(|tag| json!({
            "tag": tag.name, "version": tag.version.to_string(), "date": tag.date(), "commit": tag.commit.to_string(),
        })),
        "range": outlook.changelog.range,
    })
}

pub(super) fn change_json(change: &Change) -> Value {
    json!({
        "number": change.number, "title": change.title, "url": change.url, "author": change.author,
        "author_name": change.author_name, "merged_at": change.merged_at, "commit": change.commit,
    })
}

fn extend(value: &mut Value, more: Value) {
    if let (Value::Object(fields), Value::Object(more)) = (value, more) {
        fields.extend(more);
    }
}
