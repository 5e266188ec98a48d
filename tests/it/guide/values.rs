//! What goes from one step to the next: the folder, variables, values that are asked for, and no secret.

use super::{begin, guide, project, step, told};

#[test]
fn the_folder_and_named_variables_carry_over_and_exports_do_not() {
    let document = [
        step("enter", "", "cd docs\nNAME=\"a b\"\nexport LOST=1\nHIDDEN_TOKEN=abc"),
        step("look", "", "ls\necho \"name is $NAME, lost is ${LOST:-gone}\""),
        step("leave", "", "cd ..\nls"),
    ];
    let sandbox = project(&document.concat());
    insta::assert_snapshot!(told(&begin(&sandbox, "'step.enter' = 'run'\n'step.look' = 'quit'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    enter it
    runs (at the top of the repository):
        cd docs
        NAME="a b"
        export LOST=1
        HIDDEN_TOKEN=abc
    if it fails: nothing after it runs; mend what it says, and run it again
    then: look it
    [enter · RELEASING.md:1]
    What now? run
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    look it
    runs (in `docs`):
        NAME='a b'
        ls
        echo "name is ${NAME}, lost is ${LOST:-gone}"
    if it fails: nothing after it runs; mend what it says, and run it again
    then: leave it
    [look · RELEASING.md:9]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    // Another process goes on in the same folder.
    insta::assert_snapshot!(told(&guide(&sandbox, &[], "'step.*' = 'run'\n'run.*' = 'yes'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    look it
    runs (in `docs`):
        NAME='a b'
        ls
        echo "name is ${NAME}, lost is ${LOST:-gone}"
    if it fails: nothing after it runs; mend what it says, and run it again
    then: leave it
    [look · RELEASING.md:9]
    What now? run
      | index.md
      | name is a b, lost is gone
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 3
    leave it
    runs (in `docs`):
        cd ..
        ls
    if it fails: nothing after it runs; mend what it says, and run it again
    [leave · RELEASING.md:15]
    What now? run
      | RELEASING.md
      | docs
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
}

#[test]
fn values_that_nobody_knows_are_asked_for_once_and_stand_as_text() {
    let document = [
        step(
            "one",
            ", input = [\"CODENAME\"]",
            "echo ${CODENAME} on ${BRANCH} of ${REMOTE}, after ${PREVIOUS_VERSION}",
        ),
        step("two", "", "echo \"again $CODENAME\" and <city>"),
        step("three", "", "echo next is ${NEXT_VERSION}"),
    ];
    let sandbox = project(&document.concat());
    let answers = "'step.*' = 'run'\n'run.*' = 'yes'\n'value.CODENAME' = 'Blue $(touch owned) Whale'\n'value.CITY' = 'Oslo'\n\
        'value.NEXT_VERSION' = ''\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 3 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 3
    one it
    asks for: CODENAME
    runs (at the top of the repository):
        echo ${CODENAME} on main of origin, after 1.0.0
      still open, and asked for when you run it: CODENAME
    if it fails: nothing after it runs; mend what it says, and run it again
    then: two it
    [one · RELEASING.md:1]
    What now? run
    What is CODENAME? Blue $(touch owned) Whale
    This runs:
        echo 'Blue $(touch owned) Whale' on main of origin, after 1.0.0
    Run it? yes
      | Blue $(touch owned) Whale on main of origin, after 1.0.0
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 3
    two it
    runs (at the top of the repository):
        CODENAME='Blue $(touch owned) Whale'
        echo "again ${CODENAME}" and <city>
      still open, and asked for when you run it: CITY
    if it fails: nothing after it runs; mend what it says, and run it again
    then: three it
    [two · RELEASING.md:6]
    What now? run
    What is CITY? Oslo
    This runs:
        CODENAME='Blue $(touch owned) Whale'
        echo "again ${CODENAME}" and Oslo
    Run it? yes
      | again Blue $(touch owned) Whale and Oslo
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 3
    three it
    runs (at the top of the repository):
        echo next is ${NEXT_VERSION}
      still open, and asked for when you run it: NEXT_VERSION
    if it fails: nothing after it runs; mend what it says, and run it again
    [three · RELEASING.md:11]
    What now? run
    What is NEXT_VERSION? 1.1.1
    This runs:
        echo next is 1.1.1
    Run it? yes
      | next is 1.1.1
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    assert!(!sandbox.exists("owned"));
}

#[test]
fn an_input_of_a_manual_step_is_asked_for_and_used_later() {
    let document = "1. Open the pull request. <!-- shepherd: id = \"open\", input = [\"PULL_REQUEST\"] -->\n"
        .to_owned()
        + &step("say", "", "echo the pull request is ${PULL_REQUEST}");
    let sandbox = project(&document);
    insta::assert_snapshot!(told(&begin(&sandbox, "'run.*' = 'yes'\n'step.open' = 'done'\n'step.say' = 'run'\n'value.PULL_REQUEST' = '12'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 2 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 2
    Open the pull request
    asks for: PULL_REQUEST
    then: say it
    [open · RELEASING.md:1]
    What now? done
    What is PULL_REQUEST? 12
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 2
    say it
    runs (at the top of the repository):
        echo the pull request is 12
    if it fails: nothing after it runs; mend what it says, and run it again
    [say · RELEASING.md:2]
    What now? run
      | the pull request is 12
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 2 steps done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
}

#[test]
fn secrets_are_neither_asked_for_nor_shown() {
    let document = step("login", "", "echo \"token is $PYPI_TOKEN\"\necho ghp_0123456789abcdefghijklmnopqrstuvwxyzAB");
    let sandbox = project(&document).env("PYPI_TOKEN", "pypi-secret-0123456789abcdef");
    insta::assert_snapshot!(told(&begin(&sandbox, "'step.login' = 'run'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    login it
    runs (at the top of the repository):
        echo "token is $PYPI_TOKEN"
        echo [hidden]
    if it fails: nothing after it runs; mend what it says, and run it again
    [login · RELEASING.md:1]
    What now? run
      | token is [hidden]
      | [hidden]
    exit code 0 after [TIME]
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    let log = sandbox.git_output(["log", "-p", "--format=%B", "refs/shepherd/store"]);
    assert!(!log.contains("pypi-secret") && !log.contains("ghp_0123"), "{log}");
}

#[test]
fn a_long_output_comes_whole_and_none_of_it_is_kept() {
    let document = step("build", "", "for number in {1..3000}; do echo \"line $number\"; done");
    let sandbox = project(&document);
    let output = begin(&sandbox, "'step.build' = 'run'\n").success();
    let lines: Vec<&str> = output.stderr().lines().filter(|line| line.starts_with("  | line ")).collect();
    assert_eq!((lines.len(), lines[0], lines[2999]), (3000, "  | line 1", "  | line 3000"));
    let log = sandbox.git_output(["log", "-p", "--format=%B", "refs/shepherd/store"]);
    assert!(!log.contains("line 2999"), "{log}");
}
