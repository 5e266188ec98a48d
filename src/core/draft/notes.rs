//! The upgrade notes in the body of a draft: a block of ours in a text that people write. It is merged note by note, so
//! that words of people stay and new notes come, until a person takes the block out.

use crate::core::changelog::document::{DocumentError, Generated, Options, PreReleases, Report, merge};
use crate::core::draft::block::END;

/// Begins the line before the block.
const BEGIN: &str = "<!-- shepherd: notes of ";
/// Stands for the heading of the section, which the block takes the place of.
const HEADING: &str = "# Unreleased";
/// What is left of a section that lists nothing, and never did.
const NOTHING: &str = "<!-- shepherd: base 1 {} -->";

/// Returns the two lines of a block of a line's notes that holds nothing yet.
pub(super) fn empty(line: &str) -> String {
    format!("{BEGIN}\"{}\" -->\n{END}", line.replace(['"', '<', '>', '\n'], ""))
}

/// Returns the lines without what is in the block, whose own two lines stay, and what is in it; `None` where there is no
/// block.
pub(super) fn emptied<'a>(lines: &[&'a str]) -> (Vec<&'a str>, Option<String>) {
    let begin = lines.iter().position(|line| line.starts_with(BEGIN));
    let end =
        begin.and_then(|begin| lines.iter().skip(begin).position(|line| line.trim() == END).map(|end| begin + end));
    let (Some(begin), Some(end)) = (begin, end) else { return (lines.to_vec(), None) };
    let part = |range: std::ops::Range<usize>| lines.get(range).unwrap_or_default();
    let rest = [part(0..begin + 1), part(end..lines.len())].concat();
    (rest, Some(part(begin + 1..end).join("\n")))
}

/// Returns the text with `notes` in its block, whose line gets the name of the draft's line.
pub(super) fn filled(text: &str, line: &str, notes: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let Some(begin) = lines.iter().position(|line| line.starts_with(BEGIN)) else { return text.to_owned() };
    let whole = empty(line);
    let (first, last) = whole.split_once('\n').unwrap_or_default();
    let block = if notes.is_empty() { vec![first, last] } else { vec![first, notes, last] };
    let (above, below) = (lines.get(..begin).unwrap_or_default(), lines.get(begin + 2..).unwrap_or_default());
    [above, &block, below].concat().join("\n")
}

/// Merges notes into what stands in the block.
pub(super) fn merged(before: &str, generated: &Generated) -> Result<(String, Report), DocumentError> {
    if generated.entries.is_empty() && before.trim().is_empty() {
        return Ok((String::new(), Report::default()));
    }
    // A note must not end the block.
    let generated = Generated { text: generated.text.replace(END, ""), ..generated.clone() };
    let file = format!("{HEADING}\n\n{}\n", before.trim_matches('\n'));
    let options = Options { adopt: true, pre_releases: PreReleases::Keep, drops_gone: true };
    let merged = merge(&file, &generated, &options)?;
    let text = merged.text.split_once('\n').map_or("", |(_, rest)| rest).trim_matches('\n');
    let text = if text.trim() == NOTHING { "" } else { text };
    Ok((text.to_owned(), merged.report))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_emptied_and_filled_again() {
        let text = format!("Mine.\n\n{}\n\nThanks!", empty("main"));
        let full = filled(&text, "main", "- One\n- Two");
        let lines: Vec<&str> = full.lines().collect();
        let (rest, inside) = emptied(&lines);
        assert_eq!((rest.join("\n"), inside.as_deref()), (text, Some("- One\n- Two")));
        assert_eq!(emptied(&["All mine."]), (vec!["All mine."], None));
        assert_eq!(filled("All mine.", "main", "- One"), "All mine.");
        let begun = ["<!-- shepherd: notes of \"main\" -->", "- One"];
        assert_eq!(emptied(&begun), (begun.to_vec(), None));
    }
}
