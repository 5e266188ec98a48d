//! Comments of the tracking issue, and the approvals that people write there: `/shepherd approve STEP DIGEST`.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};
use jiff::Timestamp;

use crate::core::people::GHOST;
use crate::core::run::sign_off::FEWEST_DIGITS;
use crate::core::text::clean;

/// A SHA-256 has so many.
const MOST_DIGITS: usize = 64;

/// A comment, as far as it can be an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The login of whoever wrote it; `None` where the account is gone.
    pub author: Option<String>,
    /// Whether that account is not a person's: an app, or a stand-in of an import. Its login may be a person's too.
    pub author_is_bot: bool,
    /// The words, in Markdown, as they are now.
    pub body: String,
    /// The address of the comment.
    pub url: String,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last changed; `None` where it never was.
    pub edited: Option<Timestamp>,
    /// The login of whoever changed it last, its author included; `None` where nobody did, or that account is gone.
    pub edited_by: Option<String>,
}

/// A line of a comment that approves a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The login of whoever wrote the comment.
    pub by: String,
    /// The step.
    pub step: String,
    /// The first digits of what is approved, at least twelve, in lower case.
    pub digest: String,
    /// The address of the comment.
    pub url: String,
    /// Since when the comment reads as it does: when it was written, or last changed.
    pub when: Timestamp,
    /// The login of somebody else who changed the comment last, so that the words may not be its author's; `ghost` where
    /// that account is gone.
    pub edited_by: Option<String>,
}

/// Returns the approvals that people wrote, in the order of the comments.
///
/// The command is a line of its own, in small letters, and as a reader sees it: in a code block, a quotation, a list or
/// an HTML comment it is only talked about. What apps and accounts that are gone wrote is nobody's approval.
pub fn approvals(comments: &[Comment]) -> Vec<Approval> {
    let mut found = Vec::new();
    for comment in comments {
        let Some(by) = comment.author.as_ref().filter(|_| !comment.author_is_bot) else { continue };
        // Most comments hold no command, and need not be parsed.
        if !comment.body.contains("/shepherd") {
            continue;
        }
        let is_other = |editor: &&String| !editor.eq_ignore_ascii_case(by);
        let unnamed = (comment.edited.is_some() && comment.edited_by.is_none()).then(|| GHOST.to_owned());
        let edited_by = comment.edited_by.as_ref().filter(is_other).cloned().or(unnamed);
        let when = comment.edited.map_or(comment.created, |edited| edited.max(comment.created));
        found.extend(commands(&comment.body).into_iter().map(|(step, digest)| Approval {
            by: by.clone(),
            step,
            digest,
            url: comment.url.clone(),
            when,
            edited_by: edited_by.clone(),
        }));
    }
    found
}

/// Returns the step and the digest of each command of a text.
fn commands(body: &str) -> Vec<(String, String)> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.alerts = true;
    let arena = Arena::new();
    let root = parse_document(&arena, body, &options);
    root.children().filter(|block| is_said(block)).flat_map(lines).filter_map(|line| command(&line)).collect()
}

/// Says whether a block at the top holds the writer's own words. A line of dashes below a paragraph, as before a
/// signature, makes it a heading.
fn is_said(block: &AstNode<'_>) -> bool {
    match &block.data().value {
        NodeValue::Paragraph => true,
        NodeValue::Heading(heading) => heading.setext,
        _ => false,
    }
}

/// Returns the lines that hold nothing but plain text.
fn lines<'a>(block: &'a AstNode<'a>) -> Vec<String> {
    let mut lines = vec![Some(String::new())];
    for inline in block.children() {
        match &inline.data().value {
            NodeValue::SoftBreak | NodeValue::LineBreak => lines.push(Some(String::new())),
            NodeValue::Text(text) => {
                if let Some(Some(line)) = lines.last_mut() {
                    line.push_str(text);
                }
            }
            // Code, emphasis or HTML, which may have begun on an earlier line.
            _ => {
                if let Some(line) = lines.last_mut() {
                    *line = None;
                }
            }
        }
    }
    lines.into_iter().flatten().collect()
}

