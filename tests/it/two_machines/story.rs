//! The whole story: two people and a third walk a release together, each at a machine of their own.

use super::{LOG, Office};

const DOCUMENT: &str = r#"# Releasing

1. Write the version down. <!-- shepherd: id = "version" -->

   ```bash
   echo ${VERSION} > version.txt
   git add version.txt
   git commit -q -m "Release ${VERSION}"
   git push -q origin main
   ```

2. Upload the wheels. <!-- shepherd: id = "upload", role = "pypi-owner" -->
3. Have it looked at. <!-- shepherd: id = "look", sign-off = "mentor" -->
4. Tag it. <!-- shepherd: id = "tag" -->

   ```bash
   git tag -a ${TAG} -m "Release ${VERSION}"
   git push -q origin ${TAG}
   ```
"#;

#[test]
fn a_release_is_walked_by_three_people_at_three_machines() {
    let office = Office::new(DOCUMENT);
    let (mona, ann, zoe) = (office.machine("mona"), office.machine("ann"), office.machine("zoe"));

    // @mona shares the store, and says who the people are.
    mona.does(&["people", "add", "mona", "--name", "Mona", "--alias", "mona@example.org", "--right", "maintainer"]);
    mona.does(&["store", "init", "--in-repo", "--yes"]);
    let people = [
        ["ann", "--name", "Ann", "--alias", "ann@example.org"].as_slice(),
        &["zoe", "--name", "Zoe", "--alias", "zoe@example.org", "--right", "pypi-owner"],
    ];
    for person in people {
        mona.does(&[&["people", "add"], person].concat());
    }

    // @ann's clone does not have the branch yet; once it has, nothing is to be set.
    ann.sandbox.git_output(["fetch", "--quiet", "origin"]);
    let answers = "'role.pypi-owner' = 'zoe'\n'step.version' = 'run'\n'others.upload' = 'quit'\n";
    let begin = ann.guide(&["1.1.0", "--branch", "main", "--mentor", "mona"], answers);
    insta::assert_snapshot!(ann.told(&begin), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @ann (ann@example.org)
    mentored by   @mona
    checklist     RELEASING.md: "Releasing", 4 steps
    A step needs the right `pypi-owner` (ask @zoe).
    Do you have `pypi-owner`? (yes, or the login of who does it): zoe
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 4
    Write the version down
    runs (at the top of the repository):
        echo 1.1.0 > version.txt
        git add version.txt
        git commit -q -m "Release 1.1.0"
        git push -q origin main
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Upload the wheels
    [version · RELEASING.md:3]
    What now? run
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 4
    Upload the wheels
    needs the right: pypi-owner
    then: Have it looked at
    [upload · RELEASING.md:12]
    warning: this step needs the right `pypi-owner`, which you said you do not have
    Send this:
      @zoe: could you do the step `upload`? `shepherd guide 1.1.0 --step upload`
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);

    // @zoe has the right, and does just this step from her own machine.
    zoe.sandbox.git_output(["fetch", "--quiet", "origin"]);
    let upload = zoe.guide(&["1.1.0", "--step", "upload"], "'step.upload' = 'done'\n");
    insta::assert_snapshot!(zoe.told(&upload), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 4
    Upload the wheels
    needs the right: pypi-owner
    then: Have it looked at
    [upload · RELEASING.md:12]
    What now? done
    done
    [exit status: 0]
    ");

    // @ann sees it, and comes to the step that @mona must agree to.
    insta::assert_snapshot!(ann.told(&ann.guide(&[], "'step.look' = 'done'\n")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 4
    Have it looked at
    must agree: @mona
    then: Tag it
    [look · RELEASING.md:13]
    What now? done
    This step waits for the sign-off of @mona, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @mona: could you look at `look` of 1.1.0? `shepherd approve 1.1.0 look`
    error: `look` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 look`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.look=wait`
    [exit status: 5]
    ");
    insta::assert_snapshot!(mona.does(&["approve"]), @"
    local/hello 1.1.0: `look` Have it looked at, asked for by @ann at 2026-03-28 09:00 UTC ([DIGEST])
    ------- stderr -------
    hint: look at it, then agree or not: `shepherd approve 1.1.0 look`
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.agrees(&["1.1.0", "look"]), @"
    ------- stderr -------
    hint: you have no signing key set, so your agreement is only claimed; `git config user.signingkey KEY` changes that
    local/hello 1.1.0: Have it looked at
    step      look
    asked     by @ann at 2026-03-28 09:00 UTC
    runs      nothing: a person does it by hand, as the document says
    digest    [WHOLE DIGEST]
    agreed: `look` of 1.1.0 (claimed: it is not signed, so it guards against mistakes only)
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.told(&ann.guide(&[], "'step.look' = 'done'\n'step.tag' = 'pause'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 4
    Have it looked at
    must agree: @mona
    then: Tag it
    [look · RELEASING.md:13]
    What now? done
    agreed by @mona, claimed: nobody signed, so this guards against mistakes only
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 4 of 4
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @ann
        Mentored-by: @mona"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @mona
    [tag · RELEASING.md:14]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);

    // @ann goes home; @mona goes on, after a look at what is done.
    insta::assert_snapshot!(ann.does(&["handoff", "1.1.0", "--to", "mona", "--note", "the tag is yours"]), @"
    ------- stderr -------
    the run of 1.1.0 is @mona's now
    hint: @mona goes on with `shepherd guide 1.1.0`, which looks at what is done first
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.fails(5, &["guide", "1.1.0"]), @"
    ------- stderr -------
    error: the run of 1.1.0 is held by @mona, and you are @ann
    help: do one step of it with `shepherd guide 1.1.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
    mona.sandbox.git_output(["pull", "--quiet"]);
    insta::assert_snapshot!(mona.told(&mona.guide(&[], "'step.tag' = 'pause'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    The run came to you from @ann: what is done is looked at from here
      @ann says: the tag is yours
      version: nothing proves it but the word of who did it
      upload: nothing proves it but the word of who did it
      look: nothing proves it but the word of who did it
    clean-tree: holds (nothing is changed, staged or untracked)
    0 of 3 steps proven from here; the run is yours

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 4 of 4
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @mona
        Released-by: @ann"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @ann
    [tag · RELEASING.md:14]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    // Who holds the run is nobody's mentor in it: who held it before looks at what cannot be taken back.
    insta::assert_snapshot!(mona.told(&mona.guide(&[], "'step.tag' = 'run'\n'target' = 'yes'\n").failure(5)), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 4 of 4
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @mona
        Released-by: @ann"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @ann
    [tag · RELEASING.md:14]
    What now? run
    The tag says for good which commit was released.
    Is [DIGEST] "Release 1.1.0" the commit to release? yes
    This step waits for the sign-off of @ann, who sees exactly what is shown here ([DIGEST]).
    Send this:
      @ann: could you look at `tag` of 1.1.0? `shepherd approve 1.1.0 tag`
    error: `tag` waits for the sign-off of @ann ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 tag`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.tag=wait`
    [exit status: 5]
    "#);
    insta::assert_snapshot!(ann.agrees(&["1.1.0", "tag"]), @r#"
    ------- stderr -------
    hint: you have no signing key set, so your agreement is only claimed; `git config user.signingkey KEY` changes that
    local/hello 1.1.0: Tag it
    step      tag
    asked     by @mona at 2026-03-28 09:00 UTC
    releases  [COMMIT] "Release 1.1.0"
    runs      (the commands):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @mona
        Released-by: @ann"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    with      TAG = 1.1.0
    with      VERSION = 1.1.0
    digest    [WHOLE DIGEST]
    agreed: `tag` of 1.1.0 (claimed: it is not signed, so it guards against mistakes only)
    [exit status: 0]
    "#);
    let answers = "'step.tag' = 'run'\n'confirm.tag' = '1.1.0'\n";
    insta::assert_snapshot!(mona.told(&mona.guide(&[], answers)), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 4 of 4
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @mona
        Released-by: @ann"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @ann
    [tag · RELEASING.md:14]
    What now? run
    agreed by @ann, claimed: nobody signed, so this guards against mistakes only
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: pushes the tag (`git push -q origin 1.1.0`). Type 1.1.0 to go on: 1.1.0
    exit code 0 after [TIME]
    proven: `origin` has `1.1.0` on [DIGEST]
    done, and proven
    recorded: 1.1.0, released by @mona, @ann

    1.1.0 is through: 4 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);

    // All have one log and one record.
    for machine in [&ann, &zoe] {
        machine.does(&["store", "sync"]);
        assert_eq!(machine.newest(), mona.newest());
    }
    assert_eq!(office.git(&["rev-parse", "release-shepherd"]), mona.newest());
    let record = mona.stored("releases/local/hello.toml").expect("the release is recorded");
    insta::assert_snapshot!(mona.words(&record), @r#"
    format = 1

    [[release]]
    tag = "1.1.0"
    version = "1.1.0"
    kind = "minor"
    security = false
    commit = "37c8d46c43037453745860d3db033ec83cd62ee5"
    date = 2026-03-28
    released-by = ["mona", "ann"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}
    source = "guide"
    "#);
    insta::assert_snapshot!(office.git(&["show", "release-shepherd:README.md"]), @"
    # Releases, and who made them

    This branch is the store of `shepherd`. It is plain text, and never checked out: this page is made from the records each time they are shared.

    | folder | what is in it |
    |---|---|
    | `releases/` | who cut each release, who mentored, sponsored and watched |
    | `people/` | who takes part, and what they may do |
    | `pairings/` | who helps whom, and when they speak next |
    | `slots/` | who releases next: what is offered, accepted and swapped |
    | `circles/` | who meets to help each other, and when |
    | `runs/` | how each release went, one event a line |

    ## local/hello

    | release | date | released by | mentored by | sponsored by | shadowed by |
    |---|---|---|---|---|---|
    | 1.1.0 | 2026-03-28 | mona, ann |  |  |  |
    ");
    let status = mona.does(&["status", "1.1.0"]);
    let steps: Vec<&str> =
        status.lines().filter_map(|line| line.split_once("done      ")).map(|(_, step)| step).collect();
    insta::assert_snapshot!(steps.join("\n"), @"
    1. Write the version down  (@ann 2026-03-28 09:00)
    2. Upload the wheels  (@zoe 2026-03-28 09:00)
    3. Have it looked at  (@ann 2026-03-28 09:00)
    4. Tag it  (@mona 2026-03-28 09:00; proven)
    ");
    assert!(mona.stored(LOG).is_some_and(|log| log.ends_with('\n')));
}
