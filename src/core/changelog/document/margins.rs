//! What stands around the sections and belongs to none: anchors before, rules, separating comments and link definitions
//! after.

use std::ops::Range;

use super::lines::Lines;
use super::outline::{Block, BlockKind};
use super::shape::is_definition;

/// Returns the first of the anchor lines directly before a heading, or the heading's own line.
pub(super) fn with_anchors(lines: &Lines, heading: usize) -> usize {
    let mut first = heading;
    let mut index = heading;
    while let Some(above) = index.checked_sub(1) {
        let text = lines.text(above).trim();
        let is_myst = text.starts_with('(') && text.ends_with(")=");
        let is_html = (text.starts_with("<a name=") || text.starts_with("<a id=")) && text.matches('<').count() <= 2;
        if is_myst || is_html {
            first = above;
        } else if !text.is_empty() {
            break;
        }
        index = above;
    }
    first
}

/// Returns the comments of one line that stand before several sections: they part the sections and belong to none.
pub(super) fn separators(lines: &Lines, blocks: &[Block], starts: &[usize]) -> Vec<String> {
    let before = starts.iter().filter_map(|start| {
        let block = blocks.iter().rev().find(|block| block.last < *start)?;
        let text = lines.text(block.first).trim();
        let is_comment = text.starts_with("<!--") && text.ends_with("-->") && !text.contains("shepherd:");
        (matches!(block.kind, BlockKind::Html { .. }) && block.first == block.last && is_comment).then_some(text)
    });
    let all: Vec<&str> = before.collect();
    all.iter()
        .filter(|text| all.iter().filter(|other| other == text).count() > 1)
        .map(|text| (*text).to_owned())
        .collect()
}

/// Returns the line after the last one with content in a range: what closes it (rules, `separators`, link definitions)
/// does not count.
pub(super) fn content_end(lines: &Lines, blocks: &[Block], range: Range<usize>, separators: &[String]) -> usize {
    for block in blocks.iter().rev().filter(|block| range.contains(&block.first)) {
        let is_margin = match block.kind {
            BlockKind::Rule => true,
            BlockKind::Definitions => (block.first..=block.last).all(|line| is_definition(lines.text(line))),
            BlockKind::Html { .. } => separators.iter().any(|text| text == lines.text(block.first).trim()),
            _ => false,
        };
        if !is_margin {
            return (block.last + 1).clamp(range.start, range.end);
        }
    }
    range.start
}
