//! The identity of each step: what its annotation says, else the words above it and its own.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use super::words;
use crate::core::checklist::model::{Procedure, Step};
use crate::core::digest::sha256;

/// A part of an id is cut at a word before this many characters.
const LONGEST_PART: usize = 40;

/// So many digits of the digest of its text tell a step from others with its title.
const DIGITS: usize = 4;

/// For each id that steps would have: the text of the first of them as a number that is good enough to compare, and whether
/// another one has another text.
type Alike = HashMap<String, (u64, bool)>;

/// Gives each step its id. Of several that would have the same, each gets the beginning of its text's digest, so that
/// one that comes or goes changes no other; only where the texts are equal word for word, they get `-2`, `-3` in their
/// order. Steps right under the title of the document need no word of it.
pub(super) fn identify(procedures: &mut [Procedure], document: &str) {
    let above = |title: &str| {
        if title == document { String::new() } else { slug(words::without_number(title)) }
    };
    let mut alike = Alike::new();
    for phase in procedures.iter().flat_map(|procedure| &procedure.phases) {
        gather(&phase.steps, &above(&phase.title), &mut alike);
    }
    let mut seen = HashMap::new();
    for phase in procedures.iter_mut().flat_map(|procedure| &mut procedure.phases) {
        let above = above(&phase.title);
        name(&mut phase.steps, &above, &alike, &mut seen);
    }
}

fn gather(steps: &[Step], above: &str, alike: &mut Alike) {
    for step in steps {
        let path = path(step, above);
        if step.annotation.id.is_none() {
            let own = own_number(step);
            let (first, differs) = alike.entry(path.clone()).or_insert((own, false));
            *differs |= *first != own;
        }
        gather(&step.steps, &path, alike);
    }
}

fn name(steps: &mut [Step], above: &str, alike: &Alike, seen: &mut HashMap<String, usize>) {
    for step in steps {
        let path = path(step, above);
        let base = match &step.annotation.id {
            Some(id) => id.clone(),
            None => distinct(&path, step, alike),
        };
        step.id = unused(base, seen);
        name(&mut step.steps, &path, alike, seen);
    }
}

/// A section that is one step has no other name than its heading.
fn path(step: &Step, above: &str) -> String {
    let own = slug(&step.title);
    if above.is_empty() || above == own { own } else { format!("{above}/{own}") }
}

fn distinct(path: &str, step: &Step, alike: &Alike) -> String {
    // A digest is dear, and few steps need one.
    let differs = alike.get(path).is_some_and(|(_, differs)| *differs);
    if differs { format!("{path}-{}", own_digest(step).get(..DIGITS).unwrap_or_default()) } else { path.to_owned() }
}

/// Returns a number for a step's own words, the same only within this process.
fn own_number(step: &Step) -> u64 {
    let mut hasher = DefaultHasher::new();
    step.text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// Returns the digest of a step's own words. Where they are wrapped does not count.
fn own_digest(step: &Step) -> String {
    sha256(&step.text.split_whitespace().collect::<Vec<_>>().join(" "))
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
    fn of_equal_titles_the_text_tells_which_is_which() {
        let ids = |text: &str| {
            let checklist = crate::core::checklist::read(text);
            let steps = checklist.procedures.iter().flat_map(Procedure::ticks);
            steps.map(|tick| tick.step.id.clone()).collect::<Vec<_>>()
        };
        let push = |branch: &str| format!("1. Push\n\n   ```bash\n   git push origin {branch}\n   ```\n");
        let both = ids(&format!("# Release\n\n{}{}1. Tag it\n", push("one"), push("two")));
        assert!(both[0].starts_with("push-") && both[1].starts_with("push-") && both[0] != both[1], "{both:?}");
        assert_eq!(both[2], "tag-it");
        let three = ids(&format!("# Release\n\n{}{}{}", push("three"), push("one"), push("two")));
        assert_eq!(three[1..], both[..2]);
        assert_eq!(ids(&format!("# Release\n\n{}", push("two"))), ["push"]);
        assert_eq!(ids(&format!("# Release\n\n{}{}", push("two"), push("two"))), ["push", "push-2"]);
    }

    #[test]
    fn the_second_of_a_name_gets_a_number_that_nobody_has() {
        let mut seen = HashMap::new();
        let ids: Vec<_> = ["a", "a-2", "a", "a"].iter().map(|id| unused((*id).to_owned(), &mut seen)).collect();
        assert_eq!(ids, ["a", "a-2", "a-3", "a-4"]);
    }
}
