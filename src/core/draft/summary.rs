//! The summary that a step of a workflow shows on the page of its run.

use crate::core::fit::{Measure, fitted};

/// So many bytes a step may write
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>): more, and GitHub shows none
/// of it.
pub const LONGEST_SUMMARY: usize = 1024 * 1024;

/// What a step may still write.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    /// How many bytes the step wrote before.
    pub used: usize,
    /// Whether what it wrote before ends in the middle of a line.
    pub is_mid_line: bool,
}

impl Summary {
    /// Returns what is appended for `text`, and whether it was cut. `file` has the whole text; `None`: there is no room
    /// for a word.
    pub fn fit(self, text: &str, file: &str) -> Option<(String, bool)> {
        let before = if self.is_mid_line { "\n\n" } else { "" };
        let room = LONGEST_SUMMARY.saturating_sub(self.used + before.len() + 1);
        let sentence =
            format!("_This is not all: GitHub takes 1 MiB as the summary of a step. The whole text is in `{file}`._");
        if room < sentence.len() {
            return None;
        }
        let fit = fitted(text.trim_end(), room, Measure::Bytes, &sentence);
        let is_cut = fit != text.trim_end();
        Some((format!("{before}{fit}\n"), is_cut))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_that_is_too_long_is_cut_and_says_so() {
        let text = "- a line with ä\n".repeat(100_000);
        let (fit, is_cut) = Summary { used: 1000, is_mid_line: true }.fit(&text, "out/summary.md").unwrap();
        assert!(is_cut && fit.len() + 1000 <= LONGEST_SUMMARY && fit.len() + 1040 > LONGEST_SUMMARY, "{}", fit.len());
        assert!(fit.ends_with("with ä\n\n_This is not all: GitHub takes 1 MiB as the summary of a step. The whole text is in `out/summary.md`._\n"));
        assert_eq!(Summary { used: 0, is_mid_line: false }.fit("x\n", "f"), Some(("x\n".to_owned(), false)));
        assert_eq!(Summary { used: LONGEST_SUMMARY, is_mid_line: false }.fit("x\n", "f"), None);
    }
}
