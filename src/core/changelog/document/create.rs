//! A new section: its heading in the shape of its neighbours, put in its place.

use super::body::Body;
use super::draft::Draft;
use super::error::DocumentError;
use super::heading;
use super::lines::Line;
use super::page::Page;
use super::place::{Place, example_near, place};
use super::sections::Section;
use super::shape::{Target, anchor_like, definition_like, like, unreleased_like};
use super::version_name::VersionName;

/// The section of a version that is put into a page.
pub(super) struct New<'a> {
    /// The version; `None` for what is unreleased.
    pub(super) version: Option<&'a VersionName>,
    /// What its heading tells.
    pub(super) target: Target<'a>,
    /// The generated text.
    pub(super) draft: &'a Draft,
    /// What stands directly before the heading instead of anchors like the neighbour's; empty for none.
    pub(super) anchors: Vec<Line>,
    /// The source of the heading, where a person wrote it.
    pub(super) inner: Option<String>,
    /// What stands under the heading, and the level that its own heading had.
    pub(super) body: Option<(Body, u8)>,
}

/// Puts a section into a page.
pub(super) fn create(page: &mut Page, new: New<'_>) -> Result<(), DocumentError> {
    let place = place(&page.lines, &page.blocks, &page.sections, new.version)?;
    let example = place.example.as_ref().map(|nearest| example_near(&page.sections, nearest).clone());
    let mut lines = group_heading(page, &place);
    let level = place.level.or_else(|| new.draft.heading.as_ref().map(|(_, level)| *level)).unwrap_or(2);
    let setext = example.as_ref().is_some_and(|example| example.setext);
    let inner = new.inner.clone().unwrap_or_else(|| inner_for(&new, example.as_ref()));
    if new.anchors.is_empty() {
        lines.extend(
            example
                .as_ref()
                .filter(|_| new.version.is_some())
                .map(|example| anchors(page, example, new.target.version))
                .unwrap_or_default(),
        );
    } else {
        lines.extend(new.anchors);
    }
    lines.extend(heading::write(level, setext, &inner).into_iter().map(Line::new));
    if let Some((mut body, old_level)) = new.body {
        body.shift_headings(old_level, level);
        lines.extend(body.lines());
    }
    let definition = example.and_then(|example| definition(page, &example, &new.target));
    put(page, &place, lines, definition);
    *page = Page::of(page.lines.clone(), new.version);
    match page.sections.find(new.version)? {
        Some(_) => Ok(()),
        None => Err(DocumentError::NotReadAgain {
            version: new.version.map_or("Unreleased", |version| &version.text).to_owned(),
            line: place.at + 1,
        }),
    }
}

/// Returns the source of the heading, like the example's, else like the generated text's.
fn inner_for(new: &New<'_>, example: Option<&Section>) -> String {
    let generated = || new.draft.own_inner(new.version);
    if new.version.is_none() {
        let like = example.map(|example| unreleased_like(&example.inner).to_owned());
        return like.or_else(generated).unwrap_or_else(|| "Unreleased".to_owned());
    }
    let plain = || match new.target.date {
        Some(date) => format!("{} - {date}", new.target.version),
        None => new.target.version.to_owned(),
    };
    example.and_then(|example| like(&example.inner, &new.target)).or_else(generated).unwrap_or_else(plain)
}

/// Returns the heading of the group that the section needs, with its anchors and the blank lines under it.
fn group_heading(page: &Page, place: &Place) -> Vec<Line> {
    let Some((group, name)) = &place.group else { return Vec::new() };
    let target = Target { version: name, date: None, compare: None };
    let mut lines = anchors(page, group, name);
    let inner = like(&group.inner, &target).unwrap_or_else(|| name.clone());
    lines.extend(heading::write(group.level, group.setext, &inner).into_iter().map(Line::new));
    let blanks = (group.heading_last + 1..group.end).take_while(|&line| page.lines.is_blank(line)).count();
    lines.extend(std::iter::repeat_with(|| Line::new("")).take(blanks));
    lines
}

/// Returns the anchor lines for a new section, like those of the example.
fn anchors(page: &Page, example: &Section, new: &str) -> Vec<Line> {
    let Some(old) = &example.version else { return Vec::new() };
    let own = page.lines.slice(example.first..example.heading);
    let mut lines: Vec<Line> =
        own.iter().filter_map(|line| anchor_like(&line.text, &old.text, new)).map(Line::new).collect();
    if !lines.is_empty() {
        let blanks = own.iter().rev().take_while(|line| line.is_blank()).count();
        lines.extend(std::iter::repeat_with(|| Line::new("")).take(blanks));
    }
    lines
}

/// Returns the link definition for the new heading and the line of the example's, unless there is one already.
fn definition(page: &Page, example: &Section, target: &Target<'_>) -> Option<(usize, Line)> {
    let found = page.lines.all().iter().enumerate().find_map(|(index, line)| {
        definition_like(&line.text, &example.inner, target).map(|new| (index, Line::new(new)))
    });
    found.filter(|(_, new)| {
        let label = new.text.split_inclusive("]:").next().unwrap_or_default();
        !page.lines.all().iter().any(|line| line.text.trim_start().to_lowercase().starts_with(&label.to_lowercase()))
    })
}

/// Puts the lines of the new section, and its link definition, into the page.
fn put(page: &mut Page, place: &Place, section: Vec<Line>, definition: Option<(usize, Line)>) {
    let has_text = |line: Option<usize>| line.is_some_and(|line| !page.lines.is_blank(line));
    let mut lines = Vec::new();
    if place.is_before {
        lines.extend(has_text(place.at.checked_sub(1)).then(|| Line::new("")));
        lines.extend(section);
        lines.extend(place.gap.iter().cloned());
    } else {
        lines.extend(place.gap.iter().filter(|_| place.at > 0).cloned());
        lines.extend(section);
        lines.extend(has_text(Some(place.at)).then(|| Line::new("")));
    }
    match definition {
        Some((index, line)) if index >= place.at => {
            let index = if place.is_before { index } else { index + 1 };
            page.lines.splice(index..index, vec![line]);
            page.lines.splice(place.at..place.at, lines);
        }
        Some((index, line)) => {
            page.lines.splice(place.at..place.at, lines);
            page.lines.splice(index..index, vec![line]);
        }
        None => page.lines.splice(place.at..place.at, lines),
    }
}
