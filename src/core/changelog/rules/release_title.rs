//! The usual titles of release pull requests and of bump commits.
//!
//! A title counts when *all* of its words belong to the small language of releasing. So `Bump version to 1.2` counts,
//! and `Bump lodash to 1.2` and `Release memory in the proxy` do not. No regular expression, because this is asked of
//! every change and compiling a few of them costs more than all the answers.

/// Returns whether `title` is the usual title of a release pull request or of a bump commit: `Release 1.2.3`, `Prepare
/// for 5.4.0 release`, `Bump version to 1.2`, `chore(release): 1.2.3`, `Version Packages`, `Back to dev`.
pub fn is_release_title(title: &str) -> bool {
    let (committed, title) = conventional(title.trim());
    let lower = title.to_lowercase();
    let title = Title { words: words(&lower), committed };
    title.names_a_package() || (title.is_understood() && (title.tells_version() || title.tells_step()))
}

/// A title in pieces.
struct Title<'a> {
    words: Vec<&'a str>,
    /// Whether a conventional prefix says that this is a chore, or about a release.
    committed: bool,
}

impl Title<'_> {
    fn has(&self, any: &[&str]) -> bool {
        self.words.iter().any(|word| any.contains(word))
    }

    /// Returns whether nothing but releasing is talked about.
    fn is_understood(&self) -> bool {
        let known = |word: &&str| WORDS.contains(word) || is_version(word) || is_part_of_version(word);
        // `Add version 3.12` is about something else; `Add changelog for 3.12` is not.
        !self.words.is_empty()
            && self.words.iter().all(known)
            && (!self.has(&["add", "update"]) || self.has(&["changelog", "notes", "release", "version"]))
            && (!self.has(&["add"]) || self.has(&["changelog", "notes"]))
            && (!self.has(&["branch"]) || self.has(&["changelog", "notes", "release"]))
    }

    /// Returns whether a version is released, prepared or bumped to.
    fn tells_version(&self) -> bool {
        let version = self.words.iter().any(|word| is_version(word));
        version && (self.committed || self.words.len() == 1 || self.has(STRONG))
    }

    /// Returns whether a step of a release is named without its version.
    fn tells_step(&self) -> bool {
        const DEVELOPMENT: &[&str] = &["dev", "development", "iteration", "cycle"];
        self.words == ["release"]
            || (self.committed && self.has(&["release", "publish"]))
            || (self.has(&["bump", "bumping", "bumps"]) && self.has(&["version", "versions"]))
            || (self.has(&["prepare", "preparing", "prep"]) && (self.has(&["release"]) || self.has(DEVELOPMENT)))
            || (self.has(&["back"]) && self.has(DEVELOPMENT))
            || (self.has(&["version"]) && self.has(&["packages"]))
            || (self.has(&["merge", "port", "forwardport", "post", "after"]) && self.has(&["release"]))
    }

    /// Returns whether this is `Release NAME 1.2.3`, for projects that release several packages.
    fn names_a_package(&self) -> bool {
        match self.words.as_slice() {
            ["release" | "releasing", .., name, version] => {
                is_version(version)
                    && name.starts_with(|first: char| first.is_ascii_alphabetic())
                    && self.words.len() <= 4
                    && !self.words.iter().any(|word| ["in", "on", "from", "since", "with", "after"].contains(word))
            }
            _ => false,
        }
    }
}

/// Words that say, beside a version, that it is released.
const STRONG: &[&str] = &[
    "release",
    "released",
    "releases",
    "releasing",
    "bump",
    "bumping",
    "bumps",
    "bumped",
    "version",
    "versions",
    "changelog",
    "notes",
    "prepare",
    "preparing",
    "prep",
    "publish",
    "tag",
    "cut",
];

/// All other words that may stand in such a title.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "release", "released", "releases", "releasing", "bump", "bumping", "bumps", "bumped", "version", "versions",
    "changelog", "notes", "prepare", "preparing", "prep", "publish", "tag", "cut",
    "a", "add", "after", "again", "alpha", "an", "and", "back", "backport", "begin", "beta", "bookmark", "branch",
    "candidate", "change", "ci", "cycle", "date", "dev", "develop", "development", "draft", "final", "finalize", "for",
    "forward", "forwardport", "from", "in", "into", "iteration", "log", "main", "major", "master", "merge", "minor",
    "new", "next", "of", "on", "open", "package", "packages", "patch", "port", "post", "pre", "prerelease", "rc",
    "rocket", "set", "skip", "snapshot", "stable", "start", "the", "to", "update", "v",
];

