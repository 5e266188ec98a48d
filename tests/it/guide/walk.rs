//! A whole walk: what is seen, what can be answered, and what is kept.

use super::{begin, guide, project, told};

pub(super) const DOCUMENT: &str = r#"# Releasing

Everybody can release; it takes an hour.

## Prepare

Do this on a quiet day.

1. Tell the others that a release is coming.
   <!-- shepherd: id = "tell", why = "a merge in between is a surprise for everybody" -->
2. Write the version down: <!-- shepherd: id = "version", undo = "git checkout -q version.txt" -->

   ```bash
   echo "${VERSION}" > version.txt
   cat version.txt
   ```

   Then commit it:

   ```bash
   git add version.txt
   git commit -q -m "Release ${VERSION}"
   ```
3. Look at the docs. <!-- shepherd: id = "docs" -->

## Publish

1. Tag it: <!-- shepherd: id = "tag" -->

   ```bash
   git tag -a ${TAG} -m "Release ${VERSION}"
   ```
2. Push it: <!-- shepherd: id = "push" -->

   ```bash
   git push origin main ${TAG}
   ```
3. Say so on the forum. <!-- shepherd: id = "forum" -->
"#;

const ALL: &str = r#"
"step.tell" = "done"
"step.version" = "run"
"block.version.2" = "run"
"step.docs" = ["note", "skip"]
"note.docs" = "which docs?"
"reason.docs" = "nothing changed in them"
"step.tag" = "run"
"step.push" = "run"
"step.forum" = "done"
"target" = "yes"
"confirm.push" = "1.1.0"
"verify.*" = "yes"
"#;

