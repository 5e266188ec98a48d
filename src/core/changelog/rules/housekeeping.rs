//! What belongs to releasing itself: changelogs, version files, release pull requests. It is accounted for, and not
//! listed.

use regex::Regex;

use super::pattern::PathPattern;
use super::release_title::is_release_title;

/// How housekeeping is recognised.
#[derive(Clone, Debug)]
pub struct Housekeeping {
    /// A change is housekeeping when all the files that it touches match: changelogs, and files that hold a version
    /// and nothing else. These are the configured ones.
    pub paths: Vec<PathPattern>,
    /// The usual names of such files. Below a folder of documentation they do not count: there a changelog is a page
    /// that people correct like any other, until the configuration names it.
    pub usual_paths: Vec<PathPattern>,
    /// Whether the usual titles of release pull requests and bump commits count, as [`is_release_title`] knows them.
    pub usual_titles: bool,
    /// Further patterns that are searched for in titles.
    pub titles: Vec<Regex>,
    /// What the head branches of release pull requests begin with.
    pub branches: Vec<String>,
}

impl Housekeeping {
    /// Returns a value that takes nothing for housekeeping.
    pub fn nothing() -> Self {
        Self {
            paths: Vec::new(),
            usual_paths: Vec::new(),
            usual_titles: false,
            titles: Vec::new(),
            branches: Vec::new(),
        }
    }

    /// Returns the pattern by which a file is a changelog or a version file.
    pub fn by_path(&self, path: impl AsRef<[u8]>) -> Option<&PathPattern> {
        let path = path.as_ref();
        let usual = self.usual_paths.iter().filter(|_| !is_documentation(path));
        self.paths.iter().chain(usual).find(|pattern| pattern.matches(path))
    }

    /// Returns the rule by which this is the title of a release pull request or a bump commit, in words: `title of a
    /// release`, `title pattern "^cut "`.
    pub fn by_title(&self, title: &str) -> Option<String> {
        if self.usual_titles && is_release_title(title) {
            return Some("title of a release".to_owned());
        }
        self.titles.iter().find(|rule| rule.is_match(title)).map(|rule| format!("title pattern \"{rule}\""))
    }

    /// Returns the rule by which `branch` (without its owner) is the head of a release pull request, in words: `branch
    /// "changeset-release/"`.
    pub fn by_branch(&self, branch: &str) -> Option<String> {
        let prefix = self.branches.iter().find(|prefix| branch.starts_with(prefix.as_str()));
        prefix.map(|prefix| format!("branch \"{prefix}\""))
    }
}

impl Default for Housekeeping {
    /// Returns what is housekeeping in nearly every project.
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            usual_paths: PathPattern::known(PATHS),
            usual_titles: true,
            titles: Vec::new(),
            branches: BRANCHES.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Returns whether a file stands below a folder of documentation.
fn is_documentation(path: &[u8]) -> bool {
    let folders: [&[u8]; 4] = [b"docs", b"doc", b"documentation", b"website"];
    let mut parts = path.split(|byte| *byte == b'/').rev().skip(1);
    parts.any(|part| folders.iter().any(|folder| part.eq_ignore_ascii_case(folder)))
}

// Not `package.json`, `pyproject.toml` or `Cargo.toml`: they hold more than a version. Only with the extensions of
// documents: `history.py` is a program.
const PATHS: &[&str] = &[
    "{CHANGELOG,CHANGE_LOG,CHANGES,HISTORY,NEWS}{,.md,.mdx,.markdown,.rst,.txt,.adoc,.org,.html}",
    "{CHANGELOG,CHANGES}{-,_,.}*.{md,markdown,rst,txt,adoc}",
    "{RELEASE_NOTES,RELEASE-NOTES,RELEASENOTES,RELNOTES,WHATSNEW}{,.md,.mdx,.rst,.txt,.adoc}",
    "/{changelog,changelogs}/**/*.{md,rst,txt,adoc,yml,yaml}",
    "{changelog.d,changelogs.d,changes.d,newsfragments,changelog_unreleased,.changeset,.changes}/",
    "{_version,__version__}.py",
    "_version.{js,ts}",
    "version.{rb,txt}",
    "VERSION",
    ".release-please-manifest.json",
];

const BRANCHES: &[&str] = &["release-please--", "release-please/", "changeset-release/", "release-plz-"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changelogs_and_version_files_are_housekeeping() {
        let housekeeping = Housekeeping::default();
        let yes = [
            "CHANGELOG.md",
            "packages/x/CHANGELOG.md",
            "CHANGES",
            "CHANGES.rst",
            "NEWS.md",
            "HISTORY.rst",
            "changelog.d/17.bugfix",
            "jupyterhub/_version.py",
            "RELEASE_NOTES.md",
            "changelog/1.2.md",
            "lib/thing/version.rb",
            "VERSION",
            "CHANGELOG-5.x.md",
        ];
        for path in yes {
            assert!(housekeeping.by_path(path).is_some(), "{path}");
        }
        let no = [
            "docs/source/changelog.md",
            "package.json",
            "pyproject.toml",
            "Cargo.toml",
            "src/history.rs",
            "src/core/changelog/model.rs",
            "changelog/main.rs",
            "src/news.py",
            "src/changes_test.py",
            "newsletter.py",
            "src/version.py",
            "changelogger.py",
        ];
        for path in no {
            assert!(housekeeping.by_path(path).is_none(), "{path}");
        }
    }

    #[test]
    fn every_default_pattern_is_understood() {
        assert_eq!(Housekeeping::default().usual_paths.len(), PATHS.len());
    }

    #[test]
    fn each_match_names_its_rule() {
        let own = Housekeeping { titles: vec![Regex::new("^cut ").unwrap()], ..Housekeeping::default() };
        assert_eq!(own.by_title("Release 1.2.3").unwrap(), "title of a release");
        assert_eq!(own.by_title("cut the tree").unwrap(), "title pattern \"^cut \"");
        assert_eq!(own.by_title("Fix a leak"), None);
        assert_eq!(own.by_branch("changeset-release/main").unwrap(), "branch \"changeset-release/\"");
        assert_eq!(own.by_branch("main"), None);
        assert_eq!(Housekeeping::nothing().by_title("Release 1.2.3"), None);
    }
}
