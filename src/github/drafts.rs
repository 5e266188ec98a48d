//! The draft release of a line: found by its hidden marker, made once, and changed in its place.
//!
//! GitHub shows drafts only to who may write, never by their tag, and takes two of one name: so the list is read to its
//! end, and read again after a draft was made. Of several of one line the oldest stays, and a job removes the one that it
//! made itself.

use std::time::Duration;

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::core::draft::{Choice, Marker, Seen, choose, is_left};
use crate::failure::Failure;
use crate::github::draft_error::DraftError;
use crate::github::rest::{find, list};
use crate::github::write::{Writing, write};
use crate::github::{Client, GithubError, Refusal};

/// The right that drafts need.
pub(super) const RIGHT: &str = "contents: write";

/// So many pages of a hundred releases are read: GitHub shows no more than ten thousand.
const PAGES: usize = 100;

/// What becomes of a draft that is not changed, whoever made it.
const LEFT: &str = "left";

/// How often it is begun anew where somebody else removed what was there.
const ROUNDS: usize = 3;

/// So long after a draft was made the list is read: others may have been about to make one.
const PAUSE: Duration = Duration::from_millis(300);

/// A release that nobody published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[expect(clippy::struct_field_names, reason = "a draft that was published is none any more")]
pub struct Draft {
    id: u64,
    /// The address of its page.
    #[serde(rename = "html_url")]
    pub url: String,
    #[serde(rename = "tag_name")]
    tag: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(rename = "target_commitish", default)]
    target: String,
    #[serde(rename = "draft")]
    is_draft: bool,
    #[serde(rename = "prerelease", default)]
    is_pre_release: bool,
}

/// What a draft is to say.
#[derive(Clone, Copy, Debug)]
pub struct WantedDraft<'a> {
    /// What it is known by, with the job that may make it.
    pub marker: &'a Marker,
    /// The tag that publishing makes; also its title, where it has none yet.
    pub tag: &'a str,
    /// The full id of the commit that the tag goes to.
    pub target: &'a str,
    /// Whether the version is a pre-release.
    pub is_pre_release: bool,
}

/// What became of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What is there now.
    pub draft: Draft,
    /// `created`, `updated`, `unchanged`, or `left`: it stays as it is, and `left` says why.
    pub deed: &'static str,
    /// Why it stays as it is; `None` where that is not so.
    pub left: Option<Untouched>,
    /// The tag that it had before, where that was another one.
    pub was: Option<String>,
    /// The addresses of other drafts of this line, which this job did not make and so did not remove.
    pub others: Vec<String>,
}

/// Why a draft stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untouched {
    /// A person made one of the same tag.
    OfPerson,
    /// It is of a later commit: the job for that one was faster than this one.
    OfLater,
}

impl Kept {
    fn new(draft: Draft, deed: &'static str) -> Self {
        Self { draft, deed, left: None, was: None, others: Vec::new() }
    }

    fn left(draft: Draft, left: Untouched) -> Self {
        Self { left: Some(left), ..Self::new(draft, LEFT) }
    }
}

/// Makes a body from the one that is there, if one is, and the marker that it gets.
pub type Compose<'a> = dyn Fn(Option<&str>, &Marker) -> Result<String, Failure> + 'a;

/// What only the clone knows.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Makes the body.
    pub compose: &'a Compose<'a>,
    /// Says whether the commit with this full id comes after the one that the draft is to be of; `None`: the clone does not
    /// have it.
    pub is_later: &'a dyn Fn(&str) -> Option<bool>,
}

/// Makes the draft of a line, or brings the one up to date that is there, which people may have written into. One
/// of a later commit stays as it is.
pub async fn keep_draft(
    client: &Client,
    project: &str,
    wanted: &WantedDraft<'_>,
    known: &Known<'_>,
) -> Result<Kept, DraftError> {
    for _ in 0..ROUNDS {
        let all = releases(client, project).await?;
        let kept = match choose(&seen(&all), wanted.marker, wanted.tag) {
            Choice::Published { url, was_draft } => {
                return Err(DraftError::Published { tag: wanted.tag.to_owned(), url, was_draft, is_put_back: false });
            }
            Choice::Taken { url, line } => {
                return Err(DraftError::Taken { tag: wanted.tag.to_owned(), line, url });
            }
            Choice::Change { id, others } => match change(client, project, id, wanted, known).await? {
                Some(kept) => Some(Kept { others: lasting(client, project, wanted.marker, others).await?, ..kept }),
                None => None,
            },
            Choice::Make => match all.iter().find(|draft| draft.is_of_people(wanted.tag)) {
                Some(draft) => Some(Kept::left(draft.clone(), Untouched::OfPerson)),
                None => make(client, project, wanted, known.compose).await?,
            },
        };
        if let Some(kept) = kept {
            return Ok(kept);
        }
    }
    Err(DraftError::Restless { project: project.to_owned() })
}

