//! Comments that hold the line of an approval and approve nothing, so that their writers can be told why.

use crate::core::run::{Comment, approvals};

/// A comment that may have been meant as an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The login of whoever wrote it; `None` where the account is gone.
    pub by: Option<String>,
    /// The address of the comment.
    pub url: String,
    /// Why it is none.
    pub why: WhyNot,
}

/// Why a comment with the line of an approval is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// No person wrote it.
    App,
    /// The account that wrote it is gone.
    Gone,
    /// It stands in a quotation, a block of code, a list, or in the middle of other words.
    TalkedAbout,
}

/// Returns the comments that hold the line for just this step and digest and approve nothing, oldest first. Those that
/// this program wrote itself are left out.
pub fn misses(comments: &[Comment], step: &str, short: &str) -> Vec<Miss> {
    let line = format!("/shepherd approve {step} {short}");
    let holds_it = |comment: &&Comment| {
        comment.body.contains(&line) && !comment.body.lines().any(|line| line.starts_with("<!-- shepherd: "))
    };
    let is_none = |comment: &&Comment| {
        let found = approvals(std::slice::from_ref(*comment));
        !found.iter().any(|approval| approval.step == step && approval.digest.starts_with(short))
    };
    let miss = |comment: &Comment| Miss {
        by: comment.author.clone(),
        url: comment.url.clone(),
        why: match (&comment.author, comment.author_is_bot) {
            (None, _) => WhyNot::Gone,
            (Some(_), true) => WhyNot::App,
            (Some(_), false) => WhyNot::TalkedAbout,
        },
    };
    comments.iter().filter(holds_it).filter(is_none).map(miss).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missed_is_told_apart() {
        let line = "/shepherd approve tag 0123456789abcdef0123456789abcdef";
        let comment = |author: Option<&str>, author_is_bot, body: &str| Comment {
            author: author.map(str::to_owned),
            author_is_bot,
            body: body.to_owned(),
            url: "https://github.com/octo/hello/issues/7#issuecomment-1".to_owned(),
            created: "2026-03-28T09:00:00Z".parse().unwrap(),
            edited: None,
            edited_by: None,
        };
        let whys = |comment: Comment| -> Vec<WhyNot> {
            misses(&[comment], "tag", "0123456789abcdef0123456789abcdef").into_iter().map(|miss| miss.why).collect()
        };
        assert_eq!(whys(comment(Some("max"), false, line)), []);
        assert_eq!(whys(comment(Some("max"), false, &format!("> {line}\n\n{line}"))), []);
        assert_eq!(whys(comment(Some("max"), false, &format!("> {line}"))), [WhyNot::TalkedAbout]);
        assert_eq!(whys(comment(Some("max"), false, &format!("Yes: {line}"))), [WhyNot::TalkedAbout]);
        assert_eq!(whys(comment(Some("max"), true, line)), [WhyNot::App]);
        assert_eq!(whys(comment(None, false, line)), [WhyNot::Gone]);
        assert_eq!(whys(comment(Some("max"), false, "> /shepherd approve tag ffffffffffffffffffffffffffffffff")), []);
        let own = format!("Comment this:\n```\n{line}\n```\n\n<!-- shepherd: sign-off -->");
        assert_eq!(whys(comment(Some("max"), false, &own)), []);
    }
}
