//! The tour: through all of it without a terminal, and with somebody who reads.

use std::fs;

use insta::assert_snapshot;
use rexpect::session::spawn_command;

use super::{desk, said};

/// What a rehearsal says of the machine differs from one to the next.
fn on_any_machine(text: &str) -> String {
    let fence = ["  no credentials", "  The commands have ", "  They ", "  The real repository is read-only"];
    let lines: Vec<&str> = text.lines().filter(|line| !fence.iter().any(|start| line.starts_with(start))).collect();
    lines.join("\n")
}

#[test]
fn without_a_terminal_it_goes_through_all_of_it() {
    let desk = desk();
    assert_snapshot!(on_any_machine(&said(&desk.shepherd(["demo", "--tour"]))), @"");
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}

#[test]
fn in_a_folder_that_is_named_it_stays() {
    let desk = desk();
    let output = desk.shepherd(["demo", "--tour", "mine"]).success();
    assert!(output.stdout().ends_with("  shepherd demo --remove mine\n"), "{output}");
    let desk = desk.directory("mine/lantern");
    assert!(desk.shepherd(["ledger", "list"]).success().stdout().contains("2.4.0"));
    drop(desk.shepherd(["rotation", "check"]).success());
    drop(desk.shepherd(["ledger", "verify"]).success());
}

#[test]
fn somebody_reads_two_chapters_and_stops() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour"]), Some(60_000)).expect("the binary starts");
    let mut hears =
        |text: &str| drop(session.exp_string(text).unwrap_or_else(|error| panic!("waited for {text:?}: {error}")));
    hears("1 of 8: What would a release say?");
    hears("$ shepherd changelog");
    hears("NEW: the tide beside each light");
    hears("Enter to go on, q to stop");
    session.send_line("").expect("the terminal takes it");
    session.exp_string("2 of 8").expect("it goes on");
    session.exp_string("Enter to go on, q to stop").expect("it stops again");
    session.send_line("q").expect("the terminal takes it");
    let rest = session.exp_eof().expect("it ends");
    assert!(!rest.contains("3 of 8"), "{rest}");
    assert!(format!("{:?}", session.process().wait()).contains(", 0)"));
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}

#[test]
fn an_interrupt_ends_it_and_its_folder_goes() {
    let desk = desk();
    let mut session = spawn_command(desk.at_terminal(["demo", "--tour"]), Some(60_000)).expect("the binary starts");
    session.exp_string("Enter to go on, q to stop").expect("it stops");
    session.send_control('c').expect("the terminal takes it");
    session.exp_eof().expect("it ends");
    assert!(format!("{:?}", session.process().wait()).contains(", 130)"));
    assert_eq!(fs::read_dir(desk.path("[SANDBOX]/temporary")).expect("it is there").count(), 0);
}
