//! What every subcommand is given.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::failure::Failure;
use crate::system::clock::Clock;
use crate::system::environment::Environment;
use crate::ui::Ui;

/// The surroundings of one run of the program.
pub(super) struct Context<'a> {
    /// The terminal.
    pub(super) ui: &'a Ui,
    /// The environment variables.
    pub(super) environment: Environment,
    /// The clock.
    pub(super) clock: Clock,
    /// The folder whose repository is worked on.
    pub(super) folder: PathBuf,
    /// `--config`
    pub(super) config: Option<PathBuf>,
}

impl<'a> Context<'a> {
    /// Captures the environment, and keeps its secrets out of all that is printed.
    pub(super) fn new(ui: &'a Ui, repo: Option<PathBuf>, config: Option<PathBuf>) -> Result<Self, Failure> {
        let environment = Environment::capture()?;
        for secret in environment.secrets() {
            ui.hide(secret);
        }
        let clock = Clock::new(&environment)?;
        let folder = repo.map_or_else(|| environment.folder().to_owned(), |repo| environment.folder().join(repo));
        ui.page(folder.clone());
        Ok(Self { ui, environment, clock, folder, config })
    }

    /// Returns the day that it is where this machine is.
    pub(super) fn today(&self) -> Date {
        self.clock.today()
    }

    /// Returns a path that was given on the command line, seen from the folder the program was started in.
    pub(super) fn path(&self, given: &Path) -> PathBuf {
        self.environment.folder().join(given)
    }
}
