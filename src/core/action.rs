//! The outward effects that a command is going to have, as values. Their `Display` is what a dry run prints.

use std::fmt;

use crate::core::text::clean;

/// Something that others see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A commit goes to a branch of a remote.
    Push {
        /// The name of the remote.
        remote: String,
        /// The branch.
        branch: String,
        /// The commit, shortened.
        commit: String,
        /// What it changes, from the top of the repository.
        file: String,
        /// Whether the branch is made by it.
        is_new: bool,
    },
    /// A pull request is opened.
    OpenPullRequest {
        /// `owner/name`.
        project: String,
        /// Its title.
        title: String,
        /// The branch that it comes from.
        branch: String,
        /// The branch that it goes into.
        base: String,
    },
    /// A pull request gets another text.
    UpdatePullRequest {
        /// `owner/name`.
        project: String,
        /// Its number.
        number: u64,
    },
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Push { remote, branch, commit, file, is_new } => {
                let what = if *is_new { "the new branch" } else { "the branch" };
                write!(
                    formatter,
                    "push {commit}, which changes {}, to {what} {} of {remote}",
                    clean(file),
                    clean(branch)
                )
            }
            Self::OpenPullRequest { project, title, branch, base } => write!(
                formatter,
                "open a pull request in {project}, from {} into {}: {}",
                clean(branch),
                clean(base),
                clean(title)
            ),
            Self::UpdatePullRequest { project, number } => {
                write!(formatter, "bring the text of pull request #{number} in {project} up to date")
            }
        }
    }
}
