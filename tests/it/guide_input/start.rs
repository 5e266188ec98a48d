//! What stands against the start of a run, and answers that are none.

use super::{answer, guide, project, store};

#[test]
fn the_version_is_none() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["guide", "one.two", "--as", "mona"]), @"
    ------- stderr -------
    error: `one.two` is not a version
    help: write it without a `v`, for example `5.5.0`, `5.5.0rc1` or `2026.11.0`
    [exit status: 2]
    ");
}

#[test]
fn the_version_exists() {
    insta::assert_snapshot!(guide(&project().tag("v1.2.0"), []), @"
    ------- stderr -------
    error: the version 1.2.0 exists: the tag `v1.2.0`
    help: choose another version; one that was published is never used again
    [exit status: 5]
    ");
}

#[test]
fn the_version_goes_backwards() {
    insta::assert_snapshot!(guide(&project().tag("1.3.0"), []), @"
    ------- stderr -------
    error: 1.2.0 is not after 1.3.0, the newest release of the line `main`
    help: choose a later version, or the right line with `--branch BRANCH`
    [exit status: 5]
    ");
}

#[test]
fn the_tree_is_dirty() {
    let sandbox = project().write("RELEASING.md", "# Releasing\n\n1. Look around\n");
    insta::assert_snapshot!(guide(&sandbox, []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    error: clean-tree does not hold: 1 file changed (RELEASING.md)
    help: commit, or put it aside with `git stash --include-untracked`
    help: or go on all the same with `--answer check.start.clean-tree=override --answer 'reason.clean-tree=WHY'`; the reason is recorded
    [exit status: 1]
    "#);
    let reasons = ["check.start.clean-tree=override", "reason.clean-tree=the document is being written"];
    insta::assert_snapshot!(answer(&sandbox, reasons), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    warning: clean-tree does not hold: 1 file changed (RELEASING.md)
    hint: commit, or put it aside with `git stash --include-untracked`
    What now? override
    Why is that all right? the document is being written
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Look around
    [look-around · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.look-around=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(store(&sandbox).1.contains("the document is being written"));
}

#[test]
fn nobody_is_there_and_nothing_is_answered() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["guide"]), @r#"
    ------- stderr -------
    error: cannot ask "What is your login on GitHub? (`git config shepherd.login LOGIN` keeps it)" because the input is not a terminal
    help: pass `--answer login=mona` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["guide", "1.2.0"]), @r#"
    ------- stderr -------
    error: cannot ask "What is your login on GitHub? (`git config shepherd.login LOGIN` keeps it)" because the input is not a terminal
    help: pass `--answer login=mona` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["guide", "1.2.0", "--as", "mona"]), @r#"
    ------- stderr -------
    error: cannot ask "Which branch is released from?" because the input is not a terminal
    help: pass `--answer line=main` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

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
fn an_answer_or_a_step_is_mistyped() {
    let sandbox = project();
    insta::assert_snapshot!(answer(&sandbox, ["step.look-around=done", "step.biuld=run"]), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Look around
    then: Build
    [look-around · RELEASING.md:3]
    What now? done
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (at the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tell people
    [build · RELEASING.md:4]
    warning: nobody asked for the answer `step.biuld`
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    help: did you mean `step.build` by the answer `step.biuld`?
    [exit status: 2]
    "#);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=rum"]), @r#"
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
    What now? rum
    error: `rum` is no answer to "What now?"
    help: answer `step.build` with one of: run, done, skip, note, mentor, back, pause, quit
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, ["--step", "biuld"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: `RELEASING.md` has no step `biuld` for this release
    help: did you mean `build`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--answer", "step.build"]), @"
    ------- stderr -------
    error: `--answer step.build` has no `=`
    help: write it as KEY=VALUE, for example `--answer step.tag=run`
    [exit status: 2]
    ");
}
