//! `shepherd changelog --check`: does the file say what the range says?

use std::path::{Component, Path};

use serde_json::json;

use crate::cli::annotations::annotate;
use crate::cli::changelog::write::shown;
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::config::Format;
use crate::core::changelog::document::{Comparison, Generated, check};
use crate::core::draft::Annotation;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::system::files;

/// Compares the file with what was generated and prints the differences, one a line. `top` is that of the work tree.
pub(super) fn run(
    context: &Context<'_>,
    path: &Path,
    top: Option<&Path>,
    generated: &Generated,
    format: Format,
) -> Result<(), Failure> {
    let name = shown(context, path);
    let text = files::read_text(path)?;
    let found = check(&text, generated).map_err(|error| at(&name, error.into()))?;
    // A workflow reads paths from the top of the repository, whatever folder it is that this runs in.
    let from_top = top.and_then(|top| from_top(path, top)).unwrap_or_else(|| name.clone());
    annotate(context, &annotations(&from_top, &found), false);
    context.ui.data(&if format == Format::Json { as_json(&found)? } else { as_text(&found) })?;
    let version = generated.version.as_deref().unwrap_or("Unreleased");
    if found.agrees() {
        context.ui.status(&format!("{name} lists all of {version}"));
        return Ok(());
    }
    if found.section.is_none() {
        return Err(Failure::new(Kind::Findings, format!("{name} has no section for {version}"))
            .hint("`shepherd changelog --write` adds it"));
    }
    let counts = [(found.missing.len(), "missing"), (found.foreign.len(), "foreign"), (found.twice.len(), "twice")];
    let words: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    Err(Failure::new(Kind::Findings, format!("{name} and the range differ for {version}: {}", words.join(", "))).hint(
        "`shepherd changelog --write` adds what is missing; `shepherd explain NUMBER` tells where a change belongs",
    ))
}

/// Returns a path from the top of a work tree, with `/`; `None` where it is not in there.
pub(super) fn from_top(path: &Path, top: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.strip_prefix(top).ok()?.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => drop(parts.pop()?),
            _ => {}
        }
    }
    Some(parts.join("/"))
}

/// Puts the name of the file before a failure.
pub(in crate::cli) fn at(name: &str, failure: Failure) -> Failure {
    Failure { message: format!("{name}: {}", failure.message), ..failure }
}

/// Returns a key as a reader writes it: `#12`, the short commit, or what an upgrade note is about.
pub(in crate::cli) fn key(key: &str) -> String {
    let key = key.strip_prefix("note:").unwrap_or(key);
    if key.len() < 12 && key.bytes().all(|byte| byte.is_ascii_digit()) { format!("#{key}") } else { key.to_owned() }
}

/// Returns the differences as warnings beside the lines of the file.
fn annotations(name: &str, found: &Comparison) -> Vec<Annotation> {
    let about = |title: &str, line: Option<usize>, text: String| Annotation {
        file: Some(name.to_owned()),
        line,
        title: title.to_owned(),
        text,
    };
    let missing = found.missing.iter().map(|entry| {
        let text = format!("{} is in the range and not listed; `shepherd changelog --write` adds it", key(entry));
        about("Missing in the changelog", found.section, text)
    });
    let foreign = found.foreign.iter().map(|entry| {
        let text = format!("{0} is listed and not in the range; `shepherd explain {0}` tells more", key(&entry.key));
        about("Foreign in the changelog", Some(entry.line), text.replace("explain #", "explain "))
    });
    let twice = found.twice.iter().map(|entry| {
        about("Twice in the changelog", entry.lines.last().copied(), format!("{} is listed before", key(&entry.key)))
    });
    missing.chain(foreign).chain(twice).collect()
}

fn as_text(found: &Comparison) -> String {
    let missing = found.missing.iter().map(|entry| format!("missing {}\n", key(entry)));
    let foreign = found.foreign.iter().map(|entry| format!("foreign {} (line {})\n", key(&entry.key), entry.line));
    let twice = found.twice.iter().map(|entry| {
        let lines: Vec<String> = entry.lines.iter().map(ToString::to_string).collect();
        format!(
            "twice   {} ({} {})\n",
            key(&entry.key),
            if lines.len() == 1 { "line" } else { "lines" },
            lines.join(", ")
        )
    });
    missing.chain(foreign).chain(twice).collect()
}

fn as_json(found: &Comparison) -> Result<String, Failure> {
    let foreign: Vec<_> = found.foreign.iter().map(|entry| json!({"key": entry.key, "line": entry.line})).collect();
    let twice: Vec<_> = found.twice.iter().map(|entry| json!({"key": entry.key, "lines": entry.lines})).collect();
    let value = json!({
        "schema": 1, "section": found.section, "missing": found.missing, "foreign": foreign, "twice": twice,
    });
    pretty(&value)
}

/// Returns a list of keys for a sentence, at most ten of them: `#12, #13 and 4 more`.
pub(super) fn keys(list: &[String]) -> String {
    let mut text = list.iter().take(10).map(|entry| key(entry)).collect::<Vec<_>>().join(", ");
    if list.len() > 10 {
        text.push_str(" and ");
        text.push_str(&plural(list.len() - 10, "other"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_top() {
        let seen = |path: &str| from_top(Path::new(path), Path::new("/home/kim/hello"));
        assert_eq!(seen("/home/kim/hello/docs/CHANGELOG.md").as_deref(), Some("docs/CHANGELOG.md"));
        assert_eq!(seen("/home/kim/hello/docs/../CHANGELOG.md").as_deref(), Some("CHANGELOG.md"));
        assert_eq!(seen("/home/kim/hello/../other/CHANGELOG.md"), None);
        assert_eq!(seen("/home/kim/CHANGELOG.md"), None);
    }
}
