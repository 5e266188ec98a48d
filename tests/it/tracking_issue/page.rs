//! What the issue says while a run goes on, when it is through, and when it is opened once more.

use super::{PLAIN, begin, guide, issue, project, shown, site};

#[test]
fn it_says_how_the_run_stands() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    let arguments = ["1.1.0", "--branch", "main", "--issue", "--mentor", "max", "--shadow", "kim", "--shadow", "ann"];
    let output = guide(&sandbox, &arguments, "'step.tell' = 'done'\n'step.look' = 'pause'\n").success();
    assert!(output.stderr().contains("tracking issue: https://github.com/octo/hello/issues/1\n"), "{output}");
    insta::assert_snapshot!(shown(&issue(&github)), @"
    Release 1.1.0 (open)

    The release **1.1.0** of octo/hello, a minor release from main: paused, 1 of 4 steps done or skipped.

    This page follows the checklist in [RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md). It is written anew as the release goes on, so what is changed here does not stay.

    | | |
    |---|---|
    | released by | @mona |
    | mentored by | @max |
    | shadowed by | @kim, @ann |

    **Waits for**

    - `look`: Look at the log

    ### Prepare

    - [x] Tell the others (mona, 2026-03-28 09:00 UTC)
    - [ ] Look at the log

    ### Publish

    - [ ] Wait for the build
    - [ ] Announce it

    <!-- shepherd: run [RUN] of octo/hello -->
    ");

    let output = guide(
        &sandbox,
        &["--target", "main"],
        "'target' = 'yes'\n'step.look' = 'skip'\n'reason.look' = 'nothing new'\n'step.*' = 'done'\n",
    );
    drop(output.success());
    insta::assert_snapshot!(shown(&issue(&github)), @"
    Release 1.1.0 (closed)

    The release **1.1.0** of octo/hello, a minor release from main: finished, 4 of 4 steps done or skipped.

    This page follows the checklist in [RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md). It is written anew as the release goes on, so what is changed here does not stay.

    | | |
    |---|---|
    | released by | @mona |
    | mentored by | @max |
    | shadowed by | @kim, @ann |
    | target | [COMMIT] |

    ### Prepare

    - [x] Tell the others (mona, 2026-03-28 09:00 UTC)
    - [x] Look at the log (skipped: nothing new)

    ### Publish

    - [x] Wait for the build (mona, 2026-03-28 09:00 UTC)
    - [x] Announce it (mona, 2026-03-28 09:00 UTC)

    <!-- shepherd: run [RUN] of octo/hello -->
    ");

    // Whoever opens a step again opens the issue with it.
    let output =
        guide(&sandbox, &["1.1.0", "--reopen", "announce", "--reason", "a typing error"], "'step.announce' = 'quit'\n");
    drop(output.success());
    insta::assert_snapshot!(shown(&issue(&github)), @"
    Release 1.1.0 (open)

    The release **1.1.0** of octo/hello, a minor release from main: open, 3 of 4 steps done or skipped.

    This page follows the checklist in [RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md). It is written anew as the release goes on, so what is changed here does not stay.

    | | |
    |---|---|
    | released by | @mona |
    | mentored by | @max |
    | shadowed by | @kim, @ann |
    | target | [COMMIT] |

    **Waits for**

    - `announce`: Announce it

    ### Prepare

    - [x] Tell the others (mona, 2026-03-28 09:00 UTC)
    - [x] Look at the log (skipped: nothing new)

    ### Publish

    - [x] Wait for the build (mona, 2026-03-28 09:00 UTC)
    - [ ] Announce it

    <!-- shepherd: run [RUN] of octo/hello -->
    ");
    drop(guide(&sandbox, &[], "'step.announce' = 'done'\n").success());
    assert!(!issue(&github).is_open);
}

#[test]
fn its_title_follows_the_version() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(begin(&sandbox, "'step.tell' = 'quit'\n").success());
    assert_eq!(issue(&github).title, "Release 1.1.0");
    drop(guide(&sandbox, &["--rename", "2.0.0"], "'step.tell' = 'quit'\n").success());
    let renamed = issue(&github);
    assert_eq!(renamed.title, "Release 2.0.0");
    assert!(
        renamed.body.contains("The release **2.0.0** of octo/hello, a major release from main: open"),
        "{renamed:?}"
    );
}

#[test]
fn a_run_that_is_given_up_closes_it() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(begin(&sandbox, "'step.tell' = 'done'\n'step.look' = 'quit'\n").success());
    let output = guide(&sandbox, &["--abandon", "--reason", "the build is broken"], "");
    drop(output.success());
    insta::assert_snapshot!(shown(&issue(&github)), @"
    Release 1.1.0 (closed)

    The release **1.1.0** of octo/hello, a minor release from main: given up (the build is broken), 1 of 4 steps done or skipped.

    This page follows the checklist in [RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md). It is written anew as the release goes on, so what is changed here does not stay.

    | | |
    |---|---|
    | released by | @mona |

    ### Prepare

    - [x] Tell the others (mona, 2026-03-28 09:00 UTC)
    - [ ] Look at the log

    ### Publish

    - [ ] Wait for the build
    - [ ] Announce it

    <!-- shepherd: run [RUN] of octo/hello -->
    ");

    // Begun anew, it is the same run with the same issue.
    let output = begin(&sandbox, "'begin-again' = 'yes'\n'step.tell' = 'quit'\n");
    drop(output.success());
    let again = issue(&github);
    assert!(again.is_open && again.body.contains("open, 0 of 4 steps done or skipped"), "{again:?}");
}

#[test]
fn a_run_that_began_without_one_gets_one_later() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(guide(&sandbox, &["1.1.0", "--branch", "main"], "'step.tell' = 'quit'\n").success());
    assert!(github.issues(super::PROJECT).is_empty());
    drop(guide(&sandbox, &["--issue"], "'step.tell' = 'quit'\n").success());
    assert!(issue(&github).is_open);
}
