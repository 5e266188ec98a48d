//! Whether a step is done: what its annotation or its own commands say can prove it.

use crate::core::checklist::{Check, Dialect, Verify};
use crate::core::run::{How, Proof, What};
use crate::failure::Failure;
use crate::guide::checks::Finding;
use crate::guide::walk::{Current, Guide};

/// What can prove a step done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Means {
    /// A built-in check.
    Check(Check),
    /// A command that ends with 0.
    Command(String),
    /// This clone has the tag of the release.
    Tag,
}

impl Guide<'_> {
    /// Asks whether a step was done before it was looked at, where that can be told; then it counts as done.
    pub(super) fn is_done_already(&mut self, current: &Current) -> Result<bool, Failure> {
        // A tag from before this run settled what it releases is that of a candidate that failed, and proves nothing.
        let is_by_tag = matches!(self.how_to_verify(current), Some(Means::Tag | Means::Check(Check::TagPushed)));
        if is_by_tag && self.journal.run().target.is_none() {
            return Ok(false);
        }
        let Some((Proof::Proven, evidence)) = self.verify(current, "before")? else { return Ok(false) };
        self.watch_tag(current)?;
        self.ui.words(&format!("It looks done already: {evidence}"));
        if current.step.annotation.sign_off.is_some() && self.rehearsal.is_none() {
            self.ui.hint("it waits for a sign-off all the same: `done` asks for it");
            return Ok(false);
        }
        let id = current.step.id.clone();
        if !self.ask_yes(&format!("already.{id}"), "Take it as done?", true)? {
            return Ok(false);
        }
        self.journal.append(What::Done { step: id, how: How::Already, proof: Proof::Proven, evidence })?;
        self.record_if_public(current)?;
        Ok(true)
    }

    /// Returns whether a step is proven done, and by what; `None` where nothing can tell, or the person does not want to
    /// know. `when` is `before`, `after` or `now`.
    pub(super) fn verify(&mut self, current: &Current, when: &str) -> Result<Option<(Proof, String)>, Failure> {
        match self.how_to_verify(current) {
            None => Ok(None),
            Some(Means::Check(check)) => Ok(Some(match self.find_out(check) {
                Finding::Holds { evidence } => (Proof::Proven, evidence),
                Finding::Fails { why, .. } => (Proof::Contradicted, why),
                Finding::Unknown { why, .. } => (Proof::Unproven, why),
            })),
            Some(Means::Command(commands)) => self.verify_by(current, &commands, when),
            Some(Means::Tag) => {
                let tag = self.place.tag(self.journal.run());
                Ok(Some(match self.place.repository.tag_commit(&tag) {
                    Some(commit) => (Proof::Proven, format!("the tag `{tag}` is on {}", commit.short())),
                    None => (Proof::Contradicted, format!("this clone has no tag `{tag}`")),
                }))
            }
        }
    }

    /// Returns what can prove a step done: what its annotation says, else what is known of its commands.
    pub(super) fn how_to_verify(&self, current: &Current) -> Option<Means> {
        match &current.step.annotation.verify {
            Some(Verify::Check(check)) => return Some(Means::Check(*check)),
            Some(Verify::Command(commands)) => return Some(Means::Command(commands.clone())),
            None => {}
        }
        let blocks = self.blocks(current);
        // Where the tag goes out, the remote itself tells best, and also on which commit it is.
        let all = || blocks.iter().flat_map(|block| self.natures(&block.commands));
        if all().any(|nature| nature.is_tagging && nature.is_irreversible)
            && self.journal.run().start.line.remote.is_some()
        {
            return Some(Means::Check(Check::TagPushed));
        }
        if all().any(|nature| nature.is_tagging) {
            return Some(Means::Tag);
        }
        let mut known = all().filter_map(|nature| nature.verify);
        known.next_back().map(Means::Command)
    }

    /// A command that proves something is shown and confirmed once, like any other.
    fn verify_by(&mut self, current: &Current, commands: &str, when: &str) -> Result<Option<(Proof, String)>, Failure> {
        let id = &current.step.id;
        // Before anything was answered, asking for values only to look whether it is done would be in the way.
        let filled = self.place.values(self.journal.run());
        let open = crate::core::checklist::substitute(commands, &filled).is_ok_and(|found| !found.missing.is_empty());
        if open && when == "before" {
            return Ok(None);
        }
        let Some(commands) = self.fill_in(commands, Dialect::Bash)? else { return Ok(None) };
        let digest = crate::core::digest::sha256(&commands);
        if !self.confirmed.contains(&digest) {
            let question = match when {
                "before" => "Look first whether it is done already? This only looks:",
                _ => "Look whether it is done? This only looks:",
            };
            self.ui.status(question);
            self.show_commands(&commands);
            if !self.ask_yes(&format!("verify.{id}"), "Run it?", true)? {
                return Ok(None);
            }
            self.confirmed.push(digest);
        }
        if let Some(nature) =
            self.natures(&commands).into_iter().find(|nature| nature.is_irreversible || nature.is_destructive)
        {
            self.ui.warning(&format!(
                "what should prove this step {}, so it is not run (`{}`)",
                nature.what, nature.command
            ));
            return Ok(None);
        }
        let stubbed = self.rehearsal.as_ref().map_or(0, |rehearsal| rehearsal.stubbed().len());
        let outcome = self.run_plain(&commands, false)?;
        if self.rehearsal.as_ref().map_or(0, |rehearsal| rehearsal.stubbed().len()) > stubbed {
            return Ok(Some((Proof::Unproven, "a rehearsal does not really ask".to_owned())));
        }
        if let Some(line) = outcome.tail.last() {
            self.ui.status(&format!("  {line}"));
        }
        let first = commands.lines().last().unwrap_or_default();
        Ok(Some(if outcome.is_success() {
            (Proof::Proven, format!("`{first}` ends well"))
        } else {
            (Proof::Contradicted, format!("`{first}` says no: {}", outcome.end))
        }))
    }
}
