//! Doubts about what blocks would run.

use std::collections::BTreeSet;

use crate::core::checklist::block::Block;
use crate::core::checklist::branches::{BranchOrRemote, named_branches_and_remotes};
use crate::core::checklist::lint::place::{Lines, Places};
use crate::core::checklist::model::{Doubt, Step};
use crate::core::checklist::placeholder::{Placeholder, Spelling, is_known, probably, sets};
use crate::core::checklist::script::{Context, Contexts, commands};

/// Adds the doubts about the blocks of steps, which stand there in the order of the document.
pub(super) fn look(places: &Places<'_>, steps: &[&Step], doubts: &mut Vec<Doubt>) {
    let declared: BTreeSet<&str> = steps.iter().flat_map(|step| &step.annotation.input).map(String::as_str).collect();
    // The variables that the blocks before set.
    let mut set: BTreeSet<String> = BTreeSet::new();
    for step in steps {
        for block in step.blocks.iter().filter(|block| block.is_runnable()) {
            let contexts = Contexts::read(&block.commands);
            let lines = places.lines_of(block);
            for (placeholder, range) in Placeholder::in_commands(&block.commands) {
                let Some(span) = lines.place(&range) else { continue };
                let variable = variable(&placeholder);
                // Its value is kept for the blocks that name it.
                if placeholder.spelling == Spelling::Shell && set.contains(&variable) {
                    continue;
                }
                let is_unknown = !is_known(&placeholder.name) && !is_declared(&declared, &placeholder, &variable);
                doubts.extend(doubt_of(places, &contexts, &placeholder, range.start, span, is_unknown));
            }
            branches(places, block, &lines, doubts);
            set.extend(sets(&block.commands).into_iter().map(|(name, _)| name));
        }
    }
    exports(places, steps, &declared, doubts);
}

/// A variable that is exported is set for the programs of its block; where no later block names it, nobody knows that its
/// value is wanted there.
fn exports(places: &Places<'_>, steps: &[&Step], declared: &BTreeSet<&str>, doubts: &mut Vec<Doubt>) {
    let blocks: Vec<&Block> = steps.iter().flat_map(|step| &step.blocks).filter(|block| block.is_runnable()).collect();
    let names = |block: &&Block| {
        let open = Placeholder::in_commands(&block.commands);
        open.iter().map(|(placeholder, _)| variable(placeholder)).collect::<BTreeSet<String>>()
    };
    let of_blocks: Vec<BTreeSet<String>> = blocks.iter().map(names).collect();
    for (place, block) in blocks.iter().enumerate() {
        let later = of_blocks.get(place + 1..).unwrap_or_default();
        let lines = places.lines_of(block);
        for command in commands(&block.commands) {
            let Some(("export", names)) = command.texts().split_first().map(|(first, rest)| (*first, rest.to_vec()))
            else {
                continue;
            };
            for (word, text) in command.words.iter().skip(1).zip(names) {
                let name = text.split('=').next().unwrap_or_default();
                let is_named = |names: &BTreeSet<String>| names.contains(name);
                if name.starts_with('-') || declared.contains(name) || later.is_empty() || later.iter().any(is_named) {
                    continue;
                }
                if let Some(span) = lines.place(&word.range) {
                    doubts.push(places.doubt(
                        span,
                        &format!("`{name}` is exported for this block alone"),
                        "the next block begins without it",
                        &format!(
                            "set it where it is needed, or declare it: `<!-- shepherd: input = \"{name}\" -->` at this step"
                        ),
                    ));
                }
            }
        }
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
    contexts: &Contexts<'_>,
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
            &match probably(name) {
                Some(meant) => format!("did you mean `${{{meant}}}`?"),
                None => format!("declare it at the step that knows it: `<!-- shepherd: input = \"{name}\" -->`"),
            },
        ));
    }
    let is_bare = contexts.at(start) == Context::Bare;
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
fn branches(places: &Places<'_>, block: &Block, lines: &Lines<'_>, doubts: &mut Vec<Doubt>) {
    let mut named = named_branches_and_remotes(&block.commands).into_iter();
    let first =
        named.find(|(kind, name, _)| *kind == BranchOrRemote::Branch && ["main", "master"].contains(&name.as_str()));
    let Some((_, name, range)) = first else { return };
    if let Some(span) = lines.place(&range) {
        doubts.push(places.doubt(
            span,
            &format!("a command names the branch `{name}`"),
            "wrong where a maintenance line is released",
            "write `${BRANCH}`, which is the branch of the release in hand",
        ));
    }
}
