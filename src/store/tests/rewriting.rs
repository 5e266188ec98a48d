//! What is shared only grows; where somebody rewrote it, nobody takes that without a word.

use super::sharing::{Remote, append_beside, clones, line, sync, syncing};
use super::*;
use crate::store::{BRANCH, Prefer};

impl Remote {
    /// Moves the branch, whatever it holds.
    fn rewind(&self, to: git2::Oid) {
        let repository = git2::Repository::open(&self.shared().remote).unwrap();
        repository.reference(&format!("refs/heads/{BRANCH}"), to, true, "rewound").unwrap();
    }
}

/// Returns what is told, without the names of commits.
fn told(place: &Place, remote: &Remote, error: StoreError) -> String {
    let told = place.told(error).replace(&remote.shared().remote, "[REMOTE]");
    regex::Regex::new(r"\b[0-9a-f]{7,12}\b").unwrap().replace_all(&told, "[COMMIT]").into_owned()
}

#[test]
fn a_branch_that_was_rewritten_is_not_taken_in() {
    let remote = Remote::new();
    let [one, other] = clones::<2>(&remote);
    let start = remote.newest();
    append(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    sync(&other.store(), &remote).unwrap();
    append(&other.store(), &run("1.0"), &line("bob", 1));
    let mine = other.newest();
    remote.rewind(start);
    let forger = Place::in_memory(false);
    sync(&forger.store(), &remote).unwrap();
    append(&forger.store(), &run("1.0"), &line("eve", 1));
    sync(&forger.store(), &remote).unwrap();
    let store = other.store();
    for prefer in [Prefer::Neither, Prefer::Mine, Prefer::Neither] {
        let error = store.sync(&remote.shared(), &syncing(&author(), prefer)).unwrap_err();
        assert!(matches!(error, StoreError::Rewritten { file: None, .. }), "{error}");
    }
    insta::assert_snapshot!(told(&other, &remote, sync(&store, &remote).unwrap_err()), @"
    error: `release-shepherd of [REMOTE]` was rewritten: this clone knew it at [COMMIT], and [COMMIT] does not come after that
    help: nothing was changed; `git log --graph [COMMIT] [COMMIT]` shows both
    help: ask who did it; if it is meant, `shepherd store sync --prefer theirs` takes it as it is, and puts what waits here behind it
    ");
    assert_eq!(other.newest(), mine);
    store.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    let expected = line("start", 1) + &line("eve", 1) + &line("bob", 1);
    assert_eq!(store.read_run(&run("1.0")).unwrap().unwrap(), expected);
    assert_eq!(other.newest(), remote.newest());
    // From here on it is what is shared.
    append_beside(&store, &run("1.0"), &line("bob", 2));
    sync(&store, &remote).unwrap();
    assert_eq!(other.newest(), remote.newest());
}

#[test]
fn a_branch_that_was_set_back_is_not_taken_in() {
    let remote = Remote::new();
    let [one] = clones::<1>(&remote);
    let start = remote.newest();
    append(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    remote.rewind(start);
    let error = sync(&one.store(), &remote).unwrap_err();
    assert!(matches!(error, StoreError::Rewritten { file: None, .. }), "{error}");
    one.store().sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert_eq!(one.store().read_run(&run("1.0")).unwrap().unwrap(), line("start", 1));
}

#[test]
fn a_log_that_was_rewritten_in_a_new_commit_is_not_taken_in() {
    let remote = Remote::new();
    let [one, other] = clones::<2>(&remote);
    append(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    sync(&other.store(), &remote).unwrap();
    let before = other.newest();
    let log = "runs/octo/hello/1.0.jsonl";
    let forged = line("start", 1) + &line("eve", 1);
    write(&one.store(), log, &forged);
    write(&one.store(), log, &(forged.clone() + &line("eve", 2)));
    sync(&one.store(), &remote).unwrap();
    let store = other.store();
    insta::assert_snapshot!(told(&other, &remote, sync(&store, &remote).unwrap_err()), @"
    error: `release-shepherd of [REMOTE]` was rewritten: [COMMIT] does not keep what `runs/octo/hello/1.0.jsonl` said at [COMMIT]
    help: nothing was changed; `git diff [COMMIT] [COMMIT] -- runs/octo/hello/1.0.jsonl` shows it
    help: ask who did it; if it is meant, `shepherd store sync --prefer theirs` takes it as it is, and puts what waits here behind it
    ");
    assert!(sync(&store, &remote).is_err());
    assert_eq!(other.newest(), before);
    store.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert_eq!(store.read_run(&run("1.0")).unwrap().unwrap(), forged + &line("eve", 2));
}

#[test]
fn another_remote_is_not_held_against_the_first() {
    let (remote, second) = (Remote::new(), Remote::new());
    let [one] = clones::<1>(&remote);
    let store = one.store();
    sync(&store, &second).unwrap();
    append(&store, &run("1.0"), &line("ann", 1));
    sync(&store, &remote).unwrap();
    // The second is behind, which is no rewriting.
    assert_eq!(sync(&store, &second).unwrap().sent, 1);
}
