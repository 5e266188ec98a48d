//! What is longer than GitHub takes is cut, and says so.

use std::fmt::Write as _;

use super::{begin, begin_with_mentor, issue, project, site};

#[test]
fn a_page_that_is_too_long_is_cut_with_a_sentence() {
    let mut document = "# Releasing\n\n".to_owned();
    for number in 1..=900 {
        let words = "and look at all of it with care ".repeat(3);
        writeln!(document, "1. Do the part {number} {words}<!-- shepherd: id = \"part{number}\" -->")
            .expect("a text takes all");
    }
    let github = site();
    let sandbox = project(&github, &document);
    drop(begin(&sandbox, "'step.part1' = 'done'\n'step.part2' = 'quit'\n").success());
    let body = issue(&github).body;
    let tail: Vec<&str> = body.lines().rev().take(3).collect();
    assert!(body.chars().count() <= 65_536 && body.contains("- [x] Do the part 1 "), "{}", body.len());
    assert_eq!(tail[2], "_This is not all: GitHub takes 65,536 characters. `shepherd status` shows the rest._");
}

#[test]
fn a_request_that_is_too_long_to_be_seen_cannot_be_agreed_to_in_a_comment() {
    let mut document = "# Releasing\n\n1. Tell the others <!-- shepherd: id = \"tell\" -->\n\
        2. Upload it <!-- shepherd: id = \"upload\", sign-off = \"mentor\" -->\n\n   ```bash\n"
        .to_owned();
    for number in 0..3000 {
        writeln!(document, "   echo the line {number} of many lines > proof").expect("a text takes all");
    }
    document.push_str("   ```\n");
    let github = site();
    let sandbox = project(&github, &document);
    drop(begin_with_mentor(&sandbox).failure(5));
    let comments = issue(&github).comments;
    assert_eq!(comments.len(), 1);
    let body = &comments[0].body;
    assert!(body.chars().count() <= 65_536, "{}", body.chars().count());
    let end: String = body.lines().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(super::without_chance(&end), @"
    echo the line 1608 of many lines > proof
    echo the line 1609 of many lines > proof
    echo the line 1610 of many lines > proof
    echo the line 1611 of many lines > proof
    echo the line 1612 of many lines > proof
    echo the line 1613 of many lines > proof
    echo the line 1614 of many lines > proof
    ```

    _This is not all: GitHub takes 65,536 characters. `shepherd approve 1.1.0 upload` shows the rest._

    It is too long to be agreed to here. `shepherd approve 1.1.0 upload` shows all of it, and asks.

    <!-- shepherd: sign-off [RUN] upload [DIGEST] -->
    ");
}
