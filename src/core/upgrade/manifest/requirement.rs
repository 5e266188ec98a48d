//! One requirement of a Python package as PEP 508 has it: a name, extras, versions, a marker.

/// A requirement, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Requirement {
    /// The name as PEP 503 normalises it.
    pub(super) name: String,
    /// The versions as they are written; empty for any.
    pub(super) versions: String,
    /// The marker with single spaces; empty for always.
    pub(super) marker: String,
}

/// Takes a requirement apart; `None` for one that names an address, an option of pip, or nothing.
///
/// See <https://packaging.python.org/en/latest/specifications/dependency-specifiers/>.
pub(super) fn requirement(text: &str) -> Option<Requirement> {
    let (text, marker) = text.split_once(';').unwrap_or((text, ""));
    let text = text.trim();
    let end =
        text.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_.".contains(letter)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    if !name.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1.trim_start(),
        None => rest,
    };
    let versions = rest.trim_start_matches('(').trim_end_matches(')').trim();
    if !versions.is_empty() && !versions.starts_with(['<', '>', '=', '!', '~']) {
        return None;
    }
    let marker = marker.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "\"");
    Some(Requirement { name: normalised(name), versions: versions.to_owned(), marker })
}

/// Returns a name as PEP 503 normalises it: lower case, with one `-` for each run of `-`, `_` and `.`.
pub(in crate::core::upgrade) fn normalised(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_taken_apart() {
        let told =
            |text: &str| requirement(text).map(|found| format!("{}|{}|{}", found.name, found.versions, found.marker));
        for (text, expected) in [
            ("SQLAlchemy>=1.4.1", "sqlalchemy|>=1.4.1|"),
            ("zope.interface [test] (>= 5, < 6)", "zope-interface|>= 5, < 6|"),
            ("importlib_metadata>=3.6;  python_version < '3.10'", "importlib-metadata|>=3.6|python_version < \"3.10\""),
            ("tornado", "tornado||"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "-r other.txt", "pip @ https://example.org/pip.zip", "https://example.org/pip.zip", "./here"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
