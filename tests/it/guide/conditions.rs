//! Steps that are for some releases only, and several procedures.

use super::{begin, guide, project, told};

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
