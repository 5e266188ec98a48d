//! Which line a draft release is for.

use crate::cli::context::Context;
use crate::cli::range::Reading;
use crate::failure::{Failure, Kind};
use crate::git::Head;
use crate::system::environment::{GITHUB_REF_NAME, GITHUB_REF_TYPE};

/// Returns the line: the one given, the branch that the range ends with, the one that is checked out, or the one that a
/// workflow runs for.
pub(super) fn line(context: &Context<'_>, reading: &Reading<'_>, given: Option<&str>) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    let head = reading.ends.head.as_str();
    let found = if head == "HEAD" {
        match reading.repository.head()? {
            Head::Branch(branch) | Head::Unborn(branch) => Some(branch),
            Head::Detached(_) => branch_of_workflow(context),
        }
    } else {
        reading.repository.branch_tip(head).map(|_| head.to_owned())
    };
    found.ok_or_else(|| {
        Failure::new(Kind::Usage, "a draft release is for a line, and no branch is checked out")
            .hint("name the branch: `--line main`")
            .hint("a workflow for pull requests has none to draft for; run it on `push` to the branch")
    })
}

/// Returns the branch that a workflow runs for; `None` for tags and for what pull requests would become.
pub(in crate::cli) fn branch_of_workflow(context: &Context<'_>) -> Option<String> {
    let is_branch = context.environment.get(GITHUB_REF_TYPE) == Some("branch");
    let name = context.environment.get(GITHUB_REF_NAME).filter(|name| is_branch && !name.ends_with("/merge"));
    name.map(str::to_owned)
}
