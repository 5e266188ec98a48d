//! The part of the sandbox that starts programs: the product, and the git that makes its repositories.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::output::Output;
use super::sandbox::Sandbox;

/// A run that takes longer than this hangs; the test then fails instead of waiting for ever.
const PATIENCE: Duration = Duration::from_secs(60);

impl Sandbox {
    /// Runs the product.
    pub(crate) fn shepherd<'a>(&self, arguments: impl AsRef<[&'a str]>) -> Output {
        self.shepherd_with_input(arguments, "")
    }

    /// Runs the product and pipes `input` into it.
    pub(crate) fn shepherd_with_input<'a>(&self, arguments: impl AsRef<[&'a str]>, input: &str) -> Output {
        self.run(Path::new(env!("CARGO_BIN_EXE_shepherd")), arguments.as_ref(), input)
    }

    /// Runs what [`Sandbox::program`] made, as the product would run it.
    #[cfg(unix)]
    pub(crate) fn run_program(&self, name: &str) -> Output {
        self.run(&self.root.join("bin").join(name), &[], "")
    }

    /// Starts the product, and does not wait for its end. Nobody reads what it prints.
    pub(crate) fn shepherd_started<'a>(&self, arguments: impl AsRef<[&'a str]>) -> std::process::Child {
        self.settle();
        let mut command = self.sealed(Path::new(env!("CARGO_BIN_EXE_shepherd")));
        command.args(arguments.as_ref().iter().map(|argument| self.expand(argument)));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the binary starts")
    }

    pub(super) fn run(&self, program: &Path, arguments: &[&str], input: &str) -> Output {
        self.settle();
        let started = Instant::now();
        let mut command = self.sealed(program);
        command.args(arguments.iter().map(|argument| self.expand(argument)));
        let mut child = command.spawn().expect("the binary starts");
        let stdout = collect(child.stdout.take().expect("standard output is piped"));
        let stderr = collect(child.stderr.take().expect("standard error is piped"));
        // A product that does not read its input closes the pipe, which is no failure of the test.
        drop(child.stdin.take().expect("standard input is piped").write_all(input.as_bytes()));
        let status = loop {
            if let Some(status) = child.try_wait().expect("the child is ours") {
                break status;
            }
            if started.elapsed() > PATIENCE {
                child.kill().expect("the child is ours");
                panic!("no end after {PATIENCE:?}: {} {arguments:?}", program.display());
            }
            thread::sleep(Duration::from_millis(1));
        };
        let elapsed = started.elapsed();
        let text = |bytes: thread::JoinHandle<Vec<u8>>| {
            let text = String::from_utf8_lossy(&bytes.join().expect("the reader does not panic")).into_owned();
            // What the interface marks its texts with is for itself.
            assert!(!text.contains(|letter| ('\u{fdd0}'..='\u{fdef}').contains(&letter)), "{arguments:?}: {text:?}");
            self.redact(&text)
        };
        Output { stdout: text(stdout), stderr: text(stderr), status, elapsed }
    }

    /// Returns the product as a person starts it, for a terminal that the caller provides.
    #[cfg(unix)]
    pub(crate) fn at_terminal<'a>(&self, arguments: impl AsRef<[&'a str]>) -> Command {
        self.settle();
        let mut command = self.sealed(Path::new(env!("CARGO_BIN_EXE_shepherd")));
        command.args(arguments.as_ref().iter().map(|argument| self.expand(argument)));
        command.stdin(Stdio::inherit()).stdout(Stdio::inherit()).stderr(Stdio::inherit());
        command
    }

    /// Returns a command that sees the sealed environment and nothing else.
    pub(super) fn sealed(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, self.expand(value))));
        command.current_dir(&self.directory);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs git, which must succeed, with the sealed identity but the developer's PATH: some of its commands are shell
    /// scripts.
    pub(super) fn run_git(&self, arguments: &[&str], input: Option<&[u8]>) -> String {
        let output = self.try_git(arguments, input);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {}\n{message}", output.status);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs git, which may fail.
    pub(crate) fn try_git(&self, arguments: &[&str], input: Option<&[u8]>) -> std::process::Output {
        let mut command = self.sealed(Path::new("git"));
        if let Some(search) = std::env::var_os("PATH") {
            command.env("PATH", search);
        }
        let clock = self.pending.clock();
        command.env("GIT_AUTHOR_DATE", &clock).env("GIT_COMMITTER_DATE", &clock);
        command.args(["-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false", "-c", "gc.auto=0"]);
        command.args(arguments.iter().map(|argument| self.expand(argument)));
        let mut child = command.spawn().expect("git starts");
        let mut stdin = child.stdin.take().expect("standard input is piped");
        stdin.write_all(input.unwrap_or_default()).expect("git reads its input");
        drop(stdin);
        child.wait_with_output().expect("git ends")
    }
}

/// Reads a stream to its end beside the caller: a child that fills one pipe must not wait for the other to be read.
fn collect(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("the pipe is readable");
        bytes
    })
}
