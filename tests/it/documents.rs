//! Real release documents, read in place from `../shared/data/releasing`: what a person judged to be steps and blocks of
//! commands, and whether all that they say is still there. Without them the tests say that they are skipped.

use std::fs;
use std::path::Path;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use release_shepherd::core::checklist::{Checklist, Procedure, Step, read, show};

/// A document and what a person sees in it.
struct Document {
    name: String,
    text: String,
    all_steps: Judged,
    main_steps: Judged,
    blocks: Judged,
}

/// A judged number; `~12` is a judgement call.
#[derive(Clone, Copy)]
struct Judged {
    count: usize,
    is_rough: bool,
}

impl Judged {
    fn read(text: &str) -> Self {
        let count = text.trim_start_matches('~').parse().unwrap_or_else(|_| panic!("`{text}` is no number"));
        Self { count, is_rough: text.starts_with('~') }
    }

    /// Whether `found` is within one or a tenth, a quarter for a judgement call.
    fn is_near(self, found: usize) -> bool {
        let distance = self.count.abs_diff(found);
        distance <= 1 || distance * if self.is_rough { 4 } else { 10 } <= self.count
    }
}

fn documents() -> Option<Vec<Document>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/releasing");
    let Ok(index) = fs::read_to_string(folder.join("INDEX.tsv")) else {
        println!("skipped: {} is not there", folder.display());
        return None;
    };
    let read = |row: &str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let text = fs::read_to_string(folder.join(cells[0])).expect("the document is text");
        let [all_steps, blocks, main_steps] = [cells[4], cells[5], cells[9]].map(Judged::read);
        Document { name: cells[0].to_owned(), text, all_steps, main_steps, blocks }
    };
    let documents: Vec<Document> = index.lines().skip(1).map(read).collect();
    assert_eq!(documents.len(), 56);
    Some(documents)
}

fn steps(procedure: &Procedure) -> usize {
    procedure.phases.iter().map(|phase| phase.steps.len()).sum()
}

fn blocks(steps: &[Step]) -> usize {
    let own = |step: &Step| step.blocks.iter().filter(|block| block.is_runnable()).count();
    steps.iter().map(|step| own(step) + blocks(&step.steps)).sum()
}

fn each_step<'a>(steps: &'a [Step], visit: &mut dyn FnMut(&'a Step)) {
    for step in steps {
        visit(step);
        each_step(&step.steps, visit);
    }
}

/// Counts how many documents agree, and prints each that does not.
fn compare(what: &str, documents: &[Document], judged: fn(&Document) -> Judged, found: fn(&Checklist) -> usize) {
    let (mut equal, mut near) = (0, 0);
    println!("\n{what}: judged, found");
    for document in documents {
        let (judged, found) = (judged(document), found(&read(&document.text)));
        equal += usize::from(judged.count == found);
        near += usize::from(judged.is_near(found));
        if judged.count != found {
            let mark = if judged.is_near(found) { "near" } else { "FAR " };
            let rough = if judged.is_rough { "~" } else { "" };
            println!("  {mark} {:>4} {found:>3}  {}", format!("{rough}{}", judged.count), document.name);
        }
    }
    let all = documents.len();
    println!("{what}: {equal} of {all} equal, {near} near");
    assert!(equal * 100 >= all * 80, "{what}: only {equal} of {all} are equal");
    assert!(near * 100 >= all * 92, "{what}: only {near} of {all} are near");
}

#[test]
fn steps_of_the_ordinary_release_are_what_a_person_counts() {
    let Some(documents) = documents() else { return };
    compare(
        "main flow",
        &documents,
        |document| document.main_steps,
        |checklist| checklist.procedures.iter().find(|procedure| procedure.is_default).map_or(0, steps),
    );
}

#[test]
fn steps_of_all_procedures_are_what_a_person_counts() {
    let Some(documents) = documents() else { return };
    compare(
        "all procedures",
        &documents,
        |document| document.all_steps,
        |checklist| checklist.procedures.iter().map(steps).sum(),
    );
}

#[test]
fn blocks_of_commands_are_what_a_person_counts() {
    let Some(documents) = documents() else { return };
    compare(
        "blocks of commands",
        &documents,
        |document| document.blocks,
        |checklist| {
            let phases = checklist.procedures.iter().flat_map(|procedure| &procedure.phases);
            phases.map(|phase| blocks(&phase.steps)).sum()
        },
    );
}

/// The headings, list items and code blocks of a text, in order, as their words.
pub(crate) fn parts(text: &str) -> Vec<String> {
    let mut options = Options::default();
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.table = true;
    options.extension.tasklist = true;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    root.descendants().filter_map(part).filter(|words| !words.is_empty()).collect()
}

/// Returns the parts of a text that another does not have, or has somewhere before the part in front of them.
fn out_of_place(text: &str, other: &str) -> Vec<String> {
    let there = parts(other);
    let mut left = there.iter();
    let mut missing = parts(text);
    missing.retain(|part| {
        let mut ahead = left.clone();
        let is_there = ahead.any(|other| other == part);
        if is_there {
            left = ahead;
        }
        !is_there
    });
    missing
}

fn part<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::CodeBlock(code) => Some(code.literal.split_whitespace().collect::<Vec<_>>().join(" ")),
        NodeValue::Heading(_) => Some(inline(node)),
        NodeValue::Item(_) | NodeValue::TaskItem(_) => {
            node.first_child().filter(|child| child.data().value == NodeValue::Paragraph).map(inline)
        }
        _ => None,
    }
}

fn inline<'a>(node: &'a AstNode<'a>) -> String {
    let mut words = String::new();
    for part in node.descendants() {
        match &part.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push(' '),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_is_dropped_and_all_stays_in_order() {
    let Some(documents) = documents() else { return };
    let mut missing = 0;
    for document in &documents {
        for part in out_of_place(&document.text, &show::markdown(&read(&document.text))) {
            missing += 1;
            println!("{}: {part:?}", document.name);
        }
    }
    assert_eq!(missing, 0);
}

#[test]
fn every_word_is_somewhere() {
    let Some(documents) = documents() else { return };
    for document in &documents {
        let shown = show::markdown(&read(&document.text));
        let words: std::collections::HashSet<&str> = shown.split_whitespace().collect();
        for word in document.text.split_whitespace() {
            let is_marker = word.chars().all(|letter| letter.is_ascii_digit() || "-*+.[]()".contains(letter));
            assert!(is_marker || words.contains(word), "{}: {word:?} is gone", document.name);
        }
    }
}

#[test]
fn line_ends_do_not_matter() {
    let Some(documents) = documents() else { return };
    for document in &documents {
        assert_eq!(read(&document.text.replace('\n', "\r\n")), read(&document.text), "{}", document.name);
    }
}

#[test]
fn each_step_has_a_name_a_place_and_an_identity_of_its_own() {
    let Some(documents) = documents() else { return };
    for document in &documents {
        let mut seen = std::collections::BTreeSet::new();
        let checklist = read(&document.text);
        let lines: Vec<&str> = document.text.lines().collect();
        for phase in checklist.procedures.iter().flat_map(|procedure| &procedure.phases) {
            each_step(&phase.steps, &mut |step| {
                assert!(!step.title.is_empty(), "{}:{}", document.name, step.line);
                assert!(seen.insert(step.id.clone()), "{}: {} is there twice", document.name, step.id);
                assert!(step.line <= step.last_line && step.last_line <= lines.len(), "{}: {step:?}", document.name);
                assert!(!lines[step.line - 1].trim().is_empty(), "{}:{} is blank", document.name, step.line);
            });
        }
    }
}
