//! No tag but on the line and the target of the run, whatever the document says.

use std::collections::BTreeMap;

use crate::core::checklist::{Check, Nature, Spot, natures_with, substitute, tagged_with};
use crate::core::history::CommitId;
use crate::core::run::What;
use crate::failure::{Failure, Kind};
use crate::guide::checks::Finding;
use crate::guide::target::Standing;
use crate::guide::walk::{Current, Guide};

impl Guide<'_> {
    /// Returns what commands do. A name that they push is a tag where this run, or this clone, has it as one.
    pub(super) fn natures(&self, commands: &str) -> Vec<Nature> {
        let (tag, values) = self.names();
        natures_with(commands, &|name| self.is_tag(name, &tag, &values))
    }

    /// Returns what commands would tag, as far as that can be told.
    pub(super) fn tagged(&self, commands: &str) -> Vec<Spot> {
        let (tag, values) = self.names();
        tagged_with(commands, &|name| self.is_tag(name, &tag, &values))
    }

    /// Returns the tag of this run, and what is known for placeholders.
    fn names(&self) -> (String, BTreeMap<String, String>) {
        let run = self.journal.run();
        (self.place.tag(run), self.place.values(run))
    }

    /// Says whether a name is that of a tag; `None` where this clone has neither a tag nor a branch of that name.
    fn is_tag(&self, name: &str, tag: &str, values: &BTreeMap<String, String>) -> Option<bool> {
        let filled = substitute(name, values).map_or_else(|_| name.to_owned(), |filled| filled.commands);
        let repository = self.place.repository;
        let version = self.journal.run().version.as_str();
        if filled == tag || filled == version || repository.has_tag(&filled) {
            return Some(true);
        }
        repository.branch_tip(&filled).map(|_| false)
    }

    /// Refuses commands that would tag something else than what this run releases. Asks for the target where it is not
    /// settled yet.
    pub(super) fn guard_tagging(&mut self, commands: &str, natures: &[Nature]) -> Result<(), Failure> {
        let spots = self.tagged(commands);
        let tag = self.place.tag(self.journal.run());
        if let Some(commit) = self.place.repository.tag_commit(&tag) {
            // An earlier step made it, or is to have made it.
            self.accept(commit, &format!("the tag `{tag}`"))?;
        }
        let is_out = natures.iter().any(|nature| nature.is_irreversible);
        for spot in spots {
            let Some((commit, words)) = self.find(&spot, is_out)? else { continue };
            self.accept(commit, &words)?;
            if self.journal.run().target.is_none() {
                self.settle_target(commit)?;
            }
        }
        Ok(())
    }

    /// Returns the commit of a spot, and what it is called; `None` where the remote has the right tag already, or where
    /// it cannot be told and nobody else would see it.
    fn find(&self, spot: &Spot, is_out: bool) -> Result<Option<(CommitId, String)>, Failure> {
        let repository = self.place.repository;
        match spot {
            Spot::Head => {
                let head = repository.head_commit().ok_or_else(|| {
                    Failure::new(Kind::Usage, "there is no commit yet that could be tagged")
                        .hint("commit what is to be released")
                })?;
                Ok(Some((head, "the checked-out commit".to_owned())))
            }
            Spot::Named(name) => match repository.tip(name).or_else(|| self.remote_tip(name)) {
                Some(commit) => Ok(Some((commit, format!("`{name}`")))),
                None => not_told(&format!("`{name}` is not here yet, so what they would tag is not known"), is_out),
            },
            Spot::Pulled(before) => {
                // What a pull brings is known only where it brings nothing.
                if matches!(self.find_out(Check::UpToDate), Finding::Holds { .. })
                    || self.journal.run().start.line.remote.is_none()
                {
                    return self.find(before, is_out);
                }
                not_told("they pull before they tag, and the remote has commits that are not here", is_out)
            }
            Spot::Server => match self.find_out(Check::TagPushed) {
                Finding::Holds { .. } => Ok(None),
                _ => Err(Failure::new(
                    Kind::Refused,
                    "the server would make the tag itself, on the tip of its default branch, as the remote does not have it",
                )
                .hint("push the tag first (`git push REMOTE TAG`), or name the commit with `--target`")
                .hint("nothing was done by this program; the run is as it was")),
            },
            Spot::Unknown(why) => not_told(why, is_out),
        }
    }

    fn remote_tip(&self, branch: &str) -> Option<CommitId> {
        let remote = self.journal.run().start.line.remote.clone()?;
        self.place.repository.tip(&format!("refs/remotes/{remote}/{branch}"))
    }

    /// Settles which commit is released, once the person said so. A commit that is not on the line has a question of its
    /// own.
    pub(super) fn settle_target(&mut self, commit: CommitId) -> Result<(), Failure> {
        let repository = self.place.repository;
        let subject = repository.subject(commit).unwrap_or_default();
        let line = self.journal.run().start.line.clone();
        for warning in self.place.doubts_about(&line, commit) {
            self.ui.warning(&warning);
        }
        let (key, question) = match self.place.standing(self.journal.run(), commit)? {
            Standing::Beside => (
                "target.beside",
                format!("{} \"{subject}\" is not on `{}`. Release it all the same?", commit.short(), line.branch),
            ),
            _ => ("target", format!("Is {} \"{subject}\" the commit to release?", commit.short())),
        };
        self.ui.status("The tag says for good which commit was released.");
        if !self.ask_yes(key, &question, false)? {
            return Err(Failure::new(Kind::Refused, "the commit to release is not settled, so nothing is tagged")
                .hint("check out the right commit, then go on with `shepherd guide`"));
        }
        let reason = "the person said so".to_owned();
        self.journal.append(What::Targeted { commit: commit.to_string(), reason })
    }

    /// Returns an error unless a commit may be tagged in this run.
    pub(super) fn accept(&self, commit: CommitId, words: &str) -> Result<(), Failure> {
        let run = self.journal.run();
        let line = &run.start.line;
        let short = commit.short();
        let message = match self.place.standing(run, commit)? {
            Standing::Released | Standing::OnLine | Standing::Beside => return Ok(()),
            Standing::OtherLine { previous } => format!(
                "{words} ({short}) does not hold `{previous}`, the newest release of the line `{}`: it is on another line",
                line.branch
            ),
            Standing::Elsewhere => format!("{words} ({short}) is not on the line `{}` of this run", line.branch),
            Standing::NotTarget { target } => format!(
                "{words} ({short}) is not the commit that this run releases ({}), nor its child that changes version files only",
                target.short()
            ),
        };
        Err(Failure::new(Kind::Refused, message)
            .hint(format!("this run releases from `{}`; check it out: `git checkout {}`", line.branch, line.branch))
            .hint("what earlier steps did elsewhere is to be done again there: `shepherd guide --reopen ID`")
            .hint("if another commit is meant: `shepherd guide --target COMMIT`")
            .hint("nothing was tagged by this program; the run is as it was"))
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

/// What cannot be told may be tried where it stays on this machine; it is looked at afterwards.
fn not_told(why: &str, is_out: bool) -> Result<Option<(CommitId, String)>, Failure> {
    if !is_out {
        return Ok(None);
    }
    Err(Failure::new(Kind::Refused, format!("what these commands would tag and send out cannot be told: {why}"))
        .hint("do the first part by hand, look at what is checked out, and then run the rest, or answer `done` once all of it is done")
        .hint("nothing was done by this program; the run is as it was"))
}
