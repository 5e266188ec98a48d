//! Figures in words, as the terminal and the site have them.

use crate::core::ledger::metrics::{Figure, Value, Window};
use crate::core::text::plural;

impl Figure {
    /// Returns what it says; that it says nothing where it was counted from too few.
    pub fn in_words(&self) -> String {
        if !self.is_enough() {
            return "too few to tell".to_owned();
        }
        match self.value {
            Value::People(count) => counted(count, "person"),
            Value::Organisations(count) => plural(count, "organisation"),
            Value::Part(count) => format!("{count} of {}", self.n),
            Value::Minutes(minutes) => duration(minutes),
        }
    }

    /// Returns what it was counted from: `7 releases`.
    pub fn counted_from(&self) -> String {
        counted(self.n, self.noun)
    }
}

impl Window {
    /// Returns its first and its last day.
    pub fn in_words(self) -> String {
        format!("{} to {}", self.since, self.until)
    }
}

/// Returns a count with its noun.
fn counted(count: usize, noun: &str) -> String {
    if noun == "person" && count != 1 { format!("{count} people") } else { plural(count, noun) }
}

/// Returns a time in the two units that say most of it: `3 d 4 h`, `2 h 5 min`, `40 min`.
fn duration(minutes: u64) -> String {
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_two_units() {
        let told = [0, 59, 125, 1440, 4560].map(duration);
        assert_eq!(told, ["0 min", "59 min", "2 h 5 min", "1 d 0 h", "3 d 4 h"]);
    }
}
