//! One request to GitHub's GraphQL interface, and what its answer means for the next.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use octocrab::Octocrab;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::github::transport::{NoAnswer, READ_TIMEOUT, connect, exchange};
use crate::github::{GithubError, Site};
use crate::system::clock::Deadline;

/// What GitHub asks for where a secondary limit comes without `Retry-After`: "at least one minute".
const SECONDARY_WAIT: Duration = Duration::from_secs(60);

/// A connection to a GitHub server that counts its requests and knows when to stop.
pub struct Client {
    octocrab: Octocrab,
    path: String,
    /// The connection to the REST interface, made when the first thing is written.
    rest: OnceLock<Octocrab>,
    /// `None` where it is on another server than the GraphQL interface.
    rest_base: Option<String>,
    token: SecretString,
    requests: AtomicUsize,
    /// How much time all requests together may take, waits included.
    pub(super) deadline: Deadline,
}

/// What an answer says that is not final.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Too much was asked for at once: ask for less.
    TooHeavy(String),
    /// Something broke on the way: ask again.
    Broken(String),
    /// A limit: ask again after that time.
    Wait(Duration),
    /// No further try helps.
    Final(GithubError),
}

/// An answer of the GraphQL interface. `data` may be partial where `errors` is not empty.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    pub(super) data: Option<Value>,
    #[serde(default)]
    pub(super) errors: Vec<AnswerError>,
}

/// One error of an [`Answer`].
#[derive(Debug, Deserialize)]
pub(super) struct AnswerError {
    #[serde(default)]
    pub(super) message: String,
    #[serde(default, rename = "type")]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) path: Vec<Value>,
}

/// The type of an error about something that is not there, or that the token may not see.
pub(super) const NOT_FOUND: &str = "NOT_FOUND";

impl AnswerError {
    /// Whether it is about the field of that alias, or about something inside it.
    pub(super) fn concerns(&self, alias: &str) -> bool {
        self.path.iter().any(|part| part.as_str() == Some(alias))
    }

    /// Whether it says that what the field asks for does not exist.
    pub(super) fn is_not_found(&self, field: &str) -> bool {
        self.kind.as_deref() == Some(NOT_FOUND) && self.path.last().and_then(Value::as_str) == Some(field)
    }

    /// Whether the token lacks a right, which no further try gives it.
    pub(super) fn is_refusal(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| ["FORBIDDEN", "INSUFFICIENT_SCOPES"].contains(&kind))
    }
}

impl Client {
    /// Returns a client for `site`. All requests together take at most `patience`.
    pub fn new(site: &Site, token: SecretString, patience: Duration) -> Result<Self, GithubError> {
        Ok(Self {
            octocrab: connect(&site.graphql_base, &token)?,
            path: site.graphql_path.clone(),
            rest: OnceLock::new(),
            rest_base: site.has_one_host().then(|| site.rest_base.clone()),
            token,
            requests: AtomicUsize::new(0),
            deadline: Deadline::after(patience),
        })
    }

