//! The base comment: what was generated last, so that people's edits can be told from ours.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::core::digest::sha256;

use super::error::DocumentError;
use super::lines::Lines;
use super::outline::{Block, BlockKind};
use crate::core::pattern::pattern;

/// The newest format of the comment that is understood.
const FORMAT: u64 = 1;
/// The key of the section's own heading.
pub(super) const HEADING: &str = "heading";

static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)^\s*<!--\s*shepherd:\s*base\s+(\S+)(.*?)-->(.*)$"));
static BEGINNING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*<!--\s*shepherd:\s*base(?-u:\b)"));

/// What was generated last: for each key its section and the hash of its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Base(pub(super) BTreeMap<String, (String, String)>);

impl Base {
    /// Records what is generated for a key.
    pub(super) fn set(&mut self, key: &str, section: &str, hash: String) {
        self.0.insert(key.to_owned(), (section.to_owned(), hash));
    }

    /// Returns the section and the hash of a key.
    pub(super) fn get(&self, key: &str) -> Option<(&str, &str)> {
        self.0.get(key).map(|(section, hash)| (section.as_str(), hash.as_str()))
    }

    /// Whether it knows a key.
    pub(super) fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Returns the comment: first what is no change, then the changes in the given order, then the rest.
    pub(super) fn write<'a>(&self, order: impl Iterator<Item = &'a str>) -> String {
        let mut rest: Vec<&str> = self.0.keys().map(String::as_str).collect();
        let mut keys: Vec<&str> = rest.extract_if(.., |key| !is_change(key)).collect();
        let ordered: Vec<&str> = order.filter(|key| self.contains(key)).collect();
        rest.retain(|key| !ordered.contains(key));
        keys.extend(ordered.into_iter().filter(|key| is_change(key)));
        rest.sort_by_key(|key| (key.len(), *key));
        keys.extend(rest);
        let mut json = String::new();
        for (index, key) in keys.iter().enumerate() {
            let (section, hash) = self.get(key).unwrap_or_default();
            let (key, section, hash) = (Value::from(*key), Value::from(section), Value::from(hash));
            let comma = if index == 0 { "" } else { ", " };
            let _ = write!(json, "{comma}{key}: [{section}, {hash}]");
        }
        // Outside of strings there is neither `-` nor `>`; in them both must not close the comment.
        let json = json.replace("--", r"-\u002d").replace('>', r"\u003e");
        format!("<!-- shepherd: base {FORMAT} {{{json}}} -->")
    }

    fn parse(format: &str, json: &str, line: usize) -> Result<Self, DocumentError> {
        let damaged = |reason: String| DocumentError::DamagedBase { line, reason };
        match format.parse::<u64>() {
            Ok(FORMAT) => {}
            Ok(found) if found > FORMAT => return Err(DocumentError::NewerBase { line, found, known: FORMAT }),
            _ => return Err(damaged(format!("`{format}` is not the number of a format"))),
        }
        let value: BTreeMap<String, (String, String)> =
            serde_json::from_str(json).map_err(|error| damaged(error.to_string()))?;
        Ok(Self(value))
    }
}

/// A base comment in the file.
#[derive(Clone, Debug)]
pub(super) struct FoundBase {
    /// Its lines, 0-based.
    pub(super) lines: Range<usize>,
    /// What it says.
    pub(super) base: Base,
    /// What stands behind it in its last line.
    pub(super) after: String,
}

/// Returns the first twelve hexadecimal digits of the SHA-256 of `text`.
pub(super) fn digest(text: &str) -> String {
    sha256(text).chars().take(12).collect()
}

/// What the keys of upgrade notes begin with.
pub(super) const NOTE: &str = "note:";

/// Whether a key is that of a change: a number, the beginning of a commit's name, or an upgrade note.
pub(super) fn is_change(key: &str) -> bool {
    key.starts_with(NOTE) || (!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns the base comment in a range of lines.
pub(super) fn find(lines: &Lines, blocks: &[Block], range: Range<usize>) -> Result<Option<FoundBase>, DocumentError> {
    let mut found: Option<FoundBase> = None;
    for block in blocks.iter().filter(|block| range.contains(&block.first)) {
        match block.kind {
            BlockKind::Html { .. } => {}
            BlockKind::Code { .. } => continue,
            _ => {
                let inside = (block.first..=block.last).find(|&line| BEGINNING.is_match(lines.text(line)));
                let Some(line) = inside else { continue };
                let reason =
                    "it is part of another block; it belongs on a line of its own, without indentation".to_owned();
                return Err(DocumentError::DamagedBase { line: line + 1, reason });
            }
        }
        let first = (block.first..=block.last).find(|&line| BEGINNING.is_match(lines.text(line)));
        let Some(first) = first else { continue };
        let last = (first..block.last).find(|&line| lines.text(line).contains("-->")).unwrap_or(block.last);
        let text = lines.slice(first..last + 1).iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
        let line = first + 1;
        let Some(captures) = COMMENT.captures(&text) else {
            return Err(DocumentError::DamagedBase { line, reason: "it has no format and no data".to_owned() });
        };
        let part = |index| captures.get(index).map_or("", |part| part.as_str());
        if let Some(other) = &found {
            return Err(DocumentError::TwoBases { first: other.lines.start + 1, second: line });
        }
        let base = Base::parse(part(1), part(2).trim(), line)?;
        found = Some(FoundBase { lines: first..last + 1, base, after: part(3).to_owned() });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::document::outline::outline;

    fn read(text: &str) -> Result<Option<FoundBase>, DocumentError> {
        let lines = Lines::read(text);
        find(&lines, &outline(lines.all()), 0..lines.len())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut base = Base::default();
        base.set("5159", "bug", digest("- x"));
        base.set("12", "--> odd \"--\" \\", digest("- y"));
        base.set(HEADING, "", digest("## 1"));
        let comment = base.write(["5159"].into_iter());
        assert_eq!(comment.matches("-->").count(), 1);
        assert!(
            comment.starts_with("<!-- shepherd: base 1 {\"heading\": [\"\", \"")
                && comment.contains("\"5159\": [\"bug\", \"")
        );
        assert_eq!(read(&comment).unwrap().unwrap().base, base);
    }

    #[test]
    fn a_comment_that_is_not_understood_is_an_error() {
        assert!(matches!(
            read("x\n\n<!-- shepherd: base 1 {\"1\": 2} -->"),
            Err(DocumentError::DamagedBase { line: 3, .. })
        ));
        assert!(matches!(read("<!-- shepherd: base -->"), Err(DocumentError::DamagedBase { line: 1, .. })));
        assert!(matches!(read("- a\n  <!-- shepherd: base 1 {} -->"), Err(DocumentError::DamagedBase { line: 2, .. })));
        assert_eq!(
            read("<!-- shepherd: base 2 [] -->").unwrap_err(),
            DocumentError::NewerBase { line: 1, found: 2, known: 1 }
        );
        assert_eq!(
            read("<!-- shepherd: base 1 {} -->\n\n<!-- shepherd: base 1 {} -->").unwrap_err(),
            DocumentError::TwoBases { first: 1, second: 3 }
        );
        assert!(read("```\n<!-- shepherd: base 2 [] -->\n```\n").unwrap().is_none());
    }
}
