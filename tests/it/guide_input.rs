//! What bad input gets from the guide: what is wrong, where, what to do next, the right exit code, and nothing lost.
#![cfg(unix)]

use std::time::Duration;

use crate::support::{Output, Sandbox};

const LOG: &str = "refs/shepherd/store:runs/local/repo/1.2.0.jsonl";

const THREE: &str = "# Releasing\n\n1. Look around\n2. Build\n\n   ```bash\n   mkdir -p proof\n   echo built >> proof/build\n   ```\n\n3. Tell people\n";

fn project() -> Sandbox {
    Sandbox::in_memory().releasing(THREE)
}

/// Walks as mona on main.
fn guide<'a>(sandbox: &Sandbox, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    let usual = ["guide", "1.2.0", "--branch", "main", "--as", "mona"];
    sandbox.shepherd(usual.into_iter().chain(arguments).collect::<Vec<_>>())
}

/// Walks with these answers.
fn answer<'a>(sandbox: &Sandbox, answers: impl IntoIterator<Item = &'a str>) -> Output {
    guide(sandbox, answers.into_iter().flat_map(|answer| ["--answer", answer]))
}

/// The commit that the store is at, and all of the run's log.
fn store(sandbox: &Sandbox) -> (String, String) {
    (sandbox.git_output(["rev-parse", "refs/shepherd/store"]), sandbox.git_output(["show", LOG]))
}

/// Puts another text in the place of the run's log, as a program that is not this one would.
fn rewrite(sandbox: Sandbox, text: &str) -> Sandbox {
    let blob = {
        let output = sandbox.try_git(&["hash-object", "-w", "--stdin"], Some(text.as_bytes()));
        String::from_utf8(output.stdout).expect("a hash is text").trim().to_owned()
    };
    let index = "[SANDBOX]/index";
    let sandbox = sandbox.env("GIT_INDEX_FILE", index);
    let entry = format!("100644,{blob},runs/local/repo/1.2.0.jsonl");
    let sandbox =
        sandbox.git(["read-tree", "refs/shepherd/store"]).git(["update-index", "--add", "--cacheinfo", &entry]);
    let tree = sandbox.git_output(["write-tree"]);
    let commit = sandbox.git_output(["commit-tree", &tree, "-p", "refs/shepherd/store", "-m", "Rewritten"]);
    sandbox.git(["update-ref", "refs/shepherd/store", &commit]).without_env("GIT_INDEX_FILE")
}

#[test]
fn there_is_no_document() {
    let sandbox = Sandbox::in_memory().commit("Begin").remote("origin", "../remote.git");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: there is no RELEASING.md, and nothing that is called like it
    help: name the release document with `--file FILE`
    help: or let one be written to begin with: `--answer write-document=yes`
    [exit status: 2]
    ");
}

#[test]
fn the_document_is_empty() {
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(""), []), @"
    ------- stderr -------
    error: no checklist found in `RELEASING.md`
    help: write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood
    [exit status: 3]
    ");
}

#[test]
fn the_document_has_no_steps() {
    let sandbox = Sandbox::in_memory().releasing("# Policy\n\n## Versions\n\nWe follow semantic versioning.\n");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: no checklist found in `RELEASING.md`
    help: write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood
    [exit status: 3]
    ");
}

#[test]
fn two_files_could_be_meant() {
    let sandbox = Sandbox::in_memory().commit_files("More", &[("RELEASE.md", THREE)]).releasing(THREE);
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: `RELEASE.md` and `RELEASING.md` can be the release document
    help: name the one that is meant with `--file FILE`, or for good with `document` in .shepherd.toml
    [exit status: 2]
    ");
}

#[test]
fn a_step_needs_itself() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one\", needs = [\"one\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)
    error: 1 step cannot begin: `one` needs `one`, and that can never be done first
    help: mend `needs` in RELEASING.md; `shepherd checklist lint` shows the places
    [exit status: 3]
    "#);
}

