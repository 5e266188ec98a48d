//! A checklist as Markdown: the whole file as it was understood, in its order.

use std::fmt::Write as _;

use crate::core::checklist::model::{Checklist, Phase, Procedure, SetAside, Step, StepKind};

/// A piece of the file, by the lines that it covers.
struct Piece {
    first: usize,
    last: usize,
    text: String,
    /// Whether it stands in the file beside what covers the same lines: a comment between two steps.
    is_beside: bool,
}

/// Returns the whole file as it was understood: headings, introductions, steps with a box and their ids, and what was
/// set aside, in the order of the file.
pub fn markdown(checklist: &Checklist) -> String {
    let mut pieces = Vec::new();
    let is_one = checklist.procedures.len() < 2;
    for procedure in &checklist.procedures {
        for (index, phase) in procedure.phases.iter().enumerate() {
            let mark = (index == 0 && !is_one).then(|| mark(procedure));
            add_phase(&mut pieces, phase, mark.as_deref());
        }
    }
    for part in &checklist.set_aside {
        pieces.push(aside(part));
    }
    pieces.sort_by_key(|piece| (piece.first, std::cmp::Reverse(piece.last)));
    let mut text = String::new();
    let mut covered = 0;
    for piece in pieces {
        // A template is listed, and stands in the text around it.
        if piece.last <= covered && !piece.is_beside {
            continue;
        }
        covered = covered.max(piece.last);
        if !text.is_empty() && !piece.text.is_empty() {
            text.push('\n');
        }
        text += &piece.text;
    }
    text
}

fn mark(procedure: &Procedure) -> String {
    let default = if procedure.is_default { ", the default" } else { "" };
    format!("<!-- procedure: {}{default} -->\n\n", comment(&procedure.title))
}

/// Text that can stand in a comment.
fn comment(text: &str) -> String {
    text.replace("--", "- -")
}

fn aside(part: &SetAside) -> Piece {
    let is_comment = part.text.trim_start().starts_with("<!--");
    let is_matter = part.what == "front matter";
    let text = if is_comment || is_matter {
        format!("{}\n", part.text)
    } else {
        format!("<!-- set aside: {} -->\n\n{}\n", comment(&part.what), part.text)
    };
    Piece { first: part.line, last: part.last_line, text, is_beside: is_comment }
}

fn add_phase(pieces: &mut Vec<Piece>, phase: &Phase, mark: Option<&str>) {
    let mut text = mark.unwrap_or_default().to_owned();
    for part in [&phase.heading, &phase.introduction] {
        if !part.is_empty() {
            let _ = write!(text, "{part}\n\n");
        }
    }
    let lines = phase.heading.lines().count();
    let last = phase.line + (lines + phase.introduction.lines().count()).saturating_sub(1);
    let first_step = phase.steps.first().map_or(usize::MAX, |step| step.line);
    text.truncate(text.trim_end().len());
    // What names a procedure and no line of the file goes with its first step, as it covers nothing.
    let mut before = String::new();
    if phase.heading.is_empty() && phase.introduction.is_empty() && !text.is_empty() {
        before = std::mem::take(&mut text) + "\n\n";
    }
    if !text.is_empty() {
        text.push('\n');
        let last = last.min(first_step.saturating_sub(1)).max(phase.line);
        pieces.push(Piece { first: phase.line, last, text, is_beside: true });
    }
    for (index, step) in phase.steps.iter().enumerate() {
        let mut text = std::mem::take(&mut before);
        add_step(&mut text, step, index + 1, "");
        pieces.push(Piece { first: step.line, last: step.last_line, text, is_beside: true });
    }
}

/// Writes a step, which is the `number`th of its list, and those below it.
fn add_step(text: &mut String, step: &Step, number: usize, indent: &str) {
    if !step.is_detail {
        let _ = write!(text, "{indent}<!-- step: {} -->\n\n", comment(&step.id));
    }
    if matches!(step.kind, StepKind::Heading | StepKind::Prose) {
        add_lines(text, &step.text, indent, indent);
        text.push('\n');
        for (index, below) in step.steps.iter().enumerate() {
            add_step(text, below, index + 1, indent);
        }
        return;
    }
    let marker = match (step.kind, step.is_ticked) {
        (StepKind::Ordered, _) => format!("{number}. "),
        (StepKind::Task, true) => "- [x] ".to_owned(),
        (StepKind::Task, false) => "- [ ] ".to_owned(),
        _ => "- ".to_owned(),
    };
    // The other lines stand below the text, which a box is a part of.
    let rest = [indent, &" ".repeat(if step.kind == StepKind::Ordered { marker.len() } else { 2 })].concat();
    let begins_with_words = step.text.starts_with(|first: char| first.is_alphabetic());
    if step.kind == StepKind::Task && !begins_with_words && step.blocks.iter().any(|block| block.line <= step.line + 1)
    {
        // A box has to stand before words.
        let _ = writeln!(text, "{indent}{marker}{}\n", step.title);
        add_lines(text, &step.text, &rest, &rest);
    } else {
        add_lines(text, &step.text, &format!("{indent}{marker}"), &rest);
    }
    if !step.steps.is_empty() {
        text.push('\n');
    }
    for (index, below) in step.steps.iter().enumerate() {
        add_step(text, below, index + 1, &rest);
    }
}

fn add_lines(text: &mut String, lines: &str, first: &str, rest: &str) {
    for (index, line) in lines.split('\n').enumerate() {
        let indent = if index == 0 { first } else { rest };
        let written = format!("{indent}{line}");
        let _ = writeln!(text, "{}", written.trim_end_matches(' '));
    }
}
