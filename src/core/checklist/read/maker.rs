//! Makes a step of an item, a paragraph or a section: its Markdown, its blocks, what its comments say.

use super::parts::{blank, finish, is_plain, read_placeholders, template};
use super::section::Section;
use super::source::{Source, marker};
use super::tree::{Kind, Place, Tree};
use super::{content, title, words};
use crate::core::checklist::annotation::Annotation;
use crate::core::checklist::block::Block;
use crate::core::checklist::condition::Condition;
use crate::core::checklist::model::{Doubt, Step, StepKind};

/// Items that are nested deeper than this stay text of the step above them.
const DEEPEST: usize = 24;

/// Makes steps, and keeps what is wrong with their annotations.
pub(super) struct Maker<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) tree: &'a Tree,
    pub(super) doubts: Vec<Doubt>,
}

/// A block with the columns that stand before its lines.
#[derive(Clone, Copy, Debug)]
struct Piece {
    place: Place,
    indent: usize,
    /// The bytes before the text, on the first line of an item.
    skip: Option<usize>,
}

/// A step before it is made.
struct Draft {
    kind: StepKind,
    line: usize,
    is_ticked: bool,
    /// The lines of a heading.
    heading: Option<(usize, usize)>,
    pieces: Vec<Piece>,
    depth: usize,
}

/// A part of a step: its own text, or a list below it with what stands after the list.
enum Segment {
    Own(Piece),
    Below(Piece, Vec<Piece>),
}

