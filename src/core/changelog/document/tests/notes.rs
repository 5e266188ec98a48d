//! Upgrade notes in a page: what people made of them stays, whatever is drafted next.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{Entry, Generated, Options, SectionTitle, check, merge};

/// What a person does to a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Nothing,
    Rewrites,
    Fills,
    Deletes,
}

/// Returns the draft of notes with these keys, whose words depend on `turn`.
fn drafted(keys: &[String], turn: u8) -> Generated {
    let mut text = "## 2.0.0\n\n### Breaking changes\n".to_owned();
    for key in keys {
        let _ = write!(
            text,
            "\n- **Title of {key}, turn {turn}** (#12) <!-- shepherd: note {key} -->\n\n  **TODO**: write it.\n"
        );
    }
    let entries: Vec<Entry> = keys
        .iter()
        .map(|key| Entry { key: format!("note:{key}"), section: "breaking".to_owned(), aliases: Vec::new() })
        .collect();
    Generated {
        text,
        version: Some("2.0.0".to_owned()),
        sections: vec![SectionTitle { key: "breaking".to_owned(), title: "Breaking changes".to_owned() }],
        known: entries.iter().map(|entry| entry.key.clone()).collect(),
        entries,
        ..Generated::default()
    }
}

/// Does to the note with a key what a person does.
fn done(page: &str, key: &str, deed: Deed) -> String {
    let mark = format!("<!-- shepherd: note {key} -->");
    let start = page.lines().position(|line| line.contains(&mark)).unwrap();
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    match deed {
        Deed::Nothing => {}
        Deed::Rewrites => {
            lines.splice(start..start + 3, [format!("- A person says of {key} what to do. {mark}")]);
        }
        Deed::Fills => lines[start + 2] = format!("  A person fills in {key}."),
        Deed::Deletes => drop(lines.drain(start..start + 4)),
    }
    lines.join("\n") + "\n"
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![Just(Deed::Nothing), Just(Deed::Rewrites), Just(Deed::Fills), Just(Deed::Deletes)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_people_made_of_notes_stays(
        notes in proptest::collection::btree_map("[a-f]{1,3}", deed(), 1..6),
        more in proptest::collection::btree_set("[g-k]{1,2}", 0..3),
    ) {
        let keys: Vec<String> = notes.keys().cloned().collect();
        let options = Options::default();
        let mut page = merge("# Upgrading\n", &drafted(&keys, 1), &options).unwrap().text;
        for (key, deed) in &notes {
            page = done(&page, key, *deed);
        }
        let now: Vec<String> = keys.iter().chain(&more).cloned().collect();
        let next = drafted(&now, 2);
        let merged = merge(&page, &next, &options).unwrap().text;
        for (key, deed) in &notes {
            let mark = format!("note {key} -->");
            match deed {
                Deed::Nothing => prop_assert!(merged.contains(&format!("Title of {key}, turn 2")), "{key}\n{merged}"),
                Deed::Rewrites => prop_assert!(merged.contains(&format!("A person says of {key} what to do.")), "{key}\n{merged}"),
                Deed::Fills => prop_assert!(merged.contains(&format!("  A person fills in {key}.")), "{key}\n{merged}"),
                Deed::Deletes => prop_assert!(!merged.contains(&mark), "{key}\n{merged}"),
            }
            prop_assert!(merged.matches(&mark).count() <= 1, "{key}\n{merged}");
        }
        for key in &more {
            prop_assert_eq!(merged.matches(&format!("note {key} -->")).count(), 1, "{}\n{}", key, merged);
        }
        prop_assert_eq!(&merge(&merged, &next, &options).unwrap().text, &merged);
        let found = check(&merged, &next).unwrap();
        prop_assert_eq!(found.missing, Vec::<String>::new());
        let open = notes.values().filter(|deed| **deed == Deed::Nothing).count() + more.len();
        prop_assert_eq!(found.open.len(), open, "{}", merged);
    }
}
