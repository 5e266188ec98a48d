//! Commands that go wrong.

use super::{answer, begun};
use crate::support::Sandbox;

#[test]
fn the_remote_rejects_a_push() {
    let document = "# Releasing\n\n1. Push\n\n   ```bash\n   git commit -q --allow-empty -m Next\n   ```\n\n   ```bash\n   git push -q origin main\n   ```\n";
    let hook = "#!/bin/sh\necho 'main is frozen until Monday' >&2\nexit 1\n";
    let sandbox = Sandbox::in_memory().releasing(document).write("[SANDBOX]/remote.git/hooks/pre-receive", hook);
    make_executable(&sandbox, "[SANDBOX]/remote.git/hooks/pre-receive");
    insta::assert_snapshot!(answer(&sandbox, ["step.push=run", "block.push.2=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Push
      ```bash
      git commit -q --allow-empty -m Next
      ```

      ```bash
      git push -q origin main
      ```
    runs (block 1 of 2, at the top of the repository):
        git commit -q --allow-empty -m Next
    if it fails: nothing after it runs; mend what it says, and run it again
    [push · RELEASING.md:3]
    What now? run
    exit code 0 after [TIME]
    runs (block 2 of 2, at the top of the repository):
        git push -q origin main
    Block 2 of 2: what now? run
      | remote: main is frozen until Monday        
      | To ../remote.git
      |  ! [remote rejected] main -> main (pre-receive hook declined)
      | error: failed to push some refs to '../remote.git'
    exit code 1 after [TIME]
    error: step `push` failed: exit code 1
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.push=again` (done, skip, pause)
    [exit status: 4]
    "#);
    std::fs::remove_file(sandbox.path("[SANDBOX]/remote.git/hooks/pre-receive")).expect("the hook is there");
    insta::assert_snapshot!(answer(&sandbox, ["failed.push=again"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Push
      ```bash
      git commit -q --allow-empty -m Next
      ```

      ```bash
      git push -q origin main
      ```
    runs (block 2 of 2, at the top of the repository):
        git push -q origin main
    if it fails: nothing after it runs; mend what it says, and run it again
    [push · RELEASING.md:3]
    warning: the commands of this step did not end well: exit code 1
    What now? again
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.2.0` records it then

    1.2.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
    assert_eq!(sandbox.git_output(["rev-list", "--count", "origin/main"]), "2");
}

#[test]
fn a_command_is_not_there() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   python9 -m build\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Build
    runs (at the top of the repository):
        python9 -m build
    if it fails: nothing after it runs; mend what it says, and run it again
    [build · RELEASING.md:3]
    What now? run
      | [REPO]/.git/shepherd/scratch-1.2.0/step.sh: line 1: python9: command not found
    exit code 127 after [TIME]
    error: step `build` failed: exit code 127
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.build=again` (done, skip, pause)
    [exit status: 4]
    "#);
}

#[test]
fn the_folder_of_the_commands_vanished() {
    let document = "# Releasing\n\n1. Go\n\n   ```bash\n   mkdir -p proof/here\n   cd proof/here\n   ```\n\n2. Build\n\n   ```bash\n   pwd\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    begun(&sandbox, ["step.go=run"]);
    std::fs::remove_dir(sandbox.path("proof/here")).expect("it is there");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 2
    Build
    runs (in `proof/here`):
        pwd
    if it fails: nothing after it runs; mend what it says, and run it again
    [build · RELEASING.md:10]
    What now? run
    error: the folder `[REPO]/proof/here`, which the commands would run in, is not there any more
    help: make the folder again, or reopen the step that made it
    [exit status: 4]
    ");
    let sandbox = sandbox.write("proof/here/it", "");
    insta::assert_snapshot!(answer(&sandbox, ["failed.build=again"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 2
    Build
    runs (in `proof/here`):
        pwd
    if it fails: nothing after it runs; mend what it says, and run it again
    [build · RELEASING.md:10]
    warning: the commands of this step did not end well: they did not start: the folder `[REPO]/proof/here`, which the commands would run in, is not there any more
    What now? again
      | [REPO]/proof/here
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.2.0` records it then

    1.2.0 is through: 2 steps done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn the_shell_is_killed() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   kill -9 $$\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Build
    runs (at the top of the repository):
        kill -9 $$
    if it fails: nothing after it runs; mend what it says, and run it again
    [build · RELEASING.md:3]
    What now? run
    stopped by signal 9 after [TIME]
    error: step `build` failed: stopped by signal 9
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.build=again` (done, skip, pause)
    [exit status: 4]
    "#);
}

fn make_executable(sandbox: &Sandbox, path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(sandbox.path(path), std::fs::Permissions::from_mode(0o755)).expect("it is ours");
}
