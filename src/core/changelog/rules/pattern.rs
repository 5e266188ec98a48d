//! Patterns for paths and for branch names.

use std::fmt;

use super::glob::{Part, PatternError, expand, first_byte, name_matches, parts, parts_match, path_parts};

/// A pattern for the paths of files in a repository, without regard to the case of ASCII letters.
///
/// `*` stands for any characters within one name, `?` for one of them, `**` for any folders, and `{md,rst}` for
/// either. A pattern that ends in `/` matches everything below the folder. A pattern without another `/` matches at any
/// depth (`CHANGES*`, `changelog.d/`); every other pattern is read from the root of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern {
    text: String,
    ways: Vec<Vec<Part>>,
    /// What a matching file's name begins with, in lower case, where only its name counts: most files fail here.
    first_bytes: Option<Vec<u8>>,
}

impl PathPattern {
    /// Returns the pattern that `text` describes.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        let ways = expand(text)?;
        let ways: Vec<Vec<Part>> = ways.iter().map(|way| path_parts(way)).collect();
        let first_bytes = ways.iter().map(|parts| first_byte(parts)).collect();
        Ok(Self { text: text.to_owned(), ways, first_bytes })
    }

    /// Returns the patterns that are written in this crate, and are right.
    pub(super) fn known(texts: &[&str]) -> Vec<Self> {
        texts.iter().filter_map(|text| Self::new(text).ok()).collect()
    }

    /// Returns whether the pattern matches `path`, which is written with forward slashes from the root of the
    /// repository.
    pub fn matches(&self, path: impl AsRef<[u8]>) -> bool {
        let path = path.as_ref();
        let name = path.rsplit(|&byte| byte == b'/').next().unwrap_or(path);
        if let (Some(first_bytes), Some(first)) = (&self.first_bytes, name.first())
            && !first_bytes.contains(&first.to_ascii_lowercase())
        {
            return false;
        }
        self.ways.iter().any(|parts| match parts.as_slice() {
            [Part::Folders, Part::Name(pattern)] => name_matches(pattern.as_bytes(), name),
            parts => parts_match(parts, Some(path)),
        })
    }
}

/// Writes the pattern as it was given.
impl fmt::Display for PathPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A pattern for whole branch names (`release/*`), without regard to the case of ASCII letters; `*` does not cross `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchPattern {
    text: String,
    ways: Vec<Vec<Part>>,
}

impl BranchPattern {
    /// Returns the pattern that `text` describes.
    pub fn new(text: &str) -> Result<Self, PatternError> {
        let ways = expand(text)?;
        Ok(Self { text: text.to_owned(), ways: ways.iter().map(|way| parts(way)).collect() })
    }

    /// Returns the patterns that are written in this crate, and are right.
    pub(super) fn known(texts: &[&str]) -> Vec<Self> {
        texts.iter().filter_map(|text| Self::new(text).ok()).collect()
    }

    /// Returns whether the pattern matches the whole of `branch`.
    pub fn matches(&self, branch: &str) -> bool {
        self.ways.iter().any(|parts| parts_match(parts, Some(branch.as_bytes())))
    }
}

/// Writes the pattern as it was given.
impl fmt::Display for BranchPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_patterns_match() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("CHANGES*", &["CHANGES", "changes.md", "a/b/CHANGES.rst"], &["a/CHANGES/b", "my-CHANGES"]),
            ("changelog.d/", &["changelog.d/1.bugfix", "a/changelog.d/x/y"], &["changelog.d", "a/changelog.dx/y"]),
            ("docs/*.md", &["docs/a.md", "DOCS/A.MD"], &["x/docs/a.md", "docs/a/b.md", "docs/a.md5"]),
            ("docs/**", &["docs/a", "docs/a/b/c"], &["docsx/a", "a/docs/b"]),
            ("docs/", &["docs/a", "a/docs/b"], &["docs", "docsx/a"]),
            ("/docs/", &["docs/a", "docs/a/b"], &["a/docs/b"]),
            ("/setup.py", &["setup.py"], &["a/setup.py"]),
            ("**/_version.py", &["_version.py", "a/b/_version.py"], &["a/b_version.py", "_version.py/a"]),
            ("a/**/**/z", &["a/z", "a/b/z"], &["az"]),
            ("a/a/*", &["a/a/a"], &["a/a"]),
            ("a/**/z", &["a/z", "a/b/z", "a/b/c/z"], &["a/bz", "az", "a/z/y"]),
            ("?.txt", &["a.txt", "é.txt", "d/ü.txt"], &[".txt", "ab.txt"]),
            ("NEWS{,.md,.rst}", &["NEWS", "a/news.md"], &["news.py", "NEWS.md.orig"]),
            ("{a,b}/{c,d}.x", &["a/c.x", "b/d.x"], &["a/e.x", "x/a/c.x"]),
            ("*a*b*", &["ab", "xaxbx", "aaab"], &["ba", "a/b"]),
            ("**", &["a", "a/b"], &[]),
        ];
        for (text, matching, others) in cases {
            let pattern = PathPattern::new(text).unwrap();
            for path in *matching {
                assert!(pattern.matches(path), "{text} should match {path}");
            }
            for path in *others {
                assert!(!pattern.matches(path), "{text} should not match {path}");
            }
        }
    }

    #[test]
    fn a_path_need_not_be_text() {
        assert!(PathPattern::new("*.rst").unwrap().matches(b"docs/\xff\xfe.rst"));
    }

    #[test]
    fn branch_patterns_match_whole_names() {
        let pattern = BranchPattern::new("release/*").unwrap();
        assert!(pattern.matches("release/5.4"));
        assert!(!pattern.matches("release/5/4"));
        assert!(!pattern.matches("my/release/5"));
        assert!(!BranchPattern::new("main").unwrap().matches("fix/main"));
    }

    #[test]
    fn what_would_never_match_is_refused() {
        let cases = [
            ("", "the pattern is empty"),
            ("//", "the pattern is empty"),
            ("[a-z].md", "`[` has no meaning in a pattern, only `*`, `**`, `?` and `{a,b}` do"),
            ("!keep", "`!` has no meaning in a pattern, only `*`, `**`, `?` and `{a,b}` do"),
            ("*.{md", "the alternatives of `{a,b}` are not closed, stand within each other, or are too many"),
            ("*.md}", "the alternatives of `{a,b}` are not closed, stand within each other, or are too many"),
            ("{a,{b,c}}", "the alternatives of `{a,b}` are not closed, stand within each other, or are too many"),
            ("docs\\a", "folders are separated by `/` in a pattern, on every system"),
        ];
        for (text, message) in cases {
            assert_eq!(PathPattern::new(text).unwrap_err().to_string(), message, "{text}");
        }
    }

    #[test]
    fn many_stars_end_soon() {
        let pattern = PathPattern::new("*a*a*a*a*a*a*a*a*a*a*b").unwrap();
        assert!(!pattern.matches("a".repeat(5_000)));
    }
}
