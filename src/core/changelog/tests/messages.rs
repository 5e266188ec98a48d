//! What one message says.

use regex::Regex;

use crate::core::changelog::message::{Certainty, Message};

/// The number, whether it is sure, and the title.
fn read(text: &str, is_merge: bool) -> String {
    let message = Message::read(text, is_merge, None);
    let number = match message.reference {
        Some(found) if found.certainty == Certainty::Sure => format!("#{}", found.number),
        Some(found) => format!("#{}?", found.number),
        None if message.is_security => "security".to_owned(),
        None => "-".to_owned(),
    };
    format!("{number} {}", message.title)
}

#[test]
fn merges() {
    let cases = [
        ("Merge pull request #12 from ann/fix-x\n\nFix x", "#12 Fix x"),
        ("Merge pull request #12 from ann/fix-x", "#12 fix x"),
        ("Merge pull request #12 from ann/fix_the-x\n\nSigned-off-by: Ann <a@x>\n", "#12 fix the x"),
        ("Merge pull request #12 from ann/x\n\n# Conflicts:\n#\ta.rs\n#\tb.rs\n\nFix x", "#12 Fix x"),
        ("Merge pull request #12 from ann/x\r\n\r\nFix x\r\n", "#12 Fix x"),
        ("\n\nMerge pull request #12 from ann/x\n\n#34 was wrong", "#12 #34 was wrong"),
        ("Merge octo/hello#12: Fix x", "#12 Fix x"),
        ("Merge octo/hello#12\n\nFix x", "#12 Fix x"),
        ("Merge PR #12: Fix x", "#12 Fix x"),
        ("Merge #12: Fix x", "#12 Fix x"),
        ("Auto merge of #12 - ann:x, r=ben\n\nFix x", "#12 Fix x"),
        ("Merge branch 'x'", "- Merge branch 'x'"),
        ("Merge branch 'fix#12'", "- Merge branch 'fix#12'"),
        ("Merge remote-tracking branch 'origin/x'", "- Merge remote-tracking branch 'origin/x'"),
        ("Merge tag 'v1.0' into x", "- Merge tag 'v1.0' into x"),
        ("Merge commit from fork\n\nFix x", "security Fix x"),
        ("Merge commit from fork\n\n* Fix x\n\n* Test x", "security Fix x"),
        ("Merge commit from fork", "security Merge commit from fork"),
        ("Merge pull request from GHSA-7r3h-4ph8-w38g\n\nFix x", "security Fix x"),
        ("Merge pull request #0 from ann/x\n\nFix x", "- Merge pull request #0 from ann/x"),
        (
            "Merge pull request #99999999999999999999 from ann/x",
            "- Merge pull request #99999999999999999999 from ann/x",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, true), expected, "{text:?}");
    }
}

#[test]
fn plain_commits() {
    let cases = [
        ("Fix x (#12)", "#12 Fix x"),
        ("Fix x (#12)\n\n* Try (#13)", "#12 Fix x"),
        ("Fix #9 (#11) (#12)", "#12 Fix #9 (#11)"),
        ("Fix x (#12) [skip ci]", "#12 Fix x [skip ci]"),
        ("Fix x(#12)", "#12 Fix x"),
        ("Fix x (#12a)", "- Fix x (#12a)"),
        ("Fix x (# 12)", "- Fix x (# 12)"),
        ("Fix x (#0)", "- Fix x (#0)"),
        ("Fix #12", "- Fix #12"),
        ("Revert \"Fix x (#12)\"", "- Revert \"Fix x (#12)\""),
        ("Revert \"Fix x (#12)\" (#13)", "#13 Revert \"Fix x (#12)\""),
        ("Merge pull request #12 from ann/x\n\nFix x\n\n(cherry picked from commit 0123456789)", "#12 Fix x"),
        ("Merge #12: Fix x", "- Merge #12: Fix x"),
        ("Merge commit from fork", "- Merge commit from fork"),
        ("Fix x\n\nPR-URL: https://github.com/octo/hello/pull/12", "#12 Fix x"),
        ("Fix x\n\nPR-URL: #12", "#12 Fix x"),
        ("Fix x\n\nCloses #12", "#12? Fix x"),
        ("Fix x\n\nCLOSES: #12", "#12? Fix x"),
        ("Fix x\n\nCloses #12\nPR-URL: #13", "#13 Fix x"),
        ("Fix x\n\nFixes #12", "- Fix x"),
        ("Fix x (#13)\n\nCloses #12", "#13 Fix x"),
        ("Revert \"Fix x\"\n\nCloses #12", "- Revert \"Fix x\""),
        ("", "- "),
        ("\n\n", "- "),
        ("é (#12)", "#12 é"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, false), expected, "{text:?}");
    }
}

#[test]
fn configured_patterns() {
    let number = |pattern: &str, text: &str| {
        let pattern = Regex::new(pattern).unwrap();
        Message::read(text, false, Some(&pattern)).reference.map(|found| found.number)
    };
    assert_eq!(number(r"(?m)^Change: (\d+)$", "Fix x\n\nChange: 12"), Some(12));
    assert_eq!(number(r"(MR|PR) !(?P<number>\d+)", "Fix x, MR !12"), Some(12));
    assert_eq!(number(r"MR !(\d+)|PR !(\d+)", "Fix x, PR !12"), Some(12));
    assert_eq!(number(r"MR !(\d+)", "Fix x, MR !0"), None);
    assert_eq!(number(r"MR !(\d+)", "Fix x (#12)"), Some(12));
    // What is configured knows better than what is usual.
    assert_eq!(number(r"MR !(\d+)", "MR !13: Fix x (#12)"), Some(13));
}

#[test]
fn trailers() {
    let text = "Fix x\n\n(cherry picked from commit 0123456789ABCDEF)\n(cherry picked from commit 012)\n\
                Co-authored-by: Ben Else <ben@example.org>\nCO-AUTHORED-BY: Cleo<cleo@example.org>\nCo-authored-by: nobody\n";
    let message = Message::read(text, false, None);
    assert_eq!(message.picked_from, ["0123456789abcdef"]);
    let co_authors: Vec<String> = message.co_authors.iter().map(|(name, mail)| format!("{name} <{mail}>")).collect();
    assert_eq!(co_authors, ["Ben Else <ben@example.org>", "Cleo <cleo@example.org>"]);
}
