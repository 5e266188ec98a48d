//! What nobody else may know never lands where everybody reads it, however its place is spelt and whatever lies there.

use std::os::unix::fs::symlink;

use super::bad_remotes::DOCUMENT;
use super::{Machine, Office};

const AWAY: [&str; 8] = ["people", "away", "ann", "--from", "2026-04-01", "--until", "2026-04-10", "--reason"];

fn private(machine: &Machine, address: &str) {
    machine.sandbox.git_output(["config", "shepherd.privateStore", address]);
}

/// Says whether anything in a repository tells why @ann is away.
fn is_known(office: &Office, git_directory: &str) -> bool {
    let git = |arguments: &[&str]| office.sandbox.git_output([&["--git-dir", git_directory], arguments].concat());
    let objects = git(&["cat-file", "--batch-check=%(objectname)", "--batch-all-objects"]);
    objects.lines().any(|object| git(&["cat-file", "-p", object]).contains("a secret trip"))
}

#[test]
fn a_path_to_what_everybody_reads_is_seen_through() {
    let office = Office::new(DOCUMENT);
    let (_, ann) = office.team();
    let remote = office.remote().display().to_string();
    let link = ann.path("[SANDBOX]/link.git");
    symlink(&remote, &link).expect("it is ours");
    let up = remote.replace("/hello.git", "/../");
    let folder = office.sandbox.path("[SANDBOX]");
    let up = format!("{up}{}/hello", folder.file_name().expect("it has a name").to_string_lossy());
    for address in [link.display().to_string(), up, format!("file://{remote}")] {
        private(&ann, &address);
        let told = ann.fails(5, &[AWAY.as_slice(), &["a secret trip"]].concat());
        assert!(told.contains("is where everybody would see it"), "{address}: {told}");
    }
    assert!(!is_known(&office, &remote));
}

#[test]
fn what_lies_there_decides_whatever_the_address_is() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    // A copy of the records of all, which no setting names.
    let copy = "[SANDBOX]/copy.git";
    office.sandbox.git_output(["clone", "--quiet", "--bare", &office.remote().display().to_string(), copy]);
    let copy = office.sandbox.path(copy).display().to_string();
    private(&ann, &copy);
    insta::assert_snapshot!(ann.fails(5, &[AWAY.as_slice(), &["a secret trip"]].concat()), @"
    ------- stderr -------
    error: the store in `release-shepherd of [OFFICE]/copy.git` is the one that everybody reads, and nothing private goes there
    help: nothing was sent; name a repository for it that only those can read who may know: `git config shepherd.privateStore ADDRESS`
    help: where an older version began it as a private store: `shepherd store sync --private` in the clone that began it marks it as one
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.fails(5, &["store", "sync", "--private"]), @"
    ------- stderr -------
    error: the store in `release-shepherd of [OFFICE]/copy.git` is the one that everybody reads, and nothing private goes there
    help: nothing was sent; name a repository for it that only those can read who may know: `git config shepherd.privateStore ADDRESS`
    help: where an older version began it as a private store: `shepherd store sync --private` in the clone that began it marks it as one
    [exit status: 5]
    ");
    // The records of another project.
    let other = Office::other(DOCUMENT);
    let kim = other.machine("kim");
    kim.does(&["people", "add", "kim"]);
    kim.does(&["store", "init", "--in-repo", "--yes"]);
    private(&ann, &other.remote().display().to_string());
    let told = ann.fails(5, &["store", "sync", "--private"]);
    assert!(told.contains("is not marked as a private one, and nothing private goes there"), "{told}");
    assert!(!is_known(&office, &copy) && !is_known(&other, &other.remote().display().to_string()));
    // A private one is no place for the records of all.
    let secret = office.records();
    private(&ann, &secret);
    ann.does(&[AWAY.as_slice(), &["a secret trip"]].concat());
    assert!(is_known(&office, &secret));
    let told = kim.fails(5, &["store", "init", "--remote", &secret, "--yes"]);
    assert!(
        told.contains("is a private one, as its `store.toml` says, and the records of all do not go there"),
        "{told}"
    );
    // Those who may know join it, also with days of their own.
    mona.does(&["people", "away", "mona", "--from", "2026-05-01", "--until", "2026-05-02"]);
    private(&mona, &secret);
    mona.does(&["store", "sync", "--private"]);
    assert!(mona.does(&["people", "away"]).contains("a secret trip"));
}

