//! Commands that run in a folder, and the folder that they leave to the next ones.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::core::checklist::Dialect;
use crate::shell::ShellError;
use crate::shell::outcome::{Outcome, Record};
use crate::shell::session::shells::{find, no_shell, shell};
use crate::shell::surroundings::{Surroundings, need_token};
use crate::shell::wrapper::Wrapper;
use crate::system::clock::Deadline;
use crate::system::environment::{self, GH_TOKEN, GITHUB_TOKEN};
use crate::system::lock::FileLock;
use crate::system::process::{Live, ProcessError};
use crate::system::{files, folders};

/// How long commands that an earlier process left running are waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where commands run, and what carries over from one to the next.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where the next commands run.
    directory: PathBuf,
    /// Where it began, the top of the work tree.
    top: PathBuf,
    /// The folder that the next commands must run below, if there is one.
    bounds: Option<PathBuf>,
    surroundings: Surroundings,
    scratch: PathBuf,
    programs: Option<PathBuf>,
}

/// Commands to run.
#[derive(Clone, Debug)]
pub struct Script<'a> {
    /// The commands, exactly as they were shown.
    pub commands: &'a str,
    /// The shell that they are written for.
    pub dialect: Dialect,
    /// Whether they get the terminal. Then nobody sees their output but the person.
    pub interactive: bool,
    /// The names of variables whose values are wanted afterwards.
    pub capture: &'a [String],
}

impl Session {
    /// Returns a session that begins in `root`, the top of the work tree. `scratch` is an absolute path at which a
    /// folder for scripts can be made, which is gone again after each run.
    pub fn new(root: PathBuf, surroundings: Surroundings, scratch: PathBuf) -> Self {
        Self { directory: root.clone(), top: root, bounds: None, surroundings, scratch, programs: None }
    }

    /// Keeps the folder that carries over below `bounds`, an absolute path without links: what goes elsewhere goes on at
    /// the top of the work tree.
    #[must_use]
    pub fn bounded(mut self, bounds: PathBuf) -> Self {
        self.bounds = Some(bounds);
        self
    }

    /// Lets commands find the programs of one more folder, after those of the PATH.
    #[must_use]
    pub fn finding(mut self, programs: Option<PathBuf>) -> Self {
        self.programs = programs;
        self
    }

    /// Returns the folder that the next commands run in.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Goes to another folder, such as the one in which an earlier process ended; to the top of the work tree if that one
    /// lies out of bounds. Returns whether it is the folder that was named.
    pub fn set_directory(&mut self, directory: PathBuf) -> bool {
        let is_within = self.is_within(&directory);
        self.directory = if is_within { directory } else { self.top.clone() };
        is_within
    }

    /// Says whether commands may run in a folder. One that is gone is looked for by its name.
    fn is_within(&self, directory: &Path) -> bool {
        let Some(bounds) = &self.bounds else { return true };
        let has_steps_up = directory.components().any(|part| part == Component::ParentDir);
        let found = folders::resolve(directory).or_else(|| (!has_steps_up).then(|| directory.to_owned()));
        found.is_some_and(|found| found.starts_with(bounds))
    }

    /// Runs commands to their end. What they write goes to `output` as it comes, raw; with the terminal, it goes there
    /// and nowhere else. Ctrl-C ends them ([`End::Interrupted`](crate::shell::End)) and not this process; a second one kills
    /// them.
    pub fn run(&mut self, script: &Script<'_>, output: &mut dyn FnMut(&[u8])) -> Result<Outcome, ShellError> {
        if !folders::is_folder(&self.directory) {
            return Err(ShellError::NoFolder(self.directory.display().to_string()));
        }
        let lock = self.lock()?;
        let is_locked = cfg!(unix) && !script.interactive && script.dialect != Dialect::PowerShell;
        let wrapper = Wrapper::new(&self.scratch, script.dialect, is_locked);
        let result = self.run_with(&wrapper, script, lock, output);
        wrapper.remove();
        result
    }

