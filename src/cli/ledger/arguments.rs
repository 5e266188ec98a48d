//! What the subcommands of `ledger`, and `record`, are told of the project.

use crate::cli::context::Context;
use crate::cli::guide::PlaceArguments;
use crate::cli::whereabouts::Where;
use crate::failure::Failure;

/// Which project is meant, and which of its tags.
#[derive(clap::Args, Clone, Debug, Default)]
pub(in crate::cli) struct LedgerPlace {
    /// Do not ask GitHub, even where there is a token
    #[arg(long, help_heading = "The project")]
    offline: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "The project")]
    remote: Option<String>,
    /// Which tags are releases: a regular expression whose group `version` is the version
    #[arg(long, value_name = "REGEX", help_heading = "The project")]
    tag_pattern: Option<String>,
}

impl LedgerPlace {
    /// Finds the place. `asks` is whether GitHub may be asked.
    pub(in crate::cli) fn find(&self, context: &Context<'_>, asks: bool) -> Result<Where, Failure> {
        let place = PlaceArguments {
            offline: self.offline || !asks,
            project: self.project.clone(),
            remote: self.remote.clone(),
            tag_pattern: self.tag_pattern.clone(),
            store: None,
        };
        Ok(Where { is_offline: self.offline, ..Where::find(context, &place)? })
    }
}
