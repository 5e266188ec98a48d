//! `package.json`.

use serde_json::Value;

use super::{Manifest, ManifestError, Runtime};

/// The tables of dependencies that whoever installs the package gets or must have.
const TABLES: [(&str, &str); 2] = [("dependencies", ""), ("peerDependencies", "peer")];

/// Reads a `package.json` (<https://docs.npmjs.com/cli/configuring-npm/package-json>).
pub(super) fn package(text: &str) -> Result<Manifest, ManifestError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| ManifestError { line: error.line().max(1), reason: without_place(&error.to_string()) })?;
    let word = |key: &str| value.get(key).and_then(Value::as_str);
    let mut manifest = Manifest {
        name: word("name").map(str::to_owned),
        // What npm publishes has both, and is not private.
        is_published: word("name").is_some()
            && word("version").is_some()
            && value.get("private").and_then(Value::as_bool) != Some(true),
        ..Manifest::default()
    };
    let lines = Lines::of(text);
    if let Some(version) = value.get("engines").and_then(|engines| engines.get("node")).and_then(Value::as_str) {
        manifest.minimum(Runtime::Node, version, lines.of_key("engines", "node"));
    }
    for (table, marker) in TABLES {
        for (name, version) in value.get(table).and_then(Value::as_object).into_iter().flatten() {
            if let Some(version) = version.as_str().filter(|version| !version.contains([':', '/'])) {
                manifest.dependency(name, marker, version, lines.of_key(table, name));
            }
        }
    }
    manifest.statements.sort_by_key(|statement| statement.line);
    Ok(manifest)
}

/// Returns the words of the reader without the place, which is told apart from them.
fn without_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// The lines of the keys two levels deep.
struct Lines(Vec<(String, String, usize)>);

impl Lines {
    /// Finds the keys of a text that is known to be JSON.
    fn of(text: &str) -> Self {
        let mut found = Vec::new();
        let mut path: Vec<String> = Vec::new();
        let (mut line, mut last) = (1, String::new());
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\n' => line += 1,
                '"' => last = string(&mut letters),
                ':' => {
                    if let [_, table] = path.as_slice() {
                        found.push((table.clone(), last.clone(), line));
                    }
                }
                '{' | '[' => path.push(std::mem::take(&mut last)),
                '}' | ']' => drop(path.pop()),
                _ => {}
            }
        }
        Self(found)
    }

    fn of_key(&self, table: &str, key: &str) -> usize {
        // The last of several is the one that counts.
        let found = self.0.iter().rev().find(|(in_table, name, _)| in_table == table && name == key);
        found.map_or(1, |(_, _, line)| *line)
    }
}

/// Returns the string whose opening quote was read. Escapes that hold a letter are kept as they are: no key of
/// interest has one.
fn string(letters: &mut std::str::Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => text.extend(letters.next()),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::upgrade::manifest::tests::told;

    #[test]
    fn engines_and_dependencies_have_their_lines() {
        let text = "{\n  \"name\": \"hello\", \"version\": \"1.0.0\",\n  \"node\": \"{\\\"\",\n  \"dependencies\": {\n    \"node\": \"^1\",\n    \
                    \"ajv\": \"^6.12.4\", \"local\": \"file:../x\"\n  },\n  \"engines\": { \"node\":\n    \">=18\" },\n  \
                    \"peerDependencies\": {\"jiti\": \"*\"}\n}\n";
        let manifest = package(text).unwrap();
        assert_eq!(told(&manifest), "hello: node ^1 :5; ajv ^6.12.4 :6; Node.js >=18 :8; jiti (peer) * :10");
        assert!(manifest.is_published);
        assert!(!package("{\"name\": \"x\", \"version\": \"1\", \"private\": true}").unwrap().is_published);
    }

    #[test]
    fn what_is_no_json_has_a_line() {
        let error = package("{\n  \"name\": \"x\",\n}\n").unwrap_err();
        assert_eq!((error.line, error.reason.as_str()), (3, "trailing comma"));
    }
}
