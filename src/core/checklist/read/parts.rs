//! What a step is made of: an empty one, one of a template, and what is known once all of it is there.

use super::{title, words};
use crate::core::checklist::annotation::Annotation;
use crate::core::checklist::block::Block;
use crate::core::checklist::condition::Condition;
use crate::core::checklist::model::{Step, StepKind};
use crate::core::checklist::placeholder::Placeholder;

/// Says what a step is, once the steps below it are known: a group, or one that others describe.
pub(super) fn finish(step: &mut Step) {
    let has_tasks = step.steps.iter().any(|below| below.kind == StepKind::Task || below.is_group);
    let is_item = matches!(step.kind, StepKind::Bullet | StepKind::Ordered);
    step.is_group = is_item && (has_tasks || (step.text.trim().is_empty() && !step.steps.is_empty()));
    let describes = words::introduces_reading(&step.title);
    for below in &mut step.steps {
        let is_bullet = below.kind == StepKind::Bullet || (describes && below.kind == StepKind::Ordered);
        below.is_detail =
            !step.is_group && is_bullet && is_plain(below) && below.steps.iter().all(|step| step.is_detail);
    }
}

/// Adds what the commands of a step and its words leave open.
pub(super) fn read_placeholders(step: &mut Step, words: &str) {
    let commands = step.blocks.iter().filter(|block| block.is_runnable());
    let found = commands.flat_map(|block| Placeholder::in_commands(&block.commands));
    for (placeholder, _) in found.chain(Placeholder::in_text(words)) {
        if !step.placeholders.iter().any(|known| known.name == placeholder.name) {
            step.placeholders.push(placeholder);
        }
    }
}

/// Says whether there is nothing to run, and nothing that an annotation says.
pub(super) fn is_plain(step: &Step) -> bool {
    step.annotation == Annotation::default() && !step.blocks.iter().any(Block::is_runnable)
}

/// Makes a step of a line of a template.
pub(super) fn template(first: usize, code: &str, line: usize) -> Step {
    let mut lines = code.lines().skip(line);
    let begin = lines.next().unwrap_or_default();
    let begin = begin.trim_start().split_once(']').map_or(begin, |(_, text)| text).trim();
    let mut text = begin.to_owned();
    for more in lines.take_while(|more| more.starts_with([' ', '\t']) && words::tasks(&format!("{more}\n")) == 0) {
        text = [&text, "\n", more.trim()].concat();
    }
    let words: String = text.chars().filter(|letter| !"`*".contains(*letter)).collect();
    let line = first + line;
    let mut step = blank(StepKind::Task, line);
    step.title = title::of(&words);
    step.conditions = Condition::find(&text);
    step.placeholders = Placeholder::in_text(&text).into_iter().map(|(placeholder, _)| placeholder).collect();
    step.text = text;
    step
}

/// Returns a step of nothing but its kind and its line.
pub(super) fn blank(kind: StepKind, line: usize) -> Step {
    Step {
        id: String::new(),
        title: String::new(),
        line,
        last_line: line,
        kind,
        is_ticked: false,
        is_group: false,
        is_detail: false,
        text: String::new(),
        blocks: Vec::new(),
        inline: Vec::new(),
        conditions: Vec::new(),
        placeholders: Vec::new(),
        annotation: Annotation::default(),
        steps: Vec::new(),
    }
}
