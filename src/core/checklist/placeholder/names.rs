//! The names of placeholders: many spellings, one variable each.

use crate::core::checklist::placeholder::patterns;
use crate::core::text::nearest;

/// Each known name with the other words for it, in capitals.
const KNOWN: [(&str, &[&str]); 12] = [
    ("BRANCH", &["BASE_BRANCH", "MAINTENANCE_BRANCH"]),
    ("DATE", &["RELEASE_DATE", "TODAY", "YYYYMMDD", "YYYY_MM_DD"]),
    ("MAJOR", &["MAJOR_VERSION"]),
    ("MINOR", &["MINOR_VERSION"]),
    (
        "NEXT_VERSION",
        &[
            "DEVELOPMENT_VERSION",
            "DEV_VERSION",
            "NEXT_DEVELOPMENT_VERSION",
            "NEXT_DEV_VERSION",
            "NEXT_RELEASE",
            "NEXT_VERSION_NUMBER",
        ],
    ),
    ("PATCH", &["BUGFIX", "MICRO", "PATCH_VERSION"]),
    ("PREVIOUS_TAG", &["LAST_RELEASE_TAG", "LAST_TAG", "LATEST_TAG", "OLD_TAG", "PREVIOUS_RELEASE_TAG", "PREV_TAG"]),
    (
        "PREVIOUS_VERSION",
        &[
            "LAST_RELEASE",
            "LAST_VERSION",
            "OLD_RELEASE",
            "OLD_VERSION",
            "PREVIOUS_RELEASE",
            "PREV_RELEASE",
            "PREV_VERSION",
        ],
    ),
    ("REMOTE", &["REMOTE_NAME", "UPSTREAM", "UPSTREAM_REMOTE"]),
    ("REPOSITORY", &["GITHUB_REPOSITORY", "OWNER_REPO", "REPO"]),
    ("SERIES", &["MAJOR_MINOR", "RELEASE_SERIES"]),
    ("TAG", &["GIT_TAG", "NEW_TAG", "RELEASE_TAG", "TAGNAME", "TAG_NAME", "VERSION_TAG"]),
];

/// The words for the version in hand.
const VERSION: [&str; 16] = [
    "NEWVERSION",
    "NEW_RELEASE",
    "NEW_VERSION",
    "NEW_VERSION_NUMBER",
    "RELEASE",
    "RELEASEVERSION",
    "RELEASE_NUMBER",
    "RELEASE_VER",
    "RELEASE_VERSION",
    "TARGET_VERSION",
    "THIS_VERSION",
    "VER",
    "VERSION",
    "VERSION_NUMBER",
    "VERSION_TO_RELEASE",
    "V",
];

/// Returns the one name for the words of a placeholder, which stand without their brackets: `last tag` and `OLD_TAG` are
/// both `PREVIOUS_TAG`. `None` where there is no letter or digit.
pub(super) fn canonical(words: &str) -> Option<String> {
    let words = words.trim();
    if let Some(name) = patterns::whole(words) {
        // `<vX.Y.Z>` is replaced with its `v`: it is the tag.
        return Some(if name == "VERSION" && words.starts_with('v') { "TAG" } else { name }.to_owned());
    }
    let name = capitals(without_example(words))?;
    Some(known(&name).map_or(name, str::to_owned))
}

/// Returns the known name that a name in capitals stands for.
pub(super) fn known(name: &str) -> Option<&'static str> {
    if VERSION.contains(&name) {
        return Some("VERSION");
    }
    KNOWN.iter().find(|(known, others)| *known == name || others.contains(&name)).map(|(known, _)| *known)
}

/// Says whether a variable holds the version or the tag of the release in hand, so that it means the same everywhere.
pub(in crate::core::checklist) fn is_release(variable: &str) -> bool {
    known(&variable.to_uppercase()).is_some_and(|name| name == "VERSION" || name == "TAG")
}

