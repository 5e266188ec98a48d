//! What can go wrong with git, and what a user can do about it.

use crate::failure::{Failure, Kind};

/// An error of reading a repository.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// No repository above the folder.
    #[error("`{0}` is not inside a git repository")]
    NoRepository(String),
    /// The folder belongs to somebody else, so that git refuses to read its configuration.
    #[error("the repository at `{0}` belongs to another user, so git does not trust it")]
    NotOwned(String),
    /// libgit2 cannot read the format.
    #[error("the repository at `{path}` uses {what}, which cannot be read here")]
    Format {
        /// Where it is.
        path: String,
        /// The format in words.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// There is no commit yet.
    #[error("the branch `{0}` has no commit yet")]
    Unborn(String),
    /// A name that git does not know.
    #[error("`{name}` is not a revision of this repository")]
    UnknownRevision {
        /// The name as it was given.
        name: String,
        /// What to do.
        hint: String,
    },
    /// A range that cannot be read.
    #[error("`{0}` is not a range")]
    NoRange(String),
    /// The head is an ancestor of the base.
    #[error("the range `{base}..{head}` is the wrong way round: `{head}` is part of `{base}`")]
    Reversed {
        /// The base as it was given.
        base: String,
        /// The head as it was given.
        head: String,
    },
    /// The history ends before the range does.
    #[error("this clone is shallow: its history ends at {0}, inside the range")]
    Shallow(String),
    /// No base can be found because the clone lacks history.
    #[error("this clone is shallow and holds no release tag before `{0}`, so where the range begins is not known")]
    ShallowWithoutTags(String),
    /// An object is not there.
    #[error("the repository lacks the object {0}")]
    Missing(String),
    /// Whatever else libgit2 says.
    #[error("git could not {what}: {source}")]
    Other {
        /// What was tried, as a verb phrase.
        what: String,
        /// libgit2's words.
        source: git2::Error,
    },
}

impl GitError {
    /// Returns a function that makes an error of libgit2 one of ours; `what` is a verb phrase.
    pub fn doing(what: impl Into<String>) -> impl FnOnce(git2::Error) -> Self {
        let what = what.into();
        move |source| {
            if source.code() == git2::ErrorCode::NotFound && source.class() == git2::ErrorClass::Odb {
                // `object not found - no match for id (…)`
                let id = source.message().split(['(', ')']).nth(1).unwrap_or_else(|| source.message());
                return Self::Missing(id.to_owned());
            }
            Self::Other { what, source }
        }
    }
}

impl From<GitError> for Failure {
    fn from(error: GitError) -> Self {
        let message = error.to_string();
        match error {
            GitError::NoRepository(_) => {
                Self::new(Kind::Usage, message).hint("go into a checkout, or name one with `--repo DIR`")
            }
            GitError::NotOwned(path) => Self::new(Kind::Outside, message)
                .hint(format!("if you trust it: `git config --global --add safe.directory {path}`")),
            GitError::Format { remedy, .. } => Self::new(Kind::Outside, message).hint(remedy),
            GitError::Unborn(_) => {
                Self::new(Kind::Usage, message).hint("commit something first, or name a branch or a tag that has some")
            }
            GitError::UnknownRevision { hint, .. } => Self::new(Kind::Usage, message).hint(hint),
            GitError::NoRange(_) => {
                Self::new(Kind::Usage, message).hint("write `A..B`, `A..` (to HEAD), `..B` (from the first commit) or `B`")
            }
            GitError::Reversed { base, head } => {
                Self::new(Kind::Usage, message).hint(format!("write `{head}..{base}`"))
            }
            GitError::Shallow(_) | GitError::ShallowWithoutTags(_) => Self::new(Kind::Outside, message)
                .hint("fetch the rest with `git fetch --unshallow --tags`; in GitHub Actions, check out with `fetch-depth: 0`"),
            GitError::Missing(_) => Self::new(Kind::Outside, message)
                .hint("a partial clone lacks objects until they are asked for: `git fetch --refetch --no-filter` gets them all")
                .hint("in any other, `git fsck` tells what else is lost"),
            GitError::Other { .. } => Self::new(Kind::Outside, message).hint("`git fsck` tells whether the repository is sound"),
        }
    }
}
