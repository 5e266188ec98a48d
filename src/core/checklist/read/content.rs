//! What of the blocks under one heading is steps. The unit is chosen for each section: tasks, else items with numbers,
//! else bullets that tell somebody to do something.

use super::tree::{Kind, Place, Tree};
use super::words;

/// How the steps of a section are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Items with boxes, and the bullets that group them.
    Tasks,
    /// Items with numbers, and paragraphs that begin with one.
    Numbers,
    /// Bullets.
    Bullets,
    /// Tasks in a block that is indented as code.
    Template,
}

/// The blocks of a section, sorted out.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) unit: Unit,
    /// What stands before the first step.
    pub(super) introduction: Vec<Place>,
    pub(super) steps: Vec<Part>,
}

/// A step, and what stands between it and the next one.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Commands of the introduction that are run with the step.
    pub(super) lead: Vec<Place>,
    /// The item or the paragraph; for a template, the block.
    pub(super) head: Place,
    /// For a template: which line of the code.
    pub(super) line: usize,
    /// What follows.
    pub(super) rest: Vec<Place>,
}

/// The share of bullets that have to tell somebody to do something: one of so many.
const ONE_OF: usize = 3;

/// Says whether a list is one of tasks: half of its items are, or hold some. A single box in a list of numbered steps makes
/// none of it.
fn is_task_list(tree: &Tree, list: Place) -> bool {
    let items = &tree.get(list).children;
    let tasks = items.iter().filter(|item| has_tasks(tree, &[**item])).count();
    tasks * 2 >= items.len() && tasks > 0
}

/// Sorts out the blocks of a section, `None` where there is no step among them. `follows`: the sections beside this one
/// are lists of steps, so that a list alone is one too.
pub(super) fn choose(tree: &Tree, own: &[Place], follows: bool) -> Option<Content> {
    let mut lists = 0..own.len();
    let is_list = |index: &usize| matches!(kind_at(tree, own, *index), Some(Kind::List { .. }));
    let unit = if own.iter().enumerate().any(|(index, place)| is_list(&index) && is_task_list(tree, *place)) {
        Unit::Tasks
    } else if lists.clone().any(|index| is_numbered(tree, own, index)) || ordinals(tree, own) > 1 {
        Unit::Numbers
    } else if lists.any(|index| is_instructive(tree, own, index, follows)) {
        Unit::Bullets
    } else if own.iter().any(|place| template(tree, *place) > 1) {
        Unit::Template
    } else {
        return None;
    };
    let mut content = Content { unit, introduction: Vec::new(), steps: Vec::new() };
    let has_ordinals = unit == Unit::Numbers && ordinals(tree, own) > 1;
    for (index, place) in own.iter().copied().enumerate() {
        let block = tree.get(place);
        let is_unit = match (&block.kind, unit) {
            (Kind::List { .. }, Unit::Tasks) => is_task_list(tree, place),
            (Kind::List { .. }, Unit::Numbers) => is_numbered(tree, own, index),
            (Kind::List { is_ordered: false }, Unit::Bullets) => {
                // A list goes on after a block that cuts it in two.
                let goes_on = !content.steps.is_empty() && index > 0;
                let is_cut = goes_on && matches!(kind_at(tree, own, index - 1), Some(Kind::Code { .. }));
                is_cut || is_instructive(tree, own, index, follows)
            }
            (Kind::Paragraph, Unit::Numbers) if has_ordinals => words::is_ordinal(&block.words),
            _ => false,
        };
        if is_unit && block.kind == Kind::Paragraph {
            content.steps.push(Part { lead: Vec::new(), head: place, line: 0, rest: Vec::new() });
        } else if is_unit {
            for item in block.children.iter().copied() {
                if unit == Unit::Tasks && !has_tasks(tree, &[item]) {
                    content.add(item);
                } else {
                    content.steps.push(Part { lead: Vec::new(), head: item, line: 0, rest: Vec::new() });
                }
            }
        } else {
            content.add(place);
        }
    }
    if unit == Unit::Template {
        content.steps = own.iter().flat_map(|place| templates(tree, *place)).collect();
    }
    content.give_commands_to_first(tree);
    Some(content)
}

impl Content {
    /// Adds what is no step: it belongs to the step before.
    fn add(&mut self, place: Place) {
        match self.steps.last_mut() {
            Some(part) => part.rest.push(place),
            None => self.introduction.push(place),
        }
    }

    /// Commands of an introduction are run with the first step; their text stays where it is.
    fn give_commands_to_first(&mut self, tree: &Tree) {
        if let Some(step) = self.steps.first_mut() {
            let commands = self.introduction.iter().copied().filter(|place| has_commands(tree, &[*place]));
            step.lead = commands.collect();
        }
    }
}

