//! `store.toml`, which says that a reference is a store, and of which format.

use crate::store::{FORMAT, StoreError, StoreProject, keep};
use crate::system::random;

/// The path of the marker.
pub(super) const MARKER: &str = "store.toml";

/// What is wrong where the projects are written in another way.
pub(super) const SHAPE: &str = "`project` is to be written as `[[project]]` with a `name`";

/// Returns the text of a new marker, with an identity that no other store has. A private store says that it is one.
pub(super) fn new(is_private: bool) -> String {
    format!(
        "# Made by shepherd: this reference holds its records. It is never checked out.\n\
         format = {FORMAT}\n\
         id = \"{}\"\n{}",
        random::identity(),
        if is_private { "private = true\n" } else { "" }
    )
}

/// Says whether a marker is that of a private store.
pub(super) fn is_private(text: &str) -> bool {
    text.parse::<toml::Table>().is_ok_and(|table| table.get("private").and_then(toml::Value::as_bool) == Some(true))
}

/// Returns the marker as that of a private store. What people wrote into it stays.
pub(super) fn made_private(text: &str) -> Result<String, StoreError> {
    let mut document = keep::document(MARKER, text)?;
    keep::set(document.as_table_mut(), "private", true.into());
    Ok(document.to_string())
}

/// Returns the identity in a marker, or an error unless it is of a format that this version writes.
pub(super) fn check(text: &str) -> Result<String, StoreError> {
    let table = parse(MARKER, text)?;
    format_of(MARKER, &table).and_then(|format| known(MARKER, format))?;
    match table.get("id").and_then(toml::Value::as_str) {
        Some(id) if !id.is_empty() => Ok(id.to_owned()),
        _ => Err(damaged(MARKER, "it has no `id`")),
    }
}

/// Says whether a text is a marker, of whatever format.
pub(super) fn is_one(text: &str) -> bool {
    let table = parse(MARKER, text).ok();
    table.is_some_and(|table| format_of(MARKER, &table).is_ok() && table.contains_key("id"))
}

/// Returns the projects that a marker names, none where it names none.
pub(super) fn projects(text: &str) -> Result<Vec<StoreProject>, StoreError> {
    let table = parse(MARKER, text)?;
    let Some(listed) = table.get("project") else { return Ok(Vec::new()) };
    let read = |found: &toml::Value| {
        let name = found.get("name")?.as_str()?.to_owned();
        let formerly = match found.get("formerly") {
            None => Vec::new(),
            Some(names) => {
                names.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect::<Option<_>>()?
            }
        };
        Some(StoreProject { name, formerly })
    };
    let listed = listed.as_array().and_then(|listed| listed.iter().map(read).collect::<Option<_>>());
    listed.ok_or_else(|| damaged(MARKER, SHAPE))
}

/// Returns a file of the store as a table.
pub(super) fn parse(file: &str, text: &str) -> Result<toml::Table, StoreError> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        damaged(file, &format!("line {line}: {}", error.message().replace('\n', ", ")))
    })
}

/// Returns each mistake that stands against reading a file of the store as TOML.
pub(super) fn all_mistakes(file: &str, text: &str) -> Vec<StoreError> {
    let (_, errors) = toml::de::DeTable::parse_recoverable(text);
    let mut mistakes: Vec<StoreError> = Vec::new();
    let mut lines = Vec::new();
    for error in errors {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        // What follows on one line is most often of the same mistake.
        if !lines.contains(&line) {
            lines.push(line);
            mistakes.push(damaged(file, &format!("line {line}: {}", error.message().replace('\n', ", "))));
        }
    }
    mistakes
}

/// Returns the format of a file of the store.
pub(super) fn format_of(file: &str, table: &toml::Table) -> Result<i64, StoreError> {
    match table.get("format").and_then(toml::Value::as_integer) {
        Some(format) if format > 0 => Ok(format),
        _ => Err(damaged(file, "it has no `format`, which is a number from 1")),
    }
}

/// Returns an error for a format that only a later version can write.
pub(super) fn known(file: &str, found: i64) -> Result<(), StoreError> {
    if found > FORMAT {
        return Err(StoreError::TooNew { file: file.to_owned(), found, known: FORMAT });
    }
    Ok(())
}

/// Returns the error of a file that holds something wrong.
pub(super) fn damaged(file: &str, reason: &str) -> StoreError {
    StoreError::Damaged { file: file.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_marker_is_ours_and_differs() {
        let (first, second) = (check(&new(false)).unwrap(), check(&new(true)).unwrap());
        assert_ne!(first, second);
        assert_eq!(first.len(), 32);
        assert!(is_private(&new(true)) && !is_private(&new(false)));
        assert!(is_private(&made_private(&new(false)).unwrap()));
    }

    #[test]
    fn a_marker_names_projects_and_what_they_were_called() {
        assert_eq!(projects(&new(false)).unwrap(), []);
        let found = projects(
            "[[project]]\nname = \"octo/world\"\nformerly = [\"octo/hello\"]\n[[project]]\nname = \"octo/other\"\n",
        );
        let found = found.unwrap();
        assert!(found[0].is("Octo/World") && found[0].was("octo/hello") && found[0].is("octo/HELLO"));
        assert!(found[1].is("octo/other") && !found[1].is("octo/hello") && !found[1].was("octo/other"));
        for text in ["project = 1\n", "[[project]]\nnames = \"a/b\"\n", "[[project]]\nname = \"a/b\"\nformerly = 1\n"] {
            let told = projects(text).unwrap_err().to_string();
            assert_eq!(told, format!("`store.toml` in the store is damaged: {SHAPE}"), "{text}");
        }
    }

    #[test]
    fn other_markers_are_refused() {
        let cases = [
            ("format = 1\n", "`store.toml` in the store is damaged: it has no `id`"),
            (
                "format = 0\nid = \"a\"\n",
                "`store.toml` in the store is damaged: it has no `format`, which is a number from 1",
            ),
            (
                "format = 1\nid = \"a\n",
                "`store.toml` in the store is damaged: line 2: invalid basic string, expected `\"`",
            ),
            ("format = 2\n", "`store.toml` in the store has format 2, and this version knows formats up to 1"),
        ];
        for (text, message) in cases {
            assert_eq!(check(text).unwrap_err().to_string(), message);
        }
    }
}
