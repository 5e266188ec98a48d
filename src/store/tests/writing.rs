//! What is written, and that it can be read.

use super::*;
use crate::core::ledger::Release;
use crate::system::files;

#[test]
fn a_store_begins_with_the_first_change() {
    let place = Place::new();
    let store = place.store();
    assert!(!store.exists());
    assert_eq!(store.read("runs/a").unwrap(), None);
    assert!(store.list("runs").unwrap().is_empty() && store.runs().unwrap().is_empty());
    write(&store, "people/mona.toml", "format = 1\n");
    assert!(store.exists());
    assert_eq!(store.read("people/mona.toml").unwrap().unwrap(), "format = 1\n");
    assert!(store.read("store.toml").unwrap().unwrap().contains("\nformat = 1\nid = \""));
    let repository = place.git();
    let commit = repository.find_commit(place.newest()).unwrap();
    assert_eq!(commit.message().unwrap(), "Write\n\n[skip ci]\n");
    assert_eq!(commit.author().to_string(), "Mona <mona@example.org>");
    assert_eq!((commit.time().seconds(), commit.parent_count()), (1_774_688_400, 0));
}

#[test]
fn each_change_is_one_commit_and_nothing_is_none() {
    let place = Place::new();
    let store = place.store();
    write(&store, "a/b/c", "1");
    let identity = store.read("store.toml").unwrap();
    let first = place.newest();
    let same = store.change::<StoreError>("Again", &author(), |_| Ok(vec![put("a/b/c", "1")])).unwrap();
    let nothing = store.change::<StoreError>("Nothing", &author(), |_| Ok(Vec::new())).unwrap();
    assert_eq!((same, nothing, place.newest()), (None, None, first));
    let many = |_: &crate::store::Snapshot<'_>| {
        Ok::<_, StoreError>(vec![put("a/b/d", "2"), put("e", "3"), Write::Remove { path: "a/b/c".to_owned() }])
    };
    let made = store.change("Many", &author(), many).unwrap().unwrap();
    assert_eq!(made.to_string(), place.newest().to_string());
    assert_eq!(store.list("a").unwrap(), ["a/b/d"]);
    assert_eq!(place.git().find_commit(place.newest()).unwrap().parent_id(0).unwrap(), first);
    let remove = |_: &crate::store::Snapshot<'_>| {
        Ok::<_, StoreError>(vec![Write::Remove { path: "a/b/d".to_owned() }, Write::Remove { path: "x/y".to_owned() }])
    };
    store.change("Remove", &author(), remove).unwrap().unwrap();
    // A folder without files is gone.
    assert_eq!(store.snapshot().unwrap().entry("a", git2::ObjectType::Tree).unwrap(), None);
    assert_eq!(store.read("store.toml").unwrap(), identity);
}

#[test]
fn a_change_that_fails_writes_nothing() {
    let place = Place::new();
    let store = place.store();
    let failed: Result<_, StoreError> =
        store.change("Fail", &author(), |_| Err(StoreError::Missing("the moon".to_owned())));
    assert_eq!(failed.unwrap_err().to_string(), "the moon is not in the store");
    for path in ["../a", "a//b", "/a", "a\\b", ".git/config", "a\nb", ""] {
        assert!(store.change::<StoreError>("Bad", &author(), |_| Ok(vec![put(path, "x")])).is_err(), "{path}");
        assert!(store.read(path).is_err(), "{path}");
    }
    let nobody = Author { name: String::new(), ..author() };
    let error = store.change::<StoreError>("Bad", &nobody, |_| Ok(vec![put("a", "x")])).unwrap_err();
    assert!(
        place
            .told(error)
            .starts_with("error: git cannot write down ` <mona@example.org>` as an author\nhelp: set both")
    );
    assert!(!store.exists());
    write(&store, "a", "x");
    let error = store.change::<StoreError>("Bad", &author(), |_| Ok(vec![put("a/b", "x")])).unwrap_err();
    assert_eq!(error.to_string(), "`a` in the store is damaged: a file stands where a folder should be");
}

