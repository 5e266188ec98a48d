//! The blocks of a Markdown text with their lines, so that a heading in a fence or a comment is not taken for one.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};

use super::lines::Line;

/// A block at the top level of the text. Every non-blank line is in exactly one block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The first line, 0-based.
    pub(super) first: usize,
    /// The last line, 0-based and included.
    pub(super) last: usize,
    /// What it is.
    pub(super) kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug)]
pub(super) enum BlockKind {
    /// A code block; `closed` is false for a fence that runs to the end.
    Code {
        /// Whether the fence has its closing line.
        closed: bool,
        /// Whether it is fenced, not indented.
        fenced: bool,
    },
    /// Lines that make no block: link reference definitions.
    Definitions,
    /// A heading.
    Heading(Heading),
    /// HTML, comments included; `closed` is false for a comment or the like that runs to the end.
    Html {
        /// Whether it has its end.
        closed: bool,
    },
    /// A list with its items, the nested ones after their parents.
    List(Vec<Item>),
    /// Anything else.
    Other,
    /// A paragraph.
    Paragraph,
    /// A thematic break.
    Rule,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 to 6.
    pub(super) level: u8,
    /// Whether it is underlined.
    pub(super) setext: bool,
    /// The text as a reader sees it, without markup.
    pub(super) title: String,
}

/// A list item.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The first line, 0-based.
    pub(super) first: usize,
    /// The last line with anything in it, nested items included.
    pub(super) last: usize,
    /// The last line of its first paragraph.
    pub(super) head_last: usize,
    /// The position, in the same list, of the item that it is nested in.
    pub(super) parent: Option<usize>,
}

/// Returns the blocks of `lines`.
pub(super) fn outline(lines: &[Line]) -> Vec<Block> {
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let mut options = comrak::Options::default();
    if begins_with_front_matter(lines) {
        options.extension.front_matter_delimiter = Some("---".to_owned());
    }
    let arena = Arena::new();
    let root = parse_document(&arena, &text, &options);
    let nodes: Vec<_> = root.children().collect();
    let mut blocks = Vec::new();
    let mut free = 0;
    for (position, node) in nodes.iter().enumerate() {
        let next = nodes.get(position + 1).map_or(lines.len(), |next| first_line(next));
        let first = first_line(node).max(free);
        fill(&mut blocks, lines, free, first);
        let mut last = last_line(node).clamp(first, next.saturating_sub(1).max(first));
        let kind = kind_of(node, lines, next);
        // An unclosed fence or comment reports too short an end.
        let runs_on = matches!(
            kind,
            BlockKind::Code { closed: false, .. } | BlockKind::Html { closed: false } | BlockKind::List(_)
        );
        if runs_on {
            last = (first..next).rev().find(|&line| belongs(&kind, lines, line)).unwrap_or(last).max(last);
        }
        blocks.push(Block { first, last, kind });
        free = last + 1;
    }
    fill(&mut blocks, lines, free, lines.len());
    blocks
}

/// Whether the file begins with `---` and a `key:` line, as documentation generators want it.
fn begins_with_front_matter(lines: &[Line]) -> bool {
    let mut texts = lines.iter().map(|line| line.text.as_str());
    texts.next() == Some("---")
        && texts.next().and_then(|line| line.split_once(':')).is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter))
        })
        && texts.any(|line| line == "---")
}

/// Whether a line after the reported end still belongs to the block: HTML without its end, indented parts of a list.
fn belongs(kind: &BlockKind, lines: &[Line], line: usize) -> bool {
    let Some(line) = lines.get(line).filter(|line| !line.is_blank()) else { return false };
    match kind {
        BlockKind::List(_) => line.text.starts_with([' ', '\t']),
        BlockKind::Code { .. } | BlockKind::Html { .. } => true,
        _ => false,
    }
}

/// Adds a block for each run of lines that no node covers.
fn fill(blocks: &mut Vec<Block>, lines: &[Line], from: usize, to: usize) {
    let mut first = None;
    for line in from..=to {
        let is_text = line < to && lines.get(line).is_some_and(|line| !line.is_blank());
        match (first, is_text) {
            (None, true) => first = Some(line),
            (Some(start), false) => {
                blocks.push(Block { first: start, last: line - 1, kind: BlockKind::Definitions });
                first = None;
            }
            _ => {}
        }
    }
}

