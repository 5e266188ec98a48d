//! `[upgrade]`: what the notes for those who upgrade are drafted from, laid over the default rules.

use crate::config::error::{ConfigError, Problem};
use crate::config::file::{OptionTable, Source, UpgradeTable};
use crate::config::patterns::{expression_of_lines, has_group, paths, word, words};
use crate::core::upgrade::{MigrationRule, OptionRule, UpgradeRules};

/// What a name is called where a rule does not say.
const OPTION: &str = "option";

/// Adds what the table says to the rules; the manifests that it names stand for all.
pub(super) fn apply(rules: &mut UpgradeRules, table: &UpgradeTable, source: &Source) -> Result<(), ConfigError> {
    rules.labels.extend(words(&table.labels, source)?);
    if let Some(manifests) = &table.manifests {
        rules.manifests = Some(paths(manifests, source)?);
    }
    let migrations = paths(&table.migrations, source)?.into_iter();
    rules.migrations.extend(migrations.map(|files| MigrationRule { files, is_numbered: false }));
    for rule in &table.option {
        rules.options.push(option(rule, source)?);
    }
    Ok(())
}

fn option(table: &OptionTable, source: &Source) -> Result<OptionRule, ConfigError> {
    let pattern = expression_of_lines(&table.pattern, source)?;
    if has_group(&pattern).is_err() {
        return Err(ConfigError::in_file(Problem::NoNameGroup, source, table.pattern.span()));
    }
    let what = table.what.as_ref().map_or(Ok(OPTION), |what| word(what, source))?;
    Ok(OptionRule { what: what.to_owned(), files: paths(&table.files, source)?, pattern })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::file::parse;
    use crate::failure::Failure;

    fn rules(text: &str) -> Result<UpgradeRules, String> {
        let source = Source::new(".shepherd.toml", text);
        let file = parse(&source).map_err(|error| Failure::from(error).to_string())?;
        let mut rules = UpgradeRules::default();
        apply(&mut rules, &file.upgrade, &source).map_err(|error| Failure::from(error).to_string())?;
        Ok(rules)
    }

    #[test]
    fn what_is_given_is_added() {
        let text = "[upgrade]\nlabels = ['action required']\nmanifests = ['/setup.py']\nmigrations = ['sql/*.sql']\n\
                    [[upgrade.option]]\nwhat = 'configuration key'\nfiles = ['app.py']\npattern = 'c\\.(\\w+\\.\\w+)'\n";
        let rules = rules(text).unwrap();
        assert_eq!(rules.labels.last().map(String::as_str), Some("action required"));
        assert!(rules.interest("sql/1.sql").is_migration && rules.interest("shop/migrations/0001_x.py").is_migration);
        assert!(rules.interest("pyproject.toml").is_silent && !rules.interest("setup.py").is_silent);
        assert_eq!(
            (rules.options[0].what.as_str(), rules.interest("src/app.py").options),
            ("configuration key", vec![0])
        );
    }

    #[test]
    fn a_pattern_is_one_for_lines() {
        let text = "[[upgrade.option]]\nfiles = ['a']\npattern = '^(?<key>[a-z_]+) =$'\n";
        let rules = rules(text).unwrap();
        let found = rules.options[0].pattern.captures_iter("# text\none =\r\n two =\nthree =\n");
        assert_eq!(found.map(|found| found["key"].to_owned()).collect::<Vec<_>>(), ["one", "three"]);
    }

    #[test]
    fn a_pattern_must_catch_a_name() {
        insta::assert_snapshot!(rules("[[upgrade.option]]\nfiles = ['a']\npattern = '--x'").unwrap_err(), @r"
        error: the pattern has no group for the name
         --> .shepherd.toml:3:11
          |
        3 | pattern = '--x'
          |           ^^^^^
        help: put the name in brackets: `(--[a-z-]+)`, or `c\.(?P<name>\w+)`
        ");
        insta::assert_snapshot!(rules("[[upgrade.option]]\nfiles = ['a']").unwrap_err(), @"
        error: missing key `pattern`
         --> .shepherd.toml:1:1
          |
        1 | [[upgrade.option]]
          | ^^^^^^^^^^^^^^^^^^
        ");
    }
}
