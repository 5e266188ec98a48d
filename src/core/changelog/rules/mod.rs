//! What the configuration decides about a changelog, as typed and compiled values: sections, exclusions, bots,
//! housekeeping, and the settings. [`Rules::default`] is what holds without a configuration file.

mod bots;
mod exclude;
mod glob;
mod housekeeping;
mod pattern;
mod release_title;
mod ruleset;
mod sections;
mod settings;

pub use exclude::Exclude;
pub use glob::PatternError;
pub use housekeeping::Housekeeping;
pub use pattern::{BranchPattern, PathPattern};
pub use release_title::is_release_title;
pub use ruleset::Rules;
pub use sections::{
    BREAKING, BREAKING_MARKER, BUG, DEPRECATION, NEW, OTHER, SECURITY, SectionReason, SectionRule, same_label,
    title_prefixes,
};
pub use settings::{AlreadyReleased, BackportNumber, DirectCommits, Order, PreReleases, Recognition};
