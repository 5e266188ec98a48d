//! Putting pieces into a section and taking them out, with the blank lines that belong around them.

use std::collections::HashMap;
use std::ops::Range;

use super::base::Base;
use super::body::{Body, Chunk, ChunkKind};
use super::draft::{Draft, Group, key_of, names_people, same};
use super::habit::Habit;
use super::heading;
use super::lines::Line;
use super::request::SectionTitle;

/// What every change of a section needs to know of it.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    /// How the file is set out.
    pub(super) habit: Habit,
    /// The configured sections.
    pub(super) sections: &'a [SectionTitle],
    /// The groups of the generated text.
    pub(super) groups: &'a [Group],
    /// The keys of headings that people renamed.
    renamed: HashMap<String, String>,
}

impl<'a> Frame<'a> {
    /// Returns what is to be known of a section whose lines have their keys.
    pub(super) fn new(body: &Body, base: &Base, draft: &'a Draft, sections: &'a [SectionTitle], habit: Habit) -> Self {
        let mut frame = Self { habit, sections, groups: &draft.groups, renamed: HashMap::new() };
        let titles: Vec<&str> = body.0.iter().filter_map(Chunk::title).collect();
        let is_known = |title: &str| {
            sections.iter().any(|section| same(&section.title, title))
                || draft.groups.iter().any(|group| same(&group.title, title))
        };
        for title in titles.iter().filter(|title| !is_known(title)) {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            let mut total = 0;
            for chunk in body
                .0
                .iter()
                .skip_while(|chunk| chunk.title() != Some(title))
                .skip(1)
                .take_while(|chunk| chunk.title().is_none())
            {
                let section = chunk
                    .heads()
                    .first()
                    .and_then(|head| base.get(head.key.as_deref()?))
                    .map(|(section, _)| draft.group_of(section));
                total += usize::from(section.is_some());
                *counts.entry(section.unwrap_or_default()).or_default() += 1;
            }
            let most = counts.into_iter().filter(|(key, _)| !key.is_empty()).max_by_key(|(key, count)| (*count, *key));
            let Some((key, count)) = most else { continue };
            if count * 2 > total && !titles.iter().any(|other| key_of(other, sections) == key) {
                frame.renamed.insert((*title).to_owned(), key.to_owned());
            }
        }
        frame
    }

    /// Returns the key of the group under a heading.
    pub(super) fn key(&self, title: &str) -> String {
        self.renamed.get(title).cloned().unwrap_or_else(|| key_of(title, self.sections))
    }

    /// Returns the group with a key, made from a heading of the file where the generated text has none like it.
    pub(super) fn group_for(&self, key: &str, inner: &str, title: &str) -> Group {
        let known = self.groups.iter().find(|group| group.key == key).cloned();
        known.unwrap_or_else(|| Group {
            key: key.to_owned(),
            inner: inner.to_owned(),
            title: title.to_owned(),
            depth: 0,
        })
    }

    /// Returns the place of a group in the order of all groups.
    fn rank(&self, key: &str) -> (usize, usize) {
        let configured = self.sections.iter().position(|section| section.key == key);
        let generated = self.groups.iter().position(|group| group.key == key);
        match (configured, generated) {
            (Some(place), _) => (0, place),
            (None, Some(place)) => (1, place),
            (None, None) => (2, 0),
        }
    }
}

impl Body {
    /// Returns the key of the group that a piece stands in; empty under no heading.
    pub(super) fn group_at(&self, index: usize, frame: &Frame<'_>) -> String {
        let title = self.0.iter().take(index + 1).rev().find_map(Chunk::title);
        title.map_or_else(String::new, |title| frame.key(title))
    }

    /// Returns the pieces of a group, without its heading.
    pub(super) fn group(&self, key: &str, frame: &Frame<'_>) -> Option<Range<usize>> {
        let start = if key.is_empty() {
            0
        } else {
            self.0.iter().position(|chunk| chunk.title().is_some_and(|title| frame.key(title) == key))? + 1
        };
        let length = self
            .0
            .iter()
            .skip(start)
            .take_while(|chunk| !matches!(chunk.kind, ChunkKind::Heading { .. } | ChunkKind::Base));
        Some(start..start + length.count())
    }

    /// Returns the position after the last item of a group, else after whatever it holds.
    pub(super) fn end_of(&self, group: Range<usize>) -> usize {
        let within = || self.0.iter().enumerate().take(group.end).skip(group.start).rev();
        within()
            .find(|(_, chunk)| matches!(chunk.kind, ChunkKind::Item(_)))
            .or_else(|| within().find(|(_, chunk)| !chunk.is_blank()))
            .map_or(group.start, |(index, _)| index + 1)
    }

