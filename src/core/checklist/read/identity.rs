//! The identity of each step: what its annotation says, else the words above it and its own.

use std::collections::HashMap;

use super::words;
use crate::core::checklist::model::{Procedure, Step};

/// A part of an id is cut at a word before this many characters.
const LONGEST_PART: usize = 40;

/// Gives each step its id. Two that would be the same get `-2`, `-3` in their order. Steps right under the title of the
/// document need no word of it.
pub(super) fn identify(procedures: &mut [Procedure], document: &str) {
    let mut seen = HashMap::new();
    for phase in procedures.iter_mut().flat_map(|procedure| &mut procedure.phases) {
        let above = if phase.title == document { String::new() } else { slug(words::without_number(&phase.title)) };
        name(&mut phase.steps, &above, &mut seen);
    }
}

fn name(steps: &mut [Step], above: &str, seen: &mut HashMap<String, usize>) {
    for step in steps {
        let own = slug(&step.title);
        // A section that is one step has no other name than its heading.
        let path = if above.is_empty() || above == own { own } else { format!("{above}/{own}") };
        let base = step.annotation.id.clone().unwrap_or_else(|| path.clone());
        step.id = unused(base, seen);
        name(&mut step.steps, &path, seen);
    }
}

fn unused(base: String, seen: &mut HashMap<String, usize>) -> String {
    let count = seen.entry(base.clone()).or_default();
    *count += 1;
    if *count == 1 {
        return base;
    }
    let id = format!("{base}-{count}");
    if seen.contains_key(&id) { unused(base, seen) } else { seen.insert(id.clone(), 1).map_or(id.clone(), |_| id) }
}

/// Returns the words of a title in lower case with hyphens between them.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let word = word.to_lowercase();
        if !slug.is_empty() {
            if slug.chars().count() + 1 + word.chars().count() > LONGEST_PART {
                break;
            }
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST_PART));
    }
    if slug.is_empty() && !title.is_empty() { "step".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words_cut_between_them() {
        assert_eq!(slug("Run `git push --tags`, then wait!"), "run-git-push-tags-then-wait");
        assert_eq!(
            slug("Make sure that all of the checks passed and nothing is red"),
            "make-sure-that-all-of-the-checks-passed"
        );
        assert_eq!(slug("检查 版本"), "检查-版本");
        assert_eq!(slug("…"), "step");
    }

    #[test]
    fn the_second_of_a_name_gets_a_number_that_nobody_has() {
        let mut seen = HashMap::new();
        let ids: Vec<_> = ["a", "a-2", "a", "a"].iter().map(|id| unused((*id).to_owned(), &mut seen)).collect();
        assert_eq!(ids, ["a", "a-2", "a-3", "a-4"]);
    }
}
