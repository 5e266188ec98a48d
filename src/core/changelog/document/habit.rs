//! How a file is set out: its bullets, its blank lines, the level of its section headings.

use super::body::{Body, Chunk, ChunkKind};

/// What can be seen in one section; `None` where it has no example.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    marker: Option<String>,
    is_loose: Option<bool>,
    after_version: Option<usize>,
    after_heading: Option<usize>,
    before_heading: Option<usize>,
    /// The level of the shallowest headings.
    pub(super) level: Option<u8>,
}

impl Seen {
    /// Looks at a section.
    pub(super) fn in_body(body: &Body) -> Self {
        let solid: Vec<(usize, &Chunk)> = body.0.iter().enumerate().filter(|(_, chunk)| !chunk.is_blank()).collect();
        let mut seen = Self { after_version: solid.first().map(|(index, _)| *index), ..Self::default() };
        let (mut loose, mut tight) = (0, 0);
        for (index, chunk) in &solid {
            if let ChunkKind::Heading { level, .. } = chunk.kind {
                seen.level = Some(seen.level.map_or(level, |other| other.min(level)));
            }
            if let Some(head) = chunk.heads().first() {
                seen.marker.get_or_insert_with(|| head.marker.clone());
            }
            let Some((next_index, next)) = solid.iter().find(|(next, _)| next > index) else { continue };
            let blanks = next_index - index - 1;
            match (&chunk.kind, &next.kind) {
                (ChunkKind::Item(_), ChunkKind::Item(_)) if blanks > 0 => loose += 1,
                (ChunkKind::Item(_), ChunkKind::Item(_)) => tight += 1,
                (ChunkKind::Heading { .. }, ChunkKind::Item(_) | ChunkKind::Block) => {
                    seen.after_heading.get_or_insert(blanks);
                }
                (ChunkKind::Item(_) | ChunkKind::Block, ChunkKind::Heading { .. }) => {
                    seen.before_heading.get_or_insert(blanks);
                }
                _ => {}
            }
        }
        seen.is_loose = (loose + tight > 0).then_some(loose > tight);
        seen
    }

    /// Returns this without the level, which means nothing in another text.
    pub(super) fn without_level(self) -> Self {
        Self { level: None, ..self }
    }

    /// Returns this without what is under the version's heading, where the text has none.
    pub(super) fn without_start(self) -> Self {
        Self { after_version: None, ..self }
    }

    /// Returns this, with what it has no example for taken from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            marker: self.marker.or(other.marker),
            is_loose: self.is_loose.or(other.is_loose),
            after_version: self.after_version.or(other.after_version),
            after_heading: self.after_heading.or(other.after_heading),
            before_heading: self.before_heading.or(other.before_heading),
            level: self.level.or(other.level),
        }
    }
}

/// How to set out what is added.
#[derive(Clone, Debug)]
pub(super) struct Habit {
    /// What list items begin with.
    pub(super) marker: String,
    /// The level of section headings.
    pub(super) level: u8,
    /// Whether section headings are underlined.
    pub(super) setext: bool,
    is_loose: bool,
    after_version: usize,
    after_heading: usize,
    before_heading: usize,
}

impl Habit {
    /// Returns the habit that was seen, under a version's heading of `level`.
    pub(super) fn new(seen: Seen, level: u8, setext: bool) -> Self {
        let heading_level = seen.level.filter(|found| *found > level).unwrap_or(level + 1).min(6);
        Self {
            marker: seen
                .marker
                .filter(|marker| !marker.contains(|letter: char| letter.is_ascii_digit()))
                .unwrap_or_else(|| "- ".to_owned()),
            level: heading_level,
            setext: setext && heading_level <= 2,
            is_loose: seen.is_loose.unwrap_or(false),
            after_version: seen.after_version.unwrap_or(1),
            after_heading: seen.after_heading.unwrap_or(1),
            before_heading: seen.before_heading.unwrap_or(1).max(usize::from(setext)),
        }
    }

    /// Returns how many blank lines belong between two pieces; `None` stands for the version's own heading.
    pub(super) fn between(&self, above: Option<&ChunkKind>, below: &ChunkKind) -> usize {
        match (above, below) {
            (None, ChunkKind::Base) => 1,
            (None, _) => self.after_version,
            (Some(_), ChunkKind::Heading { .. }) => self.before_heading,
            (Some(ChunkKind::Heading { .. }), ChunkKind::Item(_) | ChunkKind::Block) => self.after_heading,
            (Some(ChunkKind::Item(_)), ChunkKind::Item(_)) => usize::from(self.is_loose),
            _ => 1,
        }
    }
}
