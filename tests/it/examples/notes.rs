//! What `examples.toml` says of single examples.

use std::collections::BTreeMap;
use std::path::Path;

/// What is special about an example.
#[derive(Clone, Debug, Default)]
pub(super) struct Note {
    /// Commands that run before it, whatever they end with.
    pub(super) before: Vec<String>,
    /// The code that it ends with, where that is neither 0 nor 1.
    pub(super) code: Option<i32>,
    /// Why it does not run here, and which test runs it.
    pub(super) elsewhere: Option<String>,
}

/// Returns all notes, by the example.
pub(super) fn notes() -> BTreeMap<String, Note> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/examples/examples.toml");
    let text = std::fs::read_to_string(path).expect("the notes are here");
    let table: toml::Table = toml::from_str(&text).expect("the notes are TOML");
    let text = |value: &toml::Value| value.as_str().expect("it is a text").to_owned();
    let note = |(example, note): (String, toml::Value)| {
        for key in note.as_table().expect("a note is a table").keys() {
            assert!(["before", "code", "why", "elsewhere"].contains(&key.as_str()), "`{key}` says nothing");
        }
        assert_eq!(note.get("code").is_some(), note.get("why").is_some(), "{example}: a code needs its reason");
        let before = note.get("before").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let code = note.get("code").and_then(toml::Value::as_integer);
        let note = Note {
            before: before.iter().map(text).collect(),
            code: code.map(|code| i32::try_from(code).expect("codes are small")),
            elsewhere: note.get("elsewhere").map(text),
        };
        (example, note)
    };
    table.into_iter().map(note).collect()
}
