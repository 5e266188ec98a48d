//! `shepherd status`: where a run stands, after `shepherd guide` has walked a part of it.

use std::fs;

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

/// Two phases; a command that fails as long as a file is missing, a wait, a step for other releases, and one that needs
/// another.
const RELEASING: &str = "\
# Releasing

## Prepare

- [ ] Read what changed

- [ ] Run the tests

  ```bash
  test -e passes
  echo \"tested ${VERSION}\"
  ```

- [ ] (major only) Tell the users of the old version

## Publish

Take a breath before you go on.

- [ ] Announce it <!-- shepherd: id = \"announce\", needs = [\"publish\"] -->

- [ ] Tag and publish <!-- shepherd: id = \"publish\", why = \"users wait for it\" -->

  ```bash
  echo \"publishing ${TAG} of ${BRANCH}\"
  ```

  - [ ] Look at the page
  - [ ] Thank the contributors
";

const READ: &str = "step.prepare/read-what-changed=done";

fn project() -> Sandbox {
    Sandbox::new()
        .shell_tools()
        .commit("Start")
        .tag("1.0.0")
        .commit_files("Say how to release", &[("RELEASING.md", RELEASING)])
        .git(["config", "shepherd.login", "mona"])
}

/// Goes on with the run, with answers.
fn guide(sandbox: &Sandbox, flags: &[&str], answers: &[&str]) -> Output {
    let mut arguments = vec!["guide", "1.1.0"];
    arguments.extend(flags);
    for answer in answers {
        arguments.extend(["--answer", answer]);
    }
    sandbox.shepherd(arguments)
}

/// A run that was begun, with one step done, one that failed, and a note.
fn begun() -> Sandbox {
    let sandbox = project();
    guide(
        &sandbox,
        &["--branch", "main", "--mentor", "octo"],
        &[
            READ,
            "step.prepare/run-the-tests=run",
            "failed.prepare/run-the-tests=quit",
            "check.start.*=override",
            "reason.*=it is a test",
        ],
    )
    .success();
    let sandbox = sandbox.now("2026-03-28T09:12:00Z");
    guide(&sandbox, &[], &["failed.prepare/run-the-tests=note", "note.prepare/run-the-tests=which file is missing?"])
        .failure(4);
    sandbox.now("2026-03-28T09:30:00Z")
}