/// Returns the title behind a conventional prefix (`chore(release): …`, `build: …`), and whether the prefix makes it
/// likely that this is about a release.
fn conventional(title: &str) -> (bool, &str) {
    const TYPES: &[&str] = &["build", "chore", "ci", "doc", "docs", "maint", "misc", "mnt"];
    let Some((prefix, rest)) = title.split_once(": ") else { return (false, title) };
    let prefix = prefix.trim_end_matches('!').to_lowercase();
    let (kind, scope) = match prefix.split_once('(') {
        Some((kind, scope)) => (kind, scope.trim_end_matches(')')),
        None => (prefix.as_str(), ""),
    };
    if !TYPES.contains(&kind) {
        return (false, title);
    }
    (matches!(kind, "chore" | "build") || scope == "release", rest)
}

/// Returns the words of a title in lower case, without numbers of pull requests. A word that is a version stays whole;
/// any other is taken apart at its hyphens.
fn words(title: &str) -> Vec<&str> {
    let separates = |character: char| {
        character.is_whitespace()
            || matches!(character, '/' | ':' | ',' | '(' | ')' | '[' | ']' | '`' | '"' | '\'' | '@')
    };
    title
        .split(separates)
        .map(|word| word.trim_matches(|character: char| matches!(character, '.' | '!' | '…' | '-')))
        .filter(|word| word.contains(char::is_alphanumeric) && !is_number_of_pull_request(word))
        .flat_map(|word| if is_version(word) { vec![word] } else { word.split('-').collect() })
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_number_of_pull_request(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a word is a version: `1.2`, `v1`, `5.4.0.dev0`, `1.2.3-rc.1`, `5.x`.
fn is_version(word: &str) -> bool {
    let (marked, digits) = match word.strip_prefix('v') {
        Some(digits) => (true, digits),
        None => (false, word),
    };
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '+' | '_'))
        && (marked || digits.contains('.'))
}

/// Returns whether a word is a piece of a version that was written apart: `4`, `rc1`, `beta.2`, `dev0`.
fn is_part_of_version(word: &str) -> bool {
    let number = ["alpha", "beta", "dev", "rc", "pre", "post"]
        .into_iter()
        .find_map(|name| word.strip_prefix(name))
        .unwrap_or(word)
        .trim_start_matches('.');
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_release_title;

    #[test]
    fn titles_of_releases() {
        let titles = [
            "Release 1.2.3",
            "release v1.2.3",
            "Release 5.4.0rc1",
            "Release/5.4.0",
            "release-1.2.3",
            "[release] 1.2.3",
            "Release synapse 1.98.0",
            "release: foo@1.2.3",
            "Prepare 5.4.0 release",
            "Prepare for 5.4.0 release (#4495)",
            "Prepare for next development iteration",
            "prep 2.0.0",
            "Bump to 5.4.0.dev",
            "Bump version to 1.2",
            "Bump version from 5.3.0 to 5.4.0",
            "bump version",
            "Version bump",
            "v1.2.3",
            "1.2.3",
            "🔖 1.2.3",
            "🔖 Release 1.2.3",
            "changelog for 5.4.0",
            "Add changelog for 5.4.0",
            "Update changelog for v1.2.3",
            "doc: changelog for 5.4.0",
            "chore(release): 1.2.3",
            "chore(release): 1.2.3 [skip ci]",
            "chore(release): publish",
            "chore: release v1",
            "chore: release main",
            "chore(main): release 1.2.3",
            "Version Packages",
            "Version Packages (alpha)",
            "ci: version packages",
            "Back to dev",
            "Back to development",
            "Forward-port release 5.4.1",
            "Forward-port 5.4.1 release to main",
            "Merge release into main",
            "Merge release branch into develop",
            "Release",
        ];
        for title in titles {
            assert!(is_release_title(title), "{title}");
        }
    }

    #[test]
    fn titles_of_anything_else() {
        let titles = [
            "Bump react-router from 7.8.2 to 7.9.3",
            "Bump actions/setup-node from 4 to 5",
            "Bump version-check from 1.0 to 1.1",
            "Bump lodash to 4.17.21",
            "chore(deps): bump lodash to 4.17.21",
            "Bump the dev group with 2 updates",
            "Release memory in the proxy",
            "Release the lock after 2.5 seconds",
            "Release memory in 1.2",
            "Prepare for Python 3.12 release",
            "Add version 3.12",
            "preparing 4.x branch",
            "Update docs for 1.2",
            "Update dev dependencies",
            "Fix release workflow",
            "fix: release 1.2.3 was broken",
            "Revert \"Release 1.2.3\"",
            "Merge 5.x into main",
            "Drop version 1.2",
            "发布 1.2.3",
            "4495",
            "",
        ];
        for title in titles {
            assert!(!is_release_title(title), "{title}");
        }
    }
}
