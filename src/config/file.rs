//! `.shepherd.toml` as it is written. Strict and flat: a mistyped key in the configuration of a release is dangerous.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::config::error::{ConfigError, Problem};
use crate::failure::Failure;

/// The name of the configuration file in a work tree.
pub const FILE_NAME: &str = ".shepherd.toml";

/// A configuration file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the file is called in messages: its path, or `main:.shepherd.toml` in a revision.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it stays in this clone, so that nobody else reads it.
    pub is_local: bool,
}

impl Source {
    /// Returns the source of a text, which may begin with a byte order mark.
    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        Self { name: name.into(), text, is_local: false }
    }

    /// Returns the source of a text that stays in this clone.
    pub fn local(name: impl Into<String>, text: &str) -> Self {
        Self { is_local: true, ..Self::new(name, text) }
    }
}

/// Returns the first candidate that is there. Those after it are not even looked for.
pub fn first(candidates: impl IntoIterator<Item = Result<Option<Source>, Failure>>) -> Result<Option<Source>, Failure> {
    candidates.into_iter().find_map(Result::transpose).transpose()
}

/// A text and where it stands in the file.
pub(super) type Text = Spanned<String>;

/// The file, key by key. A value that is not there is `None`, and left to the next layer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFile {
    pub(super) project: Option<Text>,
    pub(super) remote: Option<Text>,
    pub(super) github: Option<bool>,
    pub(super) tag_pattern: Option<Text>,
    pub(super) bots: Vec<Text>,
    pub(super) release_branches: Vec<Text>,
    pub(super) document: Option<Text>,
    pub(super) changelog: ChangelogTable,
    pub(super) procedures: ProceduresTable,
    pub(super) rehearsal: RehearsalTable,
    pub(super) store: StoreTable,
    pub(super) sign_off: SignOffTable,
    pub(super) report: ReportTable,
    pub(super) people: PeopleTable,
    pub(super) version: VersionTable,
    pub(super) line: LineTable,
    pub(super) upgrade: UpgradeTable,
}

/// `[changelog]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ChangelogTable {
    pub(super) file: Option<Text>,
    pub(super) format: Option<Text>,
    pub(super) template: Option<Text>,
    pub(super) backport_number: Option<Text>,
    pub(super) already_released: Option<Text>,
    pub(super) direct_commits: Option<Text>,
    pub(super) order: Option<Text>,
    pub(super) pre_releases: Option<Text>,
    pub(super) pull_request_pattern: Option<Text>,
    pub(super) switched_off: Vec<Text>,
    pub(super) contributors: Option<bool>,
    pub(super) first_time_contributors: Option<bool>,
    pub(super) section: Vec<SectionTable>,
    pub(super) exclude: ExcludeTable,
    pub(super) housekeeping: HousekeepingTable,
}

/// `[[changelog.section]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SectionTable {
    pub(super) key: Text,
    pub(super) title: Option<Text>,
    pub(super) before: Option<Text>,
    pub(super) labels: Option<Vec<Text>>,
    pub(super) prefixes: Option<Vec<Text>>,
    pub(super) paths: Option<Vec<Text>>,
}

/// `[changelog.exclude]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExcludeTable {
    pub(super) defaults: Option<bool>,
    pub(super) labels: Vec<Text>,
    pub(super) titles: Vec<Text>,
    pub(super) authors: Vec<Text>,
    pub(super) paths: Vec<Text>,
}

/// `[changelog.housekeeping]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct HousekeepingTable {
    pub(super) defaults: Option<bool>,
    pub(super) paths: Vec<Text>,
    pub(super) titles: Vec<Text>,
    pub(super) branches: Vec<Text>,
}

/// `[procedures]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ProceduresTable {
    pub(super) major: Option<Text>,
    pub(super) minor: Option<Text>,
    pub(super) patch: Option<Text>,
    pub(super) pre_release: Option<Text>,
    pub(super) security: Option<Text>,
}

/// `[rehearsal]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RehearsalTable {
    pub(super) stubs: Vec<Text>,
}

