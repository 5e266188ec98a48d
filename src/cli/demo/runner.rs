//! This program, run by itself in a demo, where nothing of this machine reaches it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::core::demo::Call;
use crate::failure::{Failure, Kind};
use crate::system::environment::{self, SHEPHERD_NOW};
use crate::system::process::{Live, Lived, Program};

/// How long one command may take on a slow disk.
const LIMIT: Duration = Duration::from_secs(120);

/// Who takes what a command prints; `None` where it goes to the terminal.
pub(super) type Taker<'a> = Option<&'a mut dyn FnMut(&[u8])>;

/// Runs this program in the clones of a demo.
pub(super) struct Runner {
    program: String,
    variables: BTreeMap<String, String>,
}

impl Runner {
    /// Returns one whose commands have `home` as their HOME.
    pub(super) fn new(home: &Path) -> Result<Self, Failure> {
        let program = environment::program().map(|path| path.display().to_string()).ok_or_else(|| {
            Failure::new(Kind::Outside, "the system does not say where this program lies, so it cannot run itself")
        })?;
        let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
        let mut variables = environment::machine();
        // Steps of a release document that shepherd does itself call it by its name.
        if let Some(search) = environment::with_program_first() {
            variables.insert("PATH".to_owned(), search);
        }
        variables.insert("HOME".to_owned(), home.display().to_string());
        variables.insert("GIT_CONFIG_GLOBAL".to_owned(), null.to_owned());
        variables.insert("GIT_CONFIG_NOSYSTEM".to_owned(), "1".to_owned());
        variables.insert("GIT_DEFAULT_REF_FORMAT".to_owned(), "files".to_owned());
        Ok(Self { program, variables })
    }

    /// Sets a variable for all that follow.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// Runs a command of the story to its end, at its time.
    pub(super) fn call(&self, clone: &Path, call: &Call) -> Result<(), Failure> {
        let program = Program::new(&self.program, &call.words, LIMIT).only(&self.variables).in_folder(clone);
        let program = program.with(SHEPHERD_NOW, call.at.to_string()).with("TZ", "UTC");
        program.succeed().map(drop).map_err(|error| {
            Failure::new(Kind::Outside, format!("the demo could not be made: {error}"))
                .hint("`shepherd demo --verbose` shows each command")
        })
    }

    /// Returns what a command gives as its result.
    pub(super) fn ask(&self, clone: &Path, words: &[&str]) -> Result<String, Failure> {
        let program = Program::new(&self.program, words, LIMIT).only(&self.variables).in_folder(clone);
        Ok(program.succeed()?.text().into_owned())
    }

    /// Runs a command of the tour, the name of its program first, with what it prints passed on: the terminal's own where it has one.
    pub(super) fn show(&self, clone: &Path, words: &[String], output: Taker<'_>) -> Result<Lived, Failure> {
        let (name, words) = words.split_first().map_or(("", words), |(name, words)| (name.as_str(), words));
        let program = if name == "shepherd" { &self.program } else { name };
        let live = Live::new(program, words).only(&self.variables).in_folder(clone);
        Ok(match output {
            Some(output) => live.watch(output)?,
            None => live.on_terminal()?,
        })
    }
}

/// Returns the folder of the commands' HOME, which is made.
pub(super) fn home(folder: &Path) -> Result<PathBuf, Failure> {
    let home = folder.join(super::place::HOME);
    crate::system::folders::make(&home)?;
    Ok(home)
}
