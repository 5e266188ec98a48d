//! Who is asked for something is told in the issue, once.

use super::{SIGNED, go_on, guide, issue, project, site, without_chance};
use crate::support::{Failure, FakeGithub, Sandbox};

#[test]
fn a_sign_off_is_asked_for_with_all_that_must_be_seen() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    let answers = "'step.tell' = 'done'\n'step.upload' = 'run'\n'target' = 'yes'\n";
    let first = guide(&sandbox, &["1.1.0", "--branch", "main", "--mentor", "max", "--issue"], "'step.tell' = 'quit'\n");
    drop(first.success());
    insta::assert_snapshot!(super::said(&guide(&sandbox, &["--target", "main"], answers)), @"
    What now? run
    This step waits for the sign-off of @max, who sees exactly what is shown here ([DIGEST]).
    In this clone, they agree with `shepherd approve 1.1.0 upload --as LOGIN`.
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    error: `upload` waits for the sign-off of @max ([DIGEST])
    help: they look at it here, with `shepherd approve 1.1.0 upload --as LOGIN`
    help: or on a machine of their own, once the store is shared: `shepherd store init`
    help: or comment `/shepherd approve upload [DIGEST]` on https://github.com/octo/hello/issues/1
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.upload=wait`
    [exit status: 5]
    ");
    let comments = issue(&github).comments;
    assert_eq!(comments.len(), 1);
    insta::assert_snapshot!(without_chance(&comments[0].body), @"
    @max: the step “Upload it” of 1.1.0 waits for your sign-off. This is what you would agree to:

    ```
    echo 1.1.0 is uploaded > proof
    ```

    With these values:

    ```
    VERSION = 1.1.0
    ```

    It releases the commit [COMMIT].

    If you agree, comment this line; if anything of it changes, you are asked again:

    ```
    /shepherd approve upload [DIGEST]
    ```

    <!-- shepherd: sign-off [RUN] upload [DIGEST] -->
    ");
    let body = without_chance(&issue(&github).body);
    let waits: Vec<&str> = body.lines().skip_while(|line| *line != "**Waits for**").take(4).collect();
    insta::assert_snapshot!(waits.join("\n"), @"
    **Waits for**

    - `upload`: Upload it
    - a sign-off: comment `/shepherd approve upload [DIGEST]`, or `shepherd approve 1.1.0 upload`
    ");

    // Whoever comes again asks for nothing twice.
    drop(go_on(&sandbox).failure(5));
    drop(go_on(&sandbox).failure(5));
    assert_eq!(issue(&github).comments.len(), 1);
}

#[test]
fn what_could_not_be_asked_is_asked_the_next_time() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    drop(
        guide(&sandbox, &["1.1.0", "--branch", "main", "--mentor", "max", "--issue"], "'step.tell' = 'quit'\n")
            .success(),
    );
    github.fail_always(Failure::ServerError(502));
    drop(guide(&sandbox, &[], "'step.tell' = 'done'\n'step.upload' = 'run'\n").failure(5));
    assert!(issue(&github).comments.is_empty());
    github.recover();
    drop(go_on(&sandbox).failure(5));
    assert_eq!(issue(&github).comments.len(), 1);
}

#[test]
fn an_issue_that_comes_later_asks_as_well() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    let answers = "'step.tell' = 'done'\n'step.upload' = 'run'\n";
    drop(guide(&sandbox, &["1.1.0", "--branch", "main", "--mentor", "max"], answers).failure(5));
    drop(guide(&sandbox, &["--issue"], "'step.upload' = 'run'\n").failure(5));
    assert_eq!(issue(&github).comments.len(), 1);
}

#[test]
fn a_mentor_is_asked_to_look() {
    let github = site();
    let sandbox = project(&github, SIGNED);
    let arguments = ["1.1.0", "--branch", "main", "--issue", "--mentor", "max", "--mentor", "ann"];
    let output = guide(&sandbox, &arguments, "'step.tell' = ['mentor', 'quit']\n").success();
    let from = output.stderr().find("What now? mentor").expect("it was asked");
    insta::assert_snapshot!(&output.stderr()[from..], @r#"
    What now? mentor
    Send this:
      @max, @ann: could you look at step 1 of 2 of the release 1.1.0 with me? "Tell the others" (RELEASING.md, line 3)
    the tracking issue asks as well: https://github.com/octo/hello/issues/1#issuecomment-1
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    "#);
    let comments = issue(&github).comments;
    assert_eq!(comments.len(), 1);
    insta::assert_snapshot!(without_chance(&comments[0].body), @"
    @max, @ann: could you look at step 1 of 2 of the release 1.1.0 with @mona?

    “Tell the others” ([RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md), line 3)

    <!-- shepherd: mentor 1 [RUN] tell -->
    ");
    // Who asks once more asks once more.
    drop(guide(&sandbox, &[], "'step.tell' = ['mentor', 'quit']\n").success());
    assert_eq!(issue(&github).comments.len(), 2);
}

const LEFT: &str = "# Releasing\n\n\
    1. Tell the others <!-- shepherd: id = \"tell\" -->\n\
    2. Upload <b>it</b> <!-- shepherd: id = \"upload\", role = \"pypi-owner\" -->\n";

fn shared(github: &FakeGithub) -> Sandbox {
    let sandbox = project(github, LEFT);
    drop(sandbox.shepherd(["store", "init", "--in-repo", "--yes"]).success());
    sandbox
}

#[test]
fn a_step_that_is_left_to_somebody_tells_them() {
    let github = site();
    let sandbox = shared(&github);
    let answers = "'role.pypi-owner' = '@ann'\n'step.tell' = 'done'\n'others.upload' = 'quit'\n";
    let output = guide(&sandbox, &["1.1.0", "--branch", "main", "--issue"], answers).success();
    assert!(output.stderr().contains("@ann: could you do the step `upload`?"), "{output}");
    let comments = issue(&github).comments;
    assert_eq!(comments.len(), 1);
    insta::assert_snapshot!(without_chance(&comments[0].body), @"
    @ann: could you do the step “Upload it” of 1.1.0? It needs the right `pypi-owner`. On a clone that has this run: `shepherd guide 1.1.0 --step upload`

    <!-- shepherd: others 0 [RUN] upload -->
    ");
    drop(guide(&sandbox, &[], "'others.upload' = 'quit'\n").success());
    assert_eq!(issue(&github).comments.len(), 1);

    // She does it in a clone of her own, and the issue says so.
    let hers = sandbox.copied();
    let step = ["guide", "1.1.0", "--as", "ann", "--step", "upload", "--answer", "step.upload=done"];
    let output = hers.shepherd(step).success();
    assert!(
        issue(&github).body.contains("- [x] Upload it (ann, 2026-03-28 09:00 UTC)"),
        "{output}{:?}",
        issue(&github)
    );
    assert!(issue(&github).is_open);
    let output = guide(&sandbox, &[], "").success();
    assert!(output.stderr().contains("1.1.0 is through"), "{output}");
    assert!(!issue(&github).is_open);
}
