//! Warnings beside the step of a workflow, where there is one or they were asked for.

use crate::cli::context::Context;
use crate::core::draft::{Annotation, within_limit};

/// Writes annotations in a workflow, or where `is_wanted`.
pub(super) fn annotate(context: &Context<'_>, all: &[Annotation], is_wanted: bool) {
    if !is_wanted && !context.environment.is_workflow() {
        return;
    }
    for annotation in within_limit(all) {
        context.ui.workflow_command(&annotation.to_string());
    }
}
