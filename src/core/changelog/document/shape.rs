//! A version's heading, written the way another version's heading is.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::date_form::DateForm;
use super::version_name::versions_in;
use crate::core::pattern::pattern;

/// What closes the version: `]`, `](url)`, `][label]`, emphasis.
static CLOSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[*_`]*(?:\](?:\(([^)\s]*)\)|\[[^\]]*\])?)?[*_`]*"));
/// What closes the date.
static DATE_CLOSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[)*_]*(?:\](?:\(([^)\s]*)\)|\[[^\]]*\])?)?[)*_]*"));
/// What a reader does not see: tags and the targets of links.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"<[^>]*>|\]\([^)]*\)"));
static DEFINITION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}\[([^\]]+)\]:\s*(\S+)"));

/// What the new heading tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'a> {
    /// The version without `v`.
    pub(super) version: &'a str,
    /// `YYYY-MM-DD`.
    pub(super) date: Option<&'a str>,
    /// Base and head for a compare link.
    pub(super) compare: Option<&'a (String, String)>,
}

/// Returns the source of a heading that is like `example` but tells `target`; words of the example's own (a code
/// name, "yanked") are left out. `None` where the example names no version.
pub(super) fn like(example: &str, target: &Target<'_>) -> Option<String> {
    let (place, old) = version_in(example)?;
    let lead = example.get(..place.start)?.replace(&old, target.version);
    let after = example.get(place.end..)?;
    let close = CLOSE.captures(after)?;
    let (mut lead, close) = linked(lead, close.get(0)?.as_str(), close.get(1).map(|url| url.as_str()), &old, target);
    let rest = after.get(CLOSE.find(after)?.end()..)?;
    let Some((range, form)) = DateForm::find(rest) else { return Some(format!("{lead}{}{close}", target.version)) };
    let between = rest.get(..range.start)?;
    let words = between.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let mut between = between.strip_prefix(words).unwrap_or(between);
    if !words.is_empty() {
        between = between.trim_start_matches(|letter: char| !letter.is_whitespace());
    }
    let end = DATE_CLOSE.captures(rest.get(range.end..)?)?;
    let (end_lead, end) = linked(lead.clone(), end.get(0)?.as_str(), end.get(1).map(|url| url.as_str()), &old, target);
    lead = end_lead;
    Some(match target.date {
        Some(date) => format!("{lead}{}{close}{between}{}{end}", target.version, form.write(date)),
        // The bracket that began before the version may only end after the date.
        None => format!("{lead}{}{close}{}", target.version, end.trim_start_matches([')', '*', '_'])),
    })
}

/// Returns the version that a heading's source names, with its place.
fn version_in(source: &str) -> Option<(Range<usize>, String)> {
    let visible =
        UNSEEN.replace_all(source, |found: &regex::Captures<'_>| " ".repeat(found.get(0).map_or(0, |all| all.len())));
    let source = visible.as_ref();
    if let Some((place, version)) = versions_in(source).into_iter().next() {
        return Some((place, version.text));
    }
    let start = source.find(|letter: char| letter.is_ascii_digit())?;
    let end = source.get(start..)?.find(|letter: char| !letter.is_ascii_digit()).map_or(source.len(), |at| start + at);
    Some((start..end, source.get(start..end)?.to_owned()))
}

/// Returns the heading of what is unreleased, in brackets where versions are.
pub(super) fn unreleased_like(example: &str) -> &'static str {
    let in_brackets = versions_in(example).first().is_some_and(|(place, _)| {
        let after = example.get(place.end..).unwrap_or_default();
        after.starts_with(']') && !after.starts_with("](")
    });
    if in_brackets { "[Unreleased]" } else { "Unreleased" }
}

/// Returns the lead and the closing part with the link pointing at the target; without link where no address is
/// known for it.
fn linked(lead: String, close: &str, url: Option<&str>, old: &str, target: &Target<'_>) -> (String, String) {
    let Some(url) = url else { return (lead, close.replace(old, target.version)) };
    match address_like(url, old, target) {
        Some(new) => (lead, close.replace(url, &new)),
        None => (lead.replacen('[', "", 1), close.replace(&format!("]({url})"), "")),
    }
}

/// Returns the address like `url` for the target: the compare page of its range, or the same page of its version.
fn address_like(url: &str, old: &str, target: &Target<'_>) -> Option<String> {
    if let Some((page, _)) = url.split_once("/compare/") {
        let (base, head) = target.compare?;
        return Some(format!("{page}/compare/{base}...{head}"));
    }
    url.contains(old).then(|| url.replace(old, target.version))
}

