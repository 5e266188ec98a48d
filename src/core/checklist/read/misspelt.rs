//! Comments that were meant as annotations and are none: `<!-- shephard: id = "tag" -->`.

use crate::core::checklist::annotation::MARK;
use crate::core::checklist::model::Doubt;
use crate::core::text::nearest;

/// What a comment begins with.
const BEGIN: &str = "<!--";

/// Returns a doubt about each comment whose first word is nearly that of an annotation: what it says would be lost, and
/// with it who must agree, or that a step cannot be taken back.
pub(super) fn doubts(text: &str) -> Vec<Doubt> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let mark = line.trim_start().get(..3).filter(|mark| ["```", "~~~"].contains(mark));
        if let Some(mark) = mark {
            fence = if fence == Some(mark) { None } else { fence.or(Some(mark)) };
        }
        for (at, _) in line.match_indices(BEGIN).filter(|_| fence.is_none()) {
            let is_code = line.get(..at).is_some_and(|before| before.matches('`').count() % 2 == 1);
            let at = start + at + BEGIN.len();
            let inside = text.get(at..).unwrap_or_default();
            let inside = inside.split("-->").next().unwrap_or(inside);
            let begin = inside.len() - inside.trim_start().len();
            // The word of a comment of several lines may stand on its second.
            let is_here = !inside.get(..begin).unwrap_or_default().contains('\n');
            if let Some(length) = misspelt(inside.trim_start()).filter(|_| is_here && !is_code) {
                found.push(Doubt {
                    message: "this comment is nearly an annotation, and is none".to_owned(),
                    line: number + 1,
                    span: at + begin..at + begin + length,
                    label: "not read".to_owned(),
                    help: format!("write `{MARK}`, in small letters and with its colon"),
                });
            }
        }
        start += line.len();
    }
    found
}

/// Returns the length of the word that was meant for that of an annotation, with its colon.
fn misspelt(comment: &str) -> Option<usize> {
    if comment.starts_with(MARK) {
        return None;
    }
    let end = comment.find(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_');
    let (word, rest) = comment.split_at(end.unwrap_or(comment.len()));
    let meant = MARK.trim_end_matches(':');
    let is_near = !word.is_empty() && nearest(word, [meant]).is_some();
    let rest = rest.trim_start();
    // `<!-- Shepherds look after it -->` is a comment.
    let is_annotation = rest.starts_with([':', '=']) || has_key(rest);
    let colon = usize::from(comment.get(word.len()..).is_some_and(|rest| rest.starts_with(':')));
    (is_near && is_annotation).then_some(word.len() + colon)
}

/// Says whether a text begins with `key =`.
fn has_key(text: &str) -> bool {
    let key = text.split('=').next().unwrap_or_default().trim();
    let is_name = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    text.contains('=') && !key.is_empty() && is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_an_annotation_is_doubtful() {
        let places = |text: &str| {
            let doubts = doubts(text).into_iter();
            doubts.map(|doubt| format!("{}: {}", doubt.line, &text[doubt.span])).collect::<Vec<_>>().join(", ")
        };
        let cases = [
            ("1. Tag <!-- shephard: id = \"p\" -->\n", "1: shephard:"),
            ("# R\n\n1. Tag\n   <!-- shepherd id = \"q\", sign-off = \"mentor\" -->\n", "4: shepherd"),
            ("1. Tag <!-- Shepherd: id = \"p\" -->\n", "1: Shepherd:"),
            ("1. Tag <!--sheperd: run = \"tag\"-->\n", "1: sheperd:"),
            ("1. Tag <!-- shepherd : id = \"p\" -->\n", "1: shepherd"),
            ("1. Tag <!-- shepherd: id = \"p\" -->\n", ""),
            ("<!-- Shepherds look after it -->\n", ""),
            ("<!-- shepherd -->\n", ""),
            ("`<!-- shephard: id = \"p\" -->`\n", ""),
            ("```html\n<!-- shephard: id = \"p\" -->\n```\n", ""),
            ("<!-- prettier-ignore -->\n<!-- toc: x = 1 -->\n", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(places(text), expected, "{text}");
        }
    }
}