    /// Returns how many requests were sent.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// Counts a request that is about to be sent.
    pub(super) fn count(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the connection to the REST interface.
    pub(super) fn rest(&self) -> Result<&Octocrab, GithubError> {
        if let Some(rest) = self.rest.get() {
            return Ok(rest);
        }
        let elsewhere = || GithubError::Setup("`GITHUB_API_URL` and `GITHUB_GRAPHQL_URL` name two servers".to_owned());
        let made = connect(self.rest_base.as_ref().ok_or_else(elsewhere)?, &self.token)?;
        Ok(self.rest.get_or_init(|| made))
    }

    /// Sends one query, once. `project` is `owner/name`, for messages and for the variables `$owner` and `$name`.
    pub(super) async fn send(&self, query: &str, project: &str) -> Result<Answer, Trouble> {
        let (owner, name) = project.split_once('/').unwrap_or((project, ""));
        self.send_with(query, &json!({"owner": owner, "name": name}), project).await
    }

    /// Sends one query with these variables, once. `project` is `owner/name`, for messages.
    pub(super) async fn send_with(&self, query: &str, variables: &Value, project: &str) -> Result<Answer, Trouble> {
        let body = json!({"query": query, "variables": variables});
        self.count();
        let limit = self.deadline.remaining().min(READ_TIMEOUT);
        let received = exchange(&self.octocrab, Method::POST, &self.path, &body, limit).await;
        let (status, headers, text) = received.map_err(|why| match why {
            NoAnswer::Late => Trouble::TooHeavy("no answer in time".to_owned()),
            NoAnswer::Broken(words) => Trouble::Broken(words),
        })?;
        read(status, &headers, &text, project)
    }
}

/// Reads an answer by its status, headers and text.
fn read(status: StatusCode, headers: &HeaderMap, text: &str, project: &str) -> Result<Answer, Trouble> {
    let words = || {
        let message = serde_json::from_str::<Value>(text).ok();
        let message = message.as_ref().and_then(|value| value.get("message")).and_then(Value::as_str);
        message.map_or_else(|| format!("status {}", status.as_u16()), str::to_owned)
    };
    match status.as_u16() {
        200..=299 => read_json(text, headers),
        401 => Err(Trouble::Final(GithubError::Unauthorised)),
        403 | 429 => Err(read_limit(status, headers, &words(), project)),
        301 | 302 | 303 | 307 | 308 => Err(Trouble::Final(GithubError::Moved { to: text_of(headers, "location") })),
        404 => Err(Trouble::Final(GithubError::NotFound { project: project.to_owned() })),
        500..=599 => Err(Trouble::TooHeavy(format!("status {}", status.as_u16()))),
        _ => Err(Trouble::Broken(words())),
    }
}

fn read_json(text: &str, headers: &HeaderMap) -> Result<Answer, Trouble> {
    let answer: Answer = serde_json::from_str(text).map_err(|_| {
        let what = if text.trim_start().starts_with('<') { "an HTML page" } else { "something that is not JSON" };
        Trouble::Broken(format!("it sent {what} instead of an answer"))
    })?;
    if answer.errors.iter().any(|error| error.kind.as_deref() == Some("RATE_LIMITED")) {
        return Err(Trouble::Wait(until_reset(headers).unwrap_or(SECONDARY_WAIT)));
    }
    let has_data = answer.data.as_ref().is_some_and(|data| !data.is_null());
    match answer.errors.first() {
        Some(error) if !has_data => {
            let message = &error.message;
            let is_query = error.path.is_empty() && error.kind.is_none() && !is_overload(message);
            let is_limit = error
                .kind
                .as_deref()
                .is_some_and(|kind| kind.ends_with("LIMIT_EXCEEDED") || kind.ends_with("LIMITS_EXCEEDED"));
            if is_query && !is_limit {
                return Err(Trouble::Final(GithubError::Query(message.clone())));
            }
            if is_overload(message) || is_limit {
                return Err(Trouble::TooHeavy(message.clone()));
            }
            Ok(answer)
        }
        None if !has_data => Err(Trouble::Broken("it sent an answer without data".to_owned())),
        _ => Ok(answer),
    }
}

/// The words of GitHub for a query that took too long.
fn is_overload(message: &str) -> bool {
    message.contains("Something went wrong while executing your query") || message.contains("timeout")
}

/// 403 and 429 are limits or missing rights; headers and words tell
/// (<https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>).
pub(super) fn read_limit(status: StatusCode, headers: &HeaderMap, words: &str, project: &str) -> Trouble {
    if let Some(seconds) = number(headers, "retry-after") {
        return Trouble::Wait(Duration::from_secs(seconds));
    }
    if number(headers, "x-ratelimit-remaining") == Some(0) {
        return Trouble::Wait(until_reset(headers).unwrap_or(SECONDARY_WAIT));
    }
    let lower = words.to_lowercase();
    if status == StatusCode::TOO_MANY_REQUESTS || lower.contains("rate limit") || lower.contains("abuse") {
        return Trouble::Wait(SECONDARY_WAIT);
    }
    Trouble::Final(GithubError::Forbidden { project: project.to_owned(), words: words.to_owned() })
}

/// The time until `x-ratelimit-reset`, measured against the answer's own `date`, so that a wrong clock here does not
/// matter.
fn until_reset(headers: &HeaderMap) -> Option<Duration> {
    let reset = number(headers, "x-ratelimit-reset")?;
    let date = headers.get("date")?.to_str().ok()?;
    let now = jiff::fmt::rfc2822::parse(date).ok()?.timestamp().as_second();
    Some(Duration::from_secs(reset.saturating_sub(u64::try_from(now).ok()?)))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    text_of(headers, name).parse().ok()
}

fn text_of(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    fn outcome(status: u16, pairs: &[(&'static str, &'static str)], text: &str) -> String {
        match read(StatusCode::from_u16(status).unwrap(), &headers(pairs), text, "octo/hello") {
            Ok(answer) => format!("answer with {} errors", answer.errors.len()),
            Err(Trouble::TooHeavy(words)) => format!("too heavy: {words}"),
            Err(Trouble::Broken(words)) => format!("broken: {words}"),
            Err(Trouble::Wait(wait)) => format!("wait {}", wait.as_secs()),
            Err(Trouble::Final(error)) => format!("final: {error}"),
        }
    }

    #[test]
    fn tells_answers_apart() {
        let limit = [
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "1774688460"),
            ("date", "Sat, 28 Mar 2026 09:00:00 GMT"),
        ];
        assert_eq!(outcome(200, &[], r#"{"data":{}}"#), "answer with 0 errors");
        assert_eq!(
            outcome(200, &[], r#"{"data":{"repository":null},"errors":[{"type":"NOT_FOUND"}]}"#),
            "answer with 1 errors"
        );
        assert_eq!(outcome(200, &[], "<html>"), "broken: it sent an HTML page instead of an answer");
        assert_eq!(
            outcome(200, &[], r#"{"data":{"#),
            "broken: it sent something that is not JSON instead of an answer"
        );
        assert_eq!(outcome(200, &limit, r#"{"errors":[{"type":"RATE_LIMITED"}]}"#), "wait 60");
        assert_eq!(
            outcome(
                200,
                &[],
                r#"{"data":null,"errors":[{"message":"Something went wrong while executing your query"}]}"#
            ),
            "too heavy: Something went wrong while executing your query"
        );
        assert_eq!(
            outcome(200, &[], r#"{"errors":[{"message":"Field 'x' doesn't exist"}]}"#),
            "final: GitHub does not understand the query: Field 'x' doesn't exist"
        );
        assert_eq!(outcome(401, &[], "{}"), "final: GitHub does not accept the token (401)");
        assert_eq!(outcome(403, &[("retry-after", "2")], "{}"), "wait 2");
        assert_eq!(outcome(403, &limit, "{}"), "wait 60");
        assert_eq!(outcome(429, &[], r#"{"message":"You have exceeded a secondary rate limit"}"#), "wait 60");
        assert_eq!(outcome(429, &[], r#"{"message":"Too Many Requests"}"#), "wait 60");
        assert_eq!(
            outcome(403, &[], r#"{"message":"Resource not accessible by integration"}"#),
            "final: GitHub refuses to answer for octo/hello: Resource not accessible by integration"
        );
        assert_eq!(outcome(502, &[], "<html>"), "too heavy: status 502");
    }
}
