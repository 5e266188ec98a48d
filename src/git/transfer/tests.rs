//! Branches that go between repositories of this machine.

use std::path::PathBuf;
use std::time::Duration;

use git2::{Repository, Signature, Time};
use tempfile::TempDir;

use super::*;
use crate::core::history::CommitId;
use crate::failure::{Failure, Kind};
use crate::system::folders;

const LONG: Duration = Duration::from_secs(60);
const INTO: &str = "refs/shepherd/seen";

/// Two clones and the bare remote between them.
struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Repository::init_bare(folder.path().join("remote.git")).unwrap();
        for clone in ["one", "two"] {
            let repository = Repository::init(folder.path().join(clone)).unwrap();
            // The address of a remote may count from the top of the work tree.
            repository.remote("origin", "../remote.git").unwrap();
        }
        Self { folder }
    }

    fn git_directory(&self, clone: &str) -> PathBuf {
        self.folder.path().join(clone).join(".git")
    }

    fn remote(&self) -> PathBuf {
        self.folder.path().join("remote.git")
    }

    fn repository(&self, name: &str) -> Repository {
        Repository::open(self.folder.path().join(name)).unwrap()
    }

    fn fetch(&self, clone: &str) -> Result<Option<CommitId>, TransferError> {
        fetch_branch(&self.git_directory(clone), "origin", "records", INTO, LONG)
    }

    fn push(&self, clone: &str, commit: CommitId) -> Result<Pushed, TransferError> {
        push_branch(&self.git_directory(clone), "origin", commit, "records", LONG)
    }

    fn commit(&self, clone: &str, parent: Option<CommitId>, message: &str) -> CommitId {
        let repository = self.repository(clone);
        let tree = repository.find_tree(repository.treebuilder(None).unwrap().write().unwrap()).unwrap();
        let who = Signature::new("Mona", "mona@example.org", &Time::new(1_800_000_000, 0)).unwrap();
        let parent = parent.map(|id| repository.find_commit(git2::Oid::from_bytes(&id.0).unwrap()).unwrap());
        let parents: Vec<_> = parent.iter().collect();
        let id = repository.commit(None, &who, &who, message, &tree, &parents).unwrap();
        CommitId::parse(&id.to_string()).unwrap()
    }

    fn references(&self, name: &str) -> Vec<String> {
        let repository = self.repository(name);
        let names = repository.references().unwrap();
        let mut names: Vec<String> = names.map(|found| found.unwrap().name().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    fn told(&self, error: TransferError) -> String {
        let folder = self.folder.path().display().to_string();
        Failure::from(error).to_string().replace(&folder, "").replace(&folder.replace("/private", ""), "")
    }
}

#[cfg(unix)]
fn hook(repository: &std::path::Path, name: &str, script: &str) {
    let path = repository.join("hooks").join(name);
    folders::write_program(&path, format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
}

fn refused(pushed: Result<Pushed, TransferError>) -> String {
    match pushed.unwrap() {
        Pushed::Refused { words } => words,
        Pushed::Accepted => panic!("it was accepted"),
    }
}

#[test]
fn a_branch_goes_there_and_comes_back() {
    let world = World::new();
    assert_eq!(world.fetch("two"), Ok(None), "an empty remote has no branch");
    let first = world.commit("one", None, "first");
    assert_eq!(world.push("one", first), Ok(Pushed::Accepted));
    assert_eq!(world.fetch("two"), Ok(Some(first)));
    let second = world.commit("one", Some(first), "second");
    assert_eq!(world.push("one", second), Ok(Pushed::Accepted));
    assert_eq!(world.fetch("two"), Ok(Some(second)));
    assert_eq!(world.references("two"), [INTO], "no tag, no branch of a remote, nothing else");
    assert!(!world.git_directory("two").join("FETCH_HEAD").exists());
    // The address itself does as well as the name, from the git directory or from the top.
    let address = world.remote().display().to_string();
    let top = world.folder.path().join("two");
    assert_eq!(fetch_branch(&top, &address, "records", "refs/shepherd/other", LONG), Ok(Some(second)));
}

#[test]
fn what_a_branch_left_behind_goes_with_it() {
    let world = World::new();
    let first = world.commit("one", None, "first");
    let other = world.commit("one", None, "other");
    world.push("one", first).unwrap();
    world.fetch("two").unwrap();
    // Somebody moved it elsewhere, by force.
    world.repository("remote.git").find_reference("refs/heads/records").unwrap().delete().unwrap();
    world.push("one", other).unwrap();
    assert_eq!(world.fetch("two"), Ok(Some(other)));
    world.repository("remote.git").find_reference("refs/heads/records").unwrap().delete().unwrap();
    assert_eq!(world.fetch("two"), Ok(None));
    assert!(world.references("two").is_empty());
}

#[test]
fn a_branch_that_moved_is_not_moved_back() {
    let world = World::new();
    let first = world.commit("one", None, "first");
    world.push("one", first).unwrap();
    world.fetch("two").unwrap();
    let theirs = world.commit("one", Some(first), "theirs");
    world.push("one", theirs).unwrap();
    let ours = world.commit("two", Some(first), "ours");
    let words = refused(world.push("two", ours));
    assert!(words.starts_with("[rejected]") && !words.contains("hint:"), "{words}");
    assert_eq!(world.fetch("two"), Ok(Some(theirs)));
}

#[cfg(unix)]
#[test]
fn hooks_of_the_project_do_not_run_and_rules_of_the_remote_do() {
    let world = World::new();
    for name in ["pre-push", "reference-transaction"] {
        hook(&world.git_directory("one"), name, "echo ran >> hook-ran; exit 1");
    }
    let first = world.commit("one", None, "first");
    world.push("one", first).unwrap();
    world.fetch("one").unwrap();
    let ran = ["one", "one/.git"].map(|folder| world.folder.path().join(folder).join("hook-ran").exists());
    assert_eq!(ran, [false, false]);
    hook(&world.remote(), "pre-receive", "echo 'records are not for you'; echo; exit 1");
    let second = world.commit("one", Some(first), "second");
    let words = refused(world.push("one", second));
    let words = words.replace(&world.folder.path().display().to_string(), "");
    assert_eq!(
        words,
        "[remote rejected] (pre-receive hook declined)\nremote: records are not for you\n\
         error: failed to push some refs to '../remote.git'"
    );
}

#[test]
fn what_the_person_configured_changes_nothing() {
    let world = World::new();
    let first = world.commit("one", None, "first");
    let remote = world.repository("one");
    let object = remote.find_object(git2::Oid::from_bytes(&first.0).unwrap(), None).unwrap();
    remote.tag_lightweight("v1", &object, false).unwrap();
    for clone in ["one", "two"] {
        let mut config = world.repository(clone).config().unwrap();
        let keys = [
            ("push.followTags", "true"),
            ("push.gpgSign", "true"),
            ("push.pushOption", "nobody knows"),
            ("fetch.prune", "true"),
            ("remote.origin.tagOpt", "--tags"),
            ("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"),
        ];
        for (key, value) in keys {
            config.set_str(key, value).unwrap();
        }
    }
    assert_eq!(world.push("one", first), Ok(Pushed::Accepted));
    assert_eq!(world.references("remote.git"), ["refs/heads/records"]);
    assert_eq!(world.fetch("two"), Ok(Some(first)));
    assert_eq!(world.references("two"), [INTO]);
}

#[test]
fn a_remote_out_of_reach_is_told_without_its_password() {
    let world = World::new();
    let directory = world.git_directory("one");
    let first = world.commit("one", None, "first");
    let unknown = "odd://me:secret@host.invalid/store";
    let errors = [
        fetch_branch(&directory, unknown, "records", INTO, LONG).unwrap_err(),
        push_branch(&directory, unknown, first, "records", LONG).unwrap_err(),
    ];
    for error in errors {
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        assert!(error.to_string().contains("`odd://[hidden]@host.invalid/store`\n  "), "{error}");
        assert_eq!(Failure::from(error).kind, Kind::Outside);
    }
    let none = fetch_branch(&directory, "nowhere", "records", INTO, LONG).unwrap_err();
    assert!(world.told(none).starts_with("error: could not fetch the branch `records` from `nowhere`\n  fatal: "));
}

#[cfg(unix)]
#[test]
fn what_takes_too_long_is_stopped() {
    let world = World::new();
    let first = world.commit("one", None, "first");
    hook(&world.remote(), "pre-receive", "sleep 20");
    let limit = Duration::from_millis(500);
    let error = push_branch(&world.git_directory("one"), "origin", first, "records", limit).unwrap_err();
    assert_eq!(error.to_string(), "could not push the branch `records` to `origin`: it took longer than 0 seconds");
}

#[test]
fn names_and_addresses_are_no_options() {
    let world = World::new();
    let directory = world.git_directory("one");
    let first = world.commit("one", None, "first");
    for branch in ["", "a b", "a:refs/heads/main", "*", "a..b", "-x:y"] {
        let error = push_branch(&directory, "origin", first, branch, LONG).unwrap_err();
        assert_eq!(
            (&error, Failure::from(error.clone()).kind),
            (&TransferError::Name(format!("refs/heads/{branch}")), Kind::Usage)
        );
    }
    assert!(matches!(fetch_branch(&directory, "origin", "a", "HEAD", LONG), Err(TransferError::Name(_))));
    let marker = world.folder.path().join("ran");
    let option = format!("--upload-pack=touch {}", marker.display());
    assert!(matches!(fetch_branch(&directory, &option, "a", INTO, LONG), Err(TransferError::Failed { .. })));
    assert!(!marker.exists());
}

#[test]
fn a_bundle_carries_what_is_missing() {
    let world = World::new();
    let first = world.commit("one", None, "first");
    let second = world.commit("one", Some(first), "second");
    let repository = world.repository("one");
    repository.reference(INTO, git2::Oid::from_bytes(&second.0).unwrap(), true, "").unwrap();
    let (part, whole) = (world.folder.path().join("-part"), world.folder.path().join("whole.bundle"));
    write_bundle(&world.git_directory("one"), &part, Some(first), INTO).unwrap();
    write_bundle(&world.git_directory("one"), &whole, None, INTO).unwrap();
    let two = world.git_directory("two");
    let missing = world.told(read_bundle_into(&two, &part, INTO).unwrap_err());
    assert!(missing.starts_with("error: could not read the bundle `/-part`\n  error: Repository lacks"), "{missing}");
    assert_eq!(read_bundle_into(&two, &whole, INTO), Ok(second));
    assert_eq!(read_bundle_into(&two, &part, INTO), Ok(second));
    assert_eq!(world.references("two"), [INTO]);
    let nothing = write_bundle(&world.git_directory("one"), &part, Some(second), INTO).unwrap_err();
    assert!(matches!(nothing, TransferError::NotWritten { .. }));
    folders::write(&whole, b"no bundle").unwrap();
    let error = read_bundle_into(&two, &whole, INTO).unwrap_err();
    assert_eq!(Failure::from(error).kind, Kind::Input);
    let absent = read_bundle_into(&two, &world.folder.path().join("none"), INTO).unwrap_err();
    assert!(world.told(absent).starts_with("error: could not read the bundle `/none`\n  error: "));
}
