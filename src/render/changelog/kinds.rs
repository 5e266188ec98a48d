//! The kinds of change of keepachangelog.com, to which the sections are mapped.

use crate::render::template::Template;

/// The kinds, in the order in which they are printed, with the keys of the sections that go into each.
const KINDS: [(&str, &str, &[&str]); 6] = [
    ("added", "Added", &["new"]),
    ("changed", "Changed", &["breaking", "enhancement", "maintenance", "documentation", "ci", "other"]),
    ("deprecated", "Deprecated", &["deprecation"]),
    ("removed", "Removed", &["removal"]),
    ("fixed", "Fixed", &["bug"]),
    ("security", "Security", &[]),
];

/// The key of the section whose changes are marked.
pub(super) const BREAKING: &str = "breaking";

/// Returns the place, the key and the title of the kind that the section `key` belongs to; `None` for a section of the
/// user's own, which stays as it is.
pub(super) fn kind_of(key: &str) -> Option<(usize, &'static str, &'static str)> {
    KINDS
        .iter()
        .enumerate()
        .find(|(_, (kind, _, keys))| *kind == key || keys.contains(&key))
        .map(|(place, (kind, title, _))| (place, *kind, *title))
}

/// Returns the heading under which `template` prints the section with this key and title, before it is escaped.
pub fn printed_title<'a>(template: &Template, key: &'a str, title: &'a str) -> &'a str {
    if !template.uses_kinds() {
        return title;
    }
    kind_of(key).map_or(title, |(_, _, title)| title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Format;

    #[test]
    fn each_default_section_has_a_kind() {
        for (key, title) in [
            ("security", "Security"),
            ("breaking", "Changed"),
            ("new", "Added"),
            ("deprecation", "Deprecated"),
            ("enhancement", "Changed"),
            ("bug", "Fixed"),
            ("maintenance", "Changed"),
            ("documentation", "Changed"),
            ("ci", "Changed"),
            ("other", "Changed"),
            ("removed", "Removed"),
        ] {
            assert_eq!(kind_of(key).unwrap().2, title, "{key}");
        }
        assert_eq!(kind_of("performance"), None);
    }

    #[test]
    fn the_printed_title_is_that_of_the_kind_where_kinds_are_printed() {
        let keep = Template::built_in(Format::KeepAChangelog).unwrap();
        let jupyter = Template::built_in(Format::Jupyter).unwrap();
        assert_eq!(printed_title(&keep, "bug", "Bugs fixed"), "Fixed");
        assert_eq!(printed_title(&keep, "speed", "Performance"), "Performance");
        assert_eq!(printed_title(&jupyter, "bug", "Bugs fixed"), "Bugs fixed");
    }
}
