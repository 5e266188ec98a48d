//! Files that can be read at one end of a range alone: what they ask for is not known, and that must not look like
//! nothing.

use super::component::{End, Unreadable};
use super::fact::Files;
use super::manifest::Form;
use super::speaks::folder;

/// Divides the files that cannot be read at one end into those that the `other` end has something to compare with, and
/// those that it has not: it cannot read the same file either, or nothing there speaks for the same package.
pub(super) fn divide(
    unreadable: &[Unreadable],
    (other, files): (&End, &Files),
    unreadable_there: &[Unreadable],
) -> (Vec<Unreadable>, Vec<Unreadable>) {
    unreadable.iter().cloned().partition(|file| {
        let path = &file.file;
        let is_package_read = || {
            let form = Form::of(path).filter(|form| *form != Form::Requirements);
            let key = form.map(|form| (form.runtime(), folder(path).to_owned()));
            key.and_then(|key| other.components.get(&key)).is_some_and(|component| component.is_read)
        };
        !unreadable_there.iter().any(|there| there.file == *path)
            && (files.texts.contains_key(path) || is_package_read())
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Files, Unreadable, UpgradeRules, facts};

    fn files(texts: &[(&str, &str)], unread: &[&str]) -> Files {
        let unread =
            unread.iter().map(|file| Unreadable { file: (*file).to_owned(), line: None, reason: "no text".to_owned() });
        let texts = texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Files { texts, unread: unread.collect(), ..Files::default() }
    }

    /// Returns what is half read at the base, what is at the head, and how many facts there are.
    fn half(before: &Files, after: &Files) -> (Vec<String>, Vec<String>, usize) {
        let compared = facts(before, after, &UpgradeRules::default());
        let names = |files: &[Unreadable]| files.iter().map(|file| file.file.clone()).collect();
        let [base, head] = &compared.half_read;
        (names(base), names(head), compared.facts.len())
    }

    const GOOD: (&str, &str) = ("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '>=3.8'\n");
    const BAD: (&str, &str) = ("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '>=3.12'\n]bad\n");

    #[test]
    fn what_can_be_read_at_one_end_alone_is_half_read() {
        let name = || vec!["pyproject.toml".to_owned()];
        assert_eq!(half(&files(&[GOOD], &[]), &files(&[BAD], &[])), (vec![], name(), 0));
        assert_eq!(half(&files(&[BAD], &[]), &files(&[GOOD], &[])), (name(), vec![], 0));
        assert_eq!(half(&files(&[GOOD], &[]), &files(&[], &["pyproject.toml"])), (vec![], name(), 0));
        // Its package spoke in another file before.
        let setup = ("setup.cfg", "[metadata]\nname = x\n[options]\npython_requires = >=3.8\n");
        assert_eq!(half(&files(&[setup], &[]), &files(&[BAD], &[])), (vec![], name(), 0));
    }

    #[test]
    fn what_was_never_read_is_not() {
        let none = (vec![], vec![], 0);
        assert_eq!(half(&files(&[BAD], &[]), &files(&[BAD], &[])), none);
        assert_eq!(half(&files(&[BAD], &[]), &files(&[], &["pyproject.toml"])), none);
        assert_eq!(half(&files(&[], &[]), &files(&[BAD], &[])), none);
        assert_eq!(half(&files(&[("a/go.mod", "module x\n")], &[]), &files(&[BAD], &[])), none);
    }
}
