//! The guided checklist: a release document, walked step by step.

pub mod checks;
