//! The sections of a document: headings, what stands under each, and the sections below.

use std::cell::OnceCell;

use super::content::Unit;
use super::source::Source;
use super::tree::{Kind, Place, Tree};
use super::words;

/// The level of a paragraph that stands in for a heading.
const PSEUDO_LEVEL: u8 = 7;
/// A longer paragraph is a sentence and no heading.
const LONGEST_PSEUDO_HEADING: usize = 60;

/// A part of the document under one heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// The words of the heading; empty for what comes before the first.
    pub(super) title: String,
    /// The first and the last line of the heading.
    pub(super) heading: Option<(usize, usize)>,
    /// How deep it is; less is further up.
    pub(super) level: u8,
    /// How many parts the number of the heading has: `2.1` has two.
    pub(super) numbers: usize,
    /// The blocks under the heading itself.
    pub(super) own: Vec<Place>,
    /// The sections below.
    pub(super) children: Vec<Section>,
    /// The unit of the steps under the heading itself and their number, once somebody asked.
    pub(super) steps: OnceCell<Option<(Unit, usize)>>,
    /// Whether it tells somebody to do something, once somebody asked.
    pub(super) tells: OnceCell<bool>,
}

impl Section {
    /// Returns the sections of a document as one that has no heading and holds them.
    pub(super) fn read(tree: &Tree, source: &Source<'_>) -> Self {
        let mut flat = vec![Self::default()];
        let mut levels = Levels::default();
        let is_content = |place: &Place| tree.get(*place).kind != Kind::FrontMatter;
        for place in tree.children(0).iter().copied().filter(is_content) {
            match heading(tree, source, place) {
                Some((title, level)) => {
                    let block = tree.get(place);
                    let numbers = words::number_parts(&title);
                    let level = levels.of(level, numbers);
                    let heading = Some((block.first, block.last));
                    flat.push(Self { title, heading, level, numbers, ..Self::default() });
                }
                None => {
                    if let Some(section) = flat.last_mut() {
                        section.own.push(place);
                    }
                }
            }
        }
        let mut nested = flat.into_iter().flat_map(|section| split(&section, tree)).peekable();
        let mut root = nested.next().unwrap_or_default();
        adopt(&mut root, &mut nested);
        root
    }

    /// Returns the line of the heading, or of the first block.
    pub(super) fn first_line(&self, tree: &Tree) -> usize {
        let own = || self.own.first().map(|place| tree.get(*place).first);
        let below = || self.children.first().map(|child| child.first_line(tree));
        self.heading.map(|(first, _)| first).or_else(own).or_else(below).unwrap_or(1)
    }

    /// Returns the last line of the section and all below it.
    pub(super) fn last_line(&self, tree: &Tree) -> usize {
        let below = self.children.last().map(|child| child.last_line(tree));
        below.unwrap_or_else(|| self.last_own_line(tree))
    }

    /// Returns the last line before the sections below.
    pub(super) fn last_own_line(&self, tree: &Tree) -> usize {
        let own = self.own.last().map(|place| tree.get(*place).last);
        own.or(self.heading.map(|(_, last)| last)).unwrap_or(1)
    }

    /// Says whether the document is one list under one title at most, and nothing else.
    pub(super) fn is_one_list(&self, tree: &Tree) -> bool {
        let is_list = |section: &Self| {
            let only = (section.own.len() == 1).then(|| section.own.first()).flatten();
            only.is_some_and(|place| matches!(tree.get(*place).kind, Kind::List { .. }))
        };
        match self.children.as_slice() {
            [] => is_list(self),
            [title] => self.own.is_empty() && title.children.is_empty() && is_list(title),
            _ => false,
        }
    }

    /// Returns the section and all below it.
    pub(super) fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        for child in &self.children {
            found.extend(child.all());
        }
        found
    }
}

