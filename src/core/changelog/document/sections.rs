//! The sections of a changelog: which heading begins the section of which version, and where it ends.

use super::error::DocumentError;
use super::heading::{Named, VersionTitle, inner, named};
use super::lines::Lines;
use super::margins::{content_end, separators, with_anchors};
use super::outline::{Block, BlockKind, Heading};
use super::version_name::VersionName;

/// The section of one version, or of what is unreleased. Lines are 0-based.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// The version; `None` for what is unreleased.
    pub(super) version: Option<VersionName>,
    /// Other versions that share the heading.
    pub(super) also: Vec<VersionName>,
    /// Whether it is a heading over several versions: `5.4` over 5.4.0 and 5.4.1.
    pub(super) is_group: bool,
    /// The first line: an anchor directly before the heading, or the heading.
    pub(super) first: usize,
    /// The first line of the heading.
    pub(super) heading: usize,
    /// The last line of the heading.
    pub(super) heading_last: usize,
    /// The level of the heading.
    pub(super) level: u8,
    /// Whether the heading is underlined.
    pub(super) setext: bool,
    /// The source of the heading's text.
    pub(super) inner: String,
    /// The line after the last one with content.
    pub(super) end: usize,
    /// The line at which the next section begins.
    pub(super) next: usize,
}

impl Section {
    fn contains(&self, other: &Self) -> bool {
        self.first < other.first && other.first < self.next
    }
}

/// All sections in the order of the file, groups included.
#[derive(Clone, Debug)]
pub(super) struct Sections(pub(super) Vec<Section>);

impl Sections {
    /// Returns the sections of a file. `wanted` is the version that is looked for; it counts where it is named even
    /// if it does not look like a version.
    pub(super) fn read(lines: &Lines, blocks: &[Block], wanted: Option<&VersionName>) -> Self {
        let candidates = candidates(blocks, wanted);
        let mut sections: Vec<Section> = Vec::new();
        for (block, heading, name) in &candidates {
            let (version, also) = match name {
                Named::Unreleased => (None, Vec::new()),
                Named::Version(title) => (Some(title.version.clone()), title.also.clone()),
            };
            sections.push(Section {
                version,
                also,
                is_group: false,
                first: with_anchors(lines, block.first),
                heading: block.first,
                heading_last: block.last,
                level: heading.level,
                setext: heading.setext,
                inner: if heading.setext { lines.text(block.first).trim() } else { inner(lines.text(block.first)) }
                    .to_owned(),
                end: 0,
                next: lines.len(),
            });
        }
        mark_groups(&mut sections);
        let starts: Vec<usize> = sections.iter().map(|section| section.first).collect();
        let separators = separators(lines, blocks, &starts);
        for section in &mut sections {
            let by_level = blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Heading(heading) if heading.level <= section.level => Some(with_anchors(lines, block.first)),
                _ => None,
            });
            let by_section = starts.iter().copied().filter(|_| !section.is_group);
            let next = by_level.chain(by_section).filter(|&start| start > section.heading).min();
            section.next = next.unwrap_or(lines.len());
            section.end = content_end(lines, blocks, section.heading_last + 1..section.next, &separators);
        }
        Self(sections)
    }

    /// Returns the section of a version; `None` asks for what is unreleased.
    pub(super) fn find(&self, version: Option<&VersionName>) -> Result<Option<&Section>, DocumentError> {
        let named = |section: &&Section| !section.is_group && section.version.as_ref() == version;
        let all: Vec<&Section> = self.0.iter().filter(named).collect();
        let mut outer = all.iter().filter(|section| !all.iter().any(|other| other.contains(section)));
        let first = outer.next().copied();
        if let (Some(first), Some(second)) = (first, outer.next()) {
            return Err(DocumentError::TwoSections {
                version: version.map_or("Unreleased", |version| &version.text).to_owned(),
                first: first.heading + 1,
                second: second.heading + 1,
            });
        }
        let shared = first.filter(|section| !section.also.is_empty()).or_else(|| {
            let version = version?;
            self.0.iter().filter(|_| first.is_none()).find(|section| section.also.contains(version))
        });
        if let (Some(section), Some(version)) = (shared, version) {
            return Err(DocumentError::SharedHeading { version: version.text.clone(), line: section.heading + 1 });
        }
        Ok(first)
    }

    /// Returns the sections of versions, without groups and unreleased ones.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&Section, &VersionName)> {
        self.0
            .iter()
            .filter(|section| !section.is_group)
            .filter_map(|section| Some((section, section.version.as_ref()?)))
    }

    /// Returns the groups.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&Section, &VersionName)> {
        self.0
            .iter()
            .filter(|section| section.is_group)
            .filter_map(|section| Some((section, section.version.as_ref()?)))
    }

    /// Returns the group that a section stands in.
    pub(super) fn group_around(&self, section: &Section) -> Option<(&Section, &VersionName)> {
        self.groups().filter(|(group, _)| group.contains(section)).last()
    }
}

