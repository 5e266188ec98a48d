//! Ways back out of a run: begun again, given up, renamed, taken over, aimed at another commit.

use crate::core::run::{What, position};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::guide::start::{NEXT, new_version};
use crate::guide::walk::Guide;
use crate::store::RunName;

impl Guide<'_> {
    /// Begins the present phase once more: a candidate failed. What was done in it and after it is put aside, and stays
    /// in the log.
    pub fn respin(&mut self) -> Result<(), Failure> {
        self.is_not_out("begun again")?;
        let facts = self.facts();
        let procedure = self.procedure()?;
        let here = position(procedure, self.journal.run(), facts);
        // When all is settled, it is the last phase that failed.
        let place = here.next.as_ref().or(here.all.last()).ok_or_else(|| {
            Failure::new(Kind::Usage, "there is no step to begin again from").hint("`shepherd status` shows the steps")
        })?;
        let phase = place.tick.phase.clone();
        let first = procedure.phases.iter().position(|known| *known == phase).unwrap_or(0);
        let later = procedure.phases.get(first..).unwrap_or_default();
        let run = self.journal.run();
        let ticks = procedure.ticks();
        let steps: Vec<String> = ticks
            .iter()
            .filter(|tick| later.contains(tick.phase) && run.steps.contains_key(&tick.step.id))
            .map(|tick| tick.step.id.clone())
            .collect();
        let title = clean(&phase.title).into_owned();
        let reason = self.reason("respin", "What was wrong with it?")?;
        let count = plural(steps.len(), "step");
        self.journal.append(What::Respun { steps, reason })?;
        self.ui.status(&format!("\"{title}\" begins again; {count} and the target are put aside, and stay in the log"));
        let tag = self.place.tag(self.journal.run());
        if self.place.repository.has_tag(&tag) {
            self.ui.warning(&format!("the tag `{tag}` is still here"));
            self.ui.hint(&format!(
                "if it was never pushed: `git tag -d {tag}`; else go on under the next version: `shepherd guide {} --rename NEXT`",
                self.journal.run().version
            ));
        }
        Ok(())
    }

    /// Gives the run up.
    pub fn abandon(&mut self) -> Result<(), Failure> {
        self.is_not_out("given up")?;
        let reason = self.reason("abandon", "Why is it given up?")?;
        self.journal.append(What::Abandoned { reason })?;
        self.ui.status(&format!("{} is given up; its log stays", self.journal.run().version));
        Ok(())
    }

    /// Gives the run another version.
    pub fn rename(&mut self, to: &str) -> Result<(), Failure> {
        let run = self.journal.run();
        if run.version == to {
            return Err(Failure::new(Kind::Usage, format!("the run is that of {to} already"))
                .hint(format!("go on with it: `shepherd guide {to}`")));
        }
        let kind = new_version(&self.place.tags()?, &run.start.line, to)?;
        if run.recorded.is_some() {
            return Err(Failure::new(Kind::Refused, format!("{} is released and recorded", run.version))
                .hint(format!("begin another run: `shepherd guide {to}`")));
        }
        let name = RunName { project: self.journal.name().project.clone(), version: to.to_owned() };
        let from = run.version.clone();
        self.journal.rename(name, &What::Renamed { from: from.clone(), to: to.to_owned(), kind })?;
        self.ui.status(&format!("the run of {from} is the run of {to} now, a {kind} release"));
        Ok(())
    }

    /// Settles the version of a run that began without one.
    pub fn settle_version(&mut self) -> Result<(), Failure> {
        if self.journal.run().version != NEXT || self.answers.has("version") {
            return Ok(());
        }
        self.ui.hint("the version is not known yet; `shepherd guide next --rename VERSION` settles it");
        Ok(())
    }

    /// Returns an error where the release is public: what others have cannot be taken back.
    fn is_not_out(&self, what: &str) -> Result<(), Failure> {
        let run = self.journal.run();
        let Some(tag) = &run.recorded else { return Ok(()) };
        Err(Failure::new(
            Kind::Refused,
            format!("{} is released (`{tag}` is recorded), so it cannot be {what}", run.version),
        )
        .hint("what is left of it can be done or skipped; a faulty release is followed by the next version: `shepherd guide VERSION`"))
    }

    /// Makes the person at the keyboard the holder of the run.
    pub fn take_over(&mut self) -> Result<(), Failure> {
        let before = self.journal.run().holder.clone();
        if before == self.journal.me().login {
            return Ok(());
        }
        let reason = self.reason("take-over", &format!("Why do you take it over from @{before}?"))?;
        self.journal.append(What::TakenOver { reason })?;
        self.ui.status(&format!("the run is yours now; it was @{before}'s"));
        Ok(())
    }

    /// Settles which commit is released.
    pub fn target(&mut self, name: &str) -> Result<(), Failure> {
        let Some(commit) = self.place.repository.tip(name) else {
            return Err(Failure::new(Kind::Usage, format!("`{}` is not a commit of this repository", clean(name)))
                .hint("name a commit, a branch or a tag"));
        };
        self.settle_target(commit)
    }
}
