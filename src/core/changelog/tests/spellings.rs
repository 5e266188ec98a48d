//! How people and bots write that a change ports or takes back another.

use crate::core::changelog::spelling::{backport_mention, hash_in, last_parenthesised_number, revert_mention};

#[test]
fn backports() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // title, body, branch, expected
        ("Backport PR #12 on branch 5.x (Fix x)", "", "", "12 Fix x"),
        ("Backport PR #12 on branch 5.x (Fix x (again))", "", "", "12 Fix x (again)"),
        ("Backport PR #12: Fix x", "", "", "12 Fix x"),
        ("backport pull request #12: Fix x", "", "", "12 Fix x"),
        ("Backport #12 to 5.x", "", "", "12 -"),
        ("Backport of #12: Fix x", "", "", "12 Fix x"),
        ("Automated cherry pick of #12: Fix x", "", "", "12 Fix x"),
        ("Automated cherry pick of #12 #13: Fix x and y", "", "", "12 Fix x and y"),
        ("cherry-pick of #12", "", "", "12 -"),
        ("[Backport 5.x] Fix x (#12)", "", "", "12 Fix x"),
        ("[5.x backport] Fix x", "Backport of #12", "", "12 Fix x"),
        ("[backport to 5.x] Fix x", "Backports https://github.com/octo/hello/pull/12", "", "12 Fix x"),
        ("[Backport 5.x] Fix x", "", "", "- Fix x"),
        ("Fix x (backport #12)", "", "", "12 Fix x"),
        ("Fix x (Backport of #12)", "", "", "12 Fix x"),
        ("Fix x", "", "auto-backport-of-pr-12-on-5.x", "12 Fix x"),
        ("Fix x", "", "backport-12-to-5.x", "12 Fix x"),
        ("Fix x", "", "backport/12/to/5.x", "12 Fix x"),
        ("Fix x", "", "backport-pr-12-to-5.x", "12 Fix x"),
        ("Fix x", "", "mergify/bp/5.x/pr-12", "12 Fix x"),
    ];
    for (title, body, branch, expected) in cases {
        let branch = Some(*branch).filter(|branch| !branch.is_empty());
        let found = backport_mention(title, body, branch).map(|found| {
            let number = found.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
            format!("{number} {}", found.title.unwrap_or_else(|| "-".to_owned()))
        });
        assert_eq!(found.as_deref(), Some(*expected), "{title} | {body} | {branch:?}");
    }
}

#[test]
fn no_backports() {
    let cases = [
        ("Backport the docs", ""),
        ("Add a backport workflow (#12)", ""),
        ("Backporting #12 was hard", ""),
        ("Fix x (backport)", ""),
        ("Fix x (backport #12 and #13)", ""),
        ("[docs] Fix x (#12)", ""),
        ("Fix x", "backport-notes"),
        ("Fix x", "backport-12"),
        ("Fix x", "fix-12-to-13"),
        ("", ""),
    ];
    for (title, branch) in cases {
        let branch = Some(branch).filter(|branch| !branch.is_empty());
        assert_eq!(backport_mention(title, "", branch), None, "{title} {branch:?}");
    }
}

#[test]
fn reverts() {
    let cases: &[(&str, &str, &str, &str)] = &[
        // title, body, branch, expected number, title and commits
        ("Revert \"Fix x\"", "", "", "- Fix x"),
        ("Revert \"Fix x (#12)\"", "", "", "12 Fix x"),
        ("Revert \"Fix x\"", "Reverts octo/hello#12", "", "12 Fix x"),
        ("Revert \"Fix x\"", "Reverts #12\nand more", "", "12 Fix x"),
        ("Revert \"Fix x\"", "", "revert-12-fix-x", "12 Fix x"),
        ("fix: Revert \"Fix x\"", "", "", "- Fix x"),
        ("Revert \"Revert \"Fix x\"\"", "", "", "- Revert \"Fix x\""),
        ("Reapply \"Fix x\"", "", "", "- Revert \"Fix x\""),
        ("Reapply \"Fix x (#12)\"", "", "", "- Revert \"Fix x (#12)\""),
        ("Revert #12", "", "", "12 -"),
        ("Revert PR #12", "", "", "12 -"),
        ("Revert x", "This reverts commit 0123456789.", "", "- - 0123456789"),
        ("Partial revert of x", "This reverts commit 0123456789.", "", "- - 0123456789"),
        ("Undo x", "", "revert-12-x", "12 -"),
    ];
    for (title, body, branch, expected) in cases {
        let branch = Some(*branch).filter(|branch| !branch.is_empty());
        let found = revert_mention(title, body, branch).map(|found| {
            let number = found.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
            let words = [number, found.title.unwrap_or_else(|| "-".to_owned()), found.commits.join(" ")];
            words.join(" ").trim_end().to_owned()
        });
        assert_eq!(found.as_deref(), Some(*expected), "{title} | {body} | {branch:?}");
    }
    for title in ["Revert the default", "Fix the revert button", "Reverting \"x\" is hard", "Reverts", ""] {
        assert_eq!(revert_mention(title, "", Some("reverting-12")), None, "{title}");
    }
}

#[test]
fn small_pieces() {
    assert_eq!(last_parenthesised_number("a (#1) b (#2) c"), Some((2, "a (#1) b c".to_owned())));
    assert_eq!(last_parenthesised_number("(#1)"), Some((1, String::new())));
    assert_eq!(last_parenthesised_number("ü (#1)ö"), Some((1, "ü ö".to_owned())));
    assert_eq!(last_parenthesised_number("a (#1"), None);
    assert_eq!(hash_in("0123456"), Some("0123456".to_owned()));
    assert_eq!(hash_in("012345"), None);
    assert_eq!(hash_in(&"0".repeat(41)), None);
}
