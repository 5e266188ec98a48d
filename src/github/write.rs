//! What is written to GitHub: sent once, and looked for before it is sent once more.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

use crate::core::text::{clean, shorten};
use crate::github::GithubError;
use crate::github::client::{Client, Trouble, read_limit};
use crate::github::refusal::Refusal;
use crate::github::transport::{NoAnswer, READ_TIMEOUT, exchange};

/// How often the same is sent at most.
const TRIES: usize = 2;

/// So long after a failure it is looked for: GitHub may have been about to write it.
const PAUSE: Duration = Duration::from_millis(500);

/// The most characters of GitHub's words that are passed on.
const LONGEST_WORDS: usize = 200;

/// Something to write.
pub(super) struct Writing<'a> {
    /// How.
    pub(super) method: Method,
    /// Where, below the base of the REST interface.
    pub(super) path: String,
    /// What is sent.
    pub(super) body: Value,
    /// `owner/name`.
    pub(super) project: &'a str,
    /// What is written, in words.
    pub(super) what: &'a str,
}

/// What became of something that was sent.
#[derive(Debug, PartialEq)]
enum Sent {
    /// It was written; GitHub's answer.
    Written(Value),
    /// It was not written, and must not be sent again.
    Refused(GithubError),
    /// It was not written: a limit, which lasts so long.
    Limited(Duration),
    /// Nobody knows, in words.
    Unknown(String),
    /// Nobody knows, and GitHub may still be at it.
    Late,
}

/// Writes, and returns what `read` makes of the answer. Where nobody knows whether it was written, `look` says so, and
/// what it does not find is sent once more.
pub(super) async fn write<Found>(
    client: &Client,
    writing: &Writing<'_>,
    read: impl Fn(&Value) -> Option<Found>,
    look: impl AsyncFn() -> Result<Option<Found>, GithubError>,
) -> Result<Found, GithubError> {
    let missing = || writing.what.to_owned();
    let mut last = String::new();
    for attempt in 1..=TRIES {
        let is_late = match send(client, writing).await? {
            Sent::Refused(error) => return Err(error),
            Sent::Limited(wait) if attempt == TRIES || wait >= client.deadline.remaining() => {
                return Err(GithubError::RateLimited { wait, missing: missing() });
            }
            Sent::Limited(wait) => {
                tokio::time::sleep(wait).await;
                continue;
            }
            Sent::Written(answer) => {
                if let Some(found) = read(&answer) {
                    return Ok(found);
                }
                "parts of the answer were missing".clone_into(&mut last);
                false
            }
            Sent::Unknown(words) => {
                last = words;
                false
            }
            Sent::Late => {
                "no answer in time".clone_into(&mut last);
                true
            }
        };
        tokio::time::sleep(PAUSE.min(client.deadline.remaining() / 4)).await;
        let unknown = |because: String| {
            let why = Refusal::Unknown { last: last.clone(), because };
            GithubError::Refused { project: writing.project.to_owned(), what: missing(), why }
        };
        match look().await {
            Ok(Some(found)) => return Ok(found),
            // It may come yet, and what is sent now would be the second of two.
            Ok(None) if is_late && writing.method == Method::POST => {
                return Err(unknown("it is not there yet".to_owned()));
            }
            Ok(None) => {}
            Err(error) => return Err(unknown(error.to_string())),
        }
    }
    Err(GithubError::GaveUp { attempts: TRIES, last, missing: missing() })
}

/// Sends it, once. The error is one of setting up the connection.
async fn send(client: &Client, writing: &Writing<'_>) -> Result<Sent, GithubError> {
    let rest = client.rest()?;
    client.count();
    // Half of the time stays for looking.
    let limit = READ_TIMEOUT.min(client.deadline.remaining() / 2);
    Ok(match exchange(rest, writing.method.clone(), &writing.path, &writing.body, limit).await {
        Err(NoAnswer::Late) => Sent::Late,
        Err(NoAnswer::Broken(words)) => Sent::Unknown(words),
        Ok((status, headers, text)) => read_answer(status, &headers, &text, writing),
    })
}

