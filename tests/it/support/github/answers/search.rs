//! The search: GitHub's qualifiers, as far as they are asked for, and its limit of 1,000 results.

use apollo_compiler::resolvers::FieldError;
use apollo_compiler::response::JsonMap;
use jiff::Timestamp;

use super::super::issue::Issue;
use super::super::node::{Node, Value, refuse_filters, text};
use super::super::pull_request::{PullRequest, State};
use super::super::world::{Actor, Repository, World};
use super::issue::issue;
use super::pull_request::pull_request;

/// An issue or a pull request, as the search sees it.
#[derive(Clone, Copy)]
enum Hit<'w> {
    Issue(&'w Repository, &'w Issue),
    PullRequest(&'w Repository, &'w PullRequest),
}

/// Returns what a search finds, the newest first.
pub(super) fn search<'w>(world: &'w World, arguments: &JsonMap) -> Result<Value<'w>, FieldError> {
    refuse_filters(arguments, &["query", "type"])?;
    if text(arguments, "type") != Some("ISSUE") {
        return Err(wrong("the fake searches issues and pull requests only"));
    }
    let words = words(text(arguments, "query").unwrap_or_default());
    // Without a repository, the real one looks through all of GitHub.
    let names: Vec<&str> = words.iter().filter_map(|word| word.strip_prefix("repo:")).collect();
    if names.is_empty() {
        return Err(wrong("no `repo:`"));
    }
    let mut hits: Vec<Hit<'w>> = Vec::new();
    // Several repositories are all meant.
    let is_meant = |found: &&Repository| names.iter().any(|name| found.name.eq_ignore_ascii_case(name));
    for home in world.repositories.iter().filter(is_meant) {
        hits.extend(home.pull_requests.values().map(|one| Hit::PullRequest(home, one)));
        let issues = home.issues.values().filter(|one| one.fate.is_none());
        hits.extend(issues.map(|one| Hit::Issue(home, one)));
    }
    for word in &words {
        let mut kept = Vec::new();
        for hit in hits {
            if hit.matches(word)? {
                kept.push(hit);
            }
        }
        hits = kept;
    }
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.created()));
    let nodes = hits.into_iter().map(|hit| match hit {
        Hit::Issue(home, one) => issue(world, home, one),
        Hit::PullRequest(home, one) => pull_request(world, home, one),
    });
    Ok(Value::Connection(nodes.collect::<Vec<Node<'w>>>()))
}

impl<'w> Hit<'w> {
    fn created(self) -> Timestamp {
        time(match self {
            Self::Issue(_, one) => &one.created_at,
            Self::PullRequest(_, one) => &one.created_at,
        })
    }

    fn ended(self) -> Option<Timestamp> {
        match self {
            Self::Issue(..) => None,
            Self::PullRequest(_, one) => one.ended_at().map(time),
        }
    }

    fn updated(self) -> Timestamp {
        let Self::Issue(_, one) = self else { return self.ended().unwrap_or_else(|| self.created()) };
        let comments = one.comments.iter().map(|comment| time(&comment.at));
        let events = one.events.iter().map(|event| time(&event.at));
        comments.chain(events).max().unwrap_or_default().max(self.created())
    }

    fn author(self) -> &'w Actor {
        match self {
            Self::Issue(_, one) => &one.author,
            Self::PullRequest(_, one) => &one.author,
        }
    }

    fn labels(self) -> &'w [String] {
        match self {
            Self::Issue(_, one) => &one.labels,
            Self::PullRequest(_, one) => &one.labels,
        }
    }

    fn is_open(self) -> bool {
        match self {
            Self::Issue(_, one) => one.is_open,
            Self::PullRequest(_, one) => one.state == State::Open,
        }
    }

    fn matches(self, word: &str) -> Result<bool, FieldError> {
        let (key, value) = word.split_once(':').ok_or_else(|| wrong(&format!("words such as `{word}`")))?;
        Ok(match (key, value) {
            ("repo", _) => true,
            ("is", "pr") => matches!(self, Self::PullRequest(..)),
            ("is", "issue") => matches!(self, Self::Issue(..)),
            ("is", "open") => self.is_open(),
            ("is", "closed") => !self.is_open(),
            ("author", login) => {
                matches!(self.author(), Actor::User(author) if author.eq_ignore_ascii_case(login))
            }
            ("label", name) => self.labels().iter().any(|label| label.eq_ignore_ascii_case(name.trim_matches('"'))),
            ("created", range) => in_range(self.created(), range)?,
            ("updated", range) => in_range(self.updated(), range)?,
            ("closed", range) => match self.ended() {
                Some(ended) => in_range(ended, range)?,
                None => false,
            },
            _ => return Err(wrong(&format!("`{word}`"))),
        })
    }
}

fn wrong(what: &str) -> FieldError {
    FieldError { message: format!("the fake does not know how to search: {what}") }
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("a test gives times as RFC 3339")
}

/// Reads `A..B`, `>A`, `>=A`, `<A`, `<=A`; a time has a date, a time of day and an offset.
fn in_range(when: Timestamp, range: &str) -> Result<bool, FieldError> {
    let read = |text: &str| text.parse::<Timestamp>().map_err(|_| wrong(&format!("the time `{text}`")));
    Ok(if let Some((from, until)) = range.split_once("..") {
        read(from)? <= when && when <= read(until)?
    } else if let Some(from) = range.strip_prefix(">=") {
        when >= read(from)?
    } else if let Some(until) = range.strip_prefix("<=") {
        when <= read(until)?
    } else if let Some(from) = range.strip_prefix('>') {
        when > read(from)?
    } else {
        when < read(range.strip_prefix('<').ok_or_else(|| wrong(range))?)?
    })
}

/// Splits a search into words; spaces in quotation marks are a part of one.
fn words(query: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted) = (Vec::new(), String::new(), false);
    for letter in query.chars().chain([' ']) {
        is_quoted ^= letter == '"';
        if letter == ' ' && !is_quoted {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        } else {
            word.push(letter);
        }
    }
    words
}
