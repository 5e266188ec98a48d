//! What a draft release says of itself, above all else.

use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;
use crate::core::text::plural;

/// Ends each line that says something about the draft itself.
const NOTICE: &str = "<!-- shepherd: notice -->";
/// What such a line says before its end, as [`Notice::write`] writes it.
static OWN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^> (?:Publishing this draft (?:shows it to everybody; its tag `[^`]*` is there already|\
         creates the tag `[^`]*`, and starts whatever a tag starts in this project)|\
         Not all is listed: GitHub takes 125,000 characters, and (?:[0-9,]+ (?:changes?|upgrade notes?)(?: and )?)+ more had no room)\\. $",
    )
});

/// What a draft says of itself, each on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The tag that publishing makes.
    pub tag: String,
    /// Whether the tag is there already.
    pub is_tagged: bool,
    /// How many changes are not listed, and how many upgrade notes, as there is no room for them.
    pub left_out: [usize; 2],
}

impl Notice {
    /// Returns a line without what it says as a notice; `None` where nothing else is in it.
    pub(super) fn beside(line: &str) -> Option<String> {
        let Some((before, after)) = line.split_once(NOTICE) else { return Some(line.to_owned()) };
        let own = if OWN_WORDS.is_match(before) { "" } else { before };
        let words = format!("{own}{after}").trim_end().to_owned();
        (!words.trim().is_empty()).then_some(words)
    }

    /// Returns it as Markdown.
    pub(super) fn write(&self) -> String {
        let tag = self.tag.replace('`', "'");
        let what = if self.is_tagged {
            format!("Publishing this draft shows it to everybody; its tag `{tag}` is there already.")
        } else {
            format!("Publishing this draft creates the tag `{tag}`, and starts whatever a tag starts in this project.")
        };
        let left_out = counted(self.left_out);
        if left_out.is_empty() {
            return format!("> {what} {NOTICE}");
        }
        format!(
            "> {what} {NOTICE}\n> Not all is listed: GitHub takes 125,000 characters, and {left_out} more had no room. {NOTICE}"
        )
    }
}

/// Returns how many changes and upgrade notes there are, in words; empty where there are none.
pub fn counted(counts: [usize; 2]) -> String {
    let words = counts.into_iter().zip(["change", "upgrade note"]).filter(|(count, _)| *count > 0);
    words.map(|(count, noun)| plural(count, noun)).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_known_again_and_nothing_else_is() {
        let one = Notice { tag: "1,0`".to_owned(), is_tagged: true, left_out: [1, 0] }.write();
        let many = Notice { tag: "1.0".to_owned(), is_tagged: false, left_out: [1200, 2] }.write();
        assert!(many.contains(" 1200 changes and 2 upgrade notes more had no room."), "{many}");
        assert_eq!(one.lines().chain(many.lines()).find_map(Notice::beside), None);
        let theirs = format!("> By hand. {NOTICE}");
        assert_eq!(Notice::beside(&theirs).as_deref(), Some("> By hand."));
        assert_eq!(Notice::beside(&format!("{} Wait.", many.lines().next().unwrap())).as_deref(), Some(" Wait."));
        assert_eq!(Notice::beside("").as_deref(), Some(""));
    }
}