    /// Returns an error while commands run that an earlier process began before it was killed: they end by themselves.
    /// Those with the terminal are not known, as the person sees them, and none are known where there is no Unix.
    pub fn look_for_left_over(&self) -> Result<(), ShellError> {
        if !files::exists(&self.lock_file()) {
            return Ok(());
        }
        self.lock().map(|_| ())
    }

    /// Locks out what runs beside: commands of one run, one after the other.
    fn lock(&self) -> Result<FileLock, ShellError> {
        let path = self.lock_file();
        if let Some(folder) = path.parent() {
            folders::make(folder)?;
        }
        if let Some(lock) = FileLock::take(&path, Deadline::after(PATIENCE))? {
            return Ok(lock);
        }
        let process = files::read_text_if_there(&path).ok().flatten().and_then(|text| text.trim().parse().ok());
        Err(ShellError::StillRunning { process })
    }

    fn lock_file(&self) -> PathBuf {
        let mut name = self.scratch.as_os_str().to_owned();
        name.push(".lock");
        PathBuf::from(name)
    }

    fn run_with(
        &mut self,
        wrapper: &Wrapper,
        script: &Script<'_>,
        lock: FileLock,
        output: &mut dyn FnMut(&[u8]),
    ) -> Result<Outcome, ShellError> {
        let program = self.program(wrapper, script)?.holding(lock);
        wrapper.write(script.commands, script.capture)?;
        let mut record = Record::default();
        let lived = if script.interactive {
            program.on_terminal()
        } else {
            program.watch(&mut |piece| {
                record.take(piece);
                output(piece);
            })
        };
        let lived = lived.map_err(|error| match error {
            ProcessError::NotFound { .. } => no_shell(script.dialect),
            error => error.into(),
        })?;
        let state = wrapper.read();
        if let Some(directory) = state.directory {
            let shown = directory.display().to_string();
            if !self.set_directory(directory) {
                output(out_of_bounds(&shown).as_bytes());
            }
        }
        let (digest, bytes, tail) = record.finish();
        Ok(Outcome {
            end: lived.end,
            took: lived.took,
            digest,
            bytes,
            tail,
            directory: self.directory.clone(),
            captured: state.captured,
        })
    }

    fn program(&self, wrapper: &Wrapper, script: &Script<'_>) -> Result<Live, ShellError> {
        let shell = shell(script.dialect);
        let program = match &self.surroundings {
            Surroundings::Real => {
                let mut program = Live::new(&shell, wrapper.arguments());
                if !need_token(script.commands) {
                    program = program.without(GITHUB_TOKEN).without(GH_TOKEN);
                }
                program
            }
            Surroundings::Sealed(sealed) => {
                let shell = find(&shell, sealed).ok_or_else(|| no_shell(script.dialect))?;
                let mut words = sealed.runner.iter().cloned().chain([shell]).chain(wrapper.arguments());
                let first = words.next().unwrap_or_default();
                Live::new(&first, words).only(&sealed.environment)
            }
        };
        Ok(program.with(&self.search()).in_folder(&self.directory))
    }

    /// Returns the PATH with the folder of programs behind it; nothing where there is no such folder.
    fn search(&self) -> BTreeMap<String, String> {
        let Some(programs) = &self.programs else { return BTreeMap::new() };
        let search = match &self.surroundings {
            Surroundings::Real => environment::machine().remove("PATH"),
            Surroundings::Sealed(sealed) => sealed.environment.get("PATH").cloned(),
        };
        let folders = search.as_deref().map(std::env::split_paths).into_iter().flatten();
        let joined = std::env::join_paths(folders.chain([programs.clone()])).unwrap_or_default();
        BTreeMap::from([("PATH".to_owned(), joined.to_string_lossy().into_owned())])
    }
}

/// Returns what is said where commands end out of bounds, a line that no command wrote.
fn out_of_bounds(directory: &str) -> String {
    format!(
        "rehearsal: these commands ended in `{directory}`, which is not part of the rehearsal; the next ones begin at the \
         top of the copy\n"
    )
}
