//! GitHub: the details of pull requests, in batches, searches that find all there is, the state of checks, milestones
//! and releases, and one issue that is written.

mod activity;
mod ask;
mod body;
mod checks;
mod client;
mod comments;
mod details;
mod draft_error;
mod drafts;
mod error;
mod further;
mod issues;
mod labels;
mod network;
mod place;
mod proposals;
mod published;
mod pull_requests;
mod query;
mod refusal;
mod rest;
mod rights;
mod search;
mod site;
mod states;
mod transport;
mod triage;
mod write;

pub use activity::{
    OpenPullRequest, Span, closed_pull_requests, earlier_contributors, open_pull_requests, opened_pull_requests,
    returned,
};
pub use body::{LONGEST_BODY, fitted};
pub use checks::{Checks, Outcome, TagChecks, commit_checks, tag_checks};
pub use client::Client;
pub use comments::{comment, comments};
pub use draft_error::DraftError;
pub use drafts::{Compose, Draft, Kept, Known, Untouched, WantedDraft, keep_draft};
pub use error::GithubError;
pub use issues::{Issue, IssueState, IssueText, has_issue, open_issue, update_issue};
pub use labels::{Label, labels};
pub use network::on_network;
pub use place::{Place, parent, repository};
pub use proposals::{Proposal, ProposalText, open_proposal, proposals, update_proposal};
pub use published::{Doer, release_authors, workflow_starters};
pub use pull_requests::fetch;
pub use refusal::Refusal;
pub use rights::{Rights, rights};
pub use search::Found;
pub use site::Site;
pub use states::{Left, Merge, Milestone, Release, Releases, merge, merges_from, milestone, releases};
pub use triage::{triaged_issues, wholly_triaged_issues};