/// Headings that carry numbers of one depth are beside each other, whatever their level: `### 2.2`, `#### 2.3`.
#[derive(Default)]
struct Levels {
    numbered: Vec<(usize, u8)>,
}

impl Levels {
    fn of(&mut self, level: u8, numbers: usize) -> u8 {
        self.numbered.retain(|(parts, known)| *known <= level || (numbers > 1 && *parts <= numbers));
        if numbers < 2 {
            return level;
        }
        if let Some((_, known)) = self.numbered.iter().find(|(parts, known)| *parts == numbers && *known <= level) {
            return *known;
        }
        self.numbered.push((numbers, level));
        level
    }
}

/// Takes the sections that are deeper than `parent` from the front.
fn adopt(parent: &mut Section, left: &mut std::iter::Peekable<impl Iterator<Item = Section>>) {
    let level = if parent.heading.is_some() { parent.level } else { 0 };
    while let Some(mut section) = left.next_if(|section| section.level > level) {
        adopt(&mut section, left);
        parent.children.push(section);
    }
}

/// Returns the words and the level of a block that is a heading, written in Markdown or in HTML.
fn heading(tree: &Tree, source: &Source<'_>, place: Place) -> Option<(String, u8)> {
    let block = tree.get(place);
    match block.kind {
        Kind::Heading(level) => Some((block.words.trim().to_owned(), level)),
        Kind::Html => words::html_heading(source.slice(block.first, block.last)),
        _ => None,
    }
}

/// Splits a section at the short paragraphs that name the task lists after them (`Tagging:`), where there are several.
fn split(section: &Section, tree: &Tree) -> Vec<Section> {
    let is_name = |index: usize, place: Place| {
        let block = tree.get(place);
        let is_short = block.words.chars().count() <= LONGEST_PSEUDO_HEADING && block.first == block.last;
        let names = is_short && block.spans.is_empty() && block.words.trim_end().ends_with(':');
        let next = section.own.get(index + 1).copied();
        block.kind == Kind::Paragraph && names && next.is_some_and(|next| has_tasks(tree, next))
    };
    let names: Vec<usize> = section
        .own
        .iter()
        .enumerate()
        .filter(|(index, place)| is_name(*index, **place))
        .map(|(index, _)| index)
        .collect();
    let mut parts = vec![Section { own: Vec::new(), ..section.clone() }];
    for (index, place) in section.own.iter().copied().enumerate() {
        if names.len() > 1 && names.binary_search(&index).is_ok() {
            let block = tree.get(place);
            let title = block.words.trim().trim_end_matches(':').to_owned();
            let heading = Some((block.first, block.last));
            parts.push(Section { title, heading, level: PSEUDO_LEVEL, ..Section::default() });
        } else if let Some(part) = parts.last_mut() {
            part.own.push(place);
        }
    }
    parts
}

fn has_tasks(tree: &Tree, list: Place) -> bool {
    tree.children(list).iter().any(|item| matches!(tree.get(*item).kind, Kind::Item { ticked: Some(_) }))
}

#[cfg(test)]
mod tests {
    use crate::core::checklist::read;

    #[test]
    fn a_list_that_is_the_whole_document_is_a_checklist() {
        let titles = |text: &str| {
            let steps = read(text).procedures;
            let all = steps.iter().flat_map(crate::core::checklist::Procedure::ticks);
            all.map(|tick| tick.step.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(titles("# Releasing\n\n- The changelog\n- The tag\n"), ["The changelog", "The tag"]);
        assert_eq!(titles("- aa\n- bb\n"), ["aa", "bb"]);
        for text in [
            "# Releasing\n\nWhat changed:\n\n- The changelog\n- The tag\n",
            "# Releasing\n\n- The changelog\n\n## More\n\n- The tag\n",
            "# Releasing\n\n- [The changelog](#changelog)\n- [The tag](#tag)\n\n## Tag\n",
            "",
        ] {
            assert_eq!(titles(text), [""; 0], "{text}");
        }
    }
}