/// Reads a line that is a command and nothing else.
fn command(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace();
    if (words.next(), words.next()) != (Some("/shepherd"), Some("approve")) {
        return None;
    }
    let (step, digest, rest) = (words.next()?, words.next()?, words.next());
    let is_digest = (FEWEST_DIGITS..=MOST_DIGITS).contains(&digest.len())
        && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
        && rest.is_none();
    (is_digest && clean(step) == step).then(|| (step.to_owned(), digest.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "0123456789abcdef0123456789abcdef";

    fn comment(body: &str) -> Comment {
        Comment {
            author: Some("mentor".to_owned()),
            author_is_bot: false,
            body: body.to_owned(),
            url: "https://github.com/octo/hello/issues/7#issuecomment-1".to_owned(),
            created: "2026-03-28T09:00:00Z".parse().unwrap(),
            edited: None,
            edited_by: None,
        }
    }

    fn steps(body: &str) -> Vec<String> {
        approvals(&[comment(body)])
            .into_iter()
            .map(|approval| format!("{} {}", approval.step, approval.digest))
            .collect()
    }

    #[test]
    fn a_line_of_its_own_approves() {
        let whole = "0123456789ABCDEF".repeat(4);
        let long = format!("publish/tag {}", whole.to_lowercase());
        let cases: [(String, &[&str]); 7] = [
            ("/shepherd approve tag 0123456789abcdef0123456789abcdef".to_owned(), &["tag 0123456789abcdef0123456789abcdef"]),
            (format!("/shepherd approve publish/tag {whole}"), &[&long]),
            ("Looks good.\r\n/shepherd approve tag 0123456789abcdef0123456789abcdef  \r\nThank you!".to_owned(), &["tag 0123456789abcdef0123456789abcdef"]),
            ("  /shepherd  approve\ttag 0123456789abcdef0123456789abcdef\\\nThank you!".to_owned(), &["tag 0123456789abcdef0123456789abcdef"]),
            ("> Please approve.\n\n/shepherd approve tag 0123456789abcdef0123456789abcdef".to_owned(), &["tag 0123456789abcdef0123456789abcdef"]),
            ("/shepherd approve tag 0123456789abcdef0123456789abcdef\n-- \nMona".to_owned(), &["tag 0123456789abcdef0123456789abcdef"]),
            (
                "/shepherd approve tag 0123456789abcdef0123456789abcdef\n/shepherd approve wait_for_it ffffffffffffffffffffffffffffffff".to_owned(),
                &["tag 0123456789abcdef0123456789abcdef", "wait_for_it ffffffffffffffffffffffffffffffff"],
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(steps(&body), expected, "{body:?}");
        }
    }

    #[test]
    fn what_only_talks_of_it_approves_nothing() {
        let command = format!("/shepherd approve tag {DIGEST}");
        let cases = [
            format!("```\n{command}\n```"),
            format!("    {command}"),
            format!("> {command}"),
            format!("> I would write\n{command}"),
            format!("> [!NOTE]\n> {command}"),
            format!("- {command}"),
            format!("# {command}"),
            format!("`{command}`"),
            format!("`` so\n{command}\nso ``"),
            format!("*so\n{command}\nso*"),
            format!("<!--\n{command}\n-->"),
            format!("so <!-- so\n{command}\n-->"),
            format!("<details>\n{command}\n</details>"),
            format!("Write {command}"),
            format!("{command} when you can"),
            format!("~~~~ sh\n~~~\n{command}\n~~~\n~~~~"),
        ];
        for body in cases {
            assert!(steps(&body).is_empty(), "{body:?}");
        }
    }

    #[test]
    fn what_is_written_otherwise_is_no_command() {
        let cases = [
            "/Shepherd approve tag 0123456789abcdef0123456789abcdef",
            "/shepherd Approve tag 0123456789abcdef0123456789abcdef",
            "/shepherd approve tag",
            "/shepherd approve 0123456789abcdef0123456789abcdef",
            "/shepherd approve tag 0123456789a",
            "/shepherd approve tag 0123456789ag",
            "/shepherd approve t\u{202e}ag 0123456789abcdef0123456789abcdef",
            "shepherd approve tag 0123456789abcdef0123456789abcdef",
        ];
        for body in cases {
            assert!(steps(body).is_empty(), "{body:?}");
        }
        let too_long = format!("/shepherd approve tag {}", "0".repeat(65));
        assert!(steps(&too_long).is_empty());
    }

    #[test]
    fn an_edit_is_told_and_moves_the_time() {
        let later: Timestamp = "2026-03-29T09:00:00Z".parse().unwrap();
        let edited = |by: Option<&str>| {
            let comment = comment(&format!("/shepherd approve tag {DIGEST}"));
            let edited = Comment { edited: Some(later), edited_by: by.map(str::to_owned), ..comment };
            let found = approvals(&[edited]);
            (found[0].when == later, found[0].edited_by.clone())
        };
        assert_eq!(edited(Some("Mentor")), (true, None));
        assert_eq!(edited(Some("mallory")), (true, Some("mallory".to_owned())));
        assert_eq!(edited(None), (true, Some("ghost".to_owned())));
    }

    #[test]
    fn only_people_approve() {
        let comment = comment(&format!("/shepherd approve tag {DIGEST}"));
        let app = Comment { author_is_bot: true, ..comment.clone() };
        let gone = Comment { author: None, ..comment.clone() };
        assert_eq!(approvals(&[app, gone, comment]).len(), 1);
    }
}
