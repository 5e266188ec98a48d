//! Runs programs in turns and takes the median of each.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Everybody has been measured enough after this time, or after this many runs.
const BUDGET: Duration = Duration::from_secs(6);
const MOST_RUNS: usize = 41;
const FEWEST_RUNS: usize = 3;

/// A program that is measured.
pub(crate) struct Contestant {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
    folder: PathBuf,
}

/// What was measured.
pub(crate) struct Result {
    pub(crate) name: String,
    pub(crate) median: Duration,
    /// The most memory that was resident at once, in kilobytes, where it can be told.
    pub(crate) memory: Option<u64>,
    pub(crate) runs: usize,
}

impl Contestant {
    pub(crate) fn new<Argument: Into<OsString>>(
        name: impl Into<String>,
        program: impl AsRef<Path>,
        arguments: impl IntoIterator<Item = Argument>,
        folder: &Path,
    ) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self { name: name.into(), program: program.as_ref().to_owned(), arguments, folder: folder.to_owned() }
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // The same history for everybody, without what this user has set up.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_PAGER", "cat");
        command
    }

    fn time(&self) -> Duration {
        let mut command = self.command(&self.program);
        command.args(&self.arguments);
        let started = Instant::now();
        let status = command.status().unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let elapsed = started.elapsed();
        assert!(status.success(), "{} ended with {status}", self.name);
        elapsed
    }

    /// Asks GNU time, which prints the number in the last line of what the program says.
    fn memory(&self) -> Option<u64> {
        let mut command = self.command(Path::new("/usr/bin/time"));
        command.args(["-f", "%M"]).arg(&self.program).args(&self.arguments).stderr(Stdio::piped());
        let output = command.output().ok().filter(|output| output.status.success())?;
        String::from_utf8_lossy(&output.stderr).lines().last()?.trim().parse().ok()
    }
}

/// Runs everybody in turns, so that what else the machine does hits all alike.
pub(crate) fn compare(contestants: &[Contestant]) -> Vec<Result> {
    // The first run of each fills the caches: its memory counts, its time does not.
    let first = |contestant: &Contestant| contestant.memory().or_else(|| (contestant.time(), None).1);
    let memory: Vec<Option<u64>> = contestants.iter().map(first).collect();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contestants.len()];
    let started = Instant::now();
    for run in 0..MOST_RUNS {
        let budget = if run < FEWEST_RUNS { BUDGET * 5 } else { BUDGET };
        if run > 0 && started.elapsed() > budget {
            break;
        }
        for (contestant, times) in contestants.iter().zip(&mut times) {
            times.push(contestant.time());
        }
    }
    let results = contestants.iter().zip(times).zip(memory);
    results
        .map(|((contestant, mut times), memory)| {
            times.sort_unstable();
            let median = times.get(times.len() / 2).copied().unwrap_or_default();
            Result { name: contestant.name.clone(), median, memory, runs: times.len() }
        })
        .collect()
}
