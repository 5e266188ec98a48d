//! A file that is understood: its lines, blocks and sections.

use std::ops::Range;

use super::base::{Base, FoundBase, HEADING, digest, find, is_change};
use super::body::{Body, Chunk, ChunkKind};
use super::draft::Draft;
use super::error::DocumentError;
use super::habit::Habit;
use super::keys::Keys;
use super::lines::{Line, Lines};
use super::outline::{Block, BlockKind, outline};
use super::sections::{Section, Sections};
use super::shape::is_definition;
use super::sound;
use super::version_name::VersionName;

/// A file that is understood.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// Its lines.
    pub(super) lines: Lines,
    /// Its blocks.
    pub(super) blocks: Vec<Block>,
    /// Its sections.
    pub(super) sections: Sections,
}

/// A section that is ready to be changed.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    /// The section.
    pub(super) section: Section,
    /// What stands under its heading.
    pub(super) body: Body,
    /// What was generated last; `None` where people wrote the section.
    pub(super) base: Option<Base>,
    /// What stands behind the base comment in its line.
    after_base: String,
    /// The lines of the heading.
    pub(super) heading: Vec<Line>,
}

impl Page {
    /// Reads a file and finds what makes it unsafe to change. `wanted` is the version that is looked for.
    pub(super) fn read(text: &str, wanted: Option<&VersionName>) -> Result<Self, DocumentError> {
        let page = Self::of(Lines::read(text), wanted);
        sound::check(&page.lines, &page.blocks)?;
        Ok(page)
    }

    /// Returns the page of lines that are known to be sound.
    pub(super) fn of(lines: Lines, wanted: Option<&VersionName>) -> Self {
        let blocks = outline(lines.all());
        let sections = Sections::read(&lines, &blocks, wanted);
        Self { lines, blocks, sections }
    }

    /// Returns the base comment of a section.
    pub(super) fn base_of(&self, section: &Section) -> Result<Option<FoundBase>, DocumentError> {
        find(&self.lines, &self.blocks, section.heading_last + 1..section.end)
    }

    /// Opens a section.
    pub(super) fn open(&self, section: &Section, draft: &Draft, keys: &Keys) -> Result<Opened, DocumentError> {
        let found = self.base_of(section)?;
        let range = section.heading_last + 1..section.end;
        let place = found.as_ref().map(|found| found.lines.clone());
        let body = Body::read(&self.lines, &self.blocks, range, place.as_ref(), |title| draft.is_credits(title));
        let (base, after_base) = found.map(|found| (found.base, found.after)).unzip();
        Ok(Opened {
            section: section.clone(),
            body,
            base: base.map(|base| canonical(base, keys)),
            after_base: after_base.unwrap_or_default(),
            heading: self.lines.slice(section.heading..section.heading_last + 1).to_vec(),
        })
    }

    /// Finds a base comment outside of all sections that knows some of these changes.
    pub(super) fn check_stray_base(&self, draft: &Draft) -> Result<(), DocumentError> {
        let is_inside = |line: usize| {
            self.sections.0.iter().any(|section| !section.is_group && (section.first..section.next).contains(&line))
        };
        for block in
            self.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Html { .. }) && !is_inside(block.first))
        {
            let Some(found) = find(&self.lines, &self.blocks, block.first..block.last + 1)? else { continue };
            if draft.changes().any(|(piece, _)| found.base.contains(&piece.key)) {
                return Err(DocumentError::StrayBase { line: found.lines.start + 1 });
            }
        }
        Ok(())
    }

    /// Returns the lines to remove so that a section is gone: with what parts it from the next, else from the last.
    pub(super) fn cut(&self, section: &Section) -> Range<usize> {
        let is_margin = |line: usize| !is_definition(self.lines.text(line));
        if section.next < self.lines.len() && (section.end..section.next).all(is_margin) {
            return section.first..section.next;
        }
        let blanks = (0..section.first).rev().take_while(|&line| self.lines.is_blank(line)).count();
        section.first - blanks..section.end
    }
}

impl Opened {
    /// Whether the heading is as it was generated.
    pub(super) fn has_own_heading(&self) -> bool {
        let hash = self.base.as_ref().and_then(|base| base.get(HEADING)).map(|(_, hash)| hash);
        hash == Some(heading_hash(&self.heading).as_str())
    }

    /// Writes the base comment into the section, at its end unless it has one.
    pub(super) fn write_base(&mut self, base: &Base, draft: &Draft, habit: &Habit) {
        let text = format!("{}{}", base.write(draft.changes().map(|(piece, _)| piece.key.as_str())), self.after_base);
        match self.body.0.iter_mut().find(|chunk| matches!(chunk.kind, ChunkKind::Base)) {
            Some(chunk) if chunk.text() == text.trim_end() => {}
            Some(chunk) => chunk.lines = chunk.lines.first().map(|line| line.with_text(text)).into_iter().collect(),
            None => {
                let chunk = Chunk { kind: ChunkKind::Base, lines: vec![Line::new(text)] };
                self.body.put(self.body.close(), chunk, habit);
            }
        }
    }
}

/// Returns the hash of a heading's lines.
pub(super) fn heading_hash(lines: &[Line]) -> String {
    digest(&lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("\n"))
}

/// Returns a base with the originals' keys in place of the backports'.
fn canonical(base: Base, keys: &Keys) -> Base {
    let mut renamed = Base::default();
    let (original, other): (Vec<_>, Vec<_>) =
        base.0.into_iter().partition(|(key, _)| !is_change(key) || keys.canonical(key) == key);
    for (key, value) in original.into_iter().chain(other) {
        renamed.0.entry(keys.canonical(&key).to_owned()).or_insert(value);
    }
    renamed
}
