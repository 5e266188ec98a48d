//! What another person is asked to agree to, as the step is now.

use crate::core::digest::sha256;
use crate::core::run::{Event, Request, What};
use crate::guide::walk::{Current, Guide};

impl Guide<'_> {
    /// Returns the request for a step: its words, its commands with all that is known filled in, and the target.
    pub(in crate::guide) fn request(&self, current: &Current) -> Request {
        let run = self.journal.run();
        let step = &current.step;
        if let Some(undo) = &current.taking_back {
            return self.request_to_take_back(current, undo);
        }
        let blocks = self.blocks(current);
        let commands_are_none = blocks.is_empty();
        let commands = blocks.iter().map(|block| self.fill_in_known(&block.commands, block.dialect).0).collect();
        let text: String = blocks.iter().map(|block| block.commands.as_str()).collect::<Vec<_>>().join("\n");
        let record = run.steps.get(&step.id);
        Request {
            commands,
            folder: if commands_are_none { String::new() } else { self.relative(self.session.directory()) },
            project: self.journal.name().project.clone(),
            // What was agreed to before a step was opened again, or a candidate given up, does not count.
            round: run.respins + record.map_or(0, |record| record.reopened),
            run: self.beginning(),
            step: step.id.clone(),
            // What goes out before anything was tagged is what is checked out.
            target: run.target.clone().or_else(|| self.goes_out(current)),
            text: sha256(&step.text),
            title: step.title.clone(),
            variables: self.place.variables_of(run, &text),
            version: run.version.clone(),
        }
    }

    /// Returns the commit that is checked out, where a step cannot be taken back.
    fn goes_out(&self, current: &Current) -> Option<String> {
        let head = self.place.repository.head_commit().filter(|_| self.is_irreversible(current));
        head.map(|commit| commit.to_string())
    }

    /// Returns the request for taking a step back: an agreement to do it is none to undo it.
    fn request_to_take_back(&self, current: &Current, undo: &str) -> Request {
        let forward = self.request(&Current { taking_back: None, ..current.clone() });
        Request {
            commands: vec![undo.to_owned()],
            folder: self.relative(self.session.directory()),
            text: sha256(undo),
            title: format!("take back: {}", forward.title),
            variables: std::collections::BTreeMap::new(),
            ..forward
        }
    }

    /// Returns the identity of the event that the run began with, or was begun anew with.
    fn beginning(&self) -> String {
        let is_beginning = |event: &&Event| matches!(event.what, What::Started(_) | What::BegunAgain(_));
        self.journal.events().iter().rfind(is_beginning).map(|event| event.id.clone()).unwrap_or_default()
    }

    /// Returns who must agree to a step, in words; `None` where nobody has to.
    pub(in crate::guide) fn who_agrees(&self, current: &Current, is_irreversible: bool) -> Option<String> {
        let allowed = self.who_may_agree(current);
        let by_mentor = (is_irreversible && !allowed.is_empty()).then(|| "mentor".to_owned());
        let asked = current.step.annotation.sign_off.clone().or(by_mentor)?;
        let allowed: Vec<String> = allowed.iter().map(|login| format!("@{login}")).collect();
        Some(match asked.as_str() {
            "mentor" if allowed.is_empty() => "a mentor".to_owned(),
            "mentor" => allowed.join(" or "),
            login => format!("@{}", login.trim_start_matches('@')),
        })
    }

    /// Returns the logins of those whose agreement counts; empty: anybody else's does.
    pub(in crate::guide) fn who_may_agree(&self, current: &Current) -> Vec<String> {
        match current.step.annotation.sign_off.as_deref() {
            None | Some("mentor") => {
                let run = self.journal.run();
                // A mentor who does the step is looked at by the one whose release it is.
                let me = &self.journal.me().login;
                if run.people.mentors.iter().any(|mentor| mentor.eq_ignore_ascii_case(me)) {
                    return vec![run.holder.clone()];
                }
                if run.people.mentors.is_empty() {
                    // The mentor holds the run by now: whoever held it before looks along.
                    return run.looked_after_by_those_before();
                }
                run.people.mentors.clone()
            }
            Some(login) => vec![login.trim_start_matches('@').to_owned()],
        }
    }

    /// Says whether nobody can be asked: no mentor is named, and nobody by name.
    pub(super) fn is_alone(&self, current: &Current) -> bool {
        self.who_may_agree(current).is_empty()
    }
}
