//! What a guided walk takes between two steps: the document read again, the screen, the answer, and all of it written down
//! and synced; and what sharing it costs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{SHEPHERD, milliseconds};

const STEPS: [usize; 3] = [1, 51, 101];
const RUNS: usize = 5;
const SHARED_STEPS: usize = 31;

/// Prints the time of a walk through manual steps, and what one more step adds.
pub(crate) fn walk() {
    println!("\nguide: a walk of manual steps, each answered beforehand, without network");
    println!("{:>10}  {:>10}  {:>10}  {:>12}  {:>13}", "steps", "events", "median", "a step more", "an event more");
    let mut before: Option<(usize, u32, Duration)> = None;
    for steps in STEPS {
        let (time, events) = time(steps, &Sharing::Not);
        let (step, event) = before.map_or_else(Default::default, |(fewer, few, less)| {
            let added = u32::try_from(steps - fewer).expect("there are few steps");
            let more = time.saturating_sub(less);
            (milliseconds(more / added), milliseconds(more / (events - few)))
        });
        println!("{steps:>10}  {events:>10}  {:>10}  {step:>12}  {event:>13}", milliseconds(time));
        before = Some((steps, events, time));
    }
    println!("\nguide: the same walk of {SHARED_STEPS} steps where its store is shared; the end waits for the push");
    let (alone, _) = time(SHARED_STEPS, &Sharing::Not);
    println!("{:>34}  {:>10}  {:>8}", "the store", "median", "times");
    let cases = [
        ("in this clone alone", Sharing::Not),
        ("shared", Sharing::Remote),
        ("shared, a push takes a second", Sharing::Slow),
    ];
    for (name, sharing) in &cases {
        let (time, _) = if matches!(sharing, Sharing::Not) { (alone, 0) } else { time(SHARED_STEPS, sharing) };
        let ratio = time.as_secs_f64() / alone.as_secs_f64();
        println!("{name:>34}  {:>10}  {ratio:>8.2}", milliseconds(time));
    }
}

/// Where the store of a walk is.
enum Sharing {
    Not,
    Remote,
    /// Each push to it takes a second at least.
    Slow,
}

/// Returns the median time of a walk, and how many events it wrote.
fn time(steps: usize, sharing: &Sharing) -> (Duration, u32) {
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
            git(folder.path(), &["update-ref", "-d", "refs/shepherd/remote"]);
            share(folder.path(), sharing);
            let mut arguments =
                vec!["guide", "1.0.0", "--branch", "main", "--as", "octocat", "--answer", "step.*=done"];
            if matches!(sharing, Sharing::Not) {
                arguments.push("--offline");
            }
            let mut command = command(folder.path(), SHEPHERD, &arguments);
            let started = Instant::now();
            let status = command.status().expect("the binary starts");
            let elapsed = started.elapsed();
            assert!(status.success(), "the guide ended with {status}");
            elapsed
        })
        .collect();
    times.sort_unstable();
    (times.get(RUNS / 2).copied().unwrap_or_default(), events(folder.path()))
}

/// Gives the walk a store that is shared through a remote of its own, which is new.
fn share(folder: &Path, sharing: &Sharing) {
    if matches!(sharing, Sharing::Not) {
        return;
    }
    let remote = folder.join(".git/records.git");
    if remote.exists() {
        fs::remove_dir_all(&remote).expect("it is ours");
    }
    git(folder, &["init", "--quiet", "--bare", ".git/records.git"]);
    let address = remote.display().to_string();
    let status = command(folder, SHEPHERD, &["store", "init", "--remote", &address, "--yes"]).status();
    assert!(status.expect("the binary starts").success(), "the store is not shared");
    if matches!(sharing, Sharing::Slow) {
        let hook = remote.join("hooks/pre-receive");
        fs::create_dir_all(remote.join("hooks")).expect("it is writable");
        fs::write(&hook, "#!/bin/sh\nsleep 1\n").expect("it is writable");
        let status = Command::new("chmod").arg("+x").arg(&hook).status();
        assert!(status.expect("chmod starts").success(), "the hook can be run");
    }
}

/// Returns how many events the log of the walk has.
fn events(folder: &Path) -> u32 {
    let listed = command(folder, "git", &["ls-tree", "-r", "--name-only", "refs/shepherd/store", "runs/"])
        .stdout(Stdio::piped())
        .output()
        .expect("git starts");
    let path = String::from_utf8(listed.stdout).expect("paths are text").trim().to_owned();
    let log = command(folder, "git", &["show", &format!("refs/shepherd/store:{path}")])
        .stdout(Stdio::piped())
        .output()
        .expect("git starts");
    u32::try_from(String::from_utf8(log.stdout).expect("a log is text").lines().count()).expect("there are few")
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
