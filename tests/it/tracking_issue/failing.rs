//! A failure to mirror stops no release: each is told with what to do, and the walk ends as it does without an issue.

use std::fmt::Write as _;
use std::time::Duration;

use super::{PLAIN, begin, guide, issue, project, said, site, without_chance};
use crate::support::{Failure, FakeGithub, Repository, Sandbox};

/// The lines of an output that are about the issue, with what follows each.
fn warned(output: &crate::support::Output) -> String {
    let lines: Vec<&str> = output.stderr().lines().collect();
    let mut told = String::new();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| {
        line.starts_with("warning: the tracking issue") || line.starts_with("warning: no tracking issue")
    }) {
        let hints = lines.iter().skip(place + 1).take_while(|line| line.starts_with("hint: "));
        for line in [line].into_iter().chain(hints) {
            writeln!(told, "{line}").expect("a text takes all");
        }
    }
    without_chance(&told)
}

/// Walks to the end, with an issue that cannot be opened.
fn not_opened(name: &str, told: &mut String, github: &FakeGithub) {
    let sandbox = project(github, PLAIN);
    let output = begin(&sandbox, "'step.*' = 'done'\n").success();
    assert!(output.stderr().contains("1.1.0 is through"), "{name}: {output}");
    write!(told, "== {name}\n{}", warned(&output)).expect("a text takes all");
}

