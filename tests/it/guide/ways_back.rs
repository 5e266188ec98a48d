//! Back to a step, out of a run, and into another version of it.

use super::walk::DOCUMENT;
use super::{begin, guide, project, told};

#[test]
fn back_reopened_and_undone() {
    let sandbox = project(DOCUMENT);
    let answers = "'step.tell' = ['done', 'done']\n'step.version' = ['run', 'run']\n'block.version.2' = ['run', 'leave-out']\n\
        'step.docs' = ['back', 'quit']\n'back' = 'version'\n'reason.version' = 'a typing error'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 6 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 1 of 6
    Tell the others that a release is coming
    Do this on a quiet day.
    why: a merge in between is a surprise for everybody
    then: Write the version down
    [tell · RELEASING.md:9]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 2 of 6
    Write the version down
      ```bash
      echo "${VERSION}" > version.txt
      cat version.txt
      ```

      Then commit it:

      ```bash
      git add version.txt
      git commit -q -m "Release ${VERSION}"
      ```
    runs (block 1 of 2, at the top of the repository):
        echo "1.1.0" > version.txt
        cat version.txt
    taken back by: git checkout -q version.txt
    then: Look at the docs
    [version · RELEASING.md:11]
    What now? run
      | 1.1.0
    exit code 0 after [TIME]
    runs (block 2 of 2, at the top of the repository):
        git add version.txt
        git commit -q -m "Release 1.1.0"
    Block 2 of 2: what now? run
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 3 of 6
    Look at the docs
    then: Tag it
    [docs · RELEASING.md:24]
    What now? back
      tell  Tell the others that a release is coming
      version  Write the version down
    Back to which step? version
    Why once more? a typing error
    version is open again

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 2 of 6
    Write the version down
      ```bash
      echo "${VERSION}" > version.txt
      cat version.txt
      ```

      Then commit it:

      ```bash
      git add version.txt
      git commit -q -m "Release ${VERSION}"
      ```
    runs (block 1 of 2, at the top of the repository):
        echo "1.1.0" > version.txt
        cat version.txt
    taken back by: git checkout -q version.txt
    then: Look at the docs
    [version · RELEASING.md:11]
    What now? run
      | 1.1.0
    exit code 0 after [TIME]
    runs (block 2 of 2, at the top of the repository):
        git add version.txt
        git commit -q -m "Release 1.1.0"
    Block 2 of 2: what now? leave-out
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 3 of 6
    Look at the docs
    then: Tag it
    [docs · RELEASING.md:24]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    warning: nobody asked for the answer `step.tell`
    [exit status: 0]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &["--reopen", "tell", "--reason", "nobody heard"], "'step.tell' = 'quit'")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Why once more? nobody heard
    tell is open again

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 1 of 6
    Tell the others that a release is coming
    Do this on a quiet day.
    why: a merge in between is a surprise for everybody
    then: Look at the docs
    [tell · RELEASING.md:9]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["--reopen", "tell", "--reason", "again"], "")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    error: step `tell` is neither done nor skipped, so it is still open
    help: `shepherd status` shows where the run stands
    [exit status: 2]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["--reopen", "tel", "--reason", "again"], "")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    error: `RELEASING.md` has no step `tel` for this release
    help: did you mean `tell`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["--undo", "version"], "'undo.version' = 'yes'\n'step.tell' = 'quit'")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    This takes it back:
        git checkout -q version.txt
    Run it? yes
    taken back

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 1 of 6
    Tell the others that a release is coming
    Do this on a quiet day.
    why: a merge in between is a surprise for everybody
    then: Write the version down
    [tell · RELEASING.md:9]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["--undo", "docs"], "")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    error: step `docs` was not done, so nothing is taken back
    help: `shepherd status` shows where the run stands
    [exit status: 2]
    ");
}

