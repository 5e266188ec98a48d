//! A final version takes over the sections of its own release candidates: what people wrote goes into its section,
//! what was generated is generated again.

use std::ops::Range;

use super::base::{Base, digest, is_change};
use super::body::{Body, Chunk, ChunkKind};
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
        folded.cuts.push(page.cut(section));
        report.folded.push(name.text.clone());
    }
    Ok(folded)
}

/// Carries what people wrote, and what they decided, from a candidate's section into the final's.
fn carry(from: &Body, base: &Base, into: (&mut Body, &mut Base), frame: &Frame<'_>, draft: &Draft, keys: &Keys) {
    let (body, into_base) = into;
    let old = Frame::new(from, base, draft, frame.sections, frame.habit.clone());
    let mut group = frame.group_for("", "", "");
    let listed: Vec<&str> =
        from.heads().flat_map(|(_, _, head)| head.key.iter().chain(&head.beside)).map(String::as_str).collect();
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
    for key in base.0.keys().filter(|key| is_change(key) && !listed.contains(&key.as_str())) {
        keep(into_base, base, key);
    }
}

/// Puts an item of a candidate into the final's section: in place of the generated line, else at the group's end.
fn carry_item(body: &mut Body, group: &Group, chunk: &Chunk, frame: &Frame<'_>) {
    let key = chunk.heads().first().and_then(|head| head.key.as_deref());
    let same = body.0.iter().position(|own| {
        let head = own.heads().first();
        own.text() == chunk.text()
            || (key.is_some() && head.is_some_and(|head| head.is_ours && head.key.as_deref() == key))
    });
    match same.and_then(|same| body.0.get_mut(same)) {
        Some(own) if own.text() == chunk.text() => {}
        Some(own) if own.heads().iter().all(|head| head.is_ours) && own.heads().len() == 1 => *own = chunk.clone(),
        _ => append(body, group, chunk.clone(), frame),
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
