//! Doubts about what blocks would run.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::checklist::annotation::Annotation;
use crate::core::checklist::block::Block;
use crate::core::checklist::branches::{BranchOrRemote, named_branches_and_remotes};
use crate::core::checklist::lint::place::Places;
use crate::core::checklist::model::{Doubt, Step};
use crate::core::checklist::placeholder::{Placeholder, Spelling, is_known, sets};
use crate::core::checklist::script::{Context, Contexts};

/// Adds the doubts about the blocks of steps, which stand there in the order of the document.
pub(super) fn look(places: &Places<'_>, steps: &[&Step], doubts: &mut Vec<Doubt>) {
    let declared: BTreeSet<&str> = steps.iter().flat_map(|step| &step.annotation.input).map(String::as_str).collect();
    // The variables that blocks set, with the line of the block.
    let mut set: BTreeMap<String, usize> = BTreeMap::new();
    for step in steps {
        for block in step.blocks.iter().filter(|block| block.is_runnable()) {
            for (placeholder, range) in Placeholder::in_commands(&block.commands) {
                let Some(span) = places.in_block(block, &range) else { continue };
                let variable = variable(&placeholder);
                let doubt = match set.get(&variable).filter(|_| placeholder.spelling == Spelling::Shell) {
                    Some(line) if !is_declared(&declared, &placeholder, &variable) => Some(places.doubt(
                        span,
                        &format!("`{variable}` is set in another block"),
                        &format!("not set here; the block of line {line} sets it for itself"),
                        &format!("declare it, so that it carries over: `<!-- shepherd: input = \"{variable}\" -->`"),
                    )),
                    Some(_) => None,
                    None => {
                        let is_unknown =
                            !is_known(&placeholder.name) && !is_declared(&declared, &placeholder, &variable);
                        doubt_of(places, block, &placeholder, range.start, span, is_unknown)
                    }
                };
                doubts.extend(doubt);
            }
            branches(places, block, doubts);
            set.extend(sets(&block.commands).into_iter().map(|(name, _)| (name, block.line)));
        }
        runs(places, step, &step.annotation, doubts);
    }
}

fn is_declared(declared: &BTreeSet<&str>, placeholder: &Placeholder, variable: &str) -> bool {
    declared.contains(placeholder.name.as_str()) || declared.contains(variable)
}

/// Returns the name that a shell knows, or the one name of the placeholder.
fn variable(placeholder: &Placeholder) -> String {
    if placeholder.spelling != Spelling::Shell {
        return placeholder.name.clone();
    }
    let bare = placeholder.text.trim_start_matches(['$', '{', '#', '!']);
    bare.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next().unwrap_or_default().to_owned()
}

fn doubt_of(
    places: &Places<'_>,
    block: &Block,
    placeholder: &Placeholder,
    start: usize,
    span: std::ops::Range<usize>,
    is_unknown: bool,
) -> Option<Doubt> {
    let Placeholder { name, text, spelling } = placeholder;
    if *spelling == Spelling::Example {
        let help = format!("write `${{{name}}}`, which is filled in for the release in hand");
        return Some(places.doubt(span, "an example version stands in a command", "would run as it is", &help));
    }
    if is_unknown {
        return Some(places.doubt(
            span,
            &format!("nothing says what `{text}` is"),
            "no known name, and no input",
            &format!("declare it at the step that knows it: `<!-- shepherd: input = \"{name}\" -->`"),
        ));
    }
    let is_bare = Contexts::read(&block.commands).at(start) == Context::Bare;
    (*spelling == Spelling::Angle && is_bare).then(|| {
        places.doubt(
            span,
            &format!("a shell reads `{text}` as a redirection"),
            "filled in here, and wrong where it is pasted",
            &format!("write `${{{name}}}`"),
        )
    })
}

/// `main` is right on one line of releases only.
fn branches(places: &Places<'_>, block: &Block, doubts: &mut Vec<Doubt>) {
    let named = named_branches_and_remotes(&block.commands).into_iter();
    let first = named
        .filter(|(kind, name, _)| *kind == BranchOrRemote::Branch && ["main", "master"].contains(&name.as_str()))
        .next();
    let Some((_, name, range)) = first else { return };
    if let Some(span) = places.in_block(block, &range) {
        doubts.push(places.doubt(
            span,
            &format!("a command names the branch `{name}`"),
            "wrong where a maintenance line is released",
            "write `${BRANCH}`, which is the branch of the release in hand",
        ));
    }
}

fn runs(places: &Places<'_>, step: &Step, annotation: &Annotation, doubts: &mut Vec<Doubt>) {
    let Some(run) = annotation.run else { return };
    if step.blocks.iter().any(Block::is_runnable) {
        let written = format!("\"{}\"", run.name());
        let span = places.find(step.line..=step.last_line, &written).unwrap_or_else(|| places.line(step.line));
        doubts.push(places.doubt(
            span,
            &format!("the step has commands, and `run = {written}`"),
            "which of the two?",
            "leave one of them out, or make two steps of it",
        ));
    }
}
