//! Programs that people watch: their output is handed on as it comes, and Ctrl-C stops them and not this process.

#![expect(clippy::disallowed_methods, reason = "programs are started here and nowhere else")]

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, ErrorKind, IsTerminal as _, PipeReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::system::clock::{Deadline, Stopwatch};
use crate::system::lock::FileLock;
use crate::system::process::interrupt::{Watch, is_to_end};
use crate::system::process::program::{ProcessError, describe};
use crate::system::process::tree::{self, Word};

/// How often a program is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);
/// The same for one that closed its output, which is how most of them end.
const SHORT_PAUSE: Duration = Duration::from_millis(2);
/// How long an output may be silent after its program ended, until whoever else holds it is not waited for any more.
const QUIET: Duration = Duration::from_millis(200);
/// How long it is read at most after its program ended.
const LONGEST_GRACE: Duration = Duration::from_secs(2);
/// How much is read at once, in bytes.
const CHUNK: usize = 16 * 1024;
/// How many pieces may wait for the one who takes them; a program that writes more waits too.
const WAITING: usize = 64;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Code(i32),
    /// Ctrl-C stopped it.
    Interrupted,
    /// A signal ended it that nobody here sent.
    Signal(i32),
}

/// Writes `exit code 1`, `interrupted`, `stopped by signal 9`.
impl fmt::Display for End {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "exit code {code}"),
            Self::Interrupted => formatter.write_str("interrupted"),
            Self::Signal(signal) => write!(formatter, "stopped by signal {signal}"),
        }
    }
}

/// What is known after a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lived {
    /// How it ended.
    pub end: End,
    /// How long it ran.
    pub took: Duration,
}

/// A program, its arguments and its surroundings, started by [`Live::watch`] or [`Live::on_terminal`].
#[derive(Debug)]
pub struct Live {
    command: Command,
    what: String,
    lock: Option<FileLock>,
}

impl Live {
    /// Returns the program of this name with its arguments, in the environment of this process.
    pub fn new<Argument: AsRef<OsStr>>(name: &str, arguments: impl IntoIterator<Item = Argument>) -> Self {
        let arguments: Vec<OsString> = arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect();
        let what = describe(name, &arguments);
        let mut command = Command::new(name);
        command.args(arguments);
        Self { command, what, lock: None }
    }

    /// Runs it in another folder.
    #[must_use]
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Gives it these environment variables and no others.
    #[must_use]
    pub fn only(mut self, variables: &BTreeMap<String, String>) -> Self {
        self.command.env_clear().envs(variables);
        self
    }

    /// Sets environment variables for it.
    #[must_use]
    pub fn with(mut self, variables: &BTreeMap<String, String>) -> Self {
        self.command.envs(variables);
        self
    }

    /// Keeps an environment variable from it, such as a token that it does not need.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Hands it a lock, on Unix as its standard input, which reads like an empty file. Where this process is killed, the
    /// lock is not free before the program and all to whom it passed it have ended. Its file holds the program's number.
    #[must_use]
    pub fn holding(mut self, lock: FileLock) -> Self {
        self.lock = Some(lock);
        self
    }

    /// Runs it without input and hands what it writes to `output`, stdout and stderr in the order in which they were
    /// written, until it ends. Those whom it leaves running may hold its output open: they are not waited for.
    pub fn watch(mut self, output: &mut dyn FnMut(&[u8])) -> Result<Lived, ProcessError> {
        let (reader, writer) = io::pipe().map_err(|error| self.not_run(&error))?;
        let second = writer.try_clone().map_err(|error| self.not_run(&error))?;
        let input = self.input()?;
        self.command.stdin(input).stdout(writer).stderr(second);
        let mut run = self.start()?;
        let pieces = read(reader);
        let status = loop {
            match pieces.recv_timeout(PAUSE) {
                Ok(piece) => output(&piece),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(SHORT_PAUSE),
            }
            run.heed(true);
            if let Some(status) = run.ended()? {
                break status;
            }
        };
        let took = run.watch.elapsed();
        let grace = Deadline::after(LONGEST_GRACE);
        while !grace.is_over() {
            let Ok(piece) = pieces.recv_timeout(QUIET.min(grace.remaining())) else { break };
            output(&piece);
        }
        Ok(Lived { end: run.end(status), took })
    }

