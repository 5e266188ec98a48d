//! The line and the target: whatever the document says, no tag comes to be on another line or another commit.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{begin, guide, project, remote_refs, told};
use crate::support::Sandbox;

/// Stands for the program of that name: it writes the version down, commits, tags and pushes.
const TBUMP: &str = r#"
tag=yes
while :; do
  case "$1" in
    --dry-run) echo "would bump to $2"; exit 0 ;;
    --no-tag) tag=no; shift ;;
    *) break ;;
  esac
done
branch=$(git rev-parse --abbrev-ref HEAD)
echo "__version__ = '$1'" > jupyterhub/_version.py
git commit -q -a -m "Bump to $1"
if [ $tag = yes ]; then git tag -a -m "$1" "$1" && git push -q origin "$branch" "$1"; else git push -q origin "$branch"; fi
echo "bumped $branch to $1"
"#;

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// JupyterHub as its maintainers have it: its history as the remote, `5.x` checked out, and its own RELEASE.md, which says
/// `git checkout main`.
pub(super) fn jupyterhub() -> Option<Sandbox> {
    let export = data("jupyterhub.fast-export.gz")?;
    let document = std::fs::read(data("releasing/jupyterhub__jupyterhub__RELEASE.md")?).expect("it is readable");
    let sandbox = Sandbox::new().shell_tools().program("tbump", TBUMP);
    let sandbox = sandbox.program("pip", "exit 0").program("github-activity", "echo '- a change #1'");
    let sandbox = sandbox.git(["init", "--quiet", "--bare", "[SANDBOX]/origin.git"]);
    let mut unpacked = Command::new("gzip").arg("-dc").arg(export).stdout(Stdio::piped()).spawn().expect("gzip runs");
    let status = Command::new("git")
        .args(["-C".as_ref(), sandbox.path("[SANDBOX]/origin.git").as_os_str()])
        .args(["fast-import", "--quiet"])
        .stdin(unpacked.stdout.take().expect("its output is piped"))
        .status();
    assert!(status.expect("git runs").success() && unpacked.wait().expect("gzip ends").success());
    let sandbox = sandbox
        .git(["-C", "[SANDBOX]/origin.git", "symbolic-ref", "HEAD", "refs/heads/main"])
        .git(["remote", "add", "origin", "[SANDBOX]/origin.git"])
        .git(["fetch", "--quiet", "origin"])
        .git(["remote", "set-head", "origin", "main"]);
    // The history comes without what its files hold.
    let with_document = |sandbox: Sandbox, branch: &str| {
        let sandbox = sandbox.git(["checkout", "--quiet", branch]).write("RELEASE.md", &document);
        sandbox.git(["commit", "--quiet", "-am", "The document"]).git(["push", "--quiet", "origin", branch])
    };
    Some(["main", "5.x"].into_iter().fold(sandbox, with_document))
}

const JUPYTERHUB: &str = r#"
"step.steps-to-make-a-release/create*" = "done"
"step.steps-to-make-a-release/checkout*" = "run"
"confirm.steps-to-make-a-release/checkout-main-and-make-sure-it-is-up-to" = "5.5.2"
"step.steps-to-make-a-release/update*" = "run"
"confirm.steps-to-make-a-release/update-the-version-make-commits-and-push" = "5.5.2"
"step.steps-to-make-a-release/reset*" = "run"
"step.steps-to-make-a-release/following*" = "done"
"run.*" = "yes"
"verify.*" = "yes"
"target" = "yes"
"value.NEXT_VERSION" = ""
"#;

