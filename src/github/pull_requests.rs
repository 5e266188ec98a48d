//! The details of pull requests: batches of fifty, a few in flight, halved when they are too heavy, asked again where
//! something broke, within the client's deadline.

use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use serde::Deserialize;
use serde_json::Value;

use crate::core::changelog::history::{Account, Facts, PullRequest};
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::is_mainline;
use crate::core::history::CommitId;
use crate::github::GithubError;
use crate::github::client::{Answer, Client, Trouble};
use crate::github::query::{Item, query};

/// So many aliases GitHub answers in well under its ten seconds.
const BATCH: usize = 50;

/// So many requests at a time stay clear of the secondary limits.
const IN_FLIGHT: usize = 4;

/// How often one batch is sent.
const TRIES: u32 = 5;

/// Items that are asked for together, and how often that was tried.
#[derive(Clone, Debug)]
struct Batch {
    items: Vec<Item>,
    tries: u32,
    /// To wait before it is sent.
    wait: Duration,
}

/// Asks for pull requests by number and for those that brought `commits`, and adds what GitHub says to `facts`.
/// N numbers and M commits cost `ceil(N/50) + ceil(M/50)` requests when nothing breaks.
///
/// # Errors
///
/// Whatever is missing in the end is named; nothing incomplete is returned as if it were whole.
pub async fn fetch(
    client: &Client,
    project: &str,
    numbers: &[u64],
    commits: &[CommitId],
    rules: &Rules,
    facts: &mut Facts,
) -> Result<(), GithubError> {
    let by_number = numbers.chunks(BATCH).map(|chunk| chunk.iter().copied().map(Item::Number).collect());
    let by_commit = commits.chunks(BATCH).map(|chunk| chunk.iter().copied().map(Item::Commit).collect());
    let mut waiting: Vec<Batch> =
        by_number.chain(by_commit).map(|items| Batch { items, tries: 0, wait: Duration::ZERO }).collect();
    waiting.reverse();
    facts.asked = true;
    let mut flying = FuturesUnordered::new();
    loop {
        while flying.len() < IN_FLIGHT
            && let Some(batch) = waiting.pop()
        {
            flying.push(send(client, project, batch));
        }
        let Some((batch, result)) = flying.next().await else { return Ok(()) };
        let again = match result {
            Ok(answer) => take(&answer, &batch, project, rules, facts)?,
            Err(trouble) => again(batch, trouble, client, &|| missing(numbers, commits, facts))?,
        };
        for batch in again {
            if batch.wait > client.deadline.remaining() {
                return Err(GithubError::RateLimited { wait: batch.wait, missing: missing(numbers, commits, facts) });
            }
            if batch.tries >= TRIES || client.deadline.is_over() {
                return Err(GithubError::GaveUp {
                    requests: client.requests(),
                    last: "parts of the answer were missing".to_owned(),
                    missing: missing(numbers, commits, facts),
                });
            }
            waiting.push(batch);
        }
    }
}

async fn send(client: &Client, project: &str, batch: Batch) -> (Batch, Result<Answer, Trouble>) {
    if !batch.wait.is_zero() {
        tokio::time::sleep(batch.wait).await;
    }
    let result = client.send(&query(&batch.items), project).await;
    (batch, result)
}

