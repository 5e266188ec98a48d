//! Ways back and out: what is refused once a release is out, what a run may still change, and what nobody may lose.

use super::{begin, guide, project};
use crate::support::{Output, Sandbox};

const OUT: &str = "1. Prepare it. <!-- shepherd: id = \"prepare\" -->\n\
    2. Out with it: <!-- shepherd: id = \"out\" -->\n\n   ```bash\n   git tag ${TAG}\n   git push -q origin ${TAG}\n   ```\n\n\
    3. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";

const OUT_NOW: &str = "'step.prepare' = 'done'\n'step.out' = 'run'\n'run.out' = 'yes'\n'target' = 'yes'\n\
    'confirm.out' = '1.1.0'\n'verify.*' = 'no'\n";

/// Says that it ended with this code and said this.
#[track_caller]
fn says(output: &Output, code: i32, words: &str) {
    assert_eq!(output.code(), Some(code), "{output}");
    assert!(output.stderr().contains(words), "{words}: {output}");
}

fn log(sandbox: &Sandbox, version: &str) -> String {
    let files = sandbox.git_output(["ls-tree", "-r", "--name-only", "refs/shepherd/store", "runs/"]);
    let name = format!("/{version}.jsonl");
    let file = files.lines().find(|file| file.ends_with(&name)).expect("the run has a log");
    sandbox.git_output(["show", &format!("refs/shepherd/store:{file}")])
}

#[test]
fn what_is_out_is_not_taken_back() {
    let sandbox = project(OUT);
    let output = begin(&sandbox, OUT_NOW);
    assert!(output.stderr().contains("recorded: 1.1.0, released by @octocat"), "{output}");
    let is_refused = |sandbox: &Sandbox| {
        let before = log(sandbox, "1.1.0");
        let respun = guide(sandbox, &["1.1.0", "--respin", "--reason", "x"], "");
        says(&respun, 5, "1.1.0 is released (`1.1.0` is recorded), so it cannot be begun again");
        let given_up = guide(sandbox, &["1.1.0", "--abandon", "--reason", "x"], "");
        says(&given_up, 5, "1.1.0 is released (`1.1.0` is recorded), so it cannot be given up");
        let renamed = guide(sandbox, &["1.1.0", "--rename", "1.2.0"], "");
        says(&renamed, 5, "1.1.0 is released and recorded");
        let now = log(sandbox, "1.1.0");
        assert!(now.starts_with(&before) && !now.contains("\"respun\"") && !now.contains("\"abandoned\""), "{now}");
    };
    is_refused(&sandbox);
    says(&guide(&sandbox, &[], "'step.tell' = 'done'\n"), 0, "1.1.0 is through: 3 steps done");
    is_refused(&sandbox);
}

#[test]
fn the_tag_of_a_candidate_that_failed_proves_nothing() {
    let document = "1. Tag it: <!-- shepherd: id = \"out\" -->\n\n   ```bash\n   git tag ${TAG}\n   ```\n\n\
        2. Try it. <!-- shepherd: id = \"try\" -->\n";
    let sandbox = project(document);
    drop(begin(&sandbox, OUT_NOW));
    let output = guide(&sandbox, &["1.1.0", "--respin", "--reason", "it does not start"], "");
    says(&output, 2, "the tag `1.1.0` is still here");
    assert!(!output.stderr().contains("It looks done already"), "{output}");
    assert!(output.stderr().contains("cannot ask \"What now?\""), "{output}");
}

#[test]
fn a_reason_that_is_missing_has_a_flag() {
    let sandbox = project(OUT);
    drop(begin(&sandbox, "'step.prepare' = 'done'\n"));
    says(&guide(&sandbox, &["--reopen", "prepare"], ""), 2, "--reason TEXT");
    says(&guide(&sandbox, &["--abandon"], ""), 2, "--reason TEXT");
}

