//! What GitHub takes as the body of an issue or a comment, and no more.

use crate::core::fit::{self, Measure};

/// So many characters a body may have.
pub const LONGEST_BODY: usize = 65_536;

/// So many characters a title may have.
pub(super) const LONGEST_TITLE: usize = 256;

/// Where the rest of a body is that was cut.
const REST: &str = "`shepherd status` shows the rest.";

/// Returns the body with its hidden marker as the last line, cut at the end of a line where it would be too long.
pub(super) fn marked(body: &str, marker: &str) -> String {
    let own: Vec<&str> = body.lines().filter(|line| line.trim() != marker).collect();
    let room = LONGEST_BODY.saturating_sub(marker.chars().count() + 2);
    format!("{}\n\n{marker}", fitted(own.join("\n").trim_end(), room, REST))
}

/// Says whether a body has the marker, on a line of its own.
pub(super) fn has_marker(body: &str, marker: &str) -> bool {
    body.lines().any(|line| line.trim() == marker)
}

/// Returns at most `room` characters of a body. What does not fit is cut at the end of a line, with a sentence that says
/// so and where the rest is, as `rest` tells.
pub fn fitted(body: &str, room: usize, rest: &str) -> String {
    let sentence = format!("_This is not all: GitHub takes 65,536 characters. {rest}_");
    fit::fitted(body, room, Measure::Characters, &sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKER: &str = "<!-- shepherd: issue = \"1.1.0\" -->";
    const CUT: &str = "_This is not all: GitHub takes 65,536 characters. `shepherd status` shows the rest._";

    #[test]
    fn the_marker_is_the_last_line() {
        let expected = format!("One\nTwo\n\n{MARKER}");
        assert_eq!(marked("One\nTwo\n", MARKER), expected);
        assert_eq!(marked(&expected, MARKER), expected);
        assert!(has_marker(&expected.replace('\n', "\r\n"), MARKER));
        assert!(!has_marker(&format!("> {MARKER}"), MARKER));
    }

    #[test]
    fn what_is_too_long_ends_with_a_line_and_says_so() {
        let line = "- [ ] a step with ä\n";
        let body = marked(&line.repeat(5000), MARKER);
        assert!(body.chars().count() <= LONGEST_BODY, "{}", body.chars().count());
        assert!(body.chars().count() > LONGEST_BODY - 2 * line.len(), "{}", body.chars().count());
        assert!(body.ends_with(&format!("with ä\n\n{CUT}\n\n{MARKER}")));
        let fits = "x".repeat(LONGEST_BODY - MARKER.len() - 2);
        assert_eq!(marked(&fits, MARKER), format!("{fits}\n\n{MARKER}"));
    }
}
