//! JupyterHub, whose own document says `git checkout main`, followed on `5.x`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{guide, remote_refs, told};
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
    Work may be lost: throws away changes that are not committed (`git reset --hard origin/5.x`). Type 5.5.2 to go on: 5.5.2
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
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Reset the version back to dev, e.g. 2.1.0.dev after releasing 2.0.0
    [steps-to-make-a-release/update-the-version-make-commits-and-push · RELEASE.md:30]
    What now? run
    The tag says for good which commit was released.
    Is 958cd56a901e "The document" the commit to release? yes
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: commits the version, makes the tag and pushes both (`tbump 5.5.2`). Type 5.5.2 to go on: 5.5.2
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
    warning: these commands work on `main`, and this run releases from `5.x`: what they commit or push there is not part of it, and nothing of it is tagged
    Work may be lost: throws away changes that are not committed (`git reset --hard origin/main`). Type 5.5.2 to go on: 5.5.2
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
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Reset the version back to dev, e.g. 2.1.0.dev after releasing 2.0.0
    [steps-to-make-a-release/update-the-version-make-commits-and-push · RELEASE.md:30]
    What now? run
    warning: nobody asked for the answer `confirm.steps-to-make-a-release/update-the-version-make-commits-and-push`
    warning: nobody asked for the answer `target`
    warning: nobody asked for the answer `value.NEXT_VERSION`
    error: the checked-out commit (04410ac9535e) does not hold `5.5.1`, the newest release of the line `5.x`: it is on another line
    help: this run releases from `5.x`; check it out: `git checkout 5.x`
    help: what earlier steps did elsewhere is to be done again there: `shepherd guide --reopen ID`
    help: if another commit is meant: `shepherd guide --target COMMIT`
    help: nothing was tagged by this program; the run is as it was
    [exit status: 5]
    "#);
    assert_eq!(remote_refs(&sandbox), before);
    assert_eq!(sandbox.git_output(["tag", "--list", "5.5.2"]), "");
}
