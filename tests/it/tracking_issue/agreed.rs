//! A comment that is a sign-off.

use super::{SIGNED, add_comment, begin_with_mentor, digest, go_on, guide, issue, project, said, site};
use crate::support::{Comment, FakeGithub, Sandbox};

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
    exit code 0 after 0.0 s
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
    exit code 0 after 0.0 s
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
    warning: the agreement of @max does not count: not trusted: the comment that it names is gone
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine
    asked in the tracking issue too: https://github.com/octo/hello/issues/1#issuecomment-1
    error: `upload` waits for the sign-off of @max ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 upload`, on a clone of their own
    help: or comment `/shepherd approve upload [DIGEST]` on https://github.com/octo/hello/issues/1
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.upload=wait`
    [exit status: 5]
    ");
    assert!(!sandbox.exists("proof"));
}
