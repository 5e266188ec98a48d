//! A demo that is cut short: by Ctrl-C, by the system, by a kill; and a tour.

use std::process::{Command, Stdio};
use std::time::Duration;

use rexpect::process::{Signal, WaitStatus};
use rexpect::session::{PtySession, spawn_command};

use super::{desk, listing};
use crate::support::Sandbox;

/// Tells a process something, as a shell does.
fn tell(word: &str, id: &str) {
    let status = Command::new("sh").args(["-c", &format!("kill -{word} {id}")]).status().expect("a shell is there");
    assert!(status.success(), "{status}");
}

/// Tells a process to end until it does, and returns how it did. A word that comes just before it begins to wait for a key
/// is heeded after that.
fn end(session: &mut PtySession) -> String {
    loop {
        session.process_mut().signal(Signal::SIGTERM).expect("the child is ours");
        std::thread::sleep(Duration::from_millis(100));
        match session.process().status() {
            Some(WaitStatus::StillAlive) => {}
            ended => return format!("{ended:?}"),
        }
    }
}

/// Waits until something is there.
fn wait_for(desk: &Sandbox, path: &str) {
    while !desk.exists(path) {
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn what_was_cut_short_is_none_and_the_next_one_works() {
    let desk = desk();
    let (output, points) = desk.shepherd_with_crash_points(["demo", "whole"]);
    drop(output.success());
    if points.is_empty() {
        return println!("skipped: a release build has no crash points");
    }
    // The commands are alike, so the first and the last of them stand for all.
    let last = points.len();
    for number in [1, 2, 3, 4, last - 1, last] {
        assert_eq!(desk.shepherd_killed_at(number, ["demo", "cut"]).code(), None, "{number}");
        assert!(!desk.exists("cut") && desk.exists(".cut.making"), "{number}");
    }
    drop(desk.shepherd(["demo", "cut"]).success());
    assert!(!desk.exists(".cut.making"));
    let desk = desk.directory("cut/lantern");
    drop(desk.shepherd(["doctor"]).success());
}

#[test]
fn an_interrupt_leaves_nothing() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo"]), Some(60_000)).expect("the binary starts");
    wait_for(&desk, ".shepherd-demo.making/nia");
    session.send_control('c').expect("the terminal takes it");
    session.exp_string("interrupted, and nothing is left of the demo").expect("it says so");
    session.exp_eof().expect("it ends");
    assert!(format!("{:?}", session.process().wait()).contains(", 130)"));
    assert_eq!(listing(&desk.path("."), &[]), [""; 0]);
}

#[test]
fn a_word_of_the_system_to_end_leaves_nothing() {
    for word in ["TERM", "HUP"] {
        let desk = desk();
        let mut command = desk.at_terminal(["demo"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().expect("the binary starts");
        wait_for(&desk, ".shepherd-demo.making/nia");
        tell(word, &child.id().to_string());
        let output = child.wait_with_output().expect("the child is ours");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("interrupted, and nothing is left of the demo"), "{word}: {said}");
        assert_eq!(output.status.code(), Some(130), "{word}");
        assert_eq!(listing(&desk.path("."), &[]), [""; 0], "{word}");
    }
}

#[test]
fn a_tour_that_the_system_ends_leaves_nothing() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour"]), Some(60_000)).expect("the binary starts");
    session.exp_string("Enter to go on, q to stop").expect("it stops");
    let ended = end(&mut session);
    assert!(ended.contains(", 130)"), "{ended}");
    assert_eq!(listing(&desk.path("[SANDBOX]/temporary"), &[]), [""; 0]);
}

#[test]
fn a_command_of_a_tour_ends_with_it() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour", "--yes"]), Some(60_000)).expect("it starts");
    session.exp_string("$ shepherd guide 2.4.0 --rehearse").expect("it comes that far");
    let ended = end(&mut session);
    assert!(ended.contains(", 130)"), "{ended}");
    assert_eq!(listing(&desk.path("[SANDBOX]/temporary"), &[]), [""; 0]);
}
