//! What makes an agreement worth nothing after it was given.

use super::sign_offs::{ANSWERS, DOCUMENT, Waiting};

#[test]
fn a_change_of_the_commands_voids_it_and_a_branch_that_moved_on_does_not() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    waiting.mona.agrees(&["1.1.0", "publish"]);
    // Others go on with the branch, and @ann comes along.
    let others = &waiting.kim.sandbox;
    others.git_output(["commit", "--quiet", "--allow-empty", "-m", "Go on"]);
    others.git_output(["push", "--quiet", "origin", "main"]);
    waiting.ann.sandbox.git_output(["pull", "--quiet"]);
    let said = waiting.says_to(&[], "'step.publish' = 'note'\n'note.publish' = 'the branch moved on'\n");
    assert!(said.contains("noted"), "{said}");
    assert!(waiting.mona.does(&["approve"]).contains("Nothing waits"));
    // Then the commands change.
    let changed = DOCUMENT.replace("../published", "../published --twice");
    super::write(&waiting.ann.path("RELEASING.md"), &changed);
    insta::assert_snapshot!(waiting.says(&[]), @"
    run
    warning: the agreement of @mona does not count: it is outdated: what was shown has changed since, or the step was opened again
    hint: ask them to look again, with `shepherd approve`
    What is to be agreed to is not what it was, so it is asked for anew.
    This step waits for the sign-off of @mona, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @mona: could you look at `publish` of 1.1.0? `shepherd approve 1.1.0 publish`
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
    assert!(!waiting.is_published());
    // Back to what was agreed to.
    super::write(&waiting.ann.path("RELEASING.md"), DOCUMENT);
    let said = waiting.says(&[]);
    assert!(said.contains("agreed by @mona, claimed"), "{said}");
    assert!(waiting.is_published());
}

#[test]
fn a_change_of_a_value_voids_it() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    let seen = waiting.asked().pop().expect("one was asked for").1;
    waiting.mona.agrees(&["1.1.0", "publish"]);
    insta::assert_snapshot!(waiting.says(&["--set", "CITY=Bergen"]), @"
    run
    CITY is Bergen from here on
    This runs:
        echo for Bergen >> ../published
    Run it? yes
    warning: the agreement of @mona does not count: it is outdated: what was shown has changed since, or the step was opened again
    hint: ask them to look again, with `shepherd approve`
    What is to be agreed to is not what it was, so it is asked for anew.
    This step waits for the sign-off of @mona, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @mona: could you look at `publish` of 1.1.0? `shepherd approve 1.1.0 publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
    assert!(!waiting.is_published());
    // What @mona has seen is not what is asked for now.
    insta::assert_snapshot!(waiting.mona.fails(5, &["approve", "1.1.0", "publish", "--yes", "--digest", &seen]), @"
    ------- stderr -------
    error: `publish` has changed since: what is asked for now is [DIGEST]
    help: look at it again: `shepherd approve VERSION STEP`; nothing was approved
    [exit status: 5]
    ");
    insta::assert_snapshot!(waiting.mona.fails(2, &["approve", "1.1.0", "publish", "--yes", "--digest", "3f9a"]), @"
    ------- stderr -------
    error: `3f9a` is no digest: at least 32 hexadecimal digits are needed
    help: `shepherd approve VERSION STEP` shows it
    [exit status: 2]
    ");
    let now = waiting.asked().pop().expect("two were asked for").1;
    waiting.mona.does(&["approve", "1.1.0", "publish", "--yes", "--digest", &now[..32]]);
    let said = waiting.says(&[]);
    assert!(said.contains("agreed by @mona, claimed"), "{said}");
    assert_eq!(std::fs::read_to_string(waiting.ann.path("[SANDBOX]/published")).ok().as_deref(), Some("for Bergen\n"));
}

#[test]
fn a_change_of_the_commit_voids_it() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    waiting.mona.agrees(&["1.1.0", "publish"]);
    waiting.ann.sandbox.git_output(["commit", "--quiet", "--allow-empty", "-m", "One more"]);
    waiting.ann.sandbox.git_output(["push", "--quiet", "origin", "main"]);
    insta::assert_snapshot!(waiting.says(&["--target", "HEAD", "--answer", "target=yes"]), @"
    run
    warning: the agreement of @mona does not count: it is outdated: what was shown has changed since, or the step was opened again
    hint: ask them to look again, with `shepherd approve`
    What is to be agreed to is not what it was, so it is asked for anew.
    This step waits for the sign-off of @mona, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @mona: could you look at `publish` of 1.1.0? `shepherd approve 1.1.0 publish`
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
    assert!(!waiting.is_published());
}

#[test]
fn a_step_that_is_opened_again_is_agreed_to_again() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    waiting.mona.agrees(&["1.1.0", "publish"]);
    drop(waiting.ann.guide(&[], "'step.publish' = 'run'\n'step.announce' = 'pause'\n").success());
    assert!(waiting.is_published());
    let again = waiting.ann.guide(&["--reopen", "publish", "--reason", "the wrong file"], ANSWERS).failure(5);
    insta::assert_snapshot!(waiting.ann.told(&again), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Why once more? the wrong file
    publish is open again
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish for ${CITY}
    runs (at the top of the repository):
        echo for Oslo >> ../published
    if it fails: nothing after it runs; mend what it says, and run it again
    must agree: @mona
    then: Announce it
    [publish · RELEASING.md:1]
    What now? run
    warning: the agreement of @mona does not count: it is outdated: what was shown has changed since, or the step was opened again
    hint: ask them to look again, with `shepherd approve`
    What is to be agreed to is not what it was, so it is asked for anew.
    This step waits for the sign-off of @mona, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @mona: could you look at `publish` of 1.1.0? `shepherd approve 1.1.0 publish`
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
}

#[test]
fn a_mentor_to_whom_the_run_is_passed_is_looked_at_by_somebody_else() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    waiting.ann.does(&["handoff", "1.1.0", "--to", "mona"]);
    let mona = &waiting.mona;
    insta::assert_snapshot!(mona.told(&mona.guide(&[], ANSWERS)), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    The run came to you from @ann: what is done is looked at from here
    clean-tree: holds (nothing is changed, staged or untracked)
    0 of 0 steps proven from here; the run is yours

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish for ${CITY}
    runs (at the top of the repository):
        echo for Oslo >> ../published
    if it fails: nothing after it runs; mend what it says, and run it again
    must agree: @ann
    then: Announce it
    [publish · RELEASING.md:1]
    What now? run
    This step waits for the sign-off of @ann, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @ann: could you look at `publish` of 1.1.0? `shepherd approve 1.1.0 publish`
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @ann ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
    waiting.ann.agrees(&["1.1.0", "publish"]);
    let said = mona.told(&mona.guide(&[], ANSWERS));
    assert!(said.contains("agreed by @ann, claimed"), "{said}");
}
