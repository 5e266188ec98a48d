//! What can go wrong with GitHub, and what a user can do about it.

use std::time::Duration;

use crate::core::text::plural;
use crate::failure::{Failure, Kind};

/// An error of asking GitHub that no further try mends.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GithubError {
    /// The token is not valid.
    #[error("GitHub does not accept the token (401)")]
    Unauthorised,
    /// The token lacks a right.
    #[error("GitHub refuses to answer for {project} (403): {words}")]
    Forbidden {
        /// `owner/name`.
        project: String,
        /// GitHub's own words.
        words: String,
    },
    /// The repository is not there, or the token may not see it.
    #[error("{project} was not found on GitHub, or the token may not see it")]
    NotFound {
        /// `owner/name`.
        project: String,
    },
    /// A rate limit that lasts longer than the patience.
    #[error("GitHub's rate limit is reached; it ends in {} seconds; missing: {missing}", .wait.as_secs())]
    RateLimited {
        /// How long GitHub asks to wait.
        wait: Duration,
        /// What was not answered.
        missing: String,
    },
    /// The tries are used up.
    #[error("GitHub did not answer in full after {}: {last}; missing: {missing}", plural(*.requests, "request"))]
    GaveUp {
        /// The requests that were sent in all.
        requests: usize,
        /// What happened last, in words.
        last: String,
        /// What was not answered.
        missing: String,
    },
    /// GitHub says that the query is wrong: a bug, or an old Enterprise Server.
    #[error("GitHub does not understand the query: {0}")]
    Query(String),
    /// The client cannot be made.
    #[error("the connection to GitHub cannot be set up: {0}")]
    Setup(String),
}

impl From<GithubError> for Failure {
    fn from(error: GithubError) -> Self {
        let failure = Self::new(Kind::Outside, error.to_string());
        match error {
            GithubError::Unauthorised => {
                failure.hint("make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`")
            }
            GithubError::Forbidden { .. } => failure.hint(
                "the token needs to read pull requests (`pull-requests: read` and `contents: read` in Actions), and \
                 organisations with single sign-on want it to be authorised",
            ),
            GithubError::NotFound { .. } => failure
                .hint("check the remote's address, or name the project with `--project OWNER/NAME`")
                .hint("a private repository needs a token that may read it"),
            GithubError::RateLimited { .. } => {
                failure.hint("try again later, allow more time with `--patience SECONDS`, or run with `--offline`")
            }
            GithubError::GaveUp { .. } => failure.hint("try again, or run with `--offline` to work from git alone"),
            GithubError::Query(_) => failure.hint("run with `--offline` to work from git alone"),
            GithubError::Setup(_) => failure.hint("check `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`"),
        }
    }
}
