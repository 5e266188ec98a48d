//! A release that some may know of before it is out: they share a place of their own.

use super::Office;
use super::embargo::{BEGIN, DOCUMENT, is_known, walked};

#[test]
fn those_who_may_know_share_a_place_of_their_own() {
    let office = Office::new(DOCUMENT);
    let secret = office.records();
    let (mona, ann) = office.team();
    for machine in [&mona, &ann] {
        machine.sandbox.git_output(["config", "shepherd.privateStore", &secret]);
    }
    drop(ann.guide(&BEGIN, "'step.mend' = 'pause'\n").success());
    assert!(is_known(&office, &secret) && !is_known(&office, &office.remote().display().to_string()));
    // She needs not say that it is private to see it.
    insta::assert_snapshot!(mona.does(&["status"]), @r#"
    1.0.1: a private patch security release of local/hello from main after 1.0.0
      state        paused, 0 of 4 steps done or skipped
      held by      @ann
      target       no commit is chosen yet
      checklist    RELEASING.md: "Release"
      began        2026-03-28 09:00 UTC
      last written 2026-03-28 09:00 UTC

    Waits for
      `mend` is next: Mend it

    Steps
        todo      1. Mend it
        todo      2. Tag it
        todo      3. Publish it
        todo      4. Tell everybody
    [exit status: 0]
    "#);
    insta::assert_snapshot!(ann.does(&["handoff", "1.0.1", "--to", "Mona"]), @"
    ------- stderr -------
    the run of 1.0.1 is @mona's now
    hint: @mona goes on with `shepherd guide 1.0.1`, which looks at what is done first
    hint: the run is private: their clone needs the `git config shepherd.privateStore ADDRESS` that yours has, or a run for all to see would be begun
    [exit status: 0]
    ");
    insta::assert_snapshot!(mona.told(&mona.guide(&["1.0.1"], "'step.mend' = 'pause'\n")), @r#"
    ------- stderr -------
    Release 1.0.1 from main: going on
    The run came to you from @ann: what is done is looked at from here
    clean-tree: holds (nothing is changed, staged or untracked)
    0 of 0 steps proven from here; the run is yours
    Release 1.0.1: a patch release from main after 1.0.0
    released by   @mona (mona@example.org)
    checklist     RELEASING.md: "Release", 4 steps
    clean-tree: holds (nothing is changed, staged or untracked)
    tag-absent: holds (neither this clone nor `origin` has `1.0.1` or `v1.0.1`)

    ── 1.0.1 patch ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 1 of 4
    Mend it
    then: Tag it
    [mend · RELEASING.md:1]
    What now? pause
    Paused. Everything is written down; `shepherd guide` goes on from here.
    [exit status: 0]
    "#);
    mona.does(&["store", "sync"]);
    assert!(!is_known(&office, &office.remote().display().to_string()));
    insta::assert_snapshot!(mona.does(&["handoff", "1.0.1", "--to", "ann"]), @"
    ------- stderr -------
    the run of 1.0.1 is @ann's now
    hint: @ann goes on with `shepherd guide 1.0.1`, which looks at what is done first
    hint: the run is private: their clone needs the `git config shepherd.privateStore ADDRESS` that yours has, or a run for all to see would be begun
    [exit status: 0]
    ");
    insta::assert_snapshot!(ann.does(&["approve"]), @"
    ------- stderr -------
    Nothing waits for the agreement of @ann.
    [exit status: 0]
    ");
}

#[test]
fn a_private_run_that_cannot_be_seen_is_not_begun_for_all() {
    let office = Office::new(DOCUMENT);
    let secret = office.records();
    let (mona, ann) = office.team();
    for machine in [&mona, &ann] {
        machine.sandbox.git_output(["config", "shepherd.privateStore", &secret]);
    }
    drop(ann.guide(&BEGIN, "'step.mend' = 'pause'\n").success());
    ann.does(&["handoff", "1.0.1", "--to", "mona"]);
    let away = office.sandbox.path("[SANDBOX]/records-away.git");
    std::fs::rename(&secret, &away).expect("it is there");
    let begin = ["1.0.1", "--branch", "main"];
    insta::assert_snapshot!(mona.told(&mona.guide(&begin, "'p*' = 'yes'\n")), @r#"
    ------- stderr -------
    warning: what others did in private is not known: could not fetch the branch `release-shepherd` from `[OFFICE]/records.git`; fatal: '[OFFICE]/records.git' does not appear to be a git repository
    hint: it goes on with what is in this clone; `shepherd store sync --private` tries again
    error: cannot ask "The private store could not be looked at. Begin 1.0.1 for all to see?" because the input is not a terminal
    help: pass `--answer public=yes` (yes or no), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    insta::assert_snapshot!(mona.told(&mona.guide(&begin, "public = 'no'\n")), @"
    ------- stderr -------
    warning: what others did in private is not known: could not fetch the branch `release-shepherd` from `[OFFICE]/records.git`; fatal: '[OFFICE]/records.git' does not appear to be a git repository
    hint: it goes on with what is in this clone; `shepherd store sync --private` tries again
    The private store could not be looked at. Begin 1.0.1 for all to see? no
    error: the run of 1.0.1 was not begun, and nothing was sent
    help: try again once the private store can be reached: `shepherd store sync --private`
    help: or keep the run from others: `--private`
    [exit status: 1]
    ");
    assert!(!is_known(&office, &office.remote().display().to_string()));
    std::fs::rename(&away, &secret).expect("it is there");
    // Given up, and begun anew without a word of it: it stays what it was.
    drop(mona.guide(&["1.0.1"], "'step.mend' = 'pause'\n").success());
    drop(mona.guide(&["1.0.1", "--abandon", "--reason", "not so bad"], "").success());
    let answers = "begin-again = 'yes'\n'step.mend' = 'pause'\n";
    let told = mona.told(&mona.guide(&begin, answers));
    assert!(told.ends_with("[exit status: 0]\n"), "{told}");
    assert!(mona.does(&["status"]).starts_with("1.0.1: a private"), "{}", mona.does(&["status"]));
    assert!(!is_known(&office, &office.remote().display().to_string()));
}

#[test]
fn an_address_may_be_spelt_in_many_ways_and_is_public_in_each() {
    let office = Office::new(DOCUMENT);
    let (_, ann) = walked(&office);
    ann.sandbox.git_output(["remote", "add", "mirror", "https://github.com/octo/hello.git"]);
    for address in ["git@github.com:octo/hello", "octo/hello", "https://me@GitHub.com/Octo/hello/"] {
        ann.sandbox.git_output(["config", "shepherd.privateStore", address]);
        let told = ann.fails(5, &["store", "sync", "--private"]);
        assert!(told.contains("`store.private-remote` is where everybody would see it"), "{address}: {told}");
    }
}
