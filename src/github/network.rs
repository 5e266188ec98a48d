//! Where requests run: on this thread, until the answer is there.

use crate::github::GithubError;

/// Runs requests to their end, and returns what came of them.
///
/// # Errors
///
/// Those of the requests, and [`GithubError::Setup`] where the network cannot be started.
pub fn on_network<Reply>(requests: impl Future<Output = Result<Reply, GithubError>>) -> Result<Reply, GithubError> {
    // octocrab starts a task of its own when it is built, so the client is made inside.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| GithubError::Setup(error.to_string()))?.block_on(requests)
}
