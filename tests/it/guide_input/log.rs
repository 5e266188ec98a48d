//! The log of a run: damaged, of others, in use, and ahead of the clock.

use std::fmt::Write as _;
use std::time::Duration;

use super::{answer, begun, guide, project, rewrite, store};
use crate::support::Sandbox;

#[test]
fn the_clock_goes_backwards() {
    let sandbox = project();
    begun(&sandbox, ["step.look-around=done"]);
    let sandbox = sandbox.now("2026-03-27T08:00:00Z");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    warning: the clock of this machine is 1 d 1 h behind the last thing that was written down; set it right, or times will be off

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (at the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tell people
    [build · RELEASING.md:4]
    What now? run
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
    std::fs::write(sandbox.path("proof/end"), "").expect("the sandbox is writable");
    assert!(first.wait().expect("it is ours").success());
    insta::assert_snapshot!(second.without_chance(), @"
    ------- stderr -------
    error: the run local/remote 1.2.0 is in use by process [PROCESS] on [HOST], since 2026-03-28T09:00:00Z
    help: go on there, or end it there first; nothing was done here
    [exit status: 5]
    ");
}

#[test]
fn the_log_is_damaged() {
    let sandbox = project();
    begun(&sandbox, ["step.look-around=done"]);
    let good = store(&sandbox).1 + "\n";
    let cases = [
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
        writeln!(told, "{name}:").expect("a text takes all");
        told += &output.without_chance();
    }
    insta::assert_snapshot!(told, @"
    empty:
    ------- stderr -------
    error: `runs/local/remote/1.2.0.jsonl` in the store is damaged: it was cut or rewritten: its 0 lines do not begin with the 4 that it had before; `git show [COMMIT]:runs/local/remote/1.2.0.jsonl` shows them
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- runs/local/remote/1.2.0.jsonl` shows how it came to be, and each state before
    help: other runs lie in `refs/shepherd/store` too, so do not move it back: begin this one under another version, or have this one file mended by somebody who knows git, in a new commit
    [exit status: 3]
    cut:
    ------- stderr -------
    error: `runs/local/remote/1.2.0.jsonl` in the store is damaged: it was cut or rewritten: its 4 lines do not begin with the 4 that it had before; `git show [COMMIT]:runs/local/remote/1.2.0.jsonl` shows them
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- runs/local/remote/1.2.0.jsonl` shows how it came to be, and each state before
    help: other runs lie in `refs/shepherd/store` too, so do not move it back: begin this one under another version, or have this one file mended by somebody who knows git, in a new commit
    [exit status: 3]
    changed:
    ------- stderr -------
    error: `runs/local/remote/1.2.0.jsonl` in the store is damaged: it was cut or rewritten: its 4 lines do not begin with the 4 that it had before; `git show [COMMIT]:runs/local/remote/1.2.0.jsonl` shows them
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- runs/local/remote/1.2.0.jsonl` shows how it came to be, and each state before
    help: other runs lie in `refs/shepherd/store` too, so do not move it back: begin this one under another version, or have this one file mended by somebody who knows git, in a new commit
    [exit status: 3]
    newer:
    ------- stderr -------
    error: the log of this run has the format 9, and this version of shepherd knows up to 1
    help: install a newer version of shepherd; nothing was changed
    [exit status: 5]
    ");
}

#[test]
fn a_line_of_the_log_is_no_event() {
    let sandbox = project();
    begun(&sandbox, ["step.look-around=done"]);
    let good = store(&sandbox).1 + "\n";
    let sandbox = rewrite(sandbox, &(good + "{\"what\": \"is this?\"}\n"));
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"
    ------- stderr -------
    error: line 5 of the log of this run is damaged: unknown variant `is this?`, expected one of `started`, `resumed`, `targeted`, `answered`, `checked`, `overridden`, `began`, `ended`, `left-out`, `undo-began`, `undo-failed`, `done`, `skipped`, `noted`, `waiting`, `wait-over`, `reopened`, `undone`, `mentor-asked`, `agreed`, `sign-off-asked`, `signed-off`, `paused`, `checklist-changed`, `followed`, `people-changed`, `respun`, `renamed`, `taken-over`, `handed-over`, `looked-again`, `mirrored`, `recorded`, `abandoned`, `begun-again`, `finished` at line 1 column 19
    help: nothing was changed; each event is a commit of `refs/shepherd/store`: look at its history with `git log -p refs/shepherd/store`
    help: other runs lie there too, so do not move it back: begin this one under another version, or have its one file mended by somebody who knows git, in a new commit
    help: this one file was good last in [COMMIT]: `git show [COMMIT]:runs/local/remote/1.2.0.jsonl` shows it
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
