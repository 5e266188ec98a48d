//! What cannot be taken back is guarded without any annotation.

use super::{begin, guide, project, remote_refs, told};

fn document(commands: &str, keys: &str) -> String {
    format!("1. Out with it: <!-- shepherd: id = \"out\"{keys} -->\n\n   ```bash\n   {commands}\n   ```\n")
}

/// Everything that a script can say beforehand, but for the version.
const YES: &str = "\"*\" = \"yes\"\n'step.out' = 'run'\n'run.out' = 'yes'\n'verify.*' = 'no'\n'target' = 'yes'\n";

#[test]
fn known_commands_want_the_version_typed() {
    let mut said = Vec::new();
    for commands in [
        "git push origin ${TAG}",
        "git push --tags",
        "git push --follow-tags",
        "tbump ${VERSION}",
        "twine upload dist/*",
        "python -m twine upload dist/*",
        "cargo publish",
        "npm publish",
        "gh release create ${TAG}",
        "gh workflow run release.yml",
        "git push --force origin main",
        "git push origin +main",
        "git reset --hard origin/main",
        "git clean -dffx",
    ] {
        let sandbox = project(&document(commands, ""));
        for program in ["tbump", "twine", "python", "cargo", "npm", "gh"] {
            drop(std::fs::write(sandbox.path("[SANDBOX]/bin").join(program), "#!/bin/sh\ntouch ran\n"));
        }
        let before = remote_refs(&sandbox);
        let output = begin(&sandbox, YES);
        let last = output.stderr().lines().find(|line| line.starts_with("error:")).unwrap_or("it ran");
        said.push(format!("{commands}: [{}] {last}", output.code().unwrap_or(-1)));
        assert_eq!(remote_refs(&sandbox), before, "{output}");
        // A version that is mistyped runs nothing either.
        let output = guide(&sandbox, &[], &format!("{YES}'confirm.out' = '1.1'\n"));
        // A release whose tag is nowhere would be tagged by the server, so that is refused before.
        let is_refused = output.code() == Some(5) && commands.starts_with("gh release");
        assert!(is_refused || output.stderr().contains("not confirmed, so nothing ran"), "{output}");
        assert_eq!(remote_refs(&sandbox), before, "{output}");
        assert!(!sandbox.exists("ran"), "{output}");
    }
    insta::assert_snapshot!(said.join("\n"), @r#"
    git push origin ${TAG}: [2] error: cannot ask "It cannot be taken back: pushes the tag (`git push origin 1.1.0`). Type 1.1.0 to go on" because the input is not a terminal
    git push --tags: [2] error: cannot ask "It cannot be taken back: pushes all tags (`git push --tags`). Type 1.1.0 to go on" because the input is not a terminal
    git push --follow-tags: [2] error: cannot ask "It cannot be taken back: pushes the branch and its new tags (`git push --follow-tags`). Type 1.1.0 to go on" because the input is not a terminal
    tbump ${VERSION}: [2] error: cannot ask "It cannot be taken back: commits the version, makes the tag and pushes both (`tbump 1.1.0`). Type 1.1.0 to go on" because the input is not a terminal
    twine upload dist/*: [2] error: cannot ask "It cannot be taken back: publishes to the package index (`twine upload dist/*`). Type 1.1.0 to go on" because the input is not a terminal
    python -m twine upload dist/*: [2] error: cannot ask "It cannot be taken back: publishes to the package index (`python -m twine upload dist/*`). Type 1.1.0 to go on" because the input is not a terminal
    cargo publish: [2] error: cannot ask "It cannot be taken back: publishes to the package index (`cargo publish`). Type 1.1.0 to go on" because the input is not a terminal
    npm publish: [2] error: cannot ask "It cannot be taken back: publishes to the package index (`npm publish`). Type 1.1.0 to go on" because the input is not a terminal
    gh release create ${TAG}: [5] error: the server would make the tag itself, on the tip of its default branch, as the remote does not have it
    gh workflow run release.yml: [2] error: cannot ask "It cannot be taken back: starts a workflow that may publish (`gh workflow run release.yml`). Type 1.1.0 to go on" because the input is not a terminal
    git push --force origin main: [2] error: cannot ask "It cannot be taken back: overwrites what the remote has (`git push --force origin main`). Type 1.1.0 to go on" because the input is not a terminal
    git push origin +main: [2] error: cannot ask "It cannot be taken back: overwrites what the remote has (`git push origin +main`). Type 1.1.0 to go on" because the input is not a terminal
    git reset --hard origin/main: [2] error: cannot ask "Work may be lost: throws away changes that are not committed (`git reset --hard origin/main`). Type 1.1.0 to go on" because the input is not a terminal
    git clean -dffx: [2] error: cannot ask "Work may be lost: deletes files that are not in git (`git clean -dffx`). Type 1.1.0 to go on" because the input is not a terminal
    "#);
}

#[test]
fn other_commands_do_not() {
    for commands in ["git push origin main", "git fetch --tags", "git tag -l", "cargo build", "git status"] {
        let sandbox = project(&document(commands, "")).program("cargo", "exit 0");
        let output = begin(&sandbox, YES);
        assert!(output.success().stderr().contains("is through: 1 step done"), "{commands}");
    }
}

#[test]
fn a_mentor_who_is_named_must_agree() {
    let sandbox = project(&document("git tag -a ${TAG} -m \"Release ${VERSION}\"\n   git push -q origin ${TAG}", ""));
    let arguments = ["1.1.0", "--branch", "main", "--mentor", "@mona", "--sponsor", "sam", "--shadow", "newcomer"];
    insta::assert_snapshot!(told(&guide(&sandbox, &arguments, &YES.replace("\"*\" = \"yes\"", ""))), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    mentored by   @mona
    sponsored by  @sam
    shadowed by   @newcomer
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Out with it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @octocat
        Mentored-by: @mona
        Sponsored-by: @sam
        Shadowed-by: @newcomer"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @mona
    [out · RELEASING.md:1]
    What now? run
    The tag says for good which commit was released.
    Is 600a491d584c "Say how it is released" the commit to release? yes
    This step waits for the sign-off of @mona, who sees exactly what is shown here ([DIGEST]).
    In this clone, they agree with `shepherd approve 1.1.0 out --as LOGIN`.
    hint: this run is in this clone alone, and nobody elsewhere sees it: leave it, share it with `shepherd store init --in-repo` and come back with `shepherd guide`; then they agree in a clone of their own, after `git fetch`, with `shepherd approve 1.1.0 out`
    warning: nobody asked for the answer `run.out`
    error: `out` waits for the sign-off of @mona ([DIGEST])
    help: they look at it here, with `shepherd approve 1.1.0 out --as LOGIN`
    help: or on a machine of their own, once the store is shared: `shepherd store init`
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.out=wait`
    [exit status: 5]
    "#);
    let own = sandbox.shepherd(["approve", "1.1.0", "out", "--as", "Octocat", "--yes"]);
    assert!(own.failure(5).stderr().contains("error: @Octocat cannot agree to their own step `out`"));
    let seen = sandbox.shepherd(["approve", "1.1.0", "out", "--as", "mona"]).failure(1).digest();
    let _ = sandbox.shepherd(["approve", "1.1.0", "out", "--as", "mona", "--yes", "--digest", &seen]).success();
    insta::assert_snapshot!(told(&guide(&sandbox, &[], &format!("{YES}'confirm.out' = '1.1.0'\n"))), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    warning: no next check-in with @mona is set: both of you should always know when and how it is
    hint: `shepherd people pair mona --ask --check-in 2026-04-04 --how 'video call'` sets it

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Out with it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @octocat
        Mentored-by: @mona
        Sponsored-by: @sam
        Shadowed-by: @newcomer"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    must agree: @mona
    [out · RELEASING.md:1]
    What now? run
    agreed by @mona, claimed: nobody signed, so this guards against mistakes only
    It cannot be taken back: pushes the tag (`git push -q origin 1.1.0`). Type 1.1.0 to go on: 1.1.0
    exit code 0 after [TIME]
    proven: `origin` has `1.1.0` on 600a491d584c
    done, and proven
    recorded: 1.1.0, released by @octocat

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    warning: nobody asked for the answer `run.out`
    warning: nobody asked for the answer `target`
    [exit status: 0]
    "#);
    insta::assert_snapshot!(sandbox.git_output(["cat-file", "tag", "1.1.0"]), @"
    object 600a491d584c9c08ec1ae1720ada6581ba1ff301
    type commit
    tag 1.1.0
    tagger Mona Maintainer <mona@example.org> 1772355600 +0000

    Release 1.1.0

    Released-by: @octocat
    Mentored-by: @mona
    Sponsored-by: @sam
    Shadowed-by: @newcomer
    ");
    insta::assert_snapshot!(sandbox.git_output(["show", "refs/shepherd/store:releases/local/origin.toml"]), @r#"
    format = 1

    [[release]]
    tag = "1.1.0"
    version = "1.1.0"
    kind = "minor"
    security = false
    commit = "600a491d584c9c08ec1ae1720ada6581ba1ff301"
    date = 2026-03-28
    released-by = ["octocat"]
    mentored-by = ["mona"]
    sponsored-by = ["sam"]
    shadowed-by = ["newcomer"]
    organisations = {}
    source = "guide"
    "#);
}

#[test]
fn annotations_say_otherwise_in_both_directions() {
    let harmless = project(&document("echo harmless", ", irreversible = true"));
    insta::assert_snapshot!(told(&begin(&harmless, "'step.out' = 'run'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Out with it
    runs (at the top of the repository):
        echo harmless
    if it fails: look first how much of it is out; nothing here takes that back
    [out · RELEASING.md:1]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    error: cannot ask "It cannot be taken back: the document says so. Type 1.1.0 to go on" because the input is not a terminal
    help: pass `--answer confirm.out=1.1.0` (`1.1.0`, which confirms it), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    let known = project(&document("git clean -dffx", ", irreversible = false"));
    insta::assert_snapshot!(told(&begin(&known, "'step.out' = 'run'\n'verify.*' = 'no'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Out with it
    runs (at the top of the repository):
        git clean -dffx
    warning: throws work away: deletes files that are not in git (`git clean -dffx`)
    if it fails: nothing after it runs; mend what it says, and run it again
    [out · RELEASING.md:1]
    What now? run
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
}

#[test]
fn a_first_release_is_advised_to_be_looked_along_with() {
    let sandbox = project(&document("git push origin ${TAG}", ""));
    let output = begin(&sandbox, YES);
    assert!(output.failure(2).stderr().contains("hint: this is your first release here"));
}

#[test]
fn a_push_that_the_remote_rejects_leaves_the_run_where_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = project(&document("git push origin main", ""));
    let hook = sandbox.path("[SANDBOX]/origin.git/hooks/pre-receive");
    std::fs::write(&hook, "#!/bin/sh\necho 'this branch is protected'\nexit 1\n").expect("the sandbox is writable");
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).expect("the sandbox is ours");
    let sandbox = sandbox.commit("One more");
    insta::assert_snapshot!(told(&begin(&sandbox, "'step.out' = 'run'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Out with it
    runs (at the top of the repository):
        git push origin main
    if it fails: nothing after it runs; mend what it says, and run it again
    [out · RELEASING.md:1]
    What now? run
      | remote: this branch is protected        
      | To [SANDBOX]/origin.git
      |  ! [remote rejected] main -> main (pre-receive hook declined)
      | error: failed to push some refs to '[SANDBOX]/origin.git'
    exit code 1 after [TIME]
    error: step `out` failed: exit code 1
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.out=again` (done, skip, pause)
    [exit status: 4]
    "#);
    std::fs::remove_file(hook).expect("it was made above");
    let output = guide(&sandbox, &[], "'failed.out' = 'again'\n'verify.*' = 'no'\n");
    assert!(output.success().stderr().contains("1.1.0 is through"));
}
