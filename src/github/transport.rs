//! One request over HTTP, sent once, and its answer when all of it came.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use octocrab::Octocrab;
use octocrab::service::middleware::retry::RetryConfig;
use secrecy::SecretString;
use serde_json::Value;

use crate::github::GithubError;

/// Answers later than this are as good as none: GitHub itself gives up a query after ten seconds
/// (<https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api>).
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// Returns a connection to what is below `base`, which sends each request once.
pub(super) fn connect(base: &str, token: &SecretString) -> Result<Octocrab, GithubError> {
    // octocrab would send each request up to four times by itself; retries are counted and bounded here.
    Octocrab::builder()
        .base_uri(base)
        .map_err(|error| GithubError::Setup(error_text(&error)))?
        .personal_token(token.clone())
        .add_retry_config(RetryConfig::None)
        .set_connect_timeout(Some(Duration::from_secs(10)))
        .set_read_timeout(Some(READ_TIMEOUT))
        .build()
        .map_err(|error| GithubError::Setup(error_text(&error)))
}

/// An answer as it came: status, headers and text.
pub(super) type Received = (StatusCode, HeaderMap, String);

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum NoAnswer {
    /// It did not come in time; it may still be worked on.
    Late,
    /// The connection failed, in words.
    Broken(String),
}

/// Sends one request, once, and returns its answer when all of it came.
pub(super) async fn exchange(
    octocrab: &Octocrab,
    method: Method,
    path: &str,
    body: &Value,
    limit: Duration,
) -> Result<Received, NoAnswer> {
    let exchange = async {
        let request = octocrab.build_request(http::request::Builder::new().method(method).uri(path), Some(body))?;
        let (parts, body) = octocrab.execute(request).await?.into_parts();
        let response = http::Response::from_parts(parts.clone(), body);
        Ok::<_, octocrab::Error>((parts.status, parts.headers, octocrab.body_to_string(response).await?))
    };
    match tokio::time::timeout(limit, exchange).await {
        Err(_) => Err(NoAnswer::Late),
        Ok(Err(error)) => Err(NoAnswer::Broken(error_text(&error))),
        Ok(Ok(received)) => Ok(received),
    }
}

/// The innermost words of an error: octocrab's own say only which layer failed.
fn error_text(error: &octocrab::Error) -> String {
    let mut source: &dyn std::error::Error = error;
    while let Some(inner) = source.source() {
        source = inner;
    }
    source.to_string().lines().next().unwrap_or("unknown error").to_owned()
}
