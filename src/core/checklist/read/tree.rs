//! The blocks of a Markdown text as a flat tree, with their lines and the words that a reader sees.

use std::ops::Range;
use std::sync::OnceLock;

use comrak::{Arena, parse_document};

use super::flat::flattened;
use super::source::{self, Source};
use super::{plan, words};
use crate::core::checklist::block::Block as Code;

/// The place of a block in the tree.
pub(super) type Place = usize;

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A code block with the label of its fence; `None` where it is indented.
    Code {
        /// The info string of the fence.
        label: Option<String>,
        /// The code.
        code: String,
    },
    /// The front matter.
    FrontMatter,
    /// A heading of this level.
    Heading(u8),
    /// HTML, comments included.
    Html,
    /// An item of a list; for a task, whether it is ticked.
    Item {
        /// `None` where it has no box.
        ticked: Option<bool>,
    },
    /// A list, with numbers or without.
    List {
        /// Whether its items have numbers.
        is_ordered: bool,
    },
    /// A paragraph.
    Paragraph,
    /// A quote, a table, a line, or what no block covers.
    Other,
}

/// A block.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The first line, counted from 1.
    pub(super) first: usize,
    /// The last line with anything on it, that nothing else claims.
    pub(super) last: usize,
    /// The byte of the first line at which it begins.
    pub(super) column: usize,
    /// The blocks in it.
    pub(super) children: Vec<Place>,
    /// Its words without markup, for a paragraph or heading.
    pub(super) words: String,
    /// Whether the first of its words are code.
    pub(super) begins_with_code: bool,
    /// Whether the first of its words are a link to a place in the document.
    pub(super) begins_with_anchor: bool,
    /// Whether it links to a place in the document.
    pub(super) has_anchor: bool,
    /// Its code spans.
    pub(super) spans: Vec<String>,
    /// What is in it, for a code block.
    pub(super) code: Option<Code>,
    /// Whether a box stands in it.
    pub(super) has_tasks: bool,
    /// Whether a block of commands stands in it.
    pub(super) has_commands: bool,
    /// For an item: whether it tells somebody to do something, once somebody asked.
    pub(super) is_order: OnceLock<bool>,
    /// What has to be added where something follows it: the end of a fence or a comment that runs to the end.
    pub(super) missing_end: Option<String>,
    /// Whether an annotation may stand in it.
    pub(super) has_comment: bool,
    /// The last line as the parser reports it.
    pub(super) reported: usize,
}

/// The blocks of a document; the first is the document itself.
pub(super) struct Tree {
    blocks: Vec<Block>,
}

impl Tree {
    /// Parses a document.
    pub(super) fn parse(source: &Source<'_>) -> Self {
        let mut options = comrak::Options::default();
        options.extension.front_matter_delimiter = begins_with_front_matter(source).then(|| "---".to_owned());
        options.extension.tasklist = true;
        options.extension.table = true;
        options.extension.alerts = true;
        let arena = Arena::new();
        let root = parse_document(&arena, source.text(), &options);
        let mut tree = Self { blocks: flattened(root) };
        tree.stretch(source);
        tree.read_code();
        tree
    }

    /// Reads each code block once: whether it is commands is asked for again and again.
    fn read_code(&mut self) {
        for block in &mut self.blocks {
            if let Kind::Code { label, code } = &block.kind {
                let line = block.first + usize::from(label.is_some());
                let code = Code::read(label.as_deref(), code, line);
                block.has_commands = code.is_runnable();
                block.code = Some(code);
            }
            block.has_tasks = matches!(block.kind, Kind::Item { ticked: Some(_) });
        }
        // What is in a block comes after it, so each is known before the one around it.
        for place in (0..self.blocks.len()).rev() {
            let below = self.children(place).iter().map(|child| self.get(*child));
            let (tasks, commands) = below.fold((false, false), |(tasks, commands), child| {
                (tasks || child.has_tasks, commands || child.has_commands)
            });
            if let Some(block) = self.blocks.get_mut(place) {
                block.has_tasks |= tasks;
                block.has_commands |= commands;
            }
        }
    }

    /// Returns a block.
    pub(super) fn get(&self, place: Place) -> &Block {
        // Places come from this tree alone, and it never shrinks.
        self.blocks.get(place).unwrap_or(&NOTHING)
    }

    /// Returns the blocks in `place`.
    pub(super) fn children(&self, place: Place) -> &[Place] {
        &self.get(place).children
    }

    /// Returns the blocks below some blocks and these themselves, in order.
    pub(super) fn within(&self, places: &[Place]) -> Vec<&Block> {
        let mut found = Vec::new();
        let mut left: Vec<Place> = places.iter().rev().copied().collect();
        while let Some(place) = left.pop() {
            let block = self.get(place);
            left.extend(block.children.iter().rev());
            found.push(block);
        }
        found
    }

    /// Returns the comments that hold an annotation, by their bytes.
    pub(super) fn annotations(&self, source: &Source<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for block in self.blocks.iter().filter(|block| block.has_comment) {
            let start = source.place(block.first).start;
            let end = source.place(block.reported.max(block.first)).end;
            let mut from = start;
            while let Some(place) = source.text().get(from..end).and_then(|rest| rest.find("<!--")) {
                let begin = from + place;
                let rest = source.text().get(begin + 4..).unwrap_or_default();
                let length = rest.find("-->").map_or(rest.len(), |length| length + 3);
                from = begin + 4 + length;
                if rest.trim_start().starts_with("shepherd:") {
                    found.push(begin..from);
                }
                if from > end {
                    break;
                }
            }
        }
        found
    }

