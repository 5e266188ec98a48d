//! The changelog as values: what `--format json` prints, and what every template is given.

use serde::Serialize;

use crate::core::changelog::accounting::Accounting;

/// The version of the JSON form. It grows by one when a field changes its meaning or goes away; new fields do not
/// change it.
pub const SCHEMA: u32 = 1;

/// The changelog of one range.
#[derive(Clone, Debug, Serialize)]
pub struct Changelog {
    /// [`SCHEMA`].
    pub schema: u32,
    /// `owner/name`, where the remote tells it.
    pub project: Option<String>,
    /// The version that the head of the range was released as, or the one that was asked for; `None` while unreleased.
    pub version: Option<String>,
    /// The civil date of the release as `YYYY-MM-DD`, in the time zone of the tag; `None` while unreleased.
    pub date: Option<String>,
    /// Both ends of the range.
    pub range: Range,
    /// The sections that have at least one change, in the order of the configuration.
    pub sections: Vec<Section>,
    /// Logins (names, where no login is known) of everybody credited, sorted without regard to case.
    pub contributors: Vec<String>,
    /// Those of `contributors` whose first merged change is in this range; empty unless it was asked for.
    pub first_time_contributors: Vec<String>,
    /// Where each pull request and each commit of the range ended.
    pub accounting: Accounting,
    /// Where the details came from.
    pub source: Source,
}

/// Both ends of a range: commits reachable from `head` and not from `base`.
#[derive(Clone, Debug, Serialize)]
pub struct Range {
    /// The name of the base as it was given or found; `None` when the range begins with the history.
    pub base: Option<String>,
    /// The name of the head as it was given.
    pub head: String,
    /// The tag of the head: the one it has, or the one that the named version is going to get.
    pub tag: Option<String>,
    /// The full object id of the base commit.
    pub base_commit: Option<String>,
    /// The full object id of the head commit.
    pub head_commit: String,
}

/// The changes under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The stable name of the section, e.g. `bug`.
    pub key: String,
    /// The heading, e.g. `Bugs fixed`.
    pub title: String,
    /// The changes, newest number first or in merge order.
    pub changes: Vec<Change>,
}

/// One change as a reader of the changelog sees it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Change {
    /// The pull request number that is shown (for a backport: the original's); `None` for a direct commit.
    pub number: Option<u64>,
    /// The title, exactly as its author wrote it; escaped only where it is written.
    pub title: String,
    /// The web address of the pull request or commit, where the project is known.
    pub url: Option<String>,
    /// The login of the author, never of the person who merged; `None` where it is not known.
    pub author: Option<String>,
    /// The author's name from git, where no login is known.
    pub author_name: Option<String>,
    /// The others who took part, without the author.
    pub credits: Vec<Credit>,
    /// The labels on GitHub, sorted.
    pub labels: Vec<String>,
    /// The full object id of the commit that brought the change into the range.
    pub commit: String,
    /// When it was merged, RFC 3339 in UTC.
    pub merged_at: Option<String>,
    /// The backport's own number, when `number` is the original's.
    pub backport: Option<u64>,
    /// The versions of other lines that had this change before, oldest first.
    pub also_in: Vec<String>,
}

/// One person who took part in a change.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Credit {
    /// The GitHub login.
    pub login: String,
    /// What they did.
    pub role: Role,
}

/// What a person did for a change that another person wrote.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Wrote some of its commits (a `Co-authored-by:` trailer).
    CoAuthored,
    /// Reviewed it.
    Reviewed,
    /// Merged it.
    Merged,
    /// Took part in the discussion.
    Commented,
}

/// Where the details of a changelog came from.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Source {
    /// Whether GitHub was asked.
    pub github: bool,
    /// How many HTTP requests were sent to GitHub, retries included.
    pub requests: usize,
    /// What could not be known, in words: `labels`, `reviewers`, …
    pub missing: Vec<String>,
}