    /// Runs it with the terminal of this process as its own, until it ends. Ctrl-C is its own affair, and a second one
    /// too.
    pub fn on_terminal(self) -> Result<Lived, ProcessError> {
        let mut run = self.start()?;
        let status = loop {
            run.heed(false);
            if let Some(status) = run.ended()? {
                break status;
            }
            thread::sleep(PAUSE);
        };
        Ok(Lived { end: run.end(status), took: run.watch.elapsed() })
    }

    /// Starts it, and lets go of the write end of its output, which would else never end.
    fn start(mut self) -> Result<Run, ProcessError> {
        let interrupts = Watch::begin();
        let watch = Stopwatch::start();
        let child = self.command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                ProcessError::NotFound { program: self.command.get_program().to_string_lossy().into_owned() }
            }
            _ => self.not_run(&error),
        })?;
        #[cfg(unix)]
        if let Some(lock) = &self.lock {
            // Without it the lock does its work, and the next process cannot say who has it.
            lock.note(&child.id().to_string()).ok();
        }
        let run = Run { child, what: self.what, interrupts, watch, count: 0, is_ending: false, _lock: self.lock };
        Ok(run)
    }

    #[cfg(unix)]
    fn input(&self) -> Result<Stdio, ProcessError> {
        let Some(lock) = &self.lock else { return Ok(Stdio::null()) };
        lock.shared().map(Stdio::from).map_err(|error| self.not_run(&error))
    }

    #[cfg(not(unix))]
    fn input(&self) -> Result<Stdio, ProcessError> {
        Ok(Stdio::null())
    }

    fn not_run(&self, error: &io::Error) -> ProcessError {
        ProcessError::NotRun { what: self.what.clone(), reason: error.to_string() }
    }
}

/// A program that runs.
struct Run {
    child: Child,
    what: String,
    interrupts: Watch,
    watch: Stopwatch,
    /// How many interrupts came.
    count: usize,
    /// Whether it was told that this process is to end.
    is_ending: bool,
    /// Free when it has ended.
    _lock: Option<FileLock>,
}

impl Run {
    /// Passes on an interrupt that came, and the word to end, which reached this process alone.
    fn heed(&mut self, second_kills: bool) {
        if is_to_end() && !std::mem::replace(&mut self.is_ending, true) {
            self.count += 1;
            self.tell(Word::End);
        }
        if self.interrupts.take() {
            self.count += 1;
            if self.count > 1 && second_kills {
                self.tell(Word::Kill);
            } else if !is_at_terminal() {
                // A terminal tells everyone in front of it; a signal that came otherwise reached this process alone.
                self.tell(Word::Interrupt);
            }
        }
    }

    fn tell(&mut self, word: Word) {
        #[cfg(unix)]
        tree::tell(&self.child, word);
        #[cfg(not(unix))]
        tree::tell(&mut self.child, word);
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>, ProcessError> {
        let failed = |error: io::Error| ProcessError::NotRun { what: self.what.clone(), reason: error.to_string() };
        self.child.try_wait().map_err(failed)
    }

    /// Returns how it ended. An interrupt that it took and went on after is none.
    fn end(&self, status: ExitStatus) -> End {
        let was_interrupted = self.count > 0 || self.interrupts.take();
        match status.code() {
            Some(0) => End::Code(0),
            _ if was_interrupted || says_interrupted(status) => End::Interrupted,
            Some(code) => End::Code(code),
            None => End::Signal(signal(status)),
        }
    }
}

/// Reads a pipe to its end, whether somebody still takes what it holds or not: a program that is left running must not
/// break because nobody reads.
fn read(mut pipe: PipeReader) -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::spawn(move || {
        let mut buffer = vec![0; CHUNK];
        loop {
            match pipe.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => {
                    sender.send(buffer.get(..count).unwrap_or_default().to_vec()).ok();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    });
    receiver
}

fn is_at_terminal() -> bool {
    io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal()
}

/// A shell says with 130 that an interrupt ended what it ran.
#[cfg(unix)]
fn says_interrupted(status: ExitStatus) -> bool {
    status.code() == Some(130) || signal(status) == signal_hook::consts::SIGINT
}

/// The system has a code of its own for what Ctrl-C ended.
#[cfg(not(unix))]
fn says_interrupted(status: ExitStatus) -> bool {
    [Some(130), Some(-1_073_741_510)].contains(&status.code())
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> i32 {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or_default()
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> i32 {
    0
}
