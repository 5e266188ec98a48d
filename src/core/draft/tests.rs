//! The body of a draft, and what people wrote into it.

use std::fmt::Write as _;

use super::body::{BodyError, DraftBody, LONGEST_BODY, Listing};
use super::{Marker, Notice};
use crate::core::changelog::document::{Entry, Generated, SectionTitle};

fn marker(job: Option<&str>) -> Marker {
    Marker {
        project: "octo/hello".to_owned(),
        line: "main".to_owned(),
        tags: String::new(),
        job: job.map(str::to_owned),
    }
}

/// Returns a section with the changes `1..=count`.
fn generated(count: usize) -> Result<Generated, BodyError> {
    listing(1..=count)
}

/// Returns a section with these changes.
#[expect(clippy::unnecessary_wraps, reason = "what is asked for can fail")]
fn listing(numbers: std::ops::RangeInclusive<usize>) -> Result<Generated, BodyError> {
    let mut text = "### Unreleased\n\n#### Bugs fixed\n\n".to_owned();
    let mut entries = Vec::new();
    for number in numbers.rev() {
        let _ = writeln!(text, "- Change {number} [#{number}](https://github.com/octo/hello/pull/{number})");
        entries.push(Entry { key: number.to_string(), section: "bug".to_owned(), aliases: Vec::new() });
    }
    let sections = vec![SectionTitle { key: "bug".to_owned(), title: "Bugs fixed".to_owned() }];
    Ok(Generated { text, sections, entries, ..Generated::default() })
}

fn notice(tag: &str) -> Notice {
    Notice { tag: tag.to_owned(), is_tagged: false, left_out: [0, 0] }
}

/// Returns the list of the first of these notes.
#[expect(clippy::unnecessary_wraps, reason = "what is asked for can fail")]
fn noted(keys: &[&str], count: usize) -> Result<Generated, BodyError> {
    let keys = keys.get(..count).unwrap();
    let mut text = "# Unreleased\n".to_owned();
    if count > 0 {
        text += "\n## Upgrade notes\n\n";
    }
    for key in keys {
        let _ = writeln!(text, "- Note of {key} **TODO**: say it <!-- shepherd: note {key} -->");
    }
    let entry = |key: &&str| Entry { key: format!("note:{key}"), section: "notes".to_owned(), aliases: Vec::new() };
    Ok(Generated {
        text,
        sections: vec![SectionTitle { key: "notes".to_owned(), title: "Upgrade notes".to_owned() }],
        entries: keys.iter().map(entry).collect(),
        ..Generated::default()
    })
}

/// Composes a body of changes, of which there are so many, and of notes.
fn composed(
    before: Option<&str>,
    (marker, tag): (&Marker, &str),
    (count, first): (usize, &dyn Fn(usize) -> Result<Generated, BodyError>),
    notes: &[&str],
) -> Result<DraftBody, BodyError> {
    let changes = Listing { count, first };
    let notes = Listing { count: notes.len(), first: &|count| noted(notes, count) };
    DraftBody::compose(before, marker, &notice(tag), &changes, &notes)
}

fn made(before: Option<&str>, tag: &str, count: usize) -> String {
    let again =
        |before: Option<&str>| composed(before, (&marker(None), tag), (count, &generated), &["python"]).unwrap().text;
    let first = again(before);
    let second = again(Some(&first));
    assert_eq!(second, first, "twice is not once");
    first
}

