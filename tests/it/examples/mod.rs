//! Every example of the help runs: in a project that has what it speaks of, as it is typed.

mod notes;
mod read;
mod world;

use clap::Command;

use crate::reference::{below, program};

fn run(names: &[&str]) {
    run_at(None, names);
}

/// Runs them at another time than the project was made at.
fn run_at(now: Option<&str>, names: &[&str]) {
    let (root, notes) = (program(), notes::notes());
    let mut wrong = Vec::new();
    for name in names {
        let command = root.find_subcommand(name).unwrap_or_else(|| panic!("there is no `{name}`"));
        let world = world::of(name).at(now);
        for example in examples(command) {
            let note = notes.get(&example).cloned().unwrap_or_default();
            if note.elsewhere.is_some() {
                continue;
            }
            note.before.iter().for_each(|before| world.prepare(before));
            let output = world.run(&example);
            let is_fine = match note.code {
                Some(code) => output.code() == Some(code),
                // Without a terminal nobody can answer; it came as far as its question.
                None => output.code().is_some_and(|code| code < 2) || output.stderr().contains("is not a terminal"),
            };
            if !is_fine {
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

const TO_START: [&str; 7] = ["init", "doctor", "next", "completions", "man", "checklist", "demo"];
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

/// Who reads the help years after it was written types what it says.
#[test]
fn what_lies_ahead_in_them_lies_ahead_for_long() {
    run_at(Some("2027-12-31T09:00:00Z"), &["people", "circles", "rotation"]);
}

#[test]
fn none_is_forgotten() {
    let known = [&TO_START[..], &TO_RELEASE, &TO_WRITE, &PEOPLE, &TURNS].concat();
    let root = program();
    let forgotten: Vec<&str> = below(&root).map(Command::get_name).filter(|name| !known.contains(name)).collect();
    assert_eq!(forgotten, Vec::<&str>::new(), "run their examples in tests/it/examples");
    let all: Vec<String> = below(&root).flat_map(examples).collect();
    let gone: Vec<String> = notes::notes().into_keys().filter(|known| !all.contains(known)).collect();
    assert_eq!(gone, Vec::<String>::new(), "no help has these examples any more");
    assert!(all.len() > 120, "only {} examples were found", all.len());
}
