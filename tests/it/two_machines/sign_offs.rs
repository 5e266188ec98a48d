//! What an agreement is worth that the other person gave by the product itself, and what makes it worth nothing.

use release_shepherd::core::run::{Run, What, read};

use super::{LOG, Machine, Office};

pub(super) const DOCUMENT: &str = r#"1. Publish for ${CITY}. <!-- shepherd: id = "publish", sign-off = "mentor" -->

   ```bash
   echo for ${CITY} >> ../published
   ```

2. Announce it. <!-- shepherd: id = "announce", sign-off = "mentor" -->

   ```bash
   echo it is out >> ../announced
   ```
"#;

/// What is answered to the step that is to be agreed to.
pub(super) const ANSWERS: &str = "'step.publish' = 'run'\n'run.publish' = 'yes'\n";

/// A release of @ann's that waits for @mona's agreement to `publish`. @kim is in the records as well.
pub(super) struct Waiting {
    pub(super) office: Office,
    pub(super) mona: Machine,
    pub(super) ann: Machine,
    pub(super) kim: Machine,
}

impl Waiting {
    /// Who of these signs has a key in the records. `None` where there is no `ssh-keygen`.
    pub(super) fn new(signs: &[&str]) -> Option<Self> {
        let office = Office::new(DOCUMENT);
        let (mona, ann) = office.team();
        let kim = office.machine("kim");
        mona.does(&["people", "add", "kim", "--name", "Kim", "--alias", "kim@example.org"]);
        for person in [&mona, &ann, &kim] {
            // Whoever checks a signature needs it as well.
            if !signs.is_empty() && !person.has_tool("ssh-keygen") {
                println!("skipped: `ssh-keygen` is not here");
                return None;
            }
            if signs.contains(&person.login.as_str()) {
                let key = person.new_key("key")?;
                mona.does(&["people", "set", &person.login, "--key", &key]);
            }
        }
        mona.does(&["store", "sync"]);
        kim.does(&["store", "init", "--in-repo", "--yes"]);
        let begin = ["1.1.0", "--branch", "main", "--mentor", "mona", "--set", "CITY=Oslo"];
        drop(ann.guide(&begin, ANSWERS).failure(5));
        Some(Self { office, mona, ann, kim })
    }

    /// Returns what the guide says after @ann answered.
    pub(super) fn says(&self, arguments: &[&str]) -> String {
        self.says_to(arguments, ANSWERS)
    }

    pub(super) fn says_to(&self, arguments: &[&str], answers: &str) -> String {
        let told = self.ann.told(&self.ann.guide(arguments, answers));
        let (_, after) = told.split_once("What now? ").unwrap_or_else(|| panic!("{told}"));
        after.to_owned()
    }

    /// Says whether the commands of the step ran.
    pub(super) fn is_published(&self) -> bool {
        self.ann.path("[SANDBOX]/published").exists()
    }

    /// Returns the digests that were asked for so far in @ann's run: step and digest.
    pub(super) fn asked(&self) -> Vec<(String, String)> {
        let log = self.ann.stored(LOG).expect("the run has a log");
        let events = read(&log).expect("the log can be read");
        assert!(Run::replay(&events).is_ok());
        let asked = events.into_iter().filter_map(|event| match event.what {
            What::SignOffAsked { step, digest, .. } => Some((step, digest)),
            _ => None,
        });
        asked.collect()
    }
}

#[test]
fn an_agreement_that_is_not_signed_is_claimed() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    waiting.mona.agrees(&["1.1.0", "publish"]);
    insta::assert_snapshot!(waiting.says(&[]), @r#"
    run
    agreed by @mona, claimed: nobody signed, so this guards against mistakes only
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 2
    Announce it
    runs (at the top of the repository):
        echo it is out >> ../announced
    if it fails: nothing after it runs; mend what it says, and run it again
    must agree: @mona
    [announce · RELEASING.md:7]
    warning: nobody asked for the answer `run.publish`
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.announce=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(waiting.is_published());
}

