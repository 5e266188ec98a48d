//! Why somebody is not ranked.

use std::fmt;

use jiff::civil::Date;

use crate::core::people::Rung;
use crate::core::text::plural;

/// Somebody who is not ranked, and each reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The login.
    pub login: String,
    /// Why; at least one.
    pub why: Vec<Exclusion>,
}

/// One reason for which somebody is not ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// The records say that they do not take part then.
    Inactive {
        /// The day on which they do not.
        on: Date,
    },
    /// They are away then. Why is not told.
    Away,
    /// They said that they are unavailable for the slot.
    Declined,
    /// They have not come far enough, and nobody is there to mentor them.
    Rung {
        /// How far they are.
        has: Rung,
        /// How far they would have to be.
        needed: Rung,
    },
    /// They have not come far enough to mentor in it.
    MentorRung {
        /// How far they are.
        has: Rung,
        /// How far they would have to be.
        needed: Rung,
    },
    /// They cut one of the last slots of the project.
    Rests {
        /// Which one.
        what: String,
        /// When.
        on: Date,
        /// For how many slots people rest.
        slots: u32,
    },
    /// They have one of the next slots of the project.
    IsNext {
        /// Which one.
        what: String,
        /// When.
        on: Date,
    },
    /// They take on no more at a time.
    Capacity {
        /// What they have.
        has: u32,
        /// The most that they take on.
        most: u32,
    },
    /// They mentor as many as they take on.
    Mentees {
        /// Whom they have.
        has: u32,
        /// The most that they take on.
        most: u32,
    },
    /// They are the one who cuts it.
    CutsIt,
}

impl Exclusion {
    /// Says whether it is only that they rest, which gives way where nobody else is left.
    pub fn is_rest(&self) -> bool {
        matches!(self, Self::Rests { .. } | Self::IsNext { .. })
    }
}

impl fmt::Display for Exclusion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inactive { on } => write!(formatter, "not active on {on}"),
            Self::Away => formatter.write_str("away"),
            Self::Declined => formatter.write_str("unavailable for this slot"),
            Self::Rung { has, needed } => {
                write!(formatter, "{has}, and it takes {needed}, or a mentor beside")
            }
            Self::MentorRung { has, needed } => write!(formatter, "{has}, and to mentor in it takes {needed}"),
            Self::Rests { what, on, slots: 1 } => {
                write!(formatter, "rests: had {}, the last slot", named(what, *on))
            }
            Self::Rests { what, on, slots } => {
                write!(formatter, "rests: had {}, one of the last {slots} slots", named(what, *on))
            }
            Self::IsNext { what, on } => write!(formatter, "rests: has {}, which comes next", named(what, *on)),
            Self::Capacity { has, most } => {
                let has = usize::try_from(*has).unwrap_or(usize::MAX);
                write!(formatter, "has {} at that time, and takes on at most {most}", plural(has, "slot"))
            }
            Self::Mentees { has, most } => {
                let has = usize::try_from(*has).unwrap_or(usize::MAX);
                write!(formatter, "has {}, and takes on at most {most}", plural(has, "mentee"))
            }
            Self::CutsIt => formatter.write_str("cuts it"),
        }
    }
}

/// Returns what somebody has, and when; many slots are called by their day.
fn named(what: &str, on: Date) -> String {
    if what == on.to_string() { format!("the slot of {on}") } else { format!("{what} on {on}") }
}

impl Excluded {
    /// Returns all reasons in one line.
    pub fn reason(&self) -> String {
        self.why.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}
