//! Checks that are not decided yet, and steps that wait for a time.

use super::{begin, guide, project, remote_refs, told};
use crate::support::{Check, FakeGithub, Release, Repository, Sandbox};

const WAITING: &str = "1. Publish the candidate. <!-- shepherd: id = \"candidate\", wait = \"72h\" -->\n\
    2. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";

#[test]
fn a_wait_goes_on_while_nobody_is_there() {
    let sandbox = project(WAITING);
    insta::assert_snapshot!(told(&begin(&sandbox, "'step.candidate' = 'done'\n'wait.candidate' = 'quit'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    then: Tell everybody
    [candidate · RELEASING.md:1]
    What now? done
    now it waits 72h until 2026-03-31 09:00 UTC

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    then: Tell everybody
    [candidate · RELEASING.md:1]
    It waits until 2026-03-31 09:00 UTC (3 d 0 h left). What now? quit
    The wait goes on. `shepherd guide` comes back to it.
    [exit status: 0]
    "#);
    let sandbox = sandbox.now("2026-03-30T10:00:00Z");
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "'wait.candidate' = ['note', 'pause']\n'note.candidate' = 'why so long?'\n")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    then: Tell everybody
    [candidate · RELEASING.md:1]
    It waits until 2026-03-31 09:00 UTC (23 h 0 min left). What now? note
    Note: why so long?

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    note: why so long?
    then: Tell everybody
    [candidate · RELEASING.md:1]
    It waits until 2026-03-31 09:00 UTC (23 h 0 min left). What now? pause
    Paused; the wait goes on. `shepherd guide` comes back to it.
    [exit status: 0]
    ");
    let sandbox = sandbox.now("2026-03-31T09:00:00Z");
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "'step.tell' = 'done'\n")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    note: why so long?
    then: Tell everybody
    [candidate · RELEASING.md:1]
    the wait is over

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 2
    Tell everybody
    [tell · RELEASING.md:2]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 2 steps done, 0 skipped
    hint: `shepherd debrief 1.1.0` turns 1 note and what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn a_wait_can_be_cut_short_with_a_reason() {
    let sandbox = project(WAITING);
    let answers = "'step.candidate' = 'done'\n'wait.candidate' = 'enough'\n'reason.candidate' = 'everybody tried it'\n\
        'step.tell' = 'done'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    then: Tell everybody
    [candidate · RELEASING.md:1]
    What now? done
    now it waits 72h until 2026-03-31 09:00 UTC

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the candidate
    waits afterwards: 72h
    then: Tell everybody
    [candidate · RELEASING.md:1]
    It waits until 2026-03-31 09:00 UTC (3 d 0 h left). What now? enough
    Why is that long enough? everybody tried it
    the wait is over

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 2
    Tell everybody
    [tell · RELEASING.md:2]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 2 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
}

/// The project as `octo/hello` on this GitHub.
fn on_github(document: &str, github: &FakeGithub) -> Sandbox {
    project(document).git(["config", "shepherd.project", "octo/hello"]).github(github)
}

const CHECKED: &str =
    "1. Wait for the checks. <!-- shepherd: id = \"green\", check = [\"ci-green\", \"milestone-empty\"] -->\n";

#[test]
fn a_pending_check_is_waited_for_or_put_aside() {
    let commit = project(CHECKED).commit_id("main");
    let repository = || {
        Repository::new("octo/hello")
            .milestone("1.1.0")
            .check(&commit, Check::running("tests"))
            .issue(4, "A bug", "ann")
            .planned(4, "1.1.0")
    };
    let github = FakeGithub::start([repository()]);
    let sandbox = on_github(CHECKED, &github);
    let arguments = ["1.1.0", "--branch", "main", "--project", "octo/hello"];
    insta::assert_snapshot!(told(&guide(&sandbox, &arguments, "")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Wait for the checks
    checked first: CI has passed for the commit of the release (ci-green); nothing is open in the milestone (milestone-empty)
    [green · RELEASING.md:1]
    error: ci-green does not hold: checks of 8e489bceed5f are still running: tests
    help: wait for them
    help: or go on all the same with `--answer check.green.ci-green=override --answer 'reason.ci-green=WHY'`; the reason is recorded
    [exit status: 1]
    "#);
    let answers = "'check.green.ci-green' = ['again', 'override']\n'reason.ci-green' = 'that job is known to hang'\n\
        'check.green.milestone-empty' = 'quit'\n";
    insta::assert_snapshot!(told(&guide(&sandbox, &arguments, answers)), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Wait for the checks
    checked first: CI has passed for the commit of the release (ci-green); nothing is open in the milestone (milestone-empty)
    [green · RELEASING.md:1]
    warning: ci-green does not hold: checks of 8e489bceed5f are still running: tests
    hint: wait for them
    What now? again
    warning: ci-green does not hold: checks of 8e489bceed5f are still running: tests
    hint: wait for them
    What now? override
    Why is that all right? that job is known to hang
    warning: milestone-empty does not hold: 1 item open in the milestone 1.1.0: #4 A bug
    hint: close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    // What was put aside stays aside.
    let answers = "'check.green.milestone-empty' = 'override'\n'reason.milestone-empty' = 'moved by hand later'\n'step.green' = 'done'\n";
    let output = guide(&sandbox, &arguments, answers).success();
    assert!(!output.stderr().contains("ci-green does not hold"), "{output}");
    let log = sandbox.git_output(["grep", "-h", "-o", "overridden.*", "refs/shepherd/store", "--", "runs"]);
    assert!(log.contains("that job is known to hang"), "{log}");
}

#[test]
fn waiting_asks_again_until_it_is_decided() {
    let commit = project(CHECKED).commit_id("main");
    let repository = Repository::new("octo/hello").milestone("1.1.0").check(&commit, Check::running("tests"));
    let github = FakeGithub::start([repository]);
    let sandbox = on_github(CHECKED, &github);
    let arguments = ["1.1.0", "--branch", "main", "--project", "octo/hello"];
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            while github.requests().len() < 2 {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            let green = Repository::new("octo/hello").milestone("1.1.0").check(&commit, Check::passed("tests"));
            github.update("octo/hello", |_| green);
        });
        guide(&sandbox, &arguments, "'check.green.ci-green' = 'wait'\n'step.green' = 'done'\n")
    });
    insta::assert_snapshot!(told(&output), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Wait for the checks
    checked first: CI has passed for the commit of the release (ci-green); nothing is open in the milestone (milestone-empty)
    [green · RELEASING.md:1]
    warning: ci-green does not hold: checks of 8e489bceed5f are still running: tests
    hint: wait for them
    What now? wait
    waiting until CI has passed for the commit of the release; Ctrl-C leaves, and `shepherd guide` comes back to it
    ci-green: holds (1 check of 8e489bceed5f passed)
    milestone-empty: holds (nothing is open in the milestone 1.1.0)
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
}

#[test]
fn a_step_is_proven_by_github() {
    let document = "1. Publish the release. <!-- shepherd: id = \"publish\", verify = \"published\" -->\n\
        2. Go home. <!-- shepherd: id = \"home\" -->\n";
    let arguments = ["1.1.0", "--branch", "main", "--project", "octo/hello"];
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = on_github(document, &github);
    let answers = "'step.publish' = ['done', 'quit']\n'contradicted.publish' = 'again'\n";
    insta::assert_snapshot!(told(&guide(&sandbox, &arguments, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the release
    proven by: the release is public (published)
    then: Go home
    [publish · RELEASING.md:1]
    What now? done
    warning: it does not look done: GitHub has no release of 1.1.0
    What now? again

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the release
    proven by: the release is public (published)
    then: Go home
    [publish · RELEASING.md:1]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    let github = FakeGithub::start([Repository::new("octo/hello").release(Release::new("1.1.0"))]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(told(&guide(&sandbox, &arguments, "'already.publish' = 'yes'\n'step.home' = 'quit'\n")), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Publish the release
    proven by: the release is public (published)
    then: Go home
    [publish · RELEASING.md:1]
    It looks done already: 1.1.0 is published: https://github.com/octo/hello/releases/tag/1.1.0
    Take it as done? yes

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 2
    Go home
    [home · RELEASING.md:2]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    ");
}

#[test]
fn without_a_token_a_check_of_github_is_unknown_and_may_be_put_aside() {
    let sandbox = project(CHECKED).without_env("GITHUB_TOKEN");
    let answers = "'check.green.*' = 'override'\n'reason.*' = 'looked myself'\n'step.green' = 'done'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Wait for the checks
    checked first: CI has passed for the commit of the release (ci-green); nothing is open in the milestone (milestone-empty)
    [green · RELEASING.md:1]
    warning: ci-green could not be checked: GitHub was not asked: no remote names a project on GitHub
    hint: look at the project's page, and say what you saw
    What now? override
    Why is that all right? looked myself
    warning: milestone-empty could not be checked: GitHub was not asked: no remote names a project on GitHub
    hint: look at the project's page, and say what you saw
    What now? override
    Why is that all right? looked myself
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    assert!(!remote_refs(&sandbox).contains("1.1.0"));
}
