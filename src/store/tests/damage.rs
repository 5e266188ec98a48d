//! Stores that are not what they should be: told, and never overwritten.

#![expect(clippy::disallowed_methods, reason = "what the product never does to a repository happens here")]

use super::*;
use crate::system::files;

/// Leaves the first bytes of an object's file, or no file at all.
fn cut(object: &Path, length: Option<usize>) {
    let bytes = std::fs::read(object).unwrap();
    // Objects are read-only files.
    std::fs::remove_file(object).unwrap();
    if let Some(length) = length {
        assert!(length < bytes.len());
        std::fs::write(object, &bytes[..length]).unwrap();
    }
}

/// Returns what opening the store, and what writing to it, says.
fn refusals(place: &Place, store: &Store) -> [String; 2] {
    let newest = place.newest();
    let opened = place.told(place.open().err().unwrap());
    let wrote = store.change::<StoreError>("Write", &author(), |_| Ok(vec![put("a", "new")])).unwrap_err();
    assert_eq!(place.newest(), newest, "something was written");
    [opened, place.told(wrote)]
}

fn with_marker(text: Option<&str>) -> (Place, Store) {
    let place = Place::new();
    let store = place.store();
    let change = match text {
        Some(text) => put("store.toml", text),
        None => Write::Remove { path: "store.toml".to_owned() },
    };
    store.change::<StoreError>("Write", &author(), |_| Ok(vec![put("a", "1")])).unwrap();
    store.change::<StoreError>("Write", &author(), |_| Ok(vec![change.clone()])).unwrap();
    (place, store)
}

#[test]
fn what_is_not_ours_or_newer_is_refused() {
    let (place, store) = with_marker(None);
    for told in refusals(&place, &store) {
        assert_eq!(
            told,
            "error: `refs/shepherd/store` holds no `store.toml`, so it is not a store of this program\n\
             help: nothing was written; look at it with `git log refs/shepherd/store`, and move it away if it may go"
        );
    }
    let (place, store) = with_marker(Some("format = 2\nid = \"a\"\n"));
    for told in refusals(&place, &store) {
        assert_eq!(
            told,
            "error: `store.toml` in the store has format 2, and this version knows formats up to 1\n\
             help: nothing was written; install the version of shepherd that the others use"
        );
    }
    let (place, store) = with_marker(Some("format = 1\nid = \n"));
    for told in refusals(&place, &store) {
        assert!(told.starts_with("error: `store.toml` in the store is damaged: line 2: "), "{told}");
        assert!(told.contains("\nhelp: nothing was overwritten\nhelp: `git log -p refs/shepherd/store -- store.toml`"));
    }
    let kinds = [with_marker(None), with_marker(Some("format = 2\n")), with_marker(Some(""))]
        .map(|(place, _)| Failure::from(place.open().err().unwrap()).kind.exit_code());
    assert_eq!(kinds, [5, 5, 3]);
}

#[test]
fn objects_that_are_cut_or_lost_are_named() {
    for (length, state) in [(Some(9), "damaged"), (Some(15), "damaged"), (Some(0), "damaged"), (None, "missing")] {
        let place = Place::new();
        let store = place.store();
        append(&store, &run("1.0"), "one\n");
        let object = place.object("runs/octo/hello/1.0.jsonl");
        let newest = place.newest();
        cut(&object, length);
        let fresh = place.store();
        let error = fresh.append_run(&run("1.0"), 4, "two\n", "Append", &author()).unwrap_err();
        assert_eq!(place.newest(), newest);
        let shown = object.strip_prefix(place.path()).unwrap().display().to_string();
        assert_eq!(Failure::from(fresh.read_run(&run("1.0")).unwrap_err()).kind.exit_code(), 4);
        assert_eq!(
            place.told(error),
            format!(
                "error: the store cannot be read: the git object of `runs/octo/hello/1.0.jsonl` is {state} (`/{shown}`)\n\
                 help: nothing was overwritten; copy `/{shown}` from a backup or from another clone that has it\n\
                 help: `git fsck` tells what else is lost"
            )
        );
    }
}

