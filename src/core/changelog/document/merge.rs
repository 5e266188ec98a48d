//! Writing a generated section into a changelog file.

use super::base::{Base, HEADING};
use super::body::Body;
use super::compose::Frame;
use super::create::{New, create};
use super::date_form::DateForm;
use super::draft::Draft;
use super::error::DocumentError;
use super::fold::{Folded, fold};
use super::gone::drop_gone;
use super::habit::{Habit, Seen};
use super::heading;
use super::keys::Keys;
use super::lines::{Line, Lines, rewritten};
use super::matching::match_keys;
use super::outline::outline;
use super::page::{Opened, Page, heading_hash};
use super::place::example_near;
use super::report::locate;
use super::request::{Generated, Merged, Options, PreReleases, Report};
use super::sections::Section;
use super::shape::{Target, like};
use super::version_name::{VersionName, versions_in};
use super::weave::Weaver;

/// Merges a generated section into the text of a changelog file. People's edits are kept: lines they reworded, moved or
/// deleted, and everything between. What is not touched stays byte for byte, and merging twice is merging once.
pub fn merge(file: &str, generated: &Generated, options: &Options) -> Result<Merged, DocumentError> {
    let version = generated.version.as_deref().map(version_named);
    let keys = Keys::new(generated);
    let draft = Draft::read(generated, version.as_ref(), &keys)?;
    let mut page = Page::read(file, version.as_ref())?;
    let mut report = Report::default();
    let target = Target {
        version: version.as_ref().map_or("", |version| &version.text),
        date: generated.date.as_deref(),
        compare: generated.compare.as_ref(),
    };
    let mut is_worded = false;
    let is_new = page.sections.find(version.as_ref())?.is_none();
    if is_new {
        page.check_stray_base(&draft)?;
        let new = unreleased_to(&mut page, version.as_ref(), target, (&draft, &keys))?;
        report.section_renamed = new.body.is_some();
        report.section_created = new.body.is_none();
        is_worded = new.inner.is_some();
        create(&mut page, new)?;
    }
    let Some(section) = page.sections.find(version.as_ref())?.cloned() else {
        return Ok(Merged { text: file.to_owned(), report });
    };
    let mut opened = page.open(&section, &draft, &keys)?;
    let is_theirs = opened.base.is_none() && !opened.body.is_empty();
    let mut base = opened.base.clone().unwrap_or_default();
    match_keys(&mut opened.body, &base, &draft, &keys);
    if is_theirs && !options.adopt {
        let named = |key: &str| opened.body.heads().any(|(_, _, head)| head.names(key));
        report.missing = draft.changes().map(|(piece, _)| piece.key.clone()).filter(|key| !named(key)).collect();
        locate(&opened, &base, &keys, section.heading, &mut report);
        return Ok(Merged { text: file.to_owned(), report });
    }
    if (is_new && !is_worded) || opened.has_own_heading() {
        let before = heading_hash(&opened.heading);
        refresh_heading(&page, &mut opened, &target, &draft);
        if !is_new && heading_hash(&opened.heading) != before {
            report.refreshed.push("heading");
        }
        base.set(HEADING, "", heading_hash(&opened.heading));
    }
    let habit = habit_of(&page, &opened, generated, &draft, &keys)?;
    let mut folded = Folded::default();
    let final_version = version.as_ref().filter(|version| !version.is_pre_release() && !version.is_opaque());
    if let Some(version) = final_version.filter(|_| options.pre_releases == PreReleases::Collapse) {
        let frame = Frame::new(&opened.body, &base, &draft, &generated.sections, habit.clone());
        opened.base = (!is_theirs).then(|| base.clone());
        folded = fold(&page, version, &mut opened, &frame, (&draft, &keys), &mut report)?;
        base = opened.base.take().unwrap_or(base);
    }
    let frame = Frame::new(&opened.body, &base, &draft, &generated.sections, habit);
    if options.drops_gone {
        drop_gone(&mut opened.body, &mut base, &keys, &frame, &mut report);
    }
    Weaver::new(&draft, &frame, is_theirs).weave(&mut opened.body, &mut base, &mut report);
    opened.write_base(&base, &draft, &frame.habit);
    Ok(finish(page, &opened, &base, folded, (&keys, report)))
}

/// Returns the version that a name like `v5.4.0` or `project-5.4.0` stands for.
pub(super) fn version_named(name: &str) -> VersionName {
    VersionName::parse(name)
        .or_else(|| versions_in(name).pop().map(|(_, version)| version))
        .unwrap_or_else(|| VersionName::opaque(name.trim()))
}

