//! Who takes part in a run.

use crate::core::run::start::People;
use crate::core::run::state::Run;

impl Run {
    /// Says whether a person holds it: the letter case of a login says nothing.
    pub fn is_held_by(&self, login: &str) -> bool {
        self.holder.eq_ignore_ascii_case(login)
    }

    /// Returns those who held the run before its mentor took it, and who look along in their place; empty where no mentor
    /// was ever named.
    pub fn looked_after_by_those_before(&self) -> Vec<String> {
        if self.named.mentors.is_empty() { Vec::new() } else { self.held_before.clone() }
    }

    /// Returns who cut the release: the holder, and those before who did steps of it.
    pub fn released_by(&self) -> Vec<String> {
        let did = |login: &&String| self.steps.values().any(|record| record.done_by.as_ref() == Some(*login));
        std::iter::once(&self.holder).chain(self.held_before.iter().filter(did)).cloned().collect()
    }
}

impl People {
    /// Returns the same without one person: nobody helps, sponsors or watches themselves.
    #[must_use]
    pub fn without(&self, login: &str) -> Self {
        let others = |people: &[String]| {
            people.iter().filter(|person| !person.eq_ignore_ascii_case(login)).cloned().collect::<Vec<_>>()
        };
        Self { mentors: others(&self.mentors), sponsors: others(&self.sponsors), shadows: others(&self.shadows) }
    }

    /// Returns each role with its people, in the words of records: `Mentored-by`. Roles that nobody has are left out.
    pub fn roles(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        let roles = [
            ("Mentored-by", self.mentors.as_slice()),
            ("Sponsored-by", self.sponsors.as_slice()),
            ("Shadowed-by", self.shadows.as_slice()),
        ];
        roles.into_iter().filter(|(_, people)| !people.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::run::What;
    use crate::core::run::tests::{events, procedure, start, step};

    #[test]
    fn a_mentor_who_holds_the_run_is_none_of_it() {
        let people = People { mentors: vec!["Kim".to_owned(), "zoe".to_owned()], ..People::default() };
        let to = |to: &str| What::HandedOver { to: to.to_owned(), note: String::new() };
        let mut whats = vec![start(&procedure(vec![step("a")])), What::PeopleChanged { people }];
        for (passed, expected) in
            [(None, "Kim zoe"), (Some("kim"), "zoe"), (Some("zoe"), "Kim"), (Some("ann"), "Kim zoe")]
        {
            whats.extend(passed.map(to));
            let run = Run::replay(&events(whats.clone())).unwrap();
            assert_eq!(run.people.mentors.join(" "), expected, "{passed:?}");
        }
    }
}
