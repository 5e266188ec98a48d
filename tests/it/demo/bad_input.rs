//! Folders that are taken, that are no demo, that cannot be; no git; and what a demo that is cut short leaves behind.

use std::fs;

use insta::assert_snapshot;
use rexpect::session::spawn_command;

use super::{desk, listing, said};

#[test]
fn a_folder_that_has_something_in_it_is_left_alone() {
    let desk = desk().write("mine/notes.txt", "mine").write("file", "mine");
    fs::create_dir(desk.path("empty")).expect("the sandbox is writable");
    let before = listing(&desk.path("."), &[]);
    assert_snapshot!(desk.shepherd(["demo", "mine"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "file"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "file/below"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "."]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--tour", "mine"]), @"");
    assert_eq!(listing(&desk.path("."), &[]), before);
    drop(desk.shepherd(["demo", "empty"]).success());
    assert_snapshot!(desk.shepherd(["demo", "empty"]), @"");
}

#[test]
fn only_a_demo_is_taken_away() {
    let desk = desk().write("mine/notes.txt", "mine").write("forged/.shepherd-demo", "This folder was made by hand\n");
    drop(desk.shepherd(["demo", "made"]).success());
    std::os::unix::fs::symlink("made", desk.path("link")).expect("the sandbox takes links");
    let desk = desk.write("made/own.txt", "mine");
    let before = listing(&desk.path("."), &[]);
    assert_snapshot!(desk.shepherd(["demo", "--remove"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "mine"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "forged"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "link"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "made"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "--tour"]), @"");
    assert_snapshot!(desk.shepherd(["demo", "--yes"]), @"");
    assert_eq!(listing(&desk.path("."), &[]), before);
    fs::remove_file(desk.path("made/own.txt")).expect("it is there");
    assert_snapshot!(desk.shepherd(["demo", "--remove", "made"]), @"");
    assert!(!desk.exists("made") && desk.exists("mine/notes.txt"));
}

#[test]
fn names_are_not_only_letters() {
    let desk = desk();
    let name = "my démo it's ☂";
    let output = desk.shepherd(["demo", name]).success();
    assert_snapshot!(output.stdout(), @"");
    let line = output.stdout().lines().find(|line| line.starts_with("  cd ")).expect("it says where to go").trim();
    let script = format!("{line} && shepherd rotation check && shepherd store sync");
    let run = std::process::Command::new(desk.path("[SANDBOX]/bin/sh"))
        .args(["-c", &script])
        .current_dir(desk.path("."))
        .env_clear()
        .env("PATH", desk.path("[SANDBOX]/bin"))
        .env("HOME", desk.path("[HOME]"))
        .env("SHEPHERD_NOW", "2026-03-28T09:00:00Z")
        .output()
        .expect("a shell is there");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    drop(desk.shepherd(["demo", "--remove", name]).success());
}

#[test]
fn without_git_there_is_none() {
    let desk = desk().env("PATH", "[SANDBOX]/nowhere");
    assert_snapshot!(said(&desk.shepherd(["demo"])), @"");
    assert_eq!(listing(&desk.path("."), &[]), [""; 0]);
}

#[test]
#[cfg(target_os = "linux")]
fn where_nothing_can_be_written_that_is_said() {
    assert_snapshot!(desk().shepherd(["demo", "/proc/shepherd-demo"]), @"");
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
fn what_is_in_the_way_is_not_taken_for_a_demo() {
    let desk = desk().write(".shepherd-demo.making/notes.txt", "mine");
    assert_snapshot!(desk.shepherd(["demo"]), @"");
    assert_eq!(desk.read(".shepherd-demo.making/notes.txt"), "mine");
}

#[test]
fn an_interrupt_leaves_nothing() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo"]), Some(60_000)).expect("the binary starts");
    while !desk.exists(".shepherd-demo.making/nia") {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    session.send_control('c').expect("the terminal takes it");
    session.exp_string("interrupted, and nothing is left of the demo").expect("it says so");
    session.exp_eof().expect("it ends");
    assert!(format!("{:?}", session.process().wait()).contains(", 130)"));
    assert_eq!(listing(&desk.path("."), &[]), [""; 0]);
}
