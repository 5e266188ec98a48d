//! What cannot be true of one person: days that run backwards, and two places at once.

use crate::core::people::{Affiliation, Person};

/// What cannot be true of one person. Affiliations are named by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The last active day is before the first.
    ActiveBackwards,
    /// The last day of an affiliation is before its first.
    AffiliationBackwards(usize),
    /// Two affiliations hold on one day, and a record keeps one of them.
    AffiliationsOverlap {
        /// The one that stands first.
        first: usize,
        /// The other.
        second: usize,
    },
}

impl Person {
    /// Returns what cannot be true of the person, in the order of the file.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.active_from.zip(self.active_until).is_some_and(|(from, until)| until < from) {
            faults.push(Fault::ActiveBackwards);
        }
        for (second, found) in self.affiliations.iter().enumerate() {
            if found.is_backwards() {
                faults.push(Fault::AffiliationBackwards(second));
                continue;
            }
            let earlier = self.affiliations.iter().take(second);
            let overlapping = earlier.enumerate().filter(|(_, other)| !other.is_backwards() && other.overlaps(found));
            faults.extend(overlapping.map(|(first, _)| Fault::AffiliationsOverlap { first, second }));
        }
        faults
    }
}

impl Affiliation {
    /// Says whether its last day is before its first.
    pub fn is_backwards(&self) -> bool {
        self.from.zip(self.until).is_some_and(|(from, until)| until < from)
    }

    /// Says whether both hold on one day. An end that is not known is open.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, other: &Self| one.from.zip(other.until).is_none_or(|(from, end)| from <= end);
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(organisation: &str, from: &str, until: &str) -> Affiliation {
        Affiliation { organisation: organisation.to_owned(), from: from.parse().ok(), until: until.parse().ok() }
    }

    #[test]
    fn days_that_cannot_be_are_found() {
        let person = |affiliations: Vec<Affiliation>| Person { affiliations, ..Person::default() };
        let ends = with("acme", "2020-01-01", "2022-12-31");
        assert_eq!(person(vec![ends.clone(), with("github", "2023-01-01", "")]).faults(), []);
        assert_eq!(
            person(vec![ends.clone(), with("github", "2022-12-31", "")]).faults(),
            [Fault::AffiliationsOverlap { first: 0, second: 1 }]
        );
        assert_eq!(
            person(vec![with("acme", "", ""), with("github", "", "")]).faults(),
            [Fault::AffiliationsOverlap { first: 0, second: 1 }]
        );
        let backwards = with("acme", "2022-12-31", "2020-01-01");
        assert_eq!(person(vec![backwards, ends]).faults(), [Fault::AffiliationBackwards(0)]);
        let mut someone = person(Vec::new());
        (someone.active_from, someone.active_until) = ("2026-02-01".parse().ok(), "2026-01-31".parse().ok());
        assert_eq!(someone.faults(), [Fault::ActiveBackwards]);
        someone.active_until = "2026-02-01".parse().ok();
        assert_eq!(someone.faults(), []);
    }
}
