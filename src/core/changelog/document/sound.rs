//! Whether a file can be understood at all. On doubt it is left alone.

use std::sync::LazyLock;

use regex::Regex;

use super::error::DocumentError;
use super::heading::{Named, named};
use super::lines::Lines;
use super::outline::{Block, BlockKind};
use crate::core::pattern::pattern;

static ATX: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}#{1,6}(?:[ \t]|$)"));
static FENCE_WITH_LANGUAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^ {0,3}(?:```+|~~~+)\s*[A-Za-z{]"));
static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\.\. (?:_[^:]+:|\[[^\]]+\] |[A-Za-z][A-Za-z0-9_-]*::)|`[^`]+ <[^<>]+>`_|(?:^|\s):[a-z][a-z-]*:`[^`]+`")
});
static ASCIIDOC: LazyLock<Regex> = LazyLock::new(|| pattern(r"^={1,5} \S"));

/// Finds what makes a file unsafe to change.
pub(super) fn check(lines: &Lines, blocks: &[Block]) -> Result<(), DocumentError> {
    if let Some(index) = lines.all().iter().position(|line| line.text.contains('\0')) {
        return Err(DocumentError::Nul { line: index + 1 });
    }
    conflict(lines, blocks)?;
    for block in blocks {
        unclosed(lines, block)?;
    }
    other_language(lines, blocks)
}

fn conflict(lines: &Lines, blocks: &[Block]) -> Result<(), DocumentError> {
    let is_marker = |index: usize, mark: &str| {
        lines.text(index).strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let is_example = |index: usize| {
        blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Code { .. })
                && (block.first..=block.last).contains(&index)
                && (block.first..=block.last).any(|line| is_marker(line, "<<<<<<<"))
                && (block.first..=block.last).any(|line| is_marker(line, ">>>>>>>"))
        })
    };
    let found = (0..lines.len())
        .find(|&index| (is_marker(index, "<<<<<<<") || is_marker(index, ">>>>>>>")) && !is_example(index));
    found.map_or(Ok(()), |index| Err(DocumentError::Conflict { line: index + 1 }))
}

/// Finds fences and comments that run on over headings: to the end of the file, or to the end of the next one.
fn unclosed(lines: &Lines, block: &Block) -> Result<(), DocumentError> {
    let begins_comment = lines.text(block.first).trim_start().starts_with("<!--");
    let (what, closed) = match block.kind {
        BlockKind::Code { closed, fenced: true } => ("code fence", closed),
        BlockKind::Html { closed } => (if begins_comment { "comment" } else { "HTML" }, closed),
        _ => return Ok(()),
    };
    let swallowed = (block.first + 1..=block.last).find(|&line| ATX.is_match(lines.text(line)));
    let opens_again = |after: usize| {
        (after + 1..=block.last).any(|line| match what {
            "code fence" => FENCE_WITH_LANGUAGE.is_match(lines.text(line)),
            "comment" => lines.text(line).contains("<!--"),
            _ => false,
        })
    };
    let line = block.first + 1;
    match swallowed {
        _ if !closed => Err(DocumentError::Unclosed { what, line, swallowed: swallowed.unwrap_or(block.last) + 1 }),
        Some(heading) if opens_again(heading) => Err(DocumentError::Unclosed { what, line, swallowed: heading + 1 }),
        _ => Ok(()),
    }
}

/// Finds the marks of other languages, in files that have no Markdown heading but underlined ones.
fn other_language(lines: &Lines, blocks: &[Block]) -> Result<(), DocumentError> {
    if blocks.iter().any(|block| matches!(&block.kind, BlockKind::Heading(heading) if !heading.setext)) {
        return Ok(());
    }
    let in_code = |index: usize| {
        blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Code { .. })
                && (block.first..=block.last).contains(&index)
                && !lines.text(block.first).starts_with("~~~")
        })
    };
    for index in (0..lines.len()).filter(|&index| !in_code(index)) {
        let text = lines.text(index);
        let not_markdown = |language| Err(DocumentError::NotMarkdown { language, line: index + 1 });
        if DIRECTIVE.is_match(text) || is_foreign_underline(lines, index) || is_overline(lines, index) {
            return not_markdown("reStructuredText");
        }
        if ASCIIDOC.is_match(text) {
            return not_markdown("AsciiDoc");
        }
    }
    Ok(())
}

/// Whether a line underlines the one before with a mark that underlines nothing in Markdown.
fn is_foreign_underline(lines: &Lines, index: usize) -> bool {
    let text = lines.text(index).trim_end();
    let Some(mark) = text.chars().next().filter(|mark| "~^\"'+".contains(*mark)) else { return false };
    let above = index.checked_sub(1).map_or("", |above| lines.text(above)).trim_end();
    text.len() >= 4 && text.chars().all(|letter| letter == mark) && above.chars().count() == text.len()
}

/// Whether a line is the upper of two equal lines around a title.
fn is_overline(lines: &Lines, index: usize) -> bool {
    let text = lines.text(index).trim_end();
    let is_line = text.len() >= 4 && (text.bytes().all(|byte| byte == b'=') || text.bytes().all(|byte| byte == b'-'));
    is_line
        && index.checked_sub(1).is_none_or(|above| lines.is_blank(above))
        && !lines.is_blank(index + 1)
        && lines.text(index + 2).trim_end() == text
}

/// Finds the reason not to add the first section to a file that has none: its versions are plain lines, or changes
/// stand there without any heading.
pub(super) fn check_unsectioned(lines: &Lines, blocks: &[Block]) -> Result<(), DocumentError> {
    let mut has_heading = false;
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(_) => has_heading = true,
            BlockKind::Paragraph => {
                let text = lines.text(block.first).trim();
                let names =
                    matches!(named(text), Some(Named::Version(title)) if title.lead.is_empty() && !title.has_more);
                if names && !text.ends_with(")=") {
                    return Err(DocumentError::NoHeading { line: block.first + 1 });
                }
            }
            BlockKind::List(_) if !has_heading => return Err(DocumentError::NoPlace { line: block.first + 1 }),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::changelog::document::outline::outline;

    fn found(text: &str) -> Option<(usize, String)> {
        let lines = Lines::read(text);
        let error = check(&lines, &outline(lines.all())).err()?;
        Some((error.line()?, error.to_string().split(':').next().unwrap_or_default().to_owned()))
    }

    #[test]
    fn what_cannot_be_understood_is_named_with_its_line() {
        for (text, line) in [
            ("# A\n\0\n", 2),
            ("# A\n\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> x\n", 3),
            ("# A\n\n```\ncode\n\n## 1.0.0\n", 3),
            ("# A\n\n```\ncode\n\n## 1.0.0\n\n```python\nx\n```\n", 3),
            ("# A\n\n<!-- open\n\n## 1.0.0\n", 3),
            ("# A\n\n<!-- open\n\n## 1.0.0\n\n<!-- shepherd: base 1 {} -->\n", 3),
            ("Changes\n=======\n\n.. _here:\n\n1.0.0\n-----\n", 4),
            ("=======\nChanges\n=======\n\n1.0.0\n-----\n", 1),
            ("1.0.0\n=====\n\nFixes\n~~~~~\n\n- a\n", 5),
            ("1.0.0\n=====\n\n- `#1 <https://x>`_\n", 4),
            ("= Changes\n\n== 1.0.0\n", 1),
        ] {
            assert_eq!(found(text).map(|(line, _)| line), Some(line), "{text:?}");
        }
    }

    #[test]
    fn what_only_looks_odd_is_fine() {
        for text in [
            "",
            "Changes\n=======\n\n1.0.0\n-----\n\n- a\n",
            "# A\n\n```\n<<<<<<< x\n=======\n>>>>>>> y\n```\n",
            "# A\n\n<!--\n## template\n-->\n\n## 1.0.0\n",
            "# A\n\n```{eval-rst}\n.. note:: x\n```\n",
            "# A\n\n```md\n## example\n```\n",
        ] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }
}
