//! The checks that are built in: what they look at, and what they found, in words.
//!
//! A check never fails as a program does: what cannot be asked is [`Finding::Unknown`], and a person decides.

mod changelog;
mod finding;
mod local;
mod on_github;
mod remote;
mod states;

use std::path::Path;
use std::time::Duration;

use secrecy::SecretString;

use crate::core::checklist::Check;
use crate::core::history::CommitId;
use crate::git::Repository;
use crate::github::Site;

pub use finding::Finding;

/// What a check is held against: the run's line, target and version.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The clone that is released from.
    pub repository: &'a Repository,
    /// The name of the canonical remote.
    pub remote: Option<&'a str>,
    /// The branch of the run's line.
    pub branch: &'a str,
    /// The tag of the release before this one on the line.
    pub previous_tag: Option<&'a str>,
    /// The commit that is going to be released; once it is tagged, the commit that the tag belongs on.
    pub target: Option<CommitId>,
    /// The version.
    pub version: &'a str,
    /// The name of its tag.
    pub tag: &'a str,
    /// The number of the release's pull request.
    pub pull_request: Option<u64>,
    /// The branch that the release's pull request comes from.
    pub release_branch: Option<&'a str>,
    /// The project on GitHub.
    pub github: GithubAccess<'a>,
    /// The file of this program, for what it checks by running itself.
    pub program: Option<&'a Path>,
    /// How long one check may take.
    pub patience: Duration,
}

/// How GitHub is reached.
#[derive(Clone, Copy)]
pub enum GithubAccess<'a> {
    /// With a token.
    Reachable {
        /// The server.
        site: &'a Site,
        /// The token for it.
        token: &'a SecretString,
        /// `owner/name`.
        project: &'a str,
    },
    /// Not at all, and why: a lowercase fragment.
    Unreachable(&'a str),
}

/// Returns what a check finds now. It asks git, the remote or GitHub anew each time.
pub fn check(check: Check, subject: &Subject<'_>) -> Finding {
    match check {
        Check::ChangelogCoversRange => changelog::covers_range(subject),
        Check::CiGreen => states::ci_green(subject),
        Check::CleanTree => local::clean_tree(subject),
        Check::MilestoneEmpty => on_github::milestone_empty(subject),
        Check::OnLine => local::on_line(subject),
        Check::PrMerged => on_github::pr_merged(subject),
        Check::Published => on_github::published(subject),
        Check::TagAbsent => remote::tag_absent(subject),
        Check::TagCiGreen => states::tag_ci_green(subject),
        Check::TagPushed => remote::tag_pushed(subject),
        Check::UpToDate => remote::up_to_date(subject),
    }
}
