//! Agreements that somebody wrote into the log by hand: each is told apart, and nothing runs.

use std::fmt::Write as _;

use super::sign_offs::Waiting;
use super::{LOG, Machine};

/// Writes an agreement into the log of a clone by hand, and shares it.
struct Forgery<'a> {
    /// Who has the clone.
    machine: &'a Machine,
    /// The step of the event.
    step: &'a str,
    /// The digest of the event.
    digest: &'a str,
    /// Whose word it is said to be.
    by: &'a str,
    /// The address of its commit.
    email: &'a str,
    /// The name of the key of this machine that signs it.
    key: Option<&'a str>,
}

impl Forgery<'_> {
    fn commit(&self) {
        self.commit_to(LOG);
    }

    fn commit_to(&self, path: &str) {
        self.machine.does(&["store", "sync"]);
        let Self { step, digest, by, .. } = self;
        let log = self.machine.stored(path).expect("the run has a log");
        let sequence = log.matches("\"writer\":\"forger\"").count() + 1;
        let event = format!(
            "{{\"id\":\"forger-{sequence}\",\"writer\":\"forger\",\"sequence\":{sequence},\"who\":\"{by}\",\
             \"when\":\"2026-03-28T09:00:00Z\",\
             \"what\":{{\"signed-off\":{{\"step\":\"{step}\",\"digest\":\"{digest}\",\"by\":\"{by}\"}}}}}}\n"
        );
        self.machine.commit_by_hand(path, &(log + &event), self.email, self.key);
        self.machine.does(&["store", "sync"]);
    }
}

/// Returns the lines of the guide that say what agreements are worth, and its end.
#[track_caller]
fn verdicts(waiting: &Waiting) -> String {
    let said = waiting.says(&[]);
    assert!(!waiting.is_published(), "{said}");
    assert!(said.ends_with("[exit status: 5]\n"), "{said}");
    let lines = said.lines().filter(|line| line.starts_with("warning: the agreement") || line.starts_with("hint: "));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn forgeries_are_told_apart() {
    let Some(waiting) = Waiting::new(&["mona", "kim"]) else { return };
    let (_, digest) = waiting.asked().pop().expect("one was asked for");
    let Some(_) = waiting.kim.new_key("strange") else { return };
    let forgery = Forgery {
        machine: &waiting.kim,
        step: "publish",
        digest: &digest,
        by: "mona",
        email: "kim@example.org",
        key: None,
    };
    let (mut told, mut before) = (String::new(), String::new());
    let mut look = |name: &str, forgery: Forgery<'_>| {
        forgery.commit();
        let now = verdicts(&waiting);
        writeln!(told, "{name}\n{}", now.strip_prefix(&before).unwrap_or(&now)).expect("a text takes all");
        before = now;
    };
    look("@kim's address, and said to be @mona's word", forgery);
    let forgery = |email: &'static str, by: &'static str, key: Option<&'static str>| Forgery {
        machine: &waiting.kim,
        step: "publish",
        digest: &digest,
        by,
        email,
        key,
    };
    look("@mona's address, signed by @kim", forgery("mona@example.org", "mona", Some("key")));
    look("@mona's address, signed by a key that nobody has", forgery("mona@example.org", "mona", Some("strange")));
    look("@kim's own word, who was not asked", forgery("kim@example.org", "kim", Some("key")));
    look("the word of who does the step", forgery("ann@example.org", "ann", None));
    let step = Forgery { step: "announce", ..forgery("kim@example.org", "kim", None) };
    look("of a step that nobody asked for", step);
    let other = "0".repeat(64);
    let digest = Forgery { digest: &other, ..forgery("mona@example.org", "mona", None) };
    look("a digest that was never asked for", digest);
    insta::assert_snapshot!(waiting.ann.words(&told), @"
    @kim's address, and said to be @mona's word
    warning: the agreement of @mona does not count: it may not be theirs: the e-mail address of its commit is that of @kim
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine

    @mona's address, signed by @kim
    warning: the agreement of @mona does not count: it may not be theirs: @kim signed it
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine

    @mona's address, signed by a key that nobody has
    warning: the agreement of @mona does not count: it may not be theirs: it is signed by a key that nobody in the roster has, and they have one there
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine

    @kim's own word, who was not asked
    warning: the agreement of @kim does not count: it was not asked for
    hint: ask somebody who may, or name them with `shepherd guide --mentor LOGIN`

    the word of who does the step
    warning: the agreement of @ann does not count: it is the word of who does the step
    hint: ask somebody else to look, with `shepherd approve` on their machine

    of a step that nobody asked for

    a digest that was never asked for
    warning: the agreement of @mona does not count: it was given to another step, or in another run
    hint: ask them for their word on this step, with `shepherd approve`
    ");
    // Nor do they tell @mona that she need not look any more.
    let waits = "`publish` waits for the sign-off of @mona";
    for arguments in [["status"].as_slice(), &["status", "--mine"]] {
        let told = waiting.mona.does(arguments);
        assert!(told.contains(waits), "{told}");
    }
}

