//! The generated text in pieces: which change, or which other part, stands under which heading.

use std::collections::HashMap;

use super::base::digest;
use super::error::DocumentError;
use super::heading::{Named, inner, named};
use super::item::ItemText;
use super::keys::Keys;
use super::lines::{Line, Lines};
use super::listing::listed;
use super::outline::{Block, BlockKind, Heading, outline};
use super::request::{Generated, SectionTitle};
use super::version_name::VersionName;

/// The generated text, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The source of the version's heading and its level.
    pub(super) heading: Option<(String, u8)>,
    /// The headings under it; the first stands for "under no heading".
    pub(super) groups: Vec<Group>,
    /// Everything else, in order.
    pub(super) pieces: Vec<Piece>,
    /// The group of every configured section: several may share a heading.
    shared: HashMap<String, String>,
    /// The titles of the configured sections.
    titles: Vec<String>,
}

/// A heading of the generated text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// The key of the section with this title, else one made from the title; empty for "no heading".
    pub(super) key: String,
    /// The source of its text.
    pub(super) inner: String,
    /// Its text as a reader sees it.
    pub(super) title: String,
    /// How much deeper it is than the shallowest of them.
    pub(super) depth: u8,
}

/// A piece of the generated text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The position of its group.
    pub(super) group: usize,
    /// `None` for a change; else the key under which the base comment knows this part.
    pub(super) part: Option<String>,
    /// The key of the change; empty for other parts.
    pub(super) key: String,
    /// The text of the item or the lines of the part.
    pub(super) text: ItemText,
    /// The key of the section that the base comment gets: the change's own, of those that share a heading.
    pub(super) section: String,
    /// The hash that the base comment gets.
    pub(super) hash: String,
}

impl Draft {
    /// Takes the generated text apart.
    pub(super) fn read(
        generated: &Generated,
        version: Option<&VersionName>,
        keys: &Keys,
    ) -> Result<Self, DocumentError> {
        let lines = Lines::read(&generated.text);
        let blocks = headed(&lines, outline(lines.all()), &generated.sections, version);
        let mut draft = Self {
            groups: vec![Group { key: String::new(), inner: String::new(), title: String::new(), depth: 0 }],
            shared: generated
                .sections
                .iter()
                .map(|section| (section.key.clone(), key_of(&section.title, &generated.sections)))
                .collect(),
            titles: generated.sections.iter().map(|section| section.title.clone()).collect(),
            ..Self::default()
        };
        let own = own_heading(&blocks, &generated.sections, version);
        let levels =
            blocks.iter().enumerate().filter(|(index, _)| Some(*index) != own).filter_map(|(_, block)| level(block));
        let shallowest = levels.min().unwrap_or(1);
        let listed = listed(&lines, &blocks, generated, keys)?;
        for (index, block) in blocks.iter().enumerate() {
            let group = draft.groups.len() - 1;
            match &block.kind {
                BlockKind::Heading(heading) if Some(index) == own => {
                    draft.heading = Some((source(&lines, block, heading), heading.level));
                }
                BlockKind::Heading(heading) => draft.groups.push(Group {
                    key: key_of(&heading.title, &generated.sections),
                    inner: source(&lines, block, heading),
                    title: heading.title.clone(),
                    depth: heading.level - shallowest,
                }),
                BlockKind::List(items) if items.iter().any(|item| listed.contains(&Some(item.first))) => {
                    for item in items.iter().filter(|item| item.parent.is_none()) {
                        let own = lines.slice(item.first..item.last + 1);
                        let entry = listed.iter().position(|line| *line == Some(item.first));
                        match entry.and_then(|entry| generated.entries.get(entry)) {
                            Some(entry) => {
                                let (marker, whole) = ItemText::whole(own);
                                let text = if item.head_last == item.last { ItemText::paragraph(own) } else { whole };
                                let hash = text.hash(marker.trim());
                                let printed = draft.groups.get(group).map_or("", |group| &group.key).to_owned();
                                let is_own = draft.group_of(&entry.section) == printed;
                                let section = if is_own { entry.section.clone() } else { printed };
                                let key = entry.key.clone();
                                draft.pieces.push(Piece { group, part: None, key, text, section, hash });
                            }
                            None => draft.add_part(group, own),
                        }
                    }
                }
                _ => draft.add_part(group, lines.slice(block.first..block.last + 1)),
            }
        }
        draft.close_ranks();
        Ok(draft)
    }

    /// Returns the source of the version's heading, where it names the version: `What's Changed` does not.
    pub(super) fn own_inner(&self, version: Option<&VersionName>) -> Option<String> {
        let (inner, _) = self.heading.as_ref()?;
        let is_own = match (named(inner), version) {
            (Some(Named::Version(title)), Some(version)) => title.version == *version,
            (Some(Named::Unreleased), None) => true,
            (None, Some(version)) => version.is_opaque(),
            _ => false,
        };
        is_own.then(|| inner.clone())
    }

    /// Counts the depth of each group by the headings above it that have something to print.
    fn close_ranks(&mut self) {
        let mut above: Vec<u8> = Vec::new();
        for (index, group) in self.groups.iter_mut().enumerate().skip(1) {
            let level = group.depth;
            above.retain(|other| *other < level);
            group.depth = u8::try_from(above.len()).unwrap_or(level);
            if self.pieces.iter().any(|piece| piece.group == index) {
                above.push(level);
            }
        }
    }

