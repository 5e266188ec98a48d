//! The parsed document as a flat list of blocks, before they are given the lines between them.

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, ListType, NodeValue};

use super::tree::{Block, Kind, NONE, Place};

/// Walks the parsed document without recursion, so that no nesting is too deep.
pub(super) fn flattened<'a>(root: &'a AstNode<'a>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<Place> = Vec::new();
    for edge in root.traverse() {
        let (node, starts) = match edge {
            NodeEdge::Start(node) => (node, true),
            NodeEdge::End(node) => (node, false),
        };
        let data = node.data();
        let Some(kind) = block_kind(&data.value) else {
            if let Some(block) = open.last().and_then(|place| blocks.get_mut(*place)).filter(|_| starts) {
                read_inline(block, &data.value);
            }
            continue;
        };
        if !starts {
            open.pop();
            continue;
        }
        let place = blocks.len();
        if let Some(parent) = open.last().and_then(|parent| blocks.get_mut(*parent)) {
            parent.children.push(place);
        }
        let position = data.sourcepos;
        let has_comment = matches!(&data.value, NodeValue::HtmlBlock(html) if html.literal.contains("shepherd:"));
        let end = if position.end.column == 0 { position.end.line.saturating_sub(1) } else { position.end.line };
        let (first, column) = (position.start.line.max(1), position.start.column.saturating_sub(1));
        let missing_end = missing_end(&data.value);
        blocks.push(Block {
            kind,
            first,
            last: first,
            column,
            reported: end.max(first),
            has_comment,
            missing_end,
            ..NONE
        });
        open.push(place);
    }
    blocks
}

/// Returns what kind of block a node is, `None` for what stands in the lines of one.
fn block_kind(value: &NodeValue) -> Option<Kind> {
    Some(match value {
        NodeValue::CodeBlock(code) => {
            Kind::Code { label: code.fenced.then(|| code.info.trim().to_owned()), code: code.literal.clone() }
        }
        NodeValue::FrontMatter(_) => Kind::FrontMatter,
        NodeValue::Heading(heading) => Kind::Heading(heading.level),
        NodeValue::HtmlBlock(_) => Kind::Html,
        NodeValue::Item(_) => Kind::Item { ticked: None },
        NodeValue::TaskItem(task) => Kind::Item { ticked: Some(task.symbol.is_some()) },
        NodeValue::List(list) => Kind::List { is_ordered: list.list_type == ListType::Ordered },
        NodeValue::Paragraph => Kind::Paragraph,
        value if value.block() => Kind::Other,
        _ => return None,
    })
}

/// Returns the end that a block lacks.
fn missing_end(value: &NodeValue) -> Option<String> {
    match value {
        NodeValue::CodeBlock(code) if code.fenced && !code.closed => {
            Some(char::from(code.fence_char).to_string().repeat(code.fence_length))
        }
        NodeValue::HtmlBlock(html) if html.block_type == 2 && !html.literal.contains("-->") => Some("-->".to_owned()),
        _ => None,
    }
}

fn read_inline(block: &mut Block, value: &NodeValue) {
    match value {
        NodeValue::Text(text) => block.words.push_str(text),
        NodeValue::Code(code) => {
            block.begins_with_code |= block.words.trim().is_empty();
            block.words.push_str(&code.literal);
            block.spans.push(code.literal.clone());
        }
        NodeValue::Link(link) => {
            let is_anchor = link.url.starts_with('#');
            block.has_anchor |= is_anchor;
            block.begins_with_anchor |= is_anchor && block.words.trim().is_empty();
        }
        NodeValue::HtmlInline(html) => block.has_comment |= html.contains("shepherd:"),
        NodeValue::SoftBreak | NodeValue::LineBreak => block.words.push(' '),
        _ => {}
    }
}
