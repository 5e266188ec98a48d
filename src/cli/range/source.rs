//! The arguments that say where changes come from; the commands that read a range share them.

use std::time::Duration;

use crate::config::Overrides;

/// Where the changes and their details come from.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct SourceArguments {
    /// Do not ask GitHub, even where there is a token
    #[arg(long, conflicts_with = "github", help_heading = "Where changes come from")]
    pub(in crate::cli) offline: bool,
    /// Fail where GitHub cannot be asked, instead of working from git alone
    #[arg(long, help_heading = "Where changes come from")]
    pub(in crate::cli) github: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "Where changes come from")]
    pub(in crate::cli) project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "Where changes come from")]
    pub(in crate::cli) remote: Option<String>,
    /// Which tags are releases: a regular expression whose group `version` is the version
    #[arg(long, value_name = "REGEX", help_heading = "Where changes come from")]
    pub(in crate::cli) tag_pattern: Option<String>,
    /// One more place where commit messages name their pull request: a regular expression whose group `number` is it
    #[arg(long, value_name = "REGEX", help_heading = "Where changes come from")]
    pub(in crate::cli) pull_request_pattern: Option<String>,
    /// How long all requests to GitHub together may take, waiting for limits included
    #[arg(long, value_name = "SECONDS", default_value_t = 60, help_heading = "Where changes come from")]
    pub(in crate::cli) patience: u64,
}

impl SourceArguments {
    /// Returns `overrides` with these flags among them.
    pub(in crate::cli) fn overrides(&self, overrides: Overrides) -> Overrides {
        Overrides {
            project: self.project.clone(),
            remote: self.remote.clone(),
            tag_pattern: self.tag_pattern.clone(),
            pull_request_pattern: self.pull_request_pattern.clone(),
            ..overrides
        }
    }

    /// Returns `--patience` as a duration.
    pub(in crate::cli) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }
}