/// Returns those of other drafts that stay: a job that came second is about to remove its own.
async fn lasting(
    client: &Client,
    project: &str,
    marker: &Marker,
    mut others: Vec<String>,
) -> Result<Vec<String>, DraftError> {
    for _ in 0..ROUNDS {
        if others.is_empty() {
            break;
        }
        tokio::time::sleep(PAUSE.min(client.deadline.remaining() / 4)).await;
        let all = releases(client, project).await?;
        let is_there = |url: &String| {
            all.iter().any(|draft| {
                draft.is_draft
                    && draft.url == *url
                    && draft.marker().is_some_and(|found| found.is_of_the_line_of(marker))
            })
        };
        others.retain(is_there);
    }
    Ok(others)
}

/// Makes a draft; `None` where another job made one before, and this one was removed again.
async fn make(
    client: &Client,
    project: &str,
    wanted: &WantedDraft<'_>,
    compose: &Compose<'_>,
) -> Result<Option<Kept>, DraftError> {
    let what = "the draft release";
    let body = compose(None, wanted.marker).map_err(DraftError::Body)?;
    let writing = Writing {
        method: Method::POST,
        path: format!("/repos/{project}/releases"),
        body: json!({
            "tag_name": wanted.tag, "name": wanted.tag, "target_commitish": wanted.target, "body": body, "draft": true,
            "prerelease": wanted.is_pre_release,
        }),
        project,
        what,
    };
    let is_own = |draft: &Draft| draft.marker().is_some_and(|found| found == *wanted.marker);
    let look = async || Ok(releases(client, project).await?.into_iter().find(|draft| is_own(draft)));
    let made = write(client, &writing, read, look).await.map_err(|error| error.lacking(RIGHT))?;
    for attempt in 0..2 {
        tokio::time::sleep(PAUSE.min(client.deadline.remaining() / 4)).await;
        match is_left(&seen(&releases(client, project).await?), wanted.marker, made.id) {
            Some(true) => {
                return Ok(Some(Kept::new(made, "created")));
            }
            Some(false) => {
                remove(client, project, made.id).await?;
                return Ok(None);
            }
            None if attempt == 0 => {}
            None => remove(client, project, made.id).await?,
        }
    }
    Err(DraftError::Unseen { project: project.to_owned() })
}

/// Removes the draft that this job made.
async fn remove(client: &Client, project: &str, id: u64) -> Result<(), DraftError> {
    let what = "the draft release of this job, which is one too many";
    match release(client, project, id, what).await? {
        Some(found) if !found.is_draft => return Err(found.is_published(false)),
        _ => {}
    }
    let path = format!("/repos/{project}/releases/{id}");
    let writing = Writing { method: Method::DELETE, path, body: Value::Null, project, what };
    let look = async || Ok(release(client, project, id, what).await?.is_none().then_some(()));
    match write(client, &writing, |_| Some(()), look).await {
        // Somebody else was faster.
        Ok(()) | Err(GithubError::Refused { why: Refusal::NotThere, .. }) => Ok(()),
        Err(error) => Err(error.lacking(RIGHT).into()),
    }
}

/// Brings a draft up to date; `None` where it is gone.
async fn change(
    client: &Client,
    project: &str,
    id: u64,
    wanted: &WantedDraft<'_>,
    known: &Known<'_>,
) -> Result<Option<Kept>, DraftError> {
    let what = "the draft release";
    // As it is now: between the list and this moment somebody may have written, or published it.
    let Some(before) = release(client, project, id, what).await? else { return Ok(None) };
    if !before.is_draft {
        return Err(before.is_published(false));
    }
    if is_later(client, project, &before, wanted, known).await {
        return Ok(Some(Kept::left(before, Untouched::OfLater)));
    }
    // The job that made it may still be about to find out that it did.
    let marker = Marker { job: before.marker().and_then(|marker| marker.job), ..wanted.marker.clone() };
    let body = (known.compose)(Some(before.body.as_deref().unwrap_or_default()), &marker).map_err(DraftError::Body)?;
    let after = Draft {
        name: Some(before.title_for(wanted.tag)),
        tag: wanted.tag.to_owned(),
        target: wanted.target.to_owned(),
        // What a person ticked there stays until it becomes another version.
        is_pre_release: if before.tag == wanted.tag { before.is_pre_release } else { wanted.is_pre_release },
        body: Some(body),
        ..before.clone()
    };
    let was = (before.tag != after.tag).then(|| before.tag.clone());
    if before.says(&after) {
        return Ok(Some(Kept { was, ..Kept::new(before, "unchanged") }));
    }
    let changed = match send(client, project, &after, what).await {
        // It was there a moment ago: either somebody deleted it, or the token lacks a right.
        Err(GithubError::Refused { why: Refusal::NotThere, .. })
            if release(client, project, id, what).await?.is_none() =>
        {
            return Ok(None);
        }
        sent => sent.map_err(|error| error.lacking(RIGHT))?,
    };
    if !changed.is_draft {
        send(client, project, &before, what).await.map_err(|error| error.lacking(RIGHT))?;
        return Err(before.is_published(true));
    }
    Ok(Some(Kept { was, ..Kept::new(changed, "updated") }))
}

