//! What is likely not meant so in the records of a project: keys that are none.

use crate::store::releases::read::pieces;
use crate::store::releases::{lines, path};
use crate::store::{Store, StoreError};

/// The keys of a record.
const KEYS: [&str; 15] = [
    "tag",
    "version",
    "kind",
    "security",
    "commit",
    "date",
    "released-by",
    "mentored-by",
    "sponsored-by",
    "shadowed-by",
    "organisations",
    "source",
    "confidence",
    "notes",
    "spent-minutes",
];

impl Store {
    /// Returns each key in the records of a project that is none, with the tag of its record, in words and with its line.
    /// A newer format may have other keys, so of that nothing is said.
    pub fn release_doubts(&self, project: &str) -> Result<Vec<(String, String)>, StoreError> {
        let snapshot = self.snapshot()?;
        let path = path(&snapshot, project)?;
        let text = snapshot.read(&path)?.unwrap_or_default();
        Ok(doubts(&path, &text))
    }
}

fn doubts(path: &str, text: &str) -> Vec<(String, String)> {
    let (head, pieces) = pieces(text);
    let is_known = head.parse::<toml::Table>().is_ok_and(|head| {
        head.get("format").and_then(toml::Value::as_integer).is_some_and(|format| format == crate::store::FORMAT)
    });
    let mut found = Vec::new();
    for range in pieces.into_iter().filter(|_| is_known) {
        let start = range.start;
        let piece = text.get(range).unwrap_or_default();
        if lines::read("", piece).is_some() {
            continue;
        }
        let table = piece.parse::<toml::Table>().unwrap_or_default();
        let records = table.get("release").and_then(toml::Value::as_array).into_iter().flatten();
        for record in records.filter_map(toml::Value::as_table) {
            let tag = record.get("tag").and_then(toml::Value::as_str).unwrap_or_default();
            for key in record.keys().filter(|key| !KEYS.contains(&key.as_str())) {
                let is_it =
                    |line: &str| line.trim_start().trim_start_matches(['"', '\'', '[']).starts_with(key.as_str());
                let before = text.get(..start).unwrap_or_default().lines().count();
                let line = piece.lines().position(is_it).map_or(before, |place| before + place) + 1;
                found.push((tag.to_owned(), format!("`{key}` ({path}, line {line}) is no key of a record")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_none_are_told_with_their_line() {
        let record = "[[release]]\ntag = \"1.0\"\nversion = \"1.0\"\nspent-minutes = 3\n";
        let text = format!("format = 1\n\n{record}\n{record}mentord-by = [\"mona\"]\n");
        let told = "`mentord-by` (r.toml, line 12) is no key of a record";
        assert_eq!(doubts("r.toml", &text), [("1.0".to_owned(), told.to_owned())]);
        assert_eq!(doubts("r.toml", &text.replace("format = 1", "format = 2")), []);
    }
}
