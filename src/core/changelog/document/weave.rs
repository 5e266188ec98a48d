//! The three-way merge of one section: what was generated last, what is generated now, what people made of it.

use std::collections::{HashMap, HashSet};

use super::base::{Base, HEADING, digest, is_change};
use super::body::{Body, Chunk, ChunkKind};
use super::compose::Frame;
use super::draft::{Draft, Piece};
use super::item::ItemText;
use super::lines::{Line, rewritten};
use super::request::Report;

/// What a merge needs besides the section itself.
pub(super) struct Weaver<'a> {
    /// The generated pieces.
    pub(super) draft: &'a Draft,
    /// How the section is set out.
    pub(super) frame: &'a Frame<'a>,
    /// Whether the section was a person's, so that nothing but missing changes is added.
    pub(super) only_changes: bool,
    /// For each group of the draft, the last change before that is in the file's group.
    anchors: HashMap<usize, String>,
    /// The group in which each change of the file stood before the merge.
    present: HashMap<String, String>,
}

impl<'a> Weaver<'a> {
    /// Returns a merge that has not begun.
    pub(super) fn new(draft: &'a Draft, frame: &'a Frame<'a>, only_changes: bool) -> Self {
        Self { draft, frame, only_changes, anchors: HashMap::new(), present: HashMap::new() }
    }

    /// Merges the generated pieces into a section whose lines have their keys, and brings `base` up to date.
    pub(super) fn weave(&mut self, body: &mut Body, base: &mut Base, report: &mut Report) {
        self.drop_parts(body, base, report);
        let old = base.clone();
        let named: HashSet<String> =
            body.heads().flat_map(|(_, _, head)| head.key.iter().chain(&head.beside).cloned()).collect();
        for (index, _, head) in body.heads().filter(|(_, _, head)| head.parent.is_none()) {
            let group = body.group_at(index, self.frame);
            self.present.extend(head.key.iter().chain(&head.beside).map(|key| (key.clone(), group.clone())));
        }
        for (index, piece) in self.draft.pieces.iter().enumerate() {
            let group = self.group_of(piece);
            if let Some(part) = &piece.part {
                match old.get(part) {
                    Some((_, hash)) if refresh_part(body, piece, hash) => report.refreshed.push(name_of(part)),
                    Some(_) => {}
                    // `No changes.` is not true of a section that lists some.
                    None if self.draft.changes().next().is_none() && body.heads().next().is_some() => continue,
                    None if self.only_changes => {}
                    None => {
                        self.put_part(body, index);
                        if !report.section_created {
                            report.refreshed.push(name_of(part));
                        }
                    }
                }
                base.set(part, "", piece.hash.clone());
                continue;
            }
            if named.contains(&piece.key) {
                let last = old.get(&piece.key).map(|(section, _)| self.draft.group_of(section));
                self.update(body, piece, last, report);
            } else if old.contains(&piece.key) {
                report.deleted.push(piece.key.clone());
            } else {
                let chunk = Chunk::item(&piece.key, &piece.text, &self.marker(body, piece));
                self.put_item(body, piece, chunk);
                report.added.push(piece.key.clone());
            }
            base.set(&piece.key, &piece.section, piece.hash.clone());
            if body.group(group, self.frame).is_some_and(|range| body.item(&piece.key, &range).is_some()) {
                self.anchors.insert(piece.group, piece.key.clone());
            }
        }
    }

    /// Removes what was generated beside the changes, is not generated any more, and was not touched by a person.
    fn drop_parts(&self, body: &mut Body, base: &mut Base, report: &mut Report) {
        let is_generated = |key: &String| self.draft.pieces.iter().any(|piece| piece.part.as_ref() == Some(key));
        let gone: Vec<String> = base.0.keys().filter(|key| is_part(key) && !is_generated(key)).cloned().collect();
        for key in gone {
            let Some((_, hash)) = base.0.remove(&key) else { continue };
            let found = body.0.iter().position(|chunk| is_unedited(chunk, &hash));
            if let Some(index) = found
                && body.take(index, self.frame).is_some()
            {
                report.refreshed.push(name_of(&key));
            }
        }
    }

