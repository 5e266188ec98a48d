//! What two clones say of one person does not fit together.

use super::sharing::{Remote, clones, sync, syncing};
use super::*;
use crate::core::people::Login;
use crate::store::Prefer;

fn login(text: &str) -> Login {
    text.parse().unwrap()
}

#[test]
fn a_login_in_another_case_is_one_person() {
    for prefer in [Prefer::Mine, Prefer::Theirs] {
        let remote = Remote::new();
        let places = clones::<2>(&remote);
        let [one, other] = [places[0].store(), places[1].store()];
        write(&one, "people/zed.toml", "format = 1\nlogin = \"zed\"\nname = \"Zed\"\n");
        write(&other, "people/Zed.toml", "format = 1\nlogin = \"Zed\"\naliases = [\"zed@example.org\"]\n");
        write(&other, "people/Zed.toml", "format = 1\nlogin = \"Zed\"\naliases = [\"z@example.org\"]\n");
        sync(&one, &remote).unwrap();
        let before = (places[1].newest(), remote.newest());
        let told = places[1].told(sync(&other, &remote).unwrap_err());
        insta::allow_duplicates! { insta::assert_snapshot!(told, @r#"
        error: `people/zed.toml` in the store was changed on both sides: `login` is `"Zed"` here and `"zed"` there
        help: nothing was sent, and both are as they were
        help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
        "#); }
        assert_eq!((places[1].newest(), remote.newest()), before);
        other.sync(&remote.shared(), &syncing(&author(), prefer)).unwrap();
        assert_eq!(other.list("people").unwrap(), ["people/zed.toml"]);
        let person = other.people().unwrap().0.remove(0);
        assert_eq!((person.name.as_str(), person.aliases), ("Zed", vec!["z@example.org".to_owned()]));
        assert_eq!(person.login, if prefer == Prefer::Mine { "Zed" } else { "zed" });
        sync(&one, &remote).unwrap();
        assert_eq!(places[0].newest(), places[1].newest());
    }
}

#[test]
fn two_files_of_one_login_become_one() {
    let place = Place::new();
    let store = place.store();
    write(&store, "people/zed.toml", "format = 1\nlogin = \"zed\"\nname = \"Zed\" # hers\n");
    assert_eq!(store.one_file(&login("zed"), "One", &author()).unwrap(), None);
    write(&store, "people/Zed.toml", "format = 1\nlogin = \"Zed\"\nname = \"Z\"\ntimezone = \"UTC\"\n");
    assert_eq!(store.people().unwrap().doubts().len(), 1);
    let clashes = store.one_file(&login("zed"), "One", &author()).unwrap().unwrap();
    let [clash] = clashes.as_slice() else { panic!("{clashes:?}") };
    assert_eq!((clash.key.as_str(), clash.mine.as_str(), clash.theirs.as_str()), ("name", "\"Z\"", "\"Zed\""));
    assert_eq!(store.list("people").unwrap(), ["people/zed.toml"]);
    insta::assert_snapshot!(store.read("people/zed.toml").unwrap().unwrap(), @r#"
    format = 1
    login = "zed"
    name = "Zed" # hers
    timezone = "UTC"
    "#);
    assert_eq!(store.people().unwrap().check(), Ok(()));
}

#[test]
fn a_bundle_holds_what_may_be_sent() {
    let remote = Remote::new();
    let [place] = clones::<1>(&remote);
    let store = place.store();
    let file = place.path().join("work.bundle");
    write(&store, "people/ann.toml", "format = 1\nlogin = \"ann\"\naway = \"in May\"\n");
    assert!(matches!(store.bundle(&file).unwrap_err(), StoreError::AwayForAll(path) if path == "people/ann.toml"));
    write(&store, "people/ann.toml", "format = 1\nlogin = \"ann\"\n");
    assert!(matches!(store.bundle(&file).unwrap_err(), StoreError::AwayOnTheWay { .. }));
    assert!(!file.exists());
}

/// Two clones that know ann and bob; one forgets ann while the other writes of her.
fn apart(remote: &Remote, edits_her: bool) -> [Place; 2] {
    let places = clones::<2>(remote);
    let [one, other] = [places[0].store(), places[1].store()];
    let slot = "format = 1\nuid = \"a\"\nstate = \"open\"\nsequence = 1\nchanged = 2026-03-01T09:00:00Z\n";
    write(&one, "people/ann.toml", "format = 1\nlogin = \"ann\"\nname = \"Ann\"\naliases = [\"ann-old\"]\n");
    write(&one, "people/bob.toml", "format = 1\nlogin = \"bob\"\n");
    write(&one, "slots/octo/hello/a.toml", slot);
    sync(&one, remote).unwrap();
    sync(&other, remote).unwrap();
    assert!(one.take_out(&login("ann"), "people: somebody was taken out", &author()).unwrap());
    if edits_her {
        write(&other, "people/ann.toml", "format = 1\nlogin = \"ann\"\nname = \"Ann B\"\n");
    }
    write(&other, "pairings/ann--bob.toml", "format = 1\nmentor = \"ann\"\nmentee = \"bob\"\n");
    let taken =
        slot.replace("\"open\"", "\"accepted\"\nshepherd = \"ann-old\"").replace("sequence = 1", "sequence = 2");
    write(&other, "slots/octo/hello/a.toml", &taken);
    places
}

#[test]
fn who_was_taken_out_there_stays_out() {
    for (edits_her, prefer) in [(true, Prefer::Theirs), (false, Prefer::Neither)] {
        let remote = Remote::new();
        let places = apart(&remote, edits_her);
        let [one, other] = [places[0].store(), places[1].store()];
        sync(&one, &remote).unwrap();
        assert_eq!(sync(&other, &remote).is_err(), edits_her);
        other.sync(&remote.shared(), &syncing(&author(), prefer)).unwrap();
        assert_is_out(&other);
        let told = other.take_notices().join("\n");
        insta::allow_duplicates! { insta::assert_snapshot!(told.lines().last().unwrap(), @"@ann was taken out of the records, and what was written of them meanwhile is taken out too: `pairings/ann--bob.toml`, `slots/octo/hello/a.toml`"); }
        sync(&one, &remote).unwrap();
        assert_eq!(places[0].newest(), places[1].newest());
    }
}

#[test]
fn who_is_taken_out_here_stays_out() {
    let remote = Remote::new();
    let places = apart(&remote, false);
    let [one, other] = [places[0].store(), places[1].store()];
    sync(&other, &remote).unwrap();
    sync(&one, &remote).unwrap();
    assert_is_out(&one);
    assert!(one.take_notices().concat().contains("`pairings/ann--bob.toml`"));
}

#[test]
fn who_is_taken_out_here_and_kept_by_others_is_told() {
    let remote = Remote::new();
    let places = apart(&remote, true);
    let [one, other] = [places[0].store(), places[1].store()];
    sync(&other, &remote).unwrap();
    assert!(sync(&one, &remote).is_err());
    one.sync(&remote.shared(), &syncing(&author(), Prefer::Theirs)).unwrap();
    assert!(one.read("people/ann.toml").unwrap().is_some());
    assert!(one.take_notices().concat().contains("`shepherd people forget ann` takes it out again"));
}

fn assert_is_out(store: &Store) {
    assert_eq!(store.list("people").unwrap(), ["people/bob.toml"]);
    assert!(store.list("pairings").unwrap().is_empty());
    let slot = store.read("slots/octo/hello/a.toml").unwrap().unwrap();
    assert!(!slot.contains("ann") && slot.contains("\"open\""), "{slot}");
}
