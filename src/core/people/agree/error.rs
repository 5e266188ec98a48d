//! Why two people are not paired.

use crate::core::people::When;
use crate::failure::{Failure, Kind};

/// Why two people are not paired so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PairingError {
    /// It was accepted before.
    #[error("@{mentor} accepted the pairing with @{mentee} already")]
    Accepted {
        /// Who helps.
        mentor: String,
        /// Who learns.
        mentee: String,
    },
    /// It was asked for before, and goes on.
    #[error("@{mentee} asked @{mentor} already")]
    Asked {
        /// Who helps.
        mentor: String,
        /// Who learns.
        mentee: String,
    },
    /// Both help each other, and nobody knows which of the two is meant.
    #[error("@{one} and @{other} are paired both ways")]
    BothWays {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// It ended before.
    #[error("the pairing of @{mentor} and @{mentee} has ended")]
    Ended {
        /// Who helps.
        mentor: String,
        /// Who learns.
        mentee: String,
    },
    /// There is none of these two.
    #[error("@{me} and @{other} are not paired")]
    None {
        /// Who wants it.
        me: String,
        /// The other.
        other: String,
    },
    /// Nobody asked for it.
    #[error("@{mentee} has not asked you, @{me}")]
    NotAsked {
        /// Who wants to accept.
        me: String,
        /// Who did not ask.
        mentee: String,
    },
    /// Who learns asks, and nobody else.
    #[error("@{mentee} is the one who asks @{mentor}, and you are @{me}")]
    NotMentee {
        /// Who wants to ask.
        me: String,
        /// Who would be asked.
        mentor: String,
        /// Who would learn.
        mentee: String,
    },
    /// Somebody else's word is needed.
    #[error("@{mentee} asked @{mentor}, who alone can accept, and you are @{me}")]
    NotMentor {
        /// Who wants to accept.
        me: String,
        /// Who was asked.
        mentor: String,
        /// Who asked.
        mentee: String,
    },
    /// It is of two other people.
    #[error("the pairing of @{mentor} and @{mentee} is theirs, and you are @{me}")]
    NotYours {
        /// Who wants it.
        me: String,
        /// Who helps.
        mentor: String,
        /// Who learns.
        mentee: String,
    },
    /// A check-in that is over.
    #[error("{0} is past, and the next check-in is to come")]
    Past(When),
    /// Nobody pairs with themselves.
    #[error("@{0} cannot be their own mentor")]
    Oneself(String),
}

impl From<PairingError> for Failure {
    fn from(error: PairingError) -> Self {
        let (kind, hint) = match &error {
            PairingError::Accepted { .. } => {
                (Kind::Refused, "nothing was changed; `--check-in WHEN` and `--stage STAGE` change it".to_owned())
            }
            PairingError::Asked { mentor, .. } => (
                Kind::Refused,
                format!("nothing was changed; `shepherd people pair {mentor} --check-in WHEN --how TEXT` changes it"),
            ),
            PairingError::BothWays { one, other } => {
                (Kind::Usage, format!("say which one, mentor first: `{one}--{other}` or `{other}--{one}`"))
            }
            PairingError::Ended { mentor, .. } => (
                Kind::Refused,
                format!("nothing was changed; the mentee begins another with `shepherd people pair {mentor} --ask`"),
            ),
            PairingError::None { other, .. } => {
                (Kind::Usage, format!("who wants to learn asks who is to help: `shepherd people pair {other} --ask`"))
            }
            PairingError::NotAsked { me, mentee } => (
                Kind::Usage,
                format!("a pairing begins with the mentee: @{mentee} runs `shepherd people pair {me} --ask`"),
            ),
            PairingError::NotMentee { mentor, mentee, .. } => {
                (Kind::Refused, format!("@{mentee} runs `shepherd people pair {mentor} --ask`"))
            }
            PairingError::NotMentor { mentor, mentee, .. } => {
                (Kind::Refused, format!("@{mentor} runs `shepherd people pair {mentee} --accept`"))
            }
            PairingError::NotYours { .. } => (Kind::Refused, "nothing was changed; ask one of the two".to_owned()),
            PairingError::Past(_) => (Kind::Usage, "say a time that is to come".to_owned()),
            PairingError::Oneself(_) => (Kind::Usage, "a mentor is somebody else".to_owned()),
        };
        Self::new(kind, error.to_string()).hint(hint)
    }
}
