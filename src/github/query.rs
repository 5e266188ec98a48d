//! The one query that is sent: a batch of numbers, or of commits, of one repository.

use std::fmt::Write as _;

use crate::core::history::CommitId;

/// What can be asked of a repository, one alias each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// A number: a pull request, or an issue that a commit message names alike.
    Number(u64),
    /// A commit, for the pull request that brought it.
    Commit(CommitId),
}

impl Item {
    /// Returns the name of its alias in the query.
    pub(super) fn alias(self) -> String {
        match self {
            Self::Number(number) => format!("n{number}"),
            Self::Commit(commit) => format!("c{commit}"),
        }
    }

    /// Returns it as a person writes it: `#12`, or the short commit.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Number(number) => format!("#{number}"),
            Self::Commit(commit) => commit.short(),
        }
    }
}

/// Returns the query for `items`; the repository is in the variables `$owner` and `$name`.
pub(super) fn query(items: &[Item]) -> String {
    let mut text = String::from(
        "query($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    nameWithOwner\n    \
         defaultBranchRef { name }\n",
    );
    for item in items {
        let alias = item.alias();
        // Writing into a string cannot fail.
        let _ = match item {
            Item::Number(number) => {
                writeln!(text, "    {alias}: issueOrPullRequest(number: {number}) {{ __typename ...Details }}")
            }
            Item::Commit(commit) => writeln!(
                text,
                "    {alias}: object(oid: \"{commit}\") {{ __typename ... on Commit {{ associatedPullRequests(first: 10) \
                 {{ nodes {{ ...Details }} }} }} }}"
            ),
        };
    }
    text.push_str("  }\n}\n");
    text.push_str(include_str!("queries/pull_request.graphql"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_for_each_item_once() {
        let text = query(&[Item::Number(12), Item::Commit(CommitId([0xab; 20]))]);
        assert!(text.contains("n12: issueOrPullRequest(number: 12) { __typename ...Details }"), "{text}");
        assert!(text.contains(&format!("c{0}: object(oid: \"{0}\")", "ab".repeat(20))), "{text}");
        assert_eq!(text.matches("fragment Details").count(), 1);
    }
}
