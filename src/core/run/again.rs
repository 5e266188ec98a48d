//! What a run forgets when something is done once more: states, and the values that belonged to them.

use crate::core::run::event::What;
use crate::core::run::state::{End, Run};
use crate::core::run::step_record::StepState;

/// Values that follow from the version.
const OF_THE_VERSION: [&str; 7] = ["MAJOR", "MINOR", "NEXT_VERSION", "PATCH", "SERIES", "TAG", "VERSION"];

impl Run {
    /// Keeps a value, and of which step it is where its commands brought it about.
    pub(super) fn keep_value(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
        let is_brought_about = name.starts_with("VARIABLE ") || name == "RELEASE_BRANCH";
        match &self.last_step {
            Some(step) if is_brought_about => self.value_steps.insert(name.to_owned(), step.clone()),
            _ => self.value_steps.remove(name),
        };
    }

    /// Puts steps aside: they are to be done once more, and nothing that was said of them counts any more.
    pub(super) fn reopen(&mut self, steps: &[String]) {
        for step in steps {
            let record = self.step(step);
            record.state = StepState::Todo;
            record.agreed.clear();
            record.overrides.clear();
            record.done_by = None;
            record.settled = None;
            record.until = None;
            record.deed = None;
            record.behind.clear();
            record.has_run = false;
            record.reopened += 1;
        }
        let of_them: Vec<String> =
            self.value_steps.iter().filter(|(_, step)| steps.contains(step)).map(|(name, _)| name.clone()).collect();
        for name in of_them {
            self.values.remove(&name);
            self.value_steps.remove(&name);
        }
        // A run that was through is not any more.
        self.end = self.end.take().filter(|end| *end != End::Finished);
    }

    /// Takes another version: what was said of the one before does not count any more.
    pub(super) fn rename(&mut self, what: &What) {
        let What::Renamed { from, to, kind } = what else { return };
        self.version.clone_from(to);
        self.kind = *kind;
        self.values.retain(|name, value| !OF_THE_VERSION.contains(&name.as_str()) && !holds(value, from));
        self.pass_nothing_over();
    }

    /// Conditions are held against the release and the document again: neither is what it was.
    pub(super) fn pass_nothing_over(&mut self) {
        for record in self.steps.values_mut() {
            if matches!(record.state, StepState::Skipped { by_condition: true, .. }) {
                record.state = StepState::Todo;
                record.done_by = None;
                record.settled = None;
            }
        }
    }
}

/// Says whether a value holds a version, and not only a longer one that begins or ends like it.
fn holds(value: &str, version: &str) -> bool {
    let is_number = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    value.match_indices(version).any(|(place, _)| {
        let mut before = value.get(..place).unwrap_or_default().chars().rev();
        let mut after = value.get(place + version.len()..).unwrap_or_default().chars();
        let (last, first) = (before.next(), after.next());
        let begins_earlier = is_number(last) || (last == Some('.') && is_number(before.next()));
        let ends_later = is_number(first) || (first == Some('.') && is_number(after.next()));
        !begins_earlier && !ends_later
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::run::event::{How, Proof};
    use crate::core::run::tests::{done, events, procedure, start, step};
    use crate::core::version::ReleaseKind;

    fn replay(whats: Vec<What>) -> Run {
        let procedure = procedure(vec![step("a"), step("b")]);
        Run::replay(&events(std::iter::once(start(&procedure)).chain(whats))).unwrap()
    }

    fn answered(name: &str, value: &str) -> What {
        What::Answered { name: name.to_owned(), value: value.to_owned() }
    }

    fn ended(step: &str) -> What {
        What::Ended {
            step: step.to_owned(),
            block: 1,
            code: Some(0),
            end: None,
            milliseconds: 1,
            digest: String::new(),
            directory: String::new(),
        }
    }

    fn overridden(step: &str) -> What {
        What::Overridden { step: step.to_owned(), check: "ci-green".to_owned(), reason: "it hung".to_owned() }
    }

    #[test]
    fn a_new_candidate_inherits_nothing_of_the_one_before() {
        let agreed = What::Agreed { step: "b".to_owned(), by: "ann".to_owned() };
        let before = vec![
            ended("a"),
            answered("VARIABLE KEPT", "1"),
            done("a"),
            overridden("b"),
            overridden(""),
            agreed,
            ended("b"),
            answered("RELEASE_BRANCH", "release-1"),
            answered("VARIABLE WHEEL", "hub.whl"),
            answered("TOWN", "Oslo"),
            done("b"),
            What::Finished,
        ];
        let respun = What::Respun { steps: vec!["b".to_owned()], reason: "it does not start".to_owned() };
        let run = replay(before.into_iter().chain([respun]).collect());
        assert_eq!(run.end, None);
        assert_eq!(run.values.keys().collect::<Vec<_>>(), ["TOWN", "VARIABLE KEPT"]);
        let record = &run.steps["b"];
        assert!(record.overrides.is_empty() && record.agreed.is_empty() && record.behind.is_empty());
        assert_eq!(run.overrides.len(), 1);
        assert!(run.state("a").is_settled());
    }

    #[test]
    fn a_rename_drops_what_holds_the_version_before_and_what_its_kind_passed_over() {
        let by_condition =
            What::Skipped { step: "a".to_owned(), reason: "only for patch".to_owned(), by_condition: true };
        let by_person = What::Skipped { step: "b".to_owned(), reason: "no time".to_owned(), by_condition: false };
        let renamed = What::Renamed { from: "5.4.3".to_owned(), to: "5.5.0".to_owned(), kind: ReleaseKind::Minor };
        let run = replay(vec![
            by_condition,
            by_person,
            answered("VARIABLE RELEASE", "v5.4.3"),
            answered("NEXT_VERSION", "5.4.4"),
            answered("FILE", "hub-5.4.3.tar.gz"),
            answered("LONGER", "5.4.30"),
            answered("OTHER", "15.4.3"),
            renamed,
        ]);
        assert_eq!(run.values.keys().collect::<Vec<_>>(), ["LONGER", "OTHER"]);
        assert_eq!(*run.state("a"), StepState::Todo);
        assert!(run.state("b").is_settled());
    }

    #[test]
    fn a_step_whose_condition_went_with_an_edit_comes() {
        let by_condition =
            What::Skipped { step: "a".to_owned(), reason: "only for minor".to_owned(), by_condition: true };
        let run = replay(vec![by_condition, What::ChecklistChanged { checklist: Vec::new() }]);
        assert_eq!(*run.state("a"), StepState::Todo);
    }

    #[test]
    fn a_wait_keeps_how_its_step_was_done() {
        use crate::core::run::event::Deed;
        let deed = Deed { how: How::Ran, proof: Proof::Proven, evidence: "origin has it".to_owned() };
        let until = "2027-01-15T09:00:00Z".parse().unwrap();
        let run = replay(vec![What::Waiting { step: "a".to_owned(), until, deed: Some(deed.clone()) }]);
        assert_eq!(run.steps["a"].deed, Some(deed));
    }

    #[test]
    fn a_run_that_was_given_up_is_begun_again_from_nothing() {
        let procedure = procedure(vec![step("a")]);
        let What::Started(again) = start(&procedure) else { unreachable!("it is one") };
        let run = replay(vec![done("a"), What::Abandoned { reason: "a mistake".to_owned() }, What::BegunAgain(again)]);
        assert_eq!((run.end, run.steps.len(), run.sequences["w"]), (None, 0, 4));
    }
}
