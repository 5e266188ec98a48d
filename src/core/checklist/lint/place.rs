//! Places in the text of a document.

use std::ops::{Range, RangeInclusive};

use crate::core::checklist::block::Block;
use crate::core::checklist::model::Doubt;

/// The lines of a document.
pub(super) struct Places<'a> {
    pub(super) text: &'a str,
    /// The place of each line, without its line end.
    lines: Vec<Range<usize>>,
}

/// The lines of a block's commands.
pub(super) struct Lines<'a> {
    places: &'a Places<'a>,
    block: &'a Block,
    /// For each line where it starts in the commands, and in the document.
    found: Vec<(usize, Option<usize>)>,
}

impl Lines<'_> {
    /// Returns where a part of the commands stands in the document.
    pub(super) fn place(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let line = self.found.partition_point(|(start, _)| *start <= range.start).checked_sub(1)?;
        let (start, place) = self.found.get(line)?;
        let wanted = self.block.commands.get(range.clone())?.lines().next()?;
        let at = (*place)? + range.start - start;
        (self.places.text.get(at..at + wanted.len())? == wanted && !wanted.is_empty()).then_some(at..at + wanted.len())
    }
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            lines.push(start..start + line.trim_end_matches(['\r', '\n']).len());
            start += line.len();
        }
        Self { text, lines }
    }

    /// Returns the lines, each with its number.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = (usize, Range<usize>)> + '_ {
        self.lines.iter().enumerate().map(|(index, range)| (index + 1, range.clone()))
    }

    /// Returns the text of a place.
    pub(super) fn at(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Returns the place of a line without the space around it.
    pub(super) fn line(&self, number: usize) -> Range<usize> {
        let Some(range) = self.lines.get(number.saturating_sub(1)) else { return 0..0 };
        let line = self.at(range);
        let start = range.start + line.len() - line.trim_start().len();
        start..(range.start + line.trim_end().len()).max(start)
    }

    /// Returns the first place of `wanted` in some lines, behind the first place of `before`.
    pub(super) fn find_after(&self, lines: RangeInclusive<usize>, before: &str, wanted: &str) -> Option<Range<usize>> {
        let start = self.find(lines.clone(), before)?.end;
        let end = self.lines.get(lines.end().checked_sub(1)?)?.end;
        let at = start + self.text.get(start..end)?.find(wanted)?;
        Some(at..at + wanted.len())
    }

    /// Returns the first place of `wanted` in some lines.
    pub(super) fn find(&self, lines: RangeInclusive<usize>, wanted: &str) -> Option<Range<usize>> {
        lines.filter_map(|number| self.lines.get(number.checked_sub(1)?)).find_map(|range| {
            let at = range.start + self.at(range).find(wanted)?;
            Some(at..at + wanted.len())
        })
    }

    /// Returns the lines of a block's commands, each with its place in the document. They stand there in the same order,
    /// between others: prompts and output are no part of the commands.
    pub(super) fn lines_of<'b>(&'b self, block: &'b Block) -> Lines<'b> {
        let mut left = block.line..=block.line + block.code.lines().count();
        let mut found = Vec::new();
        let mut start = 0;
        for line in block.commands.split_inclusive('\n') {
            let wanted = line.trim_end();
            let mut ahead = left.clone();
            let place = ahead.find_map(|number| {
                let range = self.lines.get(number.checked_sub(1)?)?;
                Some(range.start + self.at(range).find(wanted)?)
            });
            if place.is_some() && !wanted.is_empty() {
                left = ahead;
            }
            found.push((start, place));
            start += line.len();
        }
        Lines { places: self, block, found }
    }

    pub(super) fn doubt(&self, span: Range<usize>, message: &str, label: &str, help: &str) -> Doubt {
        let line = self.lines.partition_point(|range| range.start <= span.start);
        Doubt { message: message.to_owned(), line: line.max(1), span, label: label.to_owned(), help: help.to_owned() }
    }
}