    /// Returns the position of the first item that is about a change, in a group.
    pub(super) fn item(&self, key: &str, group: &Range<usize>) -> Option<usize> {
        let mut within = self.0.iter().enumerate().take(group.end).skip(group.start);
        within.find(|(_, chunk)| chunk.heads().first().is_some_and(|head| head.names(key))).map(|(index, _)| index)
    }

    /// Returns the position where the section ends, before a base comment that closes it.
    pub(super) fn close(&self) -> usize {
        match self.0.iter().rposition(|chunk| !chunk.is_blank()) {
            Some(last) if self.0.get(last).is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Base)) => last,
            Some(last) => last + 1,
            None => 0,
        }
    }

    /// Puts a piece in, with the blank lines that belong around it. `at` may be anywhere among the blank lines.
    pub(super) fn put(&mut self, at: usize, chunk: Chunk, habit: &Habit) {
        let at = self.0.iter().take(at).rposition(|chunk| !chunk.is_blank()).map_or(0, |index| index + 1);
        let above = at.checked_sub(1).and_then(|index| self.0.get(index)).map(|chunk| &chunk.kind);
        let blanks = self.0.iter().skip(at).take_while(|chunk| chunk.is_blank()).count();
        let below = self.0.get(at + blanks).map_or(0, |below| habit.between(Some(&chunk.kind), &below.kind));
        let before = habit.between(above, &chunk.kind);
        let missing = below.saturating_sub(blanks);
        let new = std::iter::repeat_with(Chunk::blank)
            .take(before)
            .chain(std::iter::once(chunk))
            .chain(std::iter::repeat_with(Chunk::blank).take(missing));
        self.0.splice(at..at, new);
    }

    /// Takes a piece out, with the blank lines that only it needed; a heading of ours that has nothing left goes too.
    pub(super) fn take(&mut self, at: usize, frame: &Frame<'_>) -> Option<Chunk> {
        let before = self.0.iter().take(at).rev().take_while(|chunk| chunk.is_blank()).count();
        let after = self.0.iter().skip(at + 1).take_while(|chunk| chunk.is_blank()).count();
        let spare = before.min(after);
        let taken = self.0.splice(at - spare..=at, []).next_back();
        let above = (at - spare - (before - spare)).checked_sub(1);
        let is_last = self
            .0
            .iter()
            .skip(at - spare)
            .find(|chunk| !chunk.is_blank())
            .is_none_or(|chunk| matches!(chunk.kind, ChunkKind::Heading { .. } | ChunkKind::Base));
        let title = above.and_then(|above| self.0.get(above)).and_then(Chunk::title);
        let is_ours = title.is_some_and(|title| {
            names_people(title) || frame.sections.iter().any(|section| same(&section.title, title))
        });
        if let (Some(heading), true, true) = (above, is_ours, is_last) {
            self.take(heading, frame);
        }
        taken
    }

    /// Puts an item directly before another one.
    pub(super) fn put_before(&mut self, at: usize, chunk: Chunk, habit: &Habit) {
        let below = self.0.get(at).map_or(0, |below| habit.between(Some(&chunk.kind), &below.kind));
        self.0.splice(at..at, std::iter::once(chunk).chain(std::iter::repeat_with(Chunk::blank).take(below)));
    }

    /// Makes sure that a group has its heading.
    pub(super) fn ensure_group(&mut self, group: &Group, frame: &Frame<'_>) {
        if self.group(&group.key, frame).is_some() {
            return;
        }
        let rank = frame.rank(&group.key);
        let headings: Vec<(usize, u8, (usize, usize))> = self
            .0
            .iter()
            .enumerate()
            .filter_map(|(index, chunk)| match &chunk.kind {
                ChunkKind::Heading { level, title } => Some((index, *level, frame.rank(&frame.key(title)))),
                _ => None,
            })
            .filter(|(_, _, rank)| rank.0 < 2)
            .collect();
        let preceding =
            headings.iter().filter(|(_, _, other)| *other < rank).max_by_key(|(index, _, other)| (*other, *index));
        let following = headings.iter().filter(|(_, _, other)| *other > rank).map(|(index, _, _)| *index).min();
        let at = match preceding {
            Some((index, own, _)) => {
                let is_inside = |chunk: &&Chunk| match &chunk.kind {
                    ChunkKind::Heading { level, .. } => level > own,
                    ChunkKind::Base => false,
                    _ => true,
                };
                index + 1 + self.0.iter().skip(index + 1).take_while(is_inside).count()
            }
            None => following.unwrap_or_else(|| self.close()),
        };
        let level = (frame.habit.level + group.depth).min(6);
        let lines = heading::write(level, frame.habit.setext, &group.inner).into_iter().map(Line::new).collect();
        let kind = ChunkKind::Heading { level, title: group.title.clone() };
        self.put(at, Chunk { kind, lines }, &frame.habit);
    }
}
