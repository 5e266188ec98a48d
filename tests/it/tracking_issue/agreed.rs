//! A comment that is a sign-off.

use std::thread;
use std::time::{Duration, Instant};

use super::{SIGNED, add_comment, begin_with_mentor, digest, go_on, guide, issue, project, said, site};
use crate::support::{Comment, Failure, FakeGithub, Sandbox};

/// Comes to the step, and lets a person agree.
fn agreed_by(sandbox: &Sandbox, github: &FakeGithub, login: &str) {
    let asked = begin_with_mentor(sandbox).failure(5);
    add_comment(github, Comment::new(login, &format!("Fine with me.\r\n/shepherd approve upload {}", digest(&asked))));
}

#[test]
fn the_mentor_agrees_in_a_comment() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    agreed_by(&sandbox, &github, "Max");
    insta::assert_snapshot!(said(&go_on(&sandbox)), @"
    What now? run
    @Max agreed in the tracking issue: https://github.com/octo/hello/issues/1#issuecomment-2
    agreed by @Max, verified
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 2 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
    assert_eq!(sandbox.read("proof"), "1.1.0 is uploaded\n");
    assert!(!issue(&github).is_open);
}

#[test]
fn a_comment_is_verified() {
    let github = site();
    let sandbox = project(&github, SIGNED)
        .write(".shepherd.toml", "project = \"octo/hello\"\n[sign-off]\nrequire-verified = true\n")
        .git(["commit", "--quiet", "--all", "--message", "Want more"]);
    agreed_by(&sandbox, &github, "max");
    let output = go_on(&sandbox).success();
    assert!(output.stderr().contains("agreed by @max, verified\n"), "{output}");
}

#[test]
fn what_github_does_not_confirm_is_not_verified() {
    let github = site();
    let document = SIGNED.replace("sign-off = ", "irreversible = true, sign-off = ");
    let sandbox = project(&github, &document)
        .write(".shepherd.toml", "project = \"octo/hello\"\n[sign-off]\nrequire-verified = true\n")
        .git(["commit", "--quiet", "--all", "--message", "Want more"]);
    agreed_by(&sandbox, &github, "max");
    drop(go_on(&sandbox).failure(2));
    github.fail_always(Failure::ServerError(502));
    insta::assert_snapshot!(said(&go_on(&sandbox)), @"
    What now? run
    warning: the comments of the tracking issue were not read: GitHub did not answer in full after 5 attempts: status 502; missing: the comments of issue #1
    hint: whoever agreed there can agree with `shepherd approve` as well
    warning: the agreement of @max does not count: it is only claimed, and a verified one is required
    hint: they sign with a key that the roster has (`git config user.signingkey`), or comment `/shepherd approve STEP DIGEST` in the tracking issue
    warning: nobody was told in the tracking issue: GitHub did not answer in full after 5 attempts: status 502; missing: a comment on issue #1
    hint: tell them yourself; the release goes on all the same
    warning: the tracking issue is not up to date: issue #1 of octo/hello: nobody knows whether it was written (status 502; GitHub did not answer in full after 5 attempts: status 502; missing: issue #1)
    hint: try again: it is looked for before it is written once more
    hint: the release goes on all the same; the next `shepherd guide` tries again
    error: `upload` waits for the sign-off of @max ([DIGEST])
    help: they look at it here, with `shepherd approve 1.1.0 upload --as LOGIN`
    help: or on a machine of their own, once the store is shared: `shepherd store init`
    help: or comment `/shepherd approve upload [DIGEST]` on https://github.com/octo/hello/issues/1
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.upload=wait`
    [exit status: 5]
    ");
}

#[test]
fn a_comment_is_waited_for() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    let asked = begin_with_mentor(&sandbox).failure(5);
    let before = github.requests().len();
    let answers = ["--answer", "step.upload=run", "--answer", "sign-off.upload=wait"];
    let mut waiting = sandbox.shepherd_started([["guide", "--as", "mona"].as_slice(), &answers].concat());
    thread::sleep(Duration::from_secs(3));
    add_comment(&github, Comment::new("max", &format!("/shepherd approve upload {}", digest(&asked))));
    let began = Instant::now();
    while waiting.try_wait().expect("it is ours").is_none() && began.elapsed() < Duration::from_secs(40) {
        thread::sleep(Duration::from_millis(50));
    }
    waiting.kill().ok();
    assert!(waiting.wait().expect("it is ours").success());
    assert!(sandbox.exists("proof"));
    // GitHub is not asked each time that it is looked at the store.
    let requests = github.requests().len() - before;
    assert!(requests <= 12, "{requests} requests");
}

#[test]
fn where_no_mentor_is_named_somebody_in_the_records_agrees() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    drop(sandbox.shepherd(["people", "add", "ann", "--name", "Ann"]).success());
    let answers = "'step.tell' = 'done'\n'step.upload' = 'run'\n";
    let asked = guide(&sandbox, &["1.1.0", "--branch", "main", "--issue"], answers).failure(5);
    let line = format!("/shepherd approve upload {}", digest(&asked));
    add_comment(&github, Comment::new("stranger", &line));
    add_comment(&github, Comment::new("ann", &line));
    insta::assert_snapshot!(said(&go_on(&sandbox)), @"
    What now? run
    warning: the comment of @stranger, who is not in the records, agrees to nothing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: `shepherd people add stranger` brings them in, or `shepherd guide --mentor stranger` asks them
    @ann agreed in the tracking issue: https://github.com/octo/hello/issues/1#issuecomment-3
    agreed by @ann, verified
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 2 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn what_was_agreed_to_is_asked_of_github_again() {
    let github = site();
    let document = SIGNED.replace("sign-off = ", "irreversible = true, sign-off = ");
    let sandbox = project(&github, &document);
    agreed_by(&sandbox, &github, "max");
    // It is taken in, and the guide ends before anything runs: nobody typed the version.
    let output = go_on(&sandbox).failure(2);
    assert!(output.stderr().contains("agreed by @max, verified\n"), "{output}");
    let mut changed = issue(&github);
    changed.comments.pop();
    github.update(super::PROJECT, |repository| repository.with_issue(changed));
    insta::assert_snapshot!(said(&go_on(&sandbox)), @"
    What now? run
    warning: the agreement of @max does not count: it may not be theirs: the comment that it names is gone
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    error: `upload` waits for the sign-off of @max ([DIGEST])
    help: they look at it here, with `shepherd approve 1.1.0 upload --as LOGIN`
    help: or on a machine of their own, once the store is shared: `shepherd store init`
    help: or comment `/shepherd approve upload [DIGEST]` on https://github.com/octo/hello/issues/1
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.upload=wait`
    [exit status: 5]
    ");
    assert!(!sandbox.exists("proof"));
}
