//! Searches that find all there is, although GitHub gives no search more than 1,000 results: they are split by date until
//! each part has fewer, and what cannot be had is told.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::github::GithubError;
use crate::github::ask::patiently;
use crate::github::client::{Answer, Client, Trouble};

/// So many results one search has at most
/// (<https://docs.github.com/en/graphql/reference/search>).
const MOST: usize = 1000;

/// So many results a page has at first; where that is too much for GitHub, half of it, and so on.
const PAGE: usize = 100;

/// So many searches that only count share a request.
const BATCH: usize = 20;

/// What is searched for in one project.
pub(super) struct Search<'a> {
    /// The query; it takes `$query`, `$first` and `$after`, and its nodes have a number and their repository.
    pub(super) query: &'static str,
    /// `owner/name`, as GitHub calls it today.
    pub(super) project: &'a str,
    /// What is looked for, in GitHub's words (<https://docs.github.com/en/search-github/searching-on-github>), without the
    /// project and without the dates.
    pub(super) qualifiers: String,
    /// The qualifier that it is split by: `created` or `closed`.
    pub(super) dated_by: &'static str,
    /// The first and the last second.
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    /// What is searched for, in words.
    pub(super) what: &'static str,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found<Node> {
    /// Each once.
    pub nodes: Vec<Node>,
    /// What could not be had, a sentence each; empty where all was found.
    pub gaps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Results {
    issue_count: usize,
    page_info: PageInfo,
    nodes: Option<Vec<Option<Value>>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

/// Finds all that a search is about.
///
/// # Errors
///
/// Where GitHub does not answer; nothing incomplete is returned as if it were whole.
pub(super) async fn search<Node: DeserializeOwned>(
    client: &Client,
    search: &Search<'_>,
) -> Result<Found<Node>, GithubError> {
    let mut found = Found { nodes: Vec::new(), gaps: Vec::new() };
    let mut seen = HashSet::new();
    let size = Cell::new(PAGE);
    let mut pieces = vec![(search.from.as_second(), search.until.as_second())];
    while let Some((from, until)) = pieces.pop() {
        let mut page = ask(client, search, (from, until), &size, None).await?;
        if page.issue_count > MOST && from < until {
            let middle = i64::midpoint(from, until);
            pieces.extend([(middle + 1, until), (from, middle)]);
            continue;
        }
        let mut given = 0;
        loop {
            for node in page.nodes.take().into_iter().flatten().flatten() {
                given += usize::from(take(node, search, &mut seen, &mut found)?);
            }
            match page.page_info.end_cursor.take().filter(|_| page.page_info.has_next_page) {
                Some(cursor) => page = ask(client, search, (from, until), &size, Some(&cursor)).await?,
                None => break,
            }
        }
        if given < page.issue_count {
            let (project, what, count, since) = (search.project, search.what, page.issue_count, moment(from));
            found.gaps.push(format!("{project}: of {what}, GitHub has {count} from {since} on, and gave {given}"));
        }
    }
    Ok(found)
}

/// Adds a result, unless it is there already; returns whether it is one of the project.
fn take<Node: DeserializeOwned>(
    node: Value,
    search: &Search<'_>,
    seen: &mut HashSet<u64>,
    found: &mut Found<Node>,
) -> Result<bool, GithubError> {
    let home = node.pointer("/repository/nameWithOwner").and_then(Value::as_str).unwrap_or_default();
    let Some(number) = node.get("number").and_then(Value::as_u64) else { return Ok(false) };
    // A search that GitHub understands in another way than it is meant must not count for this project.
    if !home.eq_ignore_ascii_case(search.project) {
        return Ok(false);
    }
    if seen.insert(number) {
        let read = serde_json::from_value(node);
        found.nodes.push(read.map_err(|_| GithubError::GaveUp {
            attempts: 1,
            last: format!("parts of #{number} were missing"),
            missing: search.what.to_owned(),
        })?);
    }
    Ok(true)
}

async fn ask(
    client: &Client,
    search: &Search<'_>,
    (from, until): (i64, i64),
    size: &Cell<usize>,
    after: Option<&str>,
) -> Result<Results, GithubError> {
    let project = search.project;
    let dates = format!("{}:{}..{}", search.dated_by, moment(from), moment(until));
    let query = format!("repo:{project} {} {dates}", search.qualifiers);
    patiently(client, search.what, async || {
        let variables = json!({"query": query, "first": size.get(), "after": after});
        let answer = client.send_with(search.query, &variables, project).await;
        if let Err(Trouble::TooHeavy(_)) = &answer {
            size.set((size.get() / 2).max(10));
        }
        read(answer?, project)
    })
    .await
}

/// Takes the page out of an answer that is whole.
fn read(answer: Answer, project: &str) -> Result<Results, Trouble> {
    whole(&answer, project)?;
    let page = answer.data.and_then(|mut data| data.get_mut("search").map(Value::take)).unwrap_or_default();
    serde_json::from_value(page).map_err(|_| Trouble::Broken("parts of the answer were missing".to_owned()))
}

/// Says what is wrong where an answer has errors.
pub(super) fn whole(answer: &Answer, project: &str) -> Result<(), Trouble> {
    let Some(error) = answer.errors.first() else { return Ok(()) };
    let words = error.message.trim_end_matches('.').to_owned();
    if answer.errors.iter().any(crate::github::client::AnswerError::is_refusal) {
        return Err(Trouble::Final(GithubError::Forbidden { project: project.to_owned(), words }));
    }
    Err(Trouble::Broken(words))
}

/// Returns how many results each search has; all of them name a project.
pub(super) async fn counts(
    client: &Client,
    project: &str,
    what: &'static str,
    searches: &[String],
) -> Result<Vec<usize>, GithubError> {
    let mut counts = Vec::with_capacity(searches.len());
    let size = Cell::new(BATCH);
    while let Some(rest) = searches.get(counts.len()..).filter(|rest| !rest.is_empty()) {
        let found = patiently(client, what, async || {
            let batch = rest.get(..size.get()).unwrap_or(rest);
            let (query, variables) = counting(batch);
            let answer = client.send_with(&query, &variables, project).await;
            if let Err(Trouble::TooHeavy(_)) = &answer {
                size.set((size.get() / 2).max(1));
            }
            let answer = answer?;
            whole(&answer, project)?;
            let data = answer.data.unwrap_or_default();
            let count = |place: usize| data.pointer(&format!("/s{place}/issueCount")).and_then(Value::as_u64);
            let counts: Option<Vec<u64>> = (0..batch.len()).map(count).collect();
            counts.ok_or_else(|| Trouble::Broken("parts of the answer were missing".to_owned()))
        });
        counts.extend(found.await?.into_iter().map(|count| usize::try_from(count).unwrap_or(usize::MAX)));
    }
    Ok(counts)
}

/// Returns the query that counts the results of several searches, one alias each, and its variables.
fn counting(searches: &[String]) -> (String, Value) {
    let parameters: Vec<String> = (0..searches.len()).map(|place| format!("$q{place}: String!")).collect();
    let mut query = format!("query({}) {{\n", parameters.join(", "));
    let mut variables = serde_json::Map::new();
    for (place, search) in searches.iter().enumerate() {
        // Writing into a string cannot fail.
        let _ = writeln!(query, "  s{place}: search(type: ISSUE, query: $q{place}, first: 1) {{ issueCount }}");
        variables.insert(format!("q{place}"), json!(search));
    }
    query.push_str("}\n");
    (query, Value::Object(variables))
}

/// Returns a second as the search takes it.
pub(super) fn moment(second: i64) -> String {
    let when = Timestamp::from_second(second).unwrap_or_default();
    when.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// Returns a text as one value of a search.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '\\'], " ").split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_labels_are_written_as_github_takes_them() {
        assert_eq!(moment(1_774_688_400), "2026-03-28T09:00:00+00:00");
        assert_eq!(quoted("good first issue"), "\"good first issue\"");
        assert_eq!(quoted("a\" author:x"), "\"a author:x\"");
    }

    #[test]
    fn several_searches_share_a_request() {
        let (query, variables) = counting(&["is:pr".to_owned(), "is:issue".to_owned()]);
        assert!(query.starts_with("query($q0: String!, $q1: String!) {\n  s0: search("), "{query}");
        assert_eq!(variables, json!({"q0": "is:pr", "q1": "is:issue"}));
    }
}
