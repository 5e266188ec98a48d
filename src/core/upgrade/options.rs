//! Options and configuration keys that were removed or renamed, where a rule says how they look.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

use super::Kind;
use super::fact::{Fact, Files, Pair, Place, Probe, What, files};
use super::rules::{OptionRule, UpgradeRules};

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
        let (old, new) = (all(rule, before), all(rule, after));
        for (name, place) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
            let probe = Probe { what: What::Name { rule: index, name: name.clone() }, files: files([Some(place)]) };
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

/// Returns every name of a rule with the first place where it stands.
fn all(rule: &OptionRule, files: &Files) -> BTreeMap<String, Place> {
    let mut all = BTreeMap::new();
    for (path, text) in files.texts.iter().filter(|(path, _)| rule.files.iter().any(|pattern| pattern.matches(path))) {
        for (name, line) in names(rule, text) {
            let place = Place { file: path.clone(), line, value: Some(name.clone()) };
            all.entry(name).or_insert(place);
        }
    }
    all
}

/// Returns what stands for the name in the line that took the place of its line, if nothing else of the line differs.
fn renamed(name: &str, place: &Place, before: &Files, after: &Files) -> Option<String> {
    let (old, new) = (before.texts.get(&place.file)?, after.texts.get(&place.file)?);
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
        facts(&files(before), &files(after), &rules).iter().map(told).collect()
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
    fn what_moved_or_was_written_anew_is_no_change() {
        let before = [("src/a.py", "add(\"--one\")\nadd(\"--two\")\n")];
        let after = [("src/b.py", "add(\n  \"--two\",\n)\n"), ("src/c.py", "options = [\"--one\"]\n")];
        assert!(told(&before, &after).is_empty());
    }
}