/// What is to be sent instead of a batch that failed.
fn again(
    batch: Batch,
    trouble: Trouble,
    client: &Client,
    missing: &dyn Fn() -> String,
) -> Result<Vec<Batch>, GithubError> {
    let tries = batch.tries + 1;
    let last = match trouble {
        Trouble::Final(error) => return Err(error),
        Trouble::Wait(wait) => {
            if wait > client.deadline.remaining() || tries >= TRIES {
                return Err(GithubError::RateLimited { wait, missing: missing() });
            }
            return Ok(vec![Batch { tries, wait, ..batch }]);
        }
        Trouble::TooHeavy(_) if batch.items.len() > 1 && !client.deadline.is_over() => {
            let (one, two) = batch.items.split_at(batch.items.len() / 2);
            // A smaller batch is another question, with tries of its own.
            let half = |items: &[Item]| Batch { items: items.to_vec(), tries: batch.tries, wait: pause(1) };
            return Ok(vec![half(two), half(one)]);
        }
        Trouble::TooHeavy(words) | Trouble::Broken(words) => words,
    };
    if tries >= TRIES || client.deadline.is_over() {
        return Err(GithubError::GaveUp { requests: client.requests(), last, missing: missing() });
    }
    Ok(vec![Batch { tries, wait: pause(tries), ..batch }])
}

/// 100 ms, then twice as long each time.
fn pause(tries: u32) -> Duration {
    Duration::from_millis(50 << tries.min(8))
}

/// What was asked for and is not known yet, in words.
fn missing(numbers: &[u64], commits: &[CommitId], facts: &Facts) -> String {
    let numbers = numbers
        .iter()
        .filter(|number| !facts.pull_requests.contains_key(number) && !facts.not_pull_requests.contains(number));
    let commits = commits.iter().filter(|commit| !facts.commits.contains_key(commit));
    let all = numbers.map(|number| Item::Number(*number)).chain(commits.map(|commit| Item::Commit(*commit)));
    let mut names: Vec<String> = all.map(Item::shown).collect();
    let more = names.len().saturating_sub(8);
    names.truncate(8);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}

/// Adds an answer to the facts; returns what must be asked for again, because its part of the answer broke.
fn take(
    answer: &Answer,
    batch: &Batch,
    project: &str,
    rules: &Rules,
    facts: &mut Facts,
) -> Result<Vec<Batch>, GithubError> {
    let not_found = |path: &str| {
        answer.errors.iter().any(|error| {
            error.kind.as_deref() == Some("NOT_FOUND") && error.path.last().and_then(Value::as_str) == Some(path)
        })
    };
    let repository = answer.data.as_ref().and_then(|data| data.get("repository")).filter(|value| !value.is_null());
    let Some(repository) = repository else {
        if not_found("repository") || answer.errors.is_empty() {
            return Err(GithubError::NotFound { project: project.to_owned() });
        }
        let words = answer.errors.first().map_or_else(String::new, |error| error.message.clone());
        return Err(GithubError::Forbidden { project: project.to_owned(), words });
    };
    let text = |pointer: &str| repository.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    facts.name_with_owner = text("/nameWithOwner").or(facts.name_with_owner.take());
    facts.default_branch = text("/defaultBranchRef/name").or(facts.default_branch.take());
    let mut broken = Vec::new();
    for item in &batch.items {
        let alias = item.alias();
        let value = repository.get(&alias).filter(|value| !value.is_null());
        match (item, value) {
            (Item::Number(number), Some(value)) => {
                if value.get("__typename").and_then(Value::as_str) == Some("PullRequest") {
                    match serde_json::from_value::<Details>(value.clone()) {
                        Ok(details) => drop(facts.pull_requests.insert(*number, details.into())),
                        Err(_) => broken.push(*item),
                    }
                } else {
                    facts.not_pull_requests.insert(*number);
                }
            }
            (Item::Number(number), None) if not_found(&alias) => drop(facts.not_pull_requests.insert(*number)),
            (Item::Commit(commit), Some(value)) => match value.pointer("/associatedPullRequests/nodes") {
                Some(nodes) => {
                    let number = associated(nodes, *commit, rules, facts);
                    facts.commits.insert(*commit, number);
                }
                None => broken.push(*item),
            },
            // A commit that was never pushed has no pull request; that is an answer.
            (Item::Commit(commit), None) if !answer.errors.iter().any(|error| names(error, &alias)) => {
                facts.commits.insert(*commit, None);
            }
            (Item::Commit(commit), None) if not_found(&alias) => drop(facts.commits.insert(*commit, None)),
            _ => broken.push(*item),
        }
    }
    if broken.is_empty() {
        return Ok(Vec::new());
    }
    // Those that broke are asked for in two halves, so that one that cannot be answered does not take the others along.
    let tries = batch.tries + 1;
    let middle = broken.len().div_ceil(2);
    let halves = broken.chunks(middle).map(|items| Batch { items: items.to_vec(), tries, wait: pause(tries) });
    Ok(halves.collect())
}

