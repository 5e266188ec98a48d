//! Where an event came from, and what somebody else made of it afterwards.

use super::*;
use crate::store::Origin;

const LOG: &str = "runs/octo/hello/1.0.jsonl";
const START: &str = "{\"id\":\"start-1\",\"what\":\"started\"}\n";
const AGREED: &str = "{\"id\":\"mona-1\",\"what\":\"agreed\"}\n";
const OTHERWISE: &str = "{\"id\":\"mona-1\",\"what\":\"agreed to all\"}\n";

/// Writes files by hand, as somebody else.
fn by_eve(store: &Store, writes: &[Write]) {
    let eve = Author { name: "Eve".to_owned(), email: "eve@example.org".to_owned(), ..author() };
    store.change::<StoreError>("Write", &eve, |_| Ok(writes.to_vec())).unwrap().unwrap();
}

/// A run in which Mona agreed to something.
fn agreed() -> (Place, Store, Origin) {
    let place = Place::new();
    let store = place.store();
    append(&store, &run("1.0"), START);
    append(&store, &run("1.0"), AGREED);
    let commit = store.newest().unwrap().unwrap();
    (place, store, Origin::Commit { commit, email: "mona@example.org".to_owned() })
}

/// Returns where the event came from.
fn origin(store: &Store, version: &str) -> Origin {
    store.origin_of(&run(version), "mona-1").unwrap()
}

/// Returns the commit that the store is at, by Eve.
fn of_eve(store: &Store) -> Origin {
    Origin::Commit { commit: store.newest().unwrap().unwrap(), email: "eve@example.org".to_owned() }
}

#[test]
fn the_commit_that_brought_a_line_is_its_origin() {
    let (_place, store, mona) = agreed();
    append(&store, &run("1.0"), "{\"id\":\"eve-1\",\"what\":{\"id\":\"mona-1\"}}\n");
    write(&store, "people/ann.toml", "format = 1\n");
    assert_eq!(origin(&store, "1.0"), mona);
    assert_eq!(store.origin_of(&run("1.0"), "mona-2").unwrap(), Origin::Unknown);
    assert_eq!(store.origin_of(&run("2.0"), "mona-1").unwrap(), Origin::Unknown);
}

#[test]
fn a_line_that_was_rewritten_has_no_origin() {
    let (_place, store, _) = agreed();
    by_eve(&store, &[put(LOG, &[START, OTHERWISE].concat())]);
    assert_eq!(origin(&store, "1.0"), Origin::Rewritten);
    by_eve(&store, &[put(LOG, &[START, OTHERWISE, "{\"id\":\"eve-1\"}\n"].concat())]);
    assert_eq!(origin(&store, "1.0"), Origin::Rewritten);
}

#[test]
fn two_lines_of_one_identity_have_no_origin() {
    let (_place, store, _) = agreed();
    append(&store, &run("1.0"), OTHERWISE);
    assert_eq!(origin(&store, "1.0"), Origin::Rewritten);
}

#[test]
fn whoever_takes_a_line_out_and_writes_it_anew_is_its_origin() {
    let (_place, store, _) = agreed();
    by_eve(&store, &[put(LOG, START)]);
    by_eve(&store, &[put(LOG, &[START, OTHERWISE].concat())]);
    assert_eq!(origin(&store, "1.0"), of_eve(&store));
}

#[test]
fn another_name_of_the_run_changes_no_origin() {
    let (_place, store, mona) = agreed();
    let known = store.read_run(&run("1.0")).unwrap().unwrap().len();
    let eve = Author { email: "eve@example.org".to_owned(), ..author() };
    store.rename_run(&run("1.0"), &run("1.1"), known, "{\"id\":\"eve-1\"}\n", "Rename", &eve).unwrap();
    let renaming = of_eve(&store);
    append(&store, &run("1.1"), "{\"id\":\"eve-2\"}\n");
    assert_eq!(origin(&store, "1.1"), mona);
    assert_eq!(store.origin_of(&run("1.1"), "eve-1").unwrap(), renaming);
}

#[test]
fn a_line_that_was_rewritten_with_another_name_has_no_origin() {
    let (_place, store, _) = agreed();
    let to = LOG.replace("1.0", "1.1");
    by_eve(&store, &[put(&to, &[START, OTHERWISE].concat()), Write::Remove { path: LOG.to_owned() }]);
    assert_eq!(origin(&store, "1.1"), Origin::Rewritten);
}

#[test]
fn a_copy_is_the_word_of_whoever_copied() {
    let (_place, store, mona) = agreed();
    by_eve(&store, &[put(&LOG.replace("1.0", "1.1"), &[START, AGREED].concat())]);
    assert_eq!(origin(&store, "1.1"), of_eve(&store));
    assert_eq!(origin(&store, "1.0"), mona);
}
