//! The part of the sandbox that kills the product while it works.
//!
//! A debug build counts the places between two writes, its crash points, and dies at the one that it is told
//! (`SHEPHERD_KILL_AT`); a release build has none. What the killed product had started may live on, so its output goes
//! to files: nobody waits for a pipe that such a program still holds.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use super::output::Output;
use super::sandbox::Sandbox;

/// A run that takes longer than this hangs; the test then fails instead of waiting for ever.
const PATIENCE: Duration = Duration::from_secs(60);

impl Sandbox {
    /// Runs the product to its end, and returns the output with the name of each crash point that it came by, in order.
    /// The first is number 1. A release build has none.
    pub(crate) fn shepherd_with_crash_points<'a>(&self, arguments: impl AsRef<[&'a str]>) -> (Output, Vec<String>) {
        let log = self.root.join("crash-points");
        drop(fs::remove_file(&log));
        let output = self.run_until(arguments.as_ref(), &[("SHEPHERD_KILL_LOG", &log.display().to_string())], None);
        let lines = fs::read_to_string(&log).unwrap_or_default();
        let names = lines.lines().map(|line| line.split_once(' ').expect("a number and a name").1.to_owned());
        (output, names.collect())
    }

    /// Runs the product, which dies at the crash point of this number; it ends as usual where it comes by fewer.
    pub(crate) fn shepherd_killed_at<'a>(&self, number: usize, arguments: impl AsRef<[&'a str]>) -> Output {
        self.run_until(arguments.as_ref(), &[("SHEPHERD_KILL_AT", &number.to_string())], None)
    }

    /// Runs the product and kills it after a time; it ends as usual where it takes less.
    pub(crate) fn shepherd_killed_after<'a>(&self, time: Duration, arguments: impl AsRef<[&'a str]>) -> Output {
        self.run_until(arguments.as_ref(), &[], Some(&|elapsed| elapsed >= time))
    }

    /// Runs the product and kills it as soon as a file is there; it ends as usual where it never is.
    pub(crate) fn shepherd_killed_after_file<'a>(&self, path: &str, arguments: impl AsRef<[&'a str]>) -> Output {
        let path = self.path(path);
        self.run_until(arguments.as_ref(), &[], Some(&|_| fs::metadata(&path).is_ok_and(|file| file.len() > 0)))
    }

    /// Runs the product under `strace`, which writes the system calls of this list with the names of their files. `None`
    /// where it is not there or may not.
    pub(crate) fn shepherd_traced<'a>(
        &self,
        calls: &str,
        trace: &str,
        arguments: impl AsRef<[&'a str]>,
    ) -> Option<Output> {
        let search = std::env::var_os("PATH")?;
        let strace = std::env::split_paths(&search).map(|folder| folder.join("strace")).find(|path| path.is_file())?;
        let trace = self.expand(trace);
        let words = ["-f", "-y", "-qq", "-e", &format!("trace={calls}"), "-o", &trace].map(str::to_owned);
        let trial = Command::new(&strace).args(&words).arg("true").output();
        if !trial.is_ok_and(|output| output.status.success()) {
            return None;
        }
        let words = words.into_iter().chain([env!("CARGO_BIN_EXE_shepherd").to_owned()]);
        let words: Vec<String> = words.chain(arguments.as_ref().iter().map(|word| (*word).to_owned())).collect();
        Some(self.run(&strace, &words.iter().map(String::as_str).collect::<Vec<_>>(), ""))
    }

    fn run_until(
        &self,
        arguments: &[&str],
        variables: &[(&str, &str)],
        is_due: Option<&dyn Fn(Duration) -> bool>,
    ) -> Output {
        self.settle();
        let [stdout, stderr] = ["killed.stdout", "killed.stderr"].map(|name| self.root.join(name));
        let started = Instant::now();
        let mut command = self.sealed(Path::new(env!("CARGO_BIN_EXE_shepherd")));
        command.args(arguments.iter().map(|argument| self.expand(argument)));
        command.envs(variables.iter().copied());
        command.stdout(File::create(&stdout).expect("the sandbox is writable"));
        command.stderr(File::create(&stderr).expect("the sandbox is writable"));
        let mut child = command.spawn().expect("the binary starts");
        // An input that is over answers no question.
        drop(child.stdin.take());
        let status = loop {
            if let Some(status) = child.try_wait().expect("the child is ours") {
                break status;
            }
            if is_due.is_some_and(|is_due| is_due(started.elapsed())) {
                break kill(&mut child);
            }
            if started.elapsed() > PATIENCE {
                kill(&mut child);
                panic!("no end after {PATIENCE:?}: {arguments:?}");
            }
            thread::sleep(Duration::from_micros(200));
        };
        let elapsed = started.elapsed();
        let text = |path: &Path| self.redact(&String::from_utf8_lossy(&fs::read(path).expect("it was made above")));
        Output { stdout: text(&stdout), stderr: text(&stderr), status, elapsed }
    }
}

/// Kills a child, which may have ended by itself a moment ago.
fn kill(child: &mut Child) -> std::process::ExitStatus {
    child.kill().expect("the child is ours");
    child.wait().expect("the child is ours")
}
