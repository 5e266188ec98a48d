//! The steps that are left, as Markdown that anybody can follow without this program.

use std::fmt::Write as _;

use crate::cli::status::time::Local;
use crate::cli::status::view::{Row, View};
use crate::core::checklist::{Block, Step, StepKind};
use crate::core::run::{StepState, applies};
use crate::core::text::clean;
use crate::guide::Place;
use crate::render::markdown::escape;

/// Returns what is released and what was done already, then the steps that are left.
pub(super) fn text(place: &Place<'_>, view: &View<'_>, clock: &Local) -> String {
    let mut text = String::new();
    head(&mut text, place, view, clock);
    let rows = view.rows();
    let writer = Writer { place, view, rows };
    for phase in &view.procedure.phases {
        let left: Vec<&Step> = phase.steps.iter().filter(|step| writer.is_left(step)).collect();
        if left.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {}\n\n", escaped(&phase.title));
        if !phase.introduction.trim().is_empty() {
            let _ = write!(text, "{}\n\n", phase.introduction.trim_matches('\n'));
        }
        for step in left {
            writer.step(&mut text, step, "");
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn escaped(text: &str) -> String {
    escape(&clean(text)).into_owned()
}

fn head(text: &mut String, place: &Place<'_>, view: &View<'_>, clock: &Local) {
    let run = view.run();
    let position = view.position();
    let after = run.start.line.previous_tag.as_ref().map(|tag| format!(" after `{tag}`")).unwrap_or_default();
    let _ = write!(text, "# Release {} of {}: what is left\n\n", escaped(&run.version), escaped(&place.project));
    let _ = writeln!(
        text,
        "A {} release from the branch `{}`{after}, released by @{}. As of {}: {} of {} steps are done or skipped.",
        run.kind,
        run.start.line.branch,
        run.holder,
        clock.full(clock.now),
        position.settled,
        position.total
    );
    if let Some(target) = &run.target {
        let _ = writeln!(text, "The commit that is released is `{target}`.");
    }
    let roles: Vec<String> = run
        .people
        .roles()
        .map(|(role, people)| {
            let people: Vec<String> = people.iter().map(|login| format!("@{login}")).collect();
            format!("{}: {}.", role.replace('-', " "), people.join(", "))
        })
        .collect();
    if !roles.is_empty() {
        let _ = writeln!(text, "{}", roles.join(" "));
    }
    if view.document.is_none() {
        let _ = writeln!(
            text,
            "\n`{}` is gone: only the titles of its steps are known. Look for the rest in its history.",
            run.file
        );
    }
    if let Some(end) = &run.end {
        let word = if *end == crate::core::run::End::Finished { "through" } else { "given up" };
        let _ = writeln!(text, "\nThis release is {word}.");
    }
    let settled: Vec<String> = view.rows().iter().filter_map(|row| settled(row, clock)).collect();
    if !settled.is_empty() {
        let _ = write!(text, "\n## Done already\n\n{}", settled.concat());
    }
}

/// Returns the line of a step that is settled, `None` for others and for those that are not for this release.
fn settled(row: &Row<'_>, clock: &Local) -> Option<String> {
    let record = row.record.filter(|record| record.state.is_settled() && !row.is_passed_over)?;
    let who = record.done_by.as_deref().unwrap_or_default();
    let when = record.settled.map(|when| clock.full(when)).unwrap_or_default();
    let skipped =
        row.reason.as_ref().map(|reason| format!("skipped, because {}; ", escaped(reason))).unwrap_or_default();
    Some(format!("- [x] {} ({skipped}@{who}, {when})\n", escaped(row.title)))
}

struct Writer<'a> {
    place: &'a Place<'a>,
    view: &'a View<'a>,
    rows: Vec<Row<'a>>,
}

impl Writer<'_> {
    /// Says whether something is left to do at a step or below it.
    fn is_left(&self, step: &Step) -> bool {
        if !applies(step, self.view.facts()) {
            return false;
        }
        let is_open = !step.is_group && !step.is_detail && !self.view.run().state(&step.id).is_settled();
        is_open || step.steps.iter().any(|below| self.is_left(below))
    }

    fn step(&self, text: &mut String, step: &Step, indent: &str) {
        let is_settled = !step.is_group && self.view.run().state(&step.id).is_settled();
        let is_heading = matches!(step.kind, StepKind::Heading | StepKind::Prose);
        let words = self.words(step);
        let mut lines = words.lines();
        let inner = format!("{indent}  ");
        let mark = if is_settled { "- [x] " } else { "- [ ] " };
        if is_heading {
            let _ = writeln!(text, "{indent}{mark}**{}**", escaped(&step.title));
            if words.trim_start().starts_with('#') {
                lines.next();
            }
            text.push('\n');
        } else {
            let _ = writeln!(text, "{indent}{mark}{}", lines.next().unwrap_or_default());
        }
        for line in lines {
            let _ = writeln!(text, "{}", format!("{inner}{line}").trim_end());
        }
        for remark in self.remarks(step) {
            let _ = write!(text, "\n{inner}{remark}\n");
        }
        for below in &step.steps {
            if below.is_detail {
                let mut lines = below.text.lines();
                let _ = writeln!(text, "{inner}- {}", lines.next().unwrap_or_default());
                for line in lines {
                    let _ = writeln!(text, "{}", format!("{inner}  {line}").trim_end());
                }
            } else if self.is_left(below) {
                self.step(text, below, &inner);
            }
        }
    }

    /// Returns the Markdown of a step, with what is known filled into its commands.
    fn words(&self, step: &Step) -> String {
        let mut words = step.text.trim_matches('\n').to_owned();
        for block in step.blocks.iter().filter(|block| block.is_runnable()) {
            let filled = self.filled(block);
            if let Some(replaced) = replace(&words, &block.code, &filled) {
                words = replaced;
            }
        }
        words
    }

    /// Returns the code of a block with what is known filled in; prompts and output stay where nothing is to fill in.
    fn filled(&self, block: &Block) -> String {
        let Ok(dialect) = block.runs else { return block.code.clone() };
        let (commands, _) = self.place.fill_in_known(self.view.run(), &block.commands, dialect);
        if commands == block.commands { block.code.clone() } else { commands }
    }

    /// Returns what a person must know besides, a paragraph each.
    fn remarks(&self, step: &Step) -> Vec<String> {
        let run = self.view.run();
        let mut remarks = Vec::new();
        if let Some(why) = &step.annotation.why {
            remarks.push(format!("Why: {}", escaped(why)));
        }
        let mut undecided = Vec::new();
        let mut open = Vec::new();
        for block in &step.blocks {
            let Ok(dialect) = block.runs else { continue };
            undecided.extend(self.place.undecided(run, &block.commands));
            open.extend(self.place.fill_in_known(run, &block.commands, dialect).1);
        }
        undecided.dedup();
        open.dedup();
        if !undecided.is_empty() {
            let names: Vec<String> = undecided.iter().map(|name| format!("`{name}`")).collect();
            let line = &run.start.line;
            let remote = line.remote.as_ref().map(|remote| format!(" and the remote `{remote}`")).unwrap_or_default();
            remarks.push(format!(
                "**Careful:** this names {}, and the release is cut from the branch `{}`{remote}.",
                names.join(", "),
                line.branch
            ));
        }
        if !open.is_empty() {
            remarks.push(format!("Still to fill in: {}.", open.join(", ")));
        }
        remarks.extend(self.state(step));
        let needs: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.id == step.id)
            .flat_map(|row| &row.needs)
            .filter_map(|id| self.rows.iter().find(|row| row.id == *id).map(|row| row.title))
            .collect();
        if !needs.is_empty() {
            let needs: Vec<String> = needs.iter().map(|title| format!("\"{}\"", escaped(title))).collect();
            remarks.push(format!("Comes after {}.", needs.join(" and ")));
        }
        if let Some(record) = run.steps.get(&step.id) {
            remarks.extend(record.notes.iter().map(|note| format!("Note: {}", escaped(note))));
        }
        remarks
    }

    fn state(&self, step: &Step) -> Option<String> {
        match self.view.run().state(&step.id) {
            StepState::Unknown => Some(
                "**Careful:** this began, and nobody knows how it ended. Look at what it would have left before you do \
                 it again."
                    .to_owned(),
            ),
            StepState::Failed { end } => Some(format!("**Careful:** this was tried, and failed ({}).", escaped(end))),
            StepState::Ran => Some("**Careful:** a part of this was done already.".to_owned()),
            StepState::Waiting { until } => Some(format!("It is done, and counts from {until} on.")),
            _ => step.annotation.wait.as_ref().map(|wait| format!("Wait {} after it.", escaped(&wait.text))),
        }
    }
}

/// Returns a text in which the lines of a block are others, `None` where the block does not stand in it. The lines keep the
/// margin that the first of them has.
fn replace(text: &str, code: &str, filled: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let code: Vec<&str> = code.trim_end_matches('\n').lines().collect();
    let count = code.len();
    let fits = |there: &&[&str]| there.iter().zip(&code).all(|(one, two)| one.trim() == two.trim());
    let at = lines.windows(count.max(1)).position(|there| count > 0 && fits(&there))?;
    let first = lines.get(at)?;
    let margin = first.len() - first.trim_start().len();
    let own = code.first().map_or(0, |line| line.len() - line.trim_start().len());
    let margin = first.get(..margin.saturating_sub(own))?;
    let filled: Vec<String> = filled.trim_end_matches('\n').lines().map(|line| format!("{margin}{line}")).collect();
    let before = lines.iter().take(at).map(|line| (*line).to_owned());
    let after = lines.iter().skip(at + count).map(|line| (*line).to_owned());
    Some(before.chain(filled).chain(after).collect::<Vec<_>>().join("\n"))
}
