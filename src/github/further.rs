//! Long lists inside what a search found: their further pages, those of several in one request.

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt::Write as _;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::core::text::plural;
use crate::github::ask::{Nodes, patiently};
use crate::github::client::{Answer, Client, Trouble};
use crate::github::search::whole;
use crate::github::{Found, GithubError};

/// So many lists share a request at first; where that is too much for GitHub, half of it, and so on.
const BATCH: usize = 25;

/// So many numbers are named where something of them could not be had.
const NAMED: usize = 5;

/// A kind of list.
pub(super) struct List {
    /// Whose it is, as the repository calls it: `pullRequest`.
    pub(super) owner: &'static str,
    /// Its name: `reviews`.
    pub(super) name: &'static str,
    /// Its arguments besides those for pages.
    pub(super) arguments: &'static str,
    /// What is asked of each thing in it.
    pub(super) fields: &'static str,
    /// Whose it is, in words: `pull request`.
    pub(super) noun: &'static str,
    /// What is asked for, in words: `all reviews`.
    pub(super) what: &'static str,
}

/// What has a list that may go on.
pub(super) struct Begun<Owner> {
    /// Its number.
    pub(super) number: u64,
    /// What is known of it.
    pub(super) owner: Owner,
    /// Where the next page begins; `None` where no more is wanted.
    pub(super) next: Option<String>,
}

/// Reads on in each list that goes on, until there is no more or no more is wanted. `add` takes a page, and says whether
/// more is wanted. What could not be had is a gap, and its owner still says where its next page begins.
///
/// # Errors
///
/// Where no further request could help: the token lacks a right, or is not valid.
pub(super) async fn read_on<Owner, Item: DeserializeOwned>(
    client: &Client,
    project: &str,
    list: &List,
    found: &mut Found<Begun<Owner>>,
    add: impl Fn(&mut Owner, Vec<Item>) -> bool,
) -> Result<(), GithubError> {
    let size = Cell::new(BATCH);
    let mut waiting: VecDeque<&mut Begun<Owner>> = found.nodes.iter_mut().filter(|one| one.next.is_some()).collect();
    let mut missing: Vec<u64> = Vec::new();
    let mut why = "they are gone".to_owned();
    while !waiting.is_empty() {
        let asked: Vec<(u64, String)> =
            waiting.iter().take(BATCH).filter_map(|one| Some((one.number, one.next.clone()?))).collect();
        let pages = match pages::<Item>(client, project, list, &asked, &size).await {
            Ok(pages) => pages,
            Err(error @ (GithubError::GaveUp { .. } | GithubError::RateLimited { .. })) => {
                // What is known is known; who asks again may have more patience.
                missing.extend(waiting.iter().map(|one| one.number));
                why = error.to_string();
                break;
            }
            Err(error) => return Err(error),
        };
        for page in pages {
            let Some(one) = waiting.pop_front() else { break };
            // What sends the same page again would go on forever.
            let page = page.filter(|page| page.next() != one.next.as_deref());
            let Some(page) = page else {
                missing.push(one.number);
                continue;
            };
            let next = page.next().map(str::to_owned);
            let is_wanted = add(&mut one.owner, Nodes::all(Some(page)).collect());
            one.next = next.filter(|_| is_wanted);
            if one.next.is_some() {
                waiting.push_back(one);
            }
        }
    }
    if !missing.is_empty() {
        let count = plural(missing.len(), list.noun);
        let named: Vec<String> = missing.iter().take(NAMED).map(|number| format!("#{number}")).collect();
        let more = if missing.len() > NAMED { ", …" } else { "" };
        let what = list.what;
        found.gaps.push(format!("{project}: not {what} of {count} ({}{more}): {why}", named.join(", ")));
    }
    Ok(())
}

/// Returns the next pages of the first of these lists, as many as GitHub can give at once; `None` for what is gone.
async fn pages<Item: DeserializeOwned>(
    client: &Client,
    project: &str,
    list: &List,
    asked: &[(u64, String)],
    size: &Cell<usize>,
) -> Result<Vec<Option<Nodes<Item>>>, GithubError> {
    let (owner, name) = project.split_once('/').unwrap_or((project, ""));
    patiently(client, list.what, async || {
        let batch = asked.get(..size.get()).unwrap_or(asked);
        let (query, cursors) = query(list, batch);
        let mut variables = json!({"owner": owner, "name": name});
        if let Value::Object(all) = &mut variables {
            all.extend(cursors);
        }
        let answer = client.send_with(&query, &variables, project).await;
        if let Err(Trouble::TooHeavy(_)) = &answer {
            size.set((size.get() / 2).max(1));
        }
        read(answer?, project, list, batch)
    })
    .await
}

