//! Every example of the help runs: in a project that has what it speaks of, as it is typed.

mod read;
mod world;

use clap::Command;

use crate::reference::{below, program};

/// Examples that are not run here, and why.
const NOT_RUN: [(&str, &str); 6] = [
    ("shepherd status --watch", "it watches until a person ends it; tests/it/two_machines/watching.rs does it"),
    ("shepherd people edit kim", "it opens an editor; tests/it/people_command/editing.rs does it"),
    ("EDITOR=nano shepherd people edit kim", "it opens an editor; tests/it/people_command/editing.rs does it"),
    ("shepherd store edit", "it opens an editor; tests/it/store_edit.rs does it"),
    ("shepherd store init --remote git@example.org:records.git", "its address is nobody's"),
    (
        "shepherd store init --remote octo/release-records",
        "it goes to GitHub; tests/it/two_machines does it with a folder",
    ),
];

/// Examples that end with another code than 0 or 1 here, and why that is right.
const REFUSED: [(&str, i32, &str); 0] = [];

fn run(names: &[&str]) {
    let root = program();
    let mut wrong = Vec::new();
    for name in names {
        let command = root.find_subcommand(name).unwrap_or_else(|| panic!("there is no `{name}`"));
        for example in examples(command) {
            if NOT_RUN.iter().any(|(known, _)| *known == example) {
                continue;
            }
            let world = world::of(name, &example);
            let output = world.run(&example);
            let allowed: Vec<i32> =
                REFUSED.iter().filter(|(known, ..)| *known == example).map(|(_, code, _)| *code).collect();
            let allowed = if allowed.is_empty() { vec![0, 1] } else { allowed };
            let asks = output.stderr().contains("because the input is not a terminal");
            if !asks && !output.code().is_some_and(|code| allowed.contains(&code)) {
                wrong.push(format!("$ {example}\n{output}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples do not run:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns the examples of a command and all below it.
fn examples(command: &Command) -> Vec<String> {
    let text = command.get_after_long_help().or_else(|| command.get_after_help()).map(ToString::to_string);
    let mut all = read::examples(&text.unwrap_or_default());
    all.extend(below(command).flat_map(examples));
    all
}

const TO_START: [&str; 6] = ["init", "doctor", "next", "completions", "man", "checklist"];
const TO_RELEASE: [&str; 5] = ["guide", "status", "approve", "handoff", "debrief"];
const TO_WRITE: [&str; 4] = ["changelog", "draft", "explain", "upgrade-notes"];
const PEOPLE: [&str; 2] = ["people", "circles"];
const TURNS: [&str; 5] = ["record", "ledger", "rotation", "report", "store"];

#[test]
fn those_to_start_run() {
    run(&TO_START);
}

#[test]
fn those_to_release_run() {
    run(&TO_RELEASE);
}

#[test]
fn those_to_write_run() {
    run(&TO_WRITE);
}

#[test]
fn those_about_people_run() {
    run(&PEOPLE);
}

#[test]
fn those_to_take_turns_run() {
    run(&TURNS);
}

#[test]
fn none_is_forgotten() {
    let known = [&TO_START[..], &TO_RELEASE, &TO_WRITE, &PEOPLE, &TURNS].concat();
    let root = program();
    let forgotten: Vec<&str> = below(&root).map(Command::get_name).filter(|name| !known.contains(name)).collect();
    assert_eq!(forgotten, Vec::<&str>::new(), "run their examples in tests/it/examples");
    let all: Vec<String> = below(&root).flat_map(examples).collect();
    let gone: Vec<&str> = NOT_RUN
        .iter()
        .map(|(known, _)| *known)
        .chain(REFUSED.iter().map(|(known, ..)| *known))
        .filter(|known| !all.iter().any(|example| example == known))
        .collect();
    assert_eq!(gone, Vec::<&str>::new(), "no help has these examples any more");
    assert!(all.len() > 120, "only {} examples were found", all.len());
}