#[test]
fn a_step_needs_one_that_nobody_knows() {
    let document =
        "# Releasing\n\n1. One <!-- shepherd: id = \"one\" -->\n2. Two <!-- shepherd: needs = [\"onne\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    One
    [one · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.one=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn steps_need_each_other() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one\", needs = [\"two\"] -->\n2. Two <!-- shepherd: id = \"two\", needs = [\"one\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)
    error: 2 steps cannot begin: `one` needs `two`, and that can never be done first
    help: mend `needs` in RELEASING.md; `shepherd checklist lint` shows the places
    [exit status: 3]
    "#);
}

#[test]
fn an_annotation_does_not_parse() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one -->\n2. Two <!-- shepherd: idd = \"two\" -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 2 steps
    warning: RELEASING.md:3: the annotation is no TOML: unclosed inline table, expected `}`
    warning: RELEASING.md:4: unknown key `idd`
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    One
    [one · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.one=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn nobody_knows_a_placeholder() {
    let document =
        "# Releasing\n\n1. Send <!-- shepherd: id = \"send\" -->\n\n   ```bash\n   echo <codename>\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.send=run"]), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Send
    runs (in the top of the repository):
        echo <codename>
      still open, and asked for when you run it: CODENAME
    [send · RELEASING.md:3]
    What now?: run
    error: cannot ask "What is CODENAME?" because the input is not a terminal
    help: pass `--answer value.CODENAME=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn the_version_is_none() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["guide", "one.two", "--as", "mona"]), @"
    ------- stderr -------
    error: `one.two` is not a version
    help: write it without a `v`, for example `5.5.0`, `5.5.0rc1` or `2026.11.0`
    [exit status: 2]
    ");
}

#[test]
fn the_version_exists() {
    insta::assert_snapshot!(guide(&project().tag("v1.2.0"), []), @"
    ------- stderr -------
    error: the version 1.2.0 exists: the tag `v1.2.0`
    help: choose another version; one that was published is never used again
    [exit status: 5]
    ");
}

#[test]
fn the_version_goes_backwards() {
    insta::assert_snapshot!(guide(&project().tag("1.3.0"), []), @"
    ------- stderr -------
    error: 1.2.0 is not after 1.3.0, the newest release of the line `main`
    help: choose a later version, or the right line with `--branch BRANCH`
    [exit status: 5]
    ");
}

#[test]
fn the_tree_is_dirty() {
    let sandbox = project().write("RELEASING.md", "# Releasing\n\n1. Look around\n");
    insta::assert_snapshot!(guide(&sandbox, []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    warning: clean-tree does not hold: 1 file changed (RELEASING.md)
    hint: commit, or put it aside with `git stash --include-untracked`
    error: clean-tree does not hold: 1 file changed (RELEASING.md)
    help: commit, or put it aside with `git stash --include-untracked`
    help: or go on all the same with `--answer check.start.clean-tree=override --answer 'reason.clean-tree=WHY'`; the reason is recorded
    [exit status: 1]
    "#);
    let reasons = ["check.start.clean-tree=override", "reason.clean-tree=the document is being written"];
    insta::assert_snapshot!(answer(&sandbox, reasons), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    warning: clean-tree does not hold: 1 file changed (RELEASING.md)
    hint: commit, or put it aside with `git stash --include-untracked`
    What now?: override
    Why is that all right?: the document is being written
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Look around
    [look-around · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.look-around=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(store(&sandbox).1.contains("the document is being written"));
}

#[test]
fn nobody_is_there_and_nothing_is_answered() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["guide"]), @r#"
    ------- stderr -------
    error: cannot ask "What is your login on GitHub? (`git config shepherd.login LOGIN` keeps it)" because the input is not a terminal
    help: pass `--answer login=mona` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["guide", "1.2.0"]), @r#"
    ------- stderr -------
    error: cannot ask "What is your login on GitHub? (`git config shepherd.login LOGIN` keeps it)" because the input is not a terminal
    help: pass `--answer login=mona` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["guide", "1.2.0", "--as", "mona"]), @r#"
    ------- stderr -------
    error: cannot ask "Which branch is released from?" because the input is not a terminal
    help: pass `--answer line=main` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, []), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Look around
    [look-around · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.look-around=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

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
    runs (block 1 of 2, in the top of the repository):
        git commit -q --allow-empty -m Next
    [push · RELEASING.md:3]
    What now?: run
    exit code 0 after [TIME]
    runs (block 2 of 2, in the top of the repository):
        git push -q origin main
    Block 2 of 2: what now?: run
      | remote: main is frozen until Monday        
      | To ../remote.git
      |  ! [remote rejected] main -> main (pre-receive hook declined)
      | error: failed to push some refs to '../remote.git'
    exit code 1 after [TIME]

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Push
    runs (block 2 of 2, in the top of the repository):
        git push -q origin main
    [push · RELEASING.md:3]
    warning: the commands of this step did not end well: exit code 1
    error: step `push` failed: exit code 1
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.push=again` (done, skip, undo, pause)
    [exit status: 4]
    "#);
    std::fs::remove_file(sandbox.path("[SANDBOX]/remote.git/hooks/pre-receive")).expect("the hook is there");
    insta::assert_snapshot!(answer(&sandbox, ["failed.push=again"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Push
    runs (block 2 of 2, in the top of the repository):
        git push -q origin main
    [push · RELEASING.md:3]
    warning: the commands of this step did not end well: exit code 1
    What now?: again
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: fetch it (`git fetch --tags`); the record is written when the run ends

    1.2.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
    assert_eq!(sandbox.git_output(["rev-list", "--count", "origin/main"]), "2");
}

fn make_executable(sandbox: &Sandbox, path: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(sandbox.path(path), std::fs::Permissions::from_mode(0o755)).expect("it is ours");
}

#[test]
fn the_clock_goes_backwards() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let sandbox = sandbox.now("2026-03-27T08:00:00Z");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    warning: the clock of this machine is 1 d 1 h behind the last thing that was written down; set it right, or times will be off

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · RELEASING.md:4]
    What now?: run
    exit code 0 after [TIME]
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · RELEASING.md:11]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.tell-people=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    let times: Vec<String> = store(&sandbox)
        .1
        .lines()
        .map(|line| line.split("\"when\":").nth(1).expect("a time")[..12].to_owned())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn two_guides_on_one_run() {
    let document = "# Releasing\n\n1. Build\n\n   ```bash\n   mkdir -p proof\n   touch proof/begun\n   while [ ! -e proof/end ]; do sleep 0.05; done\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    let mut first =
        sandbox.shepherd_started(["guide", "1.2.0", "--branch", "main", "--as", "mona", "--answer", "step.build=run"]);
    while !sandbox.exists("proof/begun") {
        std::thread::sleep(Duration::from_millis(10));
    }
    let before = store(&sandbox);
    let second = guide(&sandbox, []);
    assert_eq!(store(&sandbox), before);
    let sandbox = sandbox.write("proof/end", "");
    assert!(first.wait().expect("it is ours").success());
    insta::assert_snapshot!(second.without_chance(), @"
    ------- stderr -------
    error: the run local/repo 1.2.0 is in use by process [PROCESS] on [HOST], since 2026-03-28T09:00:00Z
    help: go on there, or end it there first; nothing was done here
    [exit status: 5]
    ");
}

#[test]
fn the_log_is_damaged() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let good = store(&sandbox).1 + "\n";
    let cases: [(&str, String); 4] = [
        ("empty", String::new()),
        ("cut", good[..good.len() - 9].to_owned()),
        ("changed", good.replacen("look-around", "look-arounx", 1)),
        ("newer", good.replacen("\"format\":1", "\"format\":9", 1)),
    ];
    let mut told = String::new();
    for (name, text) in cases {
        let sandbox = rewrite(sandbox.copied(), &text);
        let before = store(&sandbox);
        let output = answer(&sandbox, ["step.build=run"]);
        assert_eq!(store(&sandbox), before, "{name}");
        told += &format!("{name}:\n{output}");
    }
    insta::assert_snapshot!(told, @"");
}

#[test]
fn a_line_of_the_log_is_no_event() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let good = store(&sandbox).1 + "\n";
    let sandbox = rewrite(sandbox, &(good + "{\"what\": \"is this?\"}\n"));
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]), @"
    ------- stderr -------
    error: line 5 of the log of this run is damaged: unknown variant `is this?`, expected one of `started`, `resumed`, `targeted`, `answered`, `checked`, `overridden`, `began`, `ended`, `left-out`, `done`, `skipped`, `noted`, `waiting`, `wait-over`, `reopened`, `undone`, `mentor-asked`, `agreed`, `paused`, `checklist-changed`, `respun`, `renamed`, `taken-over`, `recorded`, `abandoned`, `finished` at line 1 column 19
    help: nothing was changed; each event is a commit of `refs/shepherd/store`: look at its history with `git log -p refs/shepherd/store`
    help: go back to the last good state with `git update-ref refs/shepherd/store COMMIT`, or begin anew under another version
    [exit status: 3]
    ");
}

