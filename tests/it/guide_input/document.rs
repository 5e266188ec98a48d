//! What bad documents get.

use super::{THREE, answer, begun, guide, project};
use crate::support::Sandbox;

#[test]
fn there_is_no_document() {
    let sandbox = Sandbox::in_memory().commit("Begin").remote("origin", "../remote.git");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: there is no RELEASING.md, and nothing that is called like it
    help: name the release document with `--file FILE`
    help: or let one be written to begin with: `--answer write-document=yes`
    [exit status: 2]
    ");
}

#[test]
fn the_document_is_empty() {
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(""), []), @"
    ------- stderr -------
    error: no checklist found in `RELEASING.md`
    help: write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood
    [exit status: 3]
    ");
}

#[test]
fn the_document_has_no_steps() {
    let sandbox = Sandbox::in_memory().releasing("# Policy\n\n## Versions\n\nWe follow semantic versioning.\n");
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: no checklist found in `RELEASING.md`
    help: write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood
    [exit status: 3]
    ");
}

#[test]
fn two_files_could_be_meant() {
    let sandbox = Sandbox::in_memory().commit_files("More", &[("RELEASE.md", THREE)]).releasing(THREE);
    insta::assert_snapshot!(guide(&sandbox, []), @"
    ------- stderr -------
    error: `RELEASE.md` and `RELEASING.md` can be the release document
    help: name the one that is meant with `--file FILE`, or for good with `document` in .shepherd.toml
    [exit status: 2]
    ");
}

#[test]
fn a_step_needs_itself() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one\", needs = [\"one\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    error: a step needs itself
     --> RELEASING.md:3:44
      |
    3 | 1. One <!-- shepherd: id = "one", needs = ["one"] -->
      |                                            ^^^^^ could never begin
    help: name the step that comes first
    [exit status: 3]
    "#);
}

#[test]
fn a_step_needs_one_that_nobody_knows() {
    let document =
        "# Releasing\n\n1. One <!-- shepherd: id = \"one\" -->\n2. Two <!-- shepherd: needs = [\"onne\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    error: there is no step `onne`
     --> RELEASING.md:4:32
      |
    4 | 2. Two <!-- shepherd: needs = ["onne"] -->
      |                                ^^^^^^ no such step
    help: did you mean `one`?
    [exit status: 3]
    "#);
}

#[test]
fn steps_need_each_other() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one\", needs = [\"two\"] -->\n2. Two <!-- shepherd: id = \"two\", needs = [\"one\"] -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    error: steps need each other in a circle: one → two → one
     --> RELEASING.md:3:44
      |
    3 | 1. One <!-- shepherd: id = "one", needs = ["two"] -->
      |                                            ^^^^^ none of them could begin
    help: take one of these needs away
    help: 1 more annotation is doubtful: `shepherd checklist lint` shows all
    [exit status: 3]
    "#);
}

#[test]
fn an_annotation_does_not_parse() {
    let document = "# Releasing\n\n1. One <!-- shepherd: id = \"one -->\n2. Two <!-- shepherd: idd = \"two\" -->\n";
    insta::assert_snapshot!(guide(&Sandbox::in_memory().releasing(document), []), @r#"
    ------- stderr -------
    error: the annotation is no TOML: unclosed inline table, expected `}`
     --> RELEASING.md:3:31
      |
    3 | 1. One <!-- shepherd: id = "one -->
      |                               ^ here
    help: close the quote; `-->` within a value ends the comment
    help: 1 more annotation is doubtful: `shepherd checklist lint` shows all
    [exit status: 3]
    "#);
}

#[test]
fn nobody_knows_a_placeholder() {
    let document =
        "# Releasing\n\n1. Send <!-- shepherd: id = \"send\" -->\n\n   ```bash\n   echo <codename>\n   ```\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    insta::assert_snapshot!(answer(&sandbox, ["step.send=run"]), @r#"
    ------- stderr -------
    Release 1.2.0: a minor release from main
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Releasing", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.2.0` or `v1.2.0`)

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 1 of 1
    Send
    runs (at the top of the repository):
        echo <codename>
      still open, and asked for when you run it: CODENAME
    if it fails: nothing after it runs; mend what it says, and run it again
    [send · RELEASING.md:3]
    What now? run
    error: cannot ask "What is CODENAME?" because the input is not a terminal
    help: pass `--answer value.CODENAME=TEXT` (a text), or put it into the file of `--answers`
    [exit status: 2]
    "#);
}

#[test]
fn the_document_changes_meanwhile() {
    let document = "# Releasing\n\n1. Look around <!-- shepherd: id = \"look\" -->\n2. Build\n3. Sign\n";
    let sandbox = Sandbox::in_memory().releasing(document);
    begun(&sandbox, ["step.look=done"]);
    let changed = "# Releasing\n\n1. Look all around <!-- shepherd: id = \"look\" -->\n2. Measure\n3. Build\n";
    let sandbox = sandbox.write("RELEASING.md", changed);
    insta::assert_snapshot!(answer(&sandbox, ["step.measure=done", "step.build=done"]), @"
    ------- stderr -------
    Release 1.2.0 from main: going on
    RELEASING.md changed since it was last looked at
      new: Measure
      gone: Sign
      changed: Look all around
    What is done stays done. The run goes on with the document as it is now.

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Measure
    then: Build
    [measure · RELEASING.md:4]
    What now? done
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Build
    [build · RELEASING.md:5]
    What now? done
    done
    warning: the release is not recorded yet: this clone has no tag `1.2.0`
    hint: where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide 1.2.0` records it then

    1.2.0 is through: 3 steps done, 0 skipped
    hint: `shepherd status 1.2.0 --timeline` shows when each step was done
    [exit status: 0]
    ");
}

#[test]
fn the_document_is_gone_meanwhile() {
    let sandbox = project();
    begun(&sandbox, ["step.look-around=done"]);
    std::fs::remove_file(sandbox.path("RELEASING.md")).expect("it is there");
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @r#"
    ------- stderr -------
    Release 1.2.0 from main: going on
    hint: `RELEASING.md` is not in the work tree; this is origin/main:RELEASING.md

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 2 of 3
    Build
    runs (at the top of the repository):
        mkdir -p proof
        echo built >> proof/build
    if it fails: nothing after it runs; mend what it says, and run it again
    then: Tell people
    [build · origin/main:RELEASING.md:4]
    What now? run
    exit code 0 after [TIME]
    done

    ── 1.2.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1: Releasing · step 3 of 3
    Tell people
    [tell-people · origin/main:RELEASING.md:11]
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.tell-people=done` (done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    let sandbox = sandbox.git(["rm", "--quiet", "RELEASING.md"]).git(["commit", "--quiet", "-m", "Remove"]);
    let sandbox = sandbox.git(["push", "--quiet", "origin", "main"]);
    insta::assert_snapshot!(answer(&sandbox, ["step.build=run"]).without_chance(), @"
    ------- stderr -------
    error: `RELEASING.md` is not in the work tree and not on the default branch
    help: bring it back (`git checkout HEAD -- FILE`), or name another document with `--file FILE`
    help: the run is as it was; `shepherd status --markdown` prints the steps that are left
    [exit status: 3]
    ");
}