#[test]
fn begun_again_renamed_and_given_up() {
    let sandbox = project(DOCUMENT);
    let answers = "'step.tell' = 'done'\n'step.version' = 'run'\n'block.version.2' = 'run'\n'step.docs' = 'done'\n\
        'step.tag' = 'run'\n'verify.*' = 'yes'\ntarget = 'yes'\n'step.push' = 'quit'\n";
    assert!(begin(&sandbox, answers).success().stderr().contains("done, and proven"));
    insta::assert_snapshot!(told(&guide(&sandbox, &["--respin", "--reason", "it does not start"], "'step.tag' = 'quit'\n'already.tag' = 'no'\n'verify.tag' = 'no'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    What was wrong with it? it does not start
    "Publish" begins again; 1 step and the target are put aside, and stay in the log
    warning: the tag `1.1.0` is still here
    hint: if it was never pushed: `git tag -d 1.1.0`; else go on under the next version: `shepherd guide 1.1.0 --rename NEXT`

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 6
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @octocat"
    proven by: the tag is in this clone
    taken back by: git tag -d 1.1.0
    then: Push it
    [tag · RELEASING.md:28]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    warning: nobody asked for the answer `already.tag`
    warning: nobody asked for the answer `verify.tag`
    [exit status: 0]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &["--rename", "1.1.1"], "'step.tag' = 'quit'\n'verify.tag' = 'no'")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    the run of 1.1.0 is the run of 1.1.1 now, a patch release

    ── 1.1.1 patch ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 6
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.1 -m "Release 1.1.1" -m "Released-by: @octocat"
    proven by: the tag is in this clone
    taken back by: git tag -d 1.1.1
    then: Push it
    [tag · RELEASING.md:28]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    warning: nobody asked for the answer `verify.tag`
    [exit status: 0]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &["--rename", "1.0.0"], "")), @"
    ------- stderr -------
    Release 1.1.1 from main: going on
    error: the version 1.0.0 exists: the tag `1.0.0`
    help: choose another version; one that was published is never used again
    [exit status: 5]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["--abandon", "--reason", "nobody needs it"], "")), @"
    ------- stderr -------
    Release 1.1.1 from main: going on
    Why is it given up? nobody needs it
    1.1.1 is given up; its log stays
    [exit status: 0]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["1.1.1"], "")), @"
    ------- stderr -------
    error: the run of 1.1.1 was given up: nobody needs it
    help: begin another version; its log stays
    help: or begin it anew, as nothing was tagged: `--answer begin-again=yes`
    [exit status: 5]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "")), @"
    ------- stderr -------
    error: no run is open, and no version was named
    help: begin one with `shepherd guide VERSION`
    [exit status: 2]
    ");
}

#[test]
fn a_version_that_is_not_known_yet() {
    let sandbox = project(DOCUMENT);
    let answers = "'step.tell' = 'done'\n'step.version' = 'run'\n";
    insta::assert_snapshot!(told(&guide(&sandbox, &["next", "--branch", "main"], answers)), @r#"
    ------- stderr -------
    hint: the version is not known yet; `shepherd guide next --rename VERSION` settles it
    Release next: a release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 6 steps
    clean-tree: holds (nothing is changed, staged or untracked)

    ── next ────────────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 1 of 6
    Tell the others that a release is coming
    Do this on a quiet day.
    why: a merge in between is a surprise for everybody
    then: Write the version down
    [tell · RELEASING.md:9]
    What now? done
    done

    ── next ────────────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 2 of 6
    Write the version down
      ```bash
      echo "${VERSION}" > version.txt
      cat version.txt
      ```

      Then commit it:

      ```bash
      git add version.txt
      git commit -q -m "Release ${VERSION}"
      ```
    runs (block 1 of 2, at the top of the repository):
        echo "${VERSION}" > version.txt
        cat version.txt
      still open, and asked for when you run it: VERSION
    taken back by: git checkout -q version.txt
    then: Look at the docs
    [version · RELEASING.md:11]
    What now? run
    error: cannot ask "Which version is released?" because the input is not a terminal
    help: pass `--answer version=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &["next", "--rename", "1.1.0"], "'step.version' = 'quit'")), @r#"
    ------- stderr -------
    Release next from main: going on
    the run of next is the run of 1.1.0 now, a minor release

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 2 of 6
    Write the version down
      ```bash
      echo "${VERSION}" > version.txt
      cat version.txt
      ```

      Then commit it:

      ```bash
      git add version.txt
      git commit -q -m "Release ${VERSION}"
      ```
    runs (block 1 of 2, at the top of the repository):
        echo "1.1.0" > version.txt
        cat version.txt
    taken back by: git checkout -q version.txt
    then: Look at the docs
    [version · RELEASING.md:11]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
}