#[test]
fn an_agreement_that_is_signed_by_a_key_of_the_records_is_verified() {
    let Some(waiting) = Waiting::new(&["mona"]) else { return };
    insta::assert_snapshot!(waiting.mona.agrees(&["1.1.0", "publish"]), @"
    ------- stderr -------
    local/hello 1.1.0: Publish for ${CITY}
    step      publish
    asked     by @ann at 2026-03-28 09:00 UTC
    runs      (the commands):
        echo for Oslo >> ../published
    with      CITY = Oslo
    digest    [WHOLE DIGEST]
    agreed: `publish` of 1.1.0 (signed)
    [exit status: 0]
    ");
    insta::assert_snapshot!(waiting.says(&[]), @r#"
    run
    agreed by @mona, verified
    exit code 0 after [TIME]
    done

    ── 1.1.0 minor ─────────────────────────────────────────────────────────
    phase 1 of 1 · step 2 of 2
    Announce it
    runs (at the top of the repository):
        echo it is out >> ../announced
    if it fails: nothing after it runs; mend what it says, and run it again
    must agree: @mona
    [announce · RELEASING.md:7]
    warning: nobody asked for the answer `run.publish`
    error: cannot ask "What now?" because the input is not a terminal
    help: pass `--answer step.announce=run` (run, done, skip, note, mentor, back, pause, quit), or put it into the file of `--answers`
    [exit status: 2]
    "#);
    assert!(waiting.is_published());
}

#[test]
fn a_signature_survives_that_somebody_else_was_first() {
    for is_by_environment in [false, true] {
        let Some(waiting) = Waiting::new(&["mona"]) else { return };
        let Waiting { office, mut mona, ann, kim } = waiting;
        if is_by_environment {
            mona = mona.known_by_environment();
        }
        // What @kim sends meanwhile has the agreement written once more, behind it.
        mona.does(&["store", "sync"]);
        let digest = mona.shepherd(&["approve", "1.1.0", "publish"]).failure(1).digest();
        office.is_reachable(false);
        mona.fails(4, &["approve", "1.1.0", "publish", "--yes", "--digest", &digest]);
        office.is_reachable(true);
        kim.does(&["people", "add", "zoe"]);
        kim.does(&["store", "sync"]);
        let told = mona.does(&["store", "sync"]);
        assert_eq!(
            told,
            "------- stderr -------\nrelease-shepherd of origin: 1 change came, 1 change sent\n[exit status: 0]\n"
        );
        let said = ann.told(&ann.guide(&[], ANSWERS));
        assert!(said.contains("agreed by @mona, verified"), "{said}");
    }
}

#[test]
fn a_verified_agreement_may_be_required() {
    let Some(waiting) = Waiting::new(&["kim"]) else { return };
    for machine in [&waiting.ann, &waiting.mona] {
        super::write(&machine.path(".git/shepherd.toml"), "[sign-off]\nrequire-verified = true\n");
    }
    insta::assert_snapshot!(waiting.mona.fails(5, &["approve", "1.1.0", "publish", "--yes"]), @"
    ------- stderr -------
    error: this project takes verified sign-offs only, and yours would not be signed
    help: set a key: `git config gpg.format ssh` and `git config user.signingkey ~/.ssh/id_ed25519.pub`
    help: it has to be in the records: `shepherd people set LOGIN --key FILE`
    help: or comment `/shepherd approve STEP DIGEST` in the tracking issue, where there is one
    [exit status: 5]
    ");
    // One whose configuration does not ask for it agrees all the same.
    super::write(&waiting.mona.path(".git/shepherd.toml"), "");
    waiting.mona.agrees(&["1.1.0", "publish"]);
    insta::assert_snapshot!(waiting.says(&[]), @"
    run
    warning: the agreement of @mona does not count: it is only claimed, and a verified one is required
    hint: they sign with a key that the roster has (`git config user.signingkey`), or comment `/shepherd approve STEP DIGEST` in the tracking issue
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
    assert!(!waiting.is_published());
    // With a key that the records have, she signs what she only claimed before.
    super::write(&waiting.mona.path(".git/shepherd.toml"), "[sign-off]\nrequire-verified = true\n");
    let Some(key) = waiting.mona.new_key("key") else { return };
    waiting.mona.does(&["people", "set", "mona", "--key", &key]);
    waiting.mona.agrees(&["1.1.0", "publish"]);
    let said = waiting.says(&[]);
    assert!(said.contains("agreed by @mona, verified"), "{said}");
}

#[test]
fn nobody_agrees_to_their_own_step_nor_in_the_place_of_others() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    insta::assert_snapshot!(waiting.ann.fails(5, &["approve", "1.1.0", "publish", "--yes"]), @"
    ------- stderr -------
    error: @ann cannot agree to their own step `publish`
    help: ask somebody else to look, on a machine of their own; nothing was approved
    [exit status: 5]
    ");
    insta::assert_snapshot!(waiting.kim.fails(5, &["approve", "1.1.0", "publish", "--yes"]), @"
    ------- stderr -------
    error: `publish` waits for @mona, and you are @kim
    help: who holds the run names another mentor with `shepherd guide --mentor LOGIN`; nothing was approved
    [exit status: 5]
    ");
    insta::assert_snapshot!(waiting.ann.does(&["approve"]), @"
    ------- stderr -------
    Nothing waits for the agreement of @ann.
    [exit status: 0]
    ");
    insta::assert_snapshot!(waiting.kim.does(&["approve"]), @"
    ------- stderr -------
    Nothing waits for the agreement of @kim.
    [exit status: 0]
    ");
    insta::assert_snapshot!(waiting.mona.fails(2, &["approve", "1.1.0", "announce", "--yes"]), @"
    ------- stderr -------
    error: nobody asked for a sign-off of `announce`
    help: of 1.1.0 this waits for a sign-off: `publish`
    [exit status: 2]
    ");
    insta::assert_snapshot!(waiting.mona.fails(2, &["approve", "1.2.0", "publish", "--yes"]), @"
    ------- stderr -------
    error: there is no run of 1.2.0 of local/hello
    help: `shepherd approve` lists what waits for you; another project is named with `--project OWNER/NAME`
    [exit status: 2]
    ");
    // Where nobody can be asked, nothing is agreed to that was not seen.
    insta::assert_snapshot!(waiting.mona.fails(2, &["approve", "1.1.0", "publish", "--yes"]), @"
    ------- stderr -------
    hint: you have no signing key set, so your agreement is only claimed; `git config user.signingkey KEY` changes that
    error: `--yes` without `--digest` agrees to `publish` unseen, and this is no terminal
    help: look first: `shepherd approve 1.1.0 publish` shows it, and its digest; nothing was approved
    [exit status: 2]
    ");
    insta::assert_snapshot!(waiting.mona.fails(1, &["approve", "1.1.0", "publish"]), @"
    ------- stderr -------
    hint: you have no signing key set, so your agreement is only claimed; `git config user.signingkey KEY` changes that
    local/hello 1.1.0: Publish for ${CITY}
    step      publish
    asked     by @ann at 2026-03-28 09:00 UTC
    runs      (the commands):
        echo for Oslo >> ../published
    with      CITY = Oslo
    digest    [WHOLE DIGEST]
    error: shown, and not agreed to: this is no terminal, so nobody can be asked
    help: to agree to exactly this: `shepherd approve 1.1.0 publish --yes --digest [DIGEST]`
    [exit status: 1]
    ");
    assert_eq!(waiting.office.git(&["rev-parse", "release-shepherd"]), waiting.ann.newest());
}

#[test]
fn a_roster_in_which_two_people_have_one_key_tells_nothing() {
    let Some(waiting) = Waiting::new(&["mona"]) else { return };
    waiting.mona.agrees(&["1.1.0", "publish"]);
    // By hand, as the command refuses it.
    let mona = waiting.mona.stored("people/mona.toml").expect("she is in the records");
    let kim = mona.replace("mona", "kim").replace("Mona", "Kim");
    waiting.kim.does(&["store", "sync"]);
    waiting.kim.commit_by_hand("people/kim.toml", &kim, "kim@example.org", None);
    waiting.kim.does(&["store", "sync"]);
    let key = waiting.mona.path("[SANDBOX]/key.pub").display().to_string();
    insta::assert_snapshot!(waiting.mona.fails(3, &["people", "set", "ann", "--key", &key]), @"
    ------- stderr -------
    error: `SHA256:[KEY]` is @kim's already (`people/kim.toml` line 5 in the store)
    help: where it is @ann's, take it from @kim first: `shepherd people set kim --remove-key SHA256:[KEY]`
    [exit status: 3]
    ");
    insta::assert_snapshot!(waiting.says(&[]), @"
    run
    warning: nobody asked for the answer `run.publish`
    error: @kim and @mona have one signing key, SHA256:[KEY] (`people/kim.toml` and `people/mona.toml` in the store)
    help: a signature says who signed only where a key has one owner: take it from one of them, for example `shepherd people set mona --remove-key SHA256:[KEY]`
    [exit status: 3]
    ");
    assert!(!waiting.is_published());
}
