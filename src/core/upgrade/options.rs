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
    let mut replaced = Replaced { before, after, files: BTreeMap::new() };
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
                replaced.renamed(name, place).filter(|other| new.contains_key(other) && !old.contains_key(other));
            let mut after_place = Place { value: None, ..place.clone() };
            if let Some(other) = renamed {
                let (name, other) = (name.replace('`', ""), other.replace('`', ""));
                title = format!("The {} `{name}` is not there any more, and `{other}` stands in its place", rule.what);
                if let Some(place) = new.get(&other) {
                    after_place = place.clone();
                }
            }
            let pair = Pair { before: Some(place.clone()), after: Some(after_place), probe };
            facts.push(Fact { key: format!("{}:{name}", rule.what), kind: Kind::Option, title, pairs: vec![pair] });
        }
    }
    // Two rules for one kind of thing may find the same name.
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

/// The lines that took the place of others, file by file: each is compared once.
struct Replaced<'a> {
    before: &'a Files,
    after: &'a Files,
    /// By the file at the base, for each of its lines that went the lines that came there; lines count from 0.
    files: BTreeMap<&'a str, BTreeMap<usize, Vec<&'a str>>>,
}

impl Replaced<'_> {
    /// Returns what stands for the name in a line that took the place of its line, if nothing else of the line differs.
    fn renamed(&mut self, name: &str, place: &Place) -> Option<String> {
        let (file, old) = self.before.texts.get_key_value(&place.file)?;
        let new = self.after.texts.get(self.after.moved.get(file).unwrap_or(file))?;
        let index = place.line.checked_sub(1)?;
        let (head, tail) = old.lines().nth(index)?.split_once(name)?;
        let lines = self.files.entry(file).or_insert_with(|| in_the_place_of(old, new)).get(&index)?;
        let inner = lines.iter().filter_map(|line| line.strip_prefix(head)?.strip_suffix(tail));
        inner.filter(|inner| !inner.is_empty() && !inner.contains(char::is_whitespace)).map(str::to_owned).next()
    }
}

fn in_the_place_of<'a>(old: &'a str, new: &'a str) -> BTreeMap<usize, Vec<&'a str>> {
    let mut replaced: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut gone = Vec::new();
    for change in TextDiff::from_lines(old, new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => gone.clear(),
            ChangeTag::Delete => gone.extend(change.old_index()),
            ChangeTag::Insert => {
                let line = change.value().trim_end_matches(['\n', '\r']);
                for index in &gone {
                    replaced.entry(*index).or_default().push(line);
                }
            }
        }
    }
    replaced
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
                "The option `--old` is not there any more, and `--new` stands in its place: src/a.py:2 Some(\"--old\") -> src/a.py:1 Some(\"--new\")"
            ]
        );
    }

    #[test]
    fn one_name_of_two_kinds_is_told_twice() {
        let rule = |what: &str, pattern: &str| OptionRule {
            what: what.to_owned(),
            files: vec![PathPattern::new("src/").unwrap()],
            pattern: Regex::new(pattern).unwrap(),
        };
        let options = vec![rule("option", r#"add\("([a-z]+)"#), rule("configuration key", r#"key\("([a-z]+)"#)];
        let rules = UpgradeRules { options, ..UpgradeRules::default() };
        let files = |text: &str| Files { texts: [("src/a.py".to_owned(), text.to_owned())].into(), ..Files::default() };
        let found = facts(&files("add(\"debug\")\nkey(\"debug\")\n"), &files("\n"), &rules);
        assert_eq!(
            found.iter().map(|fact| fact.title.as_str()).collect::<Vec<_>>(),
            ["The configuration key `debug` is not there any more", "The option `debug` is not there any more"]
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
