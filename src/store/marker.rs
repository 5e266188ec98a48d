//! `store.toml`, which says that a reference is a store, and of which format.

use crate::store::{FORMAT, StoreError};
use crate::system::random;

/// The path of the marker.
pub(super) const MARKER: &str = "store.toml";

/// Returns the text of a new marker, with an identity that no other store has.
pub(super) fn new() -> String {
    format!(
        "# Made by shepherd: this reference holds its records. It is never checked out.\n\
         format = {FORMAT}\n\
         id = \"{}\"\n",
        random::identity()
    )
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

/// Returns a file of the store as a table.
pub(super) fn parse(file: &str, text: &str) -> Result<toml::Table, StoreError> {
    text.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        damaged(file, &format!("line {line}: {}", error.message().replace('\n', ", ")))
    })
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
        let (first, second) = (check(&new()).unwrap(), check(&new()).unwrap());
        assert_ne!(first, second);
        assert_eq!(first.len(), 32);
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
