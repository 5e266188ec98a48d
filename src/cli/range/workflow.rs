//! What a workflow says of the branch that it runs for.

use crate::cli::context::Context;
use crate::system::environment::{GITHUB_REF_NAME, GITHUB_REF_TYPE};

/// Returns the branch that a workflow runs for; `None` for tags and for what pull requests would become.
pub(in crate::cli) fn branch_of_workflow(context: &Context<'_>) -> Option<String> {
    let is_branch = context.environment.get(GITHUB_REF_TYPE) == Some("branch");
    let name = context.environment.get(GITHUB_REF_NAME).filter(|name| is_branch && !is_pull_request(name));
    name.map(str::to_owned)
}

/// Says whether a name is what GitHub calls a pull request once it is merged: `12/merge` of `refs/pull/12/merge`.
fn is_pull_request(name: &str) -> bool {
    let number = name.strip_suffix("/merge").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_that_ends_with_merge_is_a_branch() {
        assert_eq!(
            ["12/merge", "feature/merge", "/merge", "merge", "main"].map(is_pull_request),
            [true, false, false, false, false]
        );
    }
}
