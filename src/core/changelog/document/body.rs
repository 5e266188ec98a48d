//! A section in pieces that can be changed one by one: headings, list items, other blocks, blank lines.

use std::ops::Range;

use super::item::ItemText;
use super::lines::{Line, Lines};
use super::outline::{Block, BlockKind, Item};

/// Everything under a version's heading, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Body(pub(super) Vec<Chunk>);

/// A piece of a section.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// What it is.
    pub(super) kind: ChunkKind,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

/// What a piece is.
#[derive(Clone, Debug)]
pub(super) enum ChunkKind {
    /// The base comment.
    Base,
    /// A blank line.
    Blank,
    /// Anything without changes in it.
    Block,
    /// A heading with its level and its text as a reader sees it.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The text.
        title: String,
    },
    /// A list item; its own head comes first, then those of the items nested in it.
    Item(Vec<Head>),
}

/// The first paragraph of a list item, which is what names a change.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its lines within the chunk.
    pub(super) lines: Range<usize>,
    /// The lines of the item with everything nested in it.
    pub(super) all_lines: Range<usize>,
    /// The position of the head of the item around it.
    pub(super) parent: Option<usize>,
    /// Indentation, bullet, white space.
    pub(super) marker: String,
    /// The text of the paragraph.
    pub(super) text: ItemText,
    /// The text of the whole item.
    pub(super) whole: ItemText,
    /// The change that it is about.
    pub(super) key: Option<String>,
    /// Other changes that it is about as well.
    pub(super) beside: Vec<String>,
    /// Whether it is as it was generated.
    pub(super) is_ours: bool,
    /// Whether what is nested in it was generated as well.
    pub(super) whole_is_ours: bool,
}

impl Head {
    /// Whether it is about a change.
    pub(super) fn names(&self, key: &str) -> bool {
        self.key.as_deref() == Some(key) || self.beside.iter().any(|other| other == key)
    }

    /// Whether nothing is nested in the item.
    pub(super) fn is_plain(&self) -> bool {
        self.lines == self.all_lines
    }
}

impl Chunk {
    /// Returns a blank line.
    pub(super) fn blank() -> Self {
        Self { kind: ChunkKind::Blank, lines: vec![Line::new("")] }
    }

    /// Returns a block of these lines.
    pub(super) fn block(lines: Vec<Line>) -> Self {
        Self { kind: ChunkKind::Block, lines }
    }

    /// Returns an item of ours.
    pub(super) fn item(key: &str, text: &ItemText, marker: &str) -> Self {
        let lines = text.lines(marker);
        let head = Head {
            lines: 0..lines.len(),
            all_lines: 0..lines.len(),
            parent: None,
            marker: marker.to_owned(),
            text: text.clone(),
            whole: text.clone(),
            key: Some(key.to_owned()),
            beside: Vec::new(),
            is_ours: true,
            whole_is_ours: true,
        };
        Self { kind: ChunkKind::Item(vec![head]), lines }
    }

    /// Whether it is a blank line.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.kind, ChunkKind::Blank)
    }

    /// Returns the heads of an item, none for anything else.
    pub(super) fn heads(&self) -> &[Head] {
        match &self.kind {
            ChunkKind::Item(heads) => heads,
            _ => &[],
        }
    }

    /// Returns the heads of an item to change them.
    pub(super) fn heads_mut(&mut self) -> &mut [Head] {
        match &mut self.kind {
            ChunkKind::Item(heads) => heads,
            _ => &mut [],
        }
    }

    /// Returns the text of a heading.
    pub(super) fn title(&self) -> Option<&str> {
        match &self.kind {
            ChunkKind::Heading { title, .. } => Some(title),
            _ => None,
        }
    }

    /// Returns its lines without line ends and closing white space.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.trim_end()).collect::<Vec<_>>().join("\n")
    }
}

impl Body {
    /// Returns the pieces of a range of lines. Lists under a title for which `is_credits` holds are blocks: what they
    /// name are people.
    pub(super) fn read(
        lines: &Lines,
        blocks: &[Block],
        range: Range<usize>,
        base: Option<&Range<usize>>,
        is_credits: impl Fn(&str) -> bool,
    ) -> Self {
        let mut body = Self::default();
        let mut free = range.start;
        let mut under_credits = false;
        for block in blocks.iter().filter(|block| range.contains(&block.first)) {
            body.add_blanks(lines, free..block.first);
            free = (block.last + 1).min(range.end);
            let all = block.first..free;
            match &block.kind {
                BlockKind::Heading(heading) => {
                    under_credits = is_credits(&heading.title);
                    let kind = ChunkKind::Heading { level: heading.level, title: heading.title.clone() };
                    body.add(kind, lines, all);
                }
                BlockKind::List(items) if !under_credits => body.add_items(lines, items, free),
                BlockKind::Html { .. } => match base.filter(|base| all.contains(&base.start)) {
                    Some(base) => {
                        body.add(ChunkKind::Block, lines, all.start..base.start);
                        body.add(ChunkKind::Base, lines, base.clone());
                        body.add(ChunkKind::Block, lines, base.end..all.end);
                    }
                    None => body.add(ChunkKind::Block, lines, all),
                },
                _ => body.add(ChunkKind::Block, lines, all),
            }
        }
        body.add_blanks(lines, free..range.end);
        body
    }

