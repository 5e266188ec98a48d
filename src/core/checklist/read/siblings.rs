//! What the sections beside each other say about one another: whether their headings are the steps, and which of them
//! are ways to release of their own.

use super::content::{self, Unit};
use super::section::Section;
use super::tree::{Kind, Place, Tree};
use super::words::{self, Way};

/// Sections of one level under one heading.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub(super) struct Group {
    /// Whether each heading is a step.
    pub(super) by_headings: bool,
    /// Whether most of the sections are lists of steps.
    pub(super) follows: bool,
    /// Whether one of them holds sections of steps.
    pub(super) has_containers: bool,
    /// Whether most of them hold no other sections.
    are_leaves: bool,
}

/// Where the steps of a section belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// To the procedure of the section above.
    Here,
    /// To a procedure of their own.
    Alone,
    /// To a procedure of what follows all the ways to release.
    Shared,
}

/// Headings are steps only where there are not that many items for each of them.
const MOST_ITEMS: usize = 3;

impl Group {
    /// Looks at sections beside each other.
    pub(super) fn of(tree: &Tree, sections: &[&Section]) -> Self {
        let (listed, prose): (Vec<&Section>, Vec<&Section>) =
            sections.iter().partition(|section| is_listed(tree, section));
        let is_phase =
            |section: &&Section| section.children.iter().any(|child| items(tree, child) > 0 || tells(tree, child));
        let containers = sections.iter().filter(|section| is_phase(section)).count();
        let prose: Vec<&Section> = prose.into_iter().filter(|section| !is_phase(section)).collect();
        let telling = prose.iter().filter(|section| tells(tree, section)).count();
        let few_items = listed.iter().map(|section| items(tree, section)).sum::<usize>() <= MOST_ITEMS * sections.len();
        let (listed, prose) = (listed.len(), prose.len());
        let has_containers = containers > 0;
        let follows = listed * 2 > sections.len();
        let are_leaves = containers * 2 < sections.len();
        let numbered = sections.iter().filter(|section| section.numbers > 0).count();
        let has_tasks = sections.iter().any(|section| {
            section.all().iter().any(|section| {
                content::has_tasks(tree, &section.own)
                    || steps(tree, section).is_some_and(|(unit, _)| unit == Unit::Template)
            })
        });
        // `4.1` is one of several even where it stands alone.
        let is_numbered = numbered > 1 || sections.iter().any(|section| section.numbers > 1);
        let are_numbered = is_numbered && numbered * 2 >= sections.len() && sections.len() - listed >= listed;
        let are_telling = prose > 1 && prose > listed && telling * 2 >= prose;
        let by_headings = !has_tasks && few_items && (are_numbered || are_telling);
        Self { by_headings, follows, has_containers, are_leaves }
    }
}

/// Says whether a section among steps is no step but holds some.
pub(super) fn is_container(section: &Section, group: Group) -> bool {
    if section.children.is_empty() {
        return false;
    }
    if section.numbers > 0 {
        return section.numbers == 1 && section.children.iter().any(|child| has_numbers(child, 2));
    }
    !group.are_leaves
}

fn has_numbers(section: &Section, parts: usize) -> bool {
    section.numbers >= parts || section.children.iter().any(|child| has_numbers(child, parts))
}

/// Returns the unit and the number of the steps under a heading itself. Each level above asks for it.
pub(super) fn steps(tree: &Tree, section: &Section) -> Option<(Unit, usize)> {
    let chosen = || content::choose(tree, &section.own, false).map(|content| (content.unit, content.steps.len()));
    *section.steps.get_or_init(chosen)
}

/// Returns how many items of lists below a section are steps.
fn items(tree: &Tree, section: &Section) -> usize {
    let own = steps(tree, section).map_or(0, |(_, count)| count);
    own + section.children.iter().map(|child| items(tree, child)).sum::<usize>()
}

/// Says whether a section is a list of steps, or holds some, rather than prose with a list in it.
fn is_listed(tree: &Tree, section: &Section) -> bool {
    let Some((unit, count)) = steps(tree, section) else {
        return section.children.iter().any(|child| is_listed(tree, child));
    };
    let others = section.own.iter().filter(|place| {
        let kind = &tree.get(**place).kind;
        matches!(kind, Kind::Paragraph | Kind::Code { .. })
    });
    unit != Unit::Bullets || count >= others.count()
}

/// Says whether a section tells somebody to do something, in its title or its text.
fn tells(tree: &Tree, section: &Section) -> bool {
    *section.tells.get_or_init(|| reads_as_order(tree, section))
}

fn reads_as_order(tree: &Tree, section: &Section) -> bool {
    let title = words::plain_title(&section.title);
    words::is_order(&title, false)
        || words::is_activity(&section.title)
        || content::has_commands(tree, &section.own)
        || paragraphs(tree, &section.own)
            .any(|(words, code)| words::sentences(words).any(|sentence| words::is_order(sentence, code)))
}

/// Says whether the text begins with something to do.
pub(super) fn begins_with_order(tree: &Tree, own: &[Place]) -> bool {
    let first = paragraphs(tree, own).next();
    first.is_some_and(|(words, code)| {
        words::sentences(words).next().is_some_and(|sentence| words::is_order(sentence, code))
    })
}

fn paragraphs<'a>(tree: &'a Tree, own: &'a [Place]) -> impl Iterator<Item = (&'a str, bool)> {
    let blocks = own.iter().map(|place| tree.get(*place));
    // A row of a table that a comment cuts off is a paragraph for Markdown.
    let blocks = blocks.filter(|block| block.kind == Kind::Paragraph && !block.words.trim_start().starts_with('|'));
    blocks.map(|block| (block.words.as_str(), block.begins_with_code))
}

/// Returns where the steps of each section belong.
pub(super) fn ways(sections: &[&Section]) -> Vec<Belongs> {
    let ways: Vec<Option<Way>> = sections.iter().map(|section| words::way(&section.title)).collect();
    let last_other = ways.iter().rposition(|way| *way == Some(Way::Other));
    let whole = ways.iter().position(|way| *way == Some(Way::Whole));
    let processes = sections.iter().filter(|section| words::is_process(&section.title)).count();
    let mut ordinary = 0;
    let belongs = sections.iter().zip(&ways).enumerate().map(|(index, (section, way))| match way {
        Some(Way::Other) => Belongs::Alone,
        Some(Way::Ordinary) => {
            ordinary += 1;
            if ordinary > 1 { Belongs::Alone } else { Belongs::Here }
        }
        None if processes > 1 && words::is_process(&section.title) => Belongs::Alone,
        None if whole.is_some_and(|whole| index > whole) && !words::is_part(&section.title) => Belongs::Alone,
        None if whole.is_none() && last_other.is_some_and(|last| index > last) => Belongs::Shared,
        Some(Way::Whole) | None => Belongs::Here,
    });
    belongs.collect()
}
