//! `shepherd` alone: who you are, what runs, what waits for you, and one thing to do next.

use insta::assert_snapshot;

use crate::rotation::team;
use crate::support::terminal::Terminal;
use crate::support::{Output, Sandbox};

/// The second step needs another person's word.
const DOCUMENT: &str = "1. Say it. <!-- shepherd: id = \"say\" -->\n\
    2. Publish it. <!-- shepherd: id = \"publish\", sign-off = \"mentor\" -->\n\n   ```bash\n   echo out\n   ```\n\
    3. Thank them. <!-- shepherd: id = \"thank\" -->\n";

fn bare(sandbox: &Sandbox) -> Output {
    sandbox.shepherd([] as [&str; 0])
}

/// Says who is at the keyboard from now on.
fn login(sandbox: Sandbox, login: &str) -> Sandbox {
    sandbox.git(["config", "shepherd.login", login])
}

fn guide(sandbox: &Sandbox, arguments: &[&str], answers: &[&str]) {
    let answers = answers.iter().flat_map(|answer| ["--answer", answer]);
    let arguments: Vec<&str> = ["guide", "--offline"].iter().chain(arguments).copied().chain(answers).collect();
    let output = sandbox.shepherd(arguments);
    assert!(!output.stderr().contains("error: cannot ask"), "{output}");
}

/// @kim walks 1.4.0 with @mona as mentor, and said the first step is done.
fn walked() -> Sandbox {
    let sandbox = team().shell_tools().tag("1.3.0").commit_files("Say how", &[("RELEASING.md", DOCUMENT)]);
    let begin = ["1.4.0", "--as", "kim", "--branch", "main", "--mentor", "mona"];
    guide(&sandbox, &begin, &["check.clean-tree=override", "step.say=done", "step.publish=quit"]);
    sandbox
}

#[test]
fn outside_of_a_repository_it_leads_to_the_demo() {
    let sandbox = Sandbox::new().directory("[HOME]");
    assert_snapshot!(bare(&sandbox), @"");
    // Who names a folder means one that is in a repository.
    assert_snapshot!(sandbox.shepherd(["--repo", "[SANDBOX]/bin"]), @"");
}

#[test]
fn a_repository_without_commits_has_nothing_to_release() {
    assert_snapshot!(bare(&Sandbox::new()), @"");
}

#[test]
fn without_records_it_says_how_to_say_who_you_are() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").remote("origin", "https://github.com/octo/hello.git");
    assert_snapshot!(bare(&sandbox), @"");
    let sandbox = login(sandbox, "-no-");
    assert_snapshot!(bare(&sandbox), @"");
}

#[test]
fn the_records_of_the_team_are_taken_in_first() {
    let sandbox = team().git(["update-ref", "refs/remotes/origin/release-shepherd", "refs/shepherd/store"]).git([
        "update-ref",
        "-d",
        "refs/shepherd/store",
    ]);
    assert_snapshot!(bare(&login(sandbox, "mona")).stdout(), @"");
}

#[test]
fn what_was_released_before_is_to_be_recorded() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0");
    drop(sandbox.shepherd(["people", "add", "mona", "--alias", "mona@example.org"]).success());
    assert_snapshot!(bare(&sandbox).stdout(), @"");
}

#[test]
fn slots_and_check_ins_wait_for_a_person() {
    let sandbox = team();
    drop(sandbox.shepherd(["rotation", "plan", "--until", "2026-08-31", "--every", "6w", "--yes"]).success());
    let sandbox = login(sandbox, "mona").now("2026-11-28T09:00:00Z");
    assert_snapshot!(bare(&sandbox), @"");
    let sandbox = login(sandbox, "kim").now("2026-12-08T09:00:00Z");
    assert_snapshot!(bare(&sandbox).stdout(), @"");
}

#[test]
fn a_run_waits_for_who_holds_it_and_for_who_is_asked() {
    let sandbox = login(walked(), "kim");
    assert_snapshot!(bare(&sandbox).stdout(), @"");
    guide(&sandbox, &["1.4.0", "--as", "kim"], &["step.publish=run", "run.publish=yes", "sign-off.publish=quit"]);
    assert_snapshot!(bare(&sandbox).stdout(), @"");
    let sandbox = login(sandbox, "mona");
    assert_snapshot!(bare(&sandbox).stdout(), @"");
    let sandbox = login(sandbox, "zoe");
    assert_snapshot!(bare(&sandbox).stdout(), @"");
}

#[test]
fn it_fits_and_writes_nothing() {
    let sandbox = login(walked(), "kim");
    let state = |sandbox: &Sandbox| {
        let files = crate::demo::listing(&sandbox.path("[SANDBOX]"), &[]);
        (files, sandbox.git_output(["for-each-ref"]))
    };
    let before = state(&sandbox);
    for columns in [60, 80, 200] {
        let text = Terminal { columns, variables: &[] }.shows(&sandbox, &[]);
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > usize::from(columns)).collect();
        assert!(wide.is_empty() && text.lines().count() <= 15, "{columns}: {wide:#?}\n{text}");
    }
    assert!(before == state(&sandbox), "something was written");
}

#[test]
fn what_all_commands_take_works_with_it() {
    let sandbox = team();
    let output = sandbox.shepherd(["--quiet"]).success();
    assert_eq!(output.stderr(), "");
    let elsewhere = sandbox.directory("[HOME]");
    assert_eq!(elsewhere.shepherd(["--repo", "[REPO]", "--color", "never"]).success().stdout(), output.stdout());
    assert_snapshot!(elsewhere.shepherd(["gide"]), @"");
}

#[test]
fn what_is_damaged_is_told_and_the_rest_is_shown() {
    let sandbox = team();
    crate::rotation::write_records(&sandbox, &[("people/zoe.toml", "format = 1\nlogin = 7\n")]);
    assert_snapshot!(bare(&login(sandbox, "mona")), @"");
}
