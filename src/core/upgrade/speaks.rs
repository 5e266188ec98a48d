//! Which files speak for the project: not those of its tests, examples, documents and tools, nor what others wrote.

/// The folders whose manifests and migrations say nothing about upgrading the project.
const SILENT: [&str; 46] = [
    "__fixtures__",
    "__tests__",
    "bench",
    "benches",
    "benchmark",
    "benchmarks",
    "build",
    "ci",
    "demo",
    "demos",
    "dist",
    "doc",
    "docs",
    "e2e",
    "example",
    "examples",
    "external",
    "fixture",
    "fixtures",
    "fuzz",
    "integration",
    "integration-tests",
    "node_modules",
    "playground",
    "playgrounds",
    "sample",
    "samples",
    "scripts",
    "site",
    "template",
    "templates",
    "test",
    "testdata",
    "testing",
    "testkit",
    "tests",
    "third-party",
    "third_party",
    "tool",
    "tools",
    "vendor",
    "vendored",
    "website",
    "www",
    "xtask",
    "deps",
];

/// What the names of such folders end with: `diesel_tests`.
const LAST: [&str; 9] = ["bench", "benches", "benchmark", "benchmarks", "demo", "examples", "fuzz", "test", "tests"];

/// Returns the folder on the way to `path` that keeps it from speaking for the project.
pub(super) fn silent_folder(path: &str) -> Option<&str> {
    let (folders, _) = path.rsplit_once('/')?;
    folders.split('/').find(|folder| folder.starts_with('.') || is_silent(folder))
}

fn is_silent(folder: &str) -> bool {
    let lower = folder.to_lowercase();
    let parts = || lower.split(['-', '_']);
    SILENT.contains(&lower.as_str())
        || parts().next_back().is_some_and(|last| LAST.contains(&last))
        || parts().next().is_some_and(|first| first == "test")
}

/// Returns the folder that a file stands in; empty for the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_examples_and_what_others_wrote_are_silent() {
        for (path, folder) in [
            ("pyproject.toml", None),
            ("packages/core/package.json", None),
            ("examples/basic/package.json", Some("examples")),
            ("diesel_tests/Cargo.toml", Some("diesel_tests")),
            ("diesel_bench/Cargo.toml", Some("diesel_bench")),
            ("crates/a/testdata/go.mod", Some("testdata")),
            (".github/workflows/package.json", Some(".github")),
            ("src/testament/Cargo.toml", None),
            ("hello/migrations/0001_initial.py", None),
        ] {
            assert_eq!(silent_folder(path), folder, "{path}");
        }
    }
}