/// Returns the link reference definition for the new heading, made from the line that defines the example's.
pub(super) fn definition_like(line: &str, example: &str, target: &Target<'_>) -> Option<String> {
    let captures = DEFINITION.captures(line)?;
    let (label, url) = (captures.get(1)?.as_str(), captures.get(2)?.as_str());
    let (_, old) = versions_in(label).into_iter().next()?;
    if !example.contains(&format!("[{label}]")) {
        return None;
    }
    let new = address_like(url, &old.text, target)?;
    Some(format!("[{}]: {new}", label.replace(&old.text, target.version)))
}

/// Whether a line defines a link reference.
pub(super) fn is_definition(line: &str) -> bool {
    DEFINITION.is_match(line)
}

/// Returns an anchor line (`(v5.3.0)=`, `<a name="v5-3-0">`) for the new version; `None` where it names another thing.
pub(super) fn anchor_like(line: &str, old: &str, new: &str) -> Option<String> {
    ["", "-", "_"]
        .iter()
        .map(|between| (old.replace('.', between), new.replace('.', between)))
        .fold(line.contains(old).then(|| line.replace(old, new)), |found, (old, new)| {
            found.or_else(|| line.contains(&old).then(|| line.replace(&old, &new)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(example: &str) -> String {
        let compare = ("v5.3.0".to_owned(), "v5.4.0".to_owned());
        like(example, &Target { version: "5.4.0", date: Some("2025-10-06"), compare: Some(&compare) }).unwrap()
    }

    #[test]
    fn a_heading_is_written_like_its_neighbour() {
        for (example, expected) in [
            ("5.3.0 - 2025-03-04", "5.4.0 - 2025-10-06"),
            ("[5.3.0] - 2025-03-04", "[5.4.0] - 2025-10-06"),
            ("v5.3.0", "v5.4.0"),
            (
                "[5.3.0](https://x/a/b/compare/v5.2.0...v5.3.0) (2025-03-04)",
                "[5.4.0](https://x/a/b/compare/v5.3.0...v5.4.0) (2025-10-06)",
            ),
            ("[5.3.0](https://x/a/b/releases/tag/v5.3.0)", "[5.4.0](https://x/a/b/releases/tag/v5.4.0)"),
            ("[5.3.0](https://x/a/b/milestone/7) (2025-03-04)", "5.4.0 (2025-10-06)"),
            ("[v5.3.0 - 2025-03-04](https://x/a/b/tree/v5.3.0)", "[v5.4.0 - 2025-10-06](https://x/a/b/tree/v5.4.0)"),
            ("Synapse 5.3.0rc1 (March 4, 2025)", "Synapse 5.4.0 (October 6, 2025)"),
            ("**5.3.0** \"Big Name\" (2025/03/04)", "**5.4.0** (2025/10/06)"),
            ("5.3.0 [YANKED]", "5.4.0"),
            ("<a name=\"5.3.0\"></a>5.3.0 _(2025-03-04)_", "<a name=\"5.4.0\"></a>5.4.0 _(2025-10-06)_"),
            ("Version 53 - 4 Mar 2025", "Version 5.4.0 - 6 Oct 2025"),
        ] {
            assert_eq!(told(example), expected, "{example}");
        }
    }

    #[test]
    fn without_a_date_nothing_of_the_date_is_left() {
        let target = Target { version: "5.4.0", date: None, compare: None };
        assert_eq!(like("[5.3.0] - 2025-03-04", &target).unwrap(), "[5.4.0]");
        assert_eq!(
            like("[v5.3.0 - 2025-03-04](https://x/tree/v5.3.0)", &target).unwrap(),
            "[v5.4.0](https://x/tree/v5.4.0)"
        );
        assert_eq!(like("[5.3.0](https://x/compare/5.2.0...5.3.0) (2025-03-04)", &target).unwrap(), "5.4.0");
    }

    #[test]
    fn anchors_and_definitions_follow() {
        let compare = ("5.3.0".to_owned(), "5.4.0".to_owned());
        let target = Target { version: "5.4.0", date: None, compare: Some(&compare) };
        assert_eq!(anchor_like("(v5.3.0)=", "5.3.0", "5.4.0").unwrap(), "(v5.4.0)=");
        assert_eq!(anchor_like("<a id=\"v530\"></a>", "5.3.0", "5.4.0").unwrap(), "<a id=\"v540\"></a>");
        assert_eq!(anchor_like("(news)=", "5.3.0", "5.4.0"), None);
        let line = "[5.3.0]: https://x/a/b/compare/5.2.0...5.3.0";
        assert_eq!(
            definition_like(line, "[5.3.0] - 2025-03-04", &target).unwrap(),
            "[5.4.0]: https://x/a/b/compare/5.3.0...5.4.0"
        );
        assert_eq!(unreleased_like("[5.3.0] - 2025"), "[Unreleased]");
    }
}
