//! What a heading names: a version, what is unreleased, or neither.

use std::sync::LazyLock;

use regex::Regex;

use super::date_form::DateForm;
use super::version_name::{VersionName, versions_in};
use crate::core::pattern::pattern;

/// Words before a version that make a heading tell *about* it: `Upgrading to 5.4.0`.
const ABOUT: [&str; 16] = [
    "about",
    "after",
    "before",
    "breaking",
    "by",
    "for",
    "from",
    "in",
    "of",
    "since",
    "than",
    "to",
    "until",
    "upgrading",
    "with",
    "migrating",
];

static UNRELEASED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^[^a-z0-9]*(?:(?:the )?(?:unreleased|upcoming|next|master|main|head|dev|development|in development|",
        r"current developments?|to be released)(?: (?:version|release|changes))?[^a-z0-9]*$|[^0-9]*(?-u:\b)unreleased(?-u:\b)[^0-9]*$)"
    ))
});

/// What the title of a heading names.
#[derive(Clone, Debug)]
pub(super) enum Named {
    /// What is not released yet.
    Unreleased,
    /// A version.
    Version(VersionTitle),
}

/// A title that names a version.
#[derive(Clone, Debug)]
pub(super) struct VersionTitle {
    /// The version.
    pub(super) version: VersionName,
    /// The other versions that share the heading: `5.4.0 / 5.3.9`.
    pub(super) also: Vec<VersionName>,
    /// The words before the version in lower case, a project's name for instance; empty for a bare version.
    pub(super) lead: String,
    /// Whether other words follow than a date.
    pub(super) has_more: bool,
    /// Whether it tells about the version rather than naming it.
    pub(super) is_about: bool,
}

impl VersionTitle {
    /// Returns a title that is nothing but a version.
    pub(super) fn bare(version: VersionName) -> Self {
        Self { version, also: Vec::new(), lead: String::new(), has_more: false, is_about: false }
    }
}

impl Named {
    /// Returns the title, where it names a version.
    pub(super) fn version_title(&self) -> Option<&VersionTitle> {
        match self {
            Self::Unreleased => None,
            Self::Version(title) => Some(title),
        }
    }
}

/// Returns what a title names, if anything.
pub(super) fn named(title: &str) -> Option<Named> {
    if let Some(version) = whole_number(title) {
        return Some(Named::Version(VersionTitle::bare(version)));
    }
    let mut versions = versions_in(title).into_iter();
    let Some((place, version)) = versions.next() else {
        return UNRELEASED.is_match(title).then_some(Named::Unreleased);
    };
    let before = title.get(..place.start).unwrap_or_default();
    let after = title.get(place.end..).unwrap_or_default();
    let date = DateForm::find(after).map(|(range, _)| (range.start + place.end)..(range.end + place.end));
    let lead: Vec<String> = before
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !["v", "version", "release"].contains(&word.to_lowercase().as_str()))
        .map(str::to_lowercase)
        .collect();
    let mut also = Vec::new();
    let mut end = place.end;
    for (range, other) in versions {
        let is_date = date.as_ref().is_some_and(|date| date.contains(&range.start));
        let between = title.get(end..range.start).unwrap_or_default();
        if !is_date
            && other != version
            && ["/", ",", "&", "+", "and"].contains(&between.trim().trim_end_matches('v').trim())
        {
            also.push(other);
            end = range.end;
        }
    }
    let rest = match date {
        Some(date) => {
            format!("{}{}", title.get(end..date.start).unwrap_or_default(), title.get(date.end..).unwrap_or_default())
        }
        None => title.get(end..).unwrap_or_default().to_owned(),
    };
    Some(Named::Version(VersionTitle {
        is_about: lead.len() > 4 || lead.iter().any(|word| ABOUT.contains(&word.as_str())),
        lead: lead.join(" "),
        has_more: rest.contains(char::is_alphanumeric),
        version,
        also,
    }))
}

/// Returns the version of a title that is nothing but a whole number, perhaps with a date. A year is none.
fn whole_number(title: &str) -> Option<VersionName> {
    let name = match DateForm::find(title) {
        Some((range, _)) => title.get(..range.start)?,
        None => title,
    };
    let name = name.trim_matches(|letter: char| !letter.is_ascii_alphanumeric()).to_ascii_lowercase();
    let name = name.strip_prefix("version ").or_else(|| name.strip_prefix("release ")).unwrap_or(&name);
    let is_number = name.strip_prefix('v').unwrap_or(name).bytes().all(|byte| byte.is_ascii_digit());
    let is_year = name.len() == 4 && (name.starts_with("19") || name.starts_with("20"));
    if is_number && !is_year { VersionName::parse(name) } else { None }
}

/// Returns the source of a heading's text: an ATX line without its marks, a setext line as it is.
pub(super) fn inner(line: &str) -> &str {
    let text = line.trim();
    let Some(rest) = text.strip_prefix('#') else { return text };
    let rest = rest.trim_start_matches('#').trim();
    let open = rest.trim_end_matches('#');
    if open.is_empty() || open.ends_with([' ', '\t']) { open.trim() } else { rest }
}

/// Returns the lines of a heading; an underlined one only where Markdown has an underline for the level.
pub(super) fn write(level: u8, setext: bool, inner: &str) -> Vec<String> {
    match (setext, level) {
        (true, 1 | 2) => {
            let mark = if level == 1 { "=" } else { "-" };
            vec![inner.to_owned(), mark.repeat(inner.chars().count().max(3))]
        }
        _ => vec![format!("{} {inner}", "#".repeat(usize::from(level.clamp(1, 6)))).trim_end().to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str) -> String {
        match named(title) {
            None => "-".to_owned(),
            Some(Named::Unreleased) => "unreleased".to_owned(),
            Some(Named::Version(title)) => format!(
                "{}{}{}{}{}",
                if title.lead.is_empty() { String::new() } else { format!("{} ", title.lead) },
                title.version.text,
                title.also.iter().flat_map(|other| ["+", &other.text]).collect::<String>(),
                if title.has_more { " more" } else { "" },
                if title.is_about { " about" } else { "" }
            ),
        }
    }

    #[test]
    fn a_title_names_a_version_or_nothing() {
        for (title, expected) in [
            ("5.4.0 - 2025-10-06", "5.4.0"),
            ("[v5.4.0] (06.10.2025)", "5.4.0"),
            ("Synapse 1.157.0rc1 (2026-07-14)", "synapse 1.157.0rc1"),
            ("Version 7", "7"),
            ("v42 - 2024-01-01", "42"),
            ("2024", "-"),
            ("1.0.0 [YANKED]", "1.0.0 more"),
            ("Upgrading from 5.3 to 5.4.0", "upgrading from 5.3 more about"),
            ("5.4.0 / 5.3.9", "5.4.0+5.3.9"),
            ("2024.1.0 (2024.02.01)", "2024.1.0"),
            ("[Unreleased]", "unreleased"),
            ("Unreleased changes", "unreleased"),
            ("Next release", "unreleased"),
            ("What's next", "-"),
            ("5.5.0 (unreleased)", "5.5.0 more"),
            ("New features", "-"),
        ] {
            assert_eq!(told(title), expected, "{title}");
        }
    }

    #[test]
    fn the_source_of_a_heading_is_without_marks() {
        assert_eq!(inner("  ## [5.4.0] ##"), "[5.4.0]");
        assert_eq!(inner("# C#"), "C#");
        assert_eq!(write(2, true, "5.4.0"), ["5.4.0", "-----"]);
        assert_eq!(write(3, true, "5.4.0"), ["### 5.4.0"]);
    }
}
