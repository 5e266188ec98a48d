//! A run that is passed on, taken, or gone on with by another person at the wrong moment.

use super::terminal::Terminal;
use super::{LOG, Office};

const DOCUMENT: &str = r#"1. Write the notes. <!-- shepherd: id = "notes" -->
2. Send it out: <!-- shepherd: id = "send", irreversible = true -->

   ```bash
   echo it is out >> ../out
   ```

3. Tell everybody. <!-- shepherd: id = "tell" -->
"#;

#[test]
fn a_run_is_passed_on_by_its_holder_to_somebody_who_is_known() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    drop(ann.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'pause'\n").success());
    let log = ann.stored(LOG);
    insta::assert_snapshot!(ann.fails(2, &["handoff", "1.1.0", "--to", "nobody"]), @"
    ------- stderr -------
    error: nobody knows @nobody: they are not in the records, and take no part in this run
    help: check the login, or add them: `shepherd people add nobody`
    help: the run is as it was
    [exit status: 2]
    ");
    insta::assert_snapshot!(ann.fails(2, &["handoff", "1.1.0", "--to", "ann"]), @"
    ------- stderr -------
    error: the run of 1.1.0 is yours already
    help: name somebody else with `--to LOGIN`
    [exit status: 2]
    ");
    insta::assert_snapshot!(ann.fails(2, &["handoff", "1.2.0", "--to", "mona"]), @"
    ------- stderr -------
    error: there is no run of 1.2.0
    help: `shepherd status --all` lists the runs
    [exit status: 2]
    ");
    insta::assert_snapshot!(ann.fails(2, &["handoff", "1.1.0", "--to", "no body"]), @"
    ------- stderr -------
    error: invalid value 'no body' for '--to <LOGIN>': `no body` is not a login of GitHub

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(mona.fails(5, &["handoff", "1.1.0", "--to", "mona"]), @"
    ------- stderr -------
    error: the run of 1.1.0 is held by @ann, and you are @mona
    help: who holds a run passes it on; `shepherd guide --take-over --reason WHY` takes it, if that is agreed
    [exit status: 5]
    ");
    assert_eq!((ann.stored(LOG), mona.stored(LOG)), (log.clone(), log));
    drop(ann.guide(&["--abandon", "--reason", "not now"], "").success());
    insta::assert_snapshot!(ann.fails(5, &["handoff", "1.1.0", "--to", "mona"]), @"
    ------- stderr -------
    error: the run of 1.1.0 is over, so nothing of it is passed on
    help: `shepherd status --all` lists the runs
    [exit status: 5]
    ");
}

#[test]
fn a_hand_off_that_is_not_shared_says_so() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    drop(ann.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'pause'\n").success());
    office.is_reachable(false);
    insta::assert_snapshot!(ann.fails(4, &["handoff", "1.1.0", "--to", "mona"]), @"
    ------- stderr -------
    warning: what others did is not known: could not fetch the branch `release-shepherd` from `origin`; fatal: '[OFFICE]/hello.git' does not appear to be a git repository
    hint: it goes on with what is in this clone; `shepherd store sync` tries again
    error: the hand-off is written down in this clone, and is not shared: could not fetch the branch `release-shepherd` from `origin`
      fatal: '[OFFICE]/hello.git' does not appear to be a git repository
      fatal: Could not read from remote repository.
      Please make sure you have the correct access rights
      and the repository exists.
    help: see whether `git ls-remote` reaches it from this folder
    help: git asks for no password here: log in first (`gh auth setup-git` or another credential helper), or load your key with `ssh-add`
    help: `shepherd store sync` tries again
    [exit status: 4]
    ");
    office.is_reachable(true);
    ann.does(&["store", "sync"]);
    assert!(mona.does(&["status", "1.1.0"]).contains("held by      @mona"));
}

#[test]
fn whoever_takes_a_run_over_stops_the_other_guide_at_its_next_event() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let mut first = Terminal::open(&ann, &["guide", "1.1.0", "--branch", "main"]);
    first.hears("step 1 of 3");
    first.hears("answer:");
    // It is pushed beside her; the other machine has it once it is there.
    let is_there = || office.git(&["ls-tree", "-r", "--name-only", "release-shepherd"]).contains(LOG);
    while !is_there() {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    insta::assert_snapshot!(mona.told(&mona.guide(&["1.1.0"], "")), @"
    ------- stderr -------
    error: the run of 1.1.0 is held by @ann, and you are @mona
    help: do one step of it with `shepherd guide 1.1.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
    let take = ["1.1.0", "--take-over", "--reason", "@ann is ill"];
    insta::assert_snapshot!(mona.told(&mona.guide(&take, "'step.notes' = 'done'\n'step.send' = 'pause'\n")), @r#"
    ------- stderr -------
    Why do you take it over from @ann? @ann is ill
    the run is yours now; it was @ann's
    Release 1.1.0 from main: going on
    The run came to you from @ann: what is done is looked at from here
    clean-tree: holds (nothing is changed, staged or untracked)
    0 of 0 steps proven from here; the run is yours
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
    // Her guide learns of it with what it sends next, and then stops.
    first.types("n").answers("I am back");
    while !ann.stored(LOG).is_some_and(|log| log.contains("taken-over")) {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    first.types("d");
    let end = first.ends(5);
    assert!(end.contains("@mona holds the run of 1.1.0 by now"), "{end}");
    // What she wrote before she knew is behind what @mona wrote.
    assert!(ann.stored(LOG).is_some_and(|log| log.trim_end().ends_with("\"I am back\"}}}")));
    ann.does(&["store", "sync"]);
    mona.does(&["store", "sync"]);
    assert_eq!(ann.stored(LOG), mona.stored(LOG));
}

#[test]
fn what_somebody_else_did_meanwhile_is_not_done_again() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    drop(ann.guide(&["1.1.0", "--branch", "main"], "'step.notes' = 'done'\n'step.send' = 'pause'\n").success());
    let mut first = Terminal::open(&ann, &["guide"]);
    first.hears("step 2 of 3");
    first.hears("answer:");
    let step = mona.guide(&["1.1.0", "--step", "send"], "'step.send' = 'run'\n'confirm.send' = '1.1.0'\n");
    insta::assert_snapshot!(mona.told(&step), @"
    ------- stderr -------
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
    exit code 0 after [TIME]
    done
    [exit status: 0]
    ");
    first.types("r");
    first.hears("Type 1.1.0 to go on");
    first.hears("answer:");
    first.types("1.1.0");
    let end = first.ends(5);
    assert!(end.contains("somebody else went on with the step `send`"), "{end}");
    assert!(mona.path("[SANDBOX]/out").exists() && !ann.path("[SANDBOX]/out").exists());
    insta::assert_snapshot!(ann.told(&ann.guide(&[], "'step.tell' = 'done'\n")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 3
    Tell everybody
    [tell · RELEASING.md:8]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn what_does_not_look_done_from_the_other_machine_is_asked_for() {
    let document = "1. Write the notes. <!-- shepherd: id = \"notes\", verify = \"test -f notes.md\" -->\n\
        2. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";
    let office = Office::new(document);
    let (mona, ann) = office.team();
    super::write(&ann.path("notes.md"), "News\n");
    ann.sandbox.git_output(["add", "notes.md"]);
    ann.sandbox.git_output(["commit", "--quiet", "-m", "Write the notes"]);
    let answers = "'already.notes' = 'yes'\n'step.notes' = 'done'\n'verify.notes' = 'yes'\n'step.tell' = 'pause'\n";
    drop(ann.guide(&["1.1.0", "--branch", "main"], answers).success());
    ann.does(&["handoff", "1.1.0", "--to", "mona"]);
    // She did not push her commit, so nothing of it is on the other machine.
    insta::assert_snapshot!(mona.told(&mona.guide(&["1.1.0"], "'verify.notes' = 'yes'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    The run came to you from @ann: what is done is looked at from here
    Look whether it is done? This only looks:
        test -f notes.md
    Run it? yes
    warning: `notes` does not look done from here: `test -f notes.md` says no: exit code 1
    clean-tree: holds (nothing is changed, staged or untracked)
    error: cannot ask "What of `notes`?" because the input is not a terminal
    help: pass `--answer passed.notes=again` (again, keep), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    let again = "'verify.notes' = 'yes'\n'passed.notes' = 'again'\n'step.notes' = 'pause'\n";
    insta::assert_snapshot!(mona.told(&mona.guide(&["1.1.0"], again)), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    The run came to you from @ann: what is done is looked at from here
    Look whether it is done? This only looks:
        test -f notes.md
    Run it? yes
    warning: `notes` does not look done from here: `test -f notes.md` says no: exit code 1
    clean-tree: holds (nothing is changed, staged or untracked)
    What of `notes`? again
    0 of 1 step proven from here; the run is yours

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Write the notes
    proven by: test -f notes.md
    then: Tell everybody
    [notes · RELEASING.md:1]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    ");
    assert!(ann.does(&["status", "1.1.0"]).contains("todo      1. Write the notes"));
}