/// Returns the known name that was probably meant by an unknown one: `VERSION` for `VERSON`.
pub(in crate::core::checklist) fn probably(name: &str) -> Option<&'static str> {
    let lower: Vec<(String, &'static str)> = KNOWN
        .iter()
        .map(|(known, _)| *known)
        .chain(["VERSION"])
        .map(|known| (known.to_lowercase().replace('_', "-"), known))
        .collect();
    let meant = nearest(name, lower.iter().map(|(lower, _)| lower.as_str()))?;
    // Short words are near to many others.
    let is_close = strsim::damerau_levenshtein(&name.to_lowercase().replace('_', "-"), meant) <= 2;
    lower.iter().find(|(lower, _)| lower == meant && is_close).map(|(_, known)| *known)
}

/// Says whether words are a name that is known: `new version`, `LAST_TAG`.
pub(in crate::core::checklist) fn is_known(words: &str) -> bool {
    words == "PRE_RELEASE_VERSION" || capitals(words).is_some_and(|name| known(&name).is_some())
}

/// Returns the one name of a variable of the shell: `NEW_VERSION` and `version` are both `VERSION`.
pub fn canonical_name(variable: &str) -> String {
    canonical(variable).unwrap_or_else(|| variable.to_uppercase())
}

/// Returns words in capitals with underscores, `None` where there are none.
fn capitals(words: &str) -> Option<String> {
    let upper = words.to_uppercase();
    let parts = upper.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut parts: Vec<&str> = parts.collect();
    while parts.len() > 1 && matches!(parts.first(), Some(&("THE" | "YOUR" | "A" | "AN"))) {
        parts.remove(0);
    }
    parts.truncate(8);
    let name = parts.join("_");
    (!name.is_empty()).then_some(name)
}

/// Cuts what only illustrates: `release version, eg "v2.0.2"`, `tag (like v1.0)`.
fn without_example(words: &str) -> &str {
    let ends = [",", "(", " e.g", " eg ", " like ", " such as ", " i.e", " or ", ":", "="];
    let end = ends.iter().filter_map(|end| words.find(end)).filter(|at| *at > 0).min();
    end.and_then(|end| words.get(..end)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_to_what_was_meant() {
        assert_eq!(probably("VERSON"), Some("VERSION"));
        assert_eq!(probably("PREVIOUS_VERISON"), Some("PREVIOUS_VERSION"));
        assert_eq!(probably("COLOR"), None);
        assert_eq!(probably("TARGET"), None);
    }

    #[test]
    fn one_thing_has_one_name() {
        let cases = [
            ("version", "VERSION"),
            ("new version", "VERSION"),
            ("RELEASE_VERSION", "VERSION"),
            ("release version, eg \"v2.0.2\"", "VERSION"),
            ("the version", "VERSION"),
            ("x.y.z", "VERSION"),
            ("new-tag", "TAG"),
            ("last tag", "PREVIOUS_TAG"),
            ("OLD_VERSION", "PREVIOUS_VERSION"),
            ("dev_version", "NEXT_VERSION"),
            ("upstream", "REMOTE"),
            ("YYYY-MM-DD", "DATE"),
            ("YYYY-MM-DD or `date`", "DATE"),
            ("commit-sha-to-release", "COMMIT_SHA_TO_RELEASE"),
            ("__RELEASE_ISSUE__", "RELEASE_ISSUE"),
            ("your handle", "HANDLE"),
            ("X.Y", "SERIES"),
            ("vX.Y.z", "TAG"),
        ];
        for (words, name) in cases {
            assert_eq!(canonical(words).as_deref(), Some(name), "{words}");
        }
        assert_eq!(canonical("..."), None);
    }

    #[test]
    fn each_word_has_one_meaning() {
        let mut words: Vec<&str> = VERSION.to_vec();
        words.extend(KNOWN.iter().flat_map(|(name, others)| [*name].into_iter().chain(others.iter().copied())));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
