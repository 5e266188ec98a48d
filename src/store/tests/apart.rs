//! Logs that do not fit together, and runs that were renamed meanwhile.

#![expect(clippy::disallowed_methods, reason = "what was put aside is looked at here")]

use super::sharing::{Remote, clones, line, sync, syncing};
use super::*;
use crate::store::Prefer;

#[test]
fn a_run_that_both_began_is_kept_in_a_file() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    append(&one, &run("2.0"), &line("a", 1));
    append(&other, &run("2.0"), &line("b", 1));
    append(&other, &run("2.0"), &line("b", 2));
    sync(&one, &remote).unwrap();
    let error = sync(&other, &remote).unwrap_err();
    insta::assert_snapshot!(places[1].told(error), @"
    error: `runs/octo/hello/2.0.jsonl` was begun on both sides, here and where the store is shared
    help: nothing was sent, and both are as they were
    help: `shepherd store sync --prefer theirs` goes on with the shared one, and keeps yours in a file
    ");
    other.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert_eq!(other.read_run(&run("2.0")).unwrap().unwrap(), line("a", 1));
    let kept = places[1].path().join(".git/shepherd/put-aside/runs-octo-hello-2.0.jsonl");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), line("b", 1) + &line("b", 2));
    assert!(other.take_notices()[0].contains("is not the same log as the shared one"));
}

#[test]
fn two_clones_that_write_under_one_name_are_told() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    append(&one, &run("1.0"), &line("ann", 1));
    append(&other, &run("1.0"), &line("ann", 1).replace('}', ",\"what\":\"else\"}"));
    append(&other, &run("1.0"), &line("ann", 2));
    sync(&one, &remote).unwrap();
    insta::assert_snapshot!(places[1].told(sync(&other, &remote).unwrap_err()), @"
    error: `runs/octo/hello/1.0.jsonl` has two events `ann-1`, one here and one where the store is shared: two clones write under one name
    help: nothing was sent, and both are as they were
    help: most likely one is a copy of the other's folder: remove `.git/shepherd/writer` in one of them, and a new name is made
    help: then `shepherd store sync --prefer theirs` here goes on with the shared log, and keeps the one of this clone in a file
    ");
    other.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert_eq!(other.read_run(&run("1.0")).unwrap().unwrap(), line("start", 1) + &line("ann", 1));
    let kept = places[1].path().join(".git/shepherd/put-aside/runs-octo-hello-1.0.jsonl");
    assert_eq!(std::fs::read_to_string(kept).unwrap().lines().count(), 3);
}

#[test]
fn a_renamed_run_takes_along_what_others_wrote() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    append(&one, &run("1.0"), &line("ann", 1));
    let known = other.read_run(&run("1.0")).unwrap().unwrap().len();
    other.rename_run(&run("1.0"), &run("1.1"), known, &line("bob", 1), "Rename", &author()).unwrap();
    sync(&one, &remote).unwrap();
    sync(&other, &remote).unwrap();
    let expected = line("start", 1) + &line("ann", 1) + &line("bob", 1);
    assert_eq!(other.read_run(&run("1.1")).unwrap().unwrap(), expected);
    assert_eq!(other.read_run(&run("1.0")).unwrap(), None);
}

#[test]
fn a_renamed_run_that_is_put_aside_leaves_the_shared_one_its_name() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    // The shared one says something else of an event, and the other side renamed its run.
    append(&one, &run("1.0"), &line("ann", 1));
    append(&other, &run("1.0"), &line("ann", 1).replace('}', ",\"what\":\"else\"}"));
    let known = other.read_run(&run("1.0")).unwrap().unwrap().len();
    other.rename_run(&run("1.0"), &run("1.1"), known, &line("bob", 1), "Rename", &author()).unwrap();
    append(&other, &run("1.1"), &line("bob", 2));
    sync(&one, &remote).unwrap();
    assert!(sync(&other, &remote).is_err());
    other.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert_eq!(other.read_run(&run("1.0")).unwrap().unwrap(), line("start", 1) + &line("ann", 1));
    assert_eq!(other.read_run(&run("1.1")).unwrap(), None);
    let kept = places[1].path().join(".git/shepherd/put-aside");
    let kept: Vec<_> = std::fs::read_dir(kept).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [kept] = kept.as_slice() else { panic!("{kept:?}") };
    assert_eq!(std::fs::read_to_string(kept).unwrap().lines().count(), 4);
}

#[test]
fn a_run_that_is_put_aside_after_it_was_renamed_leaves_the_shared_one() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    // Somebody else has a run of the new name.
    append(&one, &run("1.1"), &line("ann", 1));
    let known = other.read_run(&run("1.0")).unwrap().unwrap().len();
    other.rename_run(&run("1.0"), &run("1.1"), known, &line("bob", 1), "Rename", &author()).unwrap();
    sync(&one, &remote).unwrap();
    assert!(sync(&other, &remote).is_err());
    other.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert_eq!(other.read_run(&run("1.0")).unwrap().unwrap(), line("start", 1));
    assert_eq!(other.read_run(&run("1.1")).unwrap().unwrap(), line("ann", 1));
}