fn read<Item: DeserializeOwned>(
    mut answer: Answer,
    project: &str,
    list: &List,
    batch: &[(u64, String)],
) -> Result<Vec<Option<Nodes<Item>>>, Trouble> {
    let alias = |number: u64| format!("n{number}");
    answer.errors.retain(|error| !batch.iter().any(|(number, _)| error.is_not_found(&alias(*number))));
    whole(&answer, project)?;
    let mut data = answer.data.unwrap_or_default();
    let mut page = |number: u64| {
        let one = data.pointer_mut(&format!("/repository/{}", alias(number)))?;
        if one.is_null() {
            return Some(None);
        }
        Nodes::deserialize(one.get_mut(list.name)?.take()).ok().map(Some)
    };
    let pages: Option<Vec<_>> = batch.iter().map(|(number, _)| page(*number)).collect();
    pages.ok_or_else(|| Trouble::Broken("parts of the answer were missing".to_owned()))
}

/// Returns the query for the next page of several lists, an alias for each, and where these begin.
fn query(list: &List, batch: &[(u64, String)]) -> (String, serde_json::Map<String, Value>) {
    let List { owner, name, arguments, fields, .. } = list;
    let mut text = "query($owner: String!, $name: String!".to_owned();
    let mut cursors = serde_json::Map::new();
    // Writing into a string cannot fail.
    for (number, cursor) in batch {
        let _ = write!(text, ", $after{number}: String!");
        cursors.insert(format!("after{number}"), json!(cursor));
    }
    text.push_str(") {\n  repository(owner: $owner, name: $name) {\n");
    for (number, _) in batch {
        let _ = writeln!(
            text,
            "    n{number}: {owner}(number: {number}) {{ {name}(first: 100, after: $after{number}{arguments}) {{ \
             pageInfo {{ hasNextPage endCursor }} nodes {{ {fields} }} }} }}"
        );
    }
    text.push_str("  }\n}\n");
    (text, cursors)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: List = List {
        owner: "pullRequest",
        name: "reviews",
        arguments: "",
        fields: "submittedAt",
        noun: "pull request",
        what: "all reviews",
    };

    #[test]
    fn several_lists_share_a_request() {
        let (text, cursors) = query(&LIST, &[(7, "x".to_owned()), (9, "y".to_owned())]);
        insta::assert_snapshot!(text, @"
        query($owner: String!, $name: String!, $after7: String!, $after9: String!) {
          repository(owner: $owner, name: $name) {
            n7: pullRequest(number: 7) { reviews(first: 100, after: $after7) { pageInfo { hasNextPage endCursor } nodes { submittedAt } } }
            n9: pullRequest(number: 9) { reviews(first: 100, after: $after9) { pageInfo { hasNextPage endCursor } nodes { submittedAt } } }
          }
        }
        ");
        assert_eq!(Value::Object(cursors), json!({"after7": "x", "after9": "y"}));
    }

    #[test]
    fn what_is_gone_is_no_error_and_what_is_missing_is_one() {
        let outcome = |answer: Value| {
            let answer: Answer = serde_json::from_value(answer).unwrap();
            let batch = [(7, "x".to_owned()), (9, "y".to_owned())];
            match read::<Value>(answer, "octo/hello", &LIST, &batch) {
                Ok(pages) => format!("{:?}", pages.iter().map(Option::is_some).collect::<Vec<_>>()),
                Err(trouble) => format!("{trouble:?}"),
            }
        };
        let page = json!({"reviews": {"pageInfo": {"hasNextPage": false}, "nodes": []}});
        let gone = json!([{"type": "NOT_FOUND", "message": "Gone.", "path": ["repository", "n9"]}]);
        let data = json!({"repository": {"n7": page, "n9": null}});
        assert_eq!(outcome(json!({"data": data, "errors": gone})), "[true, false]");
        let broken = json!([{"message": "Not now.", "path": ["repository", "n9"]}]);
        assert_eq!(outcome(json!({"data": data, "errors": broken})), "Broken(\"Not now\")");
        let half = json!({"repository": {"n7": page}});
        assert_eq!(outcome(json!({"data": half})), "Broken(\"parts of the answer were missing\")");
    }
}
