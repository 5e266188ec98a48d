//! What can be misunderstood in a release document: each doubt with its place, and what to write instead.

mod annotations;
mod blocks;
mod place;

use std::collections::BTreeSet;

use crate::core::checklist::model::{Checklist, Doubt, Procedure, Step};

use place::Places;

/// Returns the doubts about a document, in the order of their places. `text` is the document, as it was read.
pub fn lint(text: &str, checklist: &Checklist) -> Vec<Doubt> {
    let places = Places::new(text);
    let mut doubts = annotation_doubts(text, checklist);
    for procedure in &checklist.procedures {
        let steps = all_steps(procedure);
        blocks::look(&places, &steps, &mut doubts);
        ticks(&places, &steps, &mut doubts);
    }
    annotations::homeless(&places, checklist, &mut doubts);
    procedures(&places, checklist, &mut doubts);
    in_order(doubts)
}

/// Returns the doubts about what annotations say, in the order of their places: a document with one of them cannot be
/// followed.
pub fn annotation_doubts(text: &str, checklist: &Checklist) -> Vec<Doubt> {
    let places = Places::new(text);
    let mut doubts = checklist.doubts.clone();
    for procedure in &checklist.procedures {
        annotations::look(&places, &all_steps(procedure), &mut doubts);
    }
    in_order(doubts)
}

fn in_order(mut doubts: Vec<Doubt>) -> Vec<Doubt> {
    doubts.sort_by_key(|doubt| (doubt.span.start, doubt.span.end));
    // Procedures can share steps, and one place needs one doubt of a kind.
    let mut seen = BTreeSet::new();
    doubts.retain(|doubt| seen.insert((doubt.span.start, doubt.message.clone())));
    doubts
}

/// Returns each step of a procedure, groups and details included, in the order of the file.
fn all_steps(procedure: &Procedure) -> Vec<&Step> {
    fn collect<'a>(steps: &'a [Step], all: &mut Vec<&'a Step>) {
        for step in steps {
            all.push(step);
            collect(&step.steps, all);
        }
    }
    let mut all = Vec::new();
    for phase in &procedure.phases {
        collect(&phase.steps, &mut all);
    }
    all
}

fn ticks(places: &Places<'_>, steps: &[&Step], doubts: &mut Vec<Doubt>) {
    for step in steps.iter().filter(|step| step.is_ticked) {
        let spot = places.find(step.line..=step.line, "[x]").or_else(|| places.find(step.line..=step.line, "[X]"));
        doubts.push(places.doubt(
            spot.unwrap_or_else(|| places.line(step.line)),
            "a box is ticked in the document",
            "done before it begins",
            "write `[ ]`: what is done in a release stands in its run, and not here",
        ));
    }
}

fn procedures(places: &Places<'_>, checklist: &Checklist, doubts: &mut Vec<Doubt>) {
    let count = checklist.procedures.len();
    for procedure in checklist.procedures.iter().skip(1) {
        let Some(phase) = procedure.phases.first() else { continue };
        doubts.push(places.doubt(
            places.line(phase.line),
            &format!("the document has {count} procedures"),
            "another procedure",
            "say in the configuration which one is for what: `[procedures]`, then `patch = \"TITLE\"`; else it is asked for",
        ));
    }
}

#[cfg(test)]
mod tests;
