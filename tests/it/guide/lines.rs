//! The line and the target: whatever the document says, no tag comes to be on another line or another commit.

use super::{begin, guide, project, remote_refs, told};

const TAGGING: &str = "1. Bump it by hand. <!-- shepherd: id = \"bump\" -->\n2. Tag it: <!-- shepherd: id = \"tag\" -->\n\n   ```bash\n   \
    git tag -a ${TAG} -m \"Release ${VERSION}\"\n   ```\n3. Go home. <!-- shepherd: id = \"home\" -->\n";

const TAG: &str =
    "'step.bump' = 'done'\n'step.tag' = 'run'\n'verify.*' = 'yes'\ntarget = 'yes'\n'step.home' = 'quit'\n";

#[test]
fn a_child_of_the_target_is_tagged_only_where_it_changes_the_version() {
    let sandbox = project(TAGGING);
    assert!(
        guide(&sandbox, &["1.1.0", "--branch", "main"], "'step.bump' = 'quit'").success().stderr().contains("quit")
    );
    let target = guide(&sandbox, &["--target", "main"], "target = 'yes'\n'step.bump' = 'quit'").success();
    assert!(target.stderr().contains("the commit to release? yes"), "{target}");
    let sandbox =
        sandbox.commit_files("Bump", &[("hello/_version.py", "1.1.0\n")]).commit_files("Oh", &[("main.py", "\n")]);
    insta::assert_snapshot!(told(&guide(&sandbox, &[], TAG)), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Bump it by hand
    then: Tag it
    [bump · RELEASING.md:1]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @octocat"
    proven by: the tag is in this clone
    taken back by: git tag -d 1.1.0
    then: Go home
    [tag · RELEASING.md:2]
    What now? run
    warning: nobody asked for the answer `step.home`
    warning: nobody asked for the answer `target`
    error: the checked-out commit (5b5d035a3072) is not the commit that this run releases (35a5af719f55), nor its child that changes version files only
    help: this run releases from `main`; check it out: `git checkout main`
    help: what earlier steps did elsewhere is to be done again there: `shepherd guide --reopen ID`
    help: if another commit is meant: `shepherd guide --target COMMIT`
    help: nothing was tagged by this program; the run is as it was
    [exit status: 5]
    "#);
    assert_eq!(sandbox.git_output(["tag", "--list"]), "1.0.0");
    let sandbox = sandbox.git(["reset", "--quiet", "--hard", "HEAD~1"]);
    let output = guide(&sandbox, &[], TAG).success();
    assert!(output.stderr().contains("done, and proven"), "{output}");
    assert_eq!(sandbox.commit_id("1.1.0"), sandbox.commit_id("main"));
}

#[test]
fn a_tag_that_a_program_made_elsewhere_is_found() {
    let document = TAGGING.replace("git tag -a ${TAG} -m \"Release ${VERSION}\"", "make-release");
    let sandbox = project(&document).branch("other").commit_files("Elsewhere", &[("main.py", "\n")]).checkout("main");
    let sandbox = sandbox.program("make-release", "git tag 1.1.0 other");
    let target = "'step.bump' = 'quit'\ntarget = 'yes'\n";
    assert!(begin(&sandbox, target).success().stderr().contains("quit"));
    assert!(guide(&sandbox, &["--target", "main"], target).success().stderr().contains("yes"));
    insta::assert_snapshot!(told(&guide(&sandbox, &[], TAG)), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Bump it by hand
    then: Tag it
    [bump · RELEASING.md:1]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    Tag it
    runs (at the top of the repository):
        make-release
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Go home
    [tag · RELEASING.md:2]
    What now? run
    exit code 0 after [TIME]
    warning: nobody asked for the answer `step.home`
    warning: nobody asked for the answer `target`
    error: the tag `1.1.0` (ce2979a57406) is not the commit that this run releases (2a545447d1f6), nor its child that changes version files only
    help: it is there after the step `tag`
    help: if it was not pushed yet, take it back: `git tag -d 1.1.0`; then go on with `shepherd guide`
    help: if it is the commit that is meant: `shepherd guide --target COMMIT`
    [exit status: 5]
    "#);
}

#[test]
fn a_fork_is_not_the_project() {
    let document = "1. Push it: <!-- shepherd: id = \"push\" -->\n\n   ```bash\n   git push -q origin main\n   ```\n";
    let sandbox = project(document)
        .git(["init", "--quiet", "--bare", "[SANDBOX]/canonical.git"])
        .remote("upstream", "[SANDBOX]/canonical.git")
        .git(["push", "--quiet", "upstream", "main", "--tags"])
        .commit("One more");
    let answers = "'step.push' = 'run'\n'remote.origin' = ''\n'run.push' = 'yes'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `upstream` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Push it
    runs (at the top of the repository):
        git push -q origin main
    if it fails: nothing after it runs; mend what it says, and run it again
    [push · RELEASING.md:1]
    What now? run
    The document says the remote `origin` ([SANDBOX]/origin.git), and the project's own is `upstream` ([SANDBOX]/canonical.git). Which one? upstream
    This runs:
        git push -q upstream main
    Run it? yes
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    let upstream = sandbox.git_output(["-C", "[SANDBOX]/canonical.git", "rev-parse", "main"]);
    assert_eq!(upstream, sandbox.commit_id("main"));
    assert!(!remote_refs(&sandbox).contains(&upstream));
}

#[test]
fn the_line_is_asked_for_and_must_be_there() {
    let sandbox = project(TAGGING);
    insta::assert_snapshot!(told(&guide(&sandbox, &["1.1.0"], "")), @r#"
    ------- stderr -------
    error: cannot ask "Which branch is released from?" because the input is not a terminal
    help: pass `--answer line=main` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &["1.1.0", "--branch", "5.x"], "")), @"
    ------- stderr -------
    error: there is no branch `5.x`
    help: name the branch that is released from with `--branch BRANCH`; `git branch -a` lists them
    [exit status: 2]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["0.9.0", "--branch", "main"], "")), @"
    ------- stderr -------
    error: 0.9.0 is not after 1.0.0, the newest release of the line `main`
    help: choose a later version, or the right line with `--branch BRANCH`
    [exit status: 5]
    ");
    insta::assert_snapshot!(told(&guide(&sandbox, &["1.0.0", "--branch", "main"], "")), @"
    ------- stderr -------
    error: the version 1.0.0 exists: the tag `1.0.0`
    help: choose another version; one that was published is never used again
    [exit status: 5]
    ");
    let sandbox = sandbox.git(["checkout", "--quiet", "--detach"]);
    let output = guide(&sandbox, &["1.1.0"], "line = ''\n'step.bump' = 'quit'\n");
    insta::assert_snapshot!(told(&output), @r#"
    ------- stderr -------
    Which branch is released from? main
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    Bump it by hand
    then: Tag it
    [bump · RELEASING.md:1]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
}

#[test]
fn a_linked_work_tree_is_a_place_like_any_other() {
    let sandbox = project(TAGGING).git(["worktree", "add", "--quiet", "-b", "release", "[SANDBOX]/linked", "main"]);
    let sandbox = sandbox.directory("[SANDBOX]/linked");
    let output = guide(&sandbox, &["1.1.0", "--branch", "main"], TAG).success();
    assert!(output.stderr().contains("done, and proven"), "{output}");
    // The run belongs to the repository, so the other work tree knows it.
    let sandbox = sandbox.directory("[REPO]");
    let output = guide(&sandbox, &[], "'step.home' = 'done'").success();
    assert!(output.stderr().contains("1.1.0 is through: 3 steps done"), "{output}");
}

#[test]
fn a_bare_repository_has_no_document_to_follow() {
    let sandbox = project(TAGGING).directory("[SANDBOX]/origin.git");
    insta::assert_snapshot!(told(&guide(&sandbox, &["1.1.0", "--branch", "main"], TAG)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     main:RELEASING.md: "Release", 3 steps
    warning: nobody asked for the answer `step.bump`
    warning: nobody asked for the answer `step.home`
    warning: nobody asked for the answer `step.tag`
    warning: nobody asked for the answer `target`
    error: clean-tree could not be checked: the repository is bare and has no work tree
    help: release from a checkout
    help: or go on all the same with `--answer check.start.clean-tree=override --answer 'reason.clean-tree=WHY'`; the reason is recorded
    [exit status: 1]
    "#);
}
