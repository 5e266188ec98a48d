//! A rehearsal: all of it is practised, and nothing of it gets out.

use std::path::PathBuf;

use super::{guide, project, remote_refs, told};
use crate::support::Sandbox;

const DOCUMENT: &str = "# Releasing\n\n\
    1. Make a branch: <!-- shepherd: id = \"branch\" -->\n\n   ```bash\n   git checkout -q -b release-${VERSION}\n   \
    echo ${VERSION} > version.txt\n   git add version.txt\n   git commit -q -m \"Release ${VERSION}\"\n   \
    git push -q origin release-${VERSION}\n   ```\n\
    2. Open the pull request, and have it merged. <!-- shepherd: id = \"merge\" -->\n\
    3. Get it: <!-- shepherd: id = \"get\" -->\n\n   ```bash\n   git checkout -q main\n   git pull -q origin main\n   ```\n\
    4. Tag it: <!-- shepherd: id = \"tag\" -->\n\n   ```bash\n   git tag -a ${TAG} -m \"Release ${VERSION}\"\n   git push -q origin ${TAG}\n   ```\n\
    5. Upload it: <!-- shepherd: id = \"upload\" -->\n\n   ```bash\n   twine upload dist/*\n   ```\n\
    6. Wait for the checks. <!-- shepherd: id = \"checks\", check = [\"tag-ci-green\"] -->\n\
    7. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";

const ANSWERS: &str = r#"
"step.branch" = "run"
"step.merge" = "merge"
"step.get" = "run"
"step.tag" = "run"
"step.upload" = "run"
"check.checks.tag-ci-green" = "override"
"reason.tag-ci-green" = "a rehearsal has none"
"step.checks" = "done"
"step.tell" = "skip"
"reason.tell" = "nothing to tell"
"confirm.tag" = "1.1.0"
"confirm.upload" = "1.1.0"
"confirm.branch" = "1.1.0"
"run.*" = "yes"
"verify.*" = "yes"
"target" = "yes"
"#;

const REHEARSE: [&str; 4] = ["1.1.0", "--branch", "main", "--rehearse"];

/// What of a rehearsal differs between two machines: whether namespaces may be made there.
fn rehearsed(output: &crate::support::Output) -> String {
    let text = told(output);
    let reach = |line: &&str| !line.starts_with("  no credentials, ") && !line.starts_with("  This system ");
    text.lines().filter(reach).map(|line| format!("{line}\n")).collect()
}

fn real_refs(sandbox: &Sandbox) -> String {
    let refs = sandbox.git_output(["for-each-ref"]);
    format!("{}\n{}", remote_refs(sandbox), refs)
}

