//! Markdown that is cut to a length, at the end of a line, with a sentence that says so.

/// How a length is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// In characters, as GitHub counts bodies.
    Characters,
    /// In bytes, as Actions counts summaries.
    Bytes,
}

impl Measure {
    /// Returns the length of a text.
    pub fn of(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }
}

/// Returns at most `room` of a body. What does not fit is cut at the end of a line, and `sentence` says so there.
pub fn fitted(body: &str, room: usize, measure: Measure, sentence: &str) -> String {
    if body.len() <= room || measure.of(body) <= room {
        return body.to_owned();
    }
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for line in body.lines() {
        length += measure.of(line) + 1;
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
        let length: usize = kept.iter().map(|line| measure.of(line) + 1).sum();
        if kept.is_empty() || length + measure.of(&end) <= room {
            return start(format!("{}{end}", kept.join("\n")).trim_start(), room, measure).to_owned();
        }
        kept.pop();
    }
}

/// Returns the first `room` of a text.
fn start(text: &str, room: usize, measure: Measure) -> &str {
    let end = match measure {
        Measure::Characters => text.char_indices().nth(room).map_or(text.len(), |(at, _)| at),
        Measure::Bytes => (0..=room.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0),
    };
    text.get(..end).unwrap_or(text)
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

    const CUT: &str = "_This is not all._";

    #[test]
    fn what_fits_stays() {
        assert_eq!(fitted("äb", 2, Measure::Characters, CUT), "äb");
        assert_eq!(fitted("äb", 3, Measure::Bytes, CUT), "äb");
    }

    #[test]
    fn a_cut_block_is_closed() {
        let body = format!("~~~~sh\n~~~\n{}~~~~\n", "x\n".repeat(200));
        let cut = fitted(&body, 200, Measure::Characters, CUT);
        assert!(cut.ends_with(&format!("x\n~~~~\n\n{CUT}")), "{cut}");
        let body = format!("```\nx\n```\n{}", "y\n".repeat(200));
        assert!(fitted(&body, 200, Measure::Characters, CUT).ends_with(&format!("y\n\n{CUT}")));
    }

    #[test]
    fn one_line_that_is_too_long_leaves_the_sentence() {
        assert_eq!(fitted(&"x".repeat(200), 150, Measure::Characters, CUT), CUT);
        assert_eq!(fitted(&"x".repeat(200), 4, Measure::Bytes, "äää"), "ää");
    }

    #[test]
    fn bytes_are_no_characters() {
        let body = "- a line with ä\n".repeat(100);
        let cut = fitted(&body, 1000, Measure::Bytes, CUT);
        assert!(cut.len() <= 1000 && cut.len() > 1000 - 2 * 17, "{}", cut.len());
        assert!(cut.ends_with(&format!("with ä\n\n{CUT}")), "{cut}");
    }
}
