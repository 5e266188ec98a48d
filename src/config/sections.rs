//! The sections of the configuration laid over the default ones.

use crate::config::error::{ConfigError, Problem};
use crate::config::file::{SectionTable, Source, Text};
use crate::config::patterns::{paths, word, words};
use crate::core::changelog::rules::{OTHER, SectionRule};

/// Changes `sections` as the tables say: a known key replaces the fields that are given, a new key is a new section
/// before the one that it names, else before `other`.
pub(super) fn apply(
    sections: &mut Vec<SectionRule>,
    tables: &[SectionTable],
    source: &Source,
) -> Result<(), ConfigError> {
    let mut seen: Vec<&str> = Vec::new();
    for table in tables {
        let at = |problem: Problem, text: &Text| ConfigError::in_file(problem, source, text.span());
        let key = table.key.get_ref().as_str();
        if !is_key(key) {
            return Err(at(Problem::SectionKey(key.to_owned()), &table.key));
        }
        if seen.contains(&key) {
            return Err(at(Problem::DuplicateSection(key.to_owned()), &table.key));
        }
        seen.push(key);
        let old = sections.iter().position(|section| section.key == key);
        let mut section = match (old, &table.title) {
            (Some(index), _) => sections.remove(index),
            (None, Some(title)) => SectionRule::new(key, word(title, source)?),
            (None, None) => return Err(at(Problem::Untitled(key.to_owned()), &table.key)),
        };
        fill(&mut section, table, source)?;
        let place = match &table.before {
            Some(before) if key == OTHER => return Err(at(Problem::OtherIsLast, before)),
            Some(before) => place_before(sections, before, source)?,
            None => old.unwrap_or_else(|| sections.len().saturating_sub(1)),
        };
        sections.insert(place.min(sections.len()), section);
    }
    Ok(())
}

/// Puts the fields that are given into the section.
fn fill(section: &mut SectionRule, table: &SectionTable, source: &Source) -> Result<(), ConfigError> {
    if let Some(title) = &table.title {
        word(title, source)?.clone_into(&mut section.title);
    }
    if let Some(labels) = &table.labels {
        section.labels = words(labels, source)?.iter().map(|label| label.to_lowercase()).collect();
    }
    if let Some(prefixes) = &table.prefixes {
        section.prefixes = prefixes.iter().map(|text| prefix(text, source)).collect::<Result<_, _>>()?;
    }
    if let Some(patterns) = &table.paths {
        section.paths = paths(patterns, source)?;
    }
    Ok(())
}

fn place_before(sections: &[SectionRule], before: &Text, source: &Source) -> Result<usize, ConfigError> {
    sections.iter().position(|section| section.key == *before.get_ref()).ok_or_else(|| {
        let keys = sections.iter().map(|section| section.key.clone()).collect();
        let problem = Problem::UnknownSection { key: before.get_ref().clone(), keys };
        ConfigError::in_file(problem, source, before.span())
    })
}