#[test]
fn one_step_alone_waits_for_what_it_needs() {
    let document = "1. Tag it. <!-- shepherd: id = \"tag\" -->\n\
        2. Publish it. <!-- shepherd: id = \"publish\", needs = [\"tag\"] -->\n";
    let sandbox = project(document);
    drop(begin(&sandbox, ""));
    let answers = "'step.publish' = 'done'\n'reason.tag' = 'no time'\n";
    let output = guide(&sandbox, &["1.1.0", "--step", "publish"], answers);
    says(&output, 5, "step `publish` cannot begin yet: it needs `tag`");
    assert!(!log(&sandbox, "1.1.0").contains("\"step\":\"publish\""));
    drop(guide(&sandbox, &["1.1.0", "--step", "tag"], "'step.tag' = 'skip'\n'reason.tag' = 'no time'\n"));
    let output = guide(&sandbox, &["1.1.0", "--step", "publish"], answers);
    says(&output, 0, "it needs `tag`, which was skipped: no time");
    for way in [["--reopen", "tag"], ["--rename", "1.2.0"], ["--undo", "tag"], ["--target", "HEAD"]] {
        let output = guide(&sandbox, &[["1.1.0", "--step", "tag"].as_slice(), &way].concat(), "");
        says(&output, 2, "cannot be used with");
    }
}

#[test]
fn one_step_alone_waits_for_the_time_of_one_before_it() {
    let document = "1. The candidate. <!-- shepherd: id = \"candidate\", wait = \"72h\" -->\n\
        2. Publish it. <!-- shepherd: id = \"publish\" -->\n";
    let sandbox = project(document);
    drop(begin(&sandbox, "'step.candidate' = 'done'\n'wait.candidate' = 'quit'\n"));
    let output = guide(&sandbox, &["1.1.0", "--step", "publish"], "'step.publish' = 'done'\n");
    says(&output, 5, "step `publish` cannot begin yet: `candidate` waits until 2026-03-31T09:00:00Z");
}

#[test]
fn a_step_that_failed_and_is_gone_is_decided_by_a_person() {
    let document = "1. Build it: <!-- shepherd: id = \"build\" -->\n\n   ```bash\n   false\n   ```\n\n\
        2. Tell everybody. <!-- shepherd: id = \"tell\" -->\n";
    let sandbox = project(document);
    says(&begin(&sandbox, "'step.build' = 'run'\n"), 4, "step `build` failed: exit code 1");
    let sandbox = sandbox.write("RELEASING.md", "1. Tell everybody. <!-- shepherd: id = \"tell\" -->\n");
    let answers = "'step.tell' = 'done'\n";
    for _ in 0..2 {
        let output = guide(&sandbox, &[], answers);
        says(&output, 2, "gone.build");
        assert!(
            output.stderr().contains("\"Build it\" is not in RELEASING.md any more: its commands failed"),
            "{output}"
        );
    }
    let answers = format!("'gone.build' = 'skip'\n'reason.build' = 'CI builds it'\n{answers}");
    says(&guide(&sandbox, &[], &answers), 0, "1.1.0 is through: 1 step done, 1 skipped");
}

#[test]
fn a_procedure_with_another_heading_is_found_by_its_steps() {
    let steps = "1. Look around\n2. Build\n3. Tell people\n";
    let other = "1. Think\n2. Write\n";
    let document = |heading: &str| format!("# {heading}\n\n{steps}\n# Patch release\n\n{other}");
    let sandbox = project(&document("Minor release"));
    let arguments = ["1.1.0", "--branch", "main", "--procedure", "Minor release"];
    drop(guide(&sandbox, &arguments, "'step.look-around' = 'done'\n'step.*' = 'quit'\n"));
    let sandbox = sandbox.write("RELEASING.md", document("Feature release"));
    let output = guide(&sandbox, &[], "'step.*' = 'quit'\n");
    says(&output, 0, "follows \"Feature release\" of RELEASING.md from here");
    let sandbox = sandbox
        .write("RELEASING.md", "# Major release\n\n1. Sing\n2. Dance\n\n# Security release\n\n1. Jump\n2. Run about\n");
    says(&guide(&sandbox, &[], ""), 2, "describes several procedures, and none was chosen");
    let output = guide(&sandbox, &[], "procedure = 'Security release'\n'step.*' = 'quit'\n");
    says(&output, 0, "follows \"Security release\" of RELEASING.md from here");
}

