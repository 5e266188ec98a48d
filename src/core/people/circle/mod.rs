//! A circle: people who meet again and again to support each other, or to triage with whoever comes.

mod calendar;
mod edit;
mod meeting;
mod overlap;
mod suggest;
mod triagers;

pub use calendar::{check_in_event, circle_events};
pub use edit::{CircleChange, CircleError};
pub use meeting::{Every, EveryError, Meeting, Occurrence, occurrences};
pub use overlap::{Overlap, overlap, overlaps};
pub use suggest::{Attendee, Suggestion, Waking, WakingError, suggest};
pub use triagers::{IssueName, TriageSearch, Triager};

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

/// A circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// What it is called: small letters, digits and hyphens. Its file is named after it.
    pub name: String,
    /// What it is for.
    pub kind: CircleKind,
    /// Whether only those who were invited may sign up.
    pub by_invitation: bool,
    /// The projects that it is about, as `owner/name`; empty for all.
    pub projects: Vec<String>,
    /// The logins of those who signed up.
    pub members: Vec<String>,
    /// The logins of those who may sign up, where it is by invitation.
    pub invited: Vec<String>,
    /// When they meet; `None` as long as that is open.
    pub meeting: Option<Meeting>,
    /// When they met before that was changed: calendars keep what they are not told of.
    pub former: Vec<Meeting>,
    /// How they meet: an address, a room; may be empty.
    pub how: String,
    /// Since when there is the circle.
    pub since: Option<Date>,
    /// The last day on which it may meet.
    pub until: Option<Date>,
    /// How often what its calendar says was changed.
    pub sequence: u32,
    /// When that was changed last.
    pub changed: Option<Timestamp>,
}

/// What a circle is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CircleKind {
    /// People with the same task support each other.
    PeerSupport,
    /// Somebody who knows triage is there for whoever comes.
    Triage,
}

/// A text that is no kind of a circle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of peer-support, triage")]
pub struct CircleKindError(pub String);

impl CircleKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::PeerSupport, Self::Triage];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::PeerSupport => "peer-support",
            Self::Triage => "triage",
        }
    }

    /// Returns what its meetings are called.
    pub fn title(self) -> &'static str {
        match self {
            Self::PeerSupport => "Peer support",
            Self::Triage => "Triage office hours",
        }
    }
}

impl fmt::Display for CircleKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for CircleKind {
    type Err = CircleKindError;

    fn from_str(text: &str) -> Result<Self, CircleKindError> {
        Self::ALL.into_iter().find(|kind| kind.word() == text).ok_or_else(|| CircleKindError(text.to_owned()))
    }
}

impl Circle {
    /// Says whether a person signed up.
    pub fn has(&self, login: &str) -> bool {
        self.members.iter().any(|member| member.eq_ignore_ascii_case(login))
    }

    /// Says whether the circle is over on a day.
    pub fn is_over(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}

/// Says whether a text can be the name of a circle: small letters, digits and single hyphens, at most 39.
pub fn is_circle_name(text: &str) -> bool {
    text.parse::<crate::core::people::Login>().is_ok_and(|login| login.as_str() == text)
        && !text.bytes().any(|byte| byte.is_ascii_uppercase())
}
