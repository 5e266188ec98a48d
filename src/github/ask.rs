//! One question, asked until it is answered in full, within the client's deadline.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::github::client::{Answer, Client, Trouble};
use crate::github::{GithubError, Refusal};

/// How often a question is sent.
const TRIES: u32 = 5;

/// A question about one repository; its query takes `$owner` and `$name` besides its own variables.
pub(super) struct Question<'a> {
    /// The query.
    pub(super) query: &'static str,
    /// Its own variables, as an object.
    pub(super) variables: Value,
    /// The field of the repository that may be missing because what it asks for is not there.
    pub(super) may_lack: &'static str,
    /// What is asked for, in words.
    pub(super) what: &'a str,
}

/// A connection without its pages.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "GitHub calls it so")]
pub(super) struct Nodes<Node> {
    /// How many there are, which may be more than are listed.
    #[serde(default)]
    pub(super) total_count: usize,
    nodes: Option<Vec<Option<Node>>>,
    page_info: Option<Next>,
}

/// Whether there is another page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Next {
    has_next_page: bool,
    #[serde(default)]
    end_cursor: Option<String>,
}

impl<Node> Nodes<Node> {
    /// Returns where the next page begins, where there is one and it was asked for.
    pub(super) fn next(&self) -> Option<&str> {
        self.page_info.as_ref().filter(|page| page.has_next_page)?.end_cursor.as_deref()
    }

    /// Returns what is listed.
    pub(super) fn all(list: Option<Self>) -> impl Iterator<Item = Node> {
        list.and_then(|list| list.nodes).into_iter().flatten().flatten()
    }
}

/// Returns what GitHub says of the repository. An answer with a part missing is none.
pub(super) async fn ask<Reply: DeserializeOwned>(
    client: &Client,
    project: &str,
    question: Question<'_>,
) -> Result<Reply, GithubError> {
    let (owner, name) = project.split_once('/').unwrap_or((project, ""));
    let mut variables = json!({"owner": owner, "name": name});
    if let (Value::Object(all), Value::Object(own)) = (&mut variables, &question.variables) {
        all.extend(own.clone());
    }
    patiently(client, question.what, async || {
        let answer = client.send_with(question.query, &variables, project).await?;
        read(answer, project, question.may_lack)
    })
    .await
}

/// Does what `once` does until it succeeds, within the client's deadline; `what` is asked for, in words.
pub(super) async fn patiently<Reply>(
    client: &Client,
    what: &str,
    mut once: impl AsyncFnMut() -> Result<Reply, Trouble>,
) -> Result<Reply, GithubError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let trouble = match once().await {
            Ok(reply) => return Ok(reply),
            Err(trouble) => trouble,
        };
        let missing = what.to_owned();
        let (wait, last, is_limit) = match trouble {
            Trouble::Final(error) => return Err(error),
            Trouble::Wait(wait) => (wait, "it asked to wait again and again".to_owned(), true),
            Trouble::TooHeavy(words) | Trouble::Broken(words) => (pause(tries), words, false),
        };
        let is_too_long = wait >= client.deadline.remaining();
        if is_too_long && is_limit {
            return Err(GithubError::RateLimited { wait, missing });
        }
        if is_too_long || tries >= TRIES {
            return Err(GithubError::GaveUp { attempts: tries as usize, last, missing });
        }
        tokio::time::sleep(wait).await;
    }
}

/// Returns what GitHub says of issues, which it may keep from a token that reads the rest.
pub(super) async fn ask_of_issues<Reply: DeserializeOwned>(
    client: &Client,
    project: &str,
    question: Question<'_>,
) -> Result<Reply, GithubError> {
    let what = question.what;
    ask(client, project, question).await.map_err(|error| match error {
        GithubError::Forbidden { project, words } => {
            GithubError::Refused { project, what: what.to_owned(), why: Refusal::NoRight(words) }
        }
        other => other,
    })
}

/// 100 ms, then twice as long each time.
fn pause(tries: u32) -> Duration {
    Duration::from_millis(50 << tries.min(8))
}

/// Takes the repository out of an answer that is whole.
fn read<Reply: DeserializeOwned>(answer: Answer, project: &str, may_lack: &str) -> Result<Reply, Trouble> {
    if let Some(error) = answer.errors.iter().find(|error| error.is_refusal()) {
        let words = error.message.clone();
        return Err(Trouble::Final(GithubError::Forbidden { project: project.to_owned(), words }));
    }
    if answer.errors.iter().any(|error| error.is_not_found("repository")) {
        return Err(Trouble::Final(GithubError::NotFound { project: project.to_owned() }));
    }
    if let Some(error) = answer.errors.iter().find(|error| !error.is_not_found(may_lack)) {
        return Err(Trouble::Broken(error.message.trim_end_matches('.').to_owned()));
    }
    let repository = answer.data.and_then(|mut data| data.get_mut("repository").map(Value::take));
    let repository = repository.filter(|value| !value.is_null());
    let repository = repository.ok_or_else(|| GithubError::NotFound { project: project.to_owned() });
    serde_json::from_value(repository.map_err(Trouble::Final)?)
        .map_err(|_| Trouble::Broken("parts of the answer were missing".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(answer: Value) -> String {
        let answer: Answer = serde_json::from_value(answer).unwrap();
        match read::<Value>(answer, "octo/hello", "pullRequest") {
            Ok(value) => value.to_string(),
            Err(Trouble::Broken(words)) => format!("broken: {words}"),
            Err(Trouble::Final(error)) => format!("final: {error}"),
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn half_an_answer_is_none() {
        let error = |kind: &str, path: &[&str]| json!([{"type": kind, "message": "No.", "path": path}]);
        let whole = json!({"repository": {"pullRequest": null}});
        let cases = [
            (json!({"data": whole}), r#"{"pullRequest":null}"#),
            (
                json!({"data": whole, "errors": error("NOT_FOUND", &["repository", "pullRequest"])}),
                r#"{"pullRequest":null}"#,
            ),
            (json!({"data": whole, "errors": error("NOT_FOUND", &["repository", "release"])}), "broken: No"),
            (json!({"data": whole, "errors": error("", &["repository", "pullRequest"])}), "broken: No"),
            (
                json!({"data": whole, "errors": error("FORBIDDEN", &["repository"])}),
                "final: GitHub refuses to answer for octo/hello: No.",
            ),
            (
                json!({"data": {"repository": null}, "errors": error("NOT_FOUND", &["repository"])}),
                "final: octo/hello was not found on GitHub, or the token may not see it",
            ),
        ];
        for (answer, expected) in cases {
            assert_eq!(outcome(answer), expected);
        }
    }
}
