//! What a workflow says of the branch that it runs for.

use crate::cli::context::Context;
use crate::system::environment::{GITHUB_REF_NAME, GITHUB_REF_TYPE};

/// Returns the branch that a workflow runs for; `None` for tags and for what pull requests would become.
pub(in crate::cli) fn branch_of_workflow(context: &Context<'_>) -> Option<String> {
    let is_branch = context.environment.get(GITHUB_REF_TYPE) == Some("branch");
    let name = context.environment.get(GITHUB_REF_NAME).filter(|name| is_branch && !name.ends_with("/merge"));
    name.map(str::to_owned)
}
