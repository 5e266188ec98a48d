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

    /// Returns where a part of the commands of a block stands in the document.
    pub(super) fn in_block(&self, block: &Block, range: &Range<usize>) -> Option<Range<usize>> {
        let before = block.commands.get(..range.start)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = block.commands.get(start..)?.lines().next()?;
        let wanted = block.commands.get(range.clone())?.lines().next()?;
        // The same command can stand there several times: the one with as many of its kind before it is meant.
        let earlier = before.get(..start)?.lines().filter(|other| *other == line).count();
        let all = (block.line..block.line + block.code.lines().count())
            .filter_map(|number| self.lines.get(number.checked_sub(1)?));
        let places = all.filter_map(|place| Some(place.start + self.at(place).find(line.trim_end())?));
        let at = places.into_iter().nth(earlier)? + range.start - start;
        (self.text.get(at..at + wanted.len())? == wanted && !wanted.is_empty()).then_some(at..at + wanted.len())
    }

    pub(super) fn doubt(&self, span: Range<usize>, message: &str, label: &str, help: &str) -> Doubt {
        let line = self.lines.partition_point(|range| range.start <= span.start);
        Doubt { message: message.to_owned(), line: line.max(1), span, label: label.to_owned(), help: help.to_owned() }
    }
}
