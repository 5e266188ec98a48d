//! What runs teach, and where it is put.

use super::*;
use crate::core::run::tests::{done, events, procedure, start, step};

fn taught(whats: Vec<What>) -> Vec<String> {
    let procedure = procedure(vec![step("a"), step("b")]);
    let events = events(std::iter::once(start(&procedure)).chain(whats));
    let run = Run::replay(&events).unwrap();
    debrief(&events, &run).iter().map(|remark| remark.line("5.5.0", &str::to_owned)).collect()
}

fn began() -> What {
    What::Began { step: "a".to_owned(), block: 1, digest: String::new(), source: String::new() }
}

fn ended(code: i32, milliseconds: u64) -> What {
    let (step, digest, directory) = ("a".to_owned(), String::new(), String::new());
    What::Ended { step, block: 1, code: Some(code), end: None, milliseconds, digest, directory }
}

#[test]
fn what_went_well_teaches_nothing() {
    assert_eq!(taught(vec![began(), ended(0, 299_999), done("a"), done("b"), What::Finished]), Vec::<String>::new());
}

#[test]
fn failures_and_long_commands_are_counted() {
    let whats = vec![began(), ended(1, 9), began(), ended(2, 9), began(), ended(0, 720_000), done("a")];
    let told = ["5.5.0: failed twice (exit code 1, exit code 2), then it was done by hand.", "5.5.0: took 12 minutes."];
    assert_eq!(taught(whats), told);
    let lost = ["5.5.0: cut off once, and nobody knew how its commands ended.", "5.5.0: took 1 hour 5 minutes."];
    assert_eq!(taught(vec![began(), began(), ended(0, 3_900_000)]), lost);
}

#[test]
fn what_people_decide_has_their_name() {
    let named = |step: &str| step.to_owned();
    let whats = vec![
        What::Noted { step: None, text: "a quiet day".to_owned() },
        What::Skipped { step: named("b"), reason: "only for major".to_owned(), by_condition: true },
        What::Overridden { step: named("a"), check: "ci-green".to_owned(), reason: "known to fail.".to_owned() },
        What::WaitOver { step: named("a"), reason: Some("it is urgent".to_owned()) },
        What::MentorAsked { step: named("a") },
        What::Undone { step: named("a") },
        What::Done {
            step: named("a"),
            how: How::ByHand,
            proof: Proof::Contradicted,
            evidence: "no tag; I see it".to_owned(),
        },
    ];
    assert_eq!(
        taught(whats),
        [
            "5.5.0 (@mona): a quiet day",
            "5.5.0 (@mona): done, and it did not look so: no tag; I see it.",
            "5.5.0 (@mona): went on although ci-green did not hold, because known to fail. Is the check right here?",
            "5.5.0 (@mona): the wait was cut short, because it is urgent. Is it too long?",
            "5.5.0 (@mona): asked the mentor for help. What was unclear?",
            "5.5.0 (@mona): taken back.",
        ]
    );
}

#[test]
fn a_check_that_took_long_to_hold_is_told() {
    let check = |outcome| What::Checked {
        step: "a".to_owned(),
        check: "ci-green".to_owned(),
        outcome,
        evidence: String::new(),
    };
    let mut whats = vec![check(Outcome::Fails)];
    // Each event comes a minute after the one before.
    whats.extend(std::iter::repeat_n(What::Resumed, 6));
    whats.push(check(Outcome::Holds));
    assert_eq!(taught(whats), ["5.5.0: waited 7 minutes for ci-green."]);
    assert_eq!(taught(vec![check(Outcome::Fails), check(Outcome::Holds)]), Vec::<String>::new());
}

/// Returns a document with a quote under each of its steps.
fn quoted(text: &str) -> String {
    let checklist = crate::core::checklist::read(text);
    let ids =
        checklist.procedures.iter().flat_map(crate::core::checklist::Procedure::ticks).map(|tick| tick.step.id.clone());
    let lines: Vec<(String, String)> = ids.map(|id| (id, "5.5.0: took 6 minutes.".to_owned())).collect();
    let quoted = insert(text, &lines);
    assert_eq!(quoted.left, [], "{}", quoted.text);
    quoted.text
}

#[test]
fn a_quote_stands_in_its_item() {
    assert_eq!(
        quoted("# R\n\n9. Build it\n10. Push it\n    now\n"),
        "# R\n\n9. Build it\n   > 5.5.0: took 6 minutes.\n10. Push it\n    now\n    > 5.5.0: took 6 minutes.\n"
    );
    assert_eq!(
        quoted("# R\n\n- [ ] Build\n\n      make\n\n- [ ] Push"),
        "# R\n\n- [ ] Build\n\n      make\n  > 5.5.0: took 6 minutes.\n\n- [ ] Push\n  > 5.5.0: took 6 minutes."
    );
}

#[test]
fn text_after_a_list_belongs_to_its_last_step_and_stays_before_the_quote() {
    let text = "# R\n\n- [ ] Build\n  ```sh\n  make\n  ```\nThat is\nall.\n";
    assert!(quoted(text).ends_with("\nThat is\nall.\n  > 5.5.0: took 6 minutes.\n"), "{}", quoted(text));
}

#[test]
fn a_step_that_is_gone_has_no_place() {
    let lines = [("gone".to_owned(), "5.5.0: took 6 minutes.".to_owned())];
    let quoted = insert("# R\n\n- [ ] Build\n", &lines);
    assert_eq!((quoted.text.as_str(), quoted.left.as_slice()), ("# R\n\n- [ ] Build\n", &lines[..]));
}
