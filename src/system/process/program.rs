//! Other programs, run to their end, with their output caught.

#![expect(clippy::disallowed_methods, reason = "programs are started here and nowhere else")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use thiserror::Error;

use crate::failure::{Failure, Kind};
use crate::system::clock::Deadline;

/// How often a program that closed its output is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);
/// How many lines of a program's complaints are shown, counted from the last.
const LINES_SHOWN: usize = 8;

/// Why a program did not do what was asked. No variant holds its arguments, which may hold secrets.
#[derive(Debug, Error)]
pub enum ProcessError {
    /// The program ended with another status than success.
    #[error("{what} failed ({status}){complaint}")]
    Failed {
        /// The program and what it was asked to do.
        what: String,
        /// How it ended, in words.
        status: String,
        /// Its last words on stderr, each on a line of its own; may be empty.
        complaint: String,
    },
    /// The program is not there.
    #[error("`{program}` was not found")]
    NotFound {
        /// The name of the program.
        program: String,
    },
    /// The program could not be started or watched.
    #[error("{what} could not be run: {reason}")]
    NotRun {
        /// The program and what it was asked to do.
        what: String,
        /// What the system says.
        reason: String,
    },
    /// The program took too long and was stopped.
    #[error("{what} was stopped after {} seconds", .limit.as_secs())]
    TimedOut {
        /// The program and what it was asked to do.
        what: String,
        /// How long it was allowed to take.
        limit: Duration,
    },
}

impl From<ProcessError> for Failure {
    fn from(error: ProcessError) -> Self {
        let failure = Self::new(Kind::Outside, error.to_string());
        match error {
            ProcessError::NotFound { program } => failure.hint(format!("install `{program}`, or add it to the PATH")),
            _ => failure,
        }
    }
}

/// A program and its arguments. It gets no input, so that it cannot wait for a person.
#[derive(Debug)]
pub struct Program {
    command: Command,
    what: String,
    limit: Duration,
}

/// What a program left behind. Its `Debug` form does not show the output, which may be a secret.
pub struct Output {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote as its result.
    pub stdout: Vec<u8>,
    /// What it wrote for people.
    pub stderr: Vec<u8>,
}

impl Program {
    /// Returns the program of this name with its arguments, allowed to take `limit`.
    pub fn new<Argument: AsRef<OsStr>>(
        name: &str,
        arguments: impl IntoIterator<Item = Argument>,
        limit: Duration,
    ) -> Self {
        let arguments: Vec<OsString> = arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect();
        let what = describe(name, &arguments);
        let mut command = Command::new(name);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { command, what, limit }
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

    /// Sets an environment variable for it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Keeps an environment variable from it, such as a token that it does not need.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs the program and returns what it left behind, however it ended.
    pub fn run(mut self) -> Result<Output, ProcessError> {
        let mut child = self.command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => ProcessError::NotFound { program: program_name(&self.command) },
            _ => ProcessError::NotRun { what: self.what.clone(), reason: error.to_string() },
        })?;
        let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
        let deadline = Deadline::after(self.limit);
        let output = wait(&mut child, &stdout, &stderr, deadline);
        if output.is_none() {
            // Whoever it started in turn may hold its output open; nobody waits for them.
            child.kill().ok();
            child.wait().ok();
        }
        output.ok_or(ProcessError::TimedOut { what: self.what, limit: self.limit })
    }

    /// Runs the program and returns what it left behind, if it ended well.
    pub fn succeed(self) -> Result<Output, ProcessError> {
        let what = self.what.clone();
        let output = self.run()?;
        if output.status.success() {
            return Ok(output);
        }
        let status = match output.status.code() {
            Some(code) => format!("exit code {code}"),
            None => "stopped by a signal".to_owned(),
        };
        Err(ProcessError::Failed { what, status, complaint: last_lines(&output.stderr) })
    }
}

impl Output {
    /// Returns its result as text without the line end.
    pub fn text(&self) -> Cow<'_, str> {
        let text = String::from_utf8_lossy(&self.stdout);
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_end()),
            Cow::Owned(text) => Cow::Owned(text.trim_end().to_owned()),
        }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Output").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Reads a pipe to its end beside the program, which would stop at a full one.
fn collect(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).ok();
        }
        sender.send(bytes).ok();
    });
    receiver
}