#[test]
fn the_reference_is_not_ours() {
    let sandbox = project().git(["update-ref", "refs/shepherd/store", "HEAD"]);
    let before = sandbox.commit_id("refs/shepherd/store");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: `refs/shepherd/store` holds no `store.toml`, so it is not a store of this program
    help: nothing was written; look at it with `git log refs/shepherd/store`, and move it away if it may go
    [exit status: 5]
    ");
    assert_eq!(sandbox.commit_id("refs/shepherd/store"), before);
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
    runs (in the top of the repository):
        python9 -m build
    [build · RELEASING.md:3]
    What now?: run
      | [REPO]/.git/shepherd/scratch-1.2.0/step.sh: line 1: python9: command not found
    exit code 127 after [TIME]

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Build
    runs (in the top of the repository):
        python9 -m build
    [build · RELEASING.md:3]
    warning: the commands of this step did not end well: exit code 127
    error: step `build` failed: exit code 127
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.build=again` (done, skip, undo, pause)
    [exit status: 4]
    "#);
}

#[test]
fn the_folder_of_the_commands_vanished() {
    let document = "# Releasing\n\n1. Go\n\n   ```bash\n   mkdir -p proof/here\n   cd proof/here\n   ```\n\n2. Build\n\n   ```bash\n   pwd\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.go=run"]);
    std::fs::remove_dir(sandbox.path("proof/here")).expect("it is there");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 2
    Build
    runs (in `proof/here`):
        pwd
    [build · RELEASING.md:10]
    What now?: run
    error: the folder `[REPO]/proof/here`, which the commands would run in, is not there any more
    help: make the folder again, or reopen the step that made it
    [exit status: 4]
    ");
    let sandbox = sandbox.write("proof/here/it", "");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run", "unknown.build=again", "failed.build=again"]).without_chance(), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 2
    Build
    runs (in `proof/here`):
        pwd
    [build · RELEASING.md:10]
    warning: this step began at 2026-03-28T09:00:00Z, and this program ended before it did: nobody knows whether its commands ran to their end
    Look at what they would have left behind, then decide. Nothing is run again by itself.
    Did it end well?: again
      | [REPO]/proof/here
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: fetch it (`git fetch --tags`); the record is written when the run ends

    1.2.0 is through: 2 steps done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    warning: nobody asked for the answer `failed.build`
    warning: nobody asked for the answer `step.build`
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
    runs (in the top of the repository):
        kill -9 $$
    [build · RELEASING.md:3]
    What now?: run
    stopped by signal 9 after [TIME]

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Build
    runs (in the top of the repository):
        kill -9 $$
    [build · RELEASING.md:3]
    warning: the commands of this step did not end well: stopped by signal 9
    error: step `build` failed: stopped by signal 9
    help: mend what it says above, then go on with `shepherd guide`: it continues at this step
    help: or answer beforehand with `--answer failed.build=again` (done, skip, undo, pause)
    [exit status: 4]
    "#);
}