/// Returns a prefix in upper case, without the `:` or the brackets that people write around it.
fn prefix(text: &Text, source: &Source) -> Result<String, ConfigError> {
    let prefix = word(text, source)?.trim_matches(['[', ']', ':']);
    if prefix.is_empty()
        || prefix.contains(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '/' | ':' | '('))
    {
        let problem = Problem::Prefix(text.get_ref().clone());
        return Err(ConfigError::in_file(problem, source, text.span()));
    }
    Ok(prefix.to_uppercase())
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use crate::config::file::{Source, parse};
    use crate::core::changelog::rules::{Rules, SectionRule};
    use crate::failure::Failure;

    fn sections(text: &str) -> Result<Vec<SectionRule>, String> {
        let source = Source::new(".shepherd.toml", text);
        let file = parse(&source).unwrap();
        let mut sections = Rules::default().sections;
        match super::apply(&mut sections, &file.changelog.section, &source) {
            Ok(()) => Ok(sections),
            Err(error) => Err(Failure::from(error).to_string()),
        }
    }

    fn keys(text: &str) -> String {
        sections(text).unwrap().iter().map(|section| section.key.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_known_section_keeps_what_is_not_given() {
        let text = "[[changelog.section]]\nkey = 'bug'\ntitle = 'Fixes'\nprefixes = ['oops:', '[Fix]', 'type!']";
        let all = sections(text).unwrap();
        let bug = all.iter().find(|section| section.key == "bug").unwrap();
        assert_eq!(bug.title, "Fixes");
        assert_eq!(bug.labels, ["bug", "bugfix", "bugs"]);
        assert_eq!(bug.prefixes, ["OOPS", "FIX", "TYPE!"]);
        assert_eq!(keys(text), "security breaking new deprecation enhancement bug maintenance documentation ci other");
    }

    #[test]
    fn new_sections_find_their_place() {
        let text = r"
            [[changelog.section]]
            key = 'speed'
            title = 'Faster'
            before = 'bug'
            labels = ['Speed']
            paths = ['benches/']
            [[changelog.section]]
            key = 'misc'
            title = 'Misc'
            [[changelog.section]]
            key = 'ci'
            before = 'new'
        ";
        assert_eq!(
            keys(text),
            "security breaking ci new deprecation enhancement speed bug maintenance documentation misc other"
        );
        assert_eq!(sections(text).unwrap()[6].labels, ["speed"]);
    }

    #[test]
    fn wrong_sections_are_shown() {
        let wrong = |text: &str| sections(&format!("[[changelog.section]]\n{text}")).unwrap_err();
        insta::assert_snapshot!(wrong("key = 'speed'"), @"
        error: the new section `speed` has no title
         --> .shepherd.toml:2:7
          |
        2 | key = 'speed'
          |       ^^^^^^^
        help: add a `title`, or use the key of a section that is there
        ");
        insta::assert_snapshot!(wrong("key = 'x'\ntitle = 'X'\nbefore = 'bugs'"), @"
        error: there is no section `bugs`
         --> .shepherd.toml:4:10
          |
        4 | before = 'bugs'
          |          ^^^^^^
        help: did you mean `bug`?
        ");
        insta::assert_snapshot!(wrong("key = 'Not A Key'\ntitle = 'X'"), @"
        error: `Not A Key` is not the key of a section
         --> .shepherd.toml:2:7
          |
        2 | key = 'Not A Key'
          |       ^^^^^^^^^^^
        help: write small letters, digits and `-`
        ");
        insta::assert_snapshot!(wrong("key = 'bug'\n[[changelog.section]]\nkey = 'bug'"), @"
        error: the section `bug` is given twice
         --> .shepherd.toml:4:7
          |
        4 | key = 'bug'
          |       ^^^^^
        ");
        insta::assert_snapshot!(wrong("key = 'other'\nbefore = 'bug'"), @"
        error: the section `other` is always the last
         --> .shepherd.toml:3:10
          |
        3 | before = 'bug'
          |          ^^^^^
        ");
        insta::assert_snapshot!(wrong("key = 'bug'\nprefixes = ['two words']"), @"
        error: `two words` is not one word, so no title begins with it
         --> .shepherd.toml:3:13
          |
        3 | prefixes = ['two words']
          |             ^^^^^^^^^^^
        help: write each word as a prefix of its own
        ");
        insta::assert_snapshot!(wrong("key = 'bug'\npaths = ['[a-z].md']"), @"
        error: `[` has no meaning in a pattern, only `*`, `**`, `?` and `{a,b}` do
         --> .shepherd.toml:3:10
          |
        3 | paths = ['[a-z].md']
          |          ^^^^^^^^^^
        help: write several patterns, or `?` for any character
        ");
        insta::assert_snapshot!(wrong("key = 'bug'\ntitle = ' '"), @"
        error: an empty text means nothing here
         --> .shepherd.toml:3:9
          |
        3 | title = ' '
          |         ^^^
        help: leave it out, or write what it should match
        ");
    }
}
