//! Several clones and one remote: all end with the same, and nothing is lost.

#![expect(clippy::disallowed_methods, reason = "hooks of a remote are made here")]

use std::os::unix::fs::PermissionsExt as _;
use std::thread;
use std::time::Duration;

use super::*;
use crate::store::{BRANCH, Prefer, Shared, Signing, Snapshot, Synced, Syncing};

/// A remote that takes what is pushed to it.
pub(super) struct Remote {
    place: Place,
}

impl Remote {
    pub(super) fn new() -> Self {
        Self { place: Place::in_memory(true) }
    }

    pub(super) fn shared(&self) -> Shared {
        Shared { remote: self.place.path().display().to_string(), branch: BRANCH.to_owned() }
    }

    /// Lets a script decide whether a push is taken.
    fn hook(&self, script: &str) {
        let hook = self.place.path().join("hooks/pre-receive");
        std::fs::write(&hook, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub(super) fn newest(&self) -> git2::Oid {
        git2::Repository::open(self.place.path()).unwrap().refname_to_id(&format!("refs/heads/{BRANCH}")).unwrap()
    }
}

pub(super) fn syncing(author: &Author, prefer: Prefer) -> Syncing<'_> {
    Syncing {
        author,
        prefer,
        joins: false,
        signing: Signing::Again,
        readme: Some(page),
        limit: Duration::from_secs(120),
    }
}

fn page(snapshot: &Snapshot<'_>) -> Result<Option<String>, StoreError> {
    Ok(Some(format!("{} people\n", snapshot.list("people")?.len())))
}

pub(super) fn sync(store: &Store, remote: &Remote) -> Result<Synced, StoreError> {
    store.sync(&remote.shared(), &syncing(&author(), Prefer::Neither))
}

/// Returns an event as the log has it.
pub(super) fn line(writer: &str, sequence: usize) -> String {
    let id = format!("{writer}-{sequence}");
    format!("{{\"id\":\"{id}\",\"writer\":\"{writer}\",\"sequence\":{sequence}}}\n")
}

/// Appends a line to a log that others write to at the same time.
pub(super) fn append_beside(store: &Store, run: &RunName, line: &str) {
    loop {
        let known = store.read_run(run).unwrap().unwrap_or_default().len();
        match store.append_run(run, known, line, "Append", &author()) {
            Ok(()) => return,
            Err(StoreError::Moved(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// A store with a run that began, shared with each of the others.
pub(super) fn clones<const COUNT: usize>(remote: &Remote) -> [Place; COUNT] {
    let places = [(); COUNT].map(|()| Place::in_memory(false));
    let first = places[0].store();
    append(&first, &run("1.0"), &line("start", 1));
    sync(&first, remote).unwrap();
    for place in &places[1..] {
        assert!(sync(&place.store(), remote).unwrap().came >= 1);
    }
    places
}

/// Lets each clone append events and share them as it goes, and holds all that comes of it against what was written.
fn all_at_once<const COUNT: usize>(remote: &Remote, each: usize) {
    let places = clones::<COUNT>(remote);
    thread::scope(|scope| {
        for (number, place) in places.iter().enumerate() {
            scope.spawn(move || {
                let store = place.store();
                for sequence in 1..=each {
                    append_beside(&store, &run("1.0"), &line(&format!("w{number}"), sequence));
                    if sequence % 20 == number {
                        sync(&store, remote).unwrap();
                    }
                }
                sync(&store, remote).unwrap();
            });
        }
    });
    let logs: Vec<String> = places
        .iter()
        .map(|place| {
            let store = place.store();
            sync(&store, remote).unwrap();
            assert_eq!(store.waiting().unwrap(), 0);
            assert_eq!(place.newest(), remote.newest());
            store.read_run(&run("1.0")).unwrap().unwrap()
        })
        .collect();
    assert!(logs.iter().all(|log| *log == logs[0]), "all agree on one order");
    assert_eq!(logs[0].lines().count(), 1 + COUNT * each);
    for number in 0..COUNT {
        let own: Vec<&str> = logs[0].lines().filter(|line| line.contains(&format!("\"w{number}\""))).collect();
        let expected: Vec<String> = (1..=each).map(|place| line(&format!("w{number}"), place)).collect();
        assert_eq!(own.join("\n") + "\n", expected.concat(), "each writer's own order");
    }
}

#[test]
fn two_clones_append_200_events_each_at_once() {
    all_at_once::<2>(&Remote::new(), 200);
}

#[test]
fn three_clones_and_a_remote_that_rejects_every_third_push() {
    let remote = Remote::new();
    remote.hook(
        "n=$(cat pushes 2>/dev/null || echo 0); n=$((n + 1)); echo $n > pushes; \
         [ $((n % 3)) -ne 0 ] || { echo 'try again later' >&2; exit 1; }",
    );
    all_at_once::<3>(&remote, 60);
}

#[test]
fn what_a_remote_never_takes_stays_and_is_told() {
    let remote = Remote::new();
    remote.hook("echo 'this branch is protected' >&2; exit 1");
    let place = Place::in_memory(false);
    let store = place.store();
    write(&store, "people/ann.toml", "format = 1\n");
    let error = sync(&store, &remote).unwrap_err();
    let told = place.told(error).replace(&remote.shared().remote, "[REMOTE]");
    insta::assert_snapshot!(told, @"
    error: [REMOTE] did not take the branch `release-shepherd`
      [remote rejected] (pre-receive hook declined)
      remote: this branch is protected
      error: failed to push some refs to '[REMOTE]'
    help: what was written stays in this clone; `shepherd store where` says how much of it waits
    help: if a rule forbids the branch, let the rule leave out `release-shepherd`, or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: without the right to push: `shepherd store bundle FILE` makes a file for somebody who has it
    ");
    // The page was written before it was tried.
    assert_eq!(store.waiting().unwrap(), 2);
}

#[test]
fn each_kind_of_file_is_merged_in_its_own_way() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    let person = "format = 1\nlogin = \"ann\"\n# hers\nname = \"Ann\"\n";
    write(&one, "people/ann.toml", person);
    sync(&one, &remote).unwrap();
    sync(&other, &remote).unwrap();
    write(&one, "people/ann.toml", &person.replace("Ann", "Anna"));
    write(&one, "people/bob.toml", "format = 1\nlogin = \"bob\"\n");
    write(&other, "people/ann.toml", &(person.to_owned() + "timezone = \"UTC\"\n"));
    write(&other, "people/eve.toml", "format = 1\nlogin = \"eve\"\n");
    sync(&one, &remote).unwrap();
    let synced = sync(&other, &remote).unwrap();
    // Two files, and the page that counts them.
    assert_eq!((synced.came, synced.sent), (3, 3));
    sync(&one, &remote).unwrap();
    assert_eq!(places[0].newest(), places[1].newest());
    insta::assert_snapshot!(one.read("people/ann.toml").unwrap().unwrap(), @r#"
    format = 1
    login = "ann"
    # hers
    name = "Anna"
    timezone = "UTC"
    "#);
    assert_eq!(one.read("README.md").unwrap().unwrap(), "3 people\n");
}

#[test]
fn a_key_that_both_changed_is_for_people_to_decide() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    write(&one, "people/ann.toml", "format = 1\nname = \"Ann\"\n");
    sync(&one, &remote).unwrap();
    sync(&other, &remote).unwrap();
    write(&one, "people/ann.toml", "format = 1\nname = \"Anna\"\n");
    write(&other, "people/ann.toml", "format = 1\nname = \"Anne\"\n");
    sync(&one, &remote).unwrap();
    let (before, there) = (places[1].newest(), remote.newest());
    let error = sync(&other, &remote).unwrap_err();
    insta::assert_snapshot!(places[1].told(error), @r#"
    error: `people/ann.toml` in the store was changed on both sides: `name` is `"Anne"` here and `"Anna"` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    "#);
    assert_eq!((places[1].newest(), remote.newest()), (before, there));
    other.sync(&remote.shared(), &syncing(&author(), Prefer::Mine)).unwrap();
    assert!(other.read("people/ann.toml").unwrap().unwrap().contains("Anne"));
    sync(&one, &remote).unwrap();
    assert_eq!(places[0].newest(), places[1].newest());
}

#[test]
fn the_locks_of_a_fetch_that_was_killed_are_removed() {
    let remote = Remote::new();
    let [one, other] = clones::<2>(&remote);
    append(&one.store(), &run("1.0"), &line("ann", 1));
    sync(&one.store(), &remote).unwrap();
    for name in ["remote", "fetched"] {
        std::fs::write(other.path().join(format!(".git/refs/shepherd/{name}.lock")), "").unwrap();
    }
    let store = other.store();
    assert_eq!(sync(&store, &remote).unwrap().came, 1);
    let told: Vec<String> = store.take_notices();
    assert!(told.len() == 2 && told.iter().all(|notice| notice.contains("was killed had left")), "{told:?}");
}

#[test]
fn a_branch_that_is_no_store_or_another_one_is_refused() {
    let (remote, other) = (Remote::new(), Remote::new());
    let stranger = Place::in_memory(false);
    let repository = stranger.git();
    let tree = repository.find_tree(repository.treebuilder(None).unwrap().write().unwrap()).unwrap();
    let signature = git2::Signature::now("a", "a@example.org").unwrap();
    repository.commit(Some("refs/heads/x"), &signature, &signature, "Not a store", &tree, &[]).unwrap();
    let push = |to: &Remote| {
        let address = to.place.path().display().to_string();
        repository
            .remote_anonymous(&address)
            .unwrap()
            .push(&[format!("refs/heads/x:refs/heads/{BRANCH}")], None)
            .unwrap();
    };
    push(&remote);
    let place = Place::in_memory(false);
    let store = place.store();
    let told = |error: StoreError, remote: &Remote| {
        let ids = regex::Regex::new("[0-9a-f]{32}").unwrap();
        ids.replace_all(&place.told(error).replace(&remote.shared().remote, "[REMOTE]"), "[ID]").into_owned()
    };
    insta::assert_snapshot!(told(sync(&store, &remote).unwrap_err(), &remote), @"
    error: `release-shepherd of [REMOTE]` holds no `store.toml`, so it is not a store of this program
    help: nothing was written; look what it is, and move it away if it may go
    help: or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: a guide goes on without it, in this clone alone, with `--store none`
    ");
    assert!(!store.exists());
    clones::<1>(&other);
    write(&store, "people/ann.toml", "format = 1\n");
    insta::assert_snapshot!(told(sync(&store, &other).unwrap_err(), &other), @"
    error: the store in `release-shepherd of [REMOTE]` is another one ([ID]) than that of this clone ([ID])
    help: nothing was sent; `shepherd store where` says which one this is
    help: if the records of this clone belong there: `shepherd store init` brings them in
    ");
    let joining = author();
    store.sync(&other.shared(), &Syncing { joins: true, ..syncing(&joining, Prefer::Neither) }).unwrap();
    assert_eq!(store.read("people/ann.toml").unwrap().unwrap(), "format = 1\n");
    assert!(store.read_run(&run("1.0")).unwrap().is_some());
}

#[test]
fn two_bundles_that_come_at_once_are_both_taken() {
    let remote = Remote::new();
    let [one, other, third] = clones::<3>(&remote);
    let files = [(&one, "1.1"), (&other, "1.2")].map(|(place, version)| {
        append(&place.store(), &run(version), &line("start", 1));
        let file = place.path().join("work.bundle");
        place.store().bundle(&file).unwrap();
        file
    });
    thread::scope(|scope| {
        for file in &files {
            scope.spawn(|| third.store().take_bundle(file, Prefer::Neither, &author()).unwrap());
        }
    });
    assert_eq!(third.store().runs().unwrap(), [run("1.0"), run("1.1"), run("1.2")]);
}

#[test]
fn a_bundle_carries_what_waits() {
    let remote = Remote::new();
    let places = clones::<2>(&remote);
    let [one, other] = [places[0].store(), places[1].store()];
    append(&one, &run("1.0"), &line("ann", 1));
    write(&one, "people/ann.toml", "format = 1\n");
    append(&other, &run("1.0"), &line("bob", 1));
    let file = places[0].path().join("work.bundle");
    one.bundle(&file).unwrap();
    assert_eq!(other.take_bundle(&file, Prefer::Neither, &author()).unwrap(), 2);
    // All of it is there, in other commits.
    assert_eq!(other.take_bundle(&file, Prefer::Neither, &author()).unwrap(), 0);
    sync(&other, &remote).unwrap();
    // What was handed over and what was written are the same events, once each.
    sync(&one, &remote).unwrap();
    let expected = line("start", 1) + &line("bob", 1) + &line("ann", 1);
    assert_eq!(one.read_run(&run("1.0")).unwrap().unwrap(), expected);
    assert_eq!(places[0].newest(), places[1].newest());
}