    /// Whether the lists under a title name people, not changes.
    pub(super) fn is_credits(&self, title: &str) -> bool {
        if names_people(title) || (names_notes(title) && !self.titles.iter().any(|own| same(own, title))) {
            return true;
        }
        let own = self.groups.iter().position(|group| same(&group.title, title));
        own.is_some_and(|own| {
            let mut pieces = self.pieces.iter().filter(|piece| piece.group == own).peekable();
            pieces.peek().is_some() && pieces.all(|piece| piece.part.is_some())
        })
    }

    /// Returns the key of the group in which a section is printed.
    pub(super) fn group_of<'a>(&'a self, section: &'a str) -> &'a str {
        self.shared.get(section).map_or(section, String::as_str)
    }

    /// Returns the changes in order, with the key of the group that each stands in.
    pub(super) fn changes(&self) -> impl Iterator<Item = (&Piece, &str)> {
        self.pieces
            .iter()
            .filter(|piece| piece.part.is_none())
            .map(|piece| (piece, self.groups.get(piece.group).map_or("", |group| group.key.as_str())))
    }

    fn add_part(&mut self, group: usize, lines: &[Line]) {
        let text: Vec<String> = lines.iter().map(|line| line.text.trim_end().to_owned()).collect();
        let title = self.groups.get(group).map_or("", |group| group.title.as_str());
        let name = if text.iter().any(|line| line.contains("/compare/") || line.contains("/commits/")) {
            "compare".to_owned()
        } else if title.to_lowercase().starts_with("contributors") {
            "contributors".to_owned()
        } else {
            format!("part:{}", slug(title))
        };
        let is_free = |name: &String| self.pieces.iter().all(|piece| piece.part.as_ref() != Some(name));
        let numbered = (2..).map(|number: usize| format!("{name}-{number}"));
        let part = std::iter::once(name.clone()).chain(numbered).find(is_free);
        let hash = digest(&text.join("\n"));
        let (key, section) = (String::new(), String::new());
        self.pieces.push(Piece { group, part, key, text: ItemText(text), section, hash });
    }
}

/// Whether two titles are the same to a reader.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |title: &str| title.trim().trim_end_matches(':').to_lowercase();
    plain(one) == plain(other)
}

/// Returns the key of the section with a title, else one made from the title.
pub(super) fn key_of(title: &str, sections: &[SectionTitle]) -> String {
    let known = sections.iter().find(|section| same(&section.title, title));
    known.map_or_else(|| format!("title:{}", slug(title)), |section| section.key.clone())
}

fn slug(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

fn source(lines: &Lines, block: &Block, heading: &Heading) -> String {
    let text = lines.text(block.first);
    match heading.setext {
        // A plain line that was taken for a heading has no underline.
        true if block.first == block.last => heading.title.trim_end_matches(':').to_owned(),
        true => text.trim().to_owned(),
        false => inner(text).to_owned(),
    }
}

/// Turns plain lines that are nothing but a section's title, or the version at the top, into headings.
fn headed(lines: &Lines, blocks: Vec<Block>, sections: &[SectionTitle], version: Option<&VersionName>) -> Vec<Block> {
    let has_own = |title: &str| match named(title) {
        Some(Named::Version(title)) => version == Some(&title.version),
        Some(Named::Unreleased) => version.is_none(),
        None => false,
    };
    let mut blocks = blocks;
    let top = blocks.first().map_or(0, |block| block.first);
    for block in &mut blocks {
        let text = lines.text(block.first).trim();
        let title = text.trim_matches(['*', '_']).to_owned();
        let is_line = matches!(block.kind, BlockKind::Paragraph) && block.first == block.last;
        let is_top = block.first == top && has_own(&title);
        if is_line && (is_top || sections.iter().any(|section| same(&section.title, &title))) {
            block.kind = BlockKind::Heading(Heading { level: if is_top { 1 } else { 2 }, setext: true, title });
        }
    }
    blocks
}

/// Returns the position of the version's own heading: it names the version, or it stands above all others.
fn own_heading(blocks: &[Block], sections: &[SectionTitle], version: Option<&VersionName>) -> Option<usize> {
    let headings = || {
        blocks.iter().enumerate().filter_map(|(index, block)| match &block.kind {
            BlockKind::Heading(heading) => Some((index, heading)),
            _ => None,
        })
    };
    let naming = headings().find(|(_, heading)| match (named(&heading.title), version) {
        (Some(Named::Version(title)), Some(version)) => title.version == *version,
        (Some(Named::Unreleased), None) => true,
        _ => false,
    });
    let (first, heading) = headings().next()?;
    let is_above = first == 0
        && headings().skip(1).all(|(_, other)| other.level > heading.level)
        && headings().count() > 1
        && !sections.iter().any(|section| same(&section.title, &heading.title));
    naming.map(|(index, _)| index).or_else(|| is_above.then_some(first))
}

/// Whether a title says that notes for those who upgrade are listed under it: they name changes, and list none.
fn names_notes(title: &str) -> bool {
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    ["upgrade notes", "upgrading", "notes for upgrading"].contains(&lower.as_str())
}

/// Whether a title says that people are listed under it.
pub(super) fn names_people(title: &str) -> bool {
    let lower = title.to_lowercase();
    ["contributor", "thanks", "acknowledg", "sponsors"].iter().any(|word| lower.contains(word))
}