/// Returns what the program left behind, `None` when the deadline comes first.
fn wait(
    child: &mut Child,
    stdout: &Receiver<Vec<u8>>,
    stderr: &Receiver<Vec<u8>>,
    deadline: Deadline,
) -> Option<Output> {
    let stdout = stdout.recv_timeout(deadline.remaining()).ok()?;
    let stderr = stderr.recv_timeout(deadline.remaining()).ok()?;
    loop {
        if let Some(status) = child.try_wait().ok()? {
            return Some(Output { status, stdout, stderr });
        }
        if deadline.is_over() {
            return None;
        }
        thread::sleep(PAUSE);
    }
}

fn program_name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Returns the program and at most two plain words after it, `git fetch origin`: never an option or an address, which
/// may hold a secret.
pub(super) fn describe(name: &str, arguments: &[OsString]) -> String {
    let plain =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !word.starts_with('-');
    let words = arguments.iter().map_while(|argument| argument.to_str().filter(plain)).take(2);
    let words: Vec<&str> = std::iter::once(name).chain(words).collect();
    format!("`{}`", words.join(" "))
}

/// Returns the last lines that are not empty, each after a line end and two spaces.
fn last_lines(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let shown = lines.get(lines.len().saturating_sub(LINES_SHOWN)..).unwrap_or_default();
    shown.iter().flat_map(|line| ["\n  ", line]).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    fn shell(script: &str) -> Program {
        Program::new("sh", ["-c", script], LONG)
    }

    #[test]
    fn output_is_caught() {
        let output = shell("echo out; echo err >&2; exit 3").run().unwrap();
        assert_eq!((output.text().as_ref(), output.status.code()), ("out", Some(3)));
        assert_eq!(output.stderr, b"err\n");
    }

    #[test]
    fn folder_and_environment_are_given() {
        let script = r#"pwd; echo "$SHEPHERD_TEST-${HOME:-none}"; cat"#;
        let output = shell(script).in_folder(Path::new("/")).with("SHEPHERD_TEST", "x").without("HOME").run().unwrap();
        assert_eq!(output.text(), "/\nx-none");
    }

    #[test]
    fn more_than_a_pipe_holds_is_read() {
        let output = shell("i=0; while [ $i -lt 3000 ]; do printf '%0100d' 0; printf '%0100d' 0 >&2; i=$((i+1)); done");
        let output = output.succeed().unwrap();
        assert_eq!((output.stdout.len(), output.stderr.len()), (300_000, 300_000));
    }

    #[test]
    fn failures_say_what_and_why() {
        let cases = [
            (
                shell("echo 'fatal: no such remote' >&2; exit 128"),
                "error: `sh` failed (exit code 128)\n  fatal: no such remote",
            ),
            (shell("kill -9 $$"), "error: `sh` failed (stopped by a signal)"),
            (
                Program::new("shepherd-none", ["auth", "token"], LONG),
                "error: `shepherd-none` was not found\nhelp: install `shepherd-none`, or add it to the PATH",
            ),
            (Program::new("sleep", ["20"], Duration::from_millis(1)), "error: `sleep` was stopped after 0 seconds"),
        ];
        for (program, message) in cases {
            let failure = Failure::from(program.succeed().unwrap_err());
            assert_eq!((failure.to_string().as_str(), failure.kind), (message, Kind::Outside));
        }
    }

    #[test]
    fn who_holds_the_pipe_is_not_waited_for() {
        let program = Program::new("sh", ["-c", "sleep 20 & echo started"], Duration::from_millis(50));
        let deadline = Deadline::after(Duration::from_secs(10));
        assert!(matches!(program.run(), Err(ProcessError::TimedOut { .. })));
        assert!(!deadline.is_over());
    }

    #[test]
    fn arguments_are_not_told() {
        let told = |arguments: &[&str]| describe("git", &arguments.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(told(&["fetch", "origin", "main"]), "`git fetch origin`");
        assert_eq!(told(&["push", "https://me:secret@host.invalid/a"]), "`git push`");
        assert_eq!(told(&["-c", "http.extraheader=secret", "fetch"]), "`git`");
        let output = shell("echo secret").run().unwrap();
        assert!(!format!("{output:?}").contains("secret"));
    }
}
