//! What is signed again where it is written once more, and what never is.

use std::time::Duration;

use super::sharing::{Remote, append_beside, clones, line, sync, syncing};
use super::*;
use crate::store::{Origin, Prefer, REFERENCE, Signing, Syncing, change};
use crate::system::process::Program;

/// Makes a key, and signs with it from here on; `false` where there is no ssh-keygen.
fn signs(place: &Place) -> bool {
    let path = place.path().join("key");
    let arguments = ["-q", "-t", "ed25519", "-N", "", "-f"].map(std::ffi::OsStr::new);
    let made = Program::new("ssh-keygen", arguments.into_iter().chain([path.as_os_str()]), Duration::from_secs(60));
    if made.succeed().is_err() {
        eprintln!("skipped: there is no ssh-keygen");
        return false;
    }
    let mut config = place.git().config().unwrap();
    config.set_str("gpg.format", "ssh").unwrap();
    config.set_str("user.signingkey", &format!("{}.pub", path.display())).unwrap();
    config.set_str("user.name", "Mona").unwrap();
    config.set_str("user.email", "mona@example.org").unwrap();
    true
}

/// Appends an event in a signed commit.
fn append_signed(store: &Store, line: &str) {
    let known = store.read_run(&run("1.0")).unwrap().unwrap().len();
    store.append_run(&run("1.0"), known, line, "Append", &Author { signs: true, ..author() }).unwrap();
}

/// Says whether the commit that brought an event has a signature.
fn is_signed(place: &Place, event: &str) -> bool {
    let Origin::Commit { commit, .. } = place.store().origin_of(&run("1.0"), event).unwrap() else {
        panic!("`{event}` is not there");
    };
    let commit = change::object_id(commit).unwrap();
    place.git().find_commit(commit).unwrap().header_field_bytes("gpgsig").is_ok()
}

/// Appends an event in a commit by Mona with something that looks like a signature.
fn forge(place: &Place, line: &str) {
    append(&place.store(), &run("1.0"), line);
    let repository = place.git();
    let commit = repository.find_commit(place.newest()).unwrap();
    let parent = commit.parent(0).unwrap();
    let author = commit.author();
    let text = repository.commit_create_buffer(&author, &author, "Append", &commit.tree().unwrap(), &[&parent]);
    let text = String::from_utf8(text.unwrap().to_vec()).unwrap();
    let seal = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n";
    let forged = repository.commit_signed(&text, seal, None).unwrap();
    repository.reference(REFERENCE, forged, true, "forged").unwrap();
}

#[test]
fn what_this_clone_signed_is_signed_again() {
    let remote = Remote::new();
    let [one, other] = clones::<2>(&remote);
    if !signs(&other) {
        return;
    }
    let (store, event) = (other.store(), other.store().writer_id().unwrap());
    append_signed(&store, &line(&event, 1));
    append_beside(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    let before = other.newest();
    let mona = author();
    let syncing = Syncing { signing: Signing::Later, ..syncing(&mona, Prefer::Neither) };
    let waits = [store.sync(&remote.shared(), &syncing), store.look_there(&remote.shared(), &syncing)];
    for error in waits.map(Result::unwrap_err) {
        assert_eq!(
            other.told(error),
            "error: a change that you signed has to be signed again behind what others wrote, and that waits for you\n\
             help: `shepherd store sync` signs it again; nothing was changed, and nothing is lost"
        );
    }
    assert_eq!(other.newest(), before);
    sync(&store, &remote).unwrap();
    assert!(is_signed(&other, &format!("{event}-1")));
    assert_eq!(store.take_notices(), [""; 0]);
}

#[test]
fn what_only_looks_signed_is_not_signed() {
    let remote = Remote::new();
    let [one, other] = clones::<2>(&remote);
    if !signs(&other) {
        return;
    }
    let (store, event) = (other.store(), other.store().writer_id().unwrap());
    forge(&other, &line(&event, 1));
    append_beside(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    sync(&store, &remote).unwrap();
    assert!(!is_signed(&other, &format!("{event}-1")));
    insta::assert_snapshot!(store.take_notices().join("\n"), @"a signed change that is not known to be of this clone and your key was written once more, and is not signed any more");
}

#[test]
fn what_another_clone_wrote_is_not_signed() {
    let remote = Remote::new();
    let [one, other] = clones::<2>(&remote);
    if !signs(&other) {
        return;
    }
    let store = other.store();
    store.writer_id().unwrap();
    append_signed(&store, &line("elsewhere", 1));
    append_beside(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    sync(&store, &remote).unwrap();
    assert!(!is_signed(&other, "elsewhere-1"));
    assert_eq!(store.take_notices().len(), 1);
}

#[test]
fn what_came_in_a_file_is_not_signed() {
    let remote = Remote::new();
    let [eve, mona] = clones::<2>(&remote);
    if !signs(&mona) {
        return;
    }
    let (store, event) = (mona.store(), mona.store().writer_id().unwrap());
    forge(&eve, &line(&event, 1));
    let file = eve.path().join("work.bundle");
    eve.store().bundle(&file).unwrap();
    append_beside(&store, &run("1.0"), &line("mona", 1));
    assert_eq!(store.take_bundle(&file, Prefer::Neither, &author()).unwrap(), 1);
    assert!(!is_signed(&mona, &format!("{event}-1")));
    assert_eq!(store.take_notices().len(), 1);
}
