//! The house keeps its shape: who may use whom, how long a file may be, and what lies at the top.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each module with the modules that it may use besides itself. `failure` is the one word that all of them share.
const LAYERS: [(&str, &[&str]); 12] = [
    ("failure", &[]),
    ("core", &["failure"]),
    ("system", &["core", "failure"]),
    ("git", &["system", "core", "failure"]),
    ("config", &["git", "system", "core", "failure"]),
    ("github", &["git", "system", "core", "failure"]),
    ("render", &["git", "system", "core", "failure"]),
    ("shell", &["git", "system", "core", "failure"]),
    ("store", &["git", "system", "core", "failure"]),
    ("ui", &["git", "system", "core", "failure"]),
    ("guide", &["store", "github", "shell", "render", "ui", "config", "git", "system", "core", "failure"]),
    ("cli", &["guide", "store", "github", "shell", "render", "ui", "config", "git", "system", "core", "failure"]),
];

/// More than this is a file in which a reader does not find the way.
const LONGEST_FILE: usize = 400;

/// What the top of the repository holds, and nothing else.
const TOP: [&str; 24] = [
    ".cargo",
    ".ci",
    ".clippy.toml",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".shepherd.toml",
    ".typos.toml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "RELEASING.md",
    "action.yml",
    "benches",
    "deny.toml",
    "pyproject.toml",
    "rustfmt.toml",
    "src",
    "templates",
    "tests",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns each Rust file of `src` as its path below it, and its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is readable") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the file is text");
                let name = path.strip_prefix(root().join("src")).expect("it lies there").to_path_buf();
                found.push((name, text));
            }
        }
    }
    assert!(found.len() > 50, "only {} files were found", found.len());
    found
}

/// Returns the module at the top that a file belongs to, `None` for `lib.rs` and `main.rs`.
fn module(path: &Path) -> Option<String> {
    let first = path.components().next().expect("a path has a first part").as_os_str().to_string_lossy();
    let name = first.trim_end_matches(".rs");
    (!["lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// Returns what follows each `crate::` of a text: the names of the modules that it uses.
fn used(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    text.split("crate::").skip(1).map(move |rest| rest.split(|letter| !is_name(letter)).next().unwrap_or_default())
}

#[test]
fn each_module_uses_only_what_stands_to_its_right() {
    for (path, text) in sources() {
        let Some(module) = module(&path) else { continue };
        let layer = LAYERS.iter().find(|(name, _)| *name == module);
        let (_, allowed) = layer.unwrap_or_else(|| panic!("`{module}` has no place in the order of modules"));
        for name in used(&text) {
            assert!(!name.is_empty(), "{}: name the modules one by one, not `crate::{{`", path.display());
            assert!(name == module || allowed.contains(&name), "{} uses `crate::{name}`", path.display());
        }
    }
}

#[test]
fn each_module_of_the_order_is_there() {
    let present: BTreeSet<_> = sources().iter().filter_map(|(path, _)| module(path)).collect();
    assert_eq!(present, LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn core_is_pure() {
    let outside =
        ["async fn", "octocrab", "git2", "tokio", "handlebars", "std::fs", "std::env", "std::process", "std::net"];
    for (path, text) in sources().iter().filter(|(path, _)| path.starts_with("core")) {
        for word in outside {
            assert!(!text.contains(word), "{} names `{word}`", path.display());
        }
    }
}

#[test]
fn each_file_says_what_it_is_and_stays_short() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} does not begin with a `//!` line", path.display());
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines, more than {LONGEST_FILE}", path.display());
    }
}

#[test]
fn nothing_else_lies_at_the_top() {
    let listed = Command::new("git").current_dir(root()).args(["ls-files", "-z"]).output();
    let listed = listed.expect("git is there").stdout;
    // A copy without its repository has an empty list, and nothing to hold.
    for path in String::from_utf8_lossy(&listed).split('\0').filter(|path| !path.is_empty()) {
        let first = path.split('/').next().unwrap_or(path);
        assert!(TOP.contains(&first), "`{first}` has no place at the top of the repository");
    }
}
