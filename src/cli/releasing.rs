//! The release document to begin with, where a project has none: written in one way, whoever offers it.

use std::path::Path;

use crate::failure::Failure;
use crate::system::files;

/// What the document is called.
pub(super) const DOCUMENT_NAME: &str = "RELEASING.md";

const DOCUMENT: &str = include_str!("../../templates/releasing/RELEASING.md");

/// Writes it at the top of a work tree, where there is none of its name. `false` where there was one, which stays as it is.
pub(super) fn write_document(top: &Path) -> Result<bool, Failure> {
    Ok(files::create_new(&top.join(DOCUMENT_NAME), DOCUMENT.as_bytes())?)
}
