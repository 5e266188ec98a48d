//! Two people, one of whom helps the other to become able to release.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::core::people::CheckIn;
use crate::failure::{Failure, Kind};

/// A mentor and a mentee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// The login of who helps.
    pub mentor: String,
    /// The login of who learns.
    pub mentee: String,
    /// How far they are.
    pub stage: Stage,
    /// When the mentee asked for it.
    pub asked: Option<Date>,
    /// When the mentor agreed to it.
    pub accepted: Option<Date>,
    /// How it ended.
    pub ended: Option<Ending>,
    /// When they talk next.
    pub next_check_in: Option<CheckIn>,
    /// The time that their check-ins took so far, in minutes, where they noted it.
    pub spent_minutes: Option<u32>,
    /// How often the next check-in was changed.
    pub sequence: u32,
    /// When it was changed last.
    pub changed: Option<Timestamp>,
}

/// The end of a pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// When.
    pub on: Date,
    /// Why; may be empty.
    pub reason: String,
}

/// How far a pairing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// They find out whether they fit.
    Matchmaking,
    /// They talk, and the mentee begins with work.
    Coaching,
    /// The mentee releases, with the mentor at their side.
    CloseInMentoring,
    /// The mentee takes over.
    Succession,
}

/// A text that is no stage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no stage of a pairing")]
pub struct StageError(pub String);

impl From<StageError> for Failure {
    fn from(error: StageError) -> Self {
        Self::new(Kind::Usage, error.to_string()).hint(format!("the stages are {}", Stage::words().join(", ")))
    }
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 4] = [Self::Matchmaking, Self::Coaching, Self::CloseInMentoring, Self::Succession];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Matchmaking => "matchmaking",
            Self::Coaching => "coaching",
            Self::CloseInMentoring => "close-in-mentoring",
            Self::Succession => "succession",
        }
    }

    /// Returns the words for all of them, in their order.
    pub fn words() -> [&'static str; 4] {
        Self::ALL.map(Self::word)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for Stage {
    type Err = StageError;

    fn from_str(text: &str) -> Result<Self, StageError> {
        Self::ALL.into_iter().find(|stage| stage.word() == text).ok_or_else(|| StageError(text.to_owned()))
    }
}

/// Returns how many mentees a person has.
pub fn mentees(pairings: &[Pairing], mentor: &str) -> usize {
    let is_theirs = |pairing: &&Pairing| pairing.is_going_on() && pairing.mentor.eq_ignore_ascii_case(mentor);
    pairings.iter().filter(is_theirs).count()
}

impl Pairing {
    /// Says whether it has not ended; it may still wait for the mentor's word.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// Says whether the mentor has agreed to it and it has not ended.
    pub fn is_going_on(&self) -> bool {
        self.is_open() && self.accepted.is_some()
    }

    /// Says whether a person is one of the two.
    pub fn is_of(&self, login: &str) -> bool {
        self.mentor.eq_ignore_ascii_case(login) || self.mentee.eq_ignore_ascii_case(login)
    }

    /// Returns the login of the other person.
    pub fn other(&self, login: &str) -> &str {
        if self.mentor.eq_ignore_ascii_case(login) { &self.mentee } else { &self.mentor }
    }

    /// Says whether it is of these two, in these roles.
    pub fn is_between(&self, mentor: &str, mentee: &str) -> bool {
        self.mentor.eq_ignore_ascii_case(mentor) && self.mentee.eq_ignore_ascii_case(mentee)
    }

    /// Says whether it is open and the two do not know when they talk next.
    pub fn lacks_check_in(&self, now: Timestamp) -> bool {
        self.is_open() && self.next_check_in.as_ref().is_none_or(|next| next.when.is_past(now))
    }
}
