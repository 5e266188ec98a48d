//! The title of a step: its first sentence, as a reader sees it.

use super::words;
use crate::core::checklist::condition::{self, Condition};
use crate::core::text::clean;

/// What a step without words is called.
const NO_WORDS: &str = "(no text)";

/// Returns the first sentence of `text` without the conditions at its ends.
pub(super) fn of(text: &str) -> String {
    let whole = clean(text);
    let sentence = words::sentences(&whole).next().unwrap_or_default();
    let rest = without_last(condition::without_label(sentence.trim()));
    let rest = rest.trim_end_matches([':', '.', ' ']).trim();
    match (rest.is_empty(), sentence.is_empty()) {
        (false, _) => rest.to_owned(),
        (true, false) => sentence.to_owned(),
        (true, true) => NO_WORDS.to_owned(),
    }
}

/// Returns a title without the condition in parentheses at its end.
fn without_last(title: &str) -> &str {
    let Some((before, inner)) = title.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else { return title };
    let is_condition = !Condition::find(&format!("({inner})")).is_empty();
    if is_condition && !before.trim().is_empty() { before.trim_end() } else { title }
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
