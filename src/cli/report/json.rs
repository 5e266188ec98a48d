//! A report for programs.

use serde_json::{Value as Json, json};

use crate::cli::report::model::{Report, Row};
use crate::core::ledger::Release;
use crate::core::ledger::metrics::{ENOUGH, Figure, KPIS, Value, definition};

/// Returns the report; of one organisation only, where one is named.
pub(super) fn report(report: &Report<'_, '_>, organisation: Option<&str>) -> Json {
    let (all, pre_releases) = report.releases();
    let github = report.github.as_ref();
    let rows = match organisation {
        Some(name) => vec![report.row(name)],
        None => report.rows(),
    };
    // The releases by name are for who asks about one organisation: all of them can be very many.
    let rows: Vec<Json> = rows.iter().map(|found| row(found, organisation.is_some())).collect();
    let metrics: Vec<Json> = report.figures.iter().map(|found| figure(found, report.is_explained)).collect();
    let mut json = json!({
        "schema": 1,
        "projects": report.projects,
        "since": report.window.since,
        "until": report.window.until,
        "label": report.label,
        "releases": {"count": all, "pre_releases": pre_releases, "undated": report.credits.undated},
        "metrics": metrics,
        "organisations": rows,
        "new_maintainers": report.organisations.new_maintainers,
        "triage": report.triage.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
        "github": {
            "asked": github.is_some(),
            "why_not": report.why_not,
            "requests": github.map_or(0, |part| part.requests),
            "pull_requests": github.map(|part| part.pull_requests.all),
            "issues_triaged": github.map(|part| part.issues.all),
            "gaps": github.map(|part| part.gaps.all()).unwrap_or_default(),
        },
    });
    if let (true, Json::Object(fields)) = (report.is_over_time, &mut json) {
        let quarters = report.quarters();
        let quarters = quarters.iter().map(|quarter| {
            json!({
                "since": quarter.window.since, "until": quarter.window.until, "maintainers": quarter.maintainers,
                "contributors": quarter.contributors.map(|(all, _)| all),
                "returning_contributors": quarter.contributors.map(|(_, back)| back),
            })
        });
        fields.insert("over_time".to_owned(), quarters.collect());
    }
    if let (true, Json::Object(fields)) = (report.is_explained, &mut json) {
        let keys = KPIS.into_iter().chain(["maintainers", "returning-contributors"]);
        let texts = keys.map(|key| (key.replace('-', "_"), json!(definition(key))));
        fields.insert("definitions".to_owned(), Json::Object(texts.into_iter().collect()));
    }
    json
}

fn figure(figure: &Figure, is_explained: bool) -> Json {
    let (value, unit) = match figure.value {
        Value::People(count) => (json!(count), "people"),
        Value::Organisations(count) => (json!(count), "organisations"),
        Value::Part(count) => (json!(count), "of n"),
        Value::Minutes(minutes) => (json!(minutes), "minutes"),
    };
    let is_enough = figure.is_enough();
    let mut json = json!({
        "key": figure.key.replace('-', "_"),
        "value": if is_enough { value } else { Json::Null },
        "unit": unit,
        "n": figure.n,
        "too_few": !is_enough,
        "since": figure.window.since,
        "until": figure.window.until,
        "people": figure.people,
    });
    if let (true, Json::Object(fields)) = (is_explained, &mut json) {
        fields.insert("definition".to_owned(), json!(definition(figure.key)));
    }
    json
}

fn row(row: &Row<'_>, has_names: bool) -> Json {
    let Row { name, deeds, github } = row;
    let github = github.as_ref();
    let mut json = json!({
        "organisation": Some(name).filter(|name| !name.is_empty()),
        "releases_performed": deeds.performed.len(),
        "releases_helped": deeds.helped.len(),
        "new_maintainers": deeds.new_maintainers,
        "pull_requests_reviewed": github.map(|found| found.pull_requests),
        "contributors": github.map(|found| found.contributors),
        "contributors_returned": github.map(|found| found.returned),
        "too_few": github.map(|found| found.contributors < ENOUGH),
        "issues_triaged": github.map(|found| found.triaged),
    });
    if let (true, Json::Object(fields)) = (has_names, &mut json) {
        let names = |releases: &[&Release]| -> Json {
            releases.iter().map(|release| json!({"project": release.project, "tag": release.tag})).collect()
        };
        fields.insert("performed".to_owned(), names(&deeds.performed));
        fields.insert("helped".to_owned(), names(&deeds.helped));
    }
    json
}
