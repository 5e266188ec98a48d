//! Options and configuration keys that were removed or renamed, where a rule says how they look.

use std::collections::{BTreeMap, BTreeSet};

use similar::{ChangeTag, TextDiff};

use super::Kind;
use super::fact::{Fact, Files, Pair, Place, Probe, What, files};
use super::rules::{OptionRule, UpgradeRules};
use crate::core::text::plural;

/// Returns the names that a rule finds in a text, each with its 1-based line, in the order of the text.
pub(super) fn names(rule: &OptionRule, text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let (mut line, mut read) = (1, 0);
    for captures in rule.pattern.captures_iter(text) {
        let group = captures.name("name").or_else(|| captures.iter().skip(1).flatten().next());
        let Some(group) = group.filter(|group| !group.is_empty()) else { continue };
        line += text.get(read..group.start()).map_or(0, |part| part.matches('\n').count());
        read = group.start().max(read);
        found.push((group.as_str().to_owned(), line));
    }
    found
}

/// Returns the names that the files of the base have and those of the head have not.
pub(super) fn facts(before: &Files, after: &Files, rules: &UpgradeRules) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (index, rule) in rules.options.iter().enumerate() {
        // What cannot be read may hold any of them.
        if after.unread.iter().any(|file| is_of(rule, after, &file.file)) {
            continue;
        }
        let (old, new) = (all(rule, before), all(rule, after));
        if !old.is_empty() && !after.texts.keys().any(|path| is_of(rule, after, path)) {
            facts.extend(without_files(rule, &old));
            continue;
        }
        for (name, place) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
            let mut files = files([Some(place)]);
            files.extend(after.moved.get(&place.file).cloned());
            let probe = Probe { what: What::Name { rule: index, name: name.clone() }, files };
            let mut title = format!("The {} `{}` is not there any more", rule.what, name.replace('`', ""));
            let renamed =
                renamed(name, place, before, after).filter(|other| new.contains_key(other) && !old.contains_key(other));
            let mut after_place = Place { value: None, ..place.clone() };
            if let Some(other) = renamed {
                title =
                    format!("The {} `{}` is called `{}` now", rule.what, name.replace('`', ""), other.replace('`', ""));
                if let Some(place) = new.get(&other) {
                    after_place = place.clone();
                }
            }
            let pair = Pair { before: Some(place.clone()), after: Some(after_place), probe };
            facts.push(Fact { key: format!("option:{name}"), kind: Kind::Option, title, pairs: vec![pair] });
        }
    }
    // Two rules may find the same name.
    facts.sort_by(|one, other| one.key.cmp(&other.key));
    facts.dedup_by(|one, other| one.key == other.key);
    facts
}

/// Returns the files of the base that hold options and are not there at the head.
pub fn lost<'a>(before: &'a Files, after: &Files, rules: &UpgradeRules) -> Vec<&'a str> {
    let is_there = |path: &str| after.texts.contains_key(path) || after.unread.iter().any(|file| file.file == path);
    let paths = before.texts.keys().map(String::as_str);
    paths.filter(|path| !is_there(path) && !rules.interest(path).options.is_empty()).collect()
}

/// Returns one note for all names of a rule that no file is for any more: whether they went, or stand where the rule does
/// not look, nobody can tell.
fn without_files(rule: &OptionRule, old: &BTreeMap<String, Place>) -> Option<Fact> {
    let files: BTreeSet<&str> = old.values().map(|place| place.file.as_str()).collect();
    let (first, others) = (files.first()?, files.len() - 1);
    let count = plural(old.len(), &rule.what);
    let shown = first.replace('`', "");
    let title = if others == 0 {
        format!("`{shown}`, which had {count}, is not there any more")
    } else {
        format!("`{shown}` and {}, which had {count}, are not there any more", plural(others, "other"))
    };
    let pairs = files.iter().map(|file| Pair {
        before: Some(Place { file: (*file).to_owned(), line: 1, value: None }),
        after: None,
        probe: Probe { what: What::Exists, files: vec![(*file).to_owned()] },
    });
    Some(Fact { key: format!("options:{first}"), kind: Kind::Option, title, pairs: pairs.collect() })
}

/// Whether a rule is for a file: by its path, or by the one that it had before it moved.
fn is_of(rule: &OptionRule, files: &Files, path: &str) -> bool {
    let matches = |path: &str| rule.files.iter().any(|pattern| pattern.matches(path));
    matches(path) || files.moved.iter().any(|(from, to)| to == path && matches(from))
}

/// Returns every name of a rule with the first place where it stands.
fn all(rule: &OptionRule, files: &Files) -> BTreeMap<String, Place> {
    let mut all = BTreeMap::new();
    for (path, text) in files.texts.iter().filter(|(path, _)| is_of(rule, files, path)) {
        for (name, line) in names(rule, text) {
            let place = Place { file: path.clone(), line, value: Some(name.clone()) };
            all.entry(name).or_insert(place);
        }
    }
    all
}