/// `[store]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StoreTable {
    pub(super) remote: Option<Text>,
    pub(super) private_remote: Option<Text>,
}

/// `[sign-off]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SignOffTable {
    pub(super) require_verified: Option<bool>,
}

/// `[report]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReportTable {
    pub(super) triage: Option<Spanned<Vec<Text>>>,
    pub(super) maintainer_rights: Option<Spanned<Vec<Text>>>,
}

/// `[people]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PeopleTable {
    pub(super) away: Vec<AwayTable>,
}

/// `[[people.away]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AwayTable {
    pub(super) login: Text,
    pub(super) from: Spanned<Datetime>,
    pub(super) until: Spanned<Datetime>,
}

/// `[version]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct VersionTable {
    pub(super) scheme: Option<Text>,
    pub(super) calendar: Option<Text>,
}

/// `[line]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LineTable {
    pub(super) allow: Option<Text>,
}

/// `[upgrade]`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UpgradeTable {
    pub(super) page: Option<Text>,
    pub(super) labels: Vec<Text>,
    pub(super) manifests: Option<Vec<Text>>,
    pub(super) migrations: Vec<Text>,
    pub(super) option: Vec<OptionTable>,
}

/// `[[upgrade.option]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OptionTable {
    pub(super) what: Option<Text>,
    pub(super) files: Vec<Text>,
    pub(super) pattern: Text,
}

impl ExcludeTable {
    pub(super) fn says_something(&self) -> bool {
        self.defaults.is_some()
            || [&self.labels, &self.titles, &self.authors, &self.paths].iter().any(|list| !list.is_empty())
    }
}

impl HousekeepingTable {
    pub(super) fn says_something(&self) -> bool {
        self.defaults.is_some() || [&self.paths, &self.titles, &self.branches].iter().any(|list| !list.is_empty())
    }
}

/// Returns the file that `source` holds: its shape is checked here, its values where they are compiled.
pub fn parse(source: &Source) -> Result<ConfigFile, ConfigError> {
    toml::from_str(&source.text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        ConfigError::in_file(problem(error.message()), source, span)
    })
}

/// Returns what the words of the TOML reader mean. Its errors carry no facts but the words; tests hold both together.
fn problem(message: &str) -> Problem {
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    if message.starts_with("unknown field `") {
        let mut words = quoted(message).into_iter();
        let key = words.next().unwrap_or_default();
        return Problem::UnknownKey { key, allowed: words.collect() };
    }
    let line = message.lines().collect::<Vec<_>>().join("; ");
    // `invalid type: integer `3`, expected a string`
    match line.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, expected)) => Problem::Type { found: in_words(found), expected: in_words(expected) },
        None => Problem::Toml(line.replace("missing field", "missing key")),
    }
}

