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
        .git(["remote", "set-head", "origin", "main"])
        .git(["checkout", "--quiet", "5.x"])
        .write("RELEASE.md", document);
    let is_changed = !sandbox.git_output(["status", "--porcelain"]).is_empty();
    Some(if is_changed {
        sandbox.git(["commit", "--quiet", "-am", "The document"]).git(["push", "--quiet", "origin", "5.x"])
    } else {
        sandbox
    })
}

#[test]
fn jupyterhub_is_tagged_on_its_line() {
    let Some(sandbox) = jupyterhub() else { return };
    let answers = "";
    insta::assert_snapshot!(told(&guide(&sandbox, &["5.5.2", "--branch", "5.x"], answers)), @r#"
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
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.steps-to-make-a-release/create-a-pr-updating-docs-source=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}