#[test]
fn from_the_first_step_to_the_last() {
    let sandbox = project(DOCUMENT);
    insta::assert_snapshot!(told(&begin(&sandbox, ALL)), @r#"
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
    What now? note
    Note (unclear, missing, slow? `shepherd debrief` turns it into a patch): which docs?
    noted
    What now? skip
    Why is it left out? nothing changed in them
    skipped

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 4 of 6
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @octocat"
    proven by: the tag is in this clone
    taken back by: git tag -d 1.1.0
    then: Push it
    [tag · RELEASING.md:28]
    What now? run
    warning: 415c896c8f1c is not on `origin/main`, as far as this clone knows: nobody else may have seen this commit
    The tag says for good which commit was released.
    Is 415c896c8f1c "Release 1.1.0" the commit to release? yes
    exit code 0 after [TIME]
    proven: the tag `1.1.0` is on 415c896c8f1c
    done, and proven

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 5 of 6
    Push it
    runs (at the top of the repository):
        git push origin main 1.1.0
    warning: cannot be taken back: pushes the tag (`git push origin main 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Say so on the forum
    [push · RELEASING.md:33]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: pushes the tag (`git push origin main 1.1.0`). Type 1.1.0 to go on: 1.1.0
      | To [SANDBOX]/origin.git
      |    1903746..415c896  main -> main
      |  * [new tag]         1.1.0 -> 1.1.0
    exit code 0 after [TIME]
    proven: `origin` has `1.1.0` on 415c896c8f1c
    done, and proven
    recorded: 1.1.0, released by @octocat

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 2 of 2: Publish · step 6 of 6
    Say so on the forum
    [forum · RELEASING.md:38]
    What now? done
    done

    1.1.0 is through: 5 steps done, 1 skipped
    hint: `shepherd debrief 1.1.0` turns 1 note and what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
}

#[test]
fn left_and_gone_on_with() {
    let sandbox = project(DOCUMENT);
    let paused = begin(&sandbox, "'step.tell' = 'done'\n'step.version' = 'run'\n'block.version.2' = 'pause'\n");
    assert!(paused.stderr().contains("Paused. Everything is written down"), "{paused}");
    // The run that is open needs no name, and its line is not asked for again.
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "'block.version.2' = 'leave-out'\n'step.docs' = 'quit'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on

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
    runs (block 2 of 2, at the top of the repository):
        git add version.txt
        git commit -q -m "Release 1.1.0"
    taken back by: git checkout -q version.txt
    then: Look at the docs
    [version · RELEASING.md:11]
    Block 2 of 2: what now? leave-out
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 3 of 6
    Look at the docs
    then: Tag it
    [docs · RELEASING.md:24]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    // Without an answer and without a terminal nothing is done, and the key is named.
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 3 of 6
    Look at the docs
    then: Tag it
    [docs · RELEASING.md:24]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.docs=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "'step.doc' = 'done'\n'step.docs' = 'enough'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 3 of 6
    Look at the docs
    then: Tag it
    [docs · RELEASING.md:24]
    What now? enough
    warning: nobody asked for the answer `step.doc`
    error: `enough` is no answer to "What now?"
    help: answer `step.docs` with one of: done, skip, note, mentor, back, pause, quit
    [exit status: 2]
    "#);
}

#[test]
fn commands_that_fail() {
    let document = "# Releasing\n\n1. Build it: <!-- shepherd: id = \"build\", undo = \"rm -f built\" -->\n\n   ```bash\n   \
        touch built\n   cat input\n   echo never\n   ```\n2. Go home. <!-- shepherd: id = \"home\" -->\n";
    let sandbox = project(document);
    insta::assert_snapshot!(told(&begin(&sandbox, "'step.build' = 'run'")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    Build it
    runs (at the top of the repository):
        touch built
        cat input
        echo never
    taken back by: rm -f built
    then: Go home
    [build · RELEASING.md:3]
    What now? run
      | cat: input: No such file or directory
    exit code 1 after [TIME]
    error: step `build` failed: exit code 1
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.build=again` (done, skip, undo, pause)
    [exit status: 4]
    "#);
    // The next start comes back to the same place.
    let answers = "'failed.build' = ['note', 'undo']\n'note.build' = 'says nothing of input'\n'undo.build' = 'yes'\n'step.build' = 'quit'\n";
    insta::assert_snapshot!(told(&guide(&sandbox, &[], answers)), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    Build it
    runs (at the top of the repository):
        touch built
        cat input
        echo never
    taken back by: rm -f built
    then: Go home
    [build · RELEASING.md:3]
    warning: the commands of this step did not end well: exit code 1
    What now? note
    Note (unclear, missing, slow? `shepherd debrief` turns it into a patch): says nothing of input
    noted
    What now? undo
    This takes it back:
        rm -f built
    Run it? yes
    taken back

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    Build it
    runs (at the top of the repository):
        touch built
        cat input
        echo never
    taken back by: rm -f built
    note: says nothing of input
    then: Go home
    [build · RELEASING.md:3]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    ");
    assert!(!sandbox.exists("built"));
    let answers =
        "'step.build' = 'run'\n'failed.build' = 'skip'\n'reason.build' = 'built elsewhere'\n'step.home' = 'done'\n";
    insta::assert_snapshot!(told(&guide(&sandbox, &[], answers)), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    Build it
    runs (at the top of the repository):
        touch built
        cat input
        echo never
    taken back by: rm -f built
    note: says nothing of input
    then: Go home
    [build · RELEASING.md:3]
    What now? run
      | cat: input: No such file or directory
    exit code 1 after [TIME]
    warning: the commands of this step did not end well: exit code 1
    What now? skip
    Why is it left out? built elsewhere
    skipped

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 2
    Go home
    [home · RELEASING.md:10]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 1 skipped
    hint: `shepherd debrief 1.1.0` turns 1 note and what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn an_exit_code_and_a_signal_are_told() {
    let document = "1. One <!-- shepherd: id = \"one\" -->\n\n   ```bash\n   exit 7\n   ```\n2. Two <!-- shepherd: id = \"two\" -->\n\n   \
        ```bash\n   kill -9 $$\n   ```\n";
    let sandbox = project(document);
    let answers = "'step.*' = 'run'\n'failed.*' = 'done'\n";
    let output = begin(&sandbox, answers).success();
    assert!(output.stderr().contains("warning: the commands of this step did not end well: exit code 7\n"), "{output}");
    assert!(output.stderr().contains("did not end well: stopped by signal 9\n"), "{output}");
}
