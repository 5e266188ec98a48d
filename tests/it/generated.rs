//! Documents that nobody would write: nothing panics, and every word of them is still there.

use std::collections::HashSet;

use proptest::prelude::*;
use release_shepherd::core::checklist::{read, show};

use crate::documents::parts;

/// How a line begins: indentation, and a marker of Markdown.
fn beginning() -> impl Strategy<Value = String> {
    let indent = prop_oneof![
        4 => Just(""), 2 => Just("  "), 2 => Just("    "), 1 => Just("\t"), 1 => Just(" \t "), 1 => Just("      "),
        1 => Just("   "), 1 => Just("> "), 1 => Just("\u{3000}")
    ];
    let marker = prop_oneof![
        4 => Just("- "), 2 => Just("* [ ] "), 2 => Just("1. "), 1 => Just("10) "), 1 => Just("1. [x] "), 1 => Just("-\t"),
        1 => Just("- - "), 1 => Just("-     "), 2 => Just("# "), 2 => Just("## "), 1 => Just("### 2.1 "), 1 => Just("1: "),
        4 => Just(""), 1 => Just("| "), 1 => Just("[^1]: "), 1 => Just("+ ```sh "), 1 => Just("Step 2: ")
    ];
    (indent, marker).prop_map(|(indent, marker)| format!("{indent}{marker}"))
}

/// Lines that stand as they are.
fn fixed() -> impl Strategy<Value = String> {
    let lines = [
        "",
        "",
        "",
        "```",
        "```sh",
        "  ```",
        "    ```bash",
        "~~~~",
        "<!--",
        "-->",
        "<!-- shepherd: id = \"a\" -->",
        "  <!-- shepherd: irreversible = true -->",
        "<!-- - [ ] x -->",
        "<details>",
        "</details>",
        "<summary><h2>5. Run</h2></summary>",
        "---",
        "===",
        "***",
        "|---|---|",
        "## Requirements",
        "## Patch release",
        "# Making a release",
        "## 1. Tag",
        "This script will:",
        "Tagging:",
        "> [!NOTE]",
        "- ",
        "1.",
        "-",
        "\u{a0}",
        "\\",
        "    - [ ] task in code",
        "Update it and push:",
        "- git push",
        "{: .note }",
        "[a]: https://example.org",
    ];
    prop::sample::select(lines.map(str::to_owned).to_vec())
}

/// A document in which each word stands once, and its words.
fn document() -> impl Strategy<Value = (String, Vec<String>)> {
    let line = prop_oneof![3 => (beginning(), 0..4usize).prop_map(Ok), 2 => fixed().prop_map(Err)];
    let ends = prop_oneof![8 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\r")];
    prop::collection::vec((line, ends), 0..40).prop_map(|lines| {
        let (mut text, mut words) = (String::new(), Vec::new());
        for (line, end) in lines {
            match line {
                Ok((beginning, count)) => {
                    text += &beginning;
                    for _ in 0..count {
                        let word = format!("wörd{}", words.len());
                        text = text + &word + " ";
                        words.push(word);
                    }
                }
                Err(fixed) => text += &fixed,
            }
            text += end;
        }
        (text, words)
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost((text, words) in document()) {
        let shown = show::markdown(&read(&text));
        let there: HashSet<&str> = super::generated::words(&shown).collect();
        for word in words {
            prop_assert!(there.contains(word.as_str()), "{word} is gone\n{text}\n--- became ---\n{shown}");
        }
    }

    #[test]
    fn headings_items_and_code_stay_in_order((text, _) in document()) {
        let shown = show::markdown(&read(&text));
        let mut there = words(&shown);
        for part in parts(&text) {
            for word in words(&part).filter(|word| word.starts_with("wörd")) {
                let is_there = there.any(|other| other == word);
                prop_assert!(is_there, "{word} is not in its place\n{text}\n--- became ---\n{shown}");
            }
        }
    }

    #[test]
    fn line_ends_change_nothing((text, _) in document()) {
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(read(&plain), read(&plain.replace('\n', "\r\n")));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        show::markdown(&read(&text));
    }
}

#[test]
fn deep_nesting_is_read() {
    const DEPTH: usize = 10_000;
    for part in ["> ", "- ", "1. ", "> - ", "* [ ] "] {
        let text = part.repeat(DEPTH) + "deep\n";
        assert!(show::markdown(&read(&text)).contains("deep"), "{part:?}");
    }
    let stairs: Vec<String> = (0..1000).map(|depth| format!("{}- item{depth}\n", "  ".repeat(depth))).collect();
    let stairs = stairs.concat();
    assert!(show::markdown(&read(&stairs)).contains("item999"));
}

#[test]
fn a_procedure_without_a_heading_hides_nothing() {
    let text = "## Before\n# Making a release\n# \n";
    assert!(show::markdown(&read(text)).contains("## Before"));
}
