//! The sections of a changelog in reStructuredText or plain text, as it was written: no well-kept crate makes HTML of it.

use std::collections::{BTreeMap, HashMap};

use crate::core::site::masked;
use crate::core::text::clean;
use crate::render::site::changelog::version;
use crate::render::site::escape::escape;

/// A shorter line below a title is no underline, but where the title is as short.
const SURELY: usize = 4;

/// A title of one line, by docutils' rules for sections
/// (<https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections>).
struct Heading<'a> {
    title: &'a str,
    /// The lines that it takes.
    lines: std::ops::Range<usize>,
    /// How deep: the first kind of underline that a document uses is 0, the next one 1.
    level: usize,
}

/// Returns the section of each release, by its position, as one block of text. `releases` are the spellings of the versions,
/// each with that position.
pub(super) fn sections(text: &str, releases: &BTreeMap<String, usize>) -> HashMap<usize, String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let headings = headings(&lines);
    let mut found: HashMap<usize, String> = HashMap::new();
    for (number, heading) in headings.iter().enumerate() {
        let Some(release) = version(heading.title, releases).filter(|release| !found.contains_key(release)) else {
            continue;
        };
        let next = headings.iter().skip(number + 1).find(|other| other.level <= heading.level);
        let end = next.map_or(lines.len(), |next| next.lines.start);
        let body = lines.get(heading.lines.end..end).unwrap_or_default();
        // A label that stands in front of the next title is about that one.
        let is_nothing = |line: &&&str| line.is_empty() || line.starts_with(".. _");
        let last = body.len() - body.iter().rev().take_while(is_nothing).count();
        let first = body.iter().take_while(|line| line.is_empty()).count().min(last);
        let body: Vec<_> = body.get(first..last).unwrap_or_default().iter().map(|line| clean(line)).collect();
        if !body.is_empty() {
            found.insert(release, format!("<pre>{}</pre>", escape(&masked(&body.join("\n")))));
        }
    }
    found
}

fn headings<'a>(lines: &[&'a str]) -> Vec<Heading<'a>> {
    let mut kinds: Vec<(char, bool)> = Vec::new();
    let mut found: Vec<Heading<'a>> = Vec::new();
    for (number, pair) in lines.windows(2).enumerate() {
        let &[title, below] = pair else { continue };
        let Some(letter) = rule(below) else { continue };
        let width = title.trim().chars().count();
        if width == 0 || rule(title).is_some() || below.len() < width.min(SURELY) {
            continue;
        }
        let above = number.checked_sub(1).and_then(|above| lines.get(above)).and_then(|line| rule(line));
        // The line below one title is not the line above the next one.
        let is_free = found.last().is_none_or(|last| last.lines.end < number);
        let is_framed = above == Some(letter) && is_free;
        if title.starts_with(char::is_whitespace) && !is_framed {
            continue;
        }
        let kind = (letter, is_framed);
        let level = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            kinds.push(kind);
            kinds.len() - 1
        });
        found.push(Heading { title, lines: number - usize::from(is_framed)..number + 2, level });
    }
    found
}

/// Returns the letter that a line is made of: a punctuation mark, at least three times.
fn rule(line: &str) -> Option<char> {
    let letter = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 3 && line.chars().all(|other| other == letter)).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str) -> Option<String> {
        let releases = BTreeMap::from([("1.0".to_owned(), 0), ("0.9".to_owned(), 1)]);
        sections(text, &releases).remove(&0)
    }

    #[test]
    fn a_section_is_what_stands_below_its_version() {
        let text = "=========\nChangelog\n=========\n\n.. towncrier release notes start\n\nhello 1.0 (2026-03-28)\n\
                    ======================\n\nFixed\n-----\n\n- `#1 <https://example.org/1>`_: <b> of ann@example.org\n\n\n\
                    .. _old:\n\nhello 0.9\n=========\n\nOld.\n";
        insta::assert_snapshot!(section(text).unwrap(), @r#"
        <pre>Fixed
        -----

        - `#1 &lt;https://example.org/1&gt;`_: &lt;b&gt; of [address hidden]</pre>
        "#);
    }

    #[test]
    fn titles_in_frames_and_short_ones_are_titles() {
        let text = "###\n1.0\n###\nframed\n###\n0.9\n###\nother\n";
        assert_eq!(section(text).as_deref(), Some("<pre>framed</pre>"));
        assert_eq!(section("1.0\n---\none\n\ntwo\n").as_deref(), Some("<pre>one\n\ntwo</pre>"));
    }

    #[test]
    fn a_table_a_line_across_and_an_indented_text_are_no_titles() {
        for text in
            ["1.0  2.0\n===  ===\nx\n", "1.0\n\n----\n\nx\n", "  1.0\n  ---\nx\n", "---\n---\n", "1.0\n--\n", "", "\n"]
        {
            assert_eq!(section(text), None, "{text}");
        }
        // Nothing stands below it.
        assert_eq!(section("1.0\n---\n\n0.9\n---\nx\n"), None);
    }
}
