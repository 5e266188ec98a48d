//! Where the section of a new version goes, and which section it is made like.

use std::ops::Range;

use super::date_form::DateForm;
use super::error::DocumentError;
use super::lines::{Line, Lines};
use super::margins::content_end;
use super::outline::{Block, BlockKind};
use super::sections::{Section, Sections};
use super::shape::is_definition;
use super::sound::check_unsectioned;
use super::version_name::VersionName;

/// The place for a new section.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The 0-based line before which it is put.
    pub(super) at: usize,
    /// Whether `at` is where another section begins; else it is where one ends.
    pub(super) is_before: bool,
    /// The level of its heading; `None` where the file gives no example.
    pub(super) level: Option<u8>,
    /// The section that its heading is made like.
    pub(super) example: Option<Section>,
    /// The group heading that it needs first: the example for it, and the name of the group.
    pub(super) group: Option<(Section, String)>,
    /// The lines between two sections.
    pub(super) gap: Vec<Line>,
}

/// Returns the place for the section of `version`; `None` for what is unreleased.
pub(super) fn place(
    lines: &Lines,
    blocks: &[Block],
    sections: &Sections,
    version: Option<&VersionName>,
) -> Result<Place, DocumentError> {
    let all: Vec<(&Section, &VersionName)> = sections.versions().collect();
    let gap = gap(lines, &all);
    let here = |at, is_before, level, example: Option<&Section>| Place {
        at,
        is_before,
        level,
        example: example.cloned(),
        group: None,
        gap: gap.clone(),
    };
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return first_section(lines, blocks, sections).map(|(at, level)| here(at, false, level, None));
    };
    let is_newest_first = is_newest_first(&all);
    let Some(version) = version.filter(|version| !version.is_opaque()) else {
        let edge = if is_newest_first { first.0 } else { last.0 };
        let outer = sections.group_around(edge).map_or(edge, |(group, _)| group);
        let at = if is_newest_first { outer.first } else { outer.end };
        return Ok(here(at, is_newest_first, Some(outer.level), Some(edge)));
    };
    let own_group = sections.groups().find(|(group, name)| name.is_group_of(version) && group.is_group);
    let comes_after = |other: &VersionName| if is_newest_first { other < version } else { other > version };
    let mut within = all
        .iter()
        .filter(|(section, _)| own_group.is_none_or(|(group, _)| (group.first..group.next).contains(&section.first)));
    let following = within.clone().find(|(_, name)| comes_after(name)).map(|(section, _)| *section);
    let preceding = within.next_back().map(|(section, _)| *section);
    if let Some((group, _)) = own_group {
        let example = following.or(preceding).unwrap_or(first.0);
        let level = if preceding.is_some() { example.level } else { example.level.max(group.level + 1) };
        return Ok(match following {
            Some(section) => here(section.first, true, Some(level), Some(example)),
            None => here(preceding.map_or(group.end, |section| section.end), false, Some(level), Some(example)),
        });
    }
    let (neighbour, is_before) = following.map_or((last.0, false), |section| (section, true));
    let outer = sections.group_around(neighbour);
    let edge = outer.map_or(neighbour, |(group, _)| group);
    let at = if is_before { edge.first } else { edge.end };
    let mut place = here(at, is_before, Some(neighbour.level), Some(neighbour));
    place.group = outer.map(|(group, name)| (group.clone(), name.group_for(version)));
    Ok(place)
}

/// Returns the section to take the shape of the heading from: the nearest to `nearest`, below first, that has a date,
/// so that one undated heading does not set the fashion.
pub(super) fn example_near<'a>(sections: &'a Sections, nearest: &'a Section) -> &'a Section {
    let all: Vec<&Section> = sections.versions().map(|(section, _)| section).collect();
    let position = all.iter().position(|section| section.first == nearest.first).unwrap_or_default();
    let below = all.iter().skip(position).take(4);
    let above = all.iter().take(position).rev().take(4);
    let has_date = |section: &&&Section| DateForm::find(&section.inner).is_some();
    below.chain(above).find(has_date).copied().unwrap_or(nearest)
}

