//! A run has one issue, whatever happens while it is opened.

use super::{PLAIN, begin, guide, issue, project, site, words};
use crate::support::Failure;

#[test]
fn a_second_guide_opens_no_second_issue() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    for _ in 0..3 {
        drop(begin(&sandbox, "'step.tell' = 'quit'\n").success());
    }
    let writes = github
        .requests()
        .iter()
        .filter(|request| request.method == "POST" && request.path.ends_with("/issues"))
        .count();
    assert_eq!((writes, issue(&github).number), (1, 1));
}

#[test]
fn an_answer_that_is_lost_opens_no_second_issue() {
    for failure in [Failure::ServerError(502), Failure::Dropped, Failure::Html, Failure::Truncated] {
        let github = site();
        let sandbox = project(&github, PLAIN);
        github.fail_write(failure.clone().after_writing());
        let output = begin(&sandbox, "'step.tell' = 'quit'\n").success();
        assert!(
            output.stderr().contains("tracking issue: https://github.com/octo/hello/issues/1\n"),
            "{failure:?}: {output}"
        );
        drop(guide(&sandbox, &[], "'step.tell' = 'quit'\n").success());
        assert!(issue(&github).is_open);
    }
}

/// A debug build alone has the places where a guide can be killed.
#[cfg(debug_assertions)]
#[test]
fn a_guide_that_is_killed_between_the_issue_and_its_event_leaves_one() {
    let github = site();
    let first = project(&github, PLAIN);
    let arguments =
        [words(&first, "'step.tell' = 'quit'\n").as_slice(), &["1.1.0", "--branch", "main", "--issue"]].concat();
    let (_, points) = first.shepherd_with_crash_points(&arguments);
    let opened =
        points.iter().position(|name| name == "the issue is opened, and the log does not know").map(|place| place + 1);
    let opened = opened.unwrap_or_else(|| panic!("no such place: {points:?}"));

    let github = site();
    let sandbox = project(&github, PLAIN);
    let arguments =
        [words(&sandbox, "'step.tell' = 'quit'\n").as_slice(), &["1.1.0", "--branch", "main", "--issue"]].concat();
    let killed = sandbox.shepherd_killed_at(opened, &arguments);
    assert_eq!(killed.code(), None, "it was killed: {killed}");
    assert!(issue(&github).is_open);
    let output = begin(&sandbox, "'step.tell' = 'done'\n'step.look' = 'quit'\n").success();
    assert!(output.stderr().contains("tracking issue: https://github.com/octo/hello/issues/1\n"), "{output}");
    assert!(issue(&github).body.contains("- [x] Tell the others"), "{:?}", issue(&github));
}

#[test]
fn whoever_does_one_step_of_another_persons_run_opens_none() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(guide(&sandbox, &["1.1.0", "--branch", "main"], "'step.tell' = 'quit'\n").success());
    let output = sandbox.shepherd(["guide", "--as", "ann", "--step", "look", "--issue", "--answer", "step.look=done"]);
    insta::assert_snapshot!(output, @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    warning: no tracking issue is opened: that is for who holds the run
    hint: leave `--issue` out; the step goes on all the same
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @ann (mona@example.org)
    checklist     RELEASING.md: "Releasing", 4 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 2: Prepare · step 2 of 4
    Look at the log
    then: Wait for the build
    [look · RELEASING.md:6]
    What now? done
    done
    [exit status: 0]
    "#);
    assert!(github.issues(super::PROJECT).is_empty());
}

#[test]
fn an_issue_that_is_gone_is_followed_by_another_where_that_is_asked_for() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(begin(&sandbox, "'step.tell' = 'done'\n'step.look' = 'quit'\n").success());
    let deleted = issue(&github).deleted();
    github.update(super::PROJECT, |repository| repository.with_issue(deleted));
    drop(guide(&sandbox, &[], "'step.look' = 'quit'\n").success());
    assert_eq!(github.issues(super::PROJECT).len(), 1);
    let output = guide(&sandbox, &["--issue"], "'step.look' = 'quit'\n").success();
    assert!(output.stderr().contains("tracking issue: https://github.com/octo/hello/issues/2\n"), "{output}");
    let issues = github.issues(super::PROJECT);
    assert!(issues.len() == 2 && issues[1].body.contains("- [x] Tell the others"), "{issues:?}");
}
