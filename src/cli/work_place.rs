//! The project in which people's work is looked for: the flags that name it, and what it is called on GitHub.

use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::guide::PlaceArguments;
use crate::cli::whereabouts::Where;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::github::{Client, GithubError, repository};
use crate::guide::Github;

/// Where the work is looked for.
#[derive(clap::Args, Debug)]
pub(super) struct WorkPlace {
    /// Fail where GitHub cannot be asked, instead of working without it
    #[arg(long, conflicts_with = "offline", help_heading = "The project")]
    github: bool,
    /// Do not ask GitHub, even where there is a token
    #[arg(long, help_heading = "The project")]
    offline: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "The project")]
    remote: Option<String>,
    /// How long all requests to GitHub together may take, waiting for limits included
    #[arg(long, value_name = "SECONDS", default_value_t = 300, help_heading = "The project")]
    patience: u64,
}

impl WorkPlace {
    /// Finds the place. Where `--github` was passed and GitHub cannot be asked, the failure says what happens without it.
    pub(super) fn find(&self, context: &Context<'_>, without: &str) -> Result<Where, Failure> {
        let place = self.look(context, self.offline)?;
        match place.connection.access() {
            Github::Unreachable(why) if self.github => {
                Err(Failure::new(Kind::Outside, format!("GitHub cannot be asked: {why}"))
                    .hint(format!("without `--github`, {without}")))
            }
            _ => Ok(place),
        }
    }

    /// Finds the place for what GitHub has no part in.
    pub(super) fn find_offline(&self, context: &Context<'_>) -> Result<Where, Failure> {
        self.look(context, true)
    }

    fn look(&self, context: &Context<'_>, offline: bool) -> Result<Where, Failure> {
        let (project, remote) = (self.project.clone(), self.remote.clone());
        let place = PlaceArguments { offline, project, remote, ..PlaceArguments::default() };
        Ok(Where { is_offline: self.offline, ..Where::find(context, &place)? })
    }

    /// Says whether `--github` was passed.
    pub(super) fn wants_github(&self) -> bool {
        self.github
    }

    /// Returns `--patience` as a duration.
    pub(super) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }
}

/// Returns what a project is called today on GitHub, and warns where that is another name.
pub(super) async fn name_on_github(
    context: &Context<'_>,
    client: &Client,
    project: &str,
) -> Result<String, GithubError> {
    let name = repository(client, project).await?.name;
    if !name.eq_ignore_ascii_case(project) {
        context.ui.warning(&format!("{} is called {} now on GitHub", clean(project), clean(&name)));
    }
    Ok(name)
}
