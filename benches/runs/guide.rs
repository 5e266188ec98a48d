//! What a guided walk takes between two steps: the document read again, the screen, the answer, and all of it written down
//! and synced.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{SHEPHERD, milliseconds};

const STEPS: [usize; 3] = [1, 51, 101];
const RUNS: usize = 5;

/// Prints the time of a walk through manual steps, and what one more step adds.
pub(crate) fn walk() {
    println!("\nguide: a walk of manual steps, each answered beforehand, without network");
    println!("{:>10}  {:>10}  {:>12}", "steps", "median", "a step more");
    let mut before: Option<(usize, Duration)> = None;
    for steps in STEPS {
        let time = time(steps);
        let more = before.map_or_else(String::new, |(fewer, less)| {
            let added = u32::try_from(steps - fewer).expect("there are few steps");
            milliseconds(time.saturating_sub(less) / added)
        });
        println!("{steps:>10}  {:>10}  {more:>12}", milliseconds(time));
        before = Some((steps, time));
    }
}

fn time(steps: usize) -> Duration {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list: Vec<String> = (1..=steps).map(|number| format!("{number}. Do the thing of number {number}.\n")).collect();
    fs::write(folder.path().join("RELEASING.md"), format!("# Releasing\n\n{}", list.concat())).expect("it is writable");
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "Start"]);
    git(folder.path(), &["init", "--quiet", "--bare", ".git/origin.git"]);
    git(folder.path(), &["remote", "add", "origin", ".git/origin.git"]);
    git(folder.path(), &["push", "--quiet", "origin", "main"]);
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            // Each begins anew: the records of the walk before go.
            git(folder.path(), &["update-ref", "-d", "refs/shepherd/store"]);
            let arguments =
                ["guide", "1.0.0", "--branch", "main", "--as", "octocat", "--offline", "--answer", "step.*=done"];
            let mut command = command(folder.path(), SHEPHERD, &arguments);
            let started = Instant::now();
            let status = command.status().expect("the binary starts");
            let elapsed = started.elapsed();
            assert!(status.success(), "the guide ended with {status}");
            elapsed
        })
        .collect();
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = command(folder, "git", arguments).status().expect("git starts");
    assert!(status.success(), "git {arguments:?} ended with {status}");
}

/// Returns a command of somebody whom git knows, without what this user has set up.
fn command(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Mona").env(format!("GIT_{role}_EMAIL"), "mona@example.org");
    }
    command
}
