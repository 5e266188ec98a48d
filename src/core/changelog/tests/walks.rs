//! Which commits of a history are changes, and where each ends.

use std::fmt::Write as _;

use super::story::{Story, Told};
use crate::core::changelog::history::{Facts, PullRequest};
use crate::core::changelog::rules::{Recognition, Rules};

fn merge(number: u64, title: &str) -> String {
    format!("Merge pull request #{number} from ann/x\n\n{title}")
}

fn tell(story: &Story, head: usize) -> Told {
    story.tell(head, &Facts::default(), &Rules::default())
}

/// The walked commits, oldest first: the number that each names, `+N` for what came with it, `>` where it was passed
/// through.
fn steps(told: &Told) -> String {
    let mut text = String::new();
    for step in &told.walk.steps {
        let name = step.reference.map_or_else(
            || told.history.commit(step.node).message.title.clone(),
            |reference| format!("#{}", reference.number),
        );
        let sign = if step.passed_through { ">" } else { "" };
        let side = if step.side.is_empty() { String::new() } else { format!("+{}", step.side.len()) };
        let _ = write!(text, "{}{sign}{name}{side}", if text.is_empty() { "" } else { ", " });
    }
    text
}

#[test]
fn first_parents_lead() {
    let mut story = Story::new();
    let side = story.commit(&[0], "Work");
    let more = story.commit(&[side], "More work");
    let merged = story.commit(&[0, more], merge(1, "One"));
    let head = story.commit(&[merged], "Two (#2)");
    let told = tell(&story, head);
    assert_eq!(steps(&told), "#1+2, #2");
    assert_eq!(told.buckets(), "listed 1 2");
}

#[test]
fn a_branch_that_was_kept_up_to_date_brings_only_its_own() {
    let mut story = Story::new();
    let work = story.commit(&[0], "Work");
    let other = story.commit(&[0], "Two (#2)");
    let updated = story.commit(&[work, other], "Merge branch 'main' into x");
    let last = story.commit(&[updated], "Last work");
    let head = story.commit(&[other, last], merge(1, "One"));
    let told = tell(&story, head);
    assert_eq!(steps(&told), "#2, #1+3");
    assert_eq!(told.buckets(), "listed 1 2");
}

#[test]
fn a_foxtrot_is_walked_through() {
    let mut story = Story::new();
    let one = story.commit(&[0], "One (#1)");
    let two = story.commit(&[one], "Two (#2)");
    let own = story.commit(&[0], "My own");
    let head = story.commit(&[own, two], "Merge branch 'main' of https://github.com/octo/hello");
    let told = tell(&story, head);
    assert_eq!(steps(&told), "My own, #1, #2, >Merge branch 'main' of https://github.com/octo/hello");
    assert_eq!(told.buckets(), "direct: 2, listed 1 2");
}

#[test]
fn nested_numbers_are_parts_of_the_outermost() {
    let mut story = Story::new();
    let deep = story.commit(&[0], "Deep (#1)");
    let inner = story.commit(&[0, deep], merge(2, "Inner"));
    let squash = story.commit(&[inner], "Squashed (#3)");
    let head = story.commit(&[0, squash], merge(4, "Outer"));
    let told = tell(&story, head);
    assert_eq!(steps(&told), "#4+3");
    assert_eq!(told.buckets(), "listed 4, part_of 1 2 3");
}

#[test]
fn a_pull_request_of_two_lines_is_walked_where_github_knows() {
    let mut story = Story::new();
    let one = story.commit(&[0], "One (#1)");
    let two = story.commit(&[one], "Two (#2)");
    let direct = story.commit(&[two], "Without a number");
    let head = story.commit(&[0, direct], merge(3, "Bring 1.x into main"));
    let mut facts = Facts { asked: true, default_branch: Some("main".to_owned()), ..Facts::default() };
    for (number, base) in [(1, "1.x"), (2, "topic"), (3, "main")] {
        let found = PullRequest { number, base: base.to_owned(), ..PullRequest::default() };
        facts.pull_requests.insert(number, found);
    }
    let told = story.tell(head, &facts, &Rules::default());
    assert_eq!(told.buckets(), "housekeeping 3, listed 1, part_of 2");
    let told = tell(&story, head);
    assert_eq!(told.buckets(), "listed 3, part_of 1 2");
}