impl Maker<'_> {
    /// Makes the step of a part of a section.
    pub(super) fn part(&mut self, part: &content::Part) -> Step {
        let plain = |place: &Place| Piece { place: *place, indent: 0, skip: None };
        let rest: Vec<Piece> = part.rest.iter().map(plain).collect();
        let head = self.tree.get(part.head);
        let mut step = match &head.kind {
            Kind::Code { code, .. } => template(head.first, code, part.line),
            Kind::Item { .. } => self.item(part.head, &rest, 0),
            _ => {
                let mut pieces = vec![plain(&part.head)];
                pieces.extend(rest);
                let kind = StepKind::Ordered;
                let mut step =
                    self.make(&Draft { kind, line: head.first, is_ticked: false, heading: None, pieces, depth: 0 });
                step.title = title::of(words::without_number(&head.words));
                step
            }
        };
        self.lead(&mut step, &part.lead);
        step
    }

    /// Gives a step the commands of the introduction before it, whose text stays where it is.
    fn lead(&self, step: &mut Step, places: &[Place]) {
        if places.is_empty() {
            return;
        }
        let mut blocks = self.blocks(places);
        blocks.append(&mut step.blocks);
        step.blocks = blocks;
        read_placeholders(step, "");
    }

    /// Makes one manual step of all blocks under a heading.
    pub(super) fn prose(&mut self, section: &Section) -> Step {
        let pieces: Vec<Piece> =
            section.own.iter().map(|place| Piece { place: *place, indent: 0, skip: None }).collect();
        // The heading stands above the step, as that of its phase.
        let line =
            section.own.first().map_or_else(|| section.first_line(self.tree), |place| self.tree.get(*place).first);
        let draft = Draft { kind: StepKind::Prose, line, is_ticked: false, heading: None, pieces, depth: 0 };
        let mut step = self.make(&draft);
        if !section.title.is_empty() {
            step.title = title::of(words::without_number(&section.title));
        }
        step
    }

    /// Makes a step of a heading and of the sections `below` it that stay with it.
    pub(super) fn section(&mut self, section: &Section, below: &[Section], depth: usize) -> Step {
        let pieces: Vec<Piece> =
            section.own.iter().map(|place| Piece { place: *place, indent: 0, skip: None }).collect();
        let line = section.first_line(self.tree);
        let kind = StepKind::Heading;
        let draft = Draft { kind, line, is_ticked: false, heading: section.heading, pieces, depth };
        let mut step = self.make(&draft);
        step.title = title::of(words::without_number(&section.title));
        for child in below {
            let mut below = self.section(child, &child.children, depth + 1);
            below.is_detail = is_plain(&below) && below.steps.iter().all(|step| step.is_detail);
            step.last_line = step.last_line.max(below.last_line);
            step.steps.push(below);
        }
        step
    }

    /// Makes a step of an item of a list; `rest` comes after all that is in it.
    fn item(&mut self, place: Place, rest: &[Piece], depth: usize) -> Step {
        let item = self.tree.get(place);
        let ticked = match item.kind {
            Kind::Item { ticked } => ticked,
            _ => None,
        };
        let (skip, indent) = marker(self.source.line(item.first), item.column, ticked.is_some());
        let kind = match (ticked, self.is_ordered(item.first, item.column)) {
            (Some(_), _) => StepKind::Task,
            (None, true) => StepKind::Ordered,
            (None, false) => StepKind::Bullet,
        };
        let mut pieces = Vec::new();
        for (index, child) in item.children.iter().copied().enumerate() {
            let is_first = index == 0 && self.tree.get(child).first == item.first;
            pieces.push(Piece { place: child, indent, skip: is_first.then_some(skip) });
        }
        pieces.extend_from_slice(rest);
        let is_ticked = ticked.unwrap_or_default();
        self.make(&Draft { kind, line: item.first, is_ticked, heading: None, pieces, depth })
    }

    fn is_ordered(&self, line: usize, column: usize) -> bool {
        self.source.line(line).get(column..).is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit()))
    }

    fn make(&mut self, draft: &Draft) -> Step {
        let mut step = blank(draft.kind, draft.line);
        step.is_ticked = draft.is_ticked;
        let segments = self.segments(draft);
        let own: Vec<Piece> = segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Own(piece) => Some(*piece),
                Segment::Below(..) => None,
            })
            .collect();
        self.read_own(&mut step, draft, &own);
        for segment in segments {
            if let Segment::Below(list, rest) = segment {
                self.read_below(&mut step, list, &rest, draft.depth);
            }
        }
        finish(&mut step);
        step
    }

    /// Sorts out what is a step's own and what is below it. What stands after a list goes with its last item, so that
    /// all stays in order; a list that only describes is text like any other then.
    fn segments(&self, draft: &Draft) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        let mut below = 0_usize;
        for piece in draft.pieces.iter().copied() {
            let is_list = matches!(self.tree.get(piece.place).kind, Kind::List { .. } | Kind::Item { .. });
            if is_list && draft.depth < DEEPEST {
                segments.push(Segment::Below(piece, Vec::new()));
                below += 1;
                continue;
            }
            match segments.last_mut() {
                Some(Segment::Below(list, rest))
                    if below == 1 && rest.is_empty() && self.only_describes(list.place) =>
                {
                    let list = *list;
                    below = 0;
                    if let Some(last) = segments.last_mut() {
                        *last = Segment::Own(list);
                    }
                    segments.push(Segment::Own(piece));
                }
                Some(Segment::Below(_, rest)) => rest.push(piece),
                _ => segments.push(Segment::Own(piece)),
            }
        }
        segments
    }

    /// Says whether a list is bullets without anything to tick or to run.
    fn only_describes(&self, list: Place) -> bool {
        let block = self.tree.get(list);
        let is_plain = |kind: &Kind| !matches!(kind, Kind::List { is_ordered: true } | Kind::Item { ticked: Some(_) });
        self.tree.within(&[list]).iter().all(|block| is_plain(&block.kind))
            && self.source.hidden(block.first, block.last).is_empty()
            && !content::has_commands(self.tree, &[list])
    }

    /// Reads the text of a step, and what is in it.
    fn read_own(&mut self, step: &mut Step, draft: &Draft, own: &[Piece]) {
        let mut last: Option<usize> = None;
        let mut prose = String::new();
        let ranges = draft.heading.map(|(first, last)| (first, last, 0, None, false, None)).into_iter();
        let ranges = ranges.chain(own.iter().map(|piece| {
            let block = self.tree.get(piece.place);
            (
                block.first,
                block.last,
                piece.indent,
                piece.skip,
                matches!(block.kind, Kind::Code { .. }),
                block.missing_end.as_deref(),
            )
        }));
        for (first, end, indent, skip, is_code, missing_end) in ranges.collect::<Vec<_>>() {
            if last.is_some_and(|last| first != last + 1) && !step.text.is_empty() {
                step.text.push('\n');
            }
            let before = step.text.len();
            self.source.copy(&mut step.text, first, end, indent, skip);
            if let Some(end) = missing_end {
                step.text += &["\n", end].concat();
            }
            if !is_code {
                prose.push_str(step.text.get(before..).unwrap_or_default());
            }
            self.annotate(step, first, end);
            step.last_line = step.last_line.max(end);
            last = Some(end);
        }
        let blank = step.text.len() - step.text.trim_start_matches('\n').len();
        step.text.drain(..blank);
        let places: Vec<Place> = own.iter().map(|piece| piece.place).collect();
        step.blocks = self.blocks(&places);
        let within = self.tree.within(&places);
        step.inline = within.iter().flat_map(|block| block.spans.iter().cloned()).collect();
        let mut words = within.iter().filter(|block| block.kind == Kind::Paragraph && block.first >= draft.line);
        let words = words.find(|block| !block.words.trim().is_empty()).map(|block| block.words.as_str());
        step.title = match (words, step.blocks.first()) {
            (Some(words), _) => title::of(words),
            (None, Some(block)) => title::of(block.commands.lines().next().unwrap_or_default()),
            (None, None) => title::of(step.text.lines().next().unwrap_or_default()),
        };
        step.conditions = Condition::find(&step.text);
        read_placeholders(step, &prose);
    }

    fn blocks(&self, places: &[Place]) -> Vec<Block> {
        self.tree.within(places).into_iter().filter_map(|block| block.code.clone()).collect()
    }

    /// Reads the annotations on some lines.
    fn annotate(&mut self, step: &mut Step, first: usize, last: usize) {
        for place in self.source.hidden(first, last).to_vec() {
            let comment = self.source.text().get(place.clone()).unwrap_or_default();
            let Some((annotation, problems)) = Annotation::read(comment) else { continue };
            step.annotation = annotation;
            for problem in problems {
                let span = place.start + problem.span.start..place.start + problem.span.end;
                let line = self.source.line_of(span.start);
                let (message, label, help) = (problem.message, problem.label, problem.help);
                self.doubts.push(Doubt { message, line, span, label, help });
            }
        }
    }

    /// Makes the steps of a list below a step.
    fn read_below(&mut self, step: &mut Step, list: Piece, rest: &[Piece], depth: usize) {
        let block = self.tree.get(list.place);
        let items: &[Place] = match block.kind {
            Kind::Item { .. } => &[list.place],
            _ => &block.children,
        };
        for (index, item) in items.iter().copied().enumerate() {
            let is_last = index + 1 == items.len();
            let below = self.item(item, if is_last { rest } else { &[] }, depth + 1);
            step.last_line = step.last_line.max(below.last_line);
            step.steps.push(below);
        }
    }
}
