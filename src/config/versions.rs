//! `[version]` and `[line]`: how versions are spelt, and what a line takes.

use crate::config::choice::named;
use crate::config::error::{ConfigError, Problem};
use crate::config::file::{Source, VersionTable};
use crate::config::patterns::word;
use crate::core::version::{Calendar, Scheme};

/// Returns the form of calendar versions that a file names.
pub(super) fn calendar(table: &VersionTable, source: &Source) -> Result<Option<Calendar>, ConfigError> {
    let Some(text) = &table.calendar else { return Ok(None) };
    let wrong = |problem| ConfigError::in_file(problem, source, text.span());
    let calendar: Calendar = word(text, source)?.trim().parse().map_err(|error| wrong(Problem::Calendar(error)))?;
    let scheme = table.scheme.as_ref().and_then(|scheme| named::<Scheme>(scheme.get_ref()).ok());
    match scheme.filter(|scheme| *scheme != Scheme::Calver) {
        Some(other) => Err(wrong(Problem::CalendarOfOther(other.name()))),
        None => Ok(Some(calendar)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use crate::config::{Config, Overrides, Source};
    use crate::system::environment::Environment;

    fn wrong(text: &str) -> String {
        let environment = Environment::of(PathBuf::new(), &|_| None);
        let failure = Config::resolve(Some(&Source::new(".shepherd.toml", text)), &environment, Overrides::default());
        failure.unwrap_err().to_string()
    }

    #[test]
    fn wrong_values_are_shown() {
        insta::assert_snapshot!(wrong("[version]\nscheme = 'semantic'"), @"
        error: `semantic` is not one of the values
         --> .shepherd.toml:2:10
          |
        2 | scheme = 'semantic'
          |          ^^^^^^^^^^
        help: the values are `semver`, `pep440`, `calver`
        ");
        insta::assert_snapshot!(wrong("[version]\ncalendar = 'YYYY.M'"), @"
        error: `M` is no part of a calendar version
         --> .shepherd.toml:2:12
          |
        2 | calendar = 'YYYY.M'
          |            ^^^^^^^^
        help: the parts are `YYYY`, `YY`, `0Y`, `MM`, `0M`, `WW`, `0W`, `DD`, `0D`, `MINOR`, `MICRO`, the larger before the smaller, as in `YYYY.0M.MICRO`
        ");
        insta::assert_snapshot!(wrong("[version]\nscheme = 'pep440'\ncalendar = 'YYYY.MM'"), @"
        error: this is for calendar versions, and `version.scheme` is `pep440`
         --> .shepherd.toml:3:12
          |
        3 | calendar = 'YYYY.MM'
          |            ^^^^^^^^^
        help: leave one of them out
        ");
        insta::assert_snapshot!(wrong("[version]\nschema = 'pep440'"), @"
        error: unknown key `schema`
         --> .shepherd.toml:2:1
          |
        2 | schema = 'pep440'
          | ^^^^^^
        help: did you mean `scheme`?
        ");
        insta::assert_snapshot!(wrong("[line]\nallow = 'pre-release'"), @"
        error: `pre-release` is not one of the values
         --> .shepherd.toml:2:9
          |
        2 | allow = 'pre-release'
          |         ^^^^^^^^^^^^^
        help: the values are `patch`, `minor`, `major`
        ");
    }
}
