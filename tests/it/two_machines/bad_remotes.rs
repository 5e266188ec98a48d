//! Remotes that hold something else, or what this version does not know: all of it is told, and nothing is lost.

use super::{Machine, Office};

pub(super) const DOCUMENT: &str = r#"1. Write the notes. <!-- shepherd: id = "notes" -->
2. Send it out: <!-- shepherd: id = "send", irreversible = true -->

   ```bash
   echo it is out >> ../out
   ```

3. Tell everybody. <!-- shepherd: id = "tell" -->
"#;

/// Returns where git's configuration says that the store is shared.
pub(super) fn setting(machine: &Machine) -> Option<String> {
    let output = machine.sandbox.try_git(&["config", "shepherd.store"], None);
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn a_branch_that_is_something_else_is_left_alone() {
    let office = Office::new(DOCUMENT);
    let mona = office.machine("mona");
    mona.sandbox.git_output(["push", "--quiet", "origin", "main:release-shepherd"]);
    mona.sandbox.git_output(["fetch", "--quiet", "origin"]);
    let before = office.git(&["rev-parse", "release-shepherd"]);
    mona.does(&["people", "add", "mona"]);
    let here = mona.newest();
    insta::assert_snapshot!(mona.does(&["store", "where"]), @"
    project    local/hello
    here       refs/shepherd/store (store [STORE])
    shared     no, it is in this clone alone
    ------- stderr -------
    hint: `shepherd store init` shares it; everything works without, in this clone alone
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.fails(5, &["store", "init", "--in-repo", "--yes"]), @"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of origin ([OFFICE]/hello.git).
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    error: `release-shepherd of origin` holds no `store.toml`, so it is not a store of this program
    help: nothing was written; look what it is, and move it away if it may go
    help: or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: a guide goes on without it, in this clone alone, with `--store none`
    [exit status: 5]
    ");
    assert_eq!((office.git(&["rev-parse", "release-shepherd"]), mona.newest(), setting(&mona)), (before, here, None));
    // A guide goes on without it.
    mona.sandbox.git_output(["config", "shepherd.store", "in-repo"]);
    insta::assert_snapshot!(mona.told(&mona.guide(&["1.1.0", "--branch", "main"], "")), @"
    ------- stderr -------
    error: `release-shepherd of origin` holds no `store.toml`, so it is not a store of this program
    help: nothing was written; look what it is, and move it away if it may go
    help: or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: a guide goes on without it, in this clone alone, with `--store none`
    [exit status: 5]
    ");
    drop(mona.guide(&["1.1.0", "--branch", "main", "--store", "none"], "'step.notes' = 'pause'\n").success());
}

#[test]
fn a_store_with_another_beginning_is_not_mixed_into_this_one() {
    let office = Office::new(DOCUMENT);
    let records = office.records();
    let (mona, ann) = (office.machine("mona"), office.machine("ann"));
    mona.does(&["store", "init", "--in-repo", "--yes"]);
    ann.does(&["store", "init", "--remote", &records, "--yes"]);
    ann.does(&["people", "add", "ann"]);
    insta::assert_snapshot!(ann.fails(5, &["store", "sync", "--store", "in-repo"]), @"
    ------- stderr -------
    error: the store in `release-shepherd of origin` is another one ([STORE]) than that of this clone ([STORE])
    help: nothing was sent; `shepherd store where` says which one this is
    help: if the records of this clone belong there: `shepherd store init` brings them in
    [exit status: 5]
    ");
    // Where that is meant, her records go along.
    insta::assert_snapshot!(ann.does(&["store", "init", "--in-repo", "--yes"]), @"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of origin ([OFFICE]/hello.git).
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    the store is shared: release-shepherd of origin (1 change sent, 2 changes came)
    hint: others find it by themselves after their next `git fetch`; `shepherd store where` shows that
    [exit status: 0]
    ");
    mona.does(&["store", "sync"]);
    assert!(mona.stored("people/ann.toml").is_some());
    assert_eq!(mona.stored("store.toml"), ann.stored("store.toml"));
}

#[test]
fn a_newer_format_on_the_remote_is_read_by_nobody_who_does_not_know_it() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let marker = mona.stored("store.toml").expect("it has its marker");
    mona.commit_by_hand("store.toml", &marker.replace("format = 1", "format = 2"), "mona@example.org", None);
    mona.sandbox.git_output(["push", "--quiet", "origin", "refs/shepherd/store:refs/heads/release-shepherd"]);
    let (here, there) = (ann.newest(), office.git(&["rev-parse", "release-shepherd"]));
    for arguments in [["store", "sync"].as_slice(), &["guide", "1.1.0", "--branch", "main"], &["approve"], &["status"]]
    {
        let told = ann.fails(5, arguments);
        assert!(told.contains("format 2"), "{arguments:?}: {told}");
    }
    insta::assert_snapshot!(ann.fails(5, &["store", "sync"]), @"
    ------- stderr -------
    error: `store.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
    assert_eq!((ann.newest(), office.git(&["rev-parse", "release-shepherd"])), (here, there));
}

#[test]
fn a_fork_is_not_where_a_project_is_released_or_its_store_kept() {
    let office = Office::new(DOCUMENT);
    let mona = office.machine("mona");
    mona.sandbox.git_output(["remote", "set-url", "origin", "https://github.com/mona/hello.git"]);
    super::write(&mona.path(".git/shepherd.toml"), "project = \"octo/hello\"\n");
    insta::assert_snapshot!(mona.fails(5, &["store", "init", "--in-repo", "--yes"]), @r#"
    ------- stderr -------
    error: `origin` is mona/hello, and the project is octo/hello
    help: `origin` is a fork, most likely: add the project as `upstream`: `git remote add upstream https://github.com/octo/hello.git`
    help: or name the project's own remote as `remote` in .shepherd.toml; nothing was done
    [exit status: 5]
    "#);
    insta::assert_snapshot!(mona.told(&mona.guide(&["1.1.0", "--branch", "main"], "")), @r#"
    ------- stderr -------
    error: `origin` is mona/hello, and the project is octo/hello
    help: `origin` is a fork, most likely: add the project as `upstream`: `git remote add upstream https://github.com/octo/hello.git`
    help: or name the project's own remote as `remote` in .shepherd.toml; nothing was done
    [exit status: 5]
    "#);
    assert_eq!(office.git(&["branch", "--list"]), "  main");
    assert!(setting(&mona).is_none());
}

#[test]
fn a_clone_that_does_not_know_of_the_store_says_how_to_find_it() {
    let office = Office::new(DOCUMENT);
    let zoe = office.machine("zoe");
    let (_, ann) = office.team();
    drop(ann.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'pause'\n").success());
    // It would find it by itself, if it could reach the remote.
    let address = zoe.sandbox.git_output(["remote", "get-url", "origin"]);
    zoe.sandbox.git_output(["remote", "set-url", "origin", "/nowhere/hello.git"]);
    insta::assert_snapshot!(zoe.fails(2, &["guide", "1.1.0", "--step", "notes"]), @"
    ------- stderr -------
    error: there is no run of 1.1.0, so `--step` has nothing to do
    help: `shepherd status` lists the runs
    help: this clone shares no store: `git fetch` finds one that is a branch of the project, `shepherd store init --remote ADDRESS` joins another
    [exit status: 2]
    ");
    insta::assert_snapshot!(zoe.does(&["approve"]), @"
    ------- stderr -------
    Nothing waits for the agreement of @zoe.
    hint: this clone shares no store: `git fetch` finds one that is a branch of the project, `shepherd store init --remote ADDRESS` joins another
    [exit status: 0]
    ");
    insta::assert_snapshot!(zoe.fails(2, &["approve", "1.1.0", "notes"]), @"
    ------- stderr -------
    error: there is no run of 1.1.0 of local/hello
    help: `shepherd approve` lists what waits for you; another project is named with `--project OWNER/NAME`
    help: this clone shares no store: `git fetch` finds one that is a branch of the project, `shepherd store init --remote ADDRESS` joins another
    [exit status: 2]
    ");
    insta::assert_snapshot!(zoe.fails(2, &["handoff", "1.1.0", "--to", "ann"]), @"
    ------- stderr -------
    error: there is no run of 1.1.0
    help: `shepherd status --all` lists the runs
    help: this clone shares no store: `git fetch` finds one that is a branch of the project, `shepherd store init --remote ADDRESS` joins another
    [exit status: 2]
    ");
    zoe.sandbox.git_output(["remote", "set-url", "origin", address.trim()]);
    zoe.sandbox.git_output(["fetch", "--quiet", "origin"]);
    drop(zoe.guide(&["1.1.0", "--step", "notes"], "'step.notes' = 'done'\n").success());
    assert!(ann.does(&["status"]).contains("@zoe"));
}