fn kind_of<'a>(node: &'a AstNode<'a>, lines: &[Line], next: usize) -> BlockKind {
    match &node.data().value {
        NodeValue::CodeBlock(code) => BlockKind::Code { closed: code.closed, fenced: code.fenced },
        NodeValue::Heading(heading) => {
            BlockKind::Heading(Heading { level: heading.level, setext: heading.setext, title: title_of(node) })
        }
        NodeValue::HtmlBlock(html) => {
            // Kinds 6 and 7 end with a blank line, the others with a mark of their own.
            let closed = match html.block_type {
                1 => html.literal.contains("</"),
                2 => html.literal.contains("-->"),
                3 => html.literal.contains("?>"),
                4 => html.literal.contains('>'),
                5 => html.literal.contains("]]>"),
                _ => true,
            };
            BlockKind::Html { closed }
        }
        NodeValue::List(_) => {
            let mut items = Vec::new();
            add_items(node, None, next, lines, &mut items);
            BlockKind::List(items)
        }
        NodeValue::Paragraph => BlockKind::Paragraph,
        NodeValue::ThematicBreak => BlockKind::Rule,
        _ => BlockKind::Other,
    }
}

/// Adds the items of a list that ends before line `end`, and those nested in them.
fn add_items<'a>(around: &'a AstNode<'a>, parent: Option<usize>, end: usize, lines: &[Line], found: &mut Vec<Item>) {
    let nodes: Vec<_> = around.children().collect();
    for (position, node) in nodes.iter().enumerate() {
        let first = first_line(node);
        let next = nodes.get(position + 1).map_or(end, |next| first_line(next));
        let bound = match nodes.get(position + 1) {
            Some(_) => next,
            // What follows the last item is its own only as far as it is indented or was reported.
            None => (first..next)
                .rev()
                .find(|&line| {
                    line <= last_line(node)
                        || lines.get(line).is_some_and(|line| !line.is_blank() && line.text.starts_with([' ', '\t']))
                })
                .map_or(next, |line| line + 1),
        };
        let last =
            (first..bound).rev().find(|&line| lines.get(line).is_some_and(|line| !line.is_blank())).unwrap_or(first);
        let head_last = match node.first_child() {
            Some(child) if matches!(child.data().value, NodeValue::Paragraph) => last_line(child).clamp(first, last),
            _ => first,
        };
        let index = found.len();
        found.push(Item { first, last, head_last, parent });
        for child in node.children().filter(|child| matches!(child.data().value, NodeValue::List(_))) {
            add_items(child, Some(index), last + 1, lines, found);
        }
    }
}

fn title_of<'a>(node: &'a AstNode<'a>) -> String {
    let mut title = String::new();
    for inline in node.descendants() {
        match &inline.data().value {
            NodeValue::Text(text) => title.push_str(text),
            NodeValue::Code(code) => title.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => title.push(' '),
            _ => {}
        }
    }
    title.trim().to_owned()
}

fn first_line<'a>(node: &'a AstNode<'a>) -> usize {
    node.data().sourcepos.start.line.saturating_sub(1)
}

fn last_line<'a>(node: &'a AstNode<'a>) -> usize {
    let end = node.data().sourcepos.end;
    // An end in column 0 is the end of the line before.
    end.line.saturating_sub(if end.column == 0 { 2 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::document::lines::Lines;

    fn told(text: &str) -> Vec<String> {
        outline(Lines::read(text).all())
            .iter()
            .map(|block| match &block.kind {
                BlockKind::Heading(heading) => {
                    format!("{}-{} h{} {}", block.first, block.last, heading.level, heading.title)
                }
                BlockKind::List(items) => {
                    let items: Vec<_> =
                        items.iter().map(|item| format!("{}-{}/{}", item.first, item.last, item.head_last)).collect();
                    format!("{}-{} list {}", block.first, block.last, items.join(" "))
                }
                kind => format!("{}-{} {kind:?}", block.first, block.last),
            })
            .collect()
    }

    #[test]
    fn headings_in_fences_comments_and_quotes_do_not_count() {
        let text = "# A `b`\n\n```\n## no\n```\n<!--\n## no\n-->\n\n> ## no\n\nTwo\nlines\n---\n\n[a]: b\n";
        assert_eq!(
            told(text),
            [
                "0-0 h1 A b",
                "2-4 Code { closed: true, fenced: true }",
                "5-7 Html { closed: true }",
                "9-9 Other",
                "11-13 h2 Two lines",
                "15-15 Definitions"
            ]
        );
    }

    #[test]
    fn items_know_their_first_paragraph_and_what_is_nested() {
        assert_eq!(
            told("- one\n  more\nlazy\n\n  - nested\n\n- two\n\n  ```\n  x\n\nend\n"),
            ["0-9 list 0-4/2 4-4/4 6-9/6", "11-11 Paragraph"]
        );
    }
}