#[test]
fn an_object_with_other_content_is_noticed() {
    let place = Place::new();
    let store = place.store();
    append(&store, &run("1.0"), "one\n");
    append(&store, &run("1.1"), "two\n");
    let (one, two) = (place.object("runs/octo/hello/1.0.jsonl"), place.object("runs/octo/hello/1.1.jsonl"));
    std::fs::remove_file(&one).unwrap();
    std::fs::copy(two, one).unwrap();
    let error = place.store().read_run(&run("1.0")).unwrap_err();
    assert!(error.to_string().contains("`runs/octo/hello/1.0.jsonl` is damaged"), "{error}");
}

#[test]
fn a_lost_commit_stops_everything() {
    let place = Place::new();
    let store = place.store();
    write(&store, "a", "1");
    let id = place.newest().to_string();
    std::fs::remove_file(place.path().join(".git/objects").join(&id[..2]).join(&id[2..])).unwrap();
    for told in refusals(&place, &place_store_before(&place)) {
        assert!(
            told.starts_with(&format!("error: the store cannot be read: the git object of the commit {id} is missing")),
            "{told}"
        );
    }
}

/// Returns a handle that was opened while all was well: the reference is hidden for a moment.
fn place_store_before(place: &Place) -> Store {
    let (reference, hidden) = (place.path().join(".git/refs/shepherd/store"), place.path().join("hidden"));
    std::fs::rename(&reference, &hidden).unwrap();
    let store = place.store();
    std::fs::rename(&hidden, &reference).unwrap();
    store
}

#[test]
fn a_log_that_was_cut_or_rewritten_is_told() {
    for text in ["one\n", "one\nt", "", "ONE\ntwo\n"] {
        let place = Place::new();
        let store = place.store();
        append(&store, &run("1.0"), "one\n");
        append(&store, &run("1.0"), "two\n");
        let sound = place.newest();
        write(&store, "runs/octo/hello/1.0.jsonl", text);
        write(&store, "people/mona.toml", "later");
        let newest = place.newest();
        let told = place.told(place.store().read_run(&run("1.0")).unwrap_err());
        let reason = "error: `runs/octo/hello/1.0.jsonl` in the store is damaged: it was cut or rewritten: its ";
        assert!(told.starts_with(reason) && told.contains(&format!("`git show {sound}:")), "{told}");
        assert_eq!(place.newest(), newest);
    }
}

#[test]
fn a_last_line_without_an_end_gets_nothing_appended() {
    let place = Place::new();
    let store = place.store();
    write(&store, "runs/octo/hello/1.0.jsonl", "half");
    let error = store.append_run(&run("1.0"), 4, "x\n", "Append", &author()).unwrap_err();
    assert!(error.to_string().ends_with("its last line has no end, so it was cut there"));
    assert_eq!(store.read("runs/octo/hello/1.0.jsonl").unwrap().unwrap(), "half");
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let place = Place::new();
    let store = place.store();
    write(&store, "people/mona.toml", "x");
    let repository = place.git();
    let commit = repository.find_commit(place.newest()).unwrap();
    let mut builder = repository.treebuilder(Some(&commit.tree().unwrap())).unwrap();
    builder.insert("latin", repository.blob(b"caf\xe9").unwrap(), 0o100_644).unwrap();
    let tree = repository.find_tree(builder.write().unwrap()).unwrap();
    let signature = git2::Signature::now("Mona", "mona@example.org").unwrap();
    repository.commit(Some(crate::store::REFERENCE), &signature, &signature, "Latin", &tree, &[&commit]).unwrap();
    let error = store.read("latin").unwrap_err().to_string();
    assert!(error.starts_with("`latin` in the store is damaged: `latin` is not UTF-8 text"), "{error}");
    // What is not understood stays.
    write(&store, "a", "1");
    let tree = repository.find_commit(place.newest()).unwrap().tree().unwrap();
    assert!(tree.get_name("latin").is_some());
    assert!(!files::exists(&place.path().join("a")));
}

#[test]
fn nothing_is_built_on_an_object_that_was_cut() {
    let place = Place::new();
    let store = place.store();
    write(&store, "a", "the text that will come again");
    let object = place.object("a");
    write(&store, "a", "something else");
    cut(&object, Some(12));
    let newest = place.newest();
    let again = |_: &crate::store::Snapshot<'_>| Ok(vec![put("a", "the text that will come again")]);
    let error = place.store().change::<StoreError>("Again", &author(), again).unwrap_err();
    assert!(error.to_string().contains("the git object of `a` is damaged"), "{error}");
    assert_eq!(place.newest(), newest);
}
