//! Who takes part in a run.

use crate::core::run::start::People;

impl People {
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
