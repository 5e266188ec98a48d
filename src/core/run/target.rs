//! The commit that is released: which commits may be tagged.

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

/// Says whether a path is that of a file that holds the version, by its name.
///
/// ```
/// use release_shepherd::core::run::holds_version;
///
/// assert!(holds_version("jupyterhub/_version.py") && holds_version("lib/hub/version.rb"));
/// assert!(!holds_version("src/main.rs"));
/// ```
pub fn holds_version(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.split('.').next().unwrap_or(&name);
    VERSION_FILES.contains(&name.as_str())
        || stem == "version"
        || name.ends_with(".gemspec")
        || name.ends_with(".csproj")
}