    fn add(&mut self, kind: ChunkKind, lines: &Lines, range: Range<usize>) {
        if !range.is_empty() {
            self.0.push(Chunk { kind, lines: lines.slice(range).to_vec() });
        }
    }

    fn add_blanks(&mut self, lines: &Lines, range: Range<usize>) {
        for line in range {
            self.add(ChunkKind::Blank, lines, line..line + 1);
        }
    }

    /// Adds a list, one piece for each of its outermost items.
    fn add_items(&mut self, lines: &Lines, items: &[Item], end: usize) {
        let outermost: Vec<usize> =
            items.iter().enumerate().filter(|(_, item)| item.parent.is_none()).map(|(index, _)| index).collect();
        for (position, &index) in outermost.iter().enumerate() {
            let Some(item) = items.get(index) else { continue };
            let next = outermost.get(position + 1).copied();
            let next_line = next.and_then(|next| items.get(next)).map_or(end, |next| next.first);
            let nested = items.iter().take(next.unwrap_or(items.len())).skip(index);
            // An item that begins in the line of the one around it is a part of its text: `- 1. title`.
            let heads = nested
                .filter(|nested| nested.first != item.first || nested.parent.is_none())
                .map(|nested| head(lines, item.first, nested, item.first != nested.first));
            let heads: Vec<Head> = heads.collect();
            let last = (item.last + 1).min(next_line);
            self.add(ChunkKind::Item(heads), lines, item.first..last);
            self.add_blanks(lines, last..next_line);
        }
    }

    /// Returns all lines.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.0.iter().flat_map(|chunk| chunk.lines.iter().cloned()).collect()
    }

    /// Moves the headings to the levels that fit under a heading whose level changed from `old` to `new`.
    pub(super) fn shift_headings(&mut self, old: u8, new: u8) {
        for chunk in &mut self.0 {
            let ChunkKind::Heading { level, .. } = &mut chunk.kind else { continue };
            let shifted = (*level + new).saturating_sub(old).clamp(1, 6);
            let Some(line) = chunk.lines.first_mut().filter(|line| line.text.trim_start().starts_with('#')) else {
                continue;
            };
            let rest = line.text.trim_start().trim_start_matches('#');
            *line = line.with_text(format!("{}{rest}", "#".repeat(usize::from(shifted))));
            *level = shifted;
        }
    }

    /// Whether there is nothing but blank lines.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Chunk::is_blank)
    }

    /// Returns every head with the position of its chunk and its first line, counted from the first of the body.
    pub(super) fn heads(&self) -> impl Iterator<Item = (usize, usize, &Head)> {
        let mut start = 0;
        self.0.iter().enumerate().flat_map(move |(index, chunk)| {
            let first = start;
            start += chunk.lines.len();
            chunk.heads().iter().map(move |head| (index, first + head.lines.start, head))
        })
    }
}

fn head(lines: &Lines, start: usize, item: &Item, is_nested: bool) -> Head {
    let all = item.first..item.last + 1;
    let paragraph = item.first..item.head_last + 1;
    let (marker, whole) = ItemText::whole(lines.slice(all.clone()));
    Head {
        text: ItemText::paragraph(lines.slice(paragraph.clone())),
        lines: paragraph.start - start..paragraph.end - start,
        all_lines: all.start - start..all.end - start,
        parent: is_nested.then_some(0),
        marker,
        whole,
        key: None,
        beside: Vec::new(),
        is_ours: false,
        whole_is_ours: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::document::outline::outline;

    #[test]
    fn every_line_is_in_one_piece() {
        let text = "\nprose\n\n### Bugs\n- a\n  more\n\n\n- b\n  - nested\n\n    text\n### People\n- @x\n\n<div>\n<!-- c -->\n";
        let lines = Lines::read(text);
        let body =
            Body::read(&lines, &outline(lines.all()), 0..lines.len(), Some(&(15..16)), |title| title == "People");
        let mut again = Lines::read("");
        again.splice(0..0, body.lines());
        assert_eq!(again.write(), text);
        let items: Vec<usize> = body.0.iter().map(|chunk| chunk.heads().len()).filter(|heads| *heads > 0).collect();
        assert_eq!(items, [1, 2]);
        assert_eq!(body.heads().map(|(_, line, _)| line).collect::<Vec<_>>(), [4, 8, 9]);
    }
}
