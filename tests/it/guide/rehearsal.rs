//! A rehearsal: all of it is practised, and nothing of it gets out.

use std::path::PathBuf;

use super::fence::{TRY, has_fence, trying};
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

pub(super) const REHEARSE: [&str; 4] = ["1.1.0", "--branch", "main", "--rehearse"];

/// What of a rehearsal differs between two machines: whether namespaces may be made there.
pub(super) fn rehearsed(output: &crate::support::Output) -> String {
    let text = told(output);
    let fence = ["  no credentials", "  The commands have ", "  They ", "  The real repository is read-only"];
    let reach = |line: &&str| !fence.iter().any(|start| line.starts_with(start));
    let text = regex::Regex::new(r"\b[0-9a-f]{7,40}\b").expect("it is one").replace_all(&text, "[COMMIT]");
    let lines: Vec<&str> = text.lines().filter(reach).collect();
    lines.join("\n")
}

/// Sets who commits: a rehearsal takes that from the settings of git, and nothing from the environment.
pub(super) fn with_settings(sandbox: Sandbox) -> Sandbox {
    sandbox.git(["config", "user.name", "Mona Maintainer"]).git(["config", "user.email", "mona@example.org"])
}

pub(super) fn real_refs(sandbox: &Sandbox) -> String {
    let refs = sandbox.git_output(["for-each-ref"]);
    format!("{}\n{}", remote_refs(sandbox), refs)
}