#[test]
fn a_private_store_of_an_older_version_is_marked_by_who_has_it() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let secret = office.records();
    ann.does(&[AWAY.as_slice(), &["a secret trip"]].concat());
    let marker = ann.sandbox.git_output(["show", "refs/shepherd/private:store.toml"]);
    assert!(marker.contains("private = true"), "{marker}");
    let older = format!("{}\n", marker.replace("\nprivate = true", ""));
    let stream = format!(
        "commit refs/shepherd/private\ncommitter Hand <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
         from refs/shepherd/private^0\nM 100644 inline store.toml\ndata {}\n{older}",
        older.len()
    );
    assert!(ann.sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes())).status.success());
    ann.sandbox.git_output(["push", "--quiet", &secret, "refs/shepherd/private:refs/heads/release-shepherd"]);
    private(&mona, &secret);
    private(&ann, &secret);
    insta::assert_snapshot!(mona.fails(5, &["people", "away"]), @"
    ------- stderr -------
    error: the store in `release-shepherd of [OFFICE]/records.git` is not marked as a private one, and nothing private goes there
    help: nothing was sent; name a repository for it that only those can read who may know: `git config shepherd.privateStore ADDRESS`
    help: where an older version began it as a private store: `shepherd store sync --private` in the clone that began it marks it as one
    [exit status: 5]
    ");
    ann.does(&["store", "sync", "--private"]);
    insta::assert_snapshot!(mona.does(&["people", "away"]), @"
    @ann  2026-04-01 to 2026-04-10  a secret trip
    [exit status: 0]
    ");
}

#[test]
fn days_away_in_the_file_of_a_person_are_not_sent() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let days = "[[away]]\nfrom = 2026-04-01\nuntil = 2026-04-10\nreason = \"a secret trip\"\n";
    ann.commit_by_hand("people/ann.toml", &format!("format = 1\nlogin = \"ann\"\n{days}"), "ann@example.org", None);
    insta::assert_snapshot!(ann.fails(5, &["store", "sync"]), @"
    ------- stderr -------
    error: `people/ann.toml` in the store says when somebody is away or why, and everybody reads that store
    help: nothing was sent; take it out: `shepherd people edit ann`
    help: `shepherd people away ann` writes it down where nobody else reads it
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.does(&["people", "list"]), @"
    login  name  keys
    @ann         0
    @mona  Mona  0
    ------- stderr -------
    warning: `people/ann.toml` in the store, line 3: `away` says when somebody is away, where everybody reads it: take it out with `shepherd people edit ann`, and keep it with `shepherd people away ann`
    hint: @ann, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
    assert!(!is_known(&office, &office.remote().display().to_string()));
    drop(mona);
}

#[test]
fn who_was_forgotten_elsewhere_is_forgotten_here_in_private_too() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["people", "add", "kim", "--name", "Kim"]);
    ann.does(&["people", "list"]);
    ann.does(&["people", "away", "kim", "--from", "2026-05-01", "--until", "2026-05-02"]);
    mona.does(&["people", "forget", "kim", "--yes"]);
    insta::assert_snapshot!(ann.does(&["people", "forget", "kim", "--yes"]), @"
    ------- stderr -------
    `away/kim.toml` of the private store goes
    @kim is not in the records any more; where a record needs somebody, it says `ghost`
    hint: the history of git has what was there before, here, where it is shared, and in each clone, and so have tags that say `Released-by: @kim`: to go further, somebody who knows git rewrites the branch (`git filter-repo`), and each clone takes it with `shepherd store sync --prefer theirs`
    [exit status: 0]
    ");
    // Nor does a change of theirs bring them back without a word.
    mona.does(&["people", "add", "zoe", "--name", "Zoe"]);
    ann.does(&["people", "list"]);
    mona.does(&["people", "forget", "zoe", "--yes"]);
    office.is_reachable(false);
    ann.does(&["people", "set", "zoe", "--name", "Zoé"]);
    office.is_reachable(true);
    insta::assert_snapshot!(ann.fails(5, &["store", "sync"]), @"
    ------- stderr -------
    error: `people/zoe.toml` in the store was changed on both sides: `the file` is `changed` here and `removed` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.does(&["store", "sync", "--prefer", "mine"]), @"
    ------- stderr -------
    warning: `people/zoe.toml` in the store was changed on both sides: `the file` is `changed` here and `removed` there; yours holds
    warning: others took @zoe out of the records, and your word brings `people/zoe.toml` back: where they asked for that, `shepherd people forget zoe` takes it out again
    release-shepherd of origin: 1 change came, 1 change sent
    [exit status: 0]
    ");
}

#[test]
fn a_clone_of_one_branch_asks_for_the_records_once() {
    let office = Office::new(DOCUMENT);
    let (_, _) = office.team();
    let ci = office.machine("zoe");
    let narrow = |machine: &Machine| {
        let fetch = "+refs/heads/main:refs/remotes/origin/main";
        machine.sandbox.git_output(["config", "remote.origin.fetch", fetch]);
        machine.sandbox.git_output(["update-ref", "-d", "refs/remotes/origin/release-shepherd"]);
    };
    narrow(&ci);
    office.is_reachable(false);
    insta::assert_snapshot!(ci.does(&["people", "list"]), @"
    ------- stderr -------
    warning: this clone has no records, and those of others were not looked at: could not fetch the branch `release-shepherd` from `origin`; fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: `git fetch origin release-shepherd:refs/remotes/origin/release-shepherd` brings them here
    Nobody is in the records yet.
    hint: `shepherd people add LOGIN` adds somebody; begin with yourself
    [exit status: 0]
    ");
    office.is_reachable(true);
    assert!(!ci.does(&["ledger", "list", "--offline"]).contains("not looked at"));
    assert!(ci.does(&["people", "list"]).contains("@mona"));
    assert!(ci.does(&["store", "where"]).contains("shared     `release-shepherd` of origin"));
    // A fork has the branch of the project that it came from.
    let fork = "[SANDBOX]/fork.git";
    office.sandbox.git_output(["clone", "--quiet", "--bare", &office.remote().display().to_string(), fork]);
    let other = office.machine("kim");
    narrow(&other);
    other.sandbox.git_output(["remote", "set-url", "origin", &office.sandbox.path(fork).display().to_string()]);
    assert!(!other.does(&["people", "list"]).contains("@mona"));
    assert!(other.sandbox.git_output(["for-each-ref", "refs/remotes", "refs/shepherd"]).lines().count() == 1);
}

#[test]
fn a_project_that_others_renamed_is_recorded_under_its_new_name() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["ledger", "import", "--yes", "--offline"]);
    mona.does(&["store", "rename", "local/hello", "octo/world"]);
    let told = ann.does(&["ledger", "import", "--yes", "--offline"]);
    assert!(told.contains("local/hello is octo/world now"), "{told}");
    assert!(ann.stored("releases/octo/world.toml").is_some());
    assert_eq!((ann.stored("releases/local/hello.toml"), ann.newest()), (None, mona.newest()));
}