/// Reads an answer by its status, headers and text.
fn read_answer(status: StatusCode, headers: &HeaderMap, text: &str, writing: &Writing<'_>) -> Sent {
    let answer: Option<Value> = serde_json::from_str(text).ok();
    let words = || words(status, answer.as_ref());
    let refused = |why: Refusal| {
        let (project, what) = (writing.project.to_owned(), writing.what.to_owned());
        Sent::Refused(GithubError::Refused { project, what, why })
    };
    match status.as_u16() {
        // What was removed has nothing to say.
        204 => Sent::Written(Value::Null),
        200..=299 => match answer {
            // A redirect makes a question of what was to be written, and its answer is a list.
            Some(Value::Array(_)) => refused(Refusal::Moved(None)),
            Some(answer @ Value::Object(_)) => Sent::Written(answer),
            _ => {
                let what =
                    if text.trim_start().starts_with('<') { "an HTML page" } else { "something that is not JSON" };
                Sent::Unknown(format!("it sent {what} instead of an answer"))
            }
        },
        // Where to is an address for programs.
        301 | 302 | 303 | 307 | 308 => refused(Refusal::Moved(None)),
        401 => Sent::Refused(GithubError::Unauthorised),
        403 | 429 => match read_limit(status, headers, &words(), writing.project) {
            Trouble::Wait(wait) => Sent::Limited(wait),
            _ if words().to_lowercase().contains("locked") => refused(Refusal::Locked(words())),
            _ => refused(Refusal::NoRight(words())),
        },
        404 => refused(Refusal::NotThere),
        408 | 500..=599 => Sent::Unknown(format!("status {}", status.as_u16())),
        410 if writing.path.ends_with("/issues") || words().contains("disabled") => refused(Refusal::IssuesOff),
        410 => refused(Refusal::Deleted(words())),
        _ => refused(Refusal::NotTaken(words())),
    }
}

/// Returns what GitHub says of its refusal, each field that it does not take included.
fn words(status: StatusCode, answer: Option<&Value>) -> String {
    let message = |value: &Value| value.get("message").and_then(Value::as_str).map(str::to_owned);
    let code = |value: &Value| Some(format!("{}: {}", value.get("field")?.as_str()?, value.get("code")?.as_str()?));
    let details = answer.and_then(|answer| answer.get("errors")).and_then(Value::as_array).into_iter().flatten();
    let details = details.filter_map(|detail| message(detail).or_else(|| code(detail)));
    let all: Vec<String> = answer.and_then(message).into_iter().chain(details).collect();
    if all.is_empty() {
        return format!("status {}", status.as_u16());
    }
    shorten(&clean(&all.join("; ")), LONGEST_WORDS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(path: &str, status: u16, pairs: &[(&'static str, &'static str)], text: &str) -> String {
        let headers: HeaderMap =
            pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap())).collect();
        let writing = Writing {
            method: Method::POST,
            path: path.to_owned(),
            body: Value::Null,
            project: "octo/hello",
            what: "the issue",
        };
        match read_answer(StatusCode::from_u16(status).unwrap(), &headers, text, &writing) {
            Sent::Refused(error) => error.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn tells_answers_apart() {
        let new = |status, text| outcome("/repos/octo/hello/issues", status, &[], text);
        assert_eq!(new(201, r#"{"number":7}"#), r#"Written(Object {"number": Number(7)})"#);
        assert_eq!(new(204, ""), "Written(Null)");
        assert_eq!(new(200, "[]"), "the issue of octo/hello: it has moved to another repository");
        assert_eq!(new(200, "<html>"), r#"Unknown("it sent an HTML page instead of an answer")"#);
        assert_eq!(new(201, r#"{"num"#), r#"Unknown("it sent something that is not JSON instead of an answer")"#);
        assert_eq!(new(401, "{}"), "GitHub does not accept the token (401)");
        assert_eq!(
            new(403, r#"{"message":"Resource not accessible by personal access token"}"#),
            "the issue of octo/hello: the token may not do that (Resource not accessible by personal access token)"
        );
        assert_eq!(
            new(403, r#"{"message":"Unable to create comment because issue is locked."}"#),
            "the issue of octo/hello: the issue is locked (Unable to create comment because issue is locked.)"
        );
        assert_eq!(new(403, r#"{"message":"You have exceeded a secondary rate limit"}"#), "Limited(60s)");
        assert_eq!(new(404, "{}"), "the issue of octo/hello: it is not there, or the token may not see it");
        assert_eq!(new(410, "{}"), "the issue of octo/hello: the repository has its issues switched off");
        assert_eq!(
            outcome("/repos/octo/hello/issues/7", 410, &[], r#"{"message":"This issue was\n deleted"}"#),
            "the issue of octo/hello: it was deleted (This issue was deleted)"
        );
        assert_eq!(
            new(
                422,
                r#"{"message":"Validation Failed","errors":[{"field":"title","code":"missing_field"},{"message":"too long"}]}"#
            ),
            "the issue of octo/hello: GitHub does not take it (Validation Failed; title: missing_field; too long)"
        );
        assert_eq!(
            outcome(
                "/repos/octo/hello/issues/7/comments",
                410,
                &[],
                r#"{"message":"Issues are disabled for this repo"}"#
            ),
            "the issue of octo/hello: the repository has its issues switched off"
        );
        assert_eq!(new(502, "<html>"), r#"Unknown("status 502")"#);
        assert_eq!(
            outcome("/repos/octo/hello/issues/7", 301, &[("location", "https://github.test/7")], ""),
            "the issue of octo/hello: it has moved to another repository"
        );
    }
}
