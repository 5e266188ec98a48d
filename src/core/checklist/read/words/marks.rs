//! Marks that Markdown does not know: headings in HTML, tasks in code, lists that are paragraphs.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern;

static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:(?i:step)\s+\d{1,2}\b|\(?\d{1,2}\s?[:)]\s|\d{1,2}\.\s)"));

/// Says whether a paragraph is an item of a list that Markdown does not know: `1: Upgrade ...`, `Step 2 - ...`.
pub(in crate::core::checklist::read) fn is_ordinal(words: &str) -> bool {
    ORDINAL.is_match(words)
}

static HTML_HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<h([1-6])[\s>]"));
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?-->|<[^>]*>"));
static HTML_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<h[1-6][^>]*>(.*?)</h[1-6]\s*>"));

/// Returns the words and the level of a heading in HTML.
pub(in crate::core::checklist::read) fn html_heading(html: &str) -> Option<(String, u8)> {
    let visible = COMMENTS.replace_all(html, "");
    let level = HTML_HEADING.captures(&visible)?.get(1)?.as_str().parse().ok()?;
    let title = HTML_TITLE.captures(&visible)?.get(1)?.as_str();
    let words = TAGS.replace_all(title, "").split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some((words, level))
}

static COMMENTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?(?:-->|$)"));
/// Says whether HTML is comments and nothing else.
pub(in crate::core::checklist::read) fn is_only_comments(html: &str) -> bool {
    COMMENTS.replace_all(html, "").trim().is_empty()
}

static TASK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s"));

/// Returns how many lines of a text are tasks.
pub(in crate::core::checklist::read) fn tasks(text: &str) -> usize {
    if text.contains('[') { TASK.find_iter(text).count() } else { 0 }
}
