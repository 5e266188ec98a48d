//! A step of a rehearsal that tries to get out does not.

use super::rehearsal::{REHEARSE, real_refs, rehearsed, with_settings};
use super::{guide, project};
use crate::support::Sandbox;

/// Ways out that a step may try, by its identity.
const WAYS: [(&str, &str); 4] = [
    ("path", "git push [SANDBOX]/origin.git HEAD:refs/heads/path"),
    ("address", "git push file://[SANDBOX]/origin.git HEAD:refs/heads/address"),
    ("bare", "env -i \"$(command -v git)\" push [SANDBOX]/origin.git HEAD:refs/heads/bare"),
    ("look", "env | grep -c -e TOKEN -e SECRET -e SSH_AUTH_SOCK || true\necho \"home: $(ls -A \"$HOME\")\""),
];

/// Ways out of which only a fence of the system knows.
const WAYS_PAST_GIT: [(&str, &str); 2] = [
    ("file", "echo x > [SANDBOX]/origin.git/refs/heads/file"),
    ("clone", "env -i \"$(command -v git)\" -C [REPO] update-ref refs/heads/clone HEAD"),
];

/// Says whether this system lets a program have a network and mounts of its own.
pub(super) fn has_fence() -> bool {
    let probe = ["--user", "--map-root-user", "--net", "--mount", "--", "true"];
    let output = std::process::Command::new("unshare").args(probe).output();
    output.is_ok_and(|output| output.status.success())
}

/// Puts the programs that make the fence on the sealed PATH.
fn with_fence(sandbox: Sandbox) -> Sandbox {
    let search = std::env::var_os("PATH").unwrap_or_default();
    for tool in ["id", "ip", "mount", "unshare"] {
        let found = std::env::split_paths(&search).map(|folder| folder.join(tool)).find(|path| path.is_file());
        if let Some(found) = found {
            std::os::unix::fs::symlink(found, sandbox.path("[SANDBOX]/bin").join(tool))
                .expect("the sandbox takes links");
        }
    }
    sandbox
}

/// A project whose document tries these ways out, with secrets lying around.
pub(super) fn trying(ways: &[(&str, &str)]) -> Sandbox {
    let sandbox = with_fence(with_settings(project("1. Later.\n")));
    let sandbox =
        sandbox.env("PYPI_TOKEN", "pypi-secret").env("GITHUB_TOKEN", "ghp_secret").env("SSH_AUTH_SOCK", "/agent");
    let steps = ways.iter().map(|(id, commands)| {
        format!(
            "1. Try {id}: <!-- shepherd: id = \"{id}\" -->\n\n   ```bash\n   {}\n   ```\n",
            commands.replace('\n', "\n   ")
        )
    });
    // The names of the folders are known only now.
    let folder = |name: &str| sandbox.path(name).display().to_string();
    let document =
        steps.collect::<String>().replace("[SANDBOX]", &folder("[SANDBOX]")).replace("[REPO]", &folder("[REPO]"));
    sandbox.commit_files("Try", &[("RELEASING.md", &document)]).git(["push", "--quiet", "origin", "main"])
}

pub(super) const TRY: &str = "'step.*' = 'run'\n'run.*' = 'yes'\n'verify.*' = 'no'\n'failed.*' = 'skip'\n'reason.*' = 'refused'\ntarget = 'yes'\n\
    'confirm.path' = '1.1.0'\n'confirm.address' = '1.1.0'\n'confirm.bare' = '1.1.0'\n";

#[test]
fn a_step_that_tries_to_get_out_ends_up_in_the_copy() {
    let sandbox = trying(&WAYS);
    let before = real_refs(&sandbox);
    let output = guide(&sandbox, &REHEARSE, TRY).success();
    assert_eq!(real_refs(&sandbox), before, "{output}");
    insta::assert_snapshot!(rehearsed(&output), @r#"
    ------- stderr -------
    This is a rehearsal: nothing of it reaches the real remotes.
      origin is a copy: [REPO]/.git/shepherd/rehearsal/1.1.0/remotes/origin.git
    Rehearsal of 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 4 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1 · step 1 of 4
    Try path
    runs (at the top of the repository):
        git push [SANDBOX]/origin.git HEAD:refs/heads/path
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Try address
    [path · RELEASING.md:1]
    What now? run
      | To [REPO]/.git/shepherd/rehearsal/1.1.0/remotes/origin.git
      |  * [new branch]      HEAD -> path
    exit code 0 after [TIME]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1 · step 2 of 4
    Try address
    runs (at the top of the repository):
        git push file://[SANDBOX]/origin.git HEAD:refs/heads/address
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Try bare
    [address · RELEASING.md:6]
    What now? run
      | To [REPO]/.git/shepherd/rehearsal/1.1.0/remotes/origin.git
      |  * [new branch]      HEAD -> address
    exit code 0 after [TIME]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1 · step 3 of 4
    Try bare
    runs (at the top of the repository):
        env -i "$(command -v git)" push [SANDBOX]/origin.git HEAD:refs/heads/bare
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Try look
    [bare · RELEASING.md:11]
    What now? run
      | To [REPO]/.git/shepherd/rehearsal/1.1.0/remotes/origin.git
      |  * [new branch]      HEAD -> bare
    exit code 0 after [TIME]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1 · step 4 of 4
    Try look
    runs (at the top of the repository):
        env | grep -c -e TOKEN -e SECRET -e SSH_AUTH_SOCK || true
        echo "home: $(ls -A "$HOME")"
    if it fails: nothing after it runs; mend what it says, and run it again
    [look · RELEASING.md:16]
    What now? run
      | 0
      | home: .gitconfig
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 4 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    warning: nobody asked for the answer `confirm.address`
    warning: nobody asked for the answer `confirm.bare`
    warning: nobody asked for the answer `confirm.path`
    warning: nobody asked for the answer `target`
    What was practised
      the commands of 4 steps ran here, and pushes, tags and hooks were real in the copies
    What still needs the real thing
      nothing that was noticed here
    its log is kept in [REPO]/.git/shepherd/rehearsals/1.1.0-20260328T090000Z.jsonl
    [exit status: 0]
    "#);
}

#[test]
fn a_step_that_goes_past_git_meets_the_fence() {
    if !has_fence() {
        println!("skipped: this system lets nobody have a network and mounts of their own");
        return;
    }
    let sandbox = trying(&WAYS_PAST_GIT);
    let before = real_refs(&sandbox);
    let output = guide(&sandbox, &REHEARSE, TRY).success();
    assert_eq!(real_refs(&sandbox), before, "{output}");
    assert!(output.stderr().contains("  no credentials, no network\n"), "{output}");
    assert_eq!(output.stderr().matches("did not end well").count(), 2, "{output}");
}