#[test]
fn who_only_reads_sees_what_is_here_in_spite_of_a_conflict() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["people", "set", "mona", "--name", "Mona One", "--timezone", "Europe/Lisbon"]);
    office.is_reachable(false);
    ann.does(&["people", "set", "mona", "--name", "Mona Two", "--timezone", "Europe/Rome"]);
    office.is_reachable(true);
    insta::assert_snapshot!(ann.does(&["people", "list"]), @r#"
    login  name      keys
    @ann   Ann       0
    @mona  Mona Two  0
    ------- stderr -------
    warning: what others did is not taken in, and this is what is here: several keys were changed on both sides
      `people/mona.toml` in the store was changed on both sides: `name` is `"Mona Two"` here and `"Mona One"` there
      `people/mona.toml` in the store was changed on both sides: `timezone` is `"Europe/Rome"` here and `"Europe/Lisbon"` there
    hint: nothing was sent, and both are as they were
    hint: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    hint: @ann, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    "#);
    for reading in [["ledger", "list"], ["rotation", "list"], ["circles", "list"]] {
        assert!(ann.does(&reading).contains("warning: what others did is not taken in"), "{reading:?}");
    }
    insta::assert_snapshot!(ann.fails(5, &["people", "add", "kim"]), @r#"
    ------- stderr -------
    error: several keys were changed on both sides
      `people/mona.toml` in the store was changed on both sides: `name` is `"Mona Two"` here and `"Mona One"` there
      `people/mona.toml` in the store was changed on both sides: `timezone` is `"Europe/Rome"` here and `"Europe/Lisbon"` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    [exit status: 5]
    "#);
    insta::assert_snapshot!(ann.does(&["store", "sync", "--prefer", "theirs"]), @r#"
    ------- stderr -------
    warning: `people/mona.toml` in the store was changed on both sides: `name` is `"Mona Two"` here and `"Mona One"` there; theirs holds
    warning: `people/mona.toml` in the store was changed on both sides: `timezone` is `"Europe/Rome"` here and `"Europe/Lisbon"` there; theirs holds
    release-shepherd of origin: 1 change came, 0 changes sent
    [exit status: 0]
    "#);
}

#[test]
fn nobody_need_be_known_to_take_in() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    mona.does(&["people", "add", "kim"]);
    ann.sandbox.git_output(["config", "--remove-section", "user"]);
    ann.sandbox.git_output(["config", "user.useConfigOnly", "true"]);
    insta::assert_snapshot!(ann.does(&["store", "sync"]), @"
    ------- stderr -------
    release-shepherd of origin: 1 change came, 0 changes sent
    [exit status: 0]
    ");
    assert!(ann.stored("people/kim.toml").is_some());
}