#[test]
fn one_number_on_several_commits_is_one_entry() {
    let mut story = Story::new();
    let one = story.commit(&[0], "Begin (#1)");
    let two = story.commit(&[one], "Two (#2)");
    let head = story.commit(&[two], "Go on (#1)");
    let told = tell(&story, head);
    assert_eq!(steps(&told), "#1, #2, #1");
    assert_eq!(told.buckets(), "listed 1 2");
    assert_eq!(told.decided.entries[0].steps, [0, 2]);
}

#[test]
fn a_part_that_is_also_merged_by_itself_stands_for_itself() {
    let mut story = Story::new();
    let inner = story.commit(&[0], "Inner (#1)");
    let outer = story.commit(&[0, inner], merge(2, "Outer"));
    let head = story.commit(&[outer], "Inner again (#1)");
    assert_eq!(tell(&story, head).buckets(), "listed 1 2");
}

#[test]
fn reverts_pair_up_from_the_newest() {
    let cases: &[(&[&str], &str)] = &[
        (&["A (#1)", "Revert \"A (#1)\" (#2)"], "reverted 1 2"),
        (&["A (#1)", "Revert \"A\" (#2)"], "reverted 1 2"),
        (&["A (#1)", "Revert #1 (#2)"], "reverted 1 2"),
        (&["A (#1)", "B (#2)\n\nReverts octo/hello#1"], "listed 1 2"),
        (&["A (#1)", "Revert \"A\" (#2)\n\nReverts octo/hello#1"], "reverted 1 2"),
        // A number is certain: the title of another change does not stand in for it.
        (&["A (#1)", "Revert \"A (#9)\" (#2)"], "listed 1 2"),
        (&["A (#1)", "Revert \"A (#1)\" (#2)", "Revert \"Revert \"A (#1)\" (#2)\" (#3)"], "listed 1, reverted 2 3"),
        (&["A (#1)", "Revert \"A (#1)\" (#2)", "Reapply \"A (#1)\" (#3)"], "listed 1, reverted 2 3"),
        (&["A (#1)", "Revert \"A (#1)\" (#2)", "A (#3)"], "listed 3, reverted 1 2"),
        (&["A (#1)", "A (#2)", "Revert \"A\" (#3)"], "listed 1, reverted 2 3"),
        (&["Revert \"A (#1)\" (#2)", "A (#1)"], "listed 1 2"),
        (&["Revert the default of a flag (#1)"], "listed 1"),
    ];
    for (messages, expected) in cases {
        let mut story = Story::new();
        let head = messages.iter().fold(0, |tip, message| story.commit(&[tip], *message));
        assert_eq!(tell(&story, head).buckets(), *expected, "{messages:?}");
    }
}

#[test]
fn each_recognition_can_be_switched_off() {
    let mut story = Story::new();
    let mut head = story.commit(&[0], "A (#1)");
    for message in ["Revert \"A (#1)\" (#2)", "Backport PR #9: B (#3)", "Release 1.2.3 (#4)"] {
        head = story.commit(&[head], message);
    }
    let without = |recognition| {
        let rules = Rules { switched_off: vec![recognition], ..Rules::default() };
        story.tell(head, &Facts::default(), &rules).buckets()
    };
    assert_eq!(tell(&story, head).buckets(), "backport 3, housekeeping 4, reverted 1 2");
    assert_eq!(without(Recognition::Reverts), "backport 3, housekeeping 4, listed 1 2");
    assert_eq!(without(Recognition::Backports), "housekeeping 4, listed 3, reverted 1 2");
    assert_eq!(without(Recognition::Housekeeping), "backport 3, listed 4, reverted 1 2");
}
