//! What is known of one release.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::core::ledger::{Confidence, Source};

/// What is known of one release. Lists of people hold logins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// The project, as `owner/name`: the file that holds the record is named after it.
    pub project: String,
    /// The tag, which names the record.
    pub tag: String,
    /// The version.
    pub version: String,
    /// `major`, `minor`, `patch`, `pre-release` or another word; may be empty.
    pub kind: String,
    /// Whether it mends something that can be exploited.
    pub security: bool,
    /// The full hash of the tagged commit; may be empty.
    pub commit: String,
    /// The day of the release.
    pub date: Option<Date>,
    /// Who cut it.
    pub released_by: Vec<String>,
    /// Who was the mentor.
    pub mentored_by: Vec<String>,
    /// Who put the name of whoever cut it forward, and answers for their success. No mentor, and no payer.
    pub sponsored_by: Vec<String>,
    /// Who watched, to learn it.
    pub shadowed_by: Vec<String>,
    /// The organisation that each person was with at the time, by login.
    pub organisations: BTreeMap<String, String>,
    /// How it is known who cut it.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
    /// What somebody wanted to be remembered; may be empty.
    pub notes: String,
    /// The time that the release took those who cut it, in minutes, where they noted it.
    pub spent_minutes: Option<u32>,
}

impl Release {
    /// Returns the login of everybody who took part, in any role; who had two comes twice.
    pub fn everybody(&self) -> impl Iterator<Item = &str> {
        let roles = [&self.released_by, &self.mentored_by, &self.sponsored_by, &self.shadowed_by];
        roles.into_iter().flatten().map(String::as_str)
    }
}
