//! The ways in which GitHub fails.

use std::time::Duration;

use serde_json::json;

use super::answers::LIMIT_RESETS;
use super::http::{Reply, Response};

/// One way to fail.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// 422, as for a pull request that is there already.
    AlreadyExists,
    /// 200 with this body, for what only GraphQL can get wrong.
    Answer(serde_json::Value),
    /// 401, as for a token that was revoked.
    BadCredentials,
    /// The connection closes before an answer.
    Dropped,
    /// 403, as for a token that lacks a right.
    Forbidden,
    /// 200 with an `errors` body of type `RATE_LIMITED` and no data.
    GraphqlRateLimited,
    /// 200 with a page for people, as from a proxy.
    Html,
    /// 301 to another path.
    Moved(String),
    /// 404.
    NotFound,
    /// 403 with `x-ratelimit-remaining: 0`; the limit resets at this time in seconds since 1970.
    PrimaryLimit { reset: i64 },
    /// 403 because of too many requests at once, with or without `retry-after` in seconds.
    SecondaryLimit { retry_after: Option<u64> },
    /// 500 and above, with the page for people that GitHub's front servers send.
    ServerError(u16),
    /// The right answer, but late.
    Slow(Duration),
    /// 429, with or without `retry-after` in seconds.
    TooManyRequests { retry_after: Option<u64> },
    /// Half of a right-looking answer.
    Truncated,
    /// What was to be written is written, and then the answer fails like this.
    WrittenThen(Box<Self>),
}

impl Failure {
    /// Lets it happen after what was to be written is written.
    pub(crate) fn after_writing(self) -> Self {
        Self::WrittenThen(Box::new(self))
    }

    /// Returns what is sent in the place of an answer; nothing for a failure that only takes time, or comes later.
    pub(super) fn reply(&self) -> Option<Reply> {
        let message = |status, text: &str| {
            Response::json(status, &json!({"message": text, "documentation_url": "https://docs.github.com/rest"}))
        };
        Some(Reply::Answer(match self {
            Self::AlreadyExists => {
                let error = json!({"message": "A pull request already exists for octo:branch."});
                Response::json(422, &json!({"message": "Validation Failed", "errors": [error]}))
            }
            Self::Answer(body) => Response::json(200, body),
            Self::BadCredentials => message(401, "Bad credentials"),
            Self::Dropped => return Some(Reply::Dropped),
            Self::Forbidden => message(403, "Resource not accessible by integration"),
            Self::GraphqlRateLimited => {
                let error = json!({"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1."});
                limited(Response::json(200, &json!({"errors": [error]})), LIMIT_RESETS.1)
            }
            Self::Html => Response::html(200, "<!DOCTYPE html>\n<html><body>Welcome to the proxy</body></html>\n"),
            Self::Moved(location) => message(301, "Moved Permanently").with("location", location),
            Self::NotFound => message(404, "Not Found"),
            Self::PrimaryLimit { reset } => limited(message(403, "API rate limit exceeded for user ID 1."), *reset),
            Self::SecondaryLimit { retry_after } => {
                let text = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
                delayed(message(403, text), *retry_after)
            }
            Self::ServerError(status) => {
                Response::html(*status, "<html><body>This page is taking too long to load.</body></html>\n")
            }
            Self::Slow(_) | Self::WrittenThen(_) => return None,
            Self::TooManyRequests { retry_after } => delayed(message(429, "Too Many Requests"), *retry_after),
            Self::Truncated => {
                return Some(Reply::Truncated(Response::json(
                    200,
                    &json!({"data": {"repository": {"name": "hello"}}}),
                )));
            }
        }))
    }
}

fn limited(response: Response, reset: i64) -> Response {
    let response = response.with("date", "Sat, 28 Mar 2026 09:00:00 GMT");
    response.with("x-ratelimit-limit", 5000).with("x-ratelimit-remaining", 0).with("x-ratelimit-reset", reset)
}

fn delayed(response: Response, retry_after: Option<u64>) -> Response {
    match retry_after {
        Some(seconds) => response.with("retry-after", seconds),
        None => response,
    }
}
