//! Several writers, and what killed ones leave.

use std::thread;

use super::*;
use crate::system::{files, folders};

/// Appends a line, again and again until nobody was faster.
fn append_patiently(store: &Store, line: &str) {
    loop {
        let known = store.read_run(&run("1.0")).unwrap().unwrap_or_default().len();
        match store.append_run(&run("1.0"), known, line, "Append", &author()) {
            Ok(()) => return,
            Err(StoreError::Moved(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn writers_beside_each_other_lose_nothing() {
    let place = Place::new();
    thread::scope(|scope| {
        for writer in 0..4 {
            let place = &place;
            scope.spawn(move || {
                let store = place.store();
                for number in 0..15 {
                    append_patiently(&store, &format!("{writer} {number}\n"));
                    write(&store, &format!("people/{writer}.toml"), &number.to_string());
                }
            });
        }
    });
    let store = place.store();
    let text = store.read_run(&run("1.0")).unwrap().unwrap();
    for writer in 0..4 {
        let mine: Vec<_> = text.lines().filter_map(|line| line.strip_prefix(&format!("{writer} "))).collect();
        assert_eq!(mine, (0..15).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!(store.read(&format!("people/{writer}.toml")).unwrap().unwrap(), "14");
    }
    let repository = place.git();
    let mut commits = repository.revwalk().unwrap();
    commits.push(place.newest()).unwrap();
    assert_eq!(commits.count(), 4 * 15 * 2);
}

#[test]
fn somebody_who_does_not_know_the_lock_is_not_overwritten() {
    let place = Place::new();
    let store = place.store();
    write(&store, "a", "1");
    let first = place.newest();
    write(&store, "b", "theirs");
    let theirs = place.newest();
    let repository = place.git();
    repository.reference(super::super::REFERENCE, first, true, "back").unwrap();
    let mut seen = Vec::new();
    store
        .change::<StoreError>("Race", &author(), |snapshot| {
            seen.push(snapshot.commit().unwrap());
            // What a `git fetch` of the reference does between our reading and our writing.
            repository.reference(super::super::REFERENCE, theirs, true, "fetch").unwrap();
            Ok(vec![put("a", "2")])
        })
        .unwrap();
    assert_eq!(seen, [first, theirs]);
    assert_eq!(store.read("a").unwrap().unwrap() + &store.read("b").unwrap().unwrap(), "2theirs");
}

#[test]
fn a_lock_that_was_left_is_removed() {
    let place = Place::new();
    let store = place.store();
    let lock = place.path().join(".git/refs/shepherd/store.lock");
    folders::make(lock.parent().unwrap()).unwrap();
    for line in ["first\n", "second\n"] {
        files::replace(&lock, b"").unwrap();
        append(&store, &run("1.0"), line);
        assert!(!files::exists(&lock));
        let notices = store.take_notices();
        assert_eq!(notices.len(), 1);
        assert!(notices[0].ends_with("refs/shepherd/store.lock`, which a process that was killed had left"));
        assert!(store.take_notices().is_empty());
    }
    assert_eq!(store.read_run(&run("1.0")).unwrap().unwrap(), "first\nsecond\n");
}

#[test]
fn a_lock_that_git_lets_go_of_is_waited_for() {
    let place = Place::new();
    let store = place.store();
    write(&store, "a", "1");
    let lock = place.path().join(".git/refs/shepherd/store.lock");
    files::replace(&lock, b"").unwrap();
    let git = thread::spawn(move || {
        thread::sleep(std::time::Duration::from_millis(100));
        folders::remove_file(&lock).unwrap();
    });
    write(&store, "a", "2");
    git.join().unwrap();
    assert!(store.take_notices().is_empty());
}

#[test]
fn a_run_has_one_holder() {
    let place = Place::new();
    let store = place.store();
    let now = "2026-03-28T09:00:00Z".parse().unwrap();
    let held = store.hold(&run("1.0"), now).unwrap();
    assert_eq!(held.left_by(), None);
    let told = place.told(place.store().hold(&run("1.0"), now).unwrap_err());
    let (process, host) = (std::process::id(), crate::system::machine::host_name());
    assert_eq!(
        told,
        format!(
            "error: the run octo/hello 1.0 is in use by process {process} on {host}, since 2026-03-28T09:00:00Z\n\
             help: go on there, or end it there first; nothing was done here"
        )
    );
    store.hold(&run("1.1"), now).unwrap();
    drop(held);
    // The note of a killed process stays, its lock does not.
    let note = place.path().join(".git/shepherd/runs/octo/hello/1.0.holder.json");
    assert!(!files::exists(&note));
    files::replace(&note, br#"{"process":7,"host":"far","since":"2026-03-27T09:00:00Z"}"#).unwrap();
    let held = store.hold(&run("1.0"), now).unwrap();
    assert_eq!(held.left_by().unwrap().to_string(), "process 7 on far, since 2026-03-27T09:00:00Z");
    drop(held);
    files::replace(&note, b"{").unwrap();
    assert_eq!(store.hold(&run("1.0"), now).unwrap().left_by(), None);
}

#[test]
fn a_repository_that_cannot_be_written_says_so() {
    let place = Place::new();
    files::replace(&place.path().join(".git/shepherd"), b"").unwrap();
    let error = place.store().change::<StoreError>("Write", &author(), |_| Ok(vec![put("a", "1")])).unwrap_err();
    assert_eq!(
        place.told(error),
        "error: the repository cannot be written: `/.git/shepherd`: a file stands where a folder should be\n\
         help: the store is as it was; make the repository writable, and check that the disk has room"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_without_the_right_to_write_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let store = place.store();
    write(&store, "a", "1");
    let folder = place.path().join(".git/refs/shepherd");
    let set = |mode| {
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(0o555);
    if files::replace(&folder.join("probe"), b"").is_ok() {
        println!("skipped: this user may write everywhere");
        return set(0o755);
    }
    let newest = place.newest();
    let error = store.change::<StoreError>("Write", &author(), |_| Ok(vec![put("a", "2")])).unwrap_err();
    assert!(matches!(error, StoreError::NotWritable(_)), "{error:?}");
    assert_eq!(Failure::from(error).kind.exit_code(), 4);
    set(0o755);
    assert_eq!(place.newest(), newest);
    write(&store, "a", "2");
}
