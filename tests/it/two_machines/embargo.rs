//! A release that nobody else may know of before it is out.

use super::{Machine, Office};

pub(super) const DOCUMENT: &str = r#"1. Mend it. <!-- shepherd: id = "mend" -->
2. Tag it. <!-- shepherd: id = "tag" -->

   ```bash
   git tag -a ${TAG} -m "Release ${VERSION}"
   ```

3. Publish it. <!-- shepherd: id = "publish" -->

   ```bash
   git push -q origin ${TAG}
   ```

4. Tell everybody. <!-- shepherd: id = "tell" -->
"#;

pub(super) const BEGIN: [&str; 5] = ["1.0.1", "--branch", "main", "--security", "--private"];

/// Says whether anything in a repository names the release: a reference, or whatever an object of it says.
pub(super) fn is_known(office: &Office, git_directory: &str) -> bool {
    let git = |arguments: &[&str]| office.sandbox.git_output([&["--git-dir", git_directory], arguments].concat());
    let mut said = git(&["for-each-ref"]);
    let objects = git(&["cat-file", "--batch-check=%(objectname)", "--batch-all-objects"]);
    for object in objects.lines() {
        said.push_str(&git(&["cat-file", "-p", object]));
    }
    said.contains("1.0.1")
}

/// @ann walks to the tag, in private.
pub(super) fn walked(office: &Office) -> (Machine, Machine) {
    let (mona, ann) = office.team();
    let answers = "'step.mend' = 'done'\n'step.tag' = 'run'\n'target' = 'yes'\n'step.publish' = 'pause'\n";
    drop(ann.guide(&BEGIN, answers).success());
    (mona, ann)
}

#[test]
fn nothing_of_it_is_in_a_shared_place() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = walked(&office);
    let remote = office.remote().display().to_string();
    office.is_reachable(false);
    ann.does(&["people", "set", "ann", "--right", "maintainer"]);
    office.is_reachable(true);
    let bundle = ann.path("[SANDBOX]/waiting.bundle").display().to_string();
    ann.does(&["store", "bundle", &bundle]);
    ann.does(&["store", "sync"]);
    ann.does(&["status"]);
    ann.does(&["status", "--mine"]);
    ann.does(&["approve"]);
    assert!(!is_known(&office, &remote));
    // What the file holds is taken in by the other clone, where nothing names the release either.
    mona.does(&["store", "sync", "--from", &bundle]);
    assert!(mona.stored("people/ann.toml").is_some_and(|person| person.contains("maintainer")));
    assert!(!is_known(&office, &mona.path(".git").display().to_string()));
    // She sees it in her own clone, and goes on with it without saying again that it is private.
    insta::assert_snapshot!(ann.does(&["store", "where"]), @"
    project    local/hello
    here       refs/shepherd/store (store [STORE])
    shared     `release-shepherd` of origin, as git config shepherd.store says
    waits      0 changes to be sent
    private    1 run, which no store that is shared has
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["status"]), @r#"
    1.0.1: a private patch security release of local/hello from main after 1.0.0
      state        paused, 2 of 4 steps done or skipped
      held by      @ann
      target       [DIGEST], the commit to release
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `publish` is next: Publish it

    Steps
        done      1. Mend it  (@ann 2026-03-28 09:00)
        done      2. Tag it  (@ann 2026-03-28 09:00; proven)
        todo      3. Publish it
        todo      4. Tell everybody
    [exit status: 0]
    "#);
    insta::assert_snapshot!(mona.does(&["status"]), @"
    ------- stderr -------
    No release is going on.
    hint: `shepherd guide VERSION` begins one; with `--rehearse` it is practised first
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["debrief", "1.0.1"]), @"
    ------- stderr -------
    The release 1.0.1 taught nothing new: no note, and nothing was skipped, failed or slow.
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["handoff", "1.0.1", "--to", "mona"]), @"
    ------- stderr -------
    the run of 1.0.1 is @mona's now
    hint: @mona goes on with `shepherd guide 1.0.1`, which looks at what is done first
    hint: the run is private and in this clone alone, so they need this clone, or a place that both of you name with `git config shepherd.privateStore ADDRESS`
    [exit status: 0]
    ");
    assert!(!is_known(&office, &remote));
}

