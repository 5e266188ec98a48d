//! Who mentors whom, from two machines: asked for by the one, accepted by the other, with a next check-in.

use super::Office;

const DOCUMENT: &str = "1. Write the notes. <!-- shepherd: id = \"notes\" -->\n";

#[test]
fn a_mentor_is_asked_for_in_the_guide_and_accepts_on_a_machine_of_their_own() {
    let office = Office::new(DOCUMENT);
    let (mona, ann) = office.team();
    let answers = "'check-in.mona' = '2026-04-02 15:00 video call'\n'step.notes' = 'pause'\n";
    let begin = ["1.1.0", "--branch", "main", "--mentor", "mona"];
    insta::assert_snapshot!(ann.told(&ann.guide(&begin, answers)), @r#"
    ------- stderr -------
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @ann (ann@example.org)
    mentored by   @mona
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    When do you talk to @mona next, and how? (`2026-04-04 15:00 video call`): 2026-04-02 15:00 video call
    next check-in with @mona: 2026-04-02 15:00 +00:00
    hint: you asked @mona to be your mentor; they accept with `shepherd people pair ann --accept`

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Write the notes
    [notes · RELEASING.md:1]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    insta::assert_snapshot!(mona.does(&["status"]), @r#"
    1.1.0: a minor release of local/hello from main after 1.0.0
      state        paused, 0 of 1 step done or skipped
      held by      @ann
      mentored by  @mona
      check-in     with @mona: 2026-04-02 15:00 +00:00, video call
      target       no commit is chosen yet
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `notes` is next: Write the notes

    Steps
        todo      1. Write the notes
    [exit status: 0]
    "#);
    insta::assert_snapshot!(mona.does(&["people", "pair"]), @"
    @mona mentors @ann  asked  waits for @mona; next check-in 2026-04-02 15:00 +00:00, video call
    ------- stderr -------
    hint: @ann waits for you: `shepherd people pair ann --accept`
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.does(&["people", "pair", "ann", "--accept"]), @"
    ------- stderr -------
    @mona mentors @ann from now on
    next check-in 2026-04-02 15:00 +00:00, video call
    hint: with more than one mentee it works best: they learn from each other too, and release together
    [exit status: 0]
    ");
    mona.does(&["store", "sync"]);
    insta::assert_snapshot!(ann.told(&ann.guide(&[], "'step.notes' = 'pause'\n")), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @ann (ann@example.org)
    mentored by   @mona
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    next check-in with @mona: 2026-04-02 15:00 +00:00, video call

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Write the notes
    [notes · RELEASING.md:1]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    // The day is gone by, so it is asked for again.
    let later = [("SHEPHERD_NOW", "2026-04-05T09:00:00Z")].into_iter();
    let ann = ann.with(later);
    let answers = "'check-in.mona' = '2026-04-09'\n'step.notes' = 'pause'\n";
    insta::assert_snapshot!(ann.told(&ann.guide(&[], answers)), @r#"
    ------- stderr -------
    Release 1.1.0 from main: going on
    Release 1.1.0: a minor release from main after 1.0.0
    released by   @ann (ann@example.org)
    mentored by   @mona
    checklist     RELEASING.md: "Release", 1 step
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.1.0` or `v1.1.0`)
    When do you talk to @mona next, and how? (`2026-04-12 15:00 video call`): 2026-04-09
    next check-in with @mona: 2026-04-09

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 1
    Write the notes
    [notes · RELEASING.md:1]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
}
