//! The summary of the step of a workflow.

use std::path::Path;

use crate::cli::context::Context;
use crate::cli::draft::files::Written;
use crate::core::draft::Summary;
use crate::failure::{Failure, Kind};
use crate::system::environment::GITHUB_STEP_SUMMARY;
use crate::system::{files, folders};

/// Adds the summary to that of the step, where there is one.
pub(super) fn append(context: &Context<'_>, written: &Written) -> Result<(), Failure> {
    let Some(name) = context.environment.get(GITHUB_STEP_SUMMARY) else { return Ok(()) };
    let failed = |failure: Failure| {
        Failure {
            kind: Kind::Outside,
            message: format!("the summary of the step: {}", failure.message),
            hints: Vec::new(),
        }
        .hint(format!("all else was written; the text is in `{}`", written.summary))
        .hint("`GITHUB_STEP_SUMMARY` names the file; the runner makes it, one for each step")
    };
    let path = Path::new(name);
    let before = match files::read_bytes(path) {
        Ok(bytes) => bytes,
        Err(files::FileError::NotFound { .. }) => Vec::new(),
        Err(error) => return Err(failed(error.into())),
    };
    let room = Summary { used: before.len(), is_mid_line: before.last().is_some_and(|byte| *byte != b'\n') };
    let Some((text, is_cut)) = room.fit(&written.text, &written.summary) else {
        context.ui.warning(&format!(
            "the summary of the step is full (1 MiB), so nothing was added; `{}` has the text",
            written.summary
        ));
        return Ok(());
    };
    if is_cut {
        context.ui.warning(&format!(
            "the summary of the step takes 1 MiB, so it was cut; `{}` has the whole text",
            written.summary
        ));
    }
    folders::append(path, text.as_bytes()).map_err(|error| failed(error.into()))
}