/// Returns the new section for a version. Where an unreleased section was generated, and the version is the newest of
/// the file, it is taken out of the page and becomes the version's.
fn unreleased_to<'a>(
    page: &mut Page,
    version: Option<&'a VersionName>,
    target: Target<'a>,
    (draft, keys): (&'a Draft, &Keys),
) -> Result<New<'a>, DocumentError> {
    let mut new = New { version, target, draft, anchors: Vec::new(), inner: None, body: None };
    let Some(version) = version else { return Ok(new) };
    let is_newest = page.sections.versions().all(|(_, other)| other < version);
    let unreleased = if is_newest && !version.is_opaque() { page.sections.find(None)?.cloned() } else { None };
    let Some(section) = unreleased else { return Ok(new) };
    let opened = page.open(&section, draft, keys)?;
    if opened.base.is_none() {
        return Ok(new);
    }
    let word = "unreleased";
    let plain = section.inner.trim_matches(|letter: char| !letter.is_alphanumeric());
    if !opened.has_own_heading() && !plain.eq_ignore_ascii_case(word) {
        // The words that a person put beside it stay.
        let at = section.inner.to_ascii_lowercase().find(word);
        new.inner = at.and_then(|at| {
            let after = section.inner.get(at + word.len()..)?;
            Some(format!("{}{}{after}", section.inner.get(..at)?, target.version))
        });
    }
    new.anchors = page.lines.slice(section.first..section.heading).to_vec();
    new.body = Some((opened.body, section.level));
    let cut = page.cut(&section);
    page.lines.splice(cut, Vec::new());
    *page = Page::of(page.lines.clone(), Some(version));
    Ok(new)
}

/// Writes a heading of ours anew, with the date and the range of now.
fn refresh_heading(page: &Page, opened: &mut Opened, target: &Target<'_>, draft: &Draft) {
    let section = &opened.section;
    if section.version.is_none() {
        return;
    }
    let has_words =
        heading::named(&section.inner).is_none_or(|named| named.version_title().is_some_and(|title| title.has_more));
    let is_dated = |inner: &str| DateForm::find(inner).is_some();
    let is_alone = page.sections.versions().all(|(other, _)| other.first == section.first);
    let inner = if is_alone {
        draft.own_inner(section.version.as_ref()).or_else(|| like(&section.inner, target))
    } else if has_words {
        // A template's own words: there is no telling them from a part that has to change.
        None
    } else if target.date.is_some() && !is_dated(&section.inner) {
        let examples = page.sections.versions().map(|(other, _)| other).filter(|other| other.first != section.first);
        let nearest = examples.min_by_key(|other| (other.first < section.first, other.first.abs_diff(section.first)));
        nearest.and_then(|nearest| like(&example_near(&page.sections, nearest).inner, target))
    } else {
        like(&section.inner, target)
    };
    if let Some(inner) = inner.filter(|inner| *inner != section.inner) {
        let new = heading::write(section.level, section.setext, &inner);
        opened.heading = rewritten(&opened.heading, &new);
    }
}

/// Returns how the section is set out, else the nearest one, else the generated text.
fn habit_of(
    page: &Page,
    opened: &Opened,
    generated: &Generated,
    draft: &Draft,
    keys: &Keys,
) -> Result<Habit, DocumentError> {
    let section = &opened.section;
    let mut seen = Seen::in_body(&opened.body);
    let mut others: Vec<&Section> =
        page.sections.versions().map(|(other, _)| other).filter(|other| other.first != section.first).collect();
    others.sort_by_key(|other| (other.first < section.first, other.first.abs_diff(section.first)));
    for other in others.iter().take(3) {
        let mut example = Seen::in_body(&page.open(other, draft, keys)?.body);
        example.level = example.level.map(|level| (level + section.level).saturating_sub(other.level));
        seen = seen.or(example);
    }
    let lines = Lines::read(&generated.text);
    let mut own = Body::read(&lines, &outline(lines.all()), 0..lines.len(), None, |title| draft.is_credits(title));
    if let Some(first) = own.0.iter().position(|chunk| !chunk.is_blank()).filter(|_| draft.heading.is_some()) {
        own.0.drain(..=first);
    }
    let own = Seen::in_body(&own).without_level();
    let own = if draft.heading.is_some() { own } else { own.without_start() };
    Ok(Habit::new(seen.or(own), section.level, section.setext))
}

/// Writes the changed section back and removes what was folded in.
fn finish(page: Page, opened: &Opened, base: &Base, folded: Folded, (keys, mut report): (&Keys, Report)) -> Merged {
    let Page { mut lines, .. } = page;
    let section = &opened.section;
    let mut new = opened.heading.clone();
    new.extend(opened.body.lines());
    let touches = new.last().is_some_and(|line| !line.is_blank()) && !lines.is_blank(section.end);
    if touches {
        new.push(Line::new(""));
    }
    let mut changes = vec![(section.heading..section.end, new)];
    changes.extend(folded.cuts.into_iter().map(|cut| (cut, Vec::new())));
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let moved = |line: usize| {
        let before = changes.iter().filter(|(range, _)| range.end <= line);
        before.fold(line, |line, (range, new)| line + new.len() - range.len())
    };
    let start = moved(section.heading);
    report.not_folded = folded
        .left
        .into_iter()
        .map(|(line, mut left)| {
            left.line = moved(line) + 1;
            left
        })
        .collect();
    for (range, new) in changes.clone() {
        lines.splice(range, new);
    }
    locate(opened, base, keys, start, &mut report);
    Merged { text: lines.write(), report }
}
