//! What a project already has, and what follows from it for `.shepherd.toml`: labels and sections, workflows that a
//! release starts, and the file itself. Also the findings of a look at what a release needs.

mod check;
mod labels;
mod lines;
mod settings;
mod workflow;
mod yaml;

pub use check::{Check, State, Version, version_in};
pub use labels::{Labels, SectionLabels, prefixes_in_use, sort_labels};
pub use lines::line_of_key;
pub use settings::{Setting, Settings};
pub use workflow::{Start, Workflow};
