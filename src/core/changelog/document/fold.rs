//! A final version takes over the sections of its own release candidates: what people wrote goes into its section,
//! what was generated is generated again.

use std::ops::Range;

use super::base::{Base, digest, is_change};
use super::body::{Body, Chunk, ChunkKind, Head};
use super::compose::Frame;
use super::draft::{Draft, Group};
use super::error::DocumentError;
use super::heading::{inner, named};
use super::keys::Keys;
use super::matching::match_keys;
use super::page::{Opened, Page};
use super::request::{NotFolded, Report};
use super::version_name::VersionName;

/// What was folded in.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The lines of the page that are to be removed.
    pub(super) cuts: Vec<Range<usize>>,
    /// The pre-releases that were left, with the 0-based lines of their headings.
    pub(super) left: Vec<(usize, NotFolded)>,
}

/// Folds the sections of a version's pre-releases into its own one.
pub(super) fn fold(
    page: &Page,
    version: &VersionName,
    target: &mut Opened,
    frame: &Frame<'_>,
    (draft, keys): (&Draft, &Keys),
    report: &mut Report,
) -> Result<Folded, DocumentError> {
    let mut folded = Folded::default();
    let mut candidates: Vec<(Body, Base)> = Vec::new();
    let is_own = |name: &VersionName| name.is_pre_release() && name.has_numbers_of(version);
    for (section, name) in page.sections.versions().filter(|(_, name)| is_own(name)) {
        let mut candidate = page.open(section, draft, keys)?;
        let has_words = !candidate.has_own_heading()
            && named(&section.inner)
                .and_then(|named| named.version_title().map(|title| title.has_more))
                .unwrap_or(true);
        let reason = match (&candidate.base, &target.base) {
            (None, _) => Some("it has no base comment, so every line may be a person's"),
            (_, None) => Some("the section of the final version was written by people"),
            _ if has_words => Some("its heading was reworded"),
            _ => None,
        };
        if let Some(reason) = reason {
            let version = name.text.clone();
            folded.left.push((section.heading, NotFolded { version, line: 0, reason }));
            continue;
        }
        let (Some(base), Some(target_base)) = (candidate.base.take(), target.base.as_mut()) else { continue };
        match_keys(&mut candidate.body, &base, draft, keys);
        carry(&candidate.body, &base, (&mut target.body, target_base), frame, draft, keys);
        candidates.push((candidate.body, base));
        folded.cuts.push(page.cut(section));
        report.folded.push(name.text.clone());
    }
    // What a person deleted stays deleted, unless another candidate lists it still.
    let is_listed = |key: &str| candidates.iter().any(|(body, _)| body.heads().any(|(_, _, head)| head.names(key)));
    if let Some(into) = target.base.as_mut() {
        for (_, base) in &candidates {
            for key in base.0.keys().filter(|key| is_change(key) && !is_listed(key)) {
                keep(into, base, key);
            }
        }
    }
    Ok(folded)
}

/// Carries what people wrote, and what they decided, from a candidate's section into the final's.
fn carry(from: &Body, base: &Base, into: (&mut Body, &mut Base), frame: &Frame<'_>, draft: &Draft, keys: &Keys) {
    let (body, into_base) = into;
    let old = Frame::new(from, base, draft, frame.sections, frame.habit.clone());
    let mut group = frame.group_for("", "", "");
    for (index, chunk) in from.0.iter().enumerate() {
        match &chunk.kind {
            ChunkKind::Base | ChunkKind::Blank => {}
            ChunkKind::Heading { title, .. } => {
                let source = chunk.lines.first().map_or("", |line| inner(&line.text));
                group = frame.group_for(&old.key(title), source, title);
                let is_empty = from
                    .0
                    .iter()
                    .skip(index + 1)
                    .find(|next| !next.is_blank())
                    .is_none_or(|next| next.title().is_some());
                if is_empty && !frame.sections.iter().any(|section| section.key == group.key) {
                    body.ensure_group(&group, frame);
                }
            }
            ChunkKind::Block => {
                let hash = digest(&chunk.text());
                let is_ours = base.0.iter().any(|(key, (_, own))| !is_change(key) && *own == hash);
                if !is_ours {
                    append(body, &group, chunk.clone(), frame);
                }
            }
            ChunkKind::Item(heads) => {
                let Some(head) = heads.first() else { continue };
                let known = head.key.as_deref().and_then(|key| base.get(key));
                let stands_where_it_was = known.is_some_and(|(section, _)| section == group.key);
                let is_untouched = head.is_ours && (head.is_plain() || head.whole_is_ours) && stands_where_it_was;
                if is_untouched && head.key.as_deref().is_some_and(|key| keys.is_shown(key)) {
                    continue;
                }
                carry_item(body, &group, chunk, frame);
                for key in heads.iter().flat_map(|head| head.key.iter().chain(&head.beside)) {
                    keep(into_base, base, key);
                }
            }
        }
    }
}

/// Puts an item of a candidate into the final's section: in place of the generated line, else at the group's end. Where
/// only something was nested in a generated line, that alone is put under the final's.
fn carry_item(body: &mut Body, group: &Group, chunk: &Chunk, frame: &Frame<'_>) {
    let Some(head) = chunk.heads().first() else { return };
    let same = body.0.iter_mut().find(|own| {
        let is_same = |own: &Head| own.is_ours && own.key.is_some() && own.key == head.key;
        own.text() == chunk.text() || own.heads().first().is_some_and(is_same)
    });
    match same {
        Some(own) if own.text() == chunk.text() => {}
        Some(own) if own.heads().first().is_some_and(|own| own.is_plain() || own.whole_is_ours) => *own = chunk.clone(),
        Some(own) if head.is_ours => nest(own, chunk, head.lines.end),
        _ => append(body, group, chunk.clone(), frame),
    }
}

/// Puts what is nested in `from`, from its line `start` on, under an item.
fn nest(item: &mut Chunk, from: &Chunk, start: usize) {
    let place = item.lines.len();
    let moved = |range: &Range<usize>| range.start - start + place..range.end - start + place;
    let nested = from.heads().iter().skip(1).map(|head| Head {
        lines: moved(&head.lines),
        all_lines: moved(&head.all_lines),
        ..head.clone()
    });
    item.lines.extend(from.lines.iter().skip(start).cloned());
    let end = item.lines.len();
    if let ChunkKind::Item(heads) = &mut item.kind {
        heads.extend(nested);
        if let Some(own) = heads.first_mut() {
            own.all_lines.end = end;
        }
    }
}

fn append(body: &mut Body, group: &Group, chunk: Chunk, frame: &Frame<'_>) {
    body.ensure_group(group, frame);
    let range = body.group(&group.key, frame).unwrap_or_default();
    let at = match chunk.kind {
        ChunkKind::Item(_) => body.end_of(range),
        _ => range.end,
    };
    body.put(at, chunk, &frame.habit);
}

fn keep(into: &mut Base, from: &Base, key: &str) {
    if let Some((section, hash)) = from.get(key).filter(|_| !into.contains(key)) {
        into.set(key, section, hash.to_owned());
    }
}
