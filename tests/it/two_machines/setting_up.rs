//! How a store comes to be shared, and how others find it.

use super::Office;
use super::bad_remotes::{DOCUMENT, setting};

#[test]
fn a_branch_of_the_project_is_found_by_those_who_fetch() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = (office.machine("mona"), office.machine("ann"));
    mona.does(&["people", "add", "mona", "--name", "Mona", "--alias", "mona@example.org", "--right", "maintainer"]);
    insta::assert_snapshot!(mona.does(&["store", "init", "--in-repo", "--yes"]), @"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of origin ([OFFICE]/hello.git).
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    the store is shared: release-shepherd of origin (3 changes sent)
    hint: others find it by themselves after their next `git fetch`; `shepherd store where` shows that
    [exit status: 0]
    ");
    assert_eq!(setting(&mona).as_deref(), Some("in-repo"));
    // The other clone does not have the branch yet; once it has, nothing is to be set.
    assert!(ann.does(&["store", "where"]).contains("no, it is in this clone alone"));
    ann.sandbox.git_output(["fetch", "--quiet", "origin"]);
    insta::assert_snapshot!(ann.does(&["store", "where"]), @"
    project    local/hello
    here       refs/shepherd/store (nothing is written yet)
    shared     `release-shepherd` of origin, as the branch `release-shepherd` of `origin` says
    waits      0 changes to be sent (nothing came or went yet)
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["people", "list"]), @"
    login  name  rights      keys
    @mona  Mona  maintainer  0
    ------- stderr -------
    warning: only @mona is maintainer of local/hello
    hint: @mona is listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
    assert_eq!((ann.newest(), setting(&ann)), (mona.newest(), None));
}

#[test]
fn a_remote_may_be_named_as_git_names_it() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = (office.machine("mona"), office.machine("ann"));
    let records = office.records();
    mona.sandbox.git_output(["remote", "add", "records", &records]);
    insta::assert_snapshot!(mona.does(&["store", "init", "--remote", "records", "--yes"]), @r#"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of records ([OFFICE]/records.git).
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    the store is shared: release-shepherd of records (2 changes sent)
    hint: so that others find it too, put this into .shepherd.toml:
      [store]
      remote = "[OFFICE]/records.git"
    [exit status: 0]
    "#);
    assert_eq!(setting(&mona).as_deref(), Some("records"));
    assert!(mona.does(&["store", "where"]).contains("`release-shepherd` of records"));
    // The project's own remote is the project itself.
    ann.does(&["store", "init", "--remote", "origin", "--yes"]);
    assert_eq!(setting(&ann).as_deref(), Some("in-repo"));
}