fn names(error: &crate::github::client::AnswerError, alias: &str) -> bool {
    error.path.iter().any(|part| part.as_str() == Some(alias))
}

/// Chooses the pull request that brought a commit: merged, as this very commit before others, into a line of releases
/// before others, the oldest; and adds its details.
fn associated(nodes: &Value, commit: CommitId, rules: &Rules, facts: &mut Facts) -> Option<u64> {
    let nodes = nodes.as_array()?;
    let found = nodes.iter().filter_map(|node| serde_json::from_value::<Details>(node.clone()).ok());
    let merged = found.map(PullRequest::from).filter(|found| found.merged_at.is_some());
    let commit = commit.to_string();
    let best = merged.min_by_key(|found| {
        let is_its_merge = found.merge_commit.as_deref() == Some(commit.as_str());
        (!is_its_merge, !is_mainline(&found.base, facts, rules), found.number)
    })?;
    let number = best.number;
    facts.pull_requests.entry(number).or_insert(best);
    Some(number)
}

/// A pull request as the query asks for it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    number: u64,
    title: String,
    body: Option<String>,
    url: String,
    merged_at: Option<String>,
    base_ref_name: String,
    head_ref_name: String,
    author: Option<Actor>,
    merged_by: Option<Actor>,
    labels: Option<Nodes<Named>>,
    reviews: Option<Nodes<Authored>>,
    comments: Option<Nodes<Authored>>,
    milestone: Option<Titled>,
    merge_commit: Option<Identified>,
}

#[derive(Debug, Deserialize)]
struct Actor {
    #[serde(rename = "__typename")]
    kind: String,
    login: String,
}

#[derive(Debug, Deserialize)]
struct Nodes<Node> {
    nodes: Option<Vec<Option<Node>>>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Titled {
    title: String,
}

#[derive(Debug, Deserialize)]
struct Identified {
    oid: String,
}

#[derive(Debug, Deserialize)]
struct Authored {
    author: Option<Actor>,
}

impl<Node> Nodes<Node> {
    fn all(list: Option<Self>) -> impl Iterator<Item = Node> {
        list.and_then(|list| list.nodes).into_iter().flatten().flatten()
    }
}

impl From<Actor> for Account {
    fn from(actor: Actor) -> Self {
        let login = actor.login.strip_suffix("[bot]").unwrap_or(&actor.login).to_owned();
        Self { is_bot: actor.kind == "Bot" || login != actor.login, login }
    }
}

impl From<Details> for PullRequest {
    fn from(details: Details) -> Self {
        let people = |list| {
            let mut accounts: Vec<Account> = Vec::new();
            for account in Nodes::all(list).filter_map(|entry: Authored| entry.author).map(Account::from) {
                if !accounts.contains(&account) {
                    accounts.push(account);
                }
            }
            accounts
        };
        Self {
            number: details.number,
            title: details.title,
            body: details.body.unwrap_or_default(),
            url: details.url,
            author: details.author.map(Account::from),
            merged_by: details.merged_by.map(Account::from),
            reviewers: people(details.reviews),
            commenters: people(details.comments),
            labels: Nodes::all(details.labels).map(|label| label.name).collect(),
            base: details.base_ref_name,
            head: details.head_ref_name,
            merged_at: details.merged_at,
            merge_commit: details.merge_commit.map(|commit| commit.oid),
            milestone: details.milestone.map(|milestone| milestone.title),
        }
    }
}