/// Returns the words of TOML for those of the reader.
fn in_words(kind: &str) -> String {
    match kind {
        "a sequence" | "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        _ if kind.starts_with("struct ") => "a table".to_owned(),
        _ if kind.starts_with("integer ") => format!("the {kind}"),
        _ if kind.starts_with("string ") => "a text in quotes".to_owned(),
        "a string" => "a text in quotes".to_owned(),
        "a TOML datetime" => "a day such as 2026-08-01, without quotes".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        _ => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Kind;

    fn failure(text: &str) -> String {
        let failure = Failure::from(parse(&Source::new(FILE_NAME, text)).unwrap_err());
        assert_eq!(failure.kind.exit_code(), 3);
        failure.to_string()
    }

    #[test]
    fn the_first_file_that_is_there_is_taken() {
        let source = Source::new("main:.shepherd.toml", "");
        let candidates = [Ok(None), Ok(Some(source.clone())), Err(Failure::new(Kind::Input, "not looked for"))];
        assert_eq!(first(candidates), Ok(Some(source)));
        assert_eq!(first([Ok(None)]), Ok(None));
        assert!(first([Err(Failure::new(Kind::Input, "unreadable")), Ok(None)]).is_err());
    }

    #[test]
    fn an_empty_file_is_fine() {
        for text in ["", "\u{feff}", "# nothing\r\n", "\u{feff}project = 'octo/hello'"] {
            parse(&Source::new(FILE_NAME, text)).unwrap();
        }
    }

    #[test]
    fn mistyped_keys_are_shown() {
        insta::assert_snapshot!(failure("remote = 'up'\ntag-patern = 'v.*'\n"), @"
        error: unknown key `tag-patern`
         --> .shepherd.toml:2:1
          |
        2 | tag-patern = 'v.*'
          | ^^^^^^^^^^
        help: did you mean `tag-pattern`?
        ");
        insta::assert_snapshot!(failure("[changelog.exclude]\nlabel = ['x']"), @"
        error: unknown key `label`
         --> .shepherd.toml:2:1
          |
        2 | label = ['x']
          | ^^^^^
        help: did you mean `labels`?
        ");
        insta::assert_snapshot!(failure("[changelog]\nzzz = 1"), @"
        error: unknown key `zzz`
         --> .shepherd.toml:2:1
          |
        2 | zzz = 1
          | ^^^
        help: the keys of `[changelog]` are `file`, `format`, `template`, `backport-number`, `already-released`, `direct-commits`, `order`, `pre-releases`, `pull-request-pattern`, `switched-off`, `contributors`, `first-time-contributors`, `section`, `exclude`, `housekeeping`
        ");
    }

    #[test]
    fn wrong_types_are_shown() {
        insta::assert_snapshot!(failure("project = 3"), @"
        error: this is the integer `3`, and should be a text in quotes
         --> .shepherd.toml:1:11
          |
        1 | project = 3
          |           ^
        ");
        insta::assert_snapshot!(failure("[changelog]\ncontributors = 'yes'"), @"
        error: this is a text in quotes, and should be `true` or `false`
         --> .shepherd.toml:2:16
          |
        2 | contributors = 'yes'
          |                ^^^^^
        ");
        insta::assert_snapshot!(failure("bots = 'me'"), @"
        error: this is a text in quotes, and should be a list
         --> .shepherd.toml:1:8
          |
        1 | bots = 'me'
          |        ^^^^
        ");
        insta::assert_snapshot!(failure("[changelog.section]\nkey = 'x'"), @"
        error: this is a table, and should be a list
         --> .shepherd.toml:1:1
          |
        1 | [changelog.section]
          | ^^^^^^^^^^^^^^^^^^^
        help: a table that can stand there several times is written in two brackets, as `[[changelog.section]]`
        ");
        insta::assert_snapshot!(failure("changelog = 'x'"), @"
        error: this is a text in quotes, and should be a table
         --> .shepherd.toml:1:13
          |
        1 | changelog = 'x'
          |             ^^^
        ");
    }

    #[test]
    fn broken_files_are_shown() {
        insta::assert_snapshot!(failure("project = octo/hello"), @"
        error: string values must be quoted, expected literal string
         --> .shepherd.toml:1:11
          |
        1 | project = octo/hello
          |           ^^^^^^^^^^
        ");
        insta::assert_snapshot!(failure("project = 'x\nremote = 'y'"), @"
        error: invalid literal string, expected `'`
         --> .shepherd.toml:1:13
          |
        1 | project = 'x
          |             ^
        ");
        insta::assert_snapshot!(failure("[changelog"), @"
        error: unclosed table, expected `]`
         --> .shepherd.toml:1:11
          |
        1 | [changelog
          |           ^
        ");
        insta::assert_snapshot!(failure("remote = 'a'\nremote = 'b'"), @"
        error: duplicate key
         --> .shepherd.toml:2:1
          |
        2 | remote = 'b'
          | ^^^^^^
        ");
        insta::assert_snapshot!(failure("[[changelog.section]]\ntitle = 'x'"), @"
        error: missing key `key`
         --> .shepherd.toml:1:1
          |
        1 | [[changelog.section]]
          | ^^^^^^^^^^^^^^^^^^^^^
        ");
    }
}
