//! Changes of TOML that leave the rest as people wrote it: comments, order, spacing, and keys of others.

use jiff::Timestamp;
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Table, TableLike, Value};

use crate::store::{StoreError, marker};

/// How far the items of a list with a line for each are indented where nothing shows it.
const INDENT: &str = "    ";

/// Returns a file of the store to be changed, or an error where this version may not write it.
pub(super) fn document(path: &str, text: &str) -> Result<DocumentMut, StoreError> {
    marker::parse(path, text)
        .and_then(|table| marker::format_of(path, &table))
        .and_then(|found| marker::known(path, found))?;
    text.parse().map_err(|error: toml_edit::TomlError| marker::damaged(path, error.message()))
}

/// Gives a key a value. A comment behind the one before stays.
pub(super) fn set(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(Item::Value(present)) => {
            *value.decor_mut() = present.decor().clone();
            *present = value;
        }
        _ => drop(table.insert(key, Item::Value(value))),
    }
}

/// Returns a day, a time of day or a moment as TOML has it.
pub(super) fn time(path: &str, text: &str) -> Result<Value, StoreError> {
    let time = text.parse::<Datetime>();
    time.map(Value::from).map_err(|error| marker::damaged(path, &format!("`{text}` is no time of TOML: {error}")))
}

/// Returns a moment in whole seconds, as UTC.
pub(super) fn moment(path: &str, moment: Timestamp) -> Result<Value, StoreError> {
    time(path, &moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Takes a key away from the top of a file. What people wrote above it and behind it goes to what comes next.
pub(super) fn unset(document: &mut DocumentMut, key: &str) {
    let next = document.iter().map(|(key, _)| key.to_owned()).skip_while(|found| found != key).nth(1);
    let above = document.key(key).and_then(|key| key.leaf_decor().prefix()?.as_str()).unwrap_or_default().to_owned();
    let Some(gone) = document.remove(key) else { return };
    let behind = gone.as_value().and_then(|value| value.decor().suffix()?.as_str()).unwrap_or_default().trim();
    let kept = if behind.is_empty() { above } else { format!("{above}{behind}\n") };
    if !kept.contains('#') {
        return;
    }
    if let Some(mut next) = next.and_then(|next| document.key_mut(&next)) {
        let decor = next.leaf_decor_mut();
        let own = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
        decor.set_prefix(format!("{kept}{own}"));
    } else {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{kept}{trailing}"));
    }
}

/// Makes the tables of an array hold `after`, which held `before`, one table for each. `write` makes the keys of a table
/// say what differs; a table that is new begins as the default. Tables that are in neither state are not touched.
pub(super) fn set_tables<T: Default + PartialEq>(
    path: &str,
    document: &mut DocumentMut,
    key: &str,
    (before, after): (&[T], &[T]),
    is_same: impl Fn(&T, &T) -> bool,
    write: impl Fn(&mut Table, &T, &T),
) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let item = document.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let tables = item.as_array_of_tables_mut();
    let tables = tables.ok_or_else(|| marker::damaged(path, &format!("`{key}` is to be written as `[[{key}]]`")))?;
    let mut gone = Vec::new();
    for (position, old) in before.iter().enumerate() {
        match after.iter().find(|new| is_same(old, new)) {
            None => gone.push(position),
            Some(new) if new != old => {
                if let Some(table) = tables.get_mut(position) {
                    write(table, old, new);
                }
            }
            Some(_) => {}
        }
    }
    for position in gone.into_iter().rev() {
        tables.remove(position);
    }
    for new in after.iter().filter(|new| !before.iter().any(|old| is_same(old, new))) {
        let mut table = Table::new();
        write(&mut table, &T::default(), new);
        tables.push(table);
    }
    Ok(())
}

/// Makes a list hold `after`, which held `before`: what is in neither is not touched.
pub(super) fn set_list(table: &mut dyn TableLike, key: &str, before: &[String], after: &[String]) {
    if before == after {
        return;
    }
    if !table.get(key).is_some_and(Item::is_array) {
        set(table, key, Value::Array(after.iter().map(String::as_str).collect::<Array>()));
        return;
    }
    let Some(list) = table.get_mut(key).and_then(Item::as_array_mut) else { return };
    for gone in before.iter().filter(|text| !after.contains(text)) {
        let found = |list: &Array| list.iter().position(|value| value.as_str() == Some(gone));
        while let Some(position) = found(list) {
            remove(list, position);
        }
    }
    for new in after.iter().filter(|text| !before.contains(text)) {
        push(list, new);
    }
}

/// Adds a text to the end of a list, on a line of its own where the others have one. The comment behind the last one
/// stays behind it.
fn push(list: &mut Array, text: &str) {
    let indent = list.get(0).map(|first| prefix(first).rsplit('\n').next().unwrap_or_default().to_owned());
    let mut between = list.trailing().as_str().unwrap_or_default().to_owned();
    if let Some(last) = list.len().checked_sub(1).and_then(|last| list.get_mut(last)) {
        let behind = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_owned();
        last.decor_mut().set_suffix("");
        between.insert_str(0, &behind);
    }
    let mut value = Value::from(text);
    if between.contains('\n') {
        let indent = indent.filter(|indent| !indent.is_empty()).unwrap_or_else(|| INDENT.to_owned());
        value.decor_mut().set_prefix(format!("{}\n{indent}", between.trim_end()));
        list.set_trailing("\n");
    } else {
        value.decor_mut().set_prefix(if list.is_empty() { "" } else { " " });
    }
    list.push_formatted(value);
}

/// Takes an item out of a list. What is written between the items stays: a comment behind the one before belongs to that
/// one, and a comment behind the one that goes gets a line of its own.
pub(super) fn remove(list: &mut Array, position: usize) {
    let gone = list.remove(position);
    let before = prefix(&gone);
    let behind = gone.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().trim_start();
    let joined = |after: &str| {
        let has_comment = [before.as_str(), behind, after].iter().any(|text| text.contains('#'));
        has_comment.then(|| format!("{before}{behind}{}", after.trim_start()))
    };
    if let Some(next) = list.get_mut(position) {
        let after = prefix(next);
        match joined(&after) {
            Some(text) => next.decor_mut().set_prefix(text),
            None if position == 0 => next.decor_mut().set_prefix(before),
            None => {}
        }
    } else if let Some(text) = joined(list.trailing().as_str().unwrap_or_default()) {
        list.set_trailing(text.trim_end_matches(' '));
    }
}

/// Returns what stands before a value: spaces, line ends, comments.
fn prefix(value: &Value) -> String {
    value.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    /// Returns a file with one list after a change.
    fn changed(text: &str, before: &[&str], after: &[&str]) -> String {
        let mut document = document("f", &format!("format = 1\n{text}")).unwrap();
        set_list(document.as_table_mut(), "a", &texts(before), &texts(after));
        let text = document.to_string();
        let read: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
        let list: Vec<_> = read["a"].as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect();
        assert_eq!(list, after, "{text}");
        text.strip_prefix("format = 1\n").unwrap().to_owned()
    }

    #[test]
    fn lists_keep_their_shape() {
        assert_eq!(changed("", &[], &["x"]), "a = [\"x\"]\n");
        assert_eq!(changed("a = [] # none\n", &[], &["x", "y"]), "a = [\"x\", \"y\"] # none\n");
        assert_eq!(changed("a = ['x', 'y']\n", &["x", "y"], &["y"]), "a = ['y']\n");
        assert_eq!(changed("a = ['x']\n", &["x"], &["x", "y"]), "a = ['x', \"y\"]\n");
        let lines = "a = [\n  'x', # at home\n  'y', # at work\n]\n";
        insta::assert_snapshot!(changed(lines, &["x", "y"], &["x", "y", "z"]), @r#"
        a = [
          'x', # at home
          'y', # at work
          "z",
        ]
        "#);
        insta::assert_snapshot!(changed(lines, &["x", "y"], &["y"]), @"
        a = [
          # at home
          'y', # at work
        ]
        ");
        insta::assert_snapshot!(changed(lines, &["x", "y"], &["x"]), @"
        a = [
          'x', # at home
          # at work
        ]
        ");
        insta::assert_snapshot!(changed("a = [\n  'x' # at home\n]\n", &["x"], &["x", "y"]), @r#"
        a = [
          'x', # at home
          "y"
        ]
        "#);
    }

    #[test]
    fn a_key_that_goes_leaves_the_comments() {
        let mut document = document("f", "format = 1\n# Of x.\nx = 1 # one\n# Of y.\ny = 2\n# The end.\n").unwrap();
        unset(&mut document, "x");
        assert_eq!(document.to_string(), "format = 1\n# Of x.\n# one\n# Of y.\ny = 2\n# The end.\n");
        unset(&mut document, "y");
        assert_eq!(document.to_string(), "format = 1\n# Of x.\n# one\n# Of y.\n# The end.\n");
        unset(&mut document, "z");
        set(document.as_table_mut(), "format", 2.into());
        assert!(document.to_string().starts_with("format = 2\n"));
    }

    #[test]
    fn a_newer_format_is_not_written() {
        let error = document("f", "format = 2\n").unwrap_err();
        assert!(matches!(error, StoreError::TooNew { found: 2, .. }), "{error}");
    }

    proptest! {
        #[test]
        fn no_comment_is_lost(
            items in proptest::collection::vec(("[a-f]{3}", "( # [a-z]{4})?", any::<bool>()), 0..6),
            comma in any::<bool>(),
            kept in proptest::collection::vec(any::<bool>(), 6),
            added in proptest::collection::vec("[g-k]{3}", 0..3),
        ) {
            let mut before: Vec<&str> = Vec::new();
            let mut text = "a = [".to_owned();
            for (position, (item, comment, is_on_a_line)) in items.iter().enumerate() {
                before.push(item);
                text += if *is_on_a_line { "\n  " } else { " " };
                let comma = if comma || position + 1 < items.len() { "," } else { "" };
                text.extend(["'", item, "'", comma, comment]);
                text += if comment.is_empty() { "" } else { "\n" };
            }
            text += "]\n";
            // One that is there twice goes or stays twice.
            let stays = |item: &&str| before.iter().zip(&kept).any(|(other, kept)| other == item && *kept);
            let mut after: Vec<&str> = before.iter().copied().filter(stays).collect();
            for item in &added {
                if !after.contains(&item.as_str()) {
                    after.push(item);
                }
            }
            let written = changed(&text, &before, &after);
            for (_, comment, _) in items {
                prop_assert!(written.contains(comment.trim()), "`{comment}` is lost:\n{text}{written}");
            }
        }
    }
}
