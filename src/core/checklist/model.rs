//! What a release document holds: procedures, phases, steps, and what was set aside.

use crate::core::checklist::annotation::Annotation;
use crate::core::checklist::block::Block;
use crate::core::checklist::condition::Condition;
use crate::core::checklist::placeholder::Placeholder;

/// A Markdown file as it was understood. Lines are counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// The ways to release that the file describes, in its order; one of them is marked as the likeliest. Empty where
    /// there is nothing to tick.
    pub procedures: Vec<Procedure>,
    /// What is reading and no step, in the order of the file: requirements, policy, templates, comments.
    pub set_aside: Vec<SetAside>,
    /// What is wrong with single annotations. The steps that they stand in are there all the same.
    pub doubts: Vec<Doubt>,
}

/// One way to release: the ordinary one, a patch, an embargoed one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Procedure {
    /// The heading that names it, else the title of the document.
    pub title: String,
    /// Whether it is the likeliest of the file.
    pub is_default: bool,
    /// Its phases, in order. A procedure without headings has one phase.
    pub phases: Vec<Phase>,
}

/// The steps under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phase {
    /// The heading; the title of the document where steps stand under no heading of their own.
    pub title: String,
    /// The line of the heading.
    pub line: usize,
    /// The heading as it stands in the file: `## Tag the release`. Empty where an earlier phase of the same heading has
    /// it, or there is none.
    pub heading: String,
    /// The Markdown between the heading and its first step.
    pub introduction: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// How a step is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// `- [ ]`
    Task,
    /// `1.`
    Ordered,
    /// `-`
    Bullet,
    /// A heading that is one thing to do.
    Heading,
    /// A section of prose, as one manual step.
    Prose,
}

/// One thing to tick off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Survives edits of other steps: the annotation's `id`, else made of the heading path and the text.
    pub id: String,
    /// The first sentence or line as plain text, without a checkbox, number, condition or markup.
    pub title: String,
    /// The first line.
    pub line: usize,
    /// The last line, sub-steps included.
    pub last_line: usize,
    /// How it is written.
    pub kind: StepKind,
    /// Whether its box is ticked in the file.
    pub is_ticked: bool,
    /// Whether it only holds its sub-steps together, and is ticked when they are.
    pub is_group: bool,
    /// Whether it is a nested item that only describes the step above it: no tick of its own.
    pub is_detail: bool,
    /// Its own Markdown as it stands in the file, dedented, code blocks included; without the sub-steps and without the
    /// annotation.
    pub text: String,
    /// Its code blocks, in order, without those of its sub-steps.
    pub blocks: Vec<Block>,
    /// Commands in code spans: shown, never run, and looked at for what they do.
    pub inline: Vec<String>,
    /// When it applies, as the words of the document say. Empty: always.
    pub conditions: Vec<Condition>,
    /// What its commands and text leave open, each name once.
    pub placeholders: Vec<Placeholder>,
    /// What its annotation says.
    pub annotation: Annotation,
    /// Its sub-steps, in order.
    pub steps: Vec<Step>,
}

/// A part of the file that is no step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The first line.
    pub line: usize,
    /// The last line.
    pub last_line: usize,
    /// What it is, in a few words: `requirements`, `a template of 8 tasks`, `front matter`, `comment`.
    pub what: String,
    /// Its Markdown, as it stands in the file.
    pub text: String,
}

/// Something in the file that can be misunderstood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is doubtful: a lowercase fragment.
    pub message: String,
    /// The line.
    pub line: usize,
    /// The place in the text of the whole file, in bytes; never empty and never across a line end.
    pub span: std::ops::Range<usize>,
    /// What stands there, in a few words.
    pub label: String,
    /// What to write instead.
    pub help: String,
}

/// A step in the order in which it is walked, with the groups that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick<'a> {
    /// The phase that it stands under.
    pub phase: &'a Phase,
    /// The steps above it, the outermost first.
    pub groups: Vec<&'a Step>,
    /// The step.
    pub step: &'a Step,
}

impl Procedure {
    /// Returns the steps in the order in which they are walked: a group by its members, a step before its sub-steps, and
    /// details with the step that they describe.
    pub fn ticks(&self) -> Vec<Tick<'_>> {
        let mut ticks = Vec::new();
        for phase in &self.phases {
            collect(phase, &phase.steps, &mut Vec::new(), &mut ticks);
        }
        ticks
    }
}

fn collect<'a>(phase: &'a Phase, steps: &'a [Step], groups: &mut Vec<&'a Step>, ticks: &mut Vec<Tick<'a>>) {
    for step in steps.iter().filter(|step| !step.is_detail) {
        if !step.is_group {
            ticks.push(Tick { phase, groups: groups.clone(), step });
        }
        groups.push(step);
        collect(phase, &step.steps, groups, ticks);
        groups.pop();
    }
}

impl Step {
    /// Returns the text of the step without its runnable blocks, which are shown filled in elsewhere, and without the
    /// definitions of links, which say nothing on a terminal.
    pub fn words(&self) -> String {
        let lines: Vec<&str> = self.text.lines().collect();
        let is_definition = |line: &&str| {
            let line = line.trim_start();
            line.starts_with('[')
                && !line.starts_with("[ ]")
                && line.split_once("]: ").is_some_and(|(name, _)| !name.contains("]("))
        };
        let mut hidden: Vec<bool> = lines.iter().map(is_definition).collect();
        // Of several blocks only the next is shown elsewhere, and the words around them belong to each.
        let runnable: Vec<&Block> = self.blocks.iter().filter(|block| block.is_runnable()).collect();
        for block in runnable.iter().filter(|_| runnable.len() == 1) {
            let code: Vec<&str> = block.code.lines().map(str::trim).collect();
            let fits = |at: usize| {
                let there = lines.get(at..at + code.len()).unwrap_or_default();
                !code.is_empty()
                    && there.len() == code.len()
                    && there.iter().zip(&code).all(|(one, two)| one.trim() == *two)
            };
            let Some(at) = (0..lines.len()).find(|at| fits(*at)) else { continue };
            let is_fence = |place: &usize| {
                let line = lines.get(*place).map_or("", |line| line.trim_start());
                line.starts_with("```") || line.starts_with("~~~")
            };
            let before = at.checked_sub(1).filter(is_fence);
            let after = Some(at + code.len()).filter(|_| before.is_some()).filter(is_fence);
            for place in (at..at + code.len()).chain(before).chain(after) {
                if let Some(hidden) = hidden.get_mut(place) {
                    *hidden = true;
                }
            }
        }
        let kept = lines.iter().zip(&hidden).filter(|(_, hidden)| !**hidden).map(|(line, _)| *line);
        let mut words: Vec<&str> = Vec::new();
        for line in kept {
            // Where a block stood, two empty lines would be left.
            if !(line.trim().is_empty() && words.last().is_none_or(|last| last.trim().is_empty())) {
                words.push(line);
            }
        }
        words.join("\n").trim_end().to_owned()
    }
}