#[test]
fn where_it_cannot_be_opened_the_release_goes_on() {
    let mut told = String::new();
    let always = |failure: Failure| {
        let github = site();
        github.fail_always(failure);
        github
    };
    not_opened("a token that is not valid", &mut told, &always(Failure::BadCredentials));
    not_opened("a token without the right", &mut told, &always(Failure::Forbidden));
    let read_only = site();
    read_only.read_only();
    not_opened("a token that may only read", &mut told, &read_only);
    let off = FakeGithub::start([Repository::new(super::PROJECT).without_issues()]);
    not_opened("issues are off", &mut told, &off);
    not_opened("no such project", &mut told, &FakeGithub::start([]));
    not_opened("502 for ever", &mut told, &always(Failure::ServerError(502)));
    not_opened("dropped for ever", &mut told, &always(Failure::Dropped));
    insta::assert_snapshot!(told, @"
    == a token that is not valid
    warning: no tracking issue is opened: GitHub does not accept the token (401)
    hint: make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    == a token without the right
    warning: no tracking issue is opened: the issue “Release 1.1.0” of octo/hello: the token may not do that (Resource not accessible by integration)
    hint: the token needs to read and write issues (`issues: write` in Actions), and organisations with single sign-on want it to be authorised
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    == a token that may only read
    warning: no tracking issue is opened: the issue “Release 1.1.0” of octo/hello: the token may not do that (Resource not accessible by personal access token)
    hint: the token needs to read and write issues (`issues: write` in Actions), and organisations with single sign-on want it to be authorised
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    == issues are off
    warning: no tracking issue is opened: the issue “Release 1.1.0” of octo/hello: the repository has its issues switched off
    hint: switch issues on in the repository's settings, or go on without a tracking issue
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    == no such project
    warning: no tracking issue is opened: octo/hello was not found on GitHub, or the token may not see it
    hint: check the remote's address, or name the project with `--project OWNER/NAME`
    hint: a private repository needs a token that may read it
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    == 502 for ever
    warning: no tracking issue is opened: GitHub did not answer in full after 5 attempts: status 502; missing: the issue “Release 1.1.0”
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    == dropped for ever
    warning: no tracking issue is opened: GitHub did not answer in full after 5 attempts: connection closed before message completed; missing: the issue “Release 1.1.0”
    hint: the release goes on all the same; `shepherd guide --issue` tries again
    ");
}

/// Opens an issue, lets something happen to it, and walks to the end.
fn not_updated(name: &str, told: &mut String, happens: impl FnOnce(&FakeGithub)) {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(begin(&sandbox, "'step.tell' = 'done'\n'step.look' = 'quit'\n").success());
    happens(&github);
    let output = guide(&sandbox, &[], "'step.*' = 'done'\n").success();
    assert!(output.stderr().contains("1.1.0 is through"), "{name}: {output}");
    write!(told, "== {name}\n{}", warned(&output)).expect("a text takes all");
}

#[test]
fn where_it_cannot_be_written_any_more_the_release_goes_on() {
    let mut told = String::new();
    let always = |failure: Failure| move |github: &FakeGithub| github.fail_always(failure);
    not_updated("a token that was revoked", &mut told, always(Failure::BadCredentials));
    not_updated("a token that may only read", &mut told, FakeGithub::read_only);
    not_updated("not found", &mut told, always(Failure::NotFound));
    not_updated("the issue was deleted", &mut told, |github| {
        let deleted = issue(github).deleted();
        github.update(super::PROJECT, |repository| repository.with_issue(deleted));
    });
    not_updated("issues are off", &mut told, |github| github.update(super::PROJECT, Repository::without_issues));
    not_updated("502 for ever", &mut told, always(Failure::ServerError(502)));
    not_updated("dropped for ever", &mut told, always(Failure::Dropped));
    insta::assert_snapshot!(told, @"
    == a token that was revoked
    warning: the tracking issue is not up to date: GitHub does not accept the token (401)
    hint: make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`
    hint: the release goes on all the same; the next `shepherd guide` tries again
    == a token that may only read
    warning: the tracking issue is not up to date: issue #1 of octo/hello: the token may not do that (Resource not accessible by personal access token)
    hint: the token needs to read and write issues (`issues: write` in Actions), and organisations with single sign-on want it to be authorised
    hint: the release goes on all the same; the next `shepherd guide` tries again
    == not found
    warning: the tracking issue is not up to date: issue #1 of octo/hello: it is not there, or the token may not see it
    hint: look at the project's issues; where the issue is gone for good, `shepherd guide --issue` opens a new one
    hint: the release goes on all the same; the next `shepherd guide` tries again
    == the issue was deleted
    warning: the tracking issue is not up to date: issue #1 of octo/hello: it was deleted (This issue was deleted)
    hint: look at the project's issues; where the issue is gone for good, `shepherd guide --issue` opens a new one
    hint: the release goes on all the same; the next `shepherd guide` tries again
    == issues are off
    warning: the tracking issue is not up to date: issue #1 of octo/hello: the repository has its issues switched off
    hint: switch issues on in the repository's settings, or go on without a tracking issue
    hint: the release goes on all the same; the next `shepherd guide` tries again
    == 502 for ever
    warning: the tracking issue is not up to date: issue #1 of octo/hello: nobody knows whether it was written (status 502; GitHub did not answer in full after 5 attempts: status 502; missing: issue #1)
    hint: try again: it is looked for before it is written once more
    hint: the release goes on all the same; the next `shepherd guide` tries again
    == dropped for ever
    warning: the tracking issue is not up to date: issue #1 of octo/hello: nobody knows whether it was written (connection closed before message completed; GitHub did not answer in full after 5 attempts: connection closed before message completed; missing: issue #1)
    hint: try again: it is looked for before it is written once more
    hint: the release goes on all the same; the next `shepherd guide` tries again
    ");
}

#[test]
fn what_failed_once_is_made_up_for() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(begin(&sandbox, "'step.tell' = 'quit'\n").success());
    github.fail_always(Failure::ServerError(502));
    drop(guide(&sandbox, &[], "'step.tell' = 'done'\n'step.look' = 'quit'\n").success());
    assert!(!issue(&github).body.contains("- [x]"));
    github.recover();
    drop(guide(&sandbox, &[], "'step.look' = 'quit'\n").success());
    assert!(issue(&github).body.contains("- [x] Tell the others"));
}

#[test]
fn without_a_token_or_github_it_is_told() {
    let github = site();
    let with = |sandbox: Sandbox, arguments: &[&str]| {
        let all = [&["1.1.0", "--branch", "main", "--issue"], arguments].concat();
        let output = guide(&sandbox, &all, "'step.*' = 'done'\n").success();
        assert!(output.stderr().contains("1.1.0 is through"), "{output}");
        warned(&output)
    };
    let elsewhere = project(&github, PLAIN)
        .git(["remote", "set-url", "origin", "https://git.example.org/octo/hello.git"])
        .write(".shepherd.toml", "");
    let elsewhere = elsewhere.git(["commit", "--quiet", "--all", "--message", "Elsewhere"]);
    let told = [
        with(project(&github, PLAIN).without_env("GITHUB_TOKEN"), &[]),
        with(project(&github, PLAIN), &["--offline"]),
        with(elsewhere, &["--answer", "check.start.*=override", "--reason", "it is elsewhere"]),
    ];
    insta::assert_snapshot!(told.join("\n"), @"
    warning: no tracking issue is opened: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    hint: the release goes on all the same; `shepherd guide --issue` opens one later

    warning: no tracking issue is opened: --offline
    hint: the release goes on all the same; `shepherd guide --issue` opens one later

    warning: no tracking issue is opened: the remote `origin` is at git.example.org, not on GitHub
    hint: the release goes on all the same; `shepherd guide --issue` opens one later
    ");
    assert_eq!(github.writes(), 0);
}

#[test]
fn a_github_that_hangs_is_left_after_a_while() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    drop(begin(&sandbox, "'step.tell' = 'quit'\n").success());
    github.fail_always(Failure::Slow(Duration::from_secs(50)));
    let output = guide(&sandbox, &[], "'step.tell' = 'done'\n'step.look' = 'quit'\n").success();
    insta::assert_snapshot!(said(&output), @"
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    warning: the tracking issue is not up to date: GitHub did not answer in full after 1 attempt: no answer in 10 seconds; missing: the newest page
    hint: the release goes on all the same; the next `shepherd guide` tries again
    [exit status: 0]
    ");
    assert!(super::seconds(&output) < 20, "{:?}", output.elapsed());
}
