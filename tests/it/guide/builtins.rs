//! What is built in: values, folders and variables between steps, conditions, and what annotations ask for.

use super::{begin, guide, project, remote_refs, told};

/// Returns a step with an identity and one block of commands.
fn step(id: &str, keys: &str, commands: &str) -> String {
    format!(
        "1. {id} it. <!-- shepherd: id = \"{id}\"{keys} -->\n\n   ```bash\n   {}\n   ```\n",
        commands.replace('\n', "\n   ")
    )
}

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

#[test]
fn conditions_in_words_and_in_annotations() {
    let document = "# Releasing\n\n\
        1. (patch only) Look at the backports.\n\
        2. **Minor only:** Write the blog post.\n\
        3. Ask the designers. <!-- shepherd: id = \"ask\", only = [\"major\"] -->\n\
        4. Optional: bake a cake. <!-- shepherd: id = \"cake\" -->\n\
        5. Security releases only: tell the list.\n\
        6. Test it:\n   1. on Linux <!-- shepherd: id = \"linux\" -->\n   2. on Windows <!-- shepherd: id = \"windows\", needs = [\"last\"] -->\n\
        7. Look back. <!-- shepherd: id = \"last\" -->\n";
    let sandbox = project(document);
    insta::assert_snapshot!(told(&begin(&sandbox, "'step.*' = 'done'\n'step.cake' = 'skip'\n'reason.cake' = 'no oven'\n")), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 9 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    passed over: Look at the backports (only for patch, and this is a minor release)
    passed over: Ask the designers (only for major, and this is a minor release)
    passed over: tell the list (only for security, and this is a minor release)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 6
    Write the blog post
      **Minor only:** Write the blog post.
    then: bake a cake
    [write-the-blog-post · RELEASING.md:4]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 6
    bake a cake
      Optional: bake a cake.
    This step is optional: `skip` leaves it out.
    then: Test it
    [cake · RELEASING.md:6]
    What now? skip
    Why is it left out? no oven
    skipped

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 6
    Test it
    then: on Linux
    [test-it · RELEASING.md:8]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 4 of 6
    in: Test it
    on Linux
    then: on Windows
    [linux · RELEASING.md:9]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 6 of 6
    Look back
    [last · RELEASING.md:11]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 5 of 6
    in: Test it
    on Windows
    comes after: last
    [windows · RELEASING.md:10]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 5 steps done, 1 skipped
    hint: `shepherd debrief 1.1.0` turns what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    let other = project(document);
    insta::assert_snapshot!(told(&guide(&other, &["1.0.1", "--branch", "main", "--security"], "'step.*' = 'done'\n'step.cake' = 'quit'\n")), @r#"
    ------- stderr -------
    Release 1.0.1: a patch release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Releasing", 9 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.0.1` or `v1.0.1`)
    passed over: Write the blog post (only for minor, and this is a patch release)
    passed over: Ask the designers (only for major, and this is a patch release)

    ── 1.0.1 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 7
    Look at the backports
      (patch only) Look at the backports.
    then: bake a cake
    [look-at-the-backports · RELEASING.md:3]
    What now? done
    done

    ── 1.0.1 patch ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 7
    bake a cake
      Optional: bake a cake.
    This step is optional: `skip` leaves it out.
    then: tell the list
    [cake · RELEASING.md:6]
    What now? quit
    Nothing more was done. `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
}

const SEVERAL: &str = "# Releasing\n\n## Point release\n\n1. Cherry-pick. <!-- shepherd: id = \"pick\" -->\n\n## Feature release\n\n\
    1. Write the notes. <!-- shepherd: id = \"notes\" -->\n2. Ship. <!-- shepherd: id = \"ship\" -->\n";

#[test]
fn several_procedures_are_never_guessed() {
    let sandbox = project(SEVERAL);
    insta::assert_snapshot!(told(&begin(&sandbox, "")), @r#"
    ------- stderr -------
    RELEASING.md describes 2 procedures:
      1  Point release, 1 step
      2  Feature release, 2 steps (the likeliest)
    error: `RELEASING.md` describes several procedures, and none was chosen
    help: pass `--procedure TITLE`: "Point release", "Feature release"
    [exit status: 2]
    "#);
    insta::assert_snapshot!(told(&guide(&sandbox, &["1.1.0", "--branch", "main", "--procedure", "Big release"], "")), @r#"
    ------- stderr -------
    error: `RELEASING.md` has no procedure "Big release"
    help: it has: "Point release", "Feature release"
    [exit status: 2]
    "#);
    let chosen =
        guide(&sandbox, &["1.1.0", "--branch", "main", "--procedure", "feature release"], "'step.notes' = 'quit'")
            .success();
    assert!(chosen.stderr().contains("checklist     RELEASING.md: \"Feature release\", 2 steps"), "{chosen}");
    // What was chosen stays chosen.
    let again = guide(&sandbox, &[], "'step.notes' = 'quit'").success();
    assert!(again.stderr().contains("step 1 of 2"), "{again}");
    let by_answer = guide(&sandbox, &["1.0.1", "--branch", "main"], "procedure = '1'\n'step.pick' = 'quit'").success();
    assert!(by_answer.stderr().contains("Cherry-pick"), "{by_answer}");
}

#[test]
fn the_configuration_says_which_procedure_is_for_which_release() {
    let sandbox = project(SEVERAL).commit_files(
        "Configure",
        &[(".shepherd.toml", "[procedures]\npatch = \"Point release\"\nminor = \"Feature release\"\n")],
    );
    let patch = guide(&sandbox, &["1.0.1", "--branch", "main"], "'step.pick' = 'quit'").success();
    assert!(patch.stderr().contains("\"Point release\", 1 step\n"), "{patch}");
    let minor = begin(&sandbox, "'step.notes' = 'quit'").success();
    assert!(minor.stderr().contains("\"Feature release\", 2 steps\n"), "{minor}");
}

#[test]
fn what_the_program_does_itself() {
    let document = "1. Write the changelog. <!-- shepherd: id = \"changelog\", run = \"changelog\" -->\n\
        2. Commit it: <!-- shepherd: id = \"commit\" -->\n\n   ```bash\n   git commit -qam \"Changelog of ${VERSION}\"\n   ```\n\
        3. Tag it. <!-- shepherd: id = \"tag\", run = \"tag\" -->\n\
        4. Push it: <!-- shepherd: id = \"push\" -->\n\n   ```bash\n   git push -q origin main ${TAG}\n   ```\n\
        5. Draft the release. <!-- shepherd: id = \"draft\", run = \"draft\" -->\n\
        6. Write the upgrade notes. <!-- shepherd: id = \"upgrade\", run = \"upgrade-notes\" -->\n\
        7. Record it. <!-- shepherd: id = \"record\", run = \"record\" -->\n";
    let sandbox = project(document)
        .commit_files("Have a changelog", &[("CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- The first.\n")])
        .git(["push", "--quiet", "origin", "main"]);
    let answers = "'step.*' = 'run'\n'run.*' = 'yes'\n'verify.*' = 'yes'\ntarget = 'yes'\n'confirm.push' = '1.1.0'\n\
        'step.draft' = 'skip'\n'reason.draft' = 'later'\n'step.upgrade' = 'done'\n'step.record' = 'done'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 7 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 7
    Write the changelog
    runs (at the top of the repository):
        shepherd changelog --version 1.1.0 --write
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Commit it
    [changelog · RELEASING.md:1]
    What now? run
      | from git alone: no remote names a project on GitHub
      | CHANGELOG.md: added the section
      | CHANGELOG.md: added 40a7b779edcc
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 7
    Commit it
    runs (at the top of the repository):
        git commit -qam "Changelog of 1.1.0"
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tag it
    [commit · RELEASING.md:2]
    What now? run
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 3 of 7
    Tag it
    runs (at the top of the repository):
        git tag -a 1.1.0 HEAD -m "Release 1.1.0" -m "Released-by: @octocat"
    proven by: the tag is here
    taken back by: git tag -d 1.1.0
    then: Push it
    [tag · RELEASING.md:7]
    What now? run
    These commands tag: makes the tag.
    Is 4d54766c28c0 "Changelog of 1.1.0" the commit to release? yes
    exit code 0 after [TIME]
    proven: the tag `1.1.0` is on 4d54766c28c0
    done, and proven

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 4 of 7
    Push it
    runs (at the top of the repository):
        git push -q origin main 1.1.0
    warning: cannot be taken back: pushes the tag (`git push -q origin main 1.1.0`)
    proven by: tag-pushed
    if it fails: look first how much of it is out; nothing here takes that back
    then: Draft the release
    [push · RELEASING.md:8]
    What now? run
    hint: this is your first release here, as far as the records say: somebody who looks along now is worth a lot (`--mentor LOGIN`)
    It cannot be taken back: pushes the tag. Type 1.1.0 to go on: 1.1.0
    exit code 0 after [TIME]
    proven: `origin` has `1.1.0` on 4d54766c28c0
    done, and proven
    recorded: 1.1.0, released by @octocat

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 5 of 7
    Draft the release
    does: nothing yet, as this version of shepherd cannot do `draft` itself; do it by hand
    then: Write the upgrade notes
    [draft · RELEASING.md:13]
    What now? skip
    Why is it left out? later
    skipped

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 6 of 7
    Write the upgrade notes
    does: nothing yet, as this version of shepherd cannot do `upgrade-notes` itself; do it by hand
    then: Record it
    [upgrade · RELEASING.md:14]
    What now? done
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 7 of 7
    Record it
    does: nothing more, the release is recorded already
    [record · RELEASING.md:15]
    What now? done
    done

    1.1.0 is through: 6 steps done, 1 skipped
    hint: `shepherd debrief 1.1.0` turns what was skipped, failed or slow into a patch of RELEASING.md
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    [exit status: 0]
    "#);
    insta::assert_snapshot!(sandbox.git_output(["cat-file", "tag", "1.1.0"]), @"
    object 4d54766c28c06364df2ed1608b37f767f44eb6eb
    type commit
    tag 1.1.0
    tagger Mona Maintainer <mona@example.org> 1772355600 +0000

    Release 1.1.0

    Released-by: @octocat
    ");
    insta::assert_snapshot!(remote_refs(&sandbox), @"
    4d54766c28c06364df2ed1608b37f767f44eb6eb	refs/heads/main
    b8be9c1d933dae04723342ff9a9f07c82354447d	refs/tags/1.0.0
    e7cca7be3878d4bdd8692413ca88646f6710244c	refs/tags/1.1.0
    4d54766c28c06364df2ed1608b37f767f44eb6eb	refs/tags/1.1.0^{}
    ");
    insta::assert_snapshot!(sandbox.git_output(["show", "refs/shepherd/store:releases/local/repo.toml"]), @r#"
    format = 1

    [[release]]
    tag = "1.1.0"
    version = "1.1.0"
    kind = "minor"
    security = false
    commit = "4d54766c28c06364df2ed1608b37f767f44eb6eb"
    date = 2026-03-28
    released-by = ["octocat"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = []
    organisations = {}
    source = "guide"
    "#);
}

#[test]
fn each_other_key_is_seen() {
    let document = step(
        "publish",
        ", assignees = [\"@ann\"], why = \"people wait for it\", undo = \"echo taken back\", verify = \"cat out\", sign-off = \"ann\"",
        "echo out > out",
    );
    let sandbox = project(&document);
    let answers = "'step.publish' = ['run']\n'verify.publish' = ['yes', 'yes']\n'agreed.publish' = 'ann'\n";
    insta::assert_snapshot!(told(&begin(&sandbox, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @octocat (mona@example.org)
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    publish it
    why: people wait for it
    usually done by: @ann
    runs (at the top of the repository):
        echo out > out
    proven by: cat out
    taken back by: echo taken back
    must agree: @ann
    [publish · RELEASING.md:1]
    Look first whether it is done already? This only looks:
        cat out
    Run it? yes
    What now? run
    This step needs the agreement of @ann, who is not you.
    Who looked at it and agreed? (login): ann
    agreed by @ann, as claimed here
    exit code 0 after [TIME]
    proven: `cat out` ends well (out)
    done, and proven
    warning: the release is not recorded yet: this clone has no tag `1.1.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.1.0` records it then

    1.1.0 is through: 1 step done, 0 skipped
    hint: `shepherd status 1.1.0 --timeline` shows when each step was done
    warning: nobody asked for the answer `verify.publish`
    [exit status: 0]
    "#);
}

#[test]
fn an_interactive_step_gets_the_terminal_even_where_there_is_none() {
    let sandbox = project(&step("ask", ", interactive = true", "echo straight to the terminal"));
    let output = begin(&sandbox, "'step.ask' = 'run'\n").success();
    // Nobody stands between the command and the terminal, so there is no margin.
    assert_eq!(output.stdout(), "straight to the terminal\n");
}
