//! A release document, read as a checklist: Markdown in, procedures of phases of steps out, and nothing dropped.
//!
//! [`read()`] never fails: what is not understood is a manual step or is set aside, and both are shown.

mod annotation;
mod block;
mod branches;
mod called;
mod condition;
mod lint;
mod model;
mod nature;
mod placeholder;
mod read;
mod script;
pub mod show;
mod substitute;
mod tagging;

pub use annotation::{Annotation, AnnotationProblem, BuiltIn, Check, Verify, Wait};
pub use block::{Block, Dialect, ShownOnly};
pub use branches::{BranchOrRemote, named_branches_and_remotes};
pub use called::{Called, programs_called};
pub use condition::{Condition, Facts, Word};
pub use lint::{annotation_doubts, lint};
pub use model::{Checklist, Doubt, Phase, Procedure, SetAside, Step, StepKind, Tick};
pub use nature::{KnownTags, Nature, natures, natures_with};
pub use placeholder::{Placeholder, Spelling, canonical_name, is_secret, sets};
pub use read::{normalized, read};
pub use substitute::{SubstituteError, Substituted, substitute, substitute_in};
pub use tagging::{Spot, commits, tagged, tagged_with};
