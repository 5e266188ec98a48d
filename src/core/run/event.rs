//! What happened in a run, one thing each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::core::run::start::{People, SnapshotStep, Start};
use crate::core::version::ReleaseKind;

/// Something that happened. Written as one line of JSON, and never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Unlike that of any other event: the writer and the sequence number.
    pub id: String,
    /// The clone that wrote it.
    pub writer: String,
    /// Counts the events of this writer in this run, from 1.
    pub sequence: u64,
    /// The login of the person.
    pub who: String,
    /// When. Never before the event that it follows.
    pub when: Timestamp,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The run began. Always the first event.
    Started(Box<Start>),
    /// Somebody opened the guide again.
    Resumed,
    /// The commit that is going to be released was settled.
    Targeted {
        /// Its full hash.
        commit: String,
        /// Why this one.
        reason: String,
    },
    /// Something that the document leaves open was filled in.
    Answered {
        /// The name of the placeholder.
        name: String,
        /// The value.
        value: String,
    },
    /// A built-in check was made.
    Checked {
        /// The step that asked for it; empty at the start of the run.
        step: String,
        /// The name of the check.
        check: String,
        /// What it found.
        outcome: Outcome,
        /// What it saw, in words.
        evidence: String,
    },
    /// A check that did not hold was put aside by a person.
    Overridden {
        /// The step; empty at the start of the run.
        step: String,
        /// The name of the check.
        check: String,
        /// Why.
        reason: String,
    },
    /// A block of commands of a step is about to run.
    Began {
        /// The step.
        step: String,
        /// Which of its blocks of commands, counted from 1.
        block: usize,
        /// SHA-256 of the commands as they ran, in hexadecimal.
        digest: String,
        /// SHA-256 of the block as the document has it, in hexadecimal: by it the block is known again after an edit.
        source: String,
    },
    /// A block of commands of a step came to its end.
    Ended {
        /// The step.
        step: String,
        /// Which of its blocks of commands, counted from 1.
        block: usize,
        /// The exit code; `None` after a signal.
        code: Option<i32>,
        /// In words, where it is not the exit code: `interrupted`, `stopped by signal 9`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<String>,
        /// How long they took, in milliseconds.
        milliseconds: u64,
        /// SHA-256 of what they printed, in hexadecimal; empty where the terminal was theirs.
        digest: String,
        /// The folder that they ended in, relative to the top of the repository, with `/`.
        directory: String,
    },
    /// A block of commands of a step was left out; the step goes on with the next.
    LeftOut {
        /// The step.
        step: String,
        /// Which of its blocks, counted from 1.
        block: usize,
        /// SHA-256 of the block as the document has it, in hexadecimal.
        source: String,
    },
    /// The command that takes a step back is about to run.
    UndoBegan {
        /// The step.
        step: String,
        /// SHA-256 of the command as it runs, in hexadecimal.
        digest: String,
    },
    /// The command that takes a step back did not end well.
    UndoFailed {
        /// The step.
        step: String,
        /// How it ended: `exit code 1`.
        end: String,
    },
    /// A step is done.
    Done {
        /// The step.
        step: String,
        /// How.
        how: How,
        /// Whether that was proven.
        proof: Proof,
        /// What proved it, or what a person said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        evidence: String,
    },
    /// A step was left out.
    Skipped {
        /// The step.
        step: String,
        /// Why.
        reason: String,
        /// Whether its conditions decided, and not a person.
        #[serde(default)]
        by_condition: bool,
    },
    /// Somebody wrote something down.
    Noted {
        /// The step; `None` for the run as a whole.
        step: Option<String>,
        /// What.
        text: String,
    },
    /// A step is done, and counts once a time has come.
    Waiting {
        /// The step.
        step: String,
        /// The time.
        until: Timestamp,
        /// How it was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deed: Option<Deed>,
    },
    /// The wait of a step is over, by time or because a person said so.
    WaitOver {
        /// The step.
        step: String,
        /// Why, where it was cut short.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A step is to be done once more.
    Reopened {
        /// The step.
        step: String,
        /// Why.
        reason: String,
    },
    /// A step was taken back, and is to be done once more.
    Undone {
        /// The step.
        step: String,
    },
    /// The mentor was asked to look.
    MentorAsked {
        /// The step.
        step: String,
    },
    /// Somebody else agreed to a step, as the person at the keyboard says.
    Agreed {
        /// The step.
        step: String,
        /// Who agreed: a login.
        by: String,
    },
    /// Another person is asked to agree to a step, exactly as it is shown.
    SignOffAsked {
        /// The step.
        step: String,
        /// SHA-256 of the request, in hexadecimal.
        digest: String,
        /// The request as canonical JSON: what the other person sees, never what runs.
        request: String,
        /// Whose agreement counts, by login; empty: anybody else's does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of: Vec<String>,
    },
    /// Another person agreed to a step, exactly as it was shown.
    SignedOff {
        /// The step.
        step: String,
        /// The digest of the request that they saw.
        digest: String,
        /// Who agreed: a login. Where it is their own word, who wrote this event as well.
        by: String,
        /// The address of the comment that says so, where the word was given on GitHub.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// Somebody left, and means to go on later.
    Paused,
    /// The document changed while the run went on.
    ChecklistChanged {
        /// The steps as they are now.
        checklist: Vec<SnapshotStep>,
    },
    /// Another document is followed, or another procedure of it.
    Followed {
        /// The document, relative to the top of the repository.
        file: String,
        /// The title of the procedure.
        procedure: String,
    },
    /// Other people take part.
    PeopleChanged {
        /// All of them, besides the release shepherd.
        people: People,
    },
    /// A candidate failed: what was done from a phase on is put aside, and is done again.
    Respun {
        /// The steps whose states are put aside.
        steps: Vec<String>,
        /// Why.
        reason: String,
    },
    /// The version has another name now.
    Renamed {
        /// The name before.
        from: String,
        /// The name now.
        to: String,
        /// The kind of the release now.
        kind: ReleaseKind,
    },
    /// Another person holds the run now.
    TakenOver {
        /// Why.
        reason: String,
    },
    /// The holder passed the run to another person, who looks at what is done before going on.
    HandedOver {
        /// Who holds it from here: a login.
        to: String,
        /// Why, or what they should know; may be empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// The new holder looked again at what can be proven of the steps that are done.
    LookedAgain {
        /// The steps that are proven here too.
        proven: Vec<String>,
        /// The steps that do not look done here.
        contradicted: Vec<String>,
    },
    /// An issue on GitHub mirrors the run.
    Mirrored {
        /// Its number.
        issue: u64,
        /// The address of its page.
        url: String,
    },
    /// The release was recorded.
    Recorded {
        /// Its tag.
        tag: String,
    },
    /// The run was given up.
    Abandoned {
        /// Why.
        reason: String,
    },
    /// A run that was given up is begun anew under the same version: what was before does not count any more.
    BegunAgain(Box<Start>),
    /// Every step is settled.
    Finished,
}

/// How a step was done, and whether that was proven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// How.
    pub how: How,
    /// Whether that was proven.
    pub proof: Proof,
    /// What proved it, or what a person said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It could not be told.
    Unknown,
}

/// How a step was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Its commands ran here.
    Ran,
    /// A person did it.
    ByHand,
    /// It was done before it was looked at.
    Already,
    /// The program did it itself.
    BuiltIn,
}

/// Whether something was proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// A check or command says so.
    Proven,
    /// A check or command says otherwise, and a person said it is done.
    Contradicted,
    /// Nothing says so but the person, or the exit code.
    Unproven,
}
