//! The calendar version that comes next.

use crate::core::version::need::Reason;
use crate::core::version::proposal::{Proposal, Question, TRIES};
use crate::core::version::{Calendar, Field, ReleaseKind, Version};

/// Returns the first version of a project.
pub(super) fn first(question: &Question<'_>, calendar: &Calendar) -> Option<Version> {
    let start = numbers_of_day(question, calendar, &calendar.of(question.day));
    free(question, calendar, start)
}

/// Returns the version after a release.
pub(super) fn after(question: &Question<'_>, base: &Version) -> Option<Proposal> {
    let calendar = question.spelling.calendar.as_ref()?;
    let ahead = question.from().filter(|from| from > base || question.base.is_none());
    let from = ahead.as_ref().unwrap_or(base);
    let (dated, today) = (calendar.dated(), calendar.of(question.day));
    let numbers = from.numbers();
    let own: Vec<u64> = numbers.iter().take(dated).copied().collect();
    let day = question.day;
    let mut reasons = Vec::new();
    if ahead.is_some() {
        reasons.push(question.branched_off(from));
    }
    let is_patch = question.needs.kind() == ReleaseKind::Patch && ahead.is_none();
    let has_both = calendar.fields().get(dated..) == Some(&[Field::Minor, Field::Micro][..]);
    let start = if question.line.is_maintenance {
        let most = question.line.most(base);
        reasons.extend(most.map(|most| Reason::plain(most.why)));
        counted_on(numbers, calendar.fields().len().max(dated + 1) - 1)
    } else if today > own {
        reasons.push(Reason::plain(format!("the day is {day}")));
        numbers_of_day(question, calendar, &today)
    } else {
        if today < own {
            reasons.push(Reason::plain(format!("{day} is before the day of {from}")));
        }
        if has_both {
            reasons.extend(question.needs.reasons());
        } else {
            reasons.push(Reason::plain(format!("{from} has the numbers of the day already")));
        }
        let place = if has_both && !is_patch { dated } else { calendar.fields().len().max(dated + 1) - 1 };
        counted_on(numbers, place)
    };
    let version = free(question, calendar, start)?;
    let kind = ReleaseKind::of(&version, Some(base));
    Some(Proposal { version, kind, reasons, alternatives: Vec::new(), held_back: None })
}

/// Returns the numbers of a day with the counters as they begin.
fn numbers_of_day(question: &Question<'_>, calendar: &Calendar, day: &[u64]) -> Vec<u64> {
    let first = u64::from(question.spelling.counts_from_one);
    let counters = calendar.fields().iter().skip(calendar.dated()).enumerate();
    let counters = counters.map(|(place, _)| if place == 0 { first } else { 0 });
    day.iter().copied().chain(counters).collect()
}

/// Returns numbers with the one at a place counted on, and nothing after it.
fn counted_on(mut numbers: Vec<u64>, place: usize) -> Vec<u64> {
    numbers.resize(place + 1, 0);
    if let Some(number) = numbers.last_mut() {
        *number = number.saturating_add(1);
    }
    numbers
}

/// Returns the first version from these numbers on that is free.
fn free(question: &Question<'_>, calendar: &Calendar, mut numbers: Vec<u64>) -> Option<Version> {
    let last = calendar.fields().len().max(calendar.dated() + 1) - 1;
    for _ in 0..TRIES {
        let version = question.spelling.write(&numbers)?;
        if question.is_free(&version) {
            return Some(version);
        }
        numbers = counted_on(numbers, last);
    }
    None
}
