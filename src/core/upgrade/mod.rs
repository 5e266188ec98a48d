//! Upgrade notes: what people who upgrade must know, drafted from what changes say of themselves and from what the files
//! of both ends of a range show. Nothing is claimed without its source.
//!
//! `body` reads what people wrote, [`facts`] compares the files, [`changed_by`] finds the changes behind a fact, and
//! [`draft()`] makes notes of it all.

mod attribution;
mod body;
mod bound;
mod component;
mod draft;
mod evidence;
mod fact;
mod headings;
mod manifest;
mod migrations;
mod note;
mod options;
mod requirements;
mod rules;
mod speaks;
#[cfg(test)]
mod tests;
mod unread;

pub use attribution::changed_by;
pub use body::{Text, Written, has_marks, says_it_breaks};
pub use component::Unreadable;
pub use draft::{Drafting, draft};
pub use fact::{Fact, Files, Pair, Place, Probe, What};
pub use note::{Item, Kind, Notes, Range, RangeEnd, SCHEMA, Source, Unread};
pub use options::lost;
pub use rules::{Interest, MigrationRule, OptionRule, UpgradeRules};

use component::End;

/// What the files of both ends show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The differences that people who upgrade should know of.
    pub facts: Vec<Fact>,
    /// The files that can be read at neither end: those of the base, then those of the head.
    pub unreadable: [Vec<Unreadable>; 2],
    /// The files that can be read at the other end, so that there is something that was not compared: those of the base,
    /// then those of the head.
    pub half_read: [Vec<Unreadable>; 2],
}

/// Compares the files of both ends.
pub fn facts(before: &Files, after: &Files, rules: &UpgradeRules) -> Compared {
    let (mut old, unreadable_before) = End::read(before, rules);
    let (mut new, unreadable_after) = End::read(after, rules);
    if rules.manifests.is_none() {
        let python = old.python().union(&new.python()).cloned().collect();
        old.pass_over_front_ends(&python);
        new.pass_over_front_ends(&python);
    }
    let mut facts = requirements::facts(&old, &new);
    facts.extend(migrations::facts(before, after));
    facts.extend(options::facts(before, after, rules));
    let (half_before, never_before) = unread::divide(&unreadable_before, (&new, after), &unreadable_after);
    let (half_after, never_after) = unread::divide(&unreadable_after, (&old, before), &unreadable_before);
    Compared { facts, unreadable: [never_before, never_after], half_read: [half_before, half_after] }
}