#[test]
fn an_agreement_to_another_step_or_run_does_not_count() {
    let Some(waiting) = Waiting::new(&[]) else { return };
    let (ann, mona) = (&waiting.ann, &waiting.mona);
    // @mona agrees in another run, whose step looks the same.
    let begin = ["1.2.0", "--branch", "main", "--mentor", "mona", "--set", "CITY=Oslo"];
    drop(ann.guide(&begin, super::sign_offs::ANSWERS).failure(5));
    mona.agrees(&["1.2.0", "publish"]);
    let path = LOG.replace("1.1.0", "1.2.0");
    mona.does(&["store", "sync"]);
    let log = mona.stored(&path).expect("the run has a log");
    let (_, digest) = log.split_once("\"signed-off\":{\"step\":\"publish\",\"digest\":\"").expect("she agreed");
    let forgery = Forgery {
        machine: &waiting.kim,
        step: "publish",
        digest: &digest[..64],
        by: "mona",
        email: "mona@example.org",
        key: None,
    };
    forgery.commit();
    // And in the other run, whose step it is: to the next step.
    drop(ann.guide(&["1.2.0"], "'step.publish' = 'run'\n'step.announce' = 'run'\n").failure(5));
    let other = Forgery { step: "announce", ..forgery };
    other.commit_to(&path);
    let told = ann.told(&ann.guide(&["1.2.0"], "'step.announce' = 'run'\n").failure(5));
    assert!(told.contains("the agreement of @mona does not count: it was given to another step"), "{told}");
    assert!(!ann.path("[SANDBOX]/announced").exists());
    insta::assert_snapshot!(waiting.ann.words(&said_of(&waiting)), @"
    run
    warning: the agreement of @mona does not count: it was given to another step, or in another run
    hint: ask them for their word on this step, with `shepherd approve`
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
}

/// Returns what the guide of 1.1.0 says, where two runs are open.
fn said_of(waiting: &Waiting) -> String {
    let before = std::fs::read_to_string(waiting.ann.path("[SANDBOX]/published")).unwrap_or_default();
    let said = waiting.says(&["1.1.0"]);
    let after = std::fs::read_to_string(waiting.ann.path("[SANDBOX]/published")).unwrap_or_default();
    assert_eq!(before, after, "{said}");
    said
}

#[test]
fn a_seal_on_a_line_that_was_changed_is_broken() {
    let Some(waiting) = Waiting::new(&["mona", "kim"]) else { return };
    let (_, digest) = waiting.asked().pop().expect("one was asked for");
    let forgery = Forgery {
        machine: &waiting.mona,
        step: "publish",
        digest: &digest,
        by: "mona",
        email: "mona@example.org",
        key: Some("key"),
    };
    forgery.commit();
    // The same event once more, in a commit whose seal is of another one.
    let kim = &waiting.kim;
    kim.does(&["store", "sync"]);
    kim.break_the_seal();
    // What is shared is never rewritten: the remote takes it from whoever forces it.
    kim.sandbox.git_output(["push", "--quiet", "--force", "origin", "refs/shepherd/store:refs/heads/release-shepherd"]);
    let said = waiting.says(&[]);
    insta::assert_snapshot!(said, @"
    run
    warning: the agreement of @mona does not count: it may not be theirs: its signature is not good
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine
    warning: nobody asked for the answer `run.publish`
    error: `publish` waits for the sign-off of @mona ([DIGEST])
    help: they look at it with `shepherd approve 1.1.0 publish`, on a clone of their own
    help: then go on with `shepherd guide`; nothing ran
    help: or wait for it here: `--answer sign-off.publish=wait`
    [exit status: 5]
    ");
    assert!(!waiting.is_published());
}

#[test]
fn a_line_that_somebody_changed_afterwards_is_not_what_was_signed() {
    let Some(waiting) = Waiting::new(&["mona", "kim"]) else { return };
    let (_, digest) = waiting.asked().pop().expect("one was asked for");
    let other = "0".repeat(64);
    let forgery = Forgery {
        machine: &waiting.mona,
        step: "publish",
        digest: &other,
        by: "mona",
        email: "mona@example.org",
        key: Some("key"),
    };
    forgery.commit();
    let kim = &waiting.kim;
    kim.does(&["store", "sync"]);
    let log = kim.stored(LOG).expect("the run has a log");
    let log = log.replace(&other, &digest);
    kim.commit_by_hand(LOG, &log, "mona@example.org", None);
    // What comes after it hides that the log was rewritten.
    let note = "{\"id\":\"kim-1\",\"writer\":\"kim\",\"sequence\":1,\"who\":\"kim\",\
                \"when\":\"2026-03-28T09:00:00Z\",\"what\":{\"noted\":{\"step\":null,\"text\":\"hello\"}}}\n";
    kim.commit_by_hand(LOG, &(log + note), "kim@example.org", None);
    kim.does(&["store", "sync"]);
    insta::assert_snapshot!(verdicts(&waiting), @"
    warning: the agreement of @mona does not count: it may not be theirs: its signature is not good
    hint: ask them in person whether they agreed; if so, they run `shepherd approve` on their own machine
    ");
}
