//! Running the commands of a step: filled in, guarded, confirmed, written down, run, written down.

use std::path::Path;

use crate::core::checklist::{BuiltIn, Dialect, Nature, Placeholder};
use crate::core::digest::sha256;
use crate::core::run::{StepState, What, trailers, with_trailers};
use crate::failure::Failure;
use crate::git::Head;
use crate::guide::values::variable;
use crate::guide::walk::{Current, Guide, Next};
use crate::shell::{End, Outcome, Script, ShellError};
use crate::ui::Form;

/// Commands of a step, before anything is filled in.
#[derive(Clone, Debug)]
pub(super) struct Runnable {
    pub(super) commands: String,
    pub(super) dialect: Dialect,
    /// SHA-256 of the block as the document has it, in hexadecimal.
    pub(super) source: String,
}

impl Guide<'_> {
    /// Returns the blocks of commands of a step: what the program does itself, else what the document says.
    pub(super) fn blocks(&self, current: &Current) -> Vec<Runnable> {
        // What the program cannot do yet, or does without a command, hides nothing of what the document says.
        if let Some(run) = current.step.annotation.run
            && let Some(commands) = self.built_in(run)
        {
            return vec![Runnable { source: sha256(run.name()), commands, dialect: Dialect::Bash }];
        }
        let blocks = current.step.blocks.iter();
        blocks
            .filter_map(|block| {
                let commands = with_trailers(&block.commands, &self.trailers());
                block.runs.ok().map(|dialect| Runnable { commands, dialect, source: sha256(&block.commands) })
            })
            .collect()
    }

    /// Returns how many of the blocks of a step are behind it: those before the first that neither ran nor was left out,
    /// known by their text, as the document may have been edited in between.
    pub(super) fn blocks_behind(&self, current: &Current) -> usize {
        let record = self.journal.run().steps.get(&current.step.id);
        let mut behind = record.map(|record| record.behind.clone()).unwrap_or_default();
        let blocks = self.blocks(current);
        let is_left = |block: &Runnable| match behind.iter().position(|source| *source == block.source) {
            Some(place) => {
                behind.remove(place);
                false
            }
            None => true,
        };
        blocks.iter().position(is_left).unwrap_or(blocks.len())
    }

    /// Returns the trailers that the tag carries.
    fn trailers(&self) -> Vec<String> {
        let run = self.journal.run();
        trailers(&run.released_by(), &run.people)
    }

    /// Returns the commands of what the program does itself; `None` for what is done without a command.
    fn built_in(&self, run: BuiltIn) -> Option<String> {
        match run {
            BuiltIn::Changelog => Some("shepherd changelog --version ${VERSION} --write".to_owned()),
            BuiltIn::Tag => {
                // By its name, as what is checked out may be another commit once somebody has agreed.
                let head = || self.place.repository.head_commit().map(|commit| commit.to_string());
                let target = self.journal.run().target.clone().or_else(head).unwrap_or_else(|| "HEAD".to_owned());
                let trailers = self.trailers().join("\n");
                Some(format!("git tag -a ${{TAG}} {target} -m \"Release ${{VERSION}}\" -m \"{trailers}\""))
            }
            // The files lie where they make the work tree no dirtier. A rehearsal has no token, and reaches no GitHub.
            BuiltIn::Draft => {
                let release = if self.rehearsal.is_none() { " --github-release" } else { "" };
                let folder = "\"$(git rev-parse --git-dir)/shepherd-draft\"";
                Some(format!("shepherd draft --version ${{VERSION}} --out {folder}{release}"))
            }
            BuiltIn::UpgradeNotes => Some("shepherd upgrade-notes --version ${VERSION} --write".to_owned()),
            BuiltIn::Record => None,
        }
    }

    /// Runs the next block of a step.
    pub(super) fn execute(&mut self, current: &Current) -> Result<Next, Failure> {
        // The document may have been mended while a question stood there.
        if self.look_again()? == Next::Leave {
            return Ok(Next::Leave);
        }
        let Some(current) = &self.again(current)? else { return Ok(Next::GoOn) };
        let id = current.step.id.clone();
        let behind = match self.journal.run().state(&id) {
            // Nobody knows how far it came, and the person said: again.
            StepState::Unknown | StepState::Failed { .. } | StepState::Ran => self.blocks_behind(current),
            _ => 0,
        };
        let blocks = self.blocks(current);
        let Some(block) = blocks.get(behind).cloned() else { return self.go_on(current) };
        let Some(commands) = self.fill_in(&block.commands, block.dialect)? else { return Ok(Next::GoOn) };
        let natures = self.natures(&commands);
        if self.shown.as_ref() != Some(&commands) {
            self.ui.status("This runs:");
            self.show_commands(&commands);
            if !self.ask_yes(&format!("run.{id}"), "Run it?", true)? {
                return Ok(Next::GoOn);
            }
        }
        if natures.iter().any(|nature| nature.is_tagging) || !self.tagged(&commands).is_empty() {
            self.guard_tagging(&commands, &natures)?;
        }
        let shown = (self.journal.run().state(&id).clone(), self.request(current).digest());
        if let Some(next) = self.confirm(current, &natures)? {
            return Ok(next);
        }
        // Whoever typed it took their time, in which others may have gone on.
        let is_grave = Self::is_grave(current, &natures);
        if is_grave && !self.nobody_went_on(current)? {
            self.ui.status("not confirmed, so nothing ran");
            return Ok(Next::GoOn);
        }
        if !self.is_as_it_was_shown(current, &shown, &commands, behind)? {
            return Ok(Next::GoOn);
        }
        // Nothing is begun beside what an earlier guide left running.
        self.session.look_for_left_over()?;
        let began =
            What::Began { step: id.clone(), block: behind + 1, digest: sha256(&commands), source: block.source };
        if is_grave {
            if !self.claim(&began)? {
                return Ok(Next::GoOn);
            }
        } else {
            self.journal.append(began)?;
        }
        let is_interactive = natures.iter().any(|nature| nature.is_interactive);
        let before = self.session.directory().to_owned();
        let outcome = match self.run(current, &commands, block.dialect, is_interactive) {
            Ok(outcome) => outcome,
            Err(error) => return Err(self.not_started(&id, behind + 1, error)),
        };
        let end = match outcome.end {
            End::Code(_) => None,
            ref other => Some(other.to_string()),
        };
        let code = match outcome.end {
            End::Code(code) => Some(code),
            _ => None,
        };
        // What failed is tried again from where it began.
        let directory = if outcome.is_success() { outcome.directory.clone() } else { before };
        self.session.set_directory(directory.clone());
        self.journal.append(What::Ended {
            step: id,
            block: behind + 1,
            code,
            end,
            milliseconds: u64::try_from(outcome.took.as_millis()).unwrap_or(u64::MAX),
            digest: outcome.digest.clone(),
            directory: self.relative(&directory),
        })?;
        self.ui.status(&format!("{} after {}", outcome.end, seconds(outcome.took)));
        if !outcome.is_success() {
            self.watch_tag(current)?;
            return self.decide_failed(current, &outcome.end.to_string());
        }
        self.keep(&commands, &outcome.captured)?;
        self.keep_branch()?;
        self.go_on(current)
    }

    /// Says whether a step is where it was and would run what was shown: hours may have passed, and others may have gone
    /// on, changed a value, or checked out something else.
    fn is_as_it_was_shown(
        &mut self,
        current: &Current,
        (state, digest): &(StepState, String),
        commands: &str,
        behind: usize,
    ) -> Result<bool, Failure> {
        self.tell_news()?;
        let id = &current.step.id;
        if self.journal.run().state(id) != state {
            self.ui.warning(&format!("somebody else went on with `{id}` meanwhile, so nothing ran"));
            return Ok(false);
        }
        let blocks = self.blocks(current);
        let now = blocks.get(behind).map(|block| self.fill_in_known(&block.commands, block.dialect).0);
        if now.as_deref() != Some(commands) || self.request(current).digest() != *digest {
            self.ui.warning("what it would run has changed meanwhile, so nothing ran, and it is shown again");
            return Ok(false);
        }
        let natures = self.natures(commands);
        if natures.iter().any(|nature| nature.is_tagging) || !self.tagged(commands).is_empty() {
            self.guard_tagging(commands, &natures)?;
        }
        Ok(true)
    }

    /// Says whether commands cannot be taken back: the annotation of their step decides, else what they do.
    fn is_grave(current: &Current, natures: &[Nature]) -> bool {
        let by_nature = || natures.iter().any(|nature| nature.is_irreversible);
        current.step.annotation.irreversible.unwrap_or_else(by_nature)
    }

    /// Keeps the name of a branch that commands went to: the release's pull request comes from it.
    fn keep_branch(&mut self) -> Result<(), Failure> {
        let run = self.journal.run();
        let Ok(Head::Branch(branch)) = self.place.repository.head() else { return Ok(()) };
        let default = self.place.repository.default_branch();
        let line = &run.start.line.branch;
        if branch != *line && default.as_ref().is_some_and(|name| name.ends_with(&format!("/{branch}"))) {
            self.ui.warning(&format!("`{branch}` is checked out now, and this run releases from `{line}`"));
            self.ui.hint(&format!("`git checkout {line}` leads back; nothing is tagged on another line"));
        }
        let is_long_lived = branch == *line || default.is_some_and(|name| name.ends_with(&format!("/{branch}")));
        if is_long_lived || run.values.get("RELEASE_BRANCH") == Some(&branch) {
            return Ok(());
        }
        self.journal.append(What::Answered { name: "RELEASE_BRANCH".to_owned(), value: branch })
    }

    /// Writes down that commands did not start, where that is certain: nobody has to wonder how they ended.
    fn not_started(&mut self, step: &str, block: usize, error: ShellError) -> Failure {
        let is_certain = matches!(error, ShellError::NoFolder(_) | ShellError::NoShell { .. });
        let failure = Failure::from(error);
        let ended = What::Ended {
            step: step.to_owned(),
            block,
            code: None,
            end: Some(format!("they did not start: {}", failure.message)),
            milliseconds: 0,
            digest: String::new(),
            directory: self.journal.run().directory.clone(),
        };
        if is_certain && let Err(failure) = self.journal.append(ended) {
            return failure;
        }
        failure
    }

    /// What cannot be taken back is agreed to by another person where that is asked for, nobody else went on meanwhile,
    /// and it is confirmed by typing the version. `None`: go on.
    pub(super) fn confirm(&mut self, current: &Current, natures: &[Nature]) -> Result<Option<Next>, Failure> {
        let step = &current.step;
        let is_grave = natures.iter().any(|nature| nature.is_irreversible);
        if let Some(next) = self.agree(current, step.annotation.irreversible.unwrap_or(is_grave))? {
            return Ok(Some(next));
        }
        let grave: Vec<&Nature> =
            natures.iter().filter(|nature| nature.is_irreversible || nature.is_destructive).collect();
        if !step.annotation.irreversible.unwrap_or(!grave.is_empty()) {
            return Ok(None);
        }
        let mut whats: Vec<String> =
            grave.iter().map(|nature| format!("{} (`{}`)", nature.what, nature.command)).collect();
        whats.dedup();
        let is_lost = grave.iter().all(|nature| nature.is_destructive) && !grave.is_empty();
        let why = if is_lost { "Work may be lost" } else { "It cannot be taken back" };
        let what = if whats.is_empty() { "the document says so".to_owned() } else { whats.join("; ") };
        let version = self.journal.run().version.clone();
        if !is_lost && self.journal.run().people.mentors.is_empty() && !self.has_led_before()? {
            self.ui.hint("this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)");
        }
        let question = format!("{why}: {what}. Type {version} to go on");
        let typed = self.ask(&format!("confirm.{}", step.id), &question, Form::Exact { expected: &version })?;
        if typed == version {
            return Ok(None);
        }
        self.ui.status("not confirmed, so nothing ran");
        Ok(Some(Next::GoOn))
    }

    /// Runs commands of a step, and passes on what they print.
    fn run(
        &mut self,
        current: &Current,
        commands: &str,
        dialect: Dialect,
        is_interactive: bool,
    ) -> Result<Outcome, ShellError> {
        let capture = self.variables_of_the_document();
        let interactive = current.step.annotation.interactive.unwrap_or(is_interactive);
        let script = Script { commands, dialect, interactive, capture: &capture };
        let mut stream = self.ui.stream();
        self.session.run(&script, &mut |bytes| stream.write(bytes))
    }

    /// Runs commands that belong to no step's own, such as what proves it.
    pub(super) fn run_plain(&mut self, commands: &str, is_shown: bool) -> Result<Outcome, Failure> {
        let script = Script { commands, dialect: Dialect::Bash, interactive: false, capture: &[] };
        let mut stream = self.ui.stream();
        // Where the next commands run is decided by the steps alone.
        let directory = self.session.directory().to_owned();
        let outcome = self.session.run(&script, &mut |bytes| {
            if is_shown {
                stream.write(bytes);
            }
        });
        self.session.set_directory(directory);
        Ok(outcome?)
    }

    /// Returns the variables of the shell that the document uses, by the names that commands set them by.
    fn variables_of_the_document(&self) -> Vec<String> {
        let Ok(procedure) = self.procedure() else { return Vec::new() };
        let mut names = Vec::new();
        for tick in procedure.ticks() {
            let open = tick.step.blocks.iter().flat_map(|block| Placeholder::in_commands(&block.commands));
            let used = open.filter_map(|(placeholder, _)| variable(&placeholder));
            for name in used.chain(tick.step.annotation.input.iter().cloned()) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Returns a folder relative to the top of the repository, with `/`.
    pub(super) fn relative(&self, folder: &Path) -> String {
        let top = self.place.repository.work_tree().unwrap_or(Path::new(""));
        let relative = folder.strip_prefix(top).unwrap_or(folder);
        relative.to_string_lossy().replace('\\', "/")
    }
}

/// Returns a length of time as people read it: `0.3 s`, `75 s`, `12 min`.
pub(super) fn seconds(length: std::time::Duration) -> String {
    match length.as_secs() {
        0..10 => format!("{:.1} s", length.as_secs_f64()),
        seconds @ 10..600 => format!("{seconds} s"),
        seconds => format!("{} min", seconds / 60),
    }
}
