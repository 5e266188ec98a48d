//! The body of a pull request that brings the changelog: a block of ours, and the words of people around it.

use crate::core::digest::sha256;

/// Begins the line before the block.
const BEGIN: &str = "<!-- shepherd: changelog = \"";
/// The line after it.
const END: &str = "<!-- shepherd: end -->";

/// What is written into the body of a pull request.
#[derive(Clone, Copy, Debug)]
pub struct PullRequestBody<'a> {
    /// The version whose changelog it brings.
    pub version: &'a str,
    /// The Markdown of the block.
    pub block: &'a str,
}

impl PullRequestBody<'_> {
    /// Returns the body for one that has `before`, or the first one. A block that a person changed stays as it is, and so
    /// does a body whose block a person took out.
    pub fn merged(&self, before: Option<&str>) -> String {
        let Some(before) = before.filter(|before| !before.trim().is_empty()) else { return self.written() };
        let lines: Vec<&str> = before.lines().collect();
        let is_begin = |line: &&str| line.starts_with(BEGIN);
        let Some(begin) = lines.iter().position(is_begin) else { return before.to_owned() };
        let Some(end) = lines.iter().skip(begin).position(|line| line.trim() == END).map(|end| end + begin) else {
            return before.to_owned();
        };
        let line = lines.get(begin).copied().unwrap_or_default();
        let block = lines.get(begin + 1..end).unwrap_or_default().join("\n");
        if !line.contains(&digest(&block)) {
            return before.to_owned();
        }
        let above = lines.get(..begin).unwrap_or_default();
        let below = lines.get(end + 1..).unwrap_or_default();
        [above, &[self.written().as_str()], below].concat().join("\n")
    }

    /// Says whether a body has a block of ours, for whatever version.
    pub fn is_in(body: &str) -> bool {
        body.lines().any(|line| line.starts_with(BEGIN))
    }

    fn written(&self) -> String {
        let block = self.block.trim().replace(END, "");
        let version = self.version.replace(['"', '<', '>'], "");
        format!("{BEGIN}{version}\", block = \"{}\" -->\n{block}\n{END}", digest(&block))
    }
}

fn digest(block: &str) -> String {
    sha256(block).chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: PullRequestBody<'_> = PullRequestBody { version: "1.1.0", block: "Adds three changes.\n" };
    const TWO: PullRequestBody<'_> = PullRequestBody { version: "1.1.0", block: "Adds four changes.\n" };

    #[test]
    fn the_words_of_people_stay() {
        let first = ONE.merged(None);
        assert!(PullRequestBody::is_in(&first) && first.lines().nth(1) == Some("Adds three changes."));
        assert_eq!(ONE.merged(Some(&first)), first);
        let with_words = format!("Please look at #12.\r\n\r\n{first}\r\n\r\nThank you!").replace("\r\n", "\n");
        let second = TWO.merged(Some(&with_words));
        assert!(second.starts_with("Please look at #12.\n\n<!--") && second.ends_with("-->\n\nThank you!"), "{second}");
        assert!(second.contains("Adds four") && !second.contains("Adds three"), "{second}");
        let changed = first.replace("three", "a few");
        assert_eq!(TWO.merged(Some(&changed)), changed);
        assert_eq!(TWO.merged(Some("All mine.")), "All mine.");
    }
}
