//! What a step looks like: where we are, what it says, why, what runs, what proves it, what takes it back.

use crate::core::checklist::{BuiltIn, Dialect};
use crate::core::layout::columns;
use crate::core::text::clean;
use crate::core::tone::{HANG, Tone};
use crate::guide::proof::Means;
use crate::guide::start::NEXT;
use crate::guide::walk::{Current, Guide};

/// How wide a rule is drawn.
const WIDTH: usize = 72;

impl Guide<'_> {
    /// Shows a step.
    pub(super) fn show(&mut self, current: &Current) {
        let run = self.journal.run();
        let step = &current.step;
        let rehearsal = if run.start.rehearsal { "rehearsal of " } else { "" };
        let kind = if run.version == NEXT { String::new() } else { format!("{} ", run.kind) };
        let title = format!("── {rehearsal}{} {kind}", run.version);
        let title = format!("{title}{}", "─".repeat(self.ui.across(WIDTH).saturating_sub(columns(&title))));
        self.ui.status("");
        self.ui.heading(&title);
        let name = if current.phase.is_empty() { String::new() } else { format!(": {}", clean(&current.phase)) };
        let phase = format!("phase {} of {}{name}", current.phase_number, current.phases);
        self.ui.words(&format!("{phase} · step {} of {}", current.number, current.total));
        for group in &current.groups {
            self.fact("in", &clean(group));
        }
        self.ui.heading(&clean(&step.title));
        if self.is_first_of_phase(current) && !current.introduction.trim().is_empty() {
            self.show_text("", &current.introduction);
        }
        let words = step.words();
        // The title is the first line more often than not; it stands above already.
        let words = match words.trim_start_matches('\n').split_once('\n') {
            Some((first, rest)) if letters(first) == letters(&step.title) => rest.to_owned(),
            _ => words,
        };
        if letters(&words) != letters(&step.title) {
            self.show_text("  ", &words);
        }
        for detail in step.steps.iter().filter(|detail| detail.is_detail) {
            self.show_text("  - ", &detail.text);
        }
        if let Some(why) = &step.annotation.why {
            self.fact("why", why);
        }
        let optional = step.conditions.iter().any(|condition| condition.name() == "optional");
        if optional {
            self.ui.words("This step is optional: `skip` leaves it out.");
        }
        if !step.annotation.assignees.is_empty() {
            self.fact("usually done by", &step.annotation.assignees.join(", "));
        }
        if let Some(role) = &step.annotation.role {
            self.fact("needs the right", role);
        }
        if !step.annotation.checks.is_empty() {
            let checks: Vec<String> = step.annotation.checks.iter().map(|check| check.told()).collect();
            self.fact("checked first", &checks.join("; "));
        }
        self.show_built_in(current);
        if !step.annotation.input.is_empty() {
            self.fact("asks for", &step.annotation.input.join(", "));
        }
        self.show_block(current, self.blocks_behind(current));
        self.show_proof(current);
        let record = self.journal.run().steps.get(&step.id);
        for note in record.iter().flat_map(|record| &record.notes) {
            self.fact("note", note);
        }
        if let Some(then) = &current.then {
            self.fact("then", &clean(then));
        }
        self.ui.words(&Tone::Faint.of(format!("[{} · {}:{}]", step.id, self.document.shown, step.line)));
    }

    /// Says what the program does itself where no command shows it.
    fn show_built_in(&self, current: &Current) {
        match current.step.annotation.run {
            Some(BuiltIn::Record) if self.journal.run().recorded.is_some() => {
                self.fact("does", "nothing more, the release is recorded already");
            }
            Some(BuiltIn::Record) => self.fact("does", "records who released, once the tag is there (`done`)"),
            _ => {}
        }
    }

    /// Shows what would run next, and what it does that others see.
    pub(super) fn show_block(&mut self, current: &Current, behind: usize) {
        self.shown = None;
        let blocks = self.blocks(current);
        let Some(block) = blocks.get(behind) else {
            if blocks.is_empty() && !current.step.inline.is_empty() {
                self.warn_of(&current.step.inline.join("\n"));
            }
            return;
        };
        let (commands, open) = self.fill_in_known(&block.commands, block.dialect);
        let which =
            if blocks.len() > 1 { format!("block {} of {}, ", behind + 1, blocks.len()) } else { String::new() };
        let folder = self.session.directory();
        let top = self.place.repository.work_tree();
        let place = match top.and_then(|top| folder.strip_prefix(top).ok()) {
            Some(inside) if inside.as_os_str().is_empty() => "at the top of the repository".to_owned(),
            Some(inside) => format!("in `{}`", inside.display()),
            None => format!("in `{}`", folder.display()),
        };
        self.ui.status(&format!("{} ({which}{place}):", Tone::Faint.of("runs")));
        self.show_commands(&commands);
        self.shown = Some(commands.clone());
        if !open.is_empty() {
            self.ui.words(&format!("  still open, and asked for when you run it: {}", open.join(", ")));
        }
        self.warn_of(&commands);
    }

    /// Shows commands, each line as it is.
    pub(super) fn show_commands(&self, commands: &str) {
        for line in commands.lines() {
            let shown = if line.trim().is_empty() { String::new() } else { Tone::Command.of(line.trim_end()) };
            self.ui.status(format!("    {shown}").trim_end());
        }
    }

    /// Says something of a step, behind the word for what it is.
    fn fact(&self, name: &str, text: &str) {
        self.ui.words(&format!("{} {HANG}{text}", Tone::Faint.of(format!("{name}:"))));
    }

    fn warn_of(&self, commands: &str) {
        for nature in self.natures(commands) {
            if nature.is_irreversible {
                self.ui.warning(&format!("cannot be taken back: {} (`{}`)", nature.what, nature.command));
            } else if nature.is_destructive {
                self.ui.warning(&format!("throws work away: {} (`{}`)", nature.what, nature.command));
            }
        }
    }

    fn show_proof(&self, current: &Current) {
        match self.how_to_verify(current) {
            Some(Means::Check(check)) => self.fact("proven by", &check.told()),
            Some(Means::Tag) => self.fact("proven by", "the tag is in this clone"),
            Some(Means::Command(commands)) => {
                let (commands, _) = self.fill_in_known(&commands, Dialect::Bash);
                self.fact("proven by", &commands.trim_end().replace('\n', "; "));
            }
            None => {}
        }
        if let Some(undo) = self.undo_commands(current) {
            let (undo, _) = self.fill_in_known(&undo, Dialect::Bash);
            self.fact("taken back by", &undo.trim_end().replace('\n', "; "));
        } else if self.is_irreversible(current) {
            self.fact("if it fails", "look first how much of it is out; nothing here takes that back");
        } else if !self.blocks(current).is_empty() {
            self.fact("if it fails", "nothing after it runs; mend what it says, and run it again");
        }
        if let Some(wait) = &current.step.annotation.wait {
            self.fact("waits afterwards", &wait.text);
        }
        if let Some(who) = self.who_agrees(current, self.is_irreversible(current)) {
            self.fact("must agree", &who);
        }
        let needs = &current.step.annotation.needs;
        if !needs.is_empty() {
            self.fact("comes after", &needs.join(", "));
        }
    }

    /// Returns the commands that take a step back: what its annotation says, else what is known of its commands.
    pub(super) fn undo_commands(&self, current: &Current) -> Option<String> {
        let annotated = current.step.annotation.undo.clone();
        annotated.or_else(|| {
            let blocks = self.blocks(current);
            // What others have seen is not taken back by what only undoes it here.
            let is_out = self.is_irreversible(current);
            let natures = blocks.iter().flat_map(|block| self.natures(&block.commands));
            let known: Vec<String> =
                natures.filter(|nature| nature.is_irreversible || !is_out).filter_map(|nature| nature.undo).collect();
            // What was done last is taken back first.
            (!known.is_empty()).then(|| known.into_iter().rev().collect::<Vec<_>>().join("\n"))
        })
    }

    /// Says whether a step cannot be taken back: its annotation decides, else its commands.
    pub(super) fn is_irreversible(&self, current: &Current) -> bool {
        let by_commands = || {
            self.blocks(current)
                .iter()
                .any(|block| self.natures(&block.commands).iter().any(|nature| nature.is_irreversible))
        };
        current.step.annotation.irreversible.unwrap_or_else(by_commands)
    }

    fn show_text(&self, indent: &str, text: &str) {
        let rest = " ".repeat(indent.chars().count());
        let mut is_first_paragraph = true;
        let mut is_code = false;
        for (place, line) in text.trim_matches('\n').lines().enumerate() {
            let indent = if place == 0 { indent } else { &rest };
            is_first_paragraph &= !line.trim().is_empty();
            // People align the lines of an item below its box, which stands somewhere else here.
            let line = if is_first_paragraph { line.trim_start() } else { line };
            is_code ^= line.trim_start().starts_with("```");
            let line = format!("{indent}{line}");
            if is_code { self.ui.status(line.trim_end()) } else { self.ui.words(line.trim_end()) }
        }
    }

    fn is_first_of_phase(&self, current: &Current) -> bool {
        let Ok(procedure) = self.procedure() else { return false };
        let ticks = procedure.ticks();
        let first = ticks.iter().find(|tick| tick.phase.title == current.phase);
        first.is_some_and(|tick| tick.step.id == current.step.id)
    }
}

/// Returns the letters and digits of a text: two texts with the same say the same.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
