//! Records as text and as JSON.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::table::named_table;
use crate::core::ledger::{Confidence, Evidence, OrganisationsThen, Release, Source};
pub(in crate::cli) use crate::core::people::shown;
use crate::core::text::clean;
use crate::failure::Failure;

/// So many bytes are written at once: a hundred thousand records are not held as text.
const CHUNK: usize = 1 << 18;

/// A record as JSON.
#[derive(Serialize)]
struct ReleaseJson<'a> {
    project: &'a str,
    version: &'a str,
    kind: &'a str,
    tag: &'a str,
    commit: &'a str,
    date: Option<jiff::civil::Date>,
    released_by: &'a [String],
    mentored_by: &'a [String],
    sponsored_by: &'a [String],
    shadowed_by: &'a [String],
    source: &'a str,
    confidence: &'a str,
    security: bool,
    organisations: &'a OrganisationsThen,
    notes: &'a str,
    spent_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Value>,
}

impl<'a> ReleaseJson<'a> {
    fn of(release: &'a Release, evidence: Option<&[Evidence]>) -> Self {
        let one = |evidence: &Evidence| {
            json!({
                "source": evidence.source.word(), "confidence": evidence.confidence.word(),
                "released_by": evidence.released_by, "place": evidence.place,
            })
        };
        Self {
            project: &release.project,
            version: &release.version,
            kind: &release.kind,
            tag: &release.tag,
            commit: &release.commit,
            date: release.date,
            released_by: &release.released_by,
            mentored_by: &release.mentored_by,
            sponsored_by: &release.sponsored_by,
            shadowed_by: &release.shadowed_by,
            source: release.source.word(),
            confidence: release.confidence.word(),
            security: release.security,
            organisations: &release.organisations,
            notes: &release.notes,
            spent_minutes: release.spent_minutes,
            evidence: evidence.map(|evidence| evidence.iter().map(one).collect()),
        }
    }
}

/// Returns a record as a JSON value.
pub(in crate::cli) fn release_json(release: &Release) -> Result<Value, Failure> {
    let text = pretty(&ReleaseJson::of(release, None))?;
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// Writes records as JSON, and `more` behind them.
pub(super) fn write_json<'a>(
    context: &Context<'_>,
    releases: impl IntoIterator<Item = (&'a Release, Option<&'a [Evidence]>)>,
    more: &[(&str, Value)],
) -> Result<(), Failure> {
    let mut text = "{\n  \"schema\": 1,\n  \"releases\": [".to_owned();
    let mut is_first = true;
    for (release, evidence) in releases {
        text.push_str(if is_first { "\n" } else { ",\n" });
        is_first = false;
        push_indented(&mut text, &pretty(&ReleaseJson::of(release, evidence))?, "    ");
        if text.len() > CHUNK {
            context.ui.data(&text)?;
            text.clear();
        }
    }
    text.push_str(if is_first { "]" } else { "\n  ]" });
    for (key, value) in more {
        // Writing to a string cannot fail.
        let _ = write!(text, ",\n  \"{key}\": ");
        let mut value_text = String::new();
        push_indented(&mut value_text, &pretty(value)?, "  ");
        text.push_str(value_text.trim_start());
    }
    text.push_str("\n}\n");
    context.ui.data(&text)
}

fn push_indented(text: &mut String, value: &str, indent: &str) {
    for (place, line) in value.trim_end().lines().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        text.push_str(indent);
        text.push_str(line);
    }
}

/// Returns people in words, empty for nobody.
pub(super) fn people(logins: &[String]) -> String {
    logins.iter().map(|who| shown(who)).collect::<Vec<_>>().join(", ")
}

/// Returns records as lines, below a line that says what is what. Of several projects, each with its project.
pub(super) fn lines(releases: &[&Release], with_project: bool) -> String {
    let helped = |release: &Release| {
        let roles =
            [("mentor", &release.mentored_by), ("sponsor", &release.sponsored_by), ("shadow", &release.shadowed_by)];
        let named = roles.into_iter().filter(|(_, people)| !people.is_empty());
        named.map(|(role, logins)| format!("{role} {}", people(logins))).collect::<Vec<_>>().join("; ")
    };
    let row = |release: &Release| {
        let kind = if release.security { format!("{}, security", release.kind) } else { release.kind.clone() };
        let cut = people(&release.released_by);
        let is_plain = release.confidence == Confidence::High || release.source == Source::Unknown;
        let sure =
            if is_plain { release.source.to_string() } else { format!("{} ({})", release.source, release.confidence) };
        [
            if with_project { clean(&release.project).into_owned() } else { String::new() },
            release.date.map(|date| date.to_string()).unwrap_or_default(),
            clean(&release.tag).into_owned(),
            clean(kind.trim_start_matches(", ")).into_owned(),
            if cut.is_empty() { "nobody is known".to_owned() } else { cut },
            helped(release),
            clean(&sure).into_owned(),
        ]
    };
    let heads = ["project", "date", "tag", "kind", "released by", "helped", "known by"];
    let mut rows = vec![heads.map(str::to_owned)];
    rows.extend(releases.iter().map(|release| row(release)));
    let rows = named_table(&rows);
    rows.into_iter().fold(String::new(), |mut text, line| {
        text.push_str(&line);
        text.push('\n');
        text
    })
}