/// Returns the line and level for the first section of a file.
fn first_section(lines: &Lines, blocks: &[Block], sections: &Sections) -> Result<(usize, Option<u8>), DocumentError> {
    if let Some(unreleased) = sections.find(None)? {
        return Ok((unreleased.end, Some(unreleased.level)));
    }
    check_unsectioned(lines, blocks)?;
    let level = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level + 1).min(2)),
        _ => None,
    });
    Ok((content_end(lines, blocks, 0..lines.len(), &[]), level))
}

/// Whether the newest version is at the top: told by versions with the same first number, since lines of versions may be
/// mixed by date.
fn is_newest_first(all: &[(&Section, &VersionName)]) -> bool {
    let (mut falling, mut rising) = (0, 0);
    for (index, (_, above)) in all.iter().enumerate() {
        let is_same_line = |other: &&(&Section, &VersionName)| other.1.numbers.first() == above.numbers.first();
        let Some((_, below)) = all.iter().skip(index + 1).find(is_same_line).or_else(|| all.get(index + 1)) else {
            continue;
        };
        falling += usize::from(above > below);
        rising += usize::from(above < below);
    }
    falling >= rising
}

/// Returns what stands between the sections of two versions: blank lines, perhaps a rule or a comment that parts them.
fn gap(lines: &Lines, all: &[(&Section, &VersionName)]) -> Vec<Line> {
    let gaps = all
        .iter()
        .zip(all.iter().skip(1))
        .filter(|((above, _), (below, _))| above.next == below.first && above.end > above.heading_last + 1)
        .map(|((above, _), _)| above.end..above.next);
    let plain = gaps.clone().find(|gap| !gap.is_empty() && gap.clone().all(|line| !is_definition(lines.text(line))));
    let new = |gap: Range<usize>| lines.slice(gap).iter().map(|line| Line::new(line.text.clone())).collect();
    plain.map_or_else(|| vec![Line::new("")], new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::document::outline::outline;

    fn told(text: &str, version: &str) -> String {
        let lines = Lines::read(text);
        let blocks = outline(lines.all());
        let version = VersionName::parse(version);
        let sections = Sections::read(&lines, &blocks, version.as_ref());
        let place = place(&lines, &blocks, &sections, version.as_ref()).unwrap();
        format!(
            "{} {} level {:?}{}",
            if place.is_before { "before" } else { "after" },
            place.at,
            place.level.unwrap_or_default(),
            place.group.map(|(_, name)| format!(" in new {name}")).unwrap_or_default()
        )
    }

    #[test]
    fn versions_keep_the_order_of_the_file() {
        let newest_first = "# Changes\n\n## Unreleased\n\n## 5.4.0\n\n- a\n\n## 5.3.0\n\n- b\n";
        assert_eq!(told(newest_first, "5.5.0"), "before 4 level 2");
        assert_eq!(told(newest_first, "5.3.1"), "before 8 level 2");
        assert_eq!(told(newest_first, "5.2.0"), "after 11 level 2");
        assert_eq!(told(newest_first, ""), "before 4 level 2");
        let oldest_first = "## 5.3.0\n\n- b\n\n## 5.4.0\n\n- a\n";
        assert_eq!(told(oldest_first, "5.5.0"), "after 7 level 2");
        assert_eq!(told(oldest_first, "5.3.1"), "before 4 level 2");
    }

    #[test]
    fn groups_take_their_versions() {
        let text = "# C\n\n## 5.4\n\n### 5.4.1\n\n- a\n\n### 5.4.0\n\n- b\n\n## 5.3\n\n### 5.3.0\n\n- c\n";
        assert_eq!(told(text, "5.4.2"), "before 4 level 3");
        assert_eq!(told(text, "5.5.0"), "before 2 level 2 in new 5.5".replace("level 2", "level 3"));
        assert_eq!(told(text, "5.3.1"), "before 14 level 3");
        assert_eq!(told(text, "5.2.0"), "after 17 level 3 in new 5.2");
    }

    #[test]
    fn the_first_section_follows_the_introduction() {
        assert_eq!(told("", "1.0.0"), "after 0 level 0");
        assert_eq!(told("# Changes\n\nAll of them.\n\n[x]: y\n", "1.0.0"), "after 3 level 2");
    }
}