#[test]
fn logs_grow_and_are_renamed() {
    let place = Place::new();
    let store = place.store();
    assert_eq!(store.read_run(&run("1.0")).unwrap(), None);
    store.append_run(&run("1.0"), 0, "{\"id\":1}\n", "Start", &author()).unwrap();
    store.append_run(&run("1.0"), 9, "{\"id\":2}\n{\"id\":3}\n", "Go on", &author()).unwrap();
    store.append_run(&run("1.0"), 9, "", "Nothing", &author()).unwrap();
    assert_eq!(store.read_run(&run("1.0")).unwrap().unwrap(), "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
    for known in [0, 9, 28] {
        let error = store.append_run(&run("1.0"), known, "x\n", "Late", &author()).unwrap_err();
        assert_eq!(
            place.told(error),
            "error: the log of the run octo/hello 1.0 was changed meanwhile\n\
             help: nothing was written; start again to see what happened since"
        );
    }
    assert!(store.append_run(&run("1.0"), 27, "half", "Half", &author()).is_err());
    append(&store, &run("pkg/2.0"), "x\n");
    assert_eq!(store.runs().unwrap(), [run("1.0"), run("pkg/2.0")]);
    store.rename_run(&run("1.0"), &run("1.1"), 27, "", "Rename", &author()).unwrap();
    store.rename_run(&run("1.1"), &run("1.1"), 27, "", "Rename", &author()).unwrap();
    assert_eq!(store.runs().unwrap(), [run("1.1"), run("pkg/2.0")]);
    assert_eq!(store.read_run(&run("1.1")).unwrap().unwrap().len(), 27);
    let error = store.rename_run(&run("1.1"), &run("pkg/2.0"), 27, "", "Rename", &author()).unwrap_err();
    assert_eq!(error.to_string(), "the run octo/hello pkg/2.0 is in the store already");
    let error = store.rename_run(&run("9"), &run("8"), 27, "", "Rename", &author()).unwrap_err();
    assert_eq!(error.to_string(), "the run octo/hello 9 is not in the store");
}

#[test]
fn all_work_trees_share_one_store() {
    let place = Place::new();
    let repository = place.git();
    let signature = git2::Signature::now("Mona", "mona@example.org").unwrap();
    let empty = repository.find_tree(repository.treebuilder(None).unwrap().write().unwrap()).unwrap();
    repository.commit(Some("HEAD"), &signature, &signature, "Start", &empty, &[]).unwrap();
    let other = tempfile::tempdir().unwrap();
    repository.worktree("other", &other.path().join("tree"), None).unwrap();
    let linked = Store::open(&Repository::open(&other.path().join("tree")).unwrap()).unwrap();
    append(&linked, &run("1.0"), "x\n");
    append(&place.store(), &run("1.0"), "y\n");
    assert_eq!(linked.read_run(&run("1.0")).unwrap().unwrap(), "x\ny\n");
    assert_eq!(linked.writer_id().unwrap(), place.store().writer_id().unwrap());
}

#[test]
fn a_bare_repository_has_a_store() {
    let place = Place::bare();
    append(&place.store(), &run("1.0"), "x\n");
    assert_eq!(place.store().read_run(&run("1.0")).unwrap().unwrap(), "x\n");
    assert!(files::exists(&place.path().join("refs/shepherd/store")));
}

#[test]
fn git_packs_what_it_wrote() {
    let place = Place::new();
    let store = place.store();
    for number in 0..20 {
        append(&store, &run("1.0"), &format!("{number}\n"));
        if number % 7 == 0 {
            let repository = place.git();
            let mut packer = repository.packbuilder().unwrap();
            packer.insert_commit(place.newest()).unwrap();
            packer.write(&place.path().join(".git/objects/pack"), 0).unwrap();
            repository.refdb_compress().unwrap();
        }
    }
    assert_eq!(store.read_run(&run("1.0")).unwrap().unwrap().lines().count(), 20);
    assert_eq!(place.store().read_run(&run("1.0")).unwrap().unwrap().lines().count(), 20);
}

#[test]
fn a_clone_has_one_name() {
    let place = Place::new();
    let name = place.store().writer_id().unwrap();
    assert_eq!(place.store().writer_id().unwrap(), name);
    assert_ne!(Place::new().store().writer_id().unwrap(), name);
    // What an earlier version wrote is kept.
    let file = place.path().join(".git/shepherd/writer");
    files::replace(&file, format!("{name}\n").as_bytes()).unwrap();
    assert_eq!([place.store().writer_id().unwrap(), place.store().writer_id().unwrap()], [&*name, &*name]);
    // A copy of the folder is another clone.
    let copy = Place::new();
    append(&copy.store(), &run("1.0"), "x\n");
    files::replace(&copy.path().join(".git/shepherd/writer"), &files::read_bytes(&file).unwrap()).unwrap();
    let own = copy.store().writer_id().unwrap();
    assert_ne!(own, name);
    assert_eq!(copy.store().writer_id().unwrap(), own);
    files::replace(&file, b"half").unwrap();
    assert_eq!(
        place.told(place.store().writer_id().unwrap_err()).lines().next().unwrap(),
        "error: `/.git/shepherd/writer` in the store is damaged: it should hold 32 hexadecimal digits; remove it, and a \
         new one is made"
    );
}

#[test]
fn writing_is_synced_whatever_the_repository_says() {
    let place = Place::new();
    place.git().config().unwrap().set_bool("core.fsyncObjectFiles", false).unwrap();
    let store = place.store();
    write(&store, "a", "1");
    assert!(store.writer().unwrap().config().unwrap().get_bool("core.fsyncObjectFiles").unwrap());
    // The repository's own configuration stays what it is.
    assert!(!place.git().config().unwrap().get_bool("core.fsyncObjectFiles").unwrap());
}

#[test]
fn releases_and_people_lie_in_it() {
    let place = Place::new();
    let store = place.store();
    assert!(store.releases("octo/hello").unwrap().is_empty() && store.people().unwrap().0.is_empty());
    let (project, tag, version) = ("octo/hello".to_owned(), "v1.0".to_owned(), "1.0".to_owned());
    let release = Release { project, tag, version, ..Release::default() };
    assert!(store.add_release("octo/hello", &release, "Record 1.0", &author()).unwrap());
    assert!(!store.add_release("octo/hello", &release, "Record 1.0", &author()).unwrap());
    assert!(store.add_release("octo", &release, "Record 1.0", &author()).is_err());
    assert_eq!(store.releases("octo/hello").unwrap(), [release]);
    write(&store, "people/octocat.toml", "format = 1\nlogin = \"octocat\"\n");
    write(&store, "people/Ann.toml", "format = 1\nlogin = \"Ann\"\n");
    write(&store, "people/README.md", "Who we are\n");
    let logins: Vec<_> = store.people().unwrap().0.into_iter().map(|person| person.login).collect();
    assert_eq!(logins, ["Ann", "octocat"]);
}
