//! The headings of a changelog, for whoever looks for something in them.

use super::lines::Lines;
use super::outline::{BlockKind, outline};

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The line that it begins on, from 1.
    pub line: usize,
    /// The text as a reader sees it, without markup.
    pub text: String,
    /// The first line of the paragraph below it, as it is written; empty where none follows.
    pub below: String,
}

/// Returns the headings of a Markdown text. What stands in code, comments and quotes is none.
pub fn titles(text: &str) -> Vec<Title> {
    let lines = Lines::read(text);
    let blocks = outline(lines.all());
    let mut found = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        let next = blocks.get(place + 1).filter(|next| matches!(next.kind, BlockKind::Paragraph));
        let below = next.and_then(|next| lines.all().get(next.first)).map(|line| line.text.trim().to_owned());
        found.push(Title { line: block.first + 1, text: heading.title.clone(), below: below.unwrap_or_default() });
    }
    found
}
