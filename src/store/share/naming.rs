//! What names a table of a list, so that both sides' are known to be the same one.

use std::collections::BTreeMap;

use toml_edit::{ArrayOfTables, Item, Table};

/// The keys that name a table of a list, by what the list is for: `release`, `right`, `affiliation`, `project`; what people
/// said of a slot (`volunteer`, `decline`, `swap`).
const NAMING: [&str; 8] = ["tag", "name", "project", "organisation", "from", "to", "login", "on"];

/// What a table is called: its values, and how many of that name come before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    values: Vec<String>,
    before: usize,
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: Vec<String> = self.values.iter().map(|value| format!("{value:?}")).collect();
        formatter.write_str(&shown.join(" "))?;
        if self.before > 0 { write!(formatter, " ({})", self.before + 1) } else { Ok(()) }
    }
}

/// Returns what each table of a list is called.
pub(super) fn names(list: &ArrayOfTables) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for table in list {
        // A tag names a release whatever else is known of it.
        let values: Vec<String> = match value(table, "tag") {
            Some(tag) => vec![tag],
            None => NAMING.iter().filter_map(|key| value(table, key)).collect(),
        };
        let before = found.iter().filter(|known| known.values == values).count();
        found.push(Name { values, before });
    }
    found
}

/// Returns the tables of a list by what they are called.
pub(super) fn named(list: &ArrayOfTables) -> BTreeMap<Name, &Table> {
    names(list).into_iter().zip(list.iter()).collect()
}

/// Returns a value alone: however it is quoted, and without the comment behind it.
fn value(table: &Table, key: &str) -> Option<String> {
    let value = table.get(key).and_then(Item::as_value)?;
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let mut bare = value.clone();
    bare.decor_mut().clear();
    Some(bare.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let document: toml_edit::DocumentMut = text.parse().unwrap();
        names(document["a"].as_array_of_tables().unwrap()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_table_is_named_by_its_values_alone() {
        for text in ["tag = \"1.0\"", "tag = '1.0' # the first", "tag=\"1.0\"\nname = \"x\""] {
            assert_eq!(shown(&format!("[[a]]\n{text}\n")), ["\"1.0\""], "{text}");
        }
        assert_eq!(shown("[[a]]\nname = 'x'\nfrom = 2020-01-01 # then\n"), ["\"x\" \"2020-01-01\""]);
        assert_eq!(shown("[[a]]\nlogin = 'kim'\non = 2026-04-02\n"), ["\"kim\" \"2026-04-02\""]);
        let swap = "[[a]]\nfrom = 'kim'\nto = 'ann'\non = 2026-04-02\n";
        assert_eq!(shown(swap), ["\"kim\" \"ann\" \"2026-04-02\""]);
        let twice = "[[a]]\nname = 'x'\n[[a]]\nname = 'x#1'\n[[a]]\nname = \"x\"\n[[a]]\nname = 'x#1'\n";
        assert_eq!(shown(twice), ["\"x\"", "\"x#1\"", "\"x\" (2)", "\"x#1\" (2)"]);
    }
}
