//! The checklist as JSON.

use serde::Serialize;

use crate::core::checklist::{Checklist, Phase, Procedure, SetAside, Step};

/// The number of this form; it rises when a program that reads the form before would go wrong.
const SCHEMA: u32 = 1;

/// A document.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    schema: u32,
    file: &'a str,
    procedures: Vec<ProcedureReport<'a>>,
    set_aside: Vec<SetAsideReport<'a>>,
}

#[derive(Debug, Serialize)]
struct ProcedureReport<'a> {
    title: &'a str,
    default: bool,
    phases: Vec<PhaseReport<'a>>,
}

#[derive(Debug, Serialize)]
struct PhaseReport<'a> {
    title: &'a str,
    steps: Vec<StepReport<'a>>,
}

#[derive(Debug, Serialize)]
struct StepReport<'a> {
    id: &'a str,
    title: &'a str,
    line: usize,
    commands: Vec<&'a str>,
    shown_only: Vec<&'a str>,
    conditions: Vec<String>,
    placeholders: Vec<&'a str>,
    steps: Vec<StepReport<'a>>,
}

#[derive(Debug, Serialize)]
struct SetAsideReport<'a> {
    line: usize,
    what: &'a str,
}

impl<'a> Report<'a> {
    /// Returns what `file` says.
    pub(super) fn new(file: &'a str, checklist: &'a Checklist) -> Self {
        let procedures = checklist.procedures.iter().map(ProcedureReport::new).collect();
        let aside = |part: &'a SetAside| SetAsideReport { line: part.line, what: &part.what };
        Self { schema: SCHEMA, file, procedures, set_aside: checklist.set_aside.iter().map(aside).collect() }
    }
}

impl<'a> ProcedureReport<'a> {
    fn new(procedure: &'a Procedure) -> Self {
        let phase = |phase: &'a Phase| PhaseReport {
            title: &phase.title,
            steps: phase.steps.iter().map(StepReport::new).collect(),
        };
        let phases = procedure.phases.iter().map(phase).collect();
        Self { title: &procedure.title, default: procedure.is_default, phases }
    }
}

impl<'a> StepReport<'a> {
    fn new(step: &'a Step) -> Self {
        let blocks = |runs: bool| step.blocks.iter().filter(move |block| block.is_runnable() == runs);
        Self {
            id: &step.id,
            title: &step.title,
            line: step.line,
            commands: blocks(true).map(|block| block.commands.trim_end_matches('\n')).collect(),
            shown_only: blocks(false).map(|block| block.code.trim_end_matches('\n')).collect(),
            conditions: step.conditions.iter().map(crate::core::checklist::Condition::name).collect(),
            placeholders: step.placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect(),
            steps: step.steps.iter().map(Self::new).collect(),
        }
    }
}
