//! What the command line says about the configuration.

use crate::config::choice::Format;
use crate::core::changelog::rules::{AlreadyReleased, BackportNumber, DirectCommits, Order, PreReleases};

/// The values of flags that stand above the configuration file; `None` where the flag was not given. Each field is the
/// flag of its name, with hyphens.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--project`
    pub project: Option<String>,
    /// `--remote`
    pub remote: Option<String>,
    /// `--tag-pattern`
    pub tag_pattern: Option<String>,
    /// `--file`
    pub file: Option<String>,
    /// `--format`; it also puts aside a template of the file.
    pub format: Option<Format>,
    /// `--template`
    pub template: Option<String>,
    /// `--pull-request-pattern`
    pub pull_request_pattern: Option<String>,
    /// `--backport-number`
    pub backport_number: Option<BackportNumber>,
    /// `--already-released`
    pub already_released: Option<AlreadyReleased>,
    /// `--direct-commits`
    pub direct_commits: Option<DirectCommits>,
    /// `--order`
    pub order: Option<Order>,
    /// `--pre-releases`
    pub pre_releases: Option<PreReleases>,
    /// `--contributors`
    pub contributors: Option<bool>,
    /// `--first-time-contributors`
    pub first_time_contributors: Option<bool>,
}
