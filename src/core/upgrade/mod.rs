//! Upgrade notes: what people who upgrade must know, drafted from what changes say of themselves and from what the files
//! of both ends of a range show. Nothing is claimed without its source.
//!
//! [`body`] reads what people wrote, [`facts`] compares the files, [`changed_by`] finds the changes behind a fact, and
//! [`draft`] makes notes of it all.

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

pub use attribution::changed_by;
pub use body::{Text, Written, has_marks, says_it_breaks};
pub use component::Unreadable;
pub use draft::{Drafting, draft};
pub use fact::{Fact, Files, Pair, Place, Probe, What};
pub use note::{Item, Kind, Notes, Range, SCHEMA, Source};
pub use rules::{Interest, MigrationRule, OptionRule, UpgradeRules};

use component::End;

/// Compares the files of both ends. The manifests that cannot be read are returned beside the facts: those of the base,
/// then those of the head.
pub fn facts(before: &Files, after: &Files, rules: &UpgradeRules) -> (Vec<Fact>, [Vec<Unreadable>; 2]) {
    let (old, unreadable_before) = End::read(before, rules);
    let (new, unreadable_after) = End::read(after, rules);
    let mut facts = requirements::facts(&old, &new);
    facts.extend(migrations::facts(before, after));
    facts.extend(options::facts(before, after, rules));
    (facts, [unreadable_before, unreadable_after])
}
