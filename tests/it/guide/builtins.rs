//! What is built in: values, folders and variables between steps, conditions, and what annotations ask for.

use super::{begin, guide, project, remote_refs, step, told};

#[test]
fn what_the_program_does_itself() {
    let document = "1. Write the changelog. <!-- shepherd: id = \"changelog\", run = \"changelog\" -->\n\
        2. Commit it: <!-- shepherd: id = \"commit\" -->\n\n   ```bash\n   git commit -qam \"Changelog of ${VERSION}\"\n   ```\n\
        3. Tag it. <!-- shepherd: id = \"tag\", run = \"tag\" -->\n\
        4. Push it: <!-- shepherd: id = \"push\" -->\n\n   ```bash\n   git push -q origin main ${TAG}\n   ```\n\
        5. Draft the release. <!-- shepherd: id = \"draft\", run = \"draft\" -->\n\
        6. Write the upgrade notes. <!-- shepherd: id = \"upgrade\", run = \"upgrade-notes\" -->\n\
        7. Record it. <!-- shepherd: id = \"record\", run = \"record\" -->\n";
    let sandbox = project(document)
        .commit_files("Have a changelog", &[("CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- The first.\n")])
        .git(["push", "--quiet", "origin", "main"]);
    let answers = "'step.*' = 'run'\n'run.*' = 'yes'\n'verify.*' = 'yes'\ntarget = 'yes'\n'confirm.push' = '1.1.0'\n\
        'step.draft' = 'skip'\n'reason.draft' = 'later'\n'step.record' = 'done'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 7 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 7
    Write the changelog
    runs (at the top of the repository):
        shepherd changelog --version 1.1.0 --write
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Commit it
    [changelog · RELEASING.md:1]
    What now? run
      | from git alone: no remote names a project on GitHub
      | CHANGELOG.md: added the section
      | CHANGELOG.md: added 40a7b779edcc
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 7
    Commit it
    runs (at the top of the repository):
        git commit -qam "Changelog of 1.1.0"
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tag it
    [commit · RELEASING.md:2]
    What now? run
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 7
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 4d54766c28c06364df2ed1608b37f767f44eb6eb -m "Release 1.1.0" -m "Released-by: @octocat"
    proven by: the tag is in this clone
    taken back by: git tag -d 1.1.0
    then: Push it
    [tag · RELEASING.md:7]
    What now? run
    warning: 4d54766c28c0 is not on `origin/main`, as far as this clone knows: nobody else may have seen this commit
    The tag says for good which commit was released.
    Is 4d54766c28c0 "Changelog of 1.1.0" the commit to release? yes
    exit code 0 after [TIME]
    proven: the tag `1.1.0` is on 4d54766c28c0
    done, and proven

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 4 of 7
    Push it
    runs (at the top of the repository):
        git push -q origin main 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin main 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Draft the release
    [push · RELEASING.md:8]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: pushes the tag (`git push -q origin main 1.1.0`). Type 1.1.0 to go on: 1.1.0
    exit code 0 after [TIME]
    proven: `origin` has `1.1.0` on 4d54766c28c0
    done, and proven
    recorded: 1.1.0, released by @octocat

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 5 of 7
    Draft the release
    runs (at the top of the repository):
        shepherd draft --version 1.1.0 --out "$(git rev-parse --git-dir)/shepherd-draft" --github-release
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Write the upgrade notes
    [draft · RELEASING.md:13]
    What now? skip
    Why is it left out? later
    skipped

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 6 of 7
    Write the upgrade notes
    runs (at the top of the repository):
        shepherd upgrade-notes --version 1.1.0 --write
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Record it
    [upgrade · RELEASING.md:14]
    What now? run
      | from git alone: no remote names a project on GitHub
      | nothing between 1.0.0 and HEAD asks for an upgrade note
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 7 of 7
    Record it
    does: nothing more, the release is recorded already
    [record · RELEASING.md:15]
    What now? done
    done

    1.1.0 is through: 6 steps done, 1 skipped
    hint: `shepherd debrief 1.1.0` turns what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    insta::assert_snapshot!(sandbox.git_output(["cat-file", "tag", "1.1.0"]), @"
    object 4d54766c28c06364df2ed1608b37f767f44eb6eb
    type commit
    tag 1.1.0
    tagger Mona Maintainer <mona@example.org> 1772355600 +0000

    Release 1.1.0

    Released-by: @octocat
    ");
    insta::assert_snapshot!(remote_refs(&sandbox), @"
    4d54766c28c06364df2ed1608b37f767f44eb6eb	refs/heads/main
    b8be9c1d933dae04723342ff9a9f07c82354447d	refs/tags/1.0.0
    e7cca7be3878d4bdd8692413ca88646f6710244c	refs/tags/1.1.0
    4d54766c28c06364df2ed1608b37f767f44eb6eb	refs/tags/1.1.0^{}
    ");
    insta::assert_snapshot!(sandbox.git_output(["show", "refs/shepherd/store:releases/local/origin.toml"]), @r#"
    format = 1

    [[release]]
    tag = "1.1.0"
    version = "1.1.0"
    kind = "minor"
    security = false
    commit = "4d54766c28c06364df2ed1608b37f767f44eb6eb"
    date = 2026-03-28
    released-by = ["octocat"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}
    source = "guide"
    "#);
}

#[test]
fn each_other_key_is_seen() {
    let document = step(
        "publish",
        ", assignees = [\"@ann\"], why = \"people wait for it\", undo = \"echo taken back\", verify = \"cat out\", sign-off = \"ann\"",
        "echo out > out",
    );
    let sandbox = project(&document);
    let answers = "'step.publish' = ['run']\n'verify.publish' = ['yes', 'yes']\n";
    let waits = begin(&sandbox, answers).failure(5);
    assert!(waits.stderr().contains("error: `publish` waits for the sign-off of @ann"), "{waits}");
    let seen = sandbox.shepherd(["approve", "1.1.0", "--as", "ann"]).failure(1).digest();
    let _ = sandbox.shepherd(["approve", "1.1.0", "--as", "ann", "--yes", "--digest", &seen]).success();
    insta::assert_snapshot!(told(&guide(&sandbox, &[], answers)), @"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    publish it
    why: people wait for it
    usually done by: @ann
    runs (at the top of the repository):
        echo out > out
    proven by: cat out
    taken back by: echo taken back
    must agree: @ann
    [publish · RELEASING.md:1]
    Look first whether it is done already? This only looks:
        cat out
    Run it? yes
      cat: out: No such file or directory
    What now? run
    agreed by @ann, claimed: nobody signed, so this guards against mistakes only
    exit code 0 after [TIME]
      out
    proven: `cat out` ends well
    done, and proven
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    warning: nobody asked for the answer `verify.publish`
    [exit status: 0]
    ");
}

#[test]
fn an_interactive_step_gets_the_terminal_even_where_there_is_none() {
    let sandbox = project(&step("ask", ", interactive = true", "echo straight to the terminal"));
    let output = begin(&sandbox, "'step.ask' = 'run'\n").success();
    // Nobody stands between the command and the terminal, so there is no margin.
    assert_eq!(output.stdout(), "straight to the terminal\n");
}

#[test]
fn a_draft_release_is_made_by_the_walk_and_not_by_its_rehearsal() {
    use crate::support::{FakeGithub, Repository};

    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let document = "1. Draft the release. <!-- shepherd: id = \"draft\", run = \"draft\" -->\n";
    let sandbox = project(document)
        .commit_files("Name the project", &[(".shepherd.toml", "project = \"octo/hello\"\n")])
        .git(["push", "--quiet", "origin", "main"])
        .github(&github);
    let answers = "'step.*' = 'run'\n'run.*' = 'yes'\n'target' = 'yes'\n'verify.*' = 'yes'\n";
    let rehearsed = guide(&sandbox, &["1.1.0", "--branch", "main", "--rehearse"], answers).success();
    assert!(rehearsed.stderr().contains("shepherd draft --version 1.1.0 --out"), "{rehearsed}");
    assert_eq!(github.releases("octo/hello").len(), 0);
    let walked = begin(&sandbox, answers).success();
    assert!(walked.stderr().contains("draft release  created: "), "{walked}");
    assert_eq!(github.releases("octo/hello").len(), 1);
    assert_eq!(sandbox.git_output(["status", "--porcelain"]), "", "the files lie where they make nothing dirty");
}
