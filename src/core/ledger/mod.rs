//! The records of releases: who cut each, who mentored, sponsored and watched, and how that is known; how they are made
//! from what tags, tables, changelogs and GitHub say, and held against the tags.

mod entry;
mod fact;
mod filter;
mod headings;
mod identities;
mod import;
pub mod metrics;
mod order;
mod organisations;
mod release;
mod source;
mod starters;
pub mod table;
mod trailers;
mod verify;

pub use entry::{Entry, EntryError, changes, differences};
pub use fact::{Fact, Places, Someone, Tagged, people_in};
pub use filter::{Filter, FilterError, kind_word};
pub use headings::facts as facts_of_changelog;
pub use identities::{Joined, Known, Reason};
pub use import::{Difference, Evidence, Found, Import, Sources, import, with_trailers};
pub use order::{Step, kinds, newest_first, recorded_as, step, version_of};
pub use organisations::OrganisationsThen;
pub use release::Release;
pub use source::{Confidence, ConfidenceError, Source};
pub use starters::belonging;
pub use table::{Column, ColumnError, TableError, facts_of_table};
pub use verify::{Finding, Problem, Verified, verify};
