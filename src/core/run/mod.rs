//! A run: one walk through a checklist for one version. Events in, state out; (state, checklist) in, what is next out.
//!
//! The events are all that is kept. Commands are never among them: what runs comes from the checked-out document.

mod again;
mod approval_comment;
mod approval_miss;
mod debrief;
mod difference;
mod event;
mod log;
mod next;
mod overtaken;
mod people;
mod record;
mod sign_off;
mod standing;
mod start;
mod state;
mod step_record;
mod target;
#[cfg(test)]
mod tests;
mod timeline;

pub use approval_comment::{Approval, Comment, approvals};
pub use approval_miss::{Miss, WhyNot, misses};
pub use debrief::{Quoted, Remark, Said, debrief, insert};
pub use difference::{Difference, difference};
pub use event::{Deed, Event, How, Outcome, Proof, What};
pub use log::{FORMAT, LogError, is_newer, read, write};
pub use next::{Blocked, Place, Position, applies, position, why_not};
pub use overtaken::{Overtaken, overtaken};
pub use record::{trailers, with_trailers};
pub use sign_off::{
    CommentFacts, CommentNow, FEWEST_DIGITS, Forgery, Given, Need, Request, RequestError, Seal, Verdict, Word, copied,
    judge,
};
pub use standing::{OpenCheck, Standing, known_steps, remembered, standing};
pub use start::{Line, People, SnapshotStep, Start};
pub use state::{End, Run, RunError};
pub use step_record::{Agreement, Asked, Attempt, StepRecord, StepState};
pub use target::changes_version_only;
pub use timeline::{Entry, Waited, length, timeline};
