//! A person at a terminal, who is shown the file and asked.
#![cfg(unix)]

use rexpect::session::{PtySession, spawn_command};

use super::project;
use crate::support::Sandbox;

/// Who says nothing for so long hangs, in milliseconds.
const PATIENCE: u64 = 20_000;

/// Starts the product in a terminal.
fn begin(sandbox: &Sandbox, arguments: &[&str]) -> PtySession {
    spawn_command(sandbox.at_terminal(arguments), Some(PATIENCE)).expect("the binary starts")
}

fn hears(session: &mut PtySession, text: &str) {
    session.exp_string(text).unwrap_or_else(|error| panic!("waited for {text:?}: {error}"));
}

fn types(session: &mut PtySession, key: &str) {
    session.send(key).expect("the terminal takes it");
    session.flush().expect("the terminal takes it");
}

#[track_caller]
fn ends(session: &mut PtySession, code: i32) {
    let rest = session.exp_eof().unwrap_or_else(|error| panic!("waited for its end: {error}"));
    let status = format!("{:?}", session.process().wait().expect("it is our child"));
    assert!(status.starts_with("Exited") && status.ends_with(&format!(", {code})")), "{status}\n{rest}");
}

#[test]
fn a_person_is_shown_the_file_and_asked() {
    let sandbox = project().tag("cli-0.1.0").commit("More").tag("cli-0.2.0");
    let mut person = begin(&sandbox, &["init"]);
    hears(&mut person, "Which tags are the releases?");
    hears(&mut person, "answer:");
    person.send_line("7").expect("the terminal takes it");
    hears(&mut person, "a number from 1 to 2");
    hears(&mut person, "answer:");
    person.send_line("2").expect("the terminal takes it");
    hears(&mut person, "tag-pattern = '^cli\\-(?P<version>");
    hears(&mut person, "Write this to .shepherd.toml?");
    types(&mut person, "y");
    hears(&mut person, "Write a RELEASING.md to begin with?");
    types(&mut person, "n");
    hears(&mut person, "shepherd doctor");
    ends(&mut person, 0);
    assert!(sandbox.read(".shepherd.toml").contains("cli") && !sandbox.exists("RELEASING.md"));
}

#[test]
fn a_no_writes_nothing() {
    let sandbox = project();
    let mut person = begin(&sandbox, &["init"]);
    hears(&mut person, "Write this to .shepherd.toml?");
    types(&mut person, "n");
    hears(&mut person, "nothing was written");
    ends(&mut person, 1);
    assert!(!sandbox.exists(".shepherd.toml"));
}

#[test]
fn an_interrupt_leaves_the_cursor_where_it_was() {
    let sandbox = project();
    let mut person = begin(&sandbox, &["init"]);
    hears(&mut person, "Write this to .shepherd.toml?");
    hears(&mut person, "\u{1b}[?25l");
    types(&mut person, "\u{3}");
    hears(&mut person, "\u{1b}[?25h");
    hears(&mut person, "interrupted");
    ends(&mut person, 130);
    assert!(!sandbox.exists(".shepherd.toml"));
}
