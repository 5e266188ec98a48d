//! No tag but on the line and the target of the run, whatever the document says.

use crate::core::checklist::{Nature, checked_out};
use crate::core::history::CommitId;
use crate::core::run::{What, holds_version};
use crate::failure::{Failure, Kind};
use crate::guide::walk::{Current, Guide};

impl Guide<'_> {
    /// Refuses commands that would tag something else than what this run releases. Asks for the target where it is not
    /// settled yet.
    pub(super) fn guard_tagging(&mut self, commands: &str, natures: &[Nature]) -> Result<(), Failure> {
        let repository = self.place.repository;
        let tag = self.place.tag(self.journal.run());
        if let Some(tagged) = repository.tag_commit(&tag) {
            // An earlier step made it; what is left is to push it.
            return self.accept(tagged, &format!("the tag `{tag}`"));
        }
        let Some(head) = repository.head_commit() else {
            return Err(Failure::new(Kind::Usage, "there is no commit yet that could be tagged"));
        };
        // Commands may go somewhere else before they tag.
        let place = checked_out(commands);
        let (commit, words) = match &place {
            Some(name) => match repository.tip(name).or_else(|| self.remote_tip(name)) {
                Some(commit) => (commit, format!("`{name}`")),
                // A branch that the commands make themselves begins where they start.
                None => (head, "the checked-out commit".to_owned()),
            },
            None => (head, "the checked-out commit".to_owned()),
        };
        self.accept(commit, &words)?;
        if self.journal.run().target.is_none() {
            let what = natures.iter().find(|nature| nature.is_tagging).map_or("tags", |nature| nature.what.as_str());
            self.ui.status(&format!("These commands tag: {what}."));
            self.settle_target(commit)?;
        }
        Ok(())
    }

    fn remote_tip(&self, branch: &str) -> Option<CommitId> {
        let remote = self.journal.run().start.line.remote.clone()?;
        self.place.repository.tip(&format!("refs/remotes/{remote}/{branch}"))
    }

    /// Settles which commit is released, once the person said so.
    pub(super) fn settle_target(&mut self, commit: CommitId) -> Result<(), Failure> {
        let subject = self.place.repository.subject(commit).unwrap_or_default();
        let question = format!("Is {} \"{subject}\" the commit to release?", commit.short());
        if !self.ask_yes("target", &question, false)? {
            return Err(Failure::new(Kind::Refused, "the commit to release is not settled, so nothing is tagged")
                .hint("check out the right commit, then go on with `shepherd guide`"));
        }
        let reason = "the person said so".to_owned();
        self.journal.append(What::Targeted { commit: commit.to_string(), reason })
    }

    /// Returns an error unless a commit is on the line, and the target or its child that holds nothing but the version.
    fn accept(&self, commit: CommitId, words: &str) -> Result<(), Failure> {
        let run = self.journal.run();
        let repository = self.place.repository;
        let line = &run.start.line;
        let refused = |message: String| {
            Failure::new(Kind::Refused, message)
                .hint(format!("this run releases from `{}`; check it out: `git checkout {}`", line.branch, line.branch))
                .hint("nothing was tagged by this program; the run is as it was")
        };
        if let Some(previous) = &line.previous_tag
            && let Some(tagged) = repository.tag_commit(previous)
            && repository.is_part(tagged, commit) != Some(true)
        {
            return Err(refused(format!(
                "{words} ({}) does not hold `{previous}`, the newest release of the line `{}`: it is on another line",
                commit.short(),
                line.branch
            )));
        }
        if let Some(target) = run.target.as_deref().and_then(CommitId::parse) {
            return if self.is_released(commit, target)? {
                Ok(())
            } else {
                Err(refused(format!(
                    "{words} ({}) is not the commit that this run releases ({}), nor its child that changes version files only",
                    commit.short(),
                    target.short()
                ))
                .hint("if another commit is meant: `shepherd guide --target COMMIT`"))
            };
        }
        if self.is_on_line(commit) {
            return Ok(());
        }
        Err(refused(format!("{words} ({}) is not on the line `{}` of this run", commit.short(), line.branch)))
    }

    /// Says whether a tagged commit is what the run releases.
    fn is_released(&self, commit: CommitId, target: CommitId) -> Result<bool, Failure> {
        if commit == target {
            return Ok(true);
        }
        let repository = self.place.repository;
        if repository.is_part(target, commit) != Some(true) {
            return Ok(false);
        }
        Ok(repository.paths_between(target, commit)?.iter().all(|path| holds_version(path)))
    }

    /// Says whether a commit belongs to the line: it is in its history, or grew out of its tip on no other long branch.
    fn is_on_line(&self, commit: CommitId) -> bool {
        let run = self.journal.run();
        let repository = self.place.repository;
        let line = &run.start.line;
        let there = line.remote.as_ref().map(|remote| format!("refs/remotes/{remote}/{}", line.branch));
        let tips = [repository.branch_tip(&line.branch), there.and_then(|name| repository.tip(&name))];
        let tips: Vec<CommitId> = tips.into_iter().flatten().collect();
        if tips.iter().any(|tip| repository.is_part(commit, *tip) == Some(true)) {
            return true;
        }
        // A release branch begins at the tip; but the tip of another line may hold this line's tip, too.
        let other = repository.default_branch().and_then(|name| repository.tip(&name));
        let is_elsewhere = other.is_some_and(|other| repository.is_part(commit, other) == Some(true));
        !is_elsewhere && tips.iter().any(|tip| repository.is_part(*tip, commit) == Some(true))
    }

    /// Looks after a step whether a tag came to be that must not be.
    pub(super) fn watch_tag(&mut self, current: &Current) -> Result<(), Failure> {
        let tag = self.place.tag(self.journal.run());
        let Some(commit) = self.place.repository.tag_commit(&tag) else { return Ok(()) };
        self.accept(commit, &format!("the tag `{tag}`")).map_err(|failure| {
            // What was refused beforehand says that nothing was tagged; here something was.
            Failure::new(failure.kind, failure.message)
                .hint(format!("it is there after the step `{}`", current.step.id))
                .hint(format!(
                    "if it was not pushed yet, take it back: `git tag -d {tag}`; then go on with `shepherd guide`"
                ))
                .hint("if it is the commit that is meant: `shepherd guide --target COMMIT`")
        })?;
        if self.journal.run().target.is_none() {
            let reason = format!("tagged as {tag}");
            self.journal.append(What::Targeted { commit: commit.to_string(), reason })?;
        }
        Ok(())
    }
}