    fn group_of(&self, piece: &Piece) -> &'a str {
        self.draft.groups.get(piece.group).map_or("", |group| group.key.as_str())
    }

    /// Brings the lines of a change that is listed already up to date: ours are written anew, and follow when their
    /// section changes; a person's stay.
    fn update(&self, body: &mut Body, piece: &Piece, last_group: Option<&str>, report: &mut Report) {
        let group = self.group_of(piece);
        let mut places = Vec::new();
        for (index, chunk) in body.0.iter().enumerate() {
            for (position, head) in chunk.heads().iter().enumerate().filter(|(_, head)| head.names(&piece.key)) {
                if head.is_ours {
                    places.push((index, position));
                } else if head.text != piece.text && head.whole != piece.text {
                    report.kept.push(piece.key.clone());
                }
            }
        }
        report.kept.dedup();
        for (index, position) in places {
            let here = body.group_at(index, self.frame);
            let is_moved = position == 0 && last_group == Some(here.as_str()) && here != group;
            let Some(chunk) = body.0.get_mut(index) else { continue };
            let is_changed = rewrite(chunk, position, &piece.text);
            if is_moved && let Some(chunk) = body.take(index, self.frame) {
                self.put_item(body, piece, chunk);
            }
            if is_moved || is_changed {
                report.updated.push(piece.key.clone());
            }
        }
    }

    /// Puts the item of a change into its group: after the change before it, else before the change after it.
    fn put_item(&self, body: &mut Body, piece: &Piece, chunk: Chunk) {
        let Some(group) = self.draft.groups.get(piece.group) else { return };
        body.ensure_group(group, self.frame);
        let Some(range) = body.group(&group.key, self.frame) else { return };
        let habit = &self.frame.habit;
        if let Some(at) = self.anchors.get(&piece.group).and_then(|anchor| body.item(anchor, &range)) {
            body.put(at + 1, chunk, habit);
            return;
        }
        let same_group = self.draft.pieces.iter().filter(|other| other.group == piece.group && other.part.is_none());
        let following = same_group
            .skip_while(|other| other.key != piece.key)
            .skip(1)
            .find(|other| self.present.get(&other.key) == Some(&group.key))
            .and_then(|other| body.item(&other.key, &range));
        match following {
            Some(at) => body.put_before(at, chunk, habit),
            None => body.put(body.end_of(range), chunk, habit),
        }
    }

    /// Puts a new part into its place: after the change or the part before it.
    fn put_part(&self, body: &mut Body, index: usize) {
        let Some(piece) = self.draft.pieces.get(index) else { return };
        let Some(group) = self.draft.groups.get(piece.group) else { return };
        let chunk = Chunk::block(piece.text.0.iter().map(Line::new).collect());
        let sibling = index.checked_sub(1).and_then(|index| self.draft.pieces.get(index));
        let sibling =
            sibling.filter(|sibling| sibling.group == piece.group && sibling.part.is_some()).and_then(|sibling| {
                body.0
                    .iter()
                    .position(|chunk| matches!(chunk.kind, ChunkKind::Block) && chunk.text() == sibling.text.joined())
            });
        let anchor = self.anchors.get(&piece.group).zip(body.group(&group.key, self.frame));
        let anchor = anchor.and_then(|(anchor, range)| body.item(anchor, &range));
        if let Some(at) = anchor.max(sibling) {
            body.put(at + 1, chunk, &self.frame.habit);
            return;
        }
        let own = body.group(&group.key, self.frame);
        let is_theirs = own.is_some_and(|range| !range.is_empty()) && self.draft.is_credits(&group.title);
        if group.key.is_empty() || !is_theirs {
            body.ensure_group(group, self.frame);
            let start = body.group(&group.key, self.frame).map_or(0, |range| range.start);
            body.put(start, chunk, &self.frame.habit);
        }
    }

    /// Returns the marker for a new item: that of its neighbour, so that it joins the same list.
    fn marker(&self, body: &Body, piece: &Piece) -> String {
        let range = body.group(self.group_of(piece), self.frame).unwrap_or_default();
        let anchor = self.anchors.get(&piece.group).and_then(|anchor| body.item(anchor, &range));
        let mut items =
            body.0.iter().take(range.end).skip(anchor.unwrap_or(range.start)).filter_map(|chunk| chunk.heads().first());
        let marker = items.next().map(|head| head.marker.clone());
        let is_bullet = |marker: &String| !marker.contains(|letter: char| letter.is_ascii_digit());
        marker.filter(is_bullet).unwrap_or_else(|| self.frame.habit.marker.clone())
    }
}

/// Writes the text of one head anew, with its marker and its line ends. Returns whether that changed anything.
pub(super) fn rewrite(chunk: &mut Chunk, position: usize, text: &ItemText) -> bool {
    let ChunkKind::Item(heads) = &mut chunk.kind else { return false };
    let Some(head) = heads.get_mut(position).filter(|head| head.text != *text && head.whole != *text) else {
        return false;
    };
    // What was generated with nested lines is replaced with them; what people nested stays.
    let range = if head.whole_is_ours { head.all_lines.clone() } else { head.lines.clone() };
    let texts: Vec<String> = text.lines(&head.marker).into_iter().map(|line| line.text).collect();
    let new = rewritten(chunk.lines.get(range.clone()).unwrap_or_default(), &texts);
    let (added, removed) = (new.len(), range.len());
    let shift = |at: usize| if at >= range.end { at + added - removed } else { at };
    head.text = text.clone();
    for (index, head) in heads.iter_mut().enumerate() {
        if index == position {
            head.lines = range.start..range.start + added;
            head.all_lines = range.start..shift(head.all_lines.end);
        } else {
            head.lines = shift(head.lines.start)..shift(head.lines.end);
            head.all_lines = shift(head.all_lines.start)..shift(head.all_lines.end);
        }
    }
    chunk.lines.splice(range, new);
    true
}

/// Whether the base comment's key is that of a part which is no change.
fn is_part(key: &str) -> bool {
    key != HEADING && !is_change(key)
}

/// Returns what a reader calls a part.
fn name_of(part: &str) -> &'static str {
    match part.split('-').next() {
        Some("compare") => "compare link",
        Some("contributors") => "contributors",
        _ => "text",
    }
}

/// Whether a piece of the file is as it was generated.
fn is_unedited(chunk: &Chunk, hash: &str) -> bool {
    matches!(chunk.kind, ChunkKind::Block | ChunkKind::Item(_)) && digest(&chunk.text()) == hash
}

/// Writes a part anew where it is as it was generated. Returns whether that changed anything.
fn refresh_part(body: &mut Body, piece: &Piece, hash: &str) -> bool {
    let Some(chunk) = body.0.iter_mut().find(|chunk| is_unedited(chunk, hash)) else { return false };
    if chunk.text() == piece.text.joined() {
        return false;
    }
    chunk.lines = rewritten(&chunk.lines, &piece.text.0);
    chunk.kind = ChunkKind::Block;
    true
}
