//! What GitHub takes as the body of an issue or a comment, and no more.

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
    if body.len() <= room || body.chars().count() <= room {
        return body.to_owned();
    }
    let sentence = format!("_This is not all: GitHub takes 65,536 characters. {rest}_");
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for line in body.lines() {
        length += line.chars().count() + 1;
        if length > room {
            break;
        }
        kept.push(line);
    }
    loop {
        // A fence that stays open would swallow the sentence.
        let end = match open_fence(&kept) {
            Some(fence) => format!("\n{fence}\n\n{sentence}"),
            None => format!("\n\n{sentence}"),
        };
        if kept.is_empty() || length_of(&kept) + end.chars().count() <= room {
            return format!("{}{end}", kept.join("\n")).trim_start().chars().take(room).collect();
        }
        kept.pop();
    }
}

fn length_of(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.chars().count() + 1).sum()
}

/// Returns the fence of a code block that the lines leave open.
fn open_fence(lines: &[&str]) -> Option<String> {
    let mut open: Option<(char, usize)> = None;
    for line in lines.iter().map(|line| line.trim()) {
        let Some(mark) = line.chars().next().filter(|mark| ['`', '~'].contains(mark)) else { continue };
        let count = line.chars().take_while(|letter| *letter == mark).count();
        let is_bare = line.chars().count() == count;
        match open {
            Some((opened, least)) if opened == mark && count >= least && is_bare => open = None,
            None if count >= 3 => open = Some((mark, count)),
            _ => {}
        }
    }
    open.map(|(mark, count)| mark.to_string().repeat(count))
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

    #[test]
    fn a_cut_block_is_closed() {
        let body = format!("~~~~sh\n~~~\n{}~~~~\n", "x\n".repeat(200));
        let cut = fitted(&body, 200, REST);
        assert!(cut.ends_with(&format!("x\n~~~~\n\n{CUT}")), "{cut}");
        let body = format!("```\nx\n```\n{}", "y\n".repeat(200));
        assert!(fitted(&body, 200, REST).ends_with(&format!("y\n\n{CUT}")));
    }

    #[test]
    fn one_line_that_is_too_long_leaves_the_sentence() {
        assert_eq!(fitted(&"x".repeat(200), 150, REST), CUT);
    }
}