#[test]
fn people_of_a_run_change_and_its_line_does_not() {
    let sandbox = project(OUT);
    drop(begin(&sandbox, "'step.prepare' = 'done'\n'step.out' = 'quit'\n"));
    let quit = "'step.out' = 'quit'\n";
    says(&guide(&sandbox, &["1.1.0", "--mentor", "mona"], quit), 0, "mentored by   @mona");
    assert!(log(&sandbox, "1.1.0").contains("\"people-changed\""));
    assert!(!guide(&sandbox, &["1.1.0", "--mentor", "mona"], quit).stderr().contains("mentored by"));
    let before = log(&sandbox, "1.1.0");
    for (flags, words) in [
        (["--branch", "5.x"].as_slice(), "releases from `main`, and `--branch 5.x` does not change that"),
        (["--security"].as_slice(), "mends no vulnerability"),
        (["--procedure", "Other"].as_slice(), "does not change that"),
    ] {
        says(&guide(&sandbox, &[["1.1.0"].as_slice(), flags].concat(), quit), 2, words);
    }
    assert_eq!(log(&sandbox, "1.1.0"), before);
    let arguments = ["guide", "1.1.0", "--as", "ann", "--step", "tell", "--mentor", "ann"];
    assert_ne!(sandbox.shepherd(arguments).code(), Some(0));
    assert!(!log(&sandbox, "1.1.0").contains("\"mentors\":[\"ann\"]"));
}

#[test]
fn another_document_stays_the_one_that_is_followed() {
    let sandbox = project(OUT);
    drop(begin(&sandbox, "'step.prepare' = 'done'\n'step.out' = 'quit'\n"));
    let sandbox = sandbox.write("OTHER.md", "1. Sing. <!-- shepherd: id = \"sing\" -->\n");
    let output = guide(&sandbox, &["1.1.0", "--file", "OTHER.md"], "'step.sing' = 'quit'\n");
    says(&output, 0, "of OTHER.md from here");
    let output = guide(&sandbox, &["1.1.0"], "'step.sing' = 'quit'\n");
    says(&output, 0, "[sing · OTHER.md:1]");
    assert!(!output.stderr().contains("changed since"), "{output}");
}

#[test]
fn a_run_that_was_given_up_is_begun_anew() {
    let sandbox = project(OUT);
    drop(begin(&sandbox, "'step.prepare' = 'done'\n'step.out' = 'quit'\n"));
    says(&guide(&sandbox, &["--abandon", "--reason", "a mistake"], ""), 0, "1.1.0 is given up");
    says(&begin(&sandbox, ""), 5, "the run of 1.1.0 was given up: a mistake");
    let output = begin(&sandbox, "begin-again = 'yes'\n'step.prepare' = 'quit'\n");
    says(&output, 0, "[prepare · RELEASING.md:1]");
    assert!(output.stderr().contains("Release 1.1.0: a minor release from main after 1.0.0"), "{output}");
    says(&guide(&sandbox, &["--abandon", "--reason", "again"], ""), 0, "1.1.0 is given up");
    let sandbox = sandbox.git(["tag", "1.1.0"]);
    says(&begin(&sandbox, "begin-again = 'yes'\n"), 5, "the run of 1.1.0 was given up: again");
}

#[test]
fn a_tag_that_only_this_clone_has_is_no_release_yet() {
    let document = "1. Tag it: <!-- shepherd: id = \"out\" -->\n\n   ```bash\n   git tag ${TAG}\n   ```\n";
    let sandbox = project(document);
    let output = begin(&sandbox, OUT_NOW);
    says(&output, 0, "warning: the release is not recorded: ");
    assert!(output.stderr().contains("push the tag (`git push origin 1.1.0`)"), "{output}");
    assert!(!log(&sandbox, "1.1.0").contains("\"recorded\""));
    let sandbox = sandbox.git(["push", "-q", "origin", "1.1.0"]);
    says(&guide(&sandbox, &["1.1.0"], ""), 0, "recorded: 1.1.0, released by @octocat");
    assert!(!guide(&sandbox, &["1.1.0"], "").stderr().contains("recorded:"));
}