#[test]
fn jupyterhub_is_tagged_on_its_line() {
    let Some(sandbox) = jupyterhub() else { return };
    let answers = format!("{JUPYTERHUB}\"branch.main\" = \"\"\n");
    insta::assert_snapshot!(told(&guide(&sandbox, &["5.5.2", "--branch", "5.x"], &answers)), @r#"
    would bump to 5.5.2
    bumped 5.x to 5.5.2
    bumped 5.x to 5.5.3.dev
    ------- stderr -------
    Release 5.5.2: a patch release from 5.x after 5.5.1
    released by   @octocat (mona@example.org)
    checklist     RELEASE.md: "How to make a release", 5 steps
    Before you begin, the document says:
      ## Pre-requisites

      - Push rights to [jupyterhub/jupyterhub][]
      - Push rights to [conda-forge/jupyterhub-feedstock][]
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `5.5.2` or `v5.5.2`)

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 1 of 5
    Create a PR updating docs/source/changelog.md with github-activity and continue only when its merged
    runs (at the top of the repository):
        pip install github-activity

        github-activity --heading-level=3 jupyterhub/jupyterhub
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Checkout main and make sure it is up to date
    [steps-to-make-a-release/create-a-pr-updating-docs-source · RELEASE.md:13]
    What now? done
    done

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 2 of 5
    Checkout main and make sure it is up to date
    runs (at the top of the repository):
        git checkout main
        git fetch origin main
        git reset --hard origin/main
    warning: throws work away: throws away changes that are not committed (`git reset --hard origin/main`)
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Update the version, make commits, and push a git tag with tbump
    [steps-to-make-a-release/checkout-main-and-make-sure-it-is-up-to · RELEASE.md:22]
    What now? run
    The document says the branch `main`, and this run releases from `5.x`. Which one? 5.x
    This runs:
        git checkout 5.x
        git fetch origin 5.x
        git reset --hard origin/5.x
    Run it? yes
    Work may be lost: throws away changes that are not committed. Type 5.5.2 to go on: 5.5.2
      | Already on '5.x'
      | Your branch is up to date with 'origin/5.x'.
      | From [SANDBOX]/origin
      |  * branch              5.x        -> FETCH_HEAD
      | HEAD is now at 958cd56a The document
    exit code 0 after [TIME]
    done

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 3 of 5
    Update the version, make commits, and push a git tag with tbump
      Following this, the [CI system][] will build and publish a release.
    runs (at the top of the repository):
        pip install tbump
        tbump --dry-run 5.5.2

        tbump 5.5.2
    warning: cannot be taken back: commits the version, makes the tag and pushes both (`tbump 5.5.2`)
    proven by: tag-pushed
    if it fails: look first how much of it is out; nothing here takes that back
    then: Reset the version back to dev, e.g. 2.1.0.dev after releasing 2.0.0
    [steps-to-make-a-release/update-the-version-make-commits-and-push · RELEASE.md:30]
    What now? run
    These commands tag: commits the version, makes the tag and pushes both.
    Is 958cd56a901e "The document" the commit to release? yes
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: commits the version, makes the tag and pushes both. Type 5.5.2 to go on: 5.5.2
    exit code 0 after [TIME]
    proven: `origin` has `5.5.2` on a417ea19c365
    done, and proven
    recorded: 5.5.2, released by @octocat

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 4 of 5
    Reset the version back to dev, e.g. 2.1.0.dev after releasing 2.0.0
    runs (at the top of the repository):
        tbump --no-tag ${NEXT_VERSION}.dev
      still open, and asked for when you run it: NEXT_VERSION
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Following the release to PyPI, an automated PR should arrive to conda-forge/jupyterhub-feedstock with instructions
    [steps-to-make-a-release/reset-the-version-back-to-dev-e-g-2-1-0 · RELEASE.md:41]
    What now? run
    What is NEXT_VERSION? 5.5.3
    This runs:
        tbump --no-tag 5.5.3.dev
    Run it? yes
    exit code 0 after [TIME]
    done

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 5 of 5
    Following the release to PyPI, an automated PR should arrive to conda-forge/jupyterhub-feedstock with instructions
    [steps-to-make-a-release/following-the-release-to-pypi-an · RELEASE.md:47]
    What now? done
    done

    5.5.2 is through: 5 steps done, 0 skipped
    hint: `shepherd status 5.5.2 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    let remote = |revision: &str| sandbox.git_output(["-C", "[SANDBOX]/origin.git", "rev-parse", revision]);
    assert_eq!(remote("5.5.2^{commit}"), remote("5.x~1"));
    assert_eq!(
        sandbox.git_output(["log", "-3", "--format=%s", "origin/5.x"]),
        "Bump to 5.5.3.dev\nBump to 5.5.2\nThe document"
    );
}

#[test]
fn jupyterhub_is_never_tagged_on_main() {
    let Some(sandbox) = jupyterhub() else { return };
    let before = remote_refs(&sandbox);
    let answers = format!("{JUPYTERHUB}\"branch.main\" = \"main\"\n");
    insta::assert_snapshot!(told(&guide(&sandbox, &["5.5.2", "--branch", "5.x"], &answers)), @r#"
    ------- stderr -------
    Release 5.5.2: a patch release from 5.x after 5.5.1
    released by   @octocat (mona@example.org)
    checklist     RELEASE.md: "How to make a release", 5 steps
    Before you begin, the document says:
      ## Pre-requisites

      - Push rights to [jupyterhub/jupyterhub][]
      - Push rights to [conda-forge/jupyterhub-feedstock][]
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `5.5.2` or `v5.5.2`)

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 1 of 5
    Create a PR updating docs/source/changelog.md with github-activity and continue only when its merged
    runs (at the top of the repository):
        pip install github-activity

        github-activity --heading-level=3 jupyterhub/jupyterhub
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Checkout main and make sure it is up to date
    [steps-to-make-a-release/create-a-pr-updating-docs-source · RELEASE.md:13]
    What now? done
    done

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 2 of 5
    Checkout main and make sure it is up to date
    runs (at the top of the repository):
        git checkout main
        git fetch origin main
        git reset --hard origin/main
    warning: throws work away: throws away changes that are not committed (`git reset --hard origin/main`)
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Update the version, make commits, and push a git tag with tbump
    [steps-to-make-a-release/checkout-main-and-make-sure-it-is-up-to · RELEASE.md:22]
    What now? run
    The document says the branch `main`, and this run releases from `5.x`. Which one? main
    Work may be lost: throws away changes that are not committed. Type 5.5.2 to go on: 5.5.2
      | Switched to branch 'main'
      | Your branch is up to date with 'origin/main'.
      | From [SANDBOX]/origin
      |  * branch              main       -> FETCH_HEAD
      | HEAD is now at 04410ac9 The document
    exit code 0 after [TIME]
    warning: `main` is checked out now, and this run releases from `5.x`
    hint: `git checkout 5.x` leads back; nothing is tagged on another line
    done

    ── 5.5.2 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Steps to make a release · step 3 of 5
    Update the version, make commits, and push a git tag with tbump
      Following this, the [CI system][] will build and publish a release.
    runs (at the top of the repository):
        pip install tbump
        tbump --dry-run 5.5.2

        tbump 5.5.2
    warning: cannot be taken back: commits the version, makes the tag and pushes both (`tbump 5.5.2`)
    proven by: tag-pushed
    if it fails: look first how much of it is out; nothing here takes that back
    then: Reset the version back to dev, e.g. 2.1.0.dev after releasing 2.0.0
    [steps-to-make-a-release/update-the-version-make-commits-and-push · RELEASE.md:30]
    What now? run
    error: the checked-out commit (04410ac9535e) does not hold `5.5.1`, the newest release of the line `5.x`: it is on another line
    help: this run releases from `5.x`; check it out: `git checkout 5.x`
    help: nothing was tagged by this program; the run is as it was
    [exit status: 5]
    "#);
    assert_eq!(remote_refs(&sandbox), before);
    assert_eq!(sandbox.git_output(["tag", "--list", "5.5.2"]), "");
}

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
    proven by: the tag is here
    taken back by: git tag -d 1.1.0
    then: Go home
    [tag · RELEASING.md:2]
    What now? run
    error: the checked-out commit (5b5d035a3072) is not the commit that this run releases (35a5af719f55), nor its child that changes version files only
    help: this run releases from `main`; check it out: `git checkout main`
    help: nothing was tagged by this program; the run is as it was
    help: if another commit is meant: `shepherd guide --target COMMIT`
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
    error: clean-tree could not be checked: the repository is bare and has no work tree
    help: release from a checkout
    help: or go on all the same with `--answer check.start.clean-tree=override --answer 'reason.clean-tree=WHY'`; the reason is recorded
    [exit status: 1]
    "#);
}
