//! Lists of GitHub's REST interface, page by page.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

use crate::github::GithubError;
use crate::github::client::{Client, Trouble, read_limit};
use crate::github::transport::{NoAnswer, READ_TIMEOUT, exchange};

/// How often a page is asked for.
const TRIES: u32 = 4;

/// The most that a page holds
/// (<https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>).
const PAGE: usize = 100;

/// Returns the items of a list, up to `limit` pages of 100, and whether there may be more. `path` is what follows the
/// project, with its query; `field` is what holds the items where the answer is no list itself; `what` is asked for, in
/// words.
pub(super) async fn list(
    client: &Client,
    project: &str,
    path: &str,
    field: Option<&str>,
    limit: usize,
    what: &str,
) -> Result<(Vec<Value>, bool), GithubError> {
    let mut found = Vec::new();
    let separator = if path.contains('?') { '&' } else { '?' };
    for page in 1..=limit {
        let place = format!("/repos/{project}/{path}{separator}per_page={PAGE}&page={page}");
        let mut answer = get(client, project, &place, what).await?;
        let items = match field {
            Some(field) => answer.get_mut(field).map(Value::take).unwrap_or_default(),
            None => answer,
        };
        let Value::Array(items) = items else {
            let last = "parts of the answer were missing".to_owned();
            return Err(GithubError::GaveUp { attempts: 1, last, missing: what.to_owned() });
        };
        let is_last = items.len() < PAGE;
        found.extend(items);
        if is_last {
            return Ok((found, false));
        }
    }
    Ok((found, true))
}

/// Returns what stands at a place of a repository, `None` where there is nothing, or the token may not see it.
pub(super) async fn find(client: &Client, project: &str, path: &str, what: &str) -> Result<Option<Value>, GithubError> {
    match get(client, project, &format!("/repos/{project}/{path}"), what).await {
        Ok(found) => Ok(Some(found)),
        Err(GithubError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn get(client: &Client, project: &str, path: &str, what: &str) -> Result<Value, GithubError> {
    get_as(client, path, what, |status, headers, text| read(status, headers, text, project)).await
}

/// Asks for one page until it is answered, within the client's deadline. `read` makes something of the answer.
pub(super) async fn get_as<T>(
    client: &Client,
    path: &str,
    what: &str,
    read: impl Fn(StatusCode, &HeaderMap, &str) -> Result<T, Trouble>,
) -> Result<T, GithubError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let rest = client.rest()?;
        client.count();
        let limit = READ_TIMEOUT.min(client.deadline.remaining());
        let received = exchange(rest, Method::GET, path, &Value::Null, limit).await;
        let trouble = match received {
            Err(NoAnswer::Late) => Trouble::Broken("no answer in time".to_owned()),
            Err(NoAnswer::Broken(words)) => Trouble::Broken(words),
            Ok((status, headers, text)) => match read(status, &headers, &text) {
                Ok(value) => return Ok(value),
                Err(trouble) => trouble,
            },
        };
        let missing = what.to_owned();
        let (wait, last) = match trouble {
            Trouble::Final(error) => return Err(error),
            Trouble::Wait(wait) if wait >= client.deadline.remaining() => {
                return Err(GithubError::RateLimited { wait, missing });
            }
            Trouble::Wait(wait) => (wait, "it asked to wait again and again".to_owned()),
            Trouble::TooHeavy(words) | Trouble::Broken(words) => (Duration::from_millis(50 << tries.min(8)), words),
        };
        if tries >= TRIES || wait >= client.deadline.remaining() {
            return Err(GithubError::GaveUp { attempts: tries as usize, last, missing });
        }
        tokio::time::sleep(wait).await;
    }
}

fn read(status: StatusCode, headers: &HeaderMap, text: &str, project: &str) -> Result<Value, Trouble> {
    let value: Option<Value> = serde_json::from_str(text).ok();
    let message = value.as_ref().and_then(|value| value.get("message")).and_then(Value::as_str);
    let words = message.map_or_else(|| format!("status {}", status.as_u16()), str::to_owned);
    let is_html = || {
        let what = if text.trim_start().starts_with('<') { "an HTML page" } else { "something that is not JSON" };
        Trouble::Broken(format!("it sent {what} instead of an answer"))
    };
    match status.as_u16() {
        200..=299 => value.ok_or_else(is_html),
        401 => Err(Trouble::Final(GithubError::Unauthorised)),
        403 | 429 => Err(read_limit(status, headers, &words, project)),
        301 | 302 | 303 | 307 | 308 | 404 => Err(Trouble::Final(GithubError::NotFound { project: project.to_owned() })),
        _ => Err(Trouble::Broken(words)),
    }
}
