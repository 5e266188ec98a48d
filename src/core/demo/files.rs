//! The files of the project: what it began with, and what changes of a file look like.

use std::collections::BTreeMap;

/// The project, as the records know it.
pub const PROJECT: &str = "harbour/lantern";
/// The version that comes next.
pub const VERSION: &str = "2.4.0";
/// The file that says that a folder is a demo, at its top.
pub const MARKER_FILE: &str = ".shepherd-demo";
/// What it holds: a folder is a demo only where its file says just this.
pub const MARKER: &str = include_str!("../../../templates/demo/marker.txt");

/// The file with the version, which each release changes.
pub(super) const VERSION_FILE: &str = "VERSION";
/// The file that each release adds a section to.
pub(super) const CHANGELOG: &str = "CHANGELOG.md";
/// How the changelog begins.
pub(super) const CHANGELOG_START: &str = "# Changelog\n";
/// The release document.
pub(super) const DOCUMENT: &str = "RELEASING.md";
/// Its text.
pub(super) const DOCUMENT_TEXT: &str = include_str!("../../../templates/demo/RELEASING.md");
/// The configuration.
pub(super) const CONFIGURATION: &str = ".shepherd.toml";
/// Its text.
pub(super) const CONFIGURATION_TEXT: &str = include_str!("../../../templates/demo/shepherd.toml");

/// The files of a commit, by their paths.
pub(super) type Files = BTreeMap<&'static str, String>;

/// Returns the files that the project began with.
pub(super) fn first() -> Files {
    let files = [
        ("README.md", include_str!("../../../templates/demo/README.md")),
        ("pyproject.toml", include_str!("../../../templates/demo/pyproject.toml")),
        ("lights.txt", include_str!("../../../templates/demo/lights.txt")),
        ("src/lantern/__init__.py", include_str!("../../../templates/demo/init.py")),
        ("src/lantern/lights.py", include_str!("../../../templates/demo/lights.py")),
        ("tests/check.sh", include_str!("../../../templates/demo/check.sh")),
        (CHANGELOG, CHANGELOG_START),
        (VERSION_FILE, "0.9.0\n"),
    ];
    files.map(|(path, text)| (path, text.to_owned())).into()
}

/// What a change does to a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edit {
    /// Writes more at its end, and makes it where it is not there.
    More(&'static str, &'static str),
    /// Writes something in the place of something else.
    Instead(&'static str, &'static str, &'static str),
}

impl Edit {
    /// Returns the path.
    pub(super) fn path(&self) -> &'static str {
        match self {
            Self::More(path, _) | Self::Instead(path, _, _) => path,
        }
    }

    /// Changes the files.
    pub(super) fn apply(&self, files: &mut Files) {
        let text = files.entry(self.path()).or_default();
        match self {
            Self::More(_, more) => text.push_str(more),
            Self::Instead(_, old, new) => *text = text.replace(old, new),
        }
    }
}
