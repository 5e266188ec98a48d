//! Ways back, and other people.

use super::{begun, guide, project};
use crate::support::Sandbox;

#[test]
fn somebody_else_holds_the_run() {
    let sandbox = project();
    begun(&sandbox, ["step.look-around=done"]);
    let other = |arguments: &[&str]| sandbox.shepherd([&["guide", "1.2.0", "--as", "octocat"], arguments].concat());
    insta::assert_snapshot!(other(&[]), @"
    ------- stderr -------
    error: the run of 1.2.0 is held by @mona, and you are @octocat
    help: do one step of it with `shepherd guide 1.2.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
    insta::assert_snapshot!(other(&["--step", "build", "--answer", "step.build=done"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (at the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tell people
    [build · RELEASING.md:4]
    What now? done
    done
    [exit status: 0]
    ");
    insta::assert_snapshot!(other(&["--take-over"]), @r#"
    ------- stderr -------
    error: cannot ask "Why do you take it over from @mona?" because the input is not a terminal
    help: pass `--reason TEXT`, or `--answer reason.take-over=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(other(&["--take-over", "--reason", "mona is away", "--answer", "step.tell-people=done"]), @"
    ------- stderr -------
    Why do you take it over from @mona? mona is away
    the run is yours now; it was @mona's
    Release 1.2.0 from main: going on
    The run came to you from @mona: what is done is looked at from here
      look-around: nothing proves it but the word of who did it
      build: nothing proves it but the word of who did it
    clean-tree: holds (nothing is changed, staged or untracked)
    0 of 2 steps proven from here; the run is yours

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · RELEASING.md:11]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.2.0` records it then

    1.2.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: the run of 1.2.0 is held by @octocat, and you are @mona
    help: do one step of it with `shepherd guide 1.2.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
}

#[test]
fn a_run_is_given_up() {
    let sandbox = project();
    insta::assert_snapshot!(guide(&sandbox, ["--abandon", "--reason", "x"]), @"
    ------- stderr -------
    error: there is no run of 1.2.0, so `--abandon` has nothing to do
    help: `shepherd status` lists the runs
    [exit status: 2]
    ");
    begun(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--abandon"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: cannot ask "Why is it given up?" because the input is not a terminal
    help: pass `--reason TEXT`, or `--answer reason.abandon=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, ["--abandon", "--reason", "the build is broken"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    Why is it given up? the build is broken
    1.2.0 is given up; its log stays
    [exit status: 0]
    ");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: the run of 1.2.0 was given up: the build is broken
    help: begin another version; its log stays
    help: or begin it anew, as nothing was tagged: `--answer begin-again=yes`
    [exit status: 5]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "--as", "mona"]), @"
    ------- stderr -------
    error: no run is open, and no version was named
    help: begin one with `shepherd guide VERSION`
    [exit status: 2]
    ");
}

#[test]
fn a_run_is_renamed() {
    let sandbox = project().tag("1.1.0");
    begun(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "two"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: `two` is not a version
    help: write it without a `v`, for example `5.5.0`, `5.5.0rc1` or `2026.11.0`
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "1.1.0"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: the version 1.1.0 exists: the tag `1.1.0`
    help: choose another version; one that was published is never used again
    [exit status: 5]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "1.0.9"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: 1.0.9 is not after 1.1.0, the newest release of the line `main`
    help: choose a later version, or the right line with `--branch BRANCH`
    [exit status: 5]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "2.0.0", "--answer", "step.build=done", "--answer", "step.tell-people=quit"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    the run of 1.2.0 is the run of 2.0.0 now, a major release

    ── 2.0.0 major ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (at the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tell people
    [build · RELEASING.md:4]
    What now? done
    done

    ── 2.0.0 major ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · RELEASING.md:11]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    ");
    let files = sandbox.git_output(["ls-tree", "-r", "--name-only", "refs/shepherd/store", "runs/"]);
    assert_eq!(files, "runs/local/remote/2.0.0.jsonl");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "--as", "mona", "--answer", "step.tell-people=done"]), @"
    ------- stderr -------
    Release 2.0.0 from main: going on

    ── 2.0.0 major ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · RELEASING.md:11]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `2.0.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 2.0.0` records it then

    2.0.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 2.0.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn a_candidate_failed() {
    let document = "# Releasing\n\n## Prepare\n\n1. Look around\n\n## Candidate\n\n1. Build\n2. Try it\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    begun(&sandbox, ["step.prepare/look-around=done", "step.candidate/build=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--respin", "--reason", "it does not start"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    What was wrong with it? it does not start
    "Candidate" begins again; 1 step and the target are put aside, and stay in the log

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Candidate · step 2 of 3
    Build
    then: Try it
    [candidate/build · RELEASING.md:9]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.candidate/build=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn a_step_is_opened_again() {
    let sandbox = project();
    begun(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "build", "--reason", "x"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: step `build` is neither done nor skipped, so it is still open
    help: `shepherd status` shows where the run stands
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "look-arround", "--reason", "x"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: `RELEASING.md` has no step `look-arround` for this release
    help: did you mean `look-around`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "look-around", "--reason", "it was dark"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    Why once more? it was dark
    look-around is open again

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Look around
    then: Build
    [look-around · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.look-around=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn a_step_is_taken_back() {
    let document = "# Releasing\n\n1. Build <!-- shepherd: undo = \"rm proof/build\" -->\n\n   ```bash\n   mkdir -p proof\n   touch proof/build\n   ```\n\n2. Tell people\n3. Sign\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    begun(&sandbox, ["step.build=run", "step.tell-people=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "sign"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: step `sign` was not done, so nothing is taken back
    help: `shepherd status` shows where the run stands
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "tell-people"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: step `tell-people` has no command that takes it back
    help: take it back by hand, then `shepherd guide --reopen tell-people`
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "build", "--answer", "undo.build=yes"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    This takes it back:
        rm proof/build
    Run it? yes
    taken back

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Build
    runs (at the top of the repository):
        mkdir -p proof
        touch proof/build
    taken back by: rm proof/build
    then: Sign
    [build · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(!sandbox.exists("proof/build"));
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "build", "--answer", "undo.build=yes"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    warning: nobody asked for the answer `undo.build`
    error: step `build` was not done, so nothing is taken back
    help: `shepherd status` shows where the run stands
    [exit status: 2]
    ");
}