#[test]
fn a_fork_that_has_the_branch_too_is_not_where_the_store_is() {
    let office = Office::new(DOCUMENT);
    let mona = office.machine("mona");
    mona.does(&["people", "add", "mona", "--name", "Mona"]);
    mona.does(&["store", "init", "--in-repo", "--yes"]);
    let marker = mona.stored("store.toml").unwrap_or_default();
    assert!(marker.contains("[[project]]\nname = \"local/hello\"\n"), "{marker}");
    // All branches of the project go into the fork.
    let fork = "[SANDBOX]/fork.git";
    let remote = office.remote().display().to_string();
    office.sandbox.git_output(["clone", "--quiet", "--bare", &remote, fork]);
    let fork = office.sandbox.path(fork).display().to_string();
    let ann = office.machine("ann");
    ann.sandbox.git_output(["remote", "set-url", "origin", &fork]);
    ann.sandbox.git_output(["fetch", "--quiet", "origin"]);
    insta::assert_snapshot!(ann.does(&["store", "where", "--verbose"]), @"
    project    local/fork
    here       refs/shepherd/store (nothing is written yet)
    shared     no, it is in this clone alone
    ------- stderr -------
    configuration: none, so the defaults hold
    the branch `release-shepherd` of `origin` is the store of local/hello, and this is local/fork: it is left alone, as a fork has it too (`--store in-repo` takes it all the same)
    hint: `shepherd store init` shares it; everything works without, in this clone alone
    [exit status: 0]
    ");
    // What an older version began names no project, and is found as before.
    let older = marker.split("[[project]]").next().unwrap_or_default();
    mona.commit_by_hand("store.toml", older, "mona@example.org", None);
    mona.sandbox.git_output(["push", "--quiet", &fork, "+refs/shepherd/store:refs/heads/release-shepherd"]);
    ann.sandbox.git_output(["fetch", "--quiet", "origin"]);
    assert!(ann.does(&["store", "where"]).contains("shared     `release-shepherd` of origin"));
}

#[test]
fn a_project_that_is_renamed_takes_its_records_along() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["people", "set", "ann", "--right", "maintainer"]);
    drop(mona.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'pause'\n").success());
    mona.does(&["guide", "1.1.0", "--abandon", "--reason", "too early"]);
    insta::assert_snapshot!(mona.does(&["store", "rename", "local/hello", "octo/world"]), @"
    ------- stderr -------
    local/hello is octo/world now: its runs, its releases and the rights of people went along
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.words(&mona.stored("store.toml").unwrap_or_default()), @r#"
    # Made by shepherd: this reference holds its records. It is never checked out.
    format = 1
    id = "[STORE]"

    [[project]]
    name = "octo/world"
    formerly = ["local/hello"]
    "#);
    assert!(mona.stored("people/ann.toml").is_some_and(|text| text.contains("project = \"octo/world\"")));
    let log = "runs/octo/world/1.1.0.jsonl";
    assert!(mona.stored(log).is_some() && mona.stored(super::LOG).is_none());
    // The remote of the other clone has the old name still.
    insta::assert_snapshot!(ann.told(&ann.guide(&["1.1.0", "--branch", "main"], "")), @"
    ------- stderr -------
    error: local/hello is octo/world now, as others wrote meanwhile
    help: its runs and records have the new name: start again; nothing was done
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.does(&["status", "--all"]), @r#"
    1.1.0: a minor release of octo/world from main after 1.0.0
      state        given up (too early), 0 of 3 steps done or skipped
      held by      @mona
      target       no commit was chosen
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Steps
        todo      1. Write the notes
        todo      2. Send it out
        todo      3. Tell everybody
    ------- stderr -------
    hint: local/hello is octo/world now, as the store says: `git remote set-url` keeps the remote in step
    [exit status: 0]
    "#);
    insta::assert_snapshot!(mona.does(&["store", "rename", "local/hello", "octo/world"]), @"
    ------- stderr -------
    hint: local/hello is octo/world now, as the store says: `git remote set-url` keeps the remote in step
    The store knows local/hello as octo/world already.
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.fails(2, &["store", "rename", "hello", "octo/world"]), @"
    ------- stderr -------
    hint: local/hello is octo/world now, as the store says: `git remote set-url` keeps the remote in step
    error: `hello` cannot be a name in the store: write a project as `owner/name`
    [exit status: 2]
    ");
}

#[test]
fn a_password_is_neither_kept_nor_shown() {
    let office = Office::new(DOCUMENT);
    let mona = office.machine("mona");
    let address = "https://mona:s3cret@example.invalid/records.git";
    insta::assert_snapshot!(mona.fails(2, &["store", "init", "--remote", address, "--yes"]), @"
    ------- stderr -------
    error: there is a password in the address https://[hidden]@example.invalid/records.git, and it would be kept
    help: leave it out, and let git ask for it or keep it: `git config credential.helper`; nothing was written or sent
    [exit status: 2]
    ");
    assert_eq!(setting(&mona), None);
}

#[test]
fn a_repository_of_the_team_is_shared_by_its_projects() {
    let (hello, other) = (Office::new(DOCUMENT), Office::other(DOCUMENT));
    let records = hello.records();
    let (mona, kim) = (hello.machine("mona"), other.machine("kim"));
    let told = mona.does(&["store", "init", "--remote", &records, "--yes"]);
    insta::assert_snapshot!(told, @r#"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of [OFFICE]/records.git.
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    the store is shared: release-shepherd of [OFFICE]/records.git (2 changes sent)
    hint: so that others find it too, put this into .shepherd.toml:
      [store]
      remote = "[OFFICE]/records.git"
    [exit status: 0]
    "#);
    // A file of the project says it to everybody; without being asked nothing is shared.
    super::write(&kim.path(".shepherd.toml"), &format!("[store]\nremote = \"{records}\"\n"));
    insta::assert_snapshot!(kim.fails(2, &["store", "init"]).replace(&records, "[RECORDS]"), @r#"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of [RECORDS].
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    error: cannot ask "Share it there?" because the input is not a terminal
    help: pass --yes
    [exit status: 2]
    "#);
    kim.does(&["store", "init", "--yes"]);
    kim.does(&["people", "add", "kim"]);
    assert!(mona.does(&["people", "list"]).contains("@kim"));
    assert_eq!(kim.newest(), mona.newest());
}

#[test]
fn it_is_said_where_a_store_is_to_be_shared() {
    let office = Office::new(DOCUMENT);
    let mona = office.machine("mona");
    insta::assert_snapshot!(mona.fails(2, &["store", "init"]), @"
    ------- stderr -------
    error: it was not said where the store is to be shared
    help: `--remote OWNER/release-records` for one that all projects of a team share (recommended)
    help: `--in-repo` for a branch of the project's own repository
    [exit status: 2]
    ");
    insta::assert_snapshot!(mona.fails(2, &["store", "sync"]), @"
    ------- stderr -------
    error: the store is in this clone alone, so there is nothing to sync with
    help: `shepherd store init` shares it; everything works without
    [exit status: 2]
    ");
    insta::assert_snapshot!(mona.fails(4, &["store", "init", "--remote", "[SANDBOX]/gone.git", "--yes"]), @"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of [SANDBOX]/gone.git.
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    error: could not fetch the branch `release-shepherd` from `[SANDBOX]/gone.git`
      fatal: '[SANDBOX]/gone.git' does not appear to be a git repository
      fatal: Could not read from remote repository.
      Please make sure you have the correct access rights
      and the repository exists.
    help: see whether `git ls-remote` reaches it from this folder
    help: git asks for no password here: log in first (`gh auth setup-git` or another credential helper), or load your key with `ssh-add`
    [exit status: 4]
    ");
    assert_eq!(setting(&mona), None);
}
