//! A block of ours in a text that people write: it is written anew until a person changes it or takes it out.

use crate::core::digest::sha256;

/// The line after a block.
pub(super) const END: &str = "<!-- shepherd: end -->";

/// A block between two comments; the first one has the digest of what was written.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// What it is, in a word.
    pub name: &'a str,
    /// The version or line that it is about.
    pub of: &'a str,
    /// Its Markdown; may be empty.
    pub text: &'a str,
}

impl Block<'_> {
    /// Returns the text that has the block in the place of the one in `before`; without a text before, the block alone. A
    /// block that a person changed stays as it is, and one that a person took out stays out.
    pub fn merged(&self, before: Option<&str>) -> String {
        let Some(before) = before else { return self.written() };
        let lines: Vec<&str> = before.lines().collect();
        let begin = lines.iter().position(|line| line.starts_with(&self.begin()));
        let end =
            begin.and_then(|begin| lines.iter().skip(begin).position(|line| line.trim() == END).map(|end| end + begin));
        let (Some(begin), Some(end)) = (begin, end) else { return before.to_owned() };
        let line = lines.get(begin).copied().unwrap_or_default();
        let block = lines.get(begin + 1..end).unwrap_or_default().join("\n");
        if !line.contains(&digest(&block)) {
            return before.to_owned();
        }
        let above = lines.get(..begin).unwrap_or_default();
        let below = lines.get(end + 1..).unwrap_or_default();
        [above, &[self.written().as_str()], below].concat().join("\n")
    }

    fn begin(&self) -> String {
        format!("<!-- shepherd: {} of ", self.name)
    }

    fn written(&self) -> String {
        let text = self.text.trim().replace(END, "");
        let of = self.of.replace(['"', '<', '>'], "");
        let head = format!("{}\"{of}\", digest {} -->", self.begin(), digest(&text));
        if text.is_empty() { format!("{head}\n{END}") } else { format!("{head}\n{text}\n{END}") }
    }
}

fn digest(block: &str) -> String {
    sha256(block).chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Block<'_> = Block { name: "changelog", of: "1.1.0", text: "Adds three changes.\n" };
    const TWO: Block<'_> = Block { text: "Adds four changes.\n", ..ONE };

    #[test]
    fn the_words_of_people_stay() {
        let first = ONE.merged(None);
        assert_eq!(first.lines().nth(1), Some("Adds three changes."));
        assert_eq!(ONE.merged(Some(&first)), first);
        let with_words = format!("Please look at #12.\r\n\r\n{first}\r\n\r\nThank you!");
        let second = TWO.merged(Some(&with_words));
        assert!(second.starts_with("Please look at #12.\n\n<!--") && second.ends_with("-->\n\nThank you!"), "{second}");
        assert!(second.contains("Adds four") && !second.contains("Adds three"), "{second}");
        let changed = first.replace("three", "a few");
        assert_eq!(TWO.merged(Some(&changed)), changed);
        assert_eq!(TWO.merged(Some("All mine.")), "All mine.");
        assert_eq!(TWO.merged(Some("")), "");
    }

    #[test]
    fn an_empty_block_keeps_its_place() {
        let empty = Block { text: "", ..ONE }.merged(None);
        assert_eq!(empty.lines().count(), 2);
        assert_eq!(TWO.merged(Some(&empty)), TWO.merged(None));
        assert_eq!(Block { text: "", ..ONE }.merged(Some(&TWO.merged(None))), empty);
    }
}