#[test]
fn nothing_goes_on() {
    let sandbox = project();
    assert_snapshot!(sandbox.shepherd(["status"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--json"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "1.1.0"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "next-week"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--rehearsal"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--watch"]), @"");
}

#[test]
fn help_is_for_the_first_time() {
    assert_snapshot!(Sandbox::new().shepherd(["status", "--help"]), @"");
}

#[test]
fn a_run_that_failed_at_a_step() {
    let sandbox = begun();
    let before = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    assert_snapshot!(sandbox.shepherd(["status"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--timeline"]), @"");
    assert_eq!(sandbox.git_output(["rev-parse", "refs/shepherd/store"]), before, "status wrote something");
}

#[test]
fn the_steps_that_are_left_can_be_followed_without_the_tool() {
    assert_snapshot!(begun().shepherd(["status", "--markdown"]), @"");
}

#[test]
fn programs_get_everything() {
    assert_snapshot!(begun().shepherd(["status", "--json", "--timeline"]), @"");
}

#[test]
fn whose_run_it_is_decides_what_is_mine() {
    let sandbox = begun();
    assert_snapshot!(sandbox.shepherd(["status", "--mine", "--as", "newcomer"]), @"");
    assert!(sandbox.shepherd(["status", "--mine"]).success().stdout().starts_with("1.1.0: a minor release"));
    guide(&sandbox, &[], &["failed.prepare/run-the-tests=again", "step.publish=mentor"]).failure(4);
    let mentor = sandbox.shepherd(["status", "--mine", "--as", "@octo"]).success();
    assert!(!mentor.stdout().contains("asked"), "the mentor was not asked yet:\n{mentor}");
}

#[test]
fn the_document_may_be_gone() {
    let sandbox = begun().git(["rm", "--quiet", "RELEASING.md"]).commit("Tidy up");
    assert_snapshot!(sandbox.shepherd(["status"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--markdown"]), @"");
}

#[test]
fn a_guide_that_works_on_it_is_seen() {
    let sandbox = begun();
    let folder = sandbox.path(".git/shepherd/runs/local/repo");
    let note = r#"{"process":12,"host":"ada","since":"2026-03-28T09:20:00Z"}"#;
    fs::write(folder.join("1.1.0.holder.json"), note).unwrap();
    let held = |output: &Output| output.stdout().lines().find(|line| line.starts_with("  held by")).unwrap().to_owned();
    let left = sandbox.shepherd(["status"]).success();
    assert_snapshot!(held(&left), @"");
    let lock = fs::OpenOptions::new().write(true).open(folder.join("1.1.0.lock")).unwrap();
    lock.lock().unwrap();
    let taken = sandbox.shepherd(["status"]).success();
    assert_snapshot!(held(&taken), @"");
    let json = sandbox.shepherd(["status", "--json"]).success();
    assert!(json.stdout().contains("\"is_open_now\": true"), "{json}");
}

#[test]
fn several_runs_have_a_line_each_and_a_damaged_one_hides_no_other() {
    let sandbox = begun();
    sandbox
        .shepherd([
            "guide",
            "1.0.1",
            "--branch",
            "main",
            "--answer",
            "check.start.*=override",
            "--answer",
            "reason.*=a test",
            "--answer",
            "step.*=pause",
        ])
        .success();
    sandbox.shepherd(["guide", "1.0.1", "--abandon", "--reason", "nobody needs it"]).success();
    sandbox
        .shepherd([
            "guide",
            "1.2.0",
            "--branch",
            "main",
            "--answer",
            "check.start.*=override",
            "--answer",
            "reason.*=a test",
            "--answer",
            "step.*=pause",
        ])
        .success();
    assert_snapshot!(sandbox.shepherd(["status"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--all"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "--markdown"]), @"");
    let tree = sandbox.git_output(["cat-file", "-p", "refs/shepherd/store:runs/local/repo/1.2.0.jsonl"]);
    for (log, code) in [(tree.replace("\"format\":1", "\"format\":9") + "\n", 5), ("{}\n".to_owned(), 3)] {
        rewrite(&sandbox, "runs/local/repo/1.2.0.jsonl", &log);
        let output = sandbox.shepherd(["status"]).failure(code);
        assert!(output.stdout().starts_with("1.1.0: a minor release"), "{output}");
        assert!(output.stderr().contains("1.2.0: "), "{output}");
    }
    assert_snapshot!(sandbox.shepherd(["status", "1.2.0"]), @"");
}

/// Makes a commit of the store without history, in which a file holds something else.
fn rewrite(sandbox: &Sandbox, path: &str, text: &str) {
    let index = sandbox.path("[SANDBOX]/index").display().to_string();
    let git = |arguments: &[&str], input: Option<&[u8]>| {
        let variable = format!("--work-tree={}", sandbox.path("[SANDBOX]").display());
        let mut all = vec![variable.as_str()];
        all.extend(arguments);
        let output = sandbox.try_git(&all, input);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let blob = git(&["hash-object", "-w", "--stdin"], Some(text.as_bytes()));
    let tree = git(&["ls-tree", "-r", "refs/shepherd/store"], None);
    fs::remove_file(&index).ok();
    // A tree is built from the inside out: `git mktree` takes one level.
    let mut lines: Vec<String> = tree.lines().filter(|line| !line.ends_with(path)).map(str::to_owned).collect();
    lines.push(format!("100644 blob {blob}\t{path}"));
    let logs: Vec<String> = lines
        .iter()
        .filter_map(|line| line.split_once("\truns/local/repo/").map(|(head, name)| format!("{head}\t{name}")))
        .collect();
    let top: Vec<String> = lines.iter().filter(|line| !line.contains('/')).cloned().collect();
    let mut inner = git(&["mktree"], Some((logs.join("\n") + "\n").as_bytes()));
    for name in ["repo", "local"] {
        inner = git(&["mktree"], Some(format!("040000 tree {inner}\t{name}\n").as_bytes()));
    }
    let whole = format!("{}\n040000 tree {inner}\truns\n", top.join("\n"));
    let tree = git(&["mktree"], Some(whole.as_bytes()));
    let commit = git(&["commit-tree", "-m", "rewritten", &tree], None);
    git(&["update-ref", "refs/shepherd/store", &commit], None);
}

#[test]
fn a_rehearsal_has_its_own_status() {
    let sandbox = project();
    guide(
        &sandbox,
        &["--branch", "main", "--rehearse"],
        &[READ, "step.*=pause", "check.start.*=override", "reason.*=it is a test"],
    )
    .success();
    assert_snapshot!(sandbox.shepherd(["status"]), @"");
    assert_snapshot!(sandbox.shepherd(["status", "1.1.0", "--rehearsal"]), @"");
}
