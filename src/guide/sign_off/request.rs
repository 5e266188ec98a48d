//! What another person is asked to agree to, as the step is now.

use crate::core::checklist::BuiltIn;
use crate::core::digest::sha256;
use crate::core::run::Request;
use crate::guide::walk::{Current, Guide};

impl Guide<'_> {
    /// Returns the request for a step: its words, its commands with all that is known filled in, and the target.
    pub(in crate::guide) fn request(&self, current: &Current) -> Request {
        let run = self.journal.run();
        let step = &current.step;
        let blocks = self.blocks(current);
        let commands = blocks.iter().map(|block| self.fill_in_known(&block.commands, block.dialect).0).collect();
        let text: String = blocks.iter().map(|block| block.commands.as_str()).collect::<Vec<_>>().join("\n");
        let record = run.steps.get(&step.id);
        Request {
            commands,
            project: self.journal.name().project.clone(),
            // What was agreed to before a step was opened again, or a candidate given up, does not count.
            round: run.respins + record.map_or(0, |record| record.reopened),
            run: self.journal.events().first().map(|event| event.id.clone()).unwrap_or_default(),
            step: step.id.clone(),
            target: run.target.clone(),
            text: sha256(&step.text),
            title: step.title.clone(),
            variables: self.place.variables_of(run, &text),
            version: run.version.clone(),
        }
    }

    /// Returns who must agree to a step, in words; `None` where nobody has to.
    pub(in crate::guide) fn who_agrees(&self, current: &Current, is_irreversible: bool) -> Option<String> {
        let mentors = &self.journal.run().people.mentors;
        let by_mentor = (is_irreversible && !mentors.is_empty()).then(|| "mentor".to_owned());
        let asked = current.step.annotation.sign_off.clone().or(by_mentor)?;
        let allowed: Vec<String> = self.who_may_agree(current).iter().map(|login| format!("@{login}")).collect();
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
                run.people.mentors.clone()
            }
            Some(login) => vec![login.trim_start_matches('@').to_owned()],
        }
    }

    /// Says whether nobody can be asked: no mentor is named, and nobody by name.
    pub(super) fn is_alone(&self, current: &Current) -> bool {
        self.who_may_agree(current).is_empty() && current.step.annotation.run != Some(BuiltIn::Draft)
    }
}
