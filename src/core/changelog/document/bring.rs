//! A section of another line's changelog, put into a file with the words of its people.

use super::create::{New, create};
use super::draft::Draft;
use super::error::DocumentError;
use super::keys::Keys;
use super::merge::version_named;
use super::page::Page;
use super::request::Generated;
use super::shape::Target;

/// Returns the text of `file` with the section of the version as `there` has it: its heading, its lines and its base
/// comment; `None` where `there` has no such section, or the file has one already.
pub fn bring(file: &str, there: &str, generated: &Generated) -> Result<Option<String>, DocumentError> {
    let Some(version) = generated.version.as_deref().map(version_named) else { return Ok(None) };
    let keys = Keys::new(generated);
    let draft = Draft::read(generated, Some(&version), &keys)?;
    let mut page = Page::read(file, Some(&version))?;
    if page.sections.find(Some(&version))?.is_some() {
        return Ok(None);
    }
    let there = Page::read(there, Some(&version))?;
    let Some(section) = there.sections.find(Some(&version))?.cloned() else { return Ok(None) };
    page.check_stray_base(&draft)?;
    let opened = there.open(&section, &draft, &keys)?;
    if opened.body.is_empty() {
        return Ok(None);
    }
    let target =
        Target { version: &version.text, date: generated.date.as_deref(), compare: generated.compare.as_ref() };
    let new = New {
        version: Some(&version),
        target,
        draft: &draft,
        anchors: there.lines.slice(section.first..section.heading).to_vec(),
        inner: Some(section.inner.clone()),
        body: Some((opened.body, section.level)),
    };
    create(&mut page, new)?;
    Ok(Some(page.lines.write()))
}