#[test]
fn everything_is_practised_and_nothing_gets_out() {
    let sandbox = with_settings(project(DOCUMENT)).program("twine", "touch [SANDBOX]/uploaded");
    let before = real_refs(&sandbox);
    insta::assert_snapshot!(rehearsed(&guide(&sandbox, &REHEARSE, ANSWERS)), @r#"
    ------- stderr -------
    This is a rehearsal: nothing of it reaches the real remotes.
      origin is a copy: [REPO]/.git/shepherd/rehearsal/1.1.0/remotes/origin.git
    warning: Python has no environment of its own here: `python3` was not found
    hint: what `pip install` does here stays on this machine, where it may write
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
    exit code 0 after [TIME]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 7
    Open the pull request, and have it merged
    then: Get it
    [merge · RELEASING.md:12]
    What now? merge
    merged `release-1.1.0` into `main` of the copy of origin: [COMMIT]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 7
    Get it
    runs (at the top of the repository):
        git checkout -q main
        git pull -q origin main
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tag it
    [get · RELEASING.md:13]
    What now? run
    exit code 0 after [TIME]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 4 of 7
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 -m "Release 1.1.0" -m "Released-by: @octocat"
        git push -q origin 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin 1.1.0`)
    proven by: the tag is on the remote (tag-pushed)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Upload it
    [tag · RELEASING.md:19]
    What now? run
    The tag says for good which commit was released.
    Is [COMMIT] "Merge release-1.1.0 into main" the commit to release? yes
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: pushes the tag (`git push -q origin 1.1.0`). Type 1.1.0 to go on: 1.1.0
    exit code 0 after [TIME]
    proven: `origin` has `1.1.0` on [COMMIT]
    done, and proven
    recorded: 1.1.0, released by @octocat

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 5 of 7
    Upload it
    runs (at the top of the repository):
        twine upload dist/*
    warning: cannot be taken back: publishes to the package index (`twine upload dist/*`)
    if it fails: look first how much of it is out; nothing here takes that back
    then: Wait for the checks
    [upload · RELEASING.md:25]
    What now? run
    It cannot be taken back: publishes to the package index (`twine upload dist/*`). Type 1.1.0 to go on: 1.1.0
    rehearsal: would run: twine upload 'dist/*'
    exit code 0 after [TIME]
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 6 of 7
    Wait for the checks
    checked first: CI has passed for the tag (tag-ci-green)
    then: Tell everybody
    [checks · RELEASING.md:30]
    warning: tag-ci-green could not be checked: GitHub was not asked: a rehearsal does not ask GitHub
    hint: look at the project's page, and say what you saw
    What now? override
    Why is that all right? a rehearsal has none
    What now? done
    done

    ── rehearsal of 1.1.0 minor ────────────────────────────────────────────
    phase 1 of 1: Releasing · step 7 of 7
    Tell everybody
    [tell · RELEASING.md:31]
    What now? skip
    Why is it left out? nothing to tell
    skipped

    1.1.0 is through: 6 steps done, 1 skipped
    hint: `shepherd debrief 1.1.0 --rehearsal` turns what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    warning: nobody asked for the answer `confirm.branch`
    What was practised
      the commands of 4 steps ran here, and pushes, tags and hooks were real in the copies
    What still needs the real thing
      was said and not done: twine upload dist/*
      was done by hand, if at all: Open the pull request, and have it merged
      was done by hand, if at all: Wait for the checks
      was skipped: Tell everybody
      was not checked: tag-ci-green (a rehearsal has none)
    its log is kept in [REPO]/.git/shepherd/rehearsals/1.1.0-20260328T090000Z.jsonl
    [exit status: 0]
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
    let sandbox = with_settings(project(DOCUMENT));
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
fn no_step_begins_in_the_real_clone() {
    let document = "1. Go: <!-- shepherd: id = \"go\" -->\n\n   ```bash\n   cd [REPO]\n   ```\n\
        2. Look: <!-- shepherd: id = \"look\" -->\n\n   ```bash\n   pwd\n   touch reached\n   ```\n";
    let sandbox = with_settings(project("1. Later.\n"));
    let real = sandbox.path("[REPO]");
    let document = document.replace("[REPO]", &real.display().to_string());
    let sandbox = sandbox.commit_files("Go", &[("RELEASING.md", &document)]);
    let answers = "'step.*' = 'run'\n'step.look' = 'pause'\n'run.*' = 'yes'\n'verify.*' = 'no'\n";
    let first = guide(&sandbox, &REHEARSE, answers).success();
    assert!(first.stderr().contains("the next ones begin at the top of the copy"), "{first}");
    assert!(first.stderr().contains("step 2 of 2\nLook\nruns (at the top of the repository):"), "{first}");
    let again = guide(&sandbox, &["1.1.0", "--rehearse", "--keep"], &answers.replace("pause", "run")).success();
    assert!(again.stderr().contains(".git/shepherd/rehearsal/1.1.0/work\n"), "{again}");
    assert!(sandbox.exists(".git/shepherd/rehearsal/1.1.0/work/reached") && !sandbox.exists("reached"));
}

#[test]
fn credentials_are_not_found_where_they_lie() {
    if !has_fence() {
        println!("skipped: this system lets nobody have a network and mounts of their own");
        return;
    }
    let files = ["home/.netrc", "home/.ssh/id_ed25519"];
    let look = files.map(|file| format!("cat \"[SANDBOX]/{file}\" || true")).join("\n");
    let sandbox = trying(&[("look", &look)]);
    for file in files {
        let path = sandbox.path("[SANDBOX]").join(file);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the sandbox is writable");
        std::fs::write(path, "a-secret-of-mine\n").expect("the sandbox is writable");
    }
    let output = guide(&sandbox, &REHEARSE, TRY).success();
    assert!(!output.stderr().contains("a-secret-of-mine"), "{output}");
    assert!(output.stderr().contains("exit code 0"), "{output}");
    assert!(output.stderr().contains("  no credentials, no network\n"), "{output}");
}

#[test]
fn two_guides_do_not_share_a_rehearsal() {
    let sandbox = with_settings(project(DOCUMENT));
    let pause = "'step.branch' = 'pause'\n";
    let first = guide(&sandbox, &REHEARSE, pause).success();
    assert!(first.stderr().contains("step 1 of 7"), "{first}");
    let lock = std::fs::File::open(sandbox.path("[REPO]/.git/shepherd/rehearsal-1.1.0.lock")).expect("it is there");
    lock.lock().expect("nobody has it");
    insta::assert_snapshot!(guide(&sandbox, &["1.1.0", "--rehearse"], pause), @"
    ------- stderr -------
    error: the rehearsal of 1.1.0 is open in another window
    help: go on there; or end that one, and go on here
    [exit status: 5]
    ");
    drop(lock);
    let after = guide(&sandbox, &["1.1.0", "--rehearse"], pause).success();
    assert!(after.stderr().contains("step 1 of 7"), "{after}");
}

#[test]
fn python_is_practised_in_an_environment_of_its_own() {
    let document = "1. Build: <!-- shepherd: id = \"build\" -->\n\n   ```bash\n   python3 -m build\n   ```\n";
    // A `python3` that makes environments as the real one does, and one that cannot.
    let able = "/bin/mkdir -p \"$4/bin\"; printf '#!/bin/sh\\necho \"own: $*\"\\n' >\"$4/bin/python3\"; /bin/chmod +x \"$4/bin/python3\"";
    let answers = "'step.*' = 'run'\n'run.*' = 'yes'\n'failed.*' = 'quit'\n'verify.*' = 'no'\n";
    let sandbox = with_settings(project(document)).program("python3", able);
    let output = guide(&sandbox, &REHEARSE, answers).success();
    assert!(output.stderr().contains("  Python is practised in an environment of its own"), "{output}");
    assert!(output.stderr().contains("  | own: -m build\n"), "{output}");
    let sandbox = with_settings(project(document)).program("python3", "echo 'no module named venv' >&2; exit 1");
    let output = guide(&sandbox, &REHEARSE, answers).success();
    assert!(output.stderr().contains("warning: Python has no environment of its own here"), "{output}");
    assert!(output.stderr().contains("step 1 of 1\nBuild"), "{output}");
}

#[test]
fn hooks_run_and_answer() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = with_settings(project(
        "1. Push it: <!-- shepherd: id = \"push\" -->\n\n   ```bash\n   git commit -q --allow-empty -m x\n   git push -q origin main\n   ```\n",
    ));
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
    let sandbox = with_settings(project(DOCUMENT));
    insta::assert_snapshot!(guide(&sandbox, &["--rehearse", "--branch", "main"], ""), @"
    ------- stderr -------
    error: a rehearsal needs a version
    help: `shepherd guide VERSION --rehearse`
    [exit status: 2]
    ");
}

#[test]
fn jupyterhub_is_practised_unmodified() {
    let Some(sandbox) = super::jupyterhub::jupyterhub() else { return };
    let sandbox = with_settings(sandbox);
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

const LOOK: &str = "# Releasing\n\n1. Look: <!-- shepherd: id = \"look\" -->\n\n   ```bash\n   git log --format=%s -1 origin/main\n   ```\n\
                    2. Tell. <!-- shepherd: id = \"tell\" -->\n";

#[test]
fn what_is_not_committed_yet_is_practised() {
    let sandbox =
        with_settings(project(DOCUMENT)).write("RELEASING.md", LOOK).write(".shepherd.toml", "bots = ['x']\n");
    let before = real_refs(&sandbox);
    let answers = "'step.look' = 'run'\n'step.tell' = 'pause'\n'verify.*' = 'yes'\n'run.*' = 'yes'\n";
    let output = guide(&sandbox, &["next", "--branch", "main", "--rehearse"], answers);
    let said = rehearsed(&output);
    assert!(
        said.contains("RELEASING.md and .shepherd.toml: taken as they are in the work tree, not committed so\n"),
        "{said}"
    );
    assert!(said.contains("Rehearsal of next: a release from main after 1.0.0\n"), "{said}");
    assert!(said.contains("clean-tree: holds"), "{said}");
    // The remote has it as well, as it will once it is pushed.
    assert!(said.contains("  | Take what is not committed yet\n"), "{said}");
    assert!(said.contains("`shepherd guide next --rehearse` goes on from here."), "{said}");
    assert_eq!(real_refs(&sandbox), before);
    // It is committed now, so that the copy is not of what would be released.
    let sandbox = sandbox.git(["add", "-A"]).git(["commit", "-q", "-m", "Say how"]);
    let pause = "'step.tell' = 'pause'\n";
    let said = rehearsed(&guide(&sandbox, &["next", "--rehearse"], pause));
    assert!(said.contains("warning: the rehearsal of next is not of what would be released: `main` is at"), "{said}");
    assert!(
        said.contains("hint: it goes on as it is; `--answer begin-again=yes` throws it away and begins anew\n"),
        "{said}"
    );
    let again = "'begin-again' = 'yes'\n'step.look' = 'pause'\n";
    let again = guide(&sandbox, &["next", "--branch", "main", "--rehearse"], again).success();
    assert!(again.stderr().contains("step 1 of 2\nLook"), "{again}");
    assert!(!again.stderr().contains("not committed so"), "{again}");
    let abandoned = guide(&sandbox, &["next", "--rehearse", "--abandon"], "").success();
    let anew =
        "the rehearsal of next is given up, and its copy removed; `shepherd guide next --rehearse` begins anew\n";
    assert!(abandoned.stderr().contains(anew), "{abandoned}");
    assert!(!sandbox.exists(".git/shepherd/rehearsal/next"));
    let nothing = guide(&sandbox, &["next", "--rehearse", "--abandon"], "").failure(2);
    assert!(nothing.stderr().contains("there is no rehearsal of next to give up"), "{nothing}");
}

#[test]
fn a_document_is_offered_where_the_person_works() {
    let sandbox =
        with_settings(project(DOCUMENT)).git(["rm", "-q", "RELEASING.md"]).git(["commit", "-q", "-m", "Less"]);
    let sandbox = sandbox.git(["push", "-q", "origin", "main"]);
    let rehearse = ["next", "--branch", "main", "--rehearse"];
    let missing = guide(&sandbox, &rehearse, "").failure(2);
    assert!(missing.stderr().contains("there is no RELEASING.md, and nothing that is called like it"), "{missing}");
    let written = guide(&sandbox, &rehearse, "'write-document' = 'yes'\n").failure(1);
    assert!(written.stderr().contains("RELEASING.md was written, and nothing else was done"), "{written}");
    assert!(sandbox.exists("RELEASING.md") && !sandbox.exists(".git/shepherd/rehearsal/next"));
    let output = guide(&sandbox, &rehearse, "'step.*' = 'quit'\n").success();
    assert!(output.stderr().contains("RELEASING.md: taken as it is in the work tree, not committed so"), "{output}");
    assert!(output.stderr().contains("`shepherd guide next --rehearse` goes on from here."), "{output}");
}
