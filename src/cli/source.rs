//! The arguments that say where changes come from; the commands that read a range share them.

use std::time::Duration;

/// Where the changes and their details come from.
#[derive(clap::Args, Debug)]
pub(super) struct SourceArguments {
    /// Do not ask GitHub, even where there is a token
    #[arg(long, conflicts_with = "github", help_heading = "Where changes come from")]
    pub(super) offline: bool,
    /// Fail where GitHub cannot be asked, instead of working from git alone
    #[arg(long, help_heading = "Where changes come from")]
    pub(super) github: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "Where changes come from")]
    pub(super) project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "Where changes come from")]
    pub(super) remote: Option<String>,
    /// Which tags are releases: a regular expression whose group `version` is the version
    #[arg(long, value_name = "REGEX", help_heading = "Where changes come from")]
    pub(super) tag_pattern: Option<String>,
    /// One more place where commit messages name their pull request: a regular expression whose group `number` is it
    #[arg(long, value_name = "REGEX", help_heading = "Where changes come from")]
    pub(super) pull_request_pattern: Option<String>,
    /// How long all requests to GitHub together may take, waiting for limits included
    #[arg(long, value_name = "SECONDS", default_value_t = 60, help_heading = "Where changes come from")]
    pub(super) patience: u64,
}

impl SourceArguments {
    /// Returns `--patience` as a duration.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }
}