/// Says whether a draft is of a commit that comes after the one that is wanted, as the clone knows, or else GitHub. Where
/// nobody knows, it is not.
async fn is_later(client: &Client, project: &str, draft: &Draft, wanted: &WantedDraft<'_>, known: &Known<'_>) -> bool {
    // A person may have chosen a branch.
    let is_id = draft.target.len() == wanted.target.len() && draft.target.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id || draft.target == wanted.target {
        return false;
    }
    if let Some(is_later) = (known.is_later)(&draft.target) {
        return is_later;
    }
    // The second page lists no files.
    let path = format!("compare/{}...{}?per_page=1&page=2", wanted.target, draft.target);
    let found = find(client, project, &path, "the commit of the draft release").await;
    found.ok().flatten().is_some_and(|found| found.get("status").and_then(Value::as_str) == Some("ahead"))
}

/// Sends all of a draft but whether it is one: it must not take back that somebody published it.
async fn send(client: &Client, project: &str, draft: &Draft, what: &str) -> Result<Draft, GithubError> {
    let writing = Writing {
        method: Method::PATCH,
        path: format!("/repos/{project}/releases/{}", draft.id),
        body: json!({
            "tag_name": draft.tag, "name": draft.name, "target_commitish": draft.target, "body": draft.body,
            "prerelease": draft.is_pre_release,
        }),
        project,
        what,
    };
    let look = async || Ok(release(client, project, draft.id, what).await?.filter(|found| found.says(draft)));
    write(client, &writing, read, look).await
}

impl Draft {
    fn marker(&self) -> Option<Marker> {
        self.body.as_deref().and_then(Marker::find)
    }

    /// Returns its title once it is for `tag`: what people made of it stays, and the version in it changes.
    fn title_for(&self, tag: &str) -> String {
        match self.name.as_deref().filter(|name| !name.trim().is_empty()) {
            Some(name) if self.tag == tag => name.to_owned(),
            Some(name) if !self.tag.is_empty() && name.contains(&self.tag) => name.replace(&self.tag, tag),
            _ => tag.to_owned(),
        }
    }

    /// Says whether it is a draft of this tag that no job made.
    fn is_of_people(&self, tag: &str) -> bool {
        self.is_draft && self.tag == tag && self.marker().is_none()
    }

    /// Compares what is written; GitHub may have given the lines other ends.
    fn says(&self, other: &Self) -> bool {
        let lines = |draft: &Self| -> Vec<String> {
            draft.body.as_deref().unwrap_or_default().trim_end().lines().map(str::to_owned).collect()
        };
        let told = |draft: &Self| (draft.tag.clone(), draft.name.clone(), draft.target.clone(), draft.is_pre_release);
        told(self) == told(other) && lines(self) == lines(other)
    }

    fn is_published(&self, is_put_back: bool) -> DraftError {
        let (tag, url) = (self.tag.clone(), self.url.clone());
        DraftError::Published { tag, url, was_draft: true, is_put_back }
    }
}

fn seen(releases: &[Draft]) -> Vec<Seen<'_>> {
    let seen = releases.iter().map(|draft| Seen {
        id: draft.id,
        is_draft: draft.is_draft,
        tag: &draft.tag,
        url: &draft.url,
        body: draft.body.as_deref().unwrap_or_default(),
    });
    seen.collect()
}

/// Returns the releases of a repository, drafts among them where the token sees them.
async fn releases(client: &Client, project: &str) -> Result<Vec<Draft>, GithubError> {
    let what = "the releases";
    let (found, _) = list(client, project, "releases", None, PAGES, what).await?;
    let last = || "parts of the answer were missing".to_owned();
    let gave_up = || GithubError::GaveUp { attempts: 1, last: last(), missing: what.to_owned() };
    // One that is not understood could be the draft of this line, so it is not passed over.
    found.iter().map(|release| read(release).ok_or_else(gave_up)).collect()
}

async fn release(client: &Client, project: &str, id: u64, what: &str) -> Result<Option<Draft>, GithubError> {
    let found = find(client, project, &format!("releases/{id}"), what).await?;
    Ok(found.as_ref().and_then(read))
}

fn read(answer: &Value) -> Option<Draft> {
    serde_json::from_value(answer.clone()).ok()
}
