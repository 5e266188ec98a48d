//! GitHub: the details of pull requests, in batches, and the state of checks, milestones and releases.

mod ask;
mod checks;
mod client;
mod details;
mod error;
mod pull_requests;
mod query;
mod site;
mod states;

pub use checks::{Checks, Outcome, TagChecks, commit_checks, tag_checks};
pub use client::Client;
pub use error::GithubError;
pub use pull_requests::fetch;
pub use site::Site;
pub use states::{Left, Merge, Milestone, Release, Releases, merge, merges_from, milestone, releases};
