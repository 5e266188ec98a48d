//! Two people changed one list of texts: what each of them added is there, and what each of them took away is gone.

use toml_edit::{Item, TableLike};

use crate::store::keep;

/// What is recorded of a release is one fact: two lists of who cut it are no longer list, but two opinions.
const FACTS: &str = "releases/";

/// Says whether the lists of a file are sets that may be merged text by text.
pub(super) fn are_sets(file: &str) -> bool {
    !file.starts_with(FACTS)
}

/// Merges the lists of texts of a key text by text into `theirs`. `false` where it is no list of texts on both sides,
/// and where each side put something of its own in the place of one and the same text.
pub(super) fn merge_texts(key: &str, base: &dyn TableLike, mine: &dyn TableLike, theirs: &mut dyn TableLike) -> bool {
    let (Some(here), Some(there)) = (texts(mine.get(key)), texts(theirs.get(key))) else { return false };
    let before = match base.get(key) {
        None => Vec::new(),
        present => match texts(present) {
            Some(before) => before,
            None => return false,
        },
    };
    let added = |side: &[String]| side.iter().filter(|text| !before.contains(text)).cloned().collect::<Vec<_>>();
    let (mine_added, theirs_added) = (added(&here), added(&there));
    let replaced = before.iter().any(|text| !here.contains(text) && !there.contains(text));
    if replaced && mine_added != theirs_added && !mine_added.is_empty() && !theirs_added.is_empty() {
        return false;
    }
    let is_gone = |text: &String| before.contains(text) && !here.contains(text);
    let stays = there.iter().filter(|text| !is_gone(text)).cloned();
    let comes = mine_added.into_iter().filter(|text| !there.contains(text));
    let after: Vec<String> = stays.chain(comes).collect();
    keep::set_list(theirs, key, &there, &after);
    true
}

/// Returns the texts of a list, `None` where it is no list of texts.
fn texts(item: Option<&Item>) -> Option<Vec<String>> {
    item?.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
        let read = |text: &str| text.parse::<toml_edit::DocumentMut>().unwrap();
        let (base, mine, mut theirs) = (read(base), read(mine), read(theirs));
        merge_texts("a", base.as_table(), mine.as_table(), theirs.as_table_mut()).then(|| theirs.to_string())
    }

    #[test]
    fn both_additions_are_kept_and_both_removals() {
        let cases = [
            ("", "a = ['x']\n", "a = ['y']\n", Some("a = ['y', \"x\"]\n")),
            ("a = ['x']\n", "a = ['x', 'm']\n", "a = ['x', 't']\n", Some("a = ['x', 't', \"m\"]\n")),
            ("a = ['x', 'y']\n", "a = ['y']\n", "a = ['x', 'y', 't']\n", Some("a = ['y', 't']\n")),
            ("a = ['x', 'y']\n", "a = ['y']\n", "a = ['x']\n", Some("a = []\n")),
            ("a = ['x']\n", "a = ['m']\n", "a = ['x', 't']\n", Some("a = ['t', \"m\"]\n")),
            ("a = ['x']\n", "a = ['m']\n", "a = ['t']\n", None),
            ("a = ['x']\n", "a = ['m']\n", "a = ['m']\n", Some("a = ['m']\n")),
            ("a = 1\n", "a = ['m']\n", "a = ['t']\n", None),
            ("", "a = [1]\n", "a = ['t']\n", None),
            ("a = []\n", "a = ['m']\n", "", None),
        ];
        for (base, mine, theirs, expected) in cases {
            assert_eq!(merged(base, mine, theirs).as_deref(), expected, "{base}{mine}{theirs}");
        }
        let theirs = "a = [\n  't', # theirs\n  'x', # both\n]\n";
        insta::assert_snapshot!(merged("a = ['x']\n", "a = ['x', 'm']\n", theirs).unwrap(), @r#"
        a = [
          't', # theirs
          'x', # both
          "m",
        ]
        "#);
    }

    #[test]
    fn who_cut_a_release_is_one_fact() {
        assert!(are_sets("people/kim.toml") && are_sets("circles/triage.toml") && !are_sets("releases/o/h.toml"));
    }

    proptest! {
        /// A text is there afterwards exactly where a side that changed it wants it so, else where it was.
        #[test]
        fn each_change_of_either_side_holds(
            base in prop::collection::btree_set("[a-e]", 0..5),
            mine in prop::collection::btree_set("[a-e]", 0..5),
            theirs in prop::collection::btree_set("[a-e]", 0..5),
        ) {
            let text = |set: &BTreeSet<String>| format!("a = {set:?}\n").replace('{', "[").replace('}', "]");
            let found = merged(&text(&base), &text(&mine), &text(&theirs));
            let Some(found) = found else { return Ok(()) };
            let found: toml::Table = found.parse().unwrap();
            let found: BTreeSet<String> =
                found["a"].as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect();
            for one in ["a", "b", "c", "d", "e"] {
                let (before, here, there) = (base.contains(one), mine.contains(one), theirs.contains(one));
                let expected = if here == before { there } else { here };
                prop_assert_eq!(found.contains(one), expected);
            }
        }
    }
}
