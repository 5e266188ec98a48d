//! How a run begins: its line, its people, its document.

use serde::{Deserialize, Serialize};

use crate::core::version::ReleaseKind;

/// How a run began: what it is about, and what it is held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The format of the log.
    pub format: u32,
    /// The version that is released; `next` while it is not known.
    pub version: String,
    /// What kind of release it is.
    pub kind: ReleaseKind,
    /// Whether it mends a vulnerability.
    pub security: bool,
    /// Where it is cut from.
    pub line: Line,
    /// The document, relative to the top of the repository.
    pub file: String,
    /// The title of the procedure that is followed.
    pub procedure: String,
    /// Who takes part besides the release shepherd, who is the writer of this event.
    pub people: People,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// Whether nobody else may know of it before it is out: it is kept off every shared place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The steps, for comparing only.
    pub checklist: Vec<SnapshotStep>,
}

/// The line that a run is cut from. Fixed for the whole run, whatever the document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The branch.
    pub branch: String,
    /// The canonical remote; `None` where there is none.
    pub remote: Option<String>,
    /// The newest release tag on the line; `None` before the first release.
    pub previous_tag: Option<String>,
}

/// Who takes part, by login. The words are those of the design: a sponsor is no mentor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Helps the release shepherd through it.
    #[serde(default)]
    pub mentors: Vec<String>,
    /// Put the release shepherd's name forward.
    #[serde(default)]
    pub sponsors: Vec<String>,
    /// Watches to learn.
    #[serde(default)]
    pub shadows: Vec<String>,
}

/// A step as it was when the checklist was read: enough to see what changed, not enough to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotStep {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The heading it stands under.
    pub phase: String,
    /// SHA-256 of its text, in hexadecimal.
    pub digest: String,
}