#[test]
fn what_would_show_it_is_refused() {
    let office = Office::new(DOCUMENT);
    let (_, ann) = walked(&office);
    let remote = office.remote().display().to_string();
    insta::assert_snapshot!(ann.told(&ann.guide(&["1.0.1", "--private", "--issue"], "")), @"
    ------- stderr -------
    error: the run of 1.0.1 was begun with `--private`, and an issue would show it
    help: leave `--issue` out; nothing was sent
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.told(&ann.guide(&["1.0.1", "--issue"], "'step.publish' = 'pause'\n")), @"
    ------- stderr -------
    error: the run of 1.0.1 was begun with `--private`, and an issue would show it
    help: leave `--issue` out; nothing was sent
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.fails(5, &["store", "sync", "--private"]), @"
    ------- stderr -------
    error: what was begun with `--private` stays in this clone
    help: `git config shepherd.privateStore ADDRESS` names a place that only those see who may
    help: once the release is public, `shepherd store sync --disclose VERSION` publishes its record alone
    [exit status: 5]
    ");
    // The place that everybody sees is none that may be named.
    for address in ["in-repo", "[OFFICE]/hello.git"] {
        let address = address.replace("[OFFICE]", &ann.office.display().to_string());
        super::write(&ann.path(".git/shepherd.toml"), &format!("[store]\nprivate-remote = \"{address}\"\n"));
        insta::allow_duplicates! {
            insta::assert_snapshot!(ann.fails(5, &["store", "sync", "--private"]), @"
            ------- stderr -------
            error: `store.private-remote` is where everybody would see it
            help: name a repository that only those can read who may know of an embargoed release, and that is no remote of this clone; nothing was sent
            [exit status: 5]
            ");
            insta::assert_snapshot!(ann.told(&ann.guide(&["1.0.1"], "'step.publish' = 'pause'\n")), @"
            ------- stderr -------
            warning: the private store was not looked at: `store.private-remote` is where everybody would see it
            error: `store.private-remote` is where everybody would see it
            help: name a repository that only those can read who may know of an embargoed release, and that is no remote of this clone; nothing was sent
            [exit status: 5]
            ");
        }
    }
    insta::assert_snapshot!(ann.fails(5, &["store", "sync", "--disclose", "1.0.1"]), @"
    ------- stderr -------
    error: 1.0.1 is not recorded yet, so it is not public
    help: `shepherd guide 1.0.1` records it once its tag is pushed; nothing was published
    [exit status: 5]
    ");
    assert!(!is_known(&office, &remote));
    // A run that everybody knows cannot be hidden.
    let answers = "'step.mend' = 'pause'\npublic = 'yes'\n";
    drop(ann.guide(&["1.1.0", "--branch", "main", "--store", "none"], answers).success());
    insta::assert_snapshot!(ann.told(&ann.guide(&["1.1.0", "--private", "--store", "none"], "")), @"
    ------- stderr -------
    warning: the private store was not looked at: `store.private-remote` is where everybody would see it
    error: the run of 1.1.0 was begun for all to see, so it cannot be kept from them
    help: begin another version with `--private`; what was pushed cannot be taken back
    [exit status: 5]
    ");
}

#[test]
fn once_the_tag_is_public_its_record_is_published_and_not_how_it_went() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = walked(&office);
    let answers = "'step.publish' = 'run'\n'confirm.publish' = '1.0.1'\n'step.tell' = 'done'\n";
    insta::assert_snapshot!(ann.told(&ann.guide(&[], answers)), @"
    ------- stderr -------
    Release 1.0.1 from main: going on

    ── 1.0.1 patch ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 4
    Publish it
    runs (at the top of the repository):
        git push -q origin 1.0.1
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.0.1`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Tell everybody
    [publish · RELEASING.md:8]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: pushes the tag (`git push -q origin 1.0.1`). Type 1.0.1 to go on: 1.0.1
    exit code 0 after [TIME]
    proven: `origin` has `1.0.1` on [DIGEST]
    done, and proven
    recorded: 1.0.1, released by @ann
    hint: the record is in this clone alone; `shepherd store sync --disclose 1.0.1` publishes it, and not how it went

    ── 1.0.1 patch ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 4 of 4
    Tell everybody
    [tell · RELEASING.md:14]
    What now? done
    done

    1.0.1 is through: 4 steps done, 0 skipped
    hint: `shepherd status 1.0.1 --timeline` shows when each step was done
    [exit status: 0]
    ");
    ann.does(&["store", "sync"]);
    assert_eq!(ann.stored("releases/local/hello.toml"), None);
    insta::assert_snapshot!(ann.does(&["store", "sync", "--disclose", "1.0.1"]), @"
    ------- stderr -------
    the record of 1.0.1 is in the store for all; how the release went stays in this clone
    release-shepherd of origin: 0 changes came, 2 changes sent
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["store", "sync", "--disclose", "1.0.1"]), @"
    ------- stderr -------
    the record of 1.0.1 was in the store for all already
    release-shepherd of origin: 0 changes came, 0 changes sent
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.fails(2, &["store", "sync", "--disclose", "1.0.2"]), @"
    ------- stderr -------
    error: no release 1.0.2 was recorded in private here
    help: `shepherd status --all` lists the runs; a release is recorded once its tag is pushed
    [exit status: 2]
    ");
    // Where there is no remote to ask, the word of a person is needed.
    let origin = ann.sandbox.git_output(["remote", "get-url", "origin"]);
    ann.sandbox.git_output(["remote", "remove", "origin"]);
    let disclose = ["store", "sync", "--disclose", "1.0.1", "--store", "none", "--project", "local/hello"];
    insta::assert_snapshot!(ann.fails(5, &disclose), @"
    ------- stderr -------
    error: there is no remote that says whether the tag `1.0.1` is public
    help: nothing was published
    help: name the project's own remote as `remote` in .shepherd.toml, or say that it is public with `--yes`
    [exit status: 5]
    ");
    insta::assert_snapshot!(ann.does(&[disclose.as_slice(), &["--yes"]].concat()), @"
    ------- stderr -------
    the record of 1.0.1 was in the store for all already
    The store is not shared, so nothing was sent.
    [exit status: 0]
    ");
    ann.sandbox.git_output(["tag", "--delete", "1.0.1"]);
    insta::assert_snapshot!(ann.fails(5, &[disclose.as_slice(), &["--yes"]].concat()), @"
    ------- stderr -------
    error: neither a remote nor this clone has the tag `1.0.1`, so 1.0.1 is not public
    help: nothing was published
    [exit status: 5]
    ");
    ann.sandbox.git_output(["remote", "add", "origin", &origin]);
    mona.does(&["store", "sync"]);
    assert!(mona.stored("releases/local/hello.toml").is_some_and(|records| records.contains("tag = \"1.0.1\"")));
    assert_eq!(office.git(&["ls-tree", "-r", "--name-only", "release-shepherd", "runs/"]), "");
}
