//! The versions that a cell of a table names: one, or a list such as `1.3.0 / 1.4.0`.

use jiff::civil::Date;

use crate::core::version::Version;

/// What stands between two versions.
const BETWEEN: [&str; 6] = [",", ";", " / ", " and ", " & ", " + "];

/// Returns the versions or tags that a cell names; `None` where it names several in a way that is no list, such as
/// `1.3.0 - 1.5.0`. What else stands behind a version, such as `(LTS)` or a day, says nothing.
pub(super) fn named(cell: &str) -> Option<Vec<String>> {
    let mut text = cell.to_owned();
    for between in BETWEEN {
        text = text.replace(between, "\n");
    }
    let mut found: Vec<String> = Vec::new();
    for part in text.lines() {
        let mut words = part.split_whitespace().map(bare).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { continue };
        if words.any(is_version) {
            return None;
        }
        // `1.3.0/1.4.0` are two versions, `package/1.3.0` is one tag.
        let pieces: Vec<&str> = first.split('/').map(bare).collect();
        let pieces = if pieces.iter().all(|piece| begins(piece)) { pieces } else { vec![first] };
        // What is behind the first one and has no number is about something else.
        let wanted = pieces.into_iter().filter(|piece| found.is_empty() || has_digit(piece)).map(str::to_owned);
        found.extend(wanted.collect::<Vec<_>>());
    }
    Some(found)
}

/// Returns a word without the signs that make it bold or strike it out.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| "~*_`".contains(letter))
}

fn has_digit(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

fn begins(word: &str) -> bool {
    word.trim_start_matches(['v', 'V']).starts_with(|letter: char| letter.is_ascii_digit())
}

fn is_version(word: &str) -> bool {
    let version = word.trim_start_matches(['v', 'V']);
    version.contains('.') && word.parse::<Date>().is_err() && begins(word) && Version::parse(version).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_of_a_cell_is_found() {
        let cases: [(&str, &[&str]); 16] = [
            ("1.3.0", &["1.3.0"]),
            ("1.3.0 / 1.4.0", &["1.3.0", "1.4.0"]),
            ("v1.3.0/v1.4.0", &["v1.3.0", "v1.4.0"]),
            ("1.5.0, 1.6.0", &["1.5.0", "1.6.0"]),
            ("1.5.0,1.6.0;1.7.0 and 1.8.0", &["1.5.0", "1.6.0", "1.7.0", "1.8.0"]),
            ("~~1.7.0~~", &["1.7.0"]),
            ("**1.7.0** (LTS)", &["1.7.0"]),
            ("1.7.0 2024-01-01", &["1.7.0"]),
            ("1.7.0, LTS", &["1.7.0"]),
            ("package/1.7.0", &["package/1.7.0"]),
            ("package/1.7.0, package/1.8.0", &["package/1.7.0", "package/1.8.0"]),
            ("1.7.0+build.1", &["1.7.0+build.1"]),
            ("next", &["next"]),
            ("", &[]),
            (" , ", &[]),
            ("1.7.0,", &["1.7.0"]),
        ];
        for (cell, expected) in cases {
            assert_eq!(named(cell).unwrap(), expected, "{cell}");
        }
        for cell in ["1.3.0 - 1.5.0", "1.3.0 to 1.5.0", "1.3.0 1.4.0", "1.3.0 – v1.5.0"] {
            assert_eq!(named(cell), None, "{cell}");
        }
    }
}
