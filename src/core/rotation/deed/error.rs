//! Why something cannot be done with a slot.

use std::fmt;

use crate::core::people::Rung;
use crate::failure::{Failure, Kind};

/// What an error calls a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotName {
    /// What names it within its project.
    pub id: String,
    /// What a command is given so that it means this slot.
    pub argument: String,
}

impl fmt::Display for SlotName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.id)
    }
}

/// Why something cannot be done with a slot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// The person is away on its days.
    #[error("@{who} is away on {when}, and slot {slot} is then")]
    Away {
        /// The slot.
        slot: SlotName,
        /// The login.
        who: String,
        /// Its days.
        when: String,
        /// Whether it is theirs, or offered to them.
        has_it: bool,
    },
    /// It does not take place.
    #[error("slot {slot} is cancelled")]
    Cancelled {
        /// The slot.
        slot: SlotName,
    },
    /// It was released.
    #[error("slot {slot} is done: {release} is released")]
    Done {
        /// The slot.
        slot: SlotName,
        /// The tag of the release.
        release: String,
    },
    /// The person does not take part on its days.
    #[error("@{who} is not active on {when}, and slot {slot} is then")]
    Inactive {
        /// The slot.
        slot: SlotName,
        /// The login.
        who: String,
        /// Its days.
        when: String,
        /// Whether it is theirs, or offered to them.
        has_it: bool,
    },
    /// The person has not come far enough, and nobody mentors them.
    #[error("slot {slot} takes {needed}, and @{who} is {has} without a mentor who could be beside them")]
    NeedsMentor {
        /// The slot.
        slot: SlotName,
        /// The login.
        who: String,
        /// How far they are.
        has: Rung,
        /// How far they would have to be.
        needed: Rung,
    },
    /// The person that was named cannot mentor in it.
    #[error("@{who} cannot be the mentor in slot {slot}")]
    NoMentor {
        /// The slot.
        slot: SlotName,
        /// The login.
        who: String,
    },
    /// Nobody has it, so nobody can pass it on.
    #[error("nobody has slot {slot}")]
    Nobody {
        /// The slot.
        slot: SlotName,
    },
    /// It is not offered to the person.
    #[error("slot {slot} is not offered to @{who}{}", offered_to.as_ref().map(|login| format!(", but to @{login}")).unwrap_or_default())]
    NotTheirs {
        /// The slot.
        slot: SlotName,
        /// The login.
        who: String,
        /// Who it is offered to.
        offered_to: Option<String>,
    },
    /// They have it already.
    #[error("@{who} has slot {slot} already")]
    Same {
        /// The slot.
        slot: SlotName,
        /// The login.
        who: String,
    },
    /// Nobody knows the person.
    #[error("@{who} is not in the records")]
    Unknown {
        /// The login.
        who: String,
    },
}

impl From<SlotError> for Failure {
    fn from(error: SlotError) -> Self {
        let kind = if matches!(error, SlotError::Unknown { .. }) { Kind::Usage } else { Kind::Refused };
        let failure = Self::new(kind, error.to_string());
        match &error {
            SlotError::Away { slot: SlotName { argument, .. }, has_it: false, .. }
            | SlotError::Inactive { slot: SlotName { argument, .. }, has_it: false, .. } => {
                failure.hint(format!("`shepherd rotation who --slot {argument}` shows who may take it"))
            }
            SlotError::Away { slot: SlotName { argument, .. }, who, .. }
            | SlotError::Inactive { slot: SlotName { argument, .. }, who, .. } => failure.hint(format!(
                "let somebody else have it: `shepherd rotation decline {argument} --as {who}` offers it to the next, \
                 `shepherd rotation swap {argument} --with LOGIN` passes it on"
            )),
            SlotError::Cancelled { .. } => failure.hint("`shepherd rotation list` shows those that take place"),
            SlotError::Done { .. } => failure.hint("`shepherd rotation list` shows what is ahead"),
            SlotError::NeedsMentor { slot: SlotName { argument, .. }, .. } => {
                failure.hint("`shepherd people pair LOGIN --ask` asks somebody to be their mentor").hint(format!(
                    "or name one for this slot with `--mentor LOGIN`, where you volunteer or swap; `shepherd rotation who --slot {argument}` shows who may"
                ))
            }
            SlotError::NoMentor { slot: SlotName { argument, .. }, .. } => failure
                .hint(format!("`shepherd rotation who --slot {argument} --explain` shows who may, and why others may not")),
            SlotError::Nobody { slot: SlotName { argument, .. } }
            | SlotError::NotTheirs { slot: SlotName { argument, .. }, .. } => {
                failure.hint(format!("`shepherd rotation volunteer {argument}` takes it, where nobody accepted it"))
            }
            SlotError::Same { .. } => failure.hint("nothing was changed"),
            SlotError::Unknown { who } => failure
                .hint(format!("`shepherd people add {who}` adds them; `shepherd people list` shows who is there")),
        }
    }
}