    /// Takes the comments, and the front matter stays for who asks: they are no part of any section. Returns their lines
    /// and what they are.
    pub(super) fn take_comments(&mut self, source: &Source<'_>) -> Vec<(usize, usize, String)> {
        let mut comments = Vec::new();
        let mut kept = Vec::new();
        for place in self.children(0).to_vec() {
            let block = self.get(place);
            let text = source.slice(block.first, block.last);
            let is_comment = block.kind == Kind::Html && words::is_only_comments(text);
            if is_comment && source.hidden(block.first, block.last).is_empty() {
                let what = match words::tasks(text) {
                    0 => "comment".to_owned(),
                    count => plan::template_of(count),
                };
                comments.push((block.first, block.last, what));
            } else {
                kept.push(place);
            }
        }
        if let Some(document) = self.blocks.first_mut() {
            document.children = kept;
        }
        comments
    }

    /// Gives each line to one block: a block reaches to the next one beside it, so that nothing lies between. What
    /// follows a list without belonging to it, such as link targets, becomes a block of its own.
    fn stretch(&mut self, source: &Source<'_>) {
        let mut left = vec![(0, source.count())];
        while let Some((parent, end)) = left.pop() {
            let children =
                self.blocks.get_mut(parent).map(|block| std::mem::take(&mut block.children)).unwrap_or_default();
            let mut kept = Vec::with_capacity(children.len());
            let is_item = matches!(self.get(parent).kind, Kind::Item { .. });
            let has_gaps = parent == 0 || is_item;
            let mut free = if parent == 0 { 1 } else { self.first_free(source, parent) };
            for (index, place) in children.iter().copied().enumerate() {
                let next = children.get(index + 1).map_or(end + 1, |next| self.get(*next).first);
                let from = if has_gaps && index > 0 { free } else { self.get(parent).first };
                let first = self.get(place).first.max(from).min(end.max(1));
                if has_gaps {
                    kept.extend(self.gap(source, free, first.saturating_sub(1)));
                }
                let reach = next.saturating_sub(1).max(first).min(end.max(first));
                let mut last = source.trimmed(first, reach);
                if parent == 0 && matches!(self.get(place).kind, Kind::List { .. }) {
                    let reported = self.get(place).reported.max(first);
                    last = source.trimmed(first, last.min(indented_to(source, reported, last)));
                }
                kept.push(place);
                if let Some(block) = self.blocks.get_mut(place) {
                    (block.first, block.last) = (first, last);
                }
                if parent == 0 {
                    kept.extend(self.gap(source, last + 1, reach));
                }
                free = if has_gaps { reach + 1 } else { first };
                left.push((place, last));
            }
            if has_gaps {
                kept.extend(self.gap(source, free, end));
            }
            if let Some(block) = self.blocks.get_mut(parent) {
                block.children = kept;
            }
        }
    }

    /// Returns the first line of an item with something on it besides the marker: a link target makes no block.
    fn first_free(&self, source: &Source<'_>, item: Place) -> usize {
        let block = self.get(item);
        let line = source.line(block.first);
        let (skip, _) = source::marker(line, block.column, matches!(block.kind, Kind::Item { ticked: Some(_) }));
        let is_empty = line.get(skip..).is_none_or(|rest| rest.trim().is_empty());
        if is_empty { block.first + 1 } else { block.first }
    }

    /// Makes a block of lines that no other block covers, where there is something on them.
    fn gap(&mut self, source: &Source<'_>, first: usize, last: usize) -> Option<Place> {
        let first = (first..=last).find(|line| !source.is_blank(*line))?;
        let last = source.trimmed(first, last);
        self.blocks.push(Block { first, last, reported: last, ..NONE });
        Some(self.blocks.len() - 1)
    }
}

/// A block of nothing, to fill in.
#[expect(clippy::declare_interior_mutable_const, reason = "each use is a block of its own")]
pub(super) const NONE: Block = Block {
    kind: Kind::Other,
    first: 1,
    last: 1,
    column: 0,
    children: Vec::new(),
    words: String::new(),
    begins_with_code: false,
    begins_with_anchor: false,
    has_anchor: false,
    spans: Vec::new(),
    code: None,
    has_tasks: false,
    has_commands: false,
    is_order: OnceLock::new(),
    missing_end: None,
    has_comment: false,
    reported: 1,
};

/// A list goes on over what is indented below the end that the parser reports.
fn indented_to(source: &Source<'_>, reported: usize, last: usize) -> usize {
    let mut end = reported;
    for line in reported + 1..=last {
        if source.is_blank(line) {
            continue;
        }
        if !source.line(line).starts_with([' ', '\t']) {
            break;
        }
        end = line;
    }
    end
}

static NOTHING: Block = NONE;

/// Whether the text begins with `---`, a line with a key, and `---` again: else the first line is a rule.
fn begins_with_front_matter(source: &Source<'_>) -> bool {
    let is_fence = |line: usize| source.line(line).trim_end() == "---";
    let has_key =
        (2..=source.count().min(3)).any(|line| source.line(line).split_once(':').is_some_and(|(key, _)| is_key(key)));
    is_fence(1) && has_key && (3..=source.count()).any(is_fence)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter))
}