#[test]
fn the_document_changes_meanwhile() {
    let document = "# Releasing\n\n1. Look around <!-- shepherd: id = \"look\" -->\n2. Build\n3. Sign\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.look=done"]);
    let changed = "# Releasing\n\n1. Look all around <!-- shepherd: id = \"look\" -->\n2. Measure\n3. Build\n";
    let sandbox = sandbox.write("RELEASING.md", changed);
    insta::assert_snapshot!(answer(&sandbox, ["step.measure=done", "step.build=done"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    RELEASING.md changed since it was last looked at
      new: Measure
      gone: Sign
      changed: Look all around
    What is done stays done. The run goes on with the document as it is now.

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Measure
    [measure · RELEASING.md:4]
    What now?: done
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Build
    [build · RELEASING.md:5]
    What now?: done
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: fetch it (`git fetch --tags`); the record is written when the run ends

    1.2.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn the_document_is_gone_meanwhile() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    std::fs::remove_file(sandbox.path("RELEASING.md")).expect("it is there");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · origin/main:RELEASING.md:4]
    What now?: run
    exit code 0 after [TIME]
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · origin/main:RELEASING.md:11]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.tell-people=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    let sandbox = Sandbox::in_memory().releasing(THREE).git(["checkout", "--quiet", "-b", "line"]);
    answer(&sandbox, ["step.look-around=done"]);
    let sandbox = sandbox.git(["rm", "--quiet", "RELEASING.md"]).git(["commit", "--quiet", "-m", "Remove"]);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · origin/main:RELEASING.md:4]
    What now?: run
    exit code 0 after [TIME]
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · origin/main:RELEASING.md:11]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.tell-people=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn somebody_else_holds_the_run() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    let other = |arguments: &[&str]| sandbox.shepherd([&["guide", "1.2.0", "--as", "octocat"], arguments].concat());
    insta::assert_snapshot!(other(&[]), @"
    ------- stderr -------
    error: the run of 1.2.0 is held by @mona, and you are @octocat
    help: do one step of it with `shepherd guide 1.2.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
    insta::assert_snapshot!(other(&["--step", "build", "--answer", "step.build=done"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · RELEASING.md:4]
    What now?: done
    done
    [exit status: 0]
    ");
    insta::assert_snapshot!(other(&["--take-over"]), @r#"
    ------- stderr -------
    error: cannot ask "Why do you take it over from @mona?" because the input is not a terminal
    help: pass `--answer reason.take-over=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(other(&["--take-over", "--reason", "mona is away", "--answer", "step.tell-people=done"]), @"
    ------- stderr -------
    Why do you take it over from @mona?: mona is away
    the run is yours now; it was @mona's
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · RELEASING.md:11]
    What now?: done
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: fetch it (`git fetch --tags`); the record is written when the run ends

    1.2.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: the run of 1.2.0 is held by @octocat, and you are @mona
    help: do one step of it with `shepherd guide 1.2.0 --step ID`
    help: or take it over, if that is agreed, with `--take-over --reason WHY`
    [exit status: 5]
    ");
}

