//! What stands beside the changes, and details that only mention them.

use super::edits::{CHANGES, edited, line};
use super::*;

#[test]
fn generated_words_go_with_what_they_were_about() {
    let nothing = Generated { text: "## 5.4.0 - 2025-10-06\n\nNo changes.\n".to_owned(), ..frame(Some("5.4.0")) };
    let file = merged("# Changelog\n", &nothing).text;
    assert!(file.contains("\n\nNo changes.\n"), "{file}");
    let full = merged(&file, &jupyter(Some("5.4.0"), &CHANGES));
    assert!(!full.text.contains("No changes."), "{}", full.text);
    assert!(!full.text.contains("\n\n\n"), "{}", full.text);
    assert!(!merged(&full.text, &nothing).text.contains("No changes."));
    let edited = file.replace("No changes.", "No changes, only peace.");
    assert!(merged(&edited, &jupyter(Some("5.4.0"), &CHANGES)).text.contains("only peace"));
}

#[test]
fn the_report_tells_what_else_was_written_anew() {
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &CHANGES)).text;
    let mut later = jupyter(Some("5.4.0"), &CHANGES);
    later.text = later.text.replace("2025-10-06", "2025-10-07").replace("5.3.0...", "5.3.1...").replace("@b", "@c");
    later.date = Some("2025-10-07".to_owned());
    assert_eq!(merged(&file, &later).report.refreshed, ["heading", "compare link", "contributors"]);
}

#[test]
fn a_mention_in_a_detail_is_no_entry() {
    let (_, merged) = edited(&CHANGES, |text| {
        text.replace(&line(13, "Add that"), "")
            .replace(&line(12, "Fix it"), &format!("{}  - it came with #13\n", line(12, "Fix it")))
    });
    assert_eq!(merged.report.deleted, ["13"]);
    assert!(merged.report.kept.is_empty());
}