#[test]
fn the_first_line_says_what_publishing_does() {
    insta::assert_snapshot!(made(None, "1.1.0", 2), @r#"
    > Publishing this draft creates the tag `1.1.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

    <!-- shepherd: notes of "main" -->
    ## Upgrade notes

    - Note of python **TODO**: say it <!-- shepherd: note python -->

    <!-- shepherd: base 1 {"note:python": ["notes", "f088ee18dac2"]} -->
    <!-- shepherd: end -->

    <!-- shepherd: changes -->

    ## Bugs fixed

    - Change 2 [#2](https://github.com/octo/hello/pull/2)
    - Change 1 [#1](https://github.com/octo/hello/pull/1)

    <!-- shepherd: base 1 {"2": ["bug", "a469953e697c"], "1": ["bug", "7044540298df"]} -->

    <!-- shepherd: draft = "octo/hello", line = "main" -->
    "#);
}

#[test]
fn a_first_body_has_the_job_that_made_it_and_the_next_one_has_not() {
    let first = composed(None, (&marker(Some("0f")), "1.1.0"), (2, &generated), &["python"]).unwrap().text;
    assert!(first.ends_with(", job = \"0f\" -->"), "{first}");
    assert_eq!(made(Some(&first), "1.1.0", 2), made(None, "1.1.0", 2));
}

#[test]
fn what_people_wrote_stays_wherever_it_is() {
    let edited = made(None, "1.1.0", 2)
        .replace(
            "<!-- shepherd: changes -->",
            "# Thanks to all who tested 1.1.0rc1\n\n- Mona\n\n<!-- shepherd: changes -->",
        )
        .replace("- Change 2", "- The parser stops where it should")
        .replace("## Bugs fixed\n", "## Bugs fixed\n\nMost of them old.\n")
        .replace("<!-- shepherd: draft", "## 1.0.0\n\nSee there.\n\n<!-- shepherd: draft")
        .replace('\n', "\r\n");
    let after = made(Some(&edited), "1.2.0", 3);
    insta::assert_snapshot!(after, @r#"
    > Publishing this draft creates the tag `1.2.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

    <!-- shepherd: notes of "main" -->
    ## Upgrade notes

    - Note of python **TODO**: say it <!-- shepherd: note python -->

    <!-- shepherd: base 1 {"note:python": ["notes", "f088ee18dac2"]} -->
    <!-- shepherd: end -->

    # Thanks to all who tested 1.1.0rc1

    - Mona

    <!-- shepherd: changes -->

    ## Bugs fixed

    Most of them old.

    - Change 3 [#3](https://github.com/octo/hello/pull/3)
    - The parser stops where it should [#2](https://github.com/octo/hello/pull/2)
    - Change 1 [#1](https://github.com/octo/hello/pull/1)

    <!-- shepherd: base 1 {"3": ["bug", "6f8082ad4486"], "2": ["bug", "a469953e697c"], "1": ["bug", "7044540298df"]} -->

    ## 1.0.0

    See there.

    <!-- shepherd: draft = "octo/hello", line = "main" -->
    "#);
}

#[test]
fn markers_that_people_removed_are_made_again() {
    let body = made(None, "1.1.0", 2);
    let without = |what: &str| body.lines().filter(|line| !line.contains(what)).collect::<Vec<_>>().join("\n");
    assert_eq!(made(Some(&without("shepherd: changes")), "1.1.0", 2), body);
    assert_eq!(made(Some(&without("shepherd: notice")), "1.1.0", 2), body);
    assert_eq!(made(Some(&without("shepherd: base")), "1.1.0", 2), body);
    assert_eq!(made(Some(&without("#1]")), "1.1.0", 2), without("#1]"));
}

#[test]
fn changes_that_are_none_any_more_go_and_what_people_made_of_them_stays() {
    let edited = made(None, "1.1.0", 4)
        .replace("- Change 2", "- The parser stops where it should")
        .replace("pull/3)\n", "pull/3)\n  - Look at the guide.\n");
    let without_one: String = edited.lines().filter(|line| !line.contains("Change 1 ")).collect::<Vec<_>>().join("\n");
    let now = |before: &str| composed(Some(before), (&marker(None), "1.1.1"), (2, &|_| listing(5..=6)), &[]).unwrap();
    let body = now(&without_one);
    insta::assert_snapshot!(body.text, @r#"
    > Publishing this draft creates the tag `1.1.1`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

    <!-- shepherd: notes of "main" -->
    <!-- shepherd: end -->

    <!-- shepherd: changes -->

    ## Bugs fixed

    - Change 3 [#3](https://github.com/octo/hello/pull/3)
      - Look at the guide.
    - The parser stops where it should [#2](https://github.com/octo/hello/pull/2)
    - Change 6 [#6](https://github.com/octo/hello/pull/6)
    - Change 5 [#5](https://github.com/octo/hello/pull/5)

    <!-- shepherd: base 1 {"6": ["bug", "d5962a96c3b8"], "5": ["bug", "97a002522365"], "2": ["bug", "a469953e697c"], "3": ["bug", "6f8082ad4486"]} -->

    <!-- shepherd: draft = "octo/hello", line = "main" -->
    "#);
    assert_eq!((body.outdated.join(" "), body.left_out), ("3 2".to_owned(), [0, 0]));
    assert_eq!(now(&body.text), body);
    let back = made(Some(&body.text), "1.1.0", 4);
    assert!(back.contains("Change 4 ") && back.contains("Change 1 ") && !back.contains("Change 5 "), "{back}");
}

#[test]
fn a_line_that_people_wrote_into_is_theirs() {
    let body = made(None, "1.1.0", 2);
    let theirs = body
        .replace("this project. <!--", "this project. Do not publish before Monday. <!--")
        .replace("notice -->", "notice --> (Mona)");
    let after = made(Some(&theirs), "1.1.0", 2);
    let lines: Vec<&str> = after.lines().collect();
    assert_eq!(Some(lines[0]), body.lines().next());
    assert!(lines[2].ends_with("in this project. Do not publish before Monday.  (Mona)"), "{after}");
    let above = format!("> By hand. <!-- shepherd: notice -->\n\n{body}");
    assert!(made(Some(&above), "1.1.0", 2).contains("\n\n> By hand.\n"));
}

#[test]
fn where_room_gets_less_the_last_changes_go() {
    let compose = |before: Option<&str>| composed(before, (&marker(None), "1.1.0"), (3000, &generated), &[]).unwrap();
    let first = compose(None);
    let wordy = format!("{}\n\n{}", "words\n".repeat(5_000), first.text);
    let wordy = wordy.replace("- Change 7 ", "- Our seventh change ");
    let wordy = wordy.lines().filter(|line| !line.contains("#8]")).collect::<Vec<_>>().join("\n");
    let second = compose(Some(&wordy));
    let length = second.text.chars().count();
    assert!(length <= LONGEST_BODY && length > LONGEST_BODY - 200, "{length}");
    let listed = second.text.matches("/pull/").count();
    assert_eq!((listed + 1 + second.left_out[0], second.outdated.len()), (3000, 0));
    assert!(second.left_out > first.left_out && second.text.contains("Our seventh change"));
    let third = compose(Some(&second.text.replace("words\n", "")));
    assert_eq!(
        (third.text.matches("/pull/").count(), third.text.contains("#8]")),
        (3000 - 1 - third.left_out[0], false)
    );
    assert!(third.left_out <= first.left_out, "{}", third.left_out[0]);
}

#[test]
fn what_has_no_room_is_counted() {
    let body = composed(None, (&marker(None), "1.1.0"), (3000, &generated), &[]).unwrap();
    let length = body.text.chars().count();
    assert!(length <= LONGEST_BODY && length > LONGEST_BODY - 200, "{length}");
    let left = body.left_out[0];
    assert!(body.text.contains(&format!("125,000 characters, and {left} changes more had no room.")), "{left}");
    let full = "words\n".repeat(30_000);
    let refused = composed(Some(&full), (&marker(None), "1.1.0"), (3, &generated), &[]).unwrap_err();
    assert!(matches!(refused, BodyError::TooLong { length: 180_000.. }), "{refused}");
}

#[test]
fn what_people_made_of_a_note_stays_and_new_ones_come() {
    let body = |before: Option<&str>, notes: &[&str]| {
        composed(before, (&marker(None), "1.1.0"), (1, &generated), notes).unwrap()
    };
    let first = body(None, &["a", "b", "c"]).text;
    let edited = first
        .replace("Note of a **TODO**: say it", "Please run `migrate` first.")
        .lines()
        .filter(|line| !line.contains("Note of b"))
        .collect::<Vec<_>>()
        .join("\r\n");
    let second = body(Some(&edited), &["a", "b", "d"]);
    insta::assert_snapshot!(second.text.split("<!-- shepherd: changes").next().unwrap(), @r#"
    > Publishing this draft creates the tag `1.1.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->

    <!-- shepherd: notes of "main" -->
    ## Upgrade notes

    - Please run `migrate` first. <!-- shepherd: note a -->
    - Note of d **TODO**: say it <!-- shepherd: note d -->

    <!-- shepherd: base 1 {"note:a": ["notes", "93ef8f4cbf90"], "note:b": ["notes", "69db7513cc10"], "note:d": ["notes", "bfcaf9d7fba9"]} -->
    <!-- shepherd: end -->
    "#);
    assert_eq!(body(Some(&second.text), &["a", "b", "d"]), second);
    let third = body(Some(&second.text), &["b"]).text;
    assert!(third.contains("Please run") && !third.contains("Note of"), "{third}");
    let none = body(Some(&first), &[]).text;
    assert!(!none.contains("Upgrade notes"), "{none}");
    assert_eq!(body(Some(&none), &["a", "b", "c"]).text, first);
}

#[test]
fn notes_whose_block_a_person_took_out_are_named() {
    let body = |before: &str| composed(Some(before), (&marker(None), "1.1.0"), (1, &generated), &["a", "b"]).unwrap();
    let out = body("All mine. <!-- shepherd: note a -->");
    assert_eq!((out.unlisted.join(" "), out.text.contains("Note of")), ("note:b".to_owned(), false));
    assert_eq!(body(&composed(None, (&marker(None), "1.1.0"), (1, &generated), &[]).unwrap().text).unlisted.len(), 0);
}

#[test]
fn where_notes_alone_are_too_long_the_last_of_them_go() {
    let keys: Vec<String> = (0..400).map(|number| format!("{}{number}", "key".repeat(40))).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let body = |before: Option<&str>| composed(before, (&marker(None), "1.1.0"), (5, &generated), &keys).unwrap();
    let first = body(None);
    assert!(first.text.chars().count() <= LONGEST_BODY);
    let told = first.text.matches("- Note of").count();
    assert_eq!(first.left_out, [5, 400 - told]);
    assert!(first.text.contains(" and 5 changes and ") && told > 100, "{told}");
    assert_eq!(body(Some(&first.text)), first);
}