#[test]
fn a_run_is_given_up() {
    let sandbox = project();
    insta::assert_snapshot!(guide(&sandbox, ["--abandon", "--reason", "x"]), @"
    ------- stderr -------
    error: there is no run of 1.2.0, so `--abandon` has nothing to do
    help: `shepherd status` lists the runs
    [exit status: 2]
    ");
    answer(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--abandon"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: cannot ask "Why is it given up?" because the input is not a terminal
    help: pass `--answer reason.abandon=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, ["--abandon", "--reason", "the build is broken"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    Why is it given up?: the build is broken
    1.2.0 is given up; its log stays
    [exit status: 0]
    ");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: the run of 1.2.0 was given up: the build is broken
    help: begin another version; its log stays
    [exit status: 5]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "--as", "mona"]), @"
    ------- stderr -------
    error: no run is open, and no version was named
    help: begin one with `shepherd guide VERSION`
    [exit status: 2]
    ");
}

#[test]
fn a_run_is_renamed() {
    let sandbox = project().tag("1.1.0");
    answer(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "two"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: `two` is not a version
    help: write it without a `v`, for example `5.5.0`, `5.5.0rc1` or `2026.11.0`
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "1.1.0"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: the version 1.1.0 exists: the tag `1.1.0`
    help: choose another version
    [exit status: 5]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "1.0.9"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    the run of 1.2.0 is the run of 1.0.9 now, a minor release

    ── 1.0.9 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · RELEASING.md:4]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, ["--rename", "2.0.0", "--answer", "step.build=done", "--answer", "step.tell-people=quit"]), @"
    ------- stderr -------
    error: there is no run of 1.2.0, so `--rename` has nothing to do
    help: `shepherd status` lists the runs
    [exit status: 2]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["guide", "--as", "mona", "--answer", "step.tell-people=done"]), @r#"
    ------- stderr -------
    Release 1.0.9 from main: going on

    ── 1.0.9 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · RELEASING.md:4]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn a_candidate_failed() {
    let document = "# Releasing\n\n## Prepare\n\n1. Look around\n\n## Candidate\n\n1. Build\n2. Try it\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.look-around=done", "step.build=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--respin", "--reason", "it does not start"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    What was wrong with it?: it does not start
    "Prepare" begins again; 0 steps and the target are put aside, and stay in the log
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 1 of 3
    Look around
    [prepare/look-around · RELEASING.md:5]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.prepare/look-around=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn a_step_is_opened_again() {
    let sandbox = project();
    answer(&sandbox, ["step.look-around=done"]);
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "build", "--reason", "x"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: step `build` is not settled, so it is still open
    help: `shepherd status` shows where the run stands
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "look-arround", "--reason", "x"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: `RELEASING.md` has no step `look-arround` for this release
    help: did you mean `look-around`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--reopen", "look-around", "--reason", "it was dark"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    Why once more?: it was dark
    look-around is open again

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Look around
    [look-around · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.look-around=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn a_step_is_taken_back() {
    let document = "# Releasing\n\n1. Build <!-- shepherd: undo = \"rm proof/build\" -->\n\n   ```bash\n   mkdir -p proof\n   touch proof/build\n   ```\n\n2. Tell people\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    answer(&sandbox, ["step.build=run"]);
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "tell-people"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: step `tell-people` has no command that takes it back
    help: take it back by hand, then `shepherd guide --reopen ID`
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "build", "--answer", "undo.build=yes"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    This takes it back:
        rm proof/build
    Run it?: yes
    taken back

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    Build
    runs (in the top of the repository):
        mkdir -p proof
        touch proof/build
    taken back by: rm proof/build
    [build · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(!sandbox.exists("proof/build"));
    insta::assert_snapshot!(guide(&sandbox, ["--undo", "build", "--answer", "undo.build=yes"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    This takes it back:
        rm proof/build
    Run it?: yes
      | rm: cannot remove 'proof/build': No such file or directory
    warning: taking it back did not end well: exit code 1

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 2
    Build
    runs (in the top of the repository):
        mkdir -p proof
        touch proof/build
    taken back by: rm proof/build
    [build · RELEASING.md:3]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn an_answer_or_a_step_is_mistyped() {
    let sandbox = project();
    insta::assert_snapshot!(answer(&sandbox, ["step.look-around=done", "step.biuld=run"]), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 3
    Look around
    [look-around · RELEASING.md:3]
    What now?: done
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · RELEASING.md:4]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.build=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=rum"]), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (in the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    [build · RELEASING.md:4]
    What now?: rum
    error: `rum` is no answer to "What now?"
    help: answer `step.build` with one of: run, done, skip, note, mentor, back, pause, quit
    [exit status: 2]
    "#);
    insta::assert_snapshot!(guide(&sandbox, ["--step", "biuld"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    error: `RELEASING.md` has no step `biuld` for this release
    help: did you mean `build`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(guide(&sandbox, ["--answer", "step.build"]), @"
    ------- stderr -------
    error: `--answer step.build` has no `=`
    help: write it as KEY=VALUE, for example `--answer step.tag=run`
    [exit status: 2]
    ");
}