#[test]
fn everything_is_practised_and_nothing_gets_out() {
    let sandbox = project(DOCUMENT).program("twine", "touch [SANDBOX]/uploaded");
    let before = real_refs(&sandbox);
    insta::assert_snapshot!(rehearsed(&guide(&sandbox, &REHEARSE, ANSWERS)), @r#"
    ------- stderr -------
    This is a rehearsal: nothing of it reaches the real remotes.
      origin is a copy: [REPO]/.git/shepherd/rehearsal/1.1.0/remotes/origin.git
      The commands have the network of this machine, because none can be taken away here: they can read what is public. They have no token, key, password or agent, so that they can change nothing that asks for one.
      They can write to files of this machine, the real repository included, that they name by an absolute path.
    Rehearsal of 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 7 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 7
    Make a branch
    runs (at the top of the repository):
        git checkout -q -b release-1.1.0
        echo 1.1.0 > version.txt
        git add version.txt
        git commit -q -m "Release 1.1.0"
        git push -q origin release-1.1.0
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Open the pull request, and have it merged
    [branch · RELEASING.md:3]
    What now? run
      | Author identity unknown
      | 
      | *** Please tell me who you are.
      | 
      | Run
      | 
      |   git config --global user.email "you@example.com"
      |   git config --global user.name "Your Name"
      | 
      | to set your account's default identity.
      | Omit --global to set the identity only in this repository.
      | 
      | fatal: unable to auto-detect email address (got 'root@vm.(none)')
    exit code 128 after [TIME]
    warning: the commands of this step did not end well: exit code 128
    error: step `branch` failed: exit code 128
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.branch=again` (done, skip, undo, pause)
    [exit status: 4]
    "#);
    assert_eq!(real_refs(&sandbox), before);
    assert!(!sandbox.exists("[SANDBOX]/uploaded") && !sandbox.exists("version.txt"));
    let logs = std::fs::read_dir(sandbox.path(".git/shepherd/rehearsals")).expect("its log is kept");
    let logs: Vec<PathBuf> = logs.map(|entry| entry.expect("the folder is readable").path()).collect();
    let text = std::fs::read_to_string(&logs[0]).expect("a log is text");
    assert!(logs.len() == 1 && text.contains("\"rehearsal\":true") && text.contains("finished"), "{text}");
    assert!(!sandbox.exists(".git/shepherd/rehearsal/1.1.0"));
}

#[test]
fn it_is_left_and_gone_on_with() {
    let sandbox = project(DOCUMENT);
    let before = real_refs(&sandbox);
    let first =
        guide(&sandbox, &REHEARSE, &ANSWERS.replace("\"step.get\" = \"run\"", "\"step.get\" = \"pause\"")).success();
    assert!(first.stderr().contains("goes on with this rehearsal"), "{first}");
    let again = guide(&sandbox, &["1.1.0", "--rehearse", "--keep"], ANSWERS).success();
    assert!(again.stderr().contains("going on with the rehearsal in "), "{again}");
    assert!(again.stderr().contains("step 3 of 7") && !again.stderr().contains("step 2 of 7"), "{again}");
    assert!(again.stderr().contains("the copy stays in "), "{again}");
    assert!(sandbox.exists(".git/shepherd/rehearsal/1.1.0"));
    assert_eq!(real_refs(&sandbox), before);
    // The real release begins as if nothing had been.
    let real = guide(&sandbox, &["1.1.0", "--branch", "main"], "'step.branch' = 'quit'").success();
    assert!(real.stderr().contains("Release 1.1.0: a minor release from main after 1.0.0"), "{real}");
}

#[test]
fn a_step_that_tries_to_get_out_does_not() {
    let document = "1. By path: <!-- shepherd: id = \"one\" -->\n\n   ```bash\n   git push [SANDBOX]/origin.git HEAD:refs/heads/one\n   ```\n\
        2. By address: <!-- shepherd: id = \"two\" -->\n\n   ```bash\n   git push file://[SANDBOX]/origin.git HEAD:refs/heads/two\n   ```\n\
        3. Without its surroundings: <!-- shepherd: id = \"three\" -->\n\n   ```bash\n   env -i \"$(command -v git)\" push [SANDBOX]/origin.git HEAD:refs/heads/three\n   ```\n\
        4. By hand: <!-- shepherd: id = \"four\" -->\n\n   ```bash\n   echo x > [SANDBOX]/origin.git/refs/heads/four\n   ```\n\
        5. The clone itself: <!-- shepherd: id = \"five\" -->\n\n   ```bash\n   git -C [REPO] tag five\n   ```\n\
        6. What it knows: <!-- shepherd: id = \"six\" -->\n\n   ```bash\n   env | grep -c -e TOKEN -e SECRET -e SSH_AUTH_SOCK || true\n   echo \"home: $(ls -A \"$HOME\")\"\n   ```\n";
    let sandbox = project("1. Later.\n")
        .env("PYPI_TOKEN", "pypi-secret")
        .env("GITHUB_TOKEN", "ghp_secret_secret")
        .env("SSH_AUTH_SOCK", "/agent");
    // The names of the folders are known only now.
    let document = document.replace("[SANDBOX]", &sandbox.path("[SANDBOX]").display().to_string());
    let document = document.replace("[REPO]", &sandbox.path("[REPO]").display().to_string());
    let sandbox =
        sandbox.commit_files("Try", &[("RELEASING.md", &document)]).git(["push", "--quiet", "origin", "main"]);
    let before = real_refs(&sandbox);
    let answers = "'step.*' = 'run'\n'run.*' = 'yes'\n'verify.*' = 'no'\n'failed.*' = 'skip'\n'reason.*' = 'refused'\n\
        'confirm.one' = '1.1.0'\n'confirm.two' = '1.1.0'\n'confirm.three' = '1.1.0'\ntarget = 'yes'\n";
    let output = guide(&sandbox, &REHEARSE, answers).success();
    assert_eq!(real_refs(&sandbox), before, "{output}");
    assert!(output.stderr().contains("  | 0\n"), "{output}");
    insta::assert_snapshot!(rehearsed(&output), @"");
}

#[test]
fn hooks_run_and_answer() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = project(
        "1. Push it: <!-- shepherd: id = \"push\" -->\n\n   ```bash\n   git commit -q --allow-empty -m x\n   git push -q origin main\n   ```\n",
    );
    let hook = sandbox.path("[REPO]/.git/hooks/pre-push");
    std::fs::create_dir_all(hook.parent().expect("it lies in a folder")).expect("the sandbox is writable");
    std::fs::write(&hook, "#!/bin/sh\necho 'the hook was here'\nexit 1\n").expect("the sandbox is writable");
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).expect("the sandbox is ours");
    let output = guide(&sandbox, &REHEARSE, "'step.push' = 'run'\n'failed.push' = 'quit'\n").success();
    assert!(output.stderr().contains("  | the hook was here\n"), "{output}");
    assert!(output.stderr().contains("did not end well: exit code 1"), "{output}");
}

#[test]
fn a_rehearsal_needs_a_version() {
    let sandbox = project(DOCUMENT);
    insta::assert_snapshot!(guide(&sandbox, &["--rehearse", "--branch", "main"], ""), @"
    ------- stderr -------
    error: a rehearsal needs a version
    help: `shepherd guide VERSION --rehearse`
    [exit status: 2]
    ");
}

#[test]
fn jupyterhub_is_practised_unmodified() {
    let Some(sandbox) = super::lines::jupyterhub() else { return };
    let before = real_refs(&sandbox);
    let answers = r#"
"step.steps-to-make-a-release/create*" = "run"
"step.steps-to-make-a-release/checkout*" = "run"
"confirm.steps-to-make-a-release/checkout-main-and-make-sure-it-is-up-to" = "5.5.2"
"step.steps-to-make-a-release/update*" = "run"
"confirm.steps-to-make-a-release/update-the-version-make-commits-and-push" = "5.5.2"
"step.steps-to-make-a-release/reset*" = "run"
"step.steps-to-make-a-release/following*" = "done"
"branch.main" = ""
"run.*" = "yes"
"verify.*" = "yes"
"target" = "yes"
"value.NEXT_VERSION" = ""
"#;
    let output = guide(&sandbox, &["5.5.2", "--branch", "5.x", "--rehearse"], answers).success();
    assert_eq!(real_refs(&sandbox), before, "{output}");
    assert!(output.stderr().contains("5.5.2 is through: 5 steps done, 0 skipped"), "{output}");
}
