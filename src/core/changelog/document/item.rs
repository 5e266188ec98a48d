//! The text of a list item without its bullet and indentation, so that a line is the same line wherever it stands.

use std::sync::LazyLock;

use regex::Regex;

use super::base::digest;
use super::lines::Line;
use crate::core::pattern::pattern;

static MARKER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)"));

/// The bullets of Markdown. A change of bullet alone is not a change of words.
const BULLETS: [&str; 3] = ["-", "*", "+"];

/// The text of an item, or of its first paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemText(pub(super) Vec<String>);

impl ItemText {
    /// Returns the marker (indentation, bullet, white space) and the text of an item with everything nested in it.
    pub(super) fn whole(lines: &[Line]) -> (String, Self) {
        let (marker, first) = split(lines);
        let width = marker.chars().count();
        let rest = lines.iter().skip(1).map(|line| outdent(&line.text, width).trim_end().to_owned());
        (marker, Self(std::iter::once(first).chain(rest).collect()))
    }

    /// Returns the text of the first paragraph of an item, whose indentation means nothing.
    pub(super) fn paragraph(lines: &[Line]) -> Self {
        let (_, first) = split(lines);
        let rest = lines.iter().skip(1).map(|line| line.text.trim().to_owned());
        Self(std::iter::once(first).chain(rest).collect())
    }

    /// Returns the hashes that the item can have in a base comment, one for each bullet.
    pub(super) fn hashes(&self) -> [String; 3] {
        BULLETS.map(|bullet| self.hash(bullet))
    }

    /// Returns the hash of the item with a bullet: for a single line, that of `- text`.
    pub(super) fn hash(&self, bullet: &str) -> String {
        digest(&format!("{bullet} {}", self.0.join("\n  ")))
    }

    /// Returns the lines of the item under a marker.
    pub(super) fn lines(&self, marker: &str) -> Vec<Line> {
        let indent: String = marker.chars().map(|letter| if letter == '\t' { '\t' } else { ' ' }).collect();
        let write = |(index, text): (usize, &String)| match (index, text.as_str()) {
            (0, text) => Line::new(format!("{marker}{text}").trim_end()),
            (_, "") => Line::new(""),
            (_, text) => Line::new(format!("{indent}{text}")),
        };
        self.0.iter().enumerate().map(write).collect()
    }

    /// Returns the text in one piece.
    pub(super) fn joined(&self) -> String {
        self.0.join("\n")
    }
}

fn split(lines: &[Line]) -> (String, String) {
    let text = lines.first().map_or("", |line| &line.text);
    let marker = MARKER.find(text).map_or("", |found| found.as_str());
    let rest = text.strip_prefix(marker).unwrap_or(text).trim_end().to_owned();
    let ends_bare = !marker.is_empty() && !marker.ends_with([' ', '\t']);
    (if ends_bare { format!("{marker} ") } else { marker.to_owned() }, rest)
}

fn outdent(text: &str, width: usize) -> &str {
    let mut rest = text;
    for _ in 0..width {
        match rest.strip_prefix([' ', '\t']) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        text.lines().map(Line::new).collect()
    }

    #[test]
    fn the_same_words_have_the_same_hash_under_every_marker() {
        let (marker, item) = ItemText::whole(&lines("- one\n  two\n  - three"));
        assert_eq!(marker, "- ");
        let moved = item.lines("  *   ");
        assert_eq!(moved[2].text, "      - three");
        let (marker, same) = ItemText::whole(&moved);
        assert_eq!((marker.as_str(), &same), ("  *   ", &item));
        assert!(same.hashes().contains(&item.hash("-")));
    }

    #[test]
    fn the_hash_of_a_single_line_is_that_of_the_line() {
        let (_, item) = ItemText::whole(&lines("- Fix (#1)"));
        assert_eq!(item.hash("-"), digest("- Fix (#1)"));
    }
}
