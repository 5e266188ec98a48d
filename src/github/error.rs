//! What can go wrong with GitHub, and what a user can do about it.

use std::time::Duration;

use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::github::refusal::Refusal;

/// An error of asking GitHub that no further try mends.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GithubError {
    /// The token is not valid.
    #[error("GitHub does not accept the token (401)")]
    Unauthorised,
    /// The token lacks a right.
    #[error("GitHub refuses to answer for {project}: {words}")]
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
    /// The address answers with another one. GraphQL follows a renamed repository by itself, so this is about the server.
    #[error("GitHub's GraphQL interface has moved{}", if .to.is_empty() { String::new() } else { format!(" to {to}") })]
    Moved {
        /// The other address, as the answer tells it; may be empty.
        to: String,
    },
    /// A rate limit that lasts longer than the patience.
    #[error("GitHub's rate limit is reached; it asks to wait {}; missing: {missing}", in_words(*.wait))]
    RateLimited {
        /// How long GitHub asks to wait.
        wait: Duration,
        /// What was not answered.
        missing: String,
    },
    /// The tries are used up.
    #[error("GitHub did not answer in full after {}: {last}; missing: {missing}", plural(*.attempts, "attempt"))]
    GaveUp {
        /// How often the same was asked; how many requests that made in all depends on which answers came first.
        attempts: usize,
        /// What happened last, in words.
        last: String,
        /// What was not answered.
        missing: String,
    },
    /// An issue or its comments cannot be read or written, or nobody knows whether they were written.
    #[error("{what} of {project}: {why}")]
    Refused {
        /// `owner/name`.
        project: String,
        /// What it is about, in words.
        what: String,
        /// Why.
        why: Refusal,
    },
    /// The token lacks a right that can be named.
    #[error("{what} of {project}: the token lacks the right `{right}` ({words})")]
    MissingRight {
        /// `owner/name`.
        project: String,
        /// What it is about, in words.
        what: String,
        /// The right as a workflow's `permissions:` names it, e.g. `contents: write`.
        right: &'static str,
        /// GitHub's own words.
        words: String,
    },
    /// GitHub says that the query is wrong: a bug, or an old Enterprise Server.
    #[error("GitHub does not understand the query: {0}")]
    Query(String),
    /// The client cannot be made.
    #[error("the connection to GitHub cannot be set up: {0}")]
    Setup(String),
}

/// Whole minutes from two of them on; nobody counts 3600 seconds.
fn in_words(wait: Duration) -> String {
    match usize::try_from(wait.as_secs()).unwrap_or(usize::MAX) {
        seconds @ ..120 => plural(seconds, "second"),
        seconds => plural(seconds.div_ceil(60), "minute"),
    }
}

impl GithubError {
    /// Says whether GitHub refused because what was to be made is there already.
    pub(super) fn says_that_it_exists(&self) -> bool {
        matches!(self, Self::Refused { why: Refusal::NotTaken(words), .. } if words.contains("already exists"))
    }

    /// Returns this error with the right named that is missing, where it says that one is.
    pub(super) fn lacking(self, right: &'static str) -> Self {
        match self {
            Self::Refused { project, what, why: Refusal::NoRight(words) } => {
                Self::MissingRight { project, what, right, words }
            }
            // Whoever may not write is told that there is nothing, too.
            Self::Refused { project, what, why: Refusal::NotThere } => {
                Self::MissingRight { project, what, right, words: "Not Found".to_owned() }
            }
            other => other,
        }
    }
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
            GithubError::Refused { why, .. } => failure.hint(why.hint()),
            GithubError::MissingRight { right, words, .. } if words.contains("not permitted to create") => failure.hint(
                format!(
                    "a repository must allow it besides `{right}`: Settings, Actions, General, “Allow GitHub Actions to \
                     create and approve pull requests”"
                ),
            ),
            GithubError::MissingRight { right, .. } => failure
                .hint(format!("in a workflow, give it to the job: `permissions:` with `{right}` in it"))
                .hint("a workflow that a pull request from a fork started can never write; run it on `push`"),
            GithubError::Query(_) => failure.hint("run with `--offline` to work from git alone"),
            GithubError::Moved { .. } | GithubError::Setup(_) => {
                failure.hint("check `GITHUB_API_URL` and `GITHUB_GRAPHQL_URL`")
            }
        }
    }
}