/// Returns what stands for the name in the line that took the place of its line, if nothing else of the line differs.
fn renamed(name: &str, place: &Place, before: &Files, after: &Files) -> Option<String> {
    let here = after.moved.get(&place.file).unwrap_or(&place.file);
    let (old, new) = (before.texts.get(&place.file)?, after.texts.get(here)?);
    let diff = TextDiff::from_lines(old.as_str(), new.as_str());
    let line = old.lines().nth(place.line.checked_sub(1)?)?;
    let (head, tail) = line.split_once(name)?;
    let (mut is_after, mut found) = (false, None);
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => is_after |= change.old_index() == place.line.checked_sub(1),
            ChangeTag::Insert if is_after => {
                let text = change.value().trim_end_matches(['\n', '\r']);
                let inner = text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
                found = found.or(inner.filter(|inner| !inner.is_empty() && !inner.contains(char::is_whitespace)));
            }
            ChangeTag::Equal if is_after => break,
            _ => {}
        }
    }
    found.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;
    use crate::core::changelog::rules::PathPattern;

    fn told(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        told_of_moved(before, after, &[])
    }

    fn told_of_moved(before: &[(&str, &str)], after: &[(&str, &str)], moved: &[(&str, &str)]) -> Vec<String> {
        let files = |list: &[(&str, &str)]| Files {
            texts: list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
            ..Files::default()
        };
        let rule = OptionRule {
            what: "option".to_owned(),
            files: vec![PathPattern::new("src/").unwrap()],
            pattern: Regex::new(r#""(--[a-z-]+)""#).unwrap(),
        };
        let rules = UpgradeRules { options: vec![rule], ..UpgradeRules::default() };
        let place = |place: &Place| format!("{}:{} {:?}", place.file, place.line, place.value);
        let told = |fact: &Fact| {
            let pair = &fact.pairs[0];
            let places: Vec<String> = pair.before.iter().chain(&pair.after).map(place).collect();
            format!("{}: {}", fact.title, places.join(" -> "))
        };
        let moved = moved.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        let after = Files { moved, ..files(after) };
        facts(&files(before), &after, &rules).iter().map(told).collect()
    }

    #[test]
    fn removed_and_renamed_options_are_told() {
        let before = [
            ("src/a.py", "x\nadd(\"--old\", 1)\nadd(\"--gone\")\nadd(\"--stays\")\n"),
            ("docs/a.py", "\"--not-here\""),
        ];
        let after = [("src/a.py", "add(\"--new\", 1)\nadd(\"--stays\")\nadd(\"--added\")\n")];
        assert_eq!(
            told(&before, &after),
            [
                "The option `--gone` is not there any more: src/a.py:3 Some(\"--gone\") -> src/a.py:3 None",
                "The option `--old` is called `--new` now: src/a.py:2 Some(\"--old\") -> src/a.py:1 Some(\"--new\")"
            ]
        );
    }

    #[test]
    fn a_file_that_moved_out_of_the_rule_is_compared_all_the_same() {
        let before = [("src/a.py", "add(\"--one\")\nadd(\"--two\")\n"), ("src/b.py", "add(\"--three\")\n")];
        let after = [("lib/a.py", "add(\"--one\")\n"), ("src/b.py", "add(\"--three\")\n")];
        let moved = [("src/a.py", "lib/a.py")];
        let two = "The option `--two` is not there any more: src/a.py:2 Some(\"--two\") -> src/a.py:2 None";
        assert_eq!(told_of_moved(&before, &after, &moved), [two]);
        assert_eq!(told_of_moved(&before[..1], &after[..1], &moved), [two]);
    }

    #[test]
    fn where_no_file_is_left_no_name_is_claimed_to_be_gone() {
        let before = [("src/a.py", "add(\"--one\")\nadd(\"--two\")\n"), ("src/b.py", "add(\"--three\")\n")];
        assert_eq!(
            told(&before, &[("lib/a.py", "add(\"--one\")\n")]),
            ["`src/a.py` and 1 other, which had 3 options, are not there any more: src/a.py:1 None"]
        );
        assert_eq!(
            told(&before[..1], &[]),
            ["`src/a.py`, which had 2 options, is not there any more: src/a.py:1 None"]
        );
    }

    #[test]
    fn what_moved_or_was_written_anew_is_no_change() {
        let before = [("src/a.py", "add(\"--one\")\nadd(\"--two\")\n")];
        let after = [("src/b.py", "add(\n  \"--two\",\n)\n"), ("src/c.py", "options = [\"--one\"]\n")];
        assert!(told(&before, &after).is_empty());
    }
}
