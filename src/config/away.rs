//! `[[people.away]]`: when people are away, in the configuration that stays in one clone and in no other.

use jiff::civil::Date;
use toml::Spanned;
use toml::value::Datetime;

use crate::config::error::{ConfigError, Problem};
use crate::config::file::{AwayTable, Source, parse};
use crate::core::people::{Away, Login};
use crate::failure::Failure;

/// Returns when people are away, as a configuration says that stays in this clone.
pub fn away_in(source: &Source) -> Result<Vec<Away>, Failure> {
    Ok(read(&parse(source)?.people.away, source)?)
}

/// Returns what the tables say.
///
/// # Errors
///
/// Where they do not stay in this clone: whoever reads the project's files would know who is away.
pub(super) fn read(tables: &[AwayTable], source: &Source) -> Result<Vec<Away>, ConfigError> {
    let one = |table: &AwayTable| {
        let AwayTable { login, from, until } = table;
        if !source.is_local {
            return Err(ConfigError::in_file(Problem::PublicAway, source, login.span()));
        }
        let known = login.get_ref().parse::<Login>().map_err(|_| Problem::Login(login.get_ref().clone()));
        let known = known.map_err(|problem| ConfigError::in_file(problem, source, login.span()))?;
        let (first, last) = (day(from, source)?, day(until, source)?);
        if last < first {
            return Err(ConfigError::in_file(Problem::Backwards(first), source, until.span()));
        }
        Ok(Away { login: known.to_string(), from: first, until: last, reason: String::new() })
    };
    tables.iter().map(one).collect()
}

fn day(written: &Spanned<Datetime>, source: &Source) -> Result<Date, ConfigError> {
    let found = written.get_ref();
    let day = Some(found).filter(|found| found.time.is_none()).and_then(|found| found.to_string().parse().ok());
    day.ok_or_else(|| ConfigError::in_file(Problem::Day(found.to_string()), source, written.span()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        match away_in(&Source::local(".git/shepherd.toml", text)) {
            Ok(found) => {
                let lines = found.iter().map(|away| format!("{} {} {}", away.login, away.from, away.until));
                lines.collect::<Vec<_>>().join("\n")
            }
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn days_are_read_and_what_is_wrong_is_shown() {
        let good = "[[people.away]]\nlogin = '@kim'\nfrom = 2026-08-01\nuntil = 2026-08-21\n";
        assert_eq!(told(good), "kim 2026-08-01 2026-08-21");
        assert_eq!(told("remote = 'origin'\n"), "");
        insta::assert_snapshot!(told(&good.replace("@kim", "k i m")), @"
        error: `k i m` is not a login of GitHub
         --> .git/shepherd.toml:2:9
          |
        2 | login = 'k i m'
          |         ^^^^^^^
        help: a login has letters, digits and single hyphens, at most 39
        ");
        insta::assert_snapshot!(told(&good.replace("08-21", "07-21")), @"
        error: this is before 2026-08-01, the first day
         --> .git/shepherd.toml:4:9
          |
        4 | until = 2026-07-21
          |         ^^^^^^^^^^
        ");
        insta::assert_snapshot!(told(&good.replace("2026-08-21", "15:00:00")), @"
        error: `15:00:00` is not a day
         --> .git/shepherd.toml:4:9
          |
        4 | until = 15:00:00
          |         ^^^^^^^^
        help: write it as 2026-08-01
        ");
        insta::assert_snapshot!(told(&good.replace("2026-08-21", "'2026-08-21'")), @"
        error: this is a text in quotes, and should be a day such as 2026-08-01, without quotes
         --> .git/shepherd.toml:4:9
          |
        4 | until = '2026-08-21'
          |         ^^^^^^^^^^^^
        ");
        insta::assert_snapshot!(told(&good.replace("until = 2026-08-21\n", "")), @"
        error: missing key `until`
         --> .git/shepherd.toml:1:1
          |
        1 | [[people.away]]
          | ^^^^^^^^^^^^^^^
        ");
        insta::assert_snapshot!(told(&good.replace("until", "untill")), @"
        error: unknown key `untill`
         --> .git/shepherd.toml:4:1
          |
        4 | untill = 2026-08-21
          | ^^^^^^
        help: did you mean `until`?
        ");
    }
}
