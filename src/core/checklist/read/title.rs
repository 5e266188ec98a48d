//! The title of a step: its first sentence, as a reader sees it.

use super::words;
use crate::core::checklist::condition::Condition;
use crate::core::text::clean;

/// What a step without words is called.
const NO_WORDS: &str = "(no text)";

/// Returns the first sentence of `text` without the conditions at its ends.
pub(super) fn of(text: &str) -> String {
    let whole = clean(text);
    let sentence = words::sentences(&whole).next().unwrap_or_default();
    let mut rest = sentence.trim();
    while let Some(after) = without_condition(rest) {
        rest = after;
    }
    let rest = rest.trim_end_matches([':', '.', ' ']).trim();
    match (rest.is_empty(), sentence.is_empty()) {
        (false, _) => rest.to_owned(),
        (true, false) => sentence.to_owned(),
        (true, true) => NO_WORDS.to_owned(),
    }
}

/// Returns what follows `(patch only)` or `FINAL only:`, `None` where there is no condition in front or at the end.
fn without_condition(text: &str) -> Option<&str> {
    if let Some((inner, rest)) = text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let is_condition = !Condition::find(&format!("({inner})")).is_empty();
        return Some(rest.trim_start_matches([':', ' '])).filter(|rest| is_condition && !rest.is_empty());
    }
    if let Some((before, inner)) = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        let is_condition = !Condition::find(&format!("({inner})")).is_empty();
        return Some(before.trim_end()).filter(|before| is_condition && !before.is_empty());
    }
    let (before, rest) = text.split_once(':')?;
    let is_condition = before.split_whitespace().count() < 5 && !Condition::find(&format!("{before}:")).is_empty();
    Some(rest.trim_start()).filter(|rest| is_condition && !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_without_its_end() {
        assert_eq!(of("Tag the repository.  Make sure\nit is signed."), "Tag the repository");
        assert_eq!(of("Push v1.2.3 to GitHub:"), "Push v1.2.3 to GitHub");
        assert_eq!(of("  \n"), "(no text)");
        assert_eq!(of("..."), "...");
    }
}
