//! What is known of one step of a run.

use jiff::Timestamp;

use crate::core::run::event::{Deed, How, Proof};

/// What is known of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRecord {
    /// Where it stands.
    pub state: StepState,
    /// The login of who settled it.
    pub done_by: Option<String>,
    /// When it was settled.
    pub settled: Option<Timestamp>,
    /// Each time that its commands ran.
    pub attempts: Vec<Attempt>,
    /// What was noted about it.
    pub notes: Vec<String>,
    /// Checks that were put aside: check and reason.
    pub overrides: Vec<(String, String)>,
    /// Who agreed to it, by login, as whoever did it said.
    pub agreed: Vec<String>,
    /// What another person was asked to agree to, each time.
    pub asked: Vec<Asked>,
    /// What other people agreed to. Whether one counts is decided when it is needed.
    pub agreements: Vec<Agreement>,
    /// The blocks of commands that are behind it, by the SHA-256 of their text in the document: they ended well, or were
    /// left out.
    pub behind: Vec<String>,
    /// The block that began last, by the same.
    pub began: String,
    /// How often it was reopened or taken back.
    pub reopened: usize,
    /// The time that it waits for, or waited for.
    pub until: Option<Timestamp>,
    /// How it was done, where it waits since.
    pub deed: Option<Deed>,
    /// Whether a block of its commands ended well.
    pub has_run: bool,
}

/// Where a step stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Nobody began.
    #[default]
    Todo,
    /// Its commands began, and nobody knows how they ended: a person decides.
    Unknown,
    /// Its commands ran and did not end well.
    Failed {
        /// How they ended: `exit code 1`.
        end: String,
    },
    /// A block of its commands ended well or was left out, and nobody said yet that the step is done.
    Ran,
    /// It is done, and counts once the time has come.
    Waiting {
        /// The time.
        until: Timestamp,
    },
    /// It is done.
    Done {
        /// How.
        how: How,
        /// Whether that was proven.
        proof: Proof,
        /// What proved it.
        evidence: String,
    },
    /// It was left out.
    Skipped {
        /// Why.
        reason: String,
        /// Whether its conditions decided.
        by_condition: bool,
    },
}

/// One time that the commands of a step ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When they began.
    pub began: Timestamp,
    /// When they ended; `None` where nobody knows.
    pub ended: Option<Timestamp>,
    /// How long they took, in milliseconds.
    pub milliseconds: u64,
    /// How they ended: `exit code 0`, `interrupted`; empty where nobody knows.
    pub end: String,
    /// Who ran them.
    pub who: String,
}

impl StepState {
    /// Says whether nothing is left to do.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Skipped { .. })
    }

    /// Returns the word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Unknown => "unknown",
            Self::Failed { .. } => "failed",
            Self::Ran => "ran",
            Self::Waiting { .. } => "waiting",
            Self::Done { .. } => "done",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// One time that another person was asked to agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// SHA-256 of the request, in hexadecimal.
    pub digest: String,
    /// The request as canonical JSON.
    pub request: String,
    /// Who asked: a login.
    pub who: String,
    /// Whose agreement counts, by login; empty: anybody else's does.
    pub of: Vec<String>,
    /// When.
    pub when: Timestamp,
}

/// What another person agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The identity of the event that says so: its commit in the store may be signed.
    pub event: String,
    /// The digest of the request that they saw.
    pub digest: String,
    /// Who: a login.
    pub by: String,
    /// The address of the comment that says so, where the word was given on GitHub.
    pub comment: Option<String>,
    /// When.
    pub when: Timestamp,
}