/// Says whether there is a box below some blocks; in a quote there is none.
pub(super) fn has_tasks(tree: &Tree, places: &[Place]) -> bool {
    places.iter().any(|place| tree.get(*place).has_tasks)
}

/// Says whether there is a block of commands below some blocks.
pub(super) fn has_commands(tree: &Tree, places: &[Place]) -> bool {
    places.iter().any(|place| tree.get(*place).has_commands)
}

fn kind_at<'a>(tree: &'a Tree, own: &[Place], index: usize) -> Option<&'a Kind> {
    own.get(index).map(|place| &tree.get(*place).kind)
}

/// Says whether a list has numbers and is not what a workflow does.
fn is_numbered(tree: &Tree, own: &[Place], index: usize) -> bool {
    kind_at(tree, own, index) == Some(&Kind::List { is_ordered: true })
        && !is_introduced_as_reading(tree, own, index)
        && !is_contents(tree, own, index)
}

/// Says whether each item of a list leads to a place in the document, and none tells somebody to do something.
fn is_contents(tree: &Tree, own: &[Place], index: usize) -> bool {
    let items = own.get(index).map_or(&[][..], |list| tree.children(*list));
    let leads = |item: &Place| tree.children(*item).first().is_some_and(|place| tree.get(*place).has_anchor);
    items.iter().all(|item| leads(item) && !is_order(tree, *item))
}

/// Says whether the bullets of a list tell somebody to do something.
fn is_instructive(tree: &Tree, own: &[Place], index: usize, follows: bool) -> bool {
    let is_bullets = kind_at(tree, own, index) == Some(&Kind::List { is_ordered: false });
    if !is_bullets || is_introduced_as_reading(tree, own, index) {
        return false;
    }
    if follows && own.len() == 1 {
        return true;
    }
    if before(tree, own, index).is_some_and(words::introduces_steps) {
        return true;
    }
    let items = own.get(index).map_or(&[][..], |list| tree.children(*list));
    let orders = items.iter().filter(|item| is_order(tree, **item)).count();
    orders > 0 && orders * ONE_OF >= items.len()
}

/// Says whether an item tells somebody to do something, or is a command.
fn is_order(tree: &Tree, item: Place) -> bool {
    *tree.get(item).is_order.get_or_init(|| tells(tree, item))
}

fn tells(tree: &Tree, item: Place) -> bool {
    let Some(first) = tree.children(item).first().map(|place| tree.get(*place)) else { return false };
    if has_commands(tree, &[item]) {
        return true;
    }
    // A list of links within the document is a table of contents.
    if first.begins_with_anchor {
        return false;
    }
    let words = first.words.trim();
    let is_command = first.begins_with_code
        && first.spans.first().is_some_and(|span| span.contains(' ') && words.starts_with(span.trim()));
    is_command
        || starts_as_step(words)
        || words::sentences(words).next().is_some_and(|sentence| words::is_order(sentence, first.begins_with_code))
}

/// `Step 1: Prep Release`
fn starts_as_step(words: &str) -> bool {
    words.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("step")) && words::is_ordinal(words)
}

/// Says whether what stands before a list makes reading of it.
fn is_introduced_as_reading(tree: &Tree, own: &[Place], index: usize) -> bool {
    before(tree, own, index).is_some_and(words::introduces_reading)
}

/// Returns the words of the paragraph before a list.
fn before<'a>(tree: &'a Tree, own: &[Place], index: usize) -> Option<&'a str> {
    let block = tree.get(*own.get(index.checked_sub(1)?)?);
    (block.kind == Kind::Paragraph).then_some(block.words.as_str())
}

fn ordinals(tree: &Tree, own: &[Place]) -> usize {
    let blocks = own.iter().map(|place| tree.get(*place));
    blocks.filter(|block| block.kind == Kind::Paragraph && words::is_ordinal(&block.words)).count()
}

/// Returns how many tasks stand in a block that is indented as code.
fn template(tree: &Tree, place: Place) -> usize {
    match &tree.get(place).kind {
        Kind::Code { label: None, code } => words::tasks(code),
        _ => 0,
    }
}

/// Returns the tasks in a block that is indented as code.
fn templates(tree: &Tree, place: Place) -> Vec<Part> {
    let Kind::Code { label: None, code } = &tree.get(place).kind else { return Vec::new() };
    let lines = code.lines().enumerate().filter(|(_, line)| words::tasks(&format!("{line}\n")) > 0);
    lines.map(|(line, _)| Part { lead: Vec::new(), head: place, line, rest: Vec::new() }).collect()
}
