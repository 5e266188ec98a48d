//! A process that dies at each crash point of its writing, and one that dies at any moment.

#![cfg(all(unix, debug_assertions))]
#![expect(clippy::disallowed_methods, reason = "these tests start themselves as other processes")]

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use super::*;
use crate::system::environment::{SHEPHERD_KILL_AT, SHEPHERD_KILL_LOG};

/// Tells the process that it is the one to be killed, and in which folder.
const FOLDER: &str = "SHEPHERD_TEST_KILLED_IN";
/// How many lines that process appends, each in a change of its own.
const LINES: usize = 3;

/// What the other process does: it confirms each line, by a file, only after it was written.
#[test]
fn the_process_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let store = Store::open(&Repository::open(&folder).unwrap()).unwrap();
    let held = store.hold(&run("1.0"), author().when).unwrap();
    let text = store.read_run(&run("1.0")).unwrap().unwrap_or_default();
    for number in text.lines().count()..LINES {
        append(&store, &run("1.0"), &format!("line {number}\n"));
        std::fs::write(folder.join(format!("confirmed-{number}")), "").unwrap();
    }
    drop(held);
}

fn other(place: &Place, variable: (&str, &str)) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "store::tests::killing::the_process_that_is_killed"]);
    command.env(FOLDER, place.path()).env(variable.0, variable.1);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Checks that nothing confirmed is lost and nothing is there twice, and returns how many lines there are.
fn check(place: &Place) -> usize {
    let store = place.store();
    let text = store.read_run(&run("1.0")).unwrap().unwrap_or_default();
    let count = text.lines().count();
    let lines: Vec<_> = (0..count).map(|number| format!("line {number}")).collect();
    assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    assert!(text.is_empty() || text.ends_with('\n'));
    let confirmed = (0..LINES).filter(|number| place.path().join(format!("confirmed-{number}")).exists()).count();
    assert!(confirmed <= count, "{confirmed} lines were confirmed, and {count} are there");
    count
}

/// Lets the work go on where the killed process left it.
fn go_on(place: &Place, killed: ExitStatus) {
    let before = check(place);
    let held = place.store().hold(&run("1.0"), author().when).unwrap();
    assert!(killed.success() || before == 0 || before == LINES || held.left_by().is_some());
    drop(held);
    assert!(other(place, ("SHEPHERD_TEST", "")).status().unwrap().success());
    assert_eq!(check(place), LINES);
}

#[test]
fn nothing_is_lost_at_any_crash_point() {
    let place = Place::new();
    let log = place.path().join("points");
    assert!(other(&place, (SHEPHERD_KILL_LOG, log.to_str().unwrap())).status().unwrap().success());
    assert_eq!(check(&place), LINES);
    let points = std::fs::read_to_string(log).unwrap();
    let points: Vec<_> = points.lines().map(|line| line.split_once(' ').unwrap().1).collect();
    let each_line = [
        "half of a blob is written",
        "the blobs are written",
        "the trees are written",
        "a commit is written and the reference is as before",
        "the reference is locked",
        "the reference is moved",
    ];
    for name in each_line {
        assert!(points.iter().filter(|found| **found == name).count() >= LINES, "{name}: {points:?}");
    }
    for number in 1..=points.len() {
        let place = Place::new();
        let killed = other(&place, (SHEPHERD_KILL_AT, &number.to_string())).status().unwrap();
        assert_eq!(killed.signal(), Some(9), "point {number}, {}", points[number - 1]);
        go_on(&place, killed);
    }
}

#[test]
fn nothing_is_lost_at_any_moment() {
    for number in 0..40 {
        let place = Place::new();
        let mut child = other(&place, ("SHEPHERD_TEST", "")).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(5_000 + 1_500 * number));
        child.kill().unwrap();
        go_on(&place, child.wait().unwrap());
    }
}
