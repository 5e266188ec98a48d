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
use crate::failure::{Failure, Kind};
use crate::github::rest::{find, list};
use crate::github::write::{Writing, write};
use crate::github::{Client, GithubError};

/// The right that drafts need.
const RIGHT: &str = "contents: write";

/// So many pages of a hundred releases are read: GitHub shows no more than ten thousand.
const PAGES: usize = 100;

/// What becomes of a draft that a person made.
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
    /// `created`, `updated`, `unchanged`, or `left`: a person made one of the same tag, and it stays as it is.
    pub deed: &'static str,
    /// The tag that it had before, where that was another one.
    pub was: Option<String>,
    /// The addresses of other drafts of this line, which this job did not make and so did not remove.
    pub others: Vec<String>,
}

/// Why there is no draft, or not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// GitHub did not do it.
    #[error("{0}")]
    Github(#[from] GithubError),
    /// The body could not be made.
    #[error("{}", .0.message)]
    Body(Failure),
    /// What stands under the tag is published.
    #[error("{}", published(.tag, *.was_draft, *.is_put_back))]
    Published {
        /// The tag.
        tag: String,
        /// The address of its page.
        url: String,
        /// Whether it was the draft of this line.
        was_draft: bool,
        /// Whether it was published in the moment in which it was changed, and has again what it had.
        is_put_back: bool,
    },
    /// The token may make drafts, and does not see them: it would make another one each time.
    #[error("the draft release of {project}: the token does not see drafts, so none was left there")]
    Unseen {
        /// `owner/name`.
        project: String,
    },
    /// Others remove what is there again and again.
    #[error("the draft release of {project}: somebody else removed it again and again")]
    Restless {
        /// `owner/name`.
        project: String,
    },
}

fn published(tag: &str, was_draft: bool, is_put_back: bool) -> String {
    match (was_draft, is_put_back) {
        (_, true) => format!(
            "somebody published the draft of {tag} in the moment in which it was brought up to date; it has the words \
             again that were published"
        ),
        (true, _) => format!("somebody published the draft of {tag} meanwhile; a published release is never changed"),
        (false, _) => format!("{tag} is released on GitHub already; a published release is never changed"),
    }
}

impl Kept {
    /// Says whether a person made it, so that it was left as it is.
    pub fn is_left(&self) -> bool {
        self.deed == LEFT
    }
}

impl From<DraftError> for Failure {
    fn from(error: DraftError) -> Self {
        let message = error.to_string();
        match error {
            DraftError::Github(error) => error.into(),
            DraftError::Body(failure) => failure,
            DraftError::Published { url, .. } => Self::new(Kind::Refused, message)
                .hint(format!("look at {url}"))
                .hint("`git fetch --tags` brings its tag here; the next draft is of what comes after it"),
            DraftError::Unseen { .. } => Self::new(Kind::Outside, message).hint(format!(
                "the token needs `{RIGHT}`: in a workflow, give it to the job: `permissions:` with `{RIGHT}` in it"
            )),
            DraftError::Restless { .. } => Self::new(Kind::Outside, message)
                .hint("see who else writes drafts there, and let one job do it at a time (`concurrency:`)"),
        }
    }
}

/// Makes a body from the one that is there, if one is, and the marker that it gets.
pub type Compose<'a> = dyn Fn(Option<&str>, &Marker) -> Result<String, Failure> + 'a;

/// Makes the draft of a line, or brings the one up to date that is there. `compose` makes the body from the one that is
/// there, which people may have written into.
pub async fn keep_draft(
    client: &Client,
    project: &str,
    wanted: &WantedDraft<'_>,
    compose: &Compose<'_>,
) -> Result<Kept, DraftError> {
    for _ in 0..ROUNDS {
        let all = releases(client, project).await?;
        let kept = match choose(&seen(&all), wanted.marker, wanted.tag) {
            Choice::Published { url, was_draft } => {
                return Err(DraftError::Published { tag: wanted.tag.to_owned(), url, was_draft, is_put_back: false });
            }
            Choice::Change { id, others } => change(client, project, id, wanted, others, compose).await?,
            Choice::Make => match all.iter().find(|draft| draft.is_of_people(wanted.tag)) {
                Some(draft) => Some(Kept { draft: draft.clone(), deed: LEFT, was: None, others: Vec::new() }),
                None => make(client, project, wanted, compose).await?,
            },
        };
        if let Some(kept) = kept {
            return Ok(kept);
        }
    }
    Err(DraftError::Restless { project: project.to_owned() })
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
                return Ok(Some(Kept { draft: made, deed: "created", was: None, others: Vec::new() }));
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
        Ok(()) | Err(GithubError::Refused { why: super::Refusal::NotThere, .. }) => Ok(()),
        Err(error) => Err(error.lacking(RIGHT).into()),
    }
}

/// Brings a draft up to date; `None` where it is gone.
async fn change(
    client: &Client,
    project: &str,
    id: u64,
    wanted: &WantedDraft<'_>,
    others: Vec<String>,
    compose: &Compose<'_>,
) -> Result<Option<Kept>, DraftError> {
    let what = "the draft release";
    // As it is now: between the list and this moment somebody may have written, or published it.
    let Some(before) = release(client, project, id, what).await? else { return Ok(None) };
    if !before.is_draft {
        return Err(before.is_published(false));
    }
    // The job that made it may still be about to find out that it did.
    let marker = Marker { job: before.marker().and_then(|marker| marker.job), ..wanted.marker.clone() };
    let body = compose(Some(before.body.as_deref().unwrap_or_default()), &marker).map_err(DraftError::Body)?;
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
        return Ok(Some(Kept { draft: before, deed: "unchanged", was, others }));
    }
    let changed = send(client, project, &after, what).await?;
    if !changed.is_draft {
        send(client, project, &before, what).await?;
        return Err(before.is_published(true));
    }
    Ok(Some(Kept { draft: changed, deed: "updated", was, others }))
}

/// Sends all of a draft but whether it is one: it must not take back that somebody published it.
async fn send(client: &Client, project: &str, draft: &Draft, what: &str) -> Result<Draft, DraftError> {
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
    write(client, &writing, read, look).await.map_err(|error| error.lacking(RIGHT).into())
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