/// Returns the headings that begin a section.
fn candidates<'a>(blocks: &'a [Block], wanted: Option<&VersionName>) -> Vec<(&'a Block, &'a Heading, Named)> {
    let mut all = Vec::new();
    for block in blocks {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        let opaque = wanted.filter(|version| version.is_opaque() && has_word(&heading.title, &version.text));
        let name = match opaque {
            Some(version) => Some(Named::Version(VersionTitle::bare(version.clone()))),
            None => named(&heading.title),
        };
        all.extend(name.map(|name| (block, heading, name)));
    }
    let titles: Vec<VersionTitle> = all.iter().filter_map(|(_, _, name)| name.version_title().cloned()).collect();
    let only_about = titles.iter().all(|title| title.is_about);
    let count = |lead: &str| titles.iter().filter(|title| title.lead == lead).count();
    let most = titles.iter().map(|title| count(&title.lead)).max().unwrap_or_default();
    // One heading that begins with words among many that do not is about something else: `Python 3.12 support`.
    all.retain(|(_, _, name)| {
        name.version_title().is_none_or(|title| {
            (only_about || !title.is_about) && (title.lead.is_empty() || count(&title.lead) > 1 || most == 1)
        })
    });
    // Within a version's section a heading with other words belongs to that section, unless it is of the same line.
    let mut kept: Vec<(&Block, &Heading, Named)> = Vec::new();
    for (block, heading, name) in all {
        let around = kept.iter().rev().find(|(_, outer, _)| outer.level < heading.level);
        let is_detail = around.is_some_and(|(_, _, outer)| match (outer, &name) {
            (Named::Version(outer), Named::Version(title)) => {
                !outer.version.is_group_of(&title.version)
                    && (title.has_more || !title.lead.is_empty() || title.version == outer.version)
            }
            (_, Named::Unreleased) => !heading.title.to_lowercase().contains("unreleased"),
            _ => false,
        });
        if !is_detail {
            kept.push((block, heading, name));
        }
    }
    kept
}

/// Marks the headings that stand over deeper ones of the same line, and those that are like them.
fn mark_groups(sections: &mut [Section]) {
    let all = sections.to_vec();
    let mut shapes = Vec::new();
    for (index, section) in sections.iter_mut().enumerate() {
        let Some(version) = &section.version else { continue };
        let inside = all.iter().skip(index + 1).take_while(|other| other.level > section.level);
        let has_own = inside.filter_map(|other| other.version.as_ref()).any(|other| version.is_group_of(other));
        section.is_group = version.is_line() || has_own;
        if section.is_group {
            shapes.push((section.level, version.numbers.len()));
        }
    }
    for section in sections {
        let Some(version) = &section.version else { continue };
        section.is_group |= !version.is_pre_release() && shapes.contains(&(section.level, version.numbers.len()));
    }
}

fn has_word(title: &str, word: &str) -> bool {
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    title.match_indices(word).any(|(at, found)| {
        let before = title.get(..at).and_then(|text| text.chars().next_back());
        let after = title.get(at + found.len()..).and_then(|text| text.chars().next());
        is_edge(before) && is_edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::document::outline::outline;

    fn told(text: &str) -> Vec<String> {
        let lines = Lines::read(text);
        Sections::read(&lines, &outline(lines.all()), None)
            .0
            .iter()
            .map(|section| {
                let name = section.version.as_ref().map_or("unreleased", |version| &version.text);
                let group = if section.is_group { " group" } else { "" };
                format!("{name}{group} {}-{} of {}", section.first, section.end, section.next)
            })
            .collect()
    }

    #[test]
    fn groups_anchors_and_definitions_are_told_apart() {
        let text = "# Changelog\n\n## [Unreleased]\n\n## 5.4\n\n(v5.4.0)=\n\n### 5.4.0 - 2025-10-06\n\n#### Bugs\n\n- a\n\n## 5.3\n\n\
                    ### 5.3.0\n\n- b\n\n---\n\n[x]: y\n";
        assert_eq!(
            told(text),
            [
                "unreleased 2-3 of 4",
                "5.4 group 4-13 of 14",
                "5.4.0 6-13 of 14",
                "5.3 group 14-19 of 23",
                "5.3.0 16-19 of 23"
            ]
        );
    }

    #[test]
    fn headings_about_versions_belong_to_their_section() {
        let text =
            "## 5.4.0\n\n### Upgrading to 5.4.0\n\n### Python 3.12 support\n\n### 5.4.0 highlights\n\n## 5.3.0\n";
        assert_eq!(told(text), ["5.4.0 0-7 of 8", "5.3.0 8-9 of 9"]);
        assert_eq!(told("# Synapse 1.2.0rc1\n\n# Synapse 1.1.0\n").len(), 2);
    }

    #[test]
    fn a_version_with_two_sections_is_an_error() {
        let lines = Lines::read("## 5.4.0\n\n## v5.4.0 (2025-01-01)\n\n## 5.3.0 / 5.2.9\n");
        let sections = Sections::read(&lines, &outline(lines.all()), None);
        let find =
            |version| sections.find(VersionName::parse(version).as_ref()).map(|found| found.map(|found| found.heading));
        assert_eq!(find("5.4.0"), Err(DocumentError::TwoSections { version: "5.4.0".to_owned(), first: 1, second: 3 }));
        assert_eq!(find("5.2.9"), Err(DocumentError::SharedHeading { version: "5.2.9".to_owned(), line: 5 }));
        assert_eq!(find("5.1.0"), Ok(None));
    }
}
