//! The checklist as an outline for people.

use std::fmt::Write as _;

use crate::core::checklist::{Check, Checklist, Condition, Procedure, Step, Verify};
use crate::core::text::{clean, plural, shorten};

/// A title is cut at this many characters.
const WIDTH: usize = 90;

/// Returns procedures with their phases and numbered steps, then what was set aside.
pub(super) fn text(checklist: &Checklist) -> String {
    let mut text = String::new();
    for procedure in &checklist.procedures {
        write_procedure(&mut text, procedure, checklist.procedures.len() > 1);
    }
    if !checklist.set_aside.is_empty() {
        text.push_str("Set aside\n");
        for part in &checklist.set_aside {
            let first = part.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            let first = clean(first.trim_start_matches('#').trim());
            let _ = writeln!(text, "  line {:<5} {}: {}", part.line, part.what, shorten(&first, WIDTH));
        }
    }
    text
}

fn write_procedure(text: &mut String, procedure: &Procedure, is_one_of_several: bool) {
    let steps: usize = procedure.phases.iter().map(|phase| phase.steps.len()).sum();
    let default = if procedure.is_default && is_one_of_several { ", the likeliest" } else { "" };
    let _ = writeln!(text, "{} ({}{default})\n", clean(&procedure.title), plural(steps, "step"));
    let mut number = 0;
    for phase in &procedure.phases {
        if phase.title != procedure.title && !phase.title.is_empty() {
            let _ = writeln!(text, "  {}", clean(&phase.title));
        }
        for step in &phase.steps {
            number += 1;
            write_step(text, step, &number.to_string(), 0);
        }
        text.push('\n');
    }
}

fn write_step(text: &mut String, step: &Step, number: &str, depth: usize) {
    let indent = "  ".repeat(depth + 1);
    let runs = step.blocks.iter().filter(|block| block.is_runnable()).count();
    let mut marks = String::new();
    if runs > 0 {
        let _ = write!(marks, " [runs {}]", plural(runs, "block"));
    }
    let conditions: Vec<String> = step.conditions.iter().map(Condition::name).collect();
    if !conditions.is_empty() {
        let _ = write!(marks, " [{}]", conditions.join(", "));
    }
    if step.is_ticked {
        marks.push_str(" [ticked in the file]");
    }
    let names: Vec<&str> = step.placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect();
    if !names.is_empty() {
        let _ = write!(marks, " needs {}", names.join(", "));
    }
    let number = if step.is_detail { "-".to_owned() } else { format!("{number}.") };
    let _ = writeln!(text, "{indent}{number:<3} {}{marks}", shorten(&clean(&step.title), WIDTH));
    if !step.is_detail {
        let _ = writeln!(text, "{indent}    line {}, {}", step.line, step.id);
    }
    if !step.annotation.checks.is_empty() {
        let checks: Vec<String> = step.annotation.checks.iter().copied().map(Check::told).collect();
        let _ = writeln!(text, "{indent}    checked first: {}", checks.join("; "));
    }
    let proof = step.annotation.verify.as_ref().map(|verify| match verify {
        Verify::Check(check) => check.told(),
        Verify::Command(command) => shorten(&clean(command), WIDTH).into_owned(),
    });
    if let Some(proof) = proof {
        let _ = writeln!(text, "{indent}    proven by: {proof}");
    }
    let mut count = 0;
    for below in &step.steps {
        count += usize::from(!below.is_detail);
        write_step(text, below, &format!("{number}{count}"), depth + 1);
    }
}
