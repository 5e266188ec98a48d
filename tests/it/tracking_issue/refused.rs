//! Comments that are no sign-off, and what the guide says of each.

use std::fmt::Write as _;

use super::{PROJECT, SIGNED, add_comment, begin_with_mentor, digest, go_on, issue, project, said, site};
use crate::support::Comment;

#[test]
fn what_is_no_agreement_is_told_apart() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    drop(sandbox.shepherd(["people", "add", "ann", "--name", "Ann"]).success());
    let asked = begin_with_mentor(&sandbox).failure(5);
    let line = format!("/shepherd approve upload {}", digest(&asked));
    let before = issue(&github);
    let cases = [
        ("by somebody else", Comment::new("stranger", &line)),
        ("by somebody in the records who was not asked", Comment::new("ann", &line)),
        ("by the shepherd", Comment::new("mona", &line)),
        ("by an app", Comment::new("max[bot]", &line)),
        ("by an account that is gone", Comment::new("", &line)),
        ("edited by somebody else", Comment::new("max", &line).edited_by("stranger")),
        ("edited by an account that is gone", Comment::new("max", &line).edited_by("")),
        ("of an older digest", Comment::new("max", "/shepherd approve upload 0123456789abcdef0123456789abcdef")),
        ("for another step", Comment::new("max", &line.replace("upload", "tell"))),
        ("quoted", Comment::new("max", &format!("> {line}\n\nIs that it?"))),
        ("in a block of code", Comment::new("max", &format!("```\n{line}\n```"))),
        ("in a sentence", Comment::new("max", &format!("I would say {line}"))),
    ];
    let mut told = String::new();
    for (name, comment) in cases {
        let copy = sandbox.copied();
        github.update(PROJECT, |repository| repository.with_issue(before.clone()));
        add_comment(&github, comment);
        let output = go_on(&copy).failure(5);
        assert!(!copy.exists("proof"), "{name}: {output}");
        let lines = said(&output);
        let lines = lines.lines().skip(1).take_while(|line| !line.starts_with("error: "));
        writeln!(told, "== {name}\n{}", lines.collect::<Vec<_>>().join("\n")).expect("a text takes all");
    }
    insta::assert_snapshot!(told, @"
    == by somebody else
    warning: the comment of @stranger, who is not in the records, agrees to nothing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: `shepherd people add stranger` brings them in, or `shepherd guide --mentor stranger` asks them
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == by somebody in the records who was not asked
    @ann agreed in the tracking issue: https://github.com/octo/hello/issues/1#issuecomment-2
    warning: the agreement of @ann does not count: it was not asked for
    hint: ask somebody who may, or name them with `shepherd guide --mentor LOGIN`
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == by the shepherd
    warning: @mona does the step, so their own comment agrees to nothing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: somebody else has to look
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == by an app
    warning: the comment of the app max agrees to nothing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: a person has to say it
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == by an account that is gone
    warning: a comment of an account that is gone agrees to nothing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: somebody who is there has to say it
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == edited by somebody else
    @max agreed in the tracking issue: https://github.com/octo/hello/issues/1#issuecomment-2
    warning: the agreement of @max does not count: it may not be theirs: @stranger changed the comment that it names
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == edited by an account that is gone
    @max agreed in the tracking issue: https://github.com/octo/hello/issues/1#issuecomment-2
    warning: the agreement of @max does not count: it may not be theirs: @ghost changed the comment that it names
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == of an older digest
    warning: @max agreed to something else than what is shown now: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: they look again, and copy the line of the newest request
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == for another step
    warning: @max agreed to `tell`, and not to `upload`: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: the line to copy names `upload`
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == quoted
    warning: the comment of @max only talks of agreeing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: what counts is the line `/shepherd approve upload [DIGEST]` alone, outside of quotations and code
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == in a block of code
    warning: the comment of @max only talks of agreeing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: what counts is the line `/shepherd approve upload [DIGEST]` alone, outside of quotations and code
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    == in a sentence
    warning: the comment of @max only talks of agreeing: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: what counts is the line `/shepherd approve upload [DIGEST]` alone, outside of quotations and code
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    ");
}

#[test]
fn what_changed_since_is_asked_for_anew() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    let asked = begin_with_mentor(&sandbox).failure(5);
    add_comment(&github, Comment::new("max", &format!("/shepherd approve upload {}", digest(&asked))));
    let sandbox = sandbox.write("RELEASING.md", SIGNED.replace("is uploaded", "is uploaded twice"));
    let sandbox = sandbox.git(["commit", "--quiet", "--all", "--message", "Twice"]);
    insta::assert_snapshot!(said(&go_on(&sandbox)), @"
    What now? run
    warning: @max agreed to something else than what is shown now: https://github.com/octo/hello/issues/1#issuecomment-2
    hint: they look again, and copy the line of the newest request
    What is to be agreed to is not what it was, so it is asked for anew.
    This step waits for the sign-off of @max, who sees exactly what is shown here ([DIGEST]).
    In this clone, they agree with `shepherd approve 1.1.0 upload --as LOGIN`.
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-3
    error: `upload` waits for the sign-off of @max ([DIGEST])
    help: they look at it here, with `shepherd approve 1.1.0 upload --as LOGIN`
    help: or on a machine of their own, once the store is shared: `shepherd store init`
    help: or comment `/shepherd approve upload [DIGEST]` on https://github.com/octo/hello/issues/1
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.upload=wait`
    [exit status: 5]
    ");
    let comments = issue(&github).comments;
    assert_eq!(comments.len(), 3, "{comments:?}");
    assert!(comments[2].body.contains("is uploaded twice"), "{comments:?}");
}
