//! The details of pull requests: batches of fifty, a few in flight, halved when they are too heavy, asked again where
//! something broke, within the client's deadline.

use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use serde_json::Value;

use crate::core::changelog::history::{Facts, PullRequest};
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::is_mainline;
use crate::core::history::CommitId;
use crate::github::GithubError;
use crate::github::client::{Answer, AnswerError, Client, NOT_FOUND, Trouble};
use crate::github::details::Details;
use crate::github::query::{Item, query};
use crate::system::clock::Deadline;

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

/// What is to be asked again, and why.
struct Setback {
    batches: Vec<Batch>,
    words: String,
    is_limit: bool,
}

/// Asks for pull requests by number and for those that brought `commits`, and adds what GitHub says to `facts`.
/// N numbers and M commits cost `ceil((N + M) / 50)` requests when nothing breaks: they share their batches, so that
/// several rounds of them stay within what one round of each alone may cost.
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
    let items = numbers.iter().copied().map(Item::Number).chain(commits.iter().copied().map(Item::Commit));
    let items: Vec<Item> = items.collect();
    let batch = |items: &[Item]| Batch { items: items.to_vec(), tries: 0, wait: Duration::ZERO };
    let mut waiting: Vec<Batch> = items.chunks(BATCH).rev().map(batch).collect();
    facts.asked = true;
    // Whoever goes on asking under a limit is shut out for longer, so a limit that one request meets holds for all.
    let mut limit = Deadline::after(Duration::ZERO);
    let mut flying = FuturesUnordered::new();
    loop {
        while flying.len() < IN_FLIGHT
            && let Some(mut batch) = waiting.pop()
        {
            batch.wait = batch.wait.max(limit.remaining());
            flying.push(send(client, project, batch));
        }
        let Some((batch, result)) = flying.next().await else { return Ok(()) };
        let setback = match result {
            Ok(answer) => take(&answer, batch, project, rules, facts)?,
            Err(trouble) => Some(setback(batch, trouble)?),
        };
        let Some(Setback { batches, words, is_limit }) = setback else { continue };
        let tries = batches.iter().map(|batch| batch.tries).max().unwrap_or_default();
        let wait = batches.iter().map(|batch| batch.wait).max().unwrap_or_default();
        let is_too_long = wait >= client.deadline.remaining();
        if is_too_long && is_limit {
            return Err(GithubError::RateLimited { wait, missing: missing(&items, facts) });
        }
        if is_too_long || tries >= TRIES {
            let attempts = tries.max(1) as usize;
            return Err(GithubError::GaveUp { attempts, last: words, missing: missing(&items, facts) });
        }
        if is_limit {
            limit = Deadline::after(wait);
        }
        waiting.extend(batches);
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
fn setback(batch: Batch, trouble: Trouble) -> Result<Setback, GithubError> {
    let tries = batch.tries + 1;
    match trouble {
        Trouble::Final(error) => Err(error),
        Trouble::Wait(wait) => {
            let words = "it asked to wait again and again".to_owned();
            Ok(Setback { batches: vec![Batch { tries, wait, ..batch }], words, is_limit: true })
        }
        Trouble::TooHeavy(words) if batch.items.len() > 1 => {
            let (one, two) = batch.items.split_at(batch.items.len() / 2);
            // A smaller batch is another question: halving costs no try, and is bounded by the size.
            let half = |items: &[Item]| Batch { items: items.to_vec(), tries: batch.tries, wait: pause(1) };
            Ok(Setback { batches: vec![half(two), half(one)], words, is_limit: false })
        }
        Trouble::TooHeavy(words) | Trouble::Broken(words) => {
            Ok(Setback { batches: vec![Batch { tries, wait: pause(tries), ..batch }], words, is_limit: false })
        }
    }
}

/// 100 ms, then twice as long each time.
fn pause(tries: u32) -> Duration {
    Duration::from_millis(50 << tries.min(8))
}

/// What was asked for and is not known yet, in words.
fn missing(items: &[Item], facts: &Facts) -> String {
    let is_missing = |item: &&Item| match item {
        Item::Number(number) => !facts.pull_requests.contains_key(number) && !facts.not_pull_requests.contains(number),
        Item::Commit(commit) => !facts.commits.contains_key(commit),
    };
    let mut names: Vec<String> = items.iter().filter(is_missing).map(|item| item.shown()).collect();
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
    batch: Batch,
    project: &str,
    rules: &Rules,
    facts: &mut Facts,
) -> Result<Option<Setback>, GithubError> {
    if let Some(error) = answer.errors.iter().find(|error| error.is_refusal()) {
        return Err(GithubError::Forbidden { project: project.to_owned(), words: error.message.clone() });
    }
    let repository = answer.data.as_ref().and_then(|data| data.get("repository")).filter(|value| !value.is_null());
    let Some(repository) = repository else {
        if answer.errors.is_empty() || answer.errors.iter().any(|error| error.is_not_found("repository")) {
            return Err(GithubError::NotFound { project: project.to_owned() });
        }
        return Ok(Some(setback(batch, Trouble::Broken(words(answer)))?));
    };
    let text = |pointer: &str| repository.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    facts.name_with_owner = text("/nameWithOwner").or(facts.name_with_owner.take());
    facts.default_branch = text("/defaultBranchRef/name").or(facts.default_branch.take());
    let aliases: Vec<String> = batch.items.iter().map(|item| item.alias()).collect();
    // An error that belongs to no item may concern all of them.
    let is_placed = |error: &AnswerError| aliases.iter().any(|alias| error.concerns(alias));
    let broken: Vec<Item> = if answer.errors.iter().all(is_placed) {
        batch.items.iter().copied().filter(|item| !take_item(*item, answer, repository, rules, facts)).collect()
    } else {
        batch.items
    };
    if broken.is_empty() {
        return Ok(None);
    }
    // Those that broke are asked for in two halves, so that one that cannot be answered does not take the others along.
    let tries = batch.tries + 1;
    let middle = broken.len().div_ceil(2);
    let halves = broken.chunks(middle).map(|items| Batch { items: items.to_vec(), tries, wait: pause(tries) });
    Ok(Some(Setback { batches: halves.collect(), words: words(answer), is_limit: false }))
}

/// GitHub's words for what it left out of an answer.
fn words(answer: &Answer) -> String {
    let error = answer.errors.iter().find(|error| error.kind.as_deref() != Some(NOT_FOUND));
    error.map_or_else(
        || "parts of the answer were missing".to_owned(),
        |error| error.message.trim_end_matches('.').to_owned(),
    )
}

/// Adds the part of an answer that is about one item; returns whether it was whole.
fn take_item(item: Item, answer: &Answer, repository: &Value, rules: &Rules, facts: &mut Facts) -> bool {
    let alias = item.alias();
    let mut errors = answer.errors.iter().filter(|error| error.concerns(&alias)).peekable();
    if errors.peek().is_some() {
        let is_absent = errors.all(|error| error.is_not_found(&alias));
        if is_absent {
            match item {
                Item::Number(number) => drop(facts.not_pull_requests.insert(number)),
                Item::Commit(commit) => drop(facts.commits.insert(commit, None)),
            }
        }
        return is_absent;
    }
    match (item, repository.get(&alias).filter(|value| !value.is_null())) {
        (Item::Number(number), Some(value)) => {
            if value.get("__typename").and_then(Value::as_str) != Some("PullRequest") {
                facts.not_pull_requests.insert(number);
                return true;
            }
            let Ok(details) = serde_json::from_value::<Details>(value.clone()) else { return false };
            facts.pull_requests.insert(number, details.into());
            true
        }
        (Item::Commit(commit), Some(value)) => {
            let nodes = value.pointer("/associatedPullRequests/nodes").cloned();
            let Some(Ok(nodes)) = nodes.map(serde_json::from_value::<Vec<Details>>) else { return false };
            let number = associated(nodes, commit, rules, facts);
            facts.commits.insert(commit, number);
            true
        }
        (Item::Number(_), None) => false,
        // A commit that was never pushed has no pull request; that is an answer.
        (Item::Commit(commit), None) => {
            facts.commits.insert(commit, None);
            true
        }
    }
}

/// Chooses the pull request that brought a commit: merged, as this very commit before others, into a line of releases
/// before others, the oldest; and adds its details. Forks share commits, so GitHub also names pull requests of theirs.
fn associated(nodes: Vec<Details>, commit: CommitId, rules: &Rules, facts: &mut Facts) -> Option<u64> {
    let home = facts.name_with_owner.clone().unwrap_or_default();
    let ours = nodes.into_iter().filter(|found| found.repository.name_with_owner.eq_ignore_ascii_case(&home));
    let merged = ours.map(PullRequest::from).filter(|found| found.merged_at.is_some());
    let commit = commit.to_string();
    let best = merged.min_by_key(|found| {
        let is_its_merge = found.merge_commit.as_deref() == Some(commit.as_str());
        (!is_its_merge, !is_mainline(&found.base, facts, rules), found.number)
    })?;
    let number = best.number;
    facts.pull_requests.entry(number).or_insert(best);
    Some(number)
}
