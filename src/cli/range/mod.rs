//! A range of commits, read and accounted for: what the commands that look at one share.

mod details;
mod gather;
mod reading;
mod source;
mod workflow;

pub(super) use details::Connection;
pub(super) use gather::{Gathered, Wanted, gather, version};
pub(super) use reading::{Reading, Says};
pub(super) use source::SourceArguments;
pub(super) use workflow::branch_of_workflow;
