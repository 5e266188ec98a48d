//! The commit that is released: which commits may be tagged.

use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;

/// Files that a bump changes and that a release may change after its target was settled: they hold the version, or what
/// follows from it.
const VERSION_FILES: [&str; 27] = [
    "__init__.py",
    "_version.py",
    "__version__.py",
    "build.gradle",
    "build.gradle.kts",
    "cargo.lock",
    "cargo.toml",
    "chart.yaml",
    "cmakelists.txt",
    "composer.json",
    "gemfile.lock",
    "gradle.properties",
    "lerna.json",
    "manifest.json",
    "meson.build",
    "mix.exs",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "package.json",
    "pnpm-lock.yaml",
    "pom.xml",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "tbump.toml",
    "uv.lock",
    "yarn.lock",
];

/// Files that programs write anew for each version, in which nobody writes code.
const LOCK_FILES: [&str; 8] = [
    "cargo.lock",
    "composer.lock",
    "gemfile.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "pnpm-lock.yaml",
    "uv.lock",
    "yarn.lock",
];

/// Says whether a change of a file does nothing but set the version: by its name the file is a lock file, or holds nothing
/// else; or it holds the version, and each line that was taken away or added has a version in it, or a part of one, and
/// calls nothing.
///
/// ```
/// use release_shepherd::core::run::changes_version_only;
///
/// let bump = ["version = \"1.0.0\"".to_owned(), "version = \"1.1.0\"".to_owned()];
/// assert!(changes_version_only("setup.py", &bump));
/// assert!(!changes_version_only("setup.py", &["import evil".to_owned()]));
/// assert!(!changes_version_only("src/main.rs", &bump));
/// ```
pub fn changes_version_only(path: &str, lines: &[String]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    LOCK_FILES.contains(&name.as_str())
        || is_nothing_else(&name)
        || holds_version(path) && lines.iter().all(|line| line.trim().is_empty() || sets_version(line))
}

/// Files that hold nothing but the version.
fn is_nothing_else(name: &str) -> bool {
    ["_version", "__version__", "version"].contains(&name.split('.').next().unwrap_or(name))
}

/// Says whether a line sets a version, or a part of one: `version_info = (1, 2, 0, "")`, `VERSION_MINOR = 2`.
fn sets_version(line: &str) -> bool {
    // Nothing is called, and no second statement follows.
    let is_plain = !line.contains(['(', ';', '`', '$']) || TUPLE.is_match(line);
    is_plain && [&*NUMBERS, &*PART, &*TUPLE].iter().any(|known| known.is_match(line)) && line.len() <= LONGEST_LINE
}

/// No line that sets a version is longer than this, in bytes.
const LONGEST_LINE: usize = 200;

static NUMBERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+\.\d+"));
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)^\W*(?:version|major|minor|patch|micro|release|date)\w*["']?\s*[=:]\s*["']?\w{0,40}["']?\s*,?$"#)
});
static TUPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)^\s*\w*version\w*\s*=\s*\(?\s*\d+(?:\s*,\s*(?:\d+|"[\w.-]*"|'[\w.-]*'))*\s*,?\s*\)\s*(?:#.*)?$"#)
});

/// Says whether a path is that of a file that holds the version, by its name.
fn holds_version(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.split('.').next().unwrap_or(&name);
    VERSION_FILES.contains(&name.as_str())
        || stem == "version"
        || name.ends_with(".gemspec")
        || name.ends_with(".csproj")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_version_may_change() {
        let cases = [
            ("setup.py", "    version=\"1.1.0\",", true),
            ("setup.py", "    version=os.system('x 1.1.0'),", false),
            ("hub/_version.py", "version_info = (5, 5, 0, \"\", \"\")", true),
            ("hub/_version.py", "__version__ = \"5.5.0.dev\"", true),
            ("hub/__init__.py", "import os", false),
            ("hub/__init__.py", "__version__ = '5.5.0'", true),
            ("version.rb", "  MINOR = 5", true),
            ("gradle.properties", "MINOR = 5; system 'x'", false),
            ("package.json", "  \"version\": \"1.1.0\",", true),
            ("package.json", "  \"postinstall\": \"node evil.js\"", false),
            ("pom.xml", "  <version>1.1.0</version>", true),
            ("CMakeLists.txt", "project VERSION 1.1.0", true),
            ("CMakeLists.txt", "add_subdirectory(evil)", false),
            ("Cargo.lock", "checksum = \"0123\"", true),
            ("src/main.rs", "const VERSION = \"1.1.0\";", false),
        ];
        for (path, line, expected) in cases {
            assert_eq!(changes_version_only(path, &[line.to_owned()]), expected, "{path}: {line}");
        }
    }
}
