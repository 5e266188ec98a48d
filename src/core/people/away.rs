//! When a person cannot take a slot. What says so never leaves for a place that anybody may read.

use jiff::civil::Date;

/// Days on which a person cannot take a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The login of the person.
    pub login: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Why; may be empty.
    pub reason: String,
}

impl Away {
    /// Says whether it holds on at least one day of a stretch, both ends of which belong to it.
    pub fn touches(&self, from: Date, until: Date) -> bool {
        self.from <= until && from <= self.until
    }
}
