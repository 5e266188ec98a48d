//! A remote that forbids the branch, or is gone: everything works without, and what waits is told.

use std::fmt::Write as _;

use super::Office;
use super::bad_remotes::{DOCUMENT, setting};

/// What a server says whose rules forbid the branch.
const FORBIDS: &str = "while read old new reference; do\n  case $reference in\n    refs/heads/release-shepherd)\n      \
    echo 'GH013: Repository rule violations found for refs/heads/release-shepherd.' >&2\n      exit 1 ;;\n  esac\ndone";

/// Returns what was said without why something is not shared, and that, each line once: when it is said depends on how
/// quick git is.
fn apart(told: &str) -> (String, String) {
    let (mut said, mut warnings, mut is_warning) = (String::new(), Vec::new(), false);
    for line in told.lines() {
        is_warning = line.starts_with("warning: not shared yet")
            || is_warning && (line.starts_with("  ") || line.starts_with("hint: "));
        if !is_warning {
            writeln!(said, "{line}").expect("a text takes all");
        } else if !warnings.contains(&line) && !line.contains("for the same reason") {
            warnings.push(line);
        }
    }
    (said, warnings.join("\n"))
}

#[test]
fn a_rule_that_forbids_the_branch_is_told_with_its_remedy() {
    let office = Office::new(DOCUMENT);
    let mona = office.machine("mona");
    office.hook(FORBIDS);
    insta::assert_snapshot!(mona.fails(4, &["store", "init", "--in-repo", "--yes"]), @"
    ------- stderr -------
    The store of this clone will be the branch `release-shepherd` of origin ([OFFICE]/hello.git).
    Whoever can read that repository can read it: logins, who released and helped, how each release went.
    error: origin did not take the branch `release-shepherd`
      [remote rejected] (pre-receive hook declined)
      remote: GH013: Repository rule violations found for refs/heads/release-shepherd.
      error: failed to push some refs to '[OFFICE]/hello.git'
    help: what was written stays in this clone; `shepherd store where` says how much of it waits
    help: if a rule forbids the branch, let the rule leave out `release-shepherd`, or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: without the right to push: `shepherd store bundle FILE` makes a file for somebody who has it
    [exit status: 4]
    ");
    // The trial left nothing behind.
    let is_there = mona.sandbox.try_git(&["rev-parse", "--verify", "--quiet", "refs/shepherd/store"], None);
    assert_eq!((setting(&mona), is_there.status.success()), (None, false));
    mona.does(&["people", "add", "mona"]);
    let here = mona.newest();
    mona.fails(4, &["store", "init", "--in-repo", "--yes"]);
    assert_eq!(mona.newest(), here);
    // Where it is set all the same, all of it works in the clone, and says what waits.
    mona.sandbox.git_output(["config", "shepherd.store", "in-repo"]);
    insta::assert_snapshot!(mona.fails(4, &["store", "sync"]), @"
    ------- stderr -------
    error: origin did not take the branch `release-shepherd`
      [remote rejected] (pre-receive hook declined)
      remote: GH013: Repository rule violations found for refs/heads/release-shepherd.
      error: failed to push some refs to '[OFFICE]/hello.git'
    help: what was written stays in this clone; `shepherd store where` says how much of it waits
    help: if a rule forbids the branch, let the rule leave out `release-shepherd`, or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    help: without the right to push: `shepherd store bundle FILE` makes a file for somebody who has it
    [exit status: 4]
    ");
    let guide = mona.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'done'\n'step.send' = 'pause'\n");
    let (said, warnings) = apart(&mona.told(&guide.success()));
    insta::assert_snapshot!(said, @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Write the notes
    then: Send it out
    [notes · RELEASING.md:1]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Send it out
    runs (at the top of the repository):
        echo it is out >> ../out
    if it fails: look first how much of it is out; nothing here takes that back
    then: Tell everybody
    [send · RELEASING.md:2]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    insta::assert_snapshot!(warnings, @"
    warning: not shared yet: origin did not take the branch `release-shepherd`
      [remote rejected] (pre-receive hook declined)
      remote: GH013: Repository rule violations found for refs/heads/release-shepherd.
      error: failed to push some refs to '[OFFICE]/hello.git'
    hint: what was written stays in this clone; `shepherd store where` says how much of it waits
    hint: if a rule forbids the branch, let the rule leave out `release-shepherd`, or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`
    hint: without the right to push: `shepherd store bundle FILE` makes a file for somebody who has it
    ");
    insta::assert_snapshot!(mona.does(&["store", "where"]), @"
    project    local/hello
    here       refs/shepherd/store (store [STORE])
    shared     `release-shepherd` of origin, as git config shepherd.store says
    waits      8 changes to be sent (nothing came or went yet)
    [exit status: 0]
    ");
    // The rule is mended.
    office.no_hook();
    mona.does(&["store", "sync"]);
    assert_eq!(office.git(&["rev-parse", "release-shepherd"]), mona.newest());
}

#[test]
fn without_the_remote_all_works_and_what_cannot_be_taken_back_is_asked_for() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    office.is_reachable(false);
    let begin = ["1.1.0", "--branch", "main"];
    let offline = "'check.start.tag-absent' = 'override'\n'reason.tag-absent' = 'no network'\n'step.notes' = 'done'\n";
    let (said, warnings) = apart(&ann.told(&ann.guide(&begin, offline)));
    insta::assert_snapshot!(said, @r#"
    ------- stderr -------
    warning: what others did is not known: could not fetch the branch `release-shepherd` from `origin`; fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: it goes on with what is in this clone; `shepherd store sync` tries again
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @ann (ann@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    warning: tag-absent could not be checked: `origin` cannot be asked: `git ls-remote` failed (exit code 128); fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: see whether `git ls-remote origin` works, then try again
    What now? override
    Why is that all right? no network

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Write the notes
    then: Send it out
    [notes · RELEASING.md:1]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Send it out
    runs (at the top of the repository):
        echo it is out >> ../out
    if it fails: look first how much of it is out; nothing here takes that back
    then: Tell everybody
    [send · RELEASING.md:2]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.send=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(warnings, @"
    warning: not shared yet: could not fetch the branch `release-shepherd` from `origin`
      fatal: '[OFFICE]/hello.git' does not appear to be a git repository
      fatal: Could not read from remote repository.
      Please make sure you have the correct access rights
      and the repository exists.
    hint: see whether `git ls-remote` reaches it from this folder
    hint: git asks for no password here: log in first (`gh auth setup-git` or another credential helper), or load your key with `ssh-add`
    ");
    insta::assert_snapshot!(apart(&ann.told(&ann.guide(&[], "'step.send' = 'run'\n'confirm.send' = '1.1.0'\n"))).0, @r#"
    ------- stderr -------
    warning: what others did is not known: could not fetch the branch `release-shepherd` from `origin`; fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: it goes on with what is in this clone, 5 of your changes wait; `shepherd store sync` tries again
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Send it out
    runs (at the top of the repository):
        echo it is out >> ../out
    if it fails: look first how much of it is out; nothing here takes that back
    then: Tell everybody
    [send · RELEASING.md:2]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: the document says so. Type 1.1.0 to go on: 1.1.0
    error: cannot ask "Whether somebody else went on is not known, and this cannot be taken back. Go on?" because the input is not a terminal
    help: pass `--answer unshared.send=yes` (yes or no), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(!ann.path("[SANDBOX]/out").exists());
    let send = "'step.send' = ['run', 'run']\n'unshared.send' = ['no', 'yes']\n'confirm.send' = ['1.1.0', '1.1.0']\n";
    insta::assert_snapshot!(apart(&ann.told(&ann.guide(&[], send))).0, @r#"
    ------- stderr -------
    warning: what others did is not known: could not fetch the branch `release-shepherd` from `origin`; fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: it goes on with what is in this clone, 6 of your changes wait; `shepherd store sync` tries again
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Send it out
    runs (at the top of the repository):
        echo it is out >> ../out
    if it fails: look first how much of it is out; nothing here takes that back
    then: Tell everybody
    [send · RELEASING.md:2]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: the document says so. Type 1.1.0 to go on: 1.1.0
    Whether somebody else went on is not known, and this cannot be taken back. Go on? no
    not confirmed, so nothing ran

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Send it out
    runs (at the top of the repository):
        echo it is out >> ../out
    if it fails: look first how much of it is out; nothing here takes that back
    then: Tell everybody
    [send · RELEASING.md:2]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: the document says so. Type 1.1.0 to go on: 1.1.0
    Whether somebody else went on is not known, and this cannot be taken back. Go on? yes
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 3
    Tell everybody
    [tell · RELEASING.md:8]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.tell=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(ann.path("[SANDBOX]/out").exists());
    insta::assert_snapshot!(ann.fails(4, &["store", "sync"]), @"
    ------- stderr -------
    error: could not fetch the branch `release-shepherd` from `origin`
      fatal: '[OFFICE]/hello.git' does not appear to be a git repository
      fatal: Could not read from remote repository.
      Please make sure you have the correct access rights
      and the repository exists.
    help: see whether `git ls-remote` reaches it from this folder
    help: git asks for no password here: log in first (`gh auth setup-git` or another credential helper), or load your key with `ssh-add`
    [exit status: 4]
    ");
    insta::assert_snapshot!(ann.does(&["store", "where"]), @"
    project    local/hello
    here       refs/shepherd/store (store [STORE])
    shared     `release-shepherd` of origin, as git config shepherd.store says
    waits      10 changes to be sent
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.does(&["approve"]), @"
    ------- stderr -------
    warning: what others did is not known: could not fetch the branch `release-shepherd` from `origin`; fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: it goes on with what is in this clone; `shepherd store sync` tries again
    Nothing waits for the agreement of @mona.
    [exit status: 0]
    ");
    office.is_reachable(true);
    ann.does(&["store", "sync"]);
    insta::assert_snapshot!(mona.does(&["status"]), @r#"
    1.1.0: a minor release of local/hello from main after 1.0.0
      state        open, 2 of 3 steps done or skipped
      held by      @ann
      target       no commit is chosen yet
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `tell` is next: Tell everybody

    Steps
        done      1. Write the notes  (@ann 2026-03-28 09:00)
        done      2. Send it out  (@ann 2026-03-28 09:00)
        todo      3. Tell everybody

    Of the release as a whole
      put aside: tag-absent (no network)
    [exit status: 0]
    "#);
}

#[test]
fn what_was_mended_beside_the_person_is_told() {
    let office = Office::new(
        "1. Leave a lock. <!-- shepherd: id = \"lock\" -->\n\n   ```bash\n   touch .git/refs/shepherd/remote.lock\n   ```\n\n\
         2. Announce it. <!-- shepherd: id = \"announce\" -->\n",
    );
    let mona = office.machine("mona");
    mona.does(&["store", "init", "--in-repo", "--yes"]);
    let answers = "'step.lock' = 'run'\n'run.lock' = 'yes'\n'step.announce' = 'pause'\n";
    let told = mona.told(&mona.guide(&["1.1.0", "--branch", "main"], answers));
    let expected = "warning: removed `[REPO]/.git/refs/shepherd/remote.lock`, which a process that was killed had left";
    assert!(told.contains(expected), "{told}");
}
