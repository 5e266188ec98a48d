//! On which days a person could have taken a slot.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::core::people::Person;
use crate::core::rotation::history::first_of_window;
use crate::core::rotation::{History, Slot};

impl History<'_> {
    /// Says whether a person is away on one of the days.
    pub(super) fn is_away(&self, login: &str, from: Date, until: Date) -> bool {
        let away = self.away.get(&login.to_lowercase());
        away.is_some_and(|away| away.iter().any(|one| one.touches(from, until)))
    }

    /// Says whether two slots are at a time: each keeps whoever has it busy from some days before it to its last day.
    pub(super) fn are_at_a_time(&self, one: &Slot, other: &Slot) -> bool {
        let preparation = i64::from(self.facts.policy.preparation).min(4_000_000).days();
        let busy_from = |slot: &Slot| slot.from.saturating_sub(preparation);
        busy_from(one) <= other.until && busy_from(other) <= one.until
    }

    /// Returns on how many days of the window that ends with `last` the person took part and was not away; at least 1.
    pub(super) fn days_available(&self, person: &Person, last: Date) -> u32 {
        let first = first_of_window(self.facts.policy, last);
        let first = person.active_from.map_or(first, |from| from.max(first));
        let last = person.active_until.map_or(last, |until| until.min(last));
        let away = self.away.get(&person.login.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let mut stretches: Vec<(Date, Date)> = away
            .iter()
            .filter(|one| one.touches(first, last))
            .map(|one| (one.from.max(first), one.until.min(last)))
            .collect();
        stretches.sort_unstable();
        let (mut gone, mut counted_until) = (0, None::<Date>);
        for (from, until) in stretches {
            // What an earlier stretch covers already is counted once.
            let from = counted_until.and_then(|day| day.tomorrow().ok()).map_or(from, |next| next.max(from));
            gone += days(from, until);
            counted_until = counted_until.max(Some(until));
        }
        (days(first, last) - gone).max(1).unsigned_abs()
    }
}

/// Returns the number of days from one to another, both included; 0 where they run backwards.
fn days(from: Date, until: Date) -> i32 {
    if until < from { 0 } else { (until - from).get_days() + 1 }
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::core::people::{Away, Roster};
    use crate::core::policy::Policy;
    use crate::core::rotation::Facts;

    #[test]
    fn days_are_counted_once() {
        let away = |from: &str, until: &str| Away {
            login: "KIM".to_owned(),
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            reason: String::new(),
        };
        let gone = [
            away("2026-03-10", "2026-03-12"),
            away("2026-03-11", "2026-03-15"),
            away("2026-03-11", "2026-03-11"),
            away("2026-02-01", "2026-03-02"),
            away("2026-03-31", "2026-04-09"),
            away("2026-03-20", "2026-03-19"),
        ];
        let kim = Person { login: "kim".to_owned(), ..Person::default() };
        let (roster, policy) = (Roster(vec![kim.clone()]), Policy { window: 31, ..Policy::default() });
        let facts = Facts { roster: &roster, releases: &[], slots: &[], away: &gone, pairings: &[], policy: &policy };
        let history = History::of(facts);
        let last: Date = "2026-03-31".parse().unwrap();
        assert_eq!(history.days_available(&kim, last), 31 - 6 - 2 - 1);
        let joined = Person { active_from: Some("2026-03-30".parse().unwrap()), ..kim.clone() };
        assert_eq!(history.days_available(&joined, last), 1);
        let left = Person { active_until: Some("2020-01-01".parse().unwrap()), ..kim };
        assert_eq!(history.days_available(&left, last), 1);
        assert!(
            history.is_away("Kim", last, last)
                && !history.is_away("kim", "2026-03-16".parse().unwrap(), "2026-03-30".parse().unwrap())
        );
    }
}
