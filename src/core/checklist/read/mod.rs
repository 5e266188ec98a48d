//! Reads a document: Markdown to procedures, phases and steps.
//!
//! The unit of a step is chosen for each section; headings are phases. What is no step is set aside, and nothing is
//! dropped: each line of the file is in the text of a step, in the introduction of a phase, or set aside.

mod content;
mod flat;
mod identity;
mod maker;
mod misspelt;
mod parts;
mod plan;
mod section;
mod siblings;
mod source;
mod title;
mod tree;
mod words;

use crate::core::checklist::model::{Checklist, Procedure};
use maker::Maker;
use plan::Planner;
use section::Section;
use source::Source;
pub use source::normalized;
use tree::{Kind, Tree};

/// What a file without any heading is called.
const NO_TITLE: &str = "Release";

/// Returns what a Markdown text says to do. Never fails, and drops nothing.
pub fn read(text: &str) -> Checklist {
    let mut source = Source::new(text);
    let mut tree = Tree::parse(&source);
    source.hide(tree.annotations(&source));
    let comments = tree.take_comments(&source);
    let root = Section::read(&tree, &source);
    let title = title_of(&root, &tree, &source);
    let checklist = sort(&source, &tree, &root, &title, Steps::Plain);
    // Where nothing else is a step, prose that tells somebody to do something is.
    let checklist =
        if checklist.procedures.is_empty() { sort(&source, &tree, &root, &title, Steps::Prose) } else { checklist };
    let is_bare = checklist.procedures.is_empty() && root.is_one_list(&tree);
    let mut checklist = if is_bare { sort(&source, &tree, &root, &title, Steps::AnyList) } else { checklist };
    for (first, last, what) in comments {
        let text = source.slice(first, last).to_owned();
        let set_aside = crate::core::checklist::model::SetAside { line: first, last_line: last, what, text };
        checklist.set_aside.push(set_aside);
    }
    checklist.doubts.extend(misspelt::doubts(text));
    checklist.set_aside.sort_by_key(|part| (part.line, std::cmp::Reverse(part.last_line)));
    identity::identify(&mut checklist.procedures, &title);
    checklist
}

/// What may be a step: more and more of the document, while nothing is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Steps {
    /// Lists that say what to do.
    Plain,
    /// Prose that says what to do, too.
    Prose,
    /// The one list that the document is, whatever it says.
    AnyList,
}

/// Sorts the sections.
fn sort(source: &Source<'_>, tree: &Tree, root: &Section, title: &str, steps: Steps) -> Checklist {
    let maker = Maker { source, tree, doubts: Vec::new() };
    let first = Procedure { title: title.to_owned(), ..Procedure::default() };
    let mut planner = Planner { maker, procedures: vec![first], aside: Vec::new(), open: None, steps };
    for place in tree.children(0) {
        let block = tree.get(*place);
        if block.kind == Kind::FrontMatter {
            planner.aside(block.first, block.last, "front matter".to_owned());
        }
    }
    planner.place_document(root);
    let mut procedures = planner.procedures;
    name_ordinary(&mut procedures);
    let count = |procedure: &Procedure| procedure.phases.iter().map(|phase| phase.steps.len()).sum::<usize>();
    let default = (0..procedures.len()).find(|index| procedures.get(*index).is_some_and(|known| count(known) > 0));
    if let Some(procedure) = default.and_then(|default| procedures.get_mut(default)) {
        procedure.is_default = true;
    }
    procedures.retain(|procedure| count(procedure) > 0);
    procedures.sort_by_key(|procedure| procedure.phases.first().map_or(0, |phase| phase.line));
    Checklist { procedures, set_aside: planner.aside, doubts: planner.maker.doubts }
}

/// The ordinary way has the name that its heading gives it, where the others beside it are named too.
fn name_ordinary(procedures: &mut [Procedure]) {
    if let [first, _, ..] = procedures
        && let [phase] = first.phases.as_slice()
        && words::way(&phase.title).is_some()
    {
        first.title.clone_from(&phase.title);
    }
}

/// Returns the title of the document: its only heading at the top, what its front matter says, or its first heading.
fn title_of(root: &Section, tree: &Tree, source: &Source<'_>) -> String {
    let headings: Vec<&Section> = root.all().into_iter().filter(|section| !section.title.trim().is_empty()).collect();
    let is_top = |section: &&&Section| section.level == 1;
    let top = headings.iter().find(is_top).map(|section| section.title.as_str());
    let first = headings.first().map(|section| section.title.as_str());
    let title = top.or_else(|| front_matter_title(tree, source)).or(first).unwrap_or(NO_TITLE);
    crate::core::text::clean(title).into_owned()
}

fn front_matter_title<'a>(tree: &Tree, source: &'a Source<'_>) -> Option<&'a str> {
    let matter = tree.children(0).iter().map(|place| tree.get(*place)).find(|block| block.kind == Kind::FrontMatter)?;
    let mut lines = matter.first..=matter.last;
    let title = lines.find_map(|line| source.line(line).strip_prefix("title:"))?;
    Some(title.trim().trim_matches(['"', '\''])).filter(|title| !title.is_empty())
}