#[test]
fn a_release_is_recorded_before_its_wait_which_keeps_how_it_was_done() {
    let document = OUT.replace("id = \"out\"", "id = \"out\", wait = \"72h\"");
    let sandbox = project(&document);
    let output = begin(&sandbox, &format!("{OUT_NOW}'wait.out' = 'quit'\n"));
    says(&output, 0, "recorded: 1.1.0, released by @octocat");
    let sandbox = sandbox.now("2026-04-01T09:00:00Z");
    says(&guide(&sandbox, &[], "'step.tell' = 'done'\n"), 0, "the wait is over");
    let log = log(&sandbox, "1.1.0");
    let done = log.lines().find(|line| line.contains("\"done\":{\"step\":\"out\"")).expect("it is done");
    assert!(done.contains("\"how\":\"ran\"") && done.contains("\"proof\":\"proven\""), "{done}");
}

#[test]
fn a_step_of_which_nothing_ran_is_not_done_by_itself() {
    let document = "1. Build it: <!-- shepherd: id = \"build\" -->\n\n   ```bash\n   touch one\n   ```\n\n   ```bash\n   touch two\n   ```\n";
    let sandbox = project(document);
    let unknown = "'step.build' = 'run'\n'block.build.2' = 'leave-out'\n";
    says(&begin(&sandbox, unknown), 0, "1.1.0 is through: 1 step done");
    let failing = document.replace("touch one", "kill -9 $PPID");
    let sandbox = project(&failing);
    drop(begin(&sandbox, "'step.build' = 'run'\n"));
    let left = "'unknown.build' = 'next'\n'block.build.2' = 'leave-out'\n";
    says(&guide(&sandbox, &[], left), 2, "left-out.build");
    says(&guide(&sandbox, &[], "'left-out.build' = 'skip'\n'reason.build' = 'x'\n"), 0, "0 steps done, 1 skipped");
}

#[test]
fn the_newest_release_of_the_line_may_be_on_the_remote_alone() {
    let sandbox = project(OUT)
        .commit_files("A newer release", &[("docs/index.md", "# Newer\n")])
        .tag("1.0.1")
        .git(["push", "--quiet", "origin", "main", "--tags"])
        .git(["fetch", "--quiet", "origin"])
        .git(["reset", "--quiet", "--hard", "HEAD~1"]);
    let output = begin(&sandbox, "'step.prepare' = 'quit'\n");
    says(&output, 0, "a minor release from main after 1.0.1");
    assert!(output.stderr().contains("warning: `main` is 1 commit behind `origin/main`"), "{output}");
}

#[test]
fn a_rehearsal_that_was_killed_while_it_was_made_is_made_anew_and_found_after_a_rename() {
    let sandbox = project("1. Look. <!-- shepherd: id = \"look\" -->\n2. Tell. <!-- shepherd: id = \"tell\" -->\n");
    let sandbox = sandbox.write(".git/shepherd/rehearsal/1.1.0/home/half", "made");
    let quit = "'step.look' = 'quit'\n";
    says(&guide(&sandbox, &["1.1.0", "--branch", "main", "--rehearse"], quit), 0, "This is a rehearsal");
    assert!(!sandbox.exists(".git/shepherd/rehearsal/1.1.0/home/half"));
    let renamed =
        guide(&sandbox, &["1.1.0", "--rehearse", "--rename", "1.2.0"], "'step.look' = 'done'\n'step.tell' = 'quit'\n");
    says(&renamed, 0, "the run of 1.1.0 is the run of 1.2.0 now");
    let output = guide(&sandbox, &["1.2.0", "--rehearse"], "'step.tell' = 'quit'\n");
    says(&output, 0, "going on with the rehearsal");
    assert!(output.stderr().contains("[tell · "), "{output}");
    let output = guide(&sandbox, &["1.1.0", "--branch", "main", "--rehearse"], quit);
    says(&output, 0, "Rehearsal of 1.1.0: a minor release");
}
