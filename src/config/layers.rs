//! What each layer of the configuration says, laid over the layers below it.

use std::collections::BTreeMap;

use crate::config::choice::{Choice, named};
use crate::config::error::{ConfigError, Problem};
use crate::config::file::{ConfigFile, Source, Text};
use crate::config::overrides::Overrides;
use crate::config::patterns::{expression, expression_of_flag, filled, has_group, path, word, words};
use crate::config::resolve::{Config, Origin};
use crate::config::{away, lists, sections, upgrade, versions};
use crate::core::changelog::rules::Recognition;
use crate::core::ledger::metrics::ActKind;
use crate::system::environment::{Environment, GITHUB_REPOSITORY};

/// Lays the configuration file over the defaults.
pub(super) fn file(config: &mut Config, source: &Source, file: &ConfigFile) -> Result<(), ConfigError> {
    let origin = |_: &str| Origin::File(source.name.clone());
    let text = |text: &Option<Text>| {
        text.as_ref().map(|text| word(text, source).map(|word| Some(word.to_owned()))).transpose()
    };
    let path = |text: &Option<Text>| {
        text.as_ref().map(|text| path(text, source).map(|path| Some(path.to_owned()))).transpose()
    };
    let mut project = None;
    if let Some(text) = &file.project {
        check_project(word(text, source)?).map_err(|problem| ConfigError::in_file(problem, source, text.span()))?;
        project = Some(text);
    }
    let table = &file.changelog;
    let tag_pattern = file.tag_pattern.as_ref().map(|text| expression(text, source)).transpose()?;
    let number_pattern = table.pull_request_pattern.as_ref().map(|text| expression(text, source)).transpose()?;
    if let (Some(pattern), Some(text)) = (&number_pattern, &table.pull_request_pattern) {
        has_group(pattern).map_err(|problem| ConfigError::in_file(problem, source, text.span()))?;
    }

    let rules = &mut config.rules;
    let mut layer = Layer { origins: &mut config.origins, origin: &origin };
    layer.set("project", &mut config.project, project.map(|text| Some(text.get_ref().trim().to_owned())));
    layer.set("remote", &mut config.remote, text(&file.remote)?);
    layer.set("tag-pattern", &mut rules.tag_pattern, tag_pattern.map(Some));
    layer.set("document", &mut config.document, path(&file.document)?);
    layer.set("store.remote", &mut config.store_remote, text(&file.store.remote)?);
    layer.set("store.private-remote", &mut config.store_private_remote, text(&file.store.private_remote)?);
    layer.set("sign-off.require-verified", &mut config.requires_verified, file.sign_off.require_verified);
    layer.set("changelog.file", &mut config.file, path(&table.file)?);
    layer.set("changelog.format", &mut config.format, choice(table.format.as_ref(), source)?);
    layer.set("changelog.template", &mut config.template, path(&table.template)?);
    layer.set("changelog.backport-number", &mut rules.backport_number, choice(table.backport_number.as_ref(), source)?);
    layer.set(
        "changelog.already-released",
        &mut rules.already_released,
        choice(table.already_released.as_ref(), source)?,
    );
    layer.set("changelog.direct-commits", &mut rules.direct_commits, choice(table.direct_commits.as_ref(), source)?);
    layer.set("changelog.order", &mut rules.order, choice(table.order.as_ref(), source)?);
    layer.set("changelog.pre-releases", &mut rules.pre_releases, choice(table.pre_releases.as_ref(), source)?);
    layer.set("changelog.pull-request-pattern", &mut rules.pull_request_pattern, number_pattern.map(Some));
    layer.set("changelog.contributors", &mut config.contributors, table.contributors);
    let first_time = table.first_time_contributors;
    layer.set("changelog.first-time-contributors", &mut config.first_time_contributors, first_time);

    for text in &table.switched_off {
        let recognition: Option<Recognition> = choice(Some(text), source)?;
        rules.switched_off.extend(recognition);
    }
    layer.note("changelog.switched-off", !table.switched_off.is_empty());
    let procedures = &file.procedures;
    let titles = [
        ("major", &procedures.major),
        ("minor", &procedures.minor),
        ("patch", &procedures.patch),
        ("pre-release", &procedures.pre_release),
        ("security", &procedures.security),
    ];
    for (kind, title) in titles {
        if let Some(title) = text(title)?.flatten() {
            config.procedures.insert(kind, title);
        }
    }
    layer.note("procedures", !config.procedures.is_empty());
    config.rehearsal_stubs.extend(words(&file.rehearsal.stubs, source)?);
    layer.note("rehearsal.stubs", !file.rehearsal.stubs.is_empty());
    if let Some(texts) = &file.report.triage {
        let kinds = filled(texts, source)?.iter().map(|text| Ok(choice::<ActKind>(Some(text), source)?.into_iter()));
        let kinds: Vec<_> = kinds.collect::<Result<_, ConfigError>>()?;
        config.triage = kinds.into_iter().flatten().collect();
    }
    layer.note("report.triage", file.report.triage.is_some());
    if let Some(texts) = &file.report.maintainer_rights {
        config.maintainer_rights = words(filled(texts, source)?, source)?;
    }
    layer.note("report.maintainer-rights", file.report.maintainer_rights.is_some());
    let (scheme, calendar) =
        (choice(file.version.scheme.as_ref(), source)?, versions::calendar(&file.version, source)?);
    layer.set("version.scheme", &mut config.version_scheme, scheme.map(Some));
    layer.set("version.calendar", &mut config.version_calendar, calendar.map(Some));
    layer.set("line.allow", &mut config.line_allow, choice(file.line.allow.as_ref(), source)?.map(Some));
    // They are taken from the file that stays in this clone, whichever file holds the rest.
    layer.note("people.away", !away::read(&file.people.away, source)?.is_empty());
    layer.set("upgrade.page", &mut config.upgrade_page, path(&file.upgrade.page)?);
    layer.note("bots", !file.bots.is_empty());
    layer.note("release-branches", !file.release_branches.is_empty());
    layer.note("changelog.section", !table.section.is_empty());
    layer.note("changelog.exclude", table.exclude.says_something());
    layer.note("changelog.housekeeping", table.housekeeping.says_something());
    sections::apply(&mut rules.sections, &table.section, source)?;
    upgrade::apply(&mut config.upgrade, &file.upgrade, source)?;
    lists::apply(rules, file, source)
}

/// Lays the environment over the file: all but the project. `GITHUB_REPOSITORY` names where a workflow runs, which in a
/// fork is the fork; a project that the file names is meant.
pub(super) fn environment(config: &mut Config, environment: &Environment) -> Result<(), ConfigError> {
    let Some(project) = environment.get(GITHUB_REPOSITORY) else { return Ok(()) };
    check_project(project).map_err(|problem| ConfigError::in_environment(problem, GITHUB_REPOSITORY))?;
    if config.project.is_some() {
        return Ok(());
    }
    let origin = |_: &str| Origin::Environment(GITHUB_REPOSITORY);
    let mut layer = Layer { origins: &mut config.origins, origin: &origin };
    layer.set("project", &mut config.project, Some(Some(project.to_owned())));
    Ok(())
}

/// Lays the flags over everything.
pub(super) fn flags(config: &mut Config, flags: Overrides) -> Result<(), ConfigError> {
    if let Some(project) = &flags.project {
        check_project(project).map_err(|problem| ConfigError::in_flag(problem, "--project"))?;
    }
    let pattern = |text: Option<String>, flag| text.map(|text| expression_of_flag(&text, flag)).transpose();
    let tag_pattern = pattern(flags.tag_pattern, "--tag-pattern")?;
    let number_pattern = pattern(flags.pull_request_pattern, "--pull-request-pattern")?;
    if let Some(pattern) = &number_pattern {
        has_group(pattern).map_err(|problem| ConfigError::in_flag(problem, "--pull-request-pattern"))?;
    }
    if flags.format.is_some() {
        // Whoever asks for a format does not want the project's own template.
        config.template = None;
    }

    let rules = &mut config.rules;
    // A flag is named like the last part of its key.
    let origin = |key: &str| Origin::Flag(format!("--{}", key.rsplit('.').next().unwrap_or(key)));
    let mut layer = Layer { origins: &mut config.origins, origin: &origin };
    layer.set("project", &mut config.project, flags.project.map(Some));
    layer.set("remote", &mut config.remote, flags.remote.map(Some));
    layer.set("tag-pattern", &mut rules.tag_pattern, tag_pattern.map(Some));
    layer.set("changelog.file", &mut config.file, flags.file.map(Some));
    layer.set("changelog.format", &mut config.format, flags.format);
    layer.set("changelog.template", &mut config.template, flags.template.map(Some));
    layer.set("changelog.backport-number", &mut rules.backport_number, flags.backport_number);
    layer.set("changelog.already-released", &mut rules.already_released, flags.already_released);
    layer.set("changelog.direct-commits", &mut rules.direct_commits, flags.direct_commits);
    layer.set("changelog.order", &mut rules.order, flags.order);
    layer.set("changelog.pre-releases", &mut rules.pre_releases, flags.pre_releases);
    layer.set("changelog.pull-request-pattern", &mut rules.pull_request_pattern, number_pattern.map(Some));
    layer.set("changelog.contributors", &mut config.contributors, flags.contributors);
    layer.set("changelog.first-time-contributors", &mut config.first_time_contributors, flags.first_time_contributors);
    Ok(())
}

/// One layer, and where its values are said to come from.
struct Layer<'a> {
    origins: &'a mut BTreeMap<&'static str, Origin>,
    origin: &'a dyn Fn(&str) -> Origin,
}

impl Layer<'_> {
    /// Puts a value into its place, where this layer has one.
    fn set<Value>(&mut self, key: &'static str, place: &mut Value, value: Option<Value>) {
        if let Some(value) = value {
            *place = value;
            self.note(key, true);
        }
    }

    /// Remembers that this layer says something about a key.
    fn note(&mut self, key: &'static str, says_something: bool) {
        if says_something {
            self.origins.insert(key, (self.origin)(key));
        }
    }
}

/// Returns the value of a setting with named values.
fn choice<Value: Choice>(text: Option<&Text>, source: &Source) -> Result<Option<Value>, ConfigError> {
    let Some(text) = text else { return Ok(None) };
    let value = named(text.get_ref()).map_err(|problem| ConfigError::in_file(problem, source, text.span()))?;
    Ok(Some(value))
}

/// Checks that a text is `owner/name`, as GitHub writes projects.
fn check_project(text: &str) -> Result<(), Problem> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    match text.split_once('/') {
        Some((owner, name)) if is_name(owner) && is_name(name) => Ok(()),
        _ => Err(Problem::Project(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::failure::{Failure, Kind};

    fn environment(repository: &str) -> Environment {
        Environment::of(PathBuf::new(), &|name| (name == GITHUB_REPOSITORY).then(|| repository.to_owned()))
    }

    fn resolve(text: &str) -> Result<Config, Failure> {
        Config::resolve(Some(&Source::new(".shepherd.toml", text)), &environment(""), Overrides::default())
    }

    fn failure(text: &str) -> (String, Kind) {
        let failure = resolve(text).unwrap_err();
        (failure.to_string(), failure.kind)
    }

    #[test]
    fn wrong_values_are_shown() {
        let wrong = |text: &str| {
            let (message, kind) = failure(text);
            assert_eq!(kind, Kind::Input);
            message
        };
        insta::assert_snapshot!(wrong("project = 'hello'"), @"
        error: `hello` is not a project
         --> .shepherd.toml:1:11
          |
        1 | project = 'hello'
          |           ^^^^^^^
        help: write it as `owner/name`
        ");
        insta::assert_snapshot!(wrong("[changelog]\norder = 'merged'"), @"
        error: `merged` is not one of the values
         --> .shepherd.toml:2:9
          |
        2 | order = 'merged'
          |         ^^^^^^^^
        help: did you mean `merge`?
        ");
        insta::assert_snapshot!(wrong("[changelog]\npre-releases = 'no'"), @"
        error: `no` is not one of the values
         --> .shepherd.toml:2:16
          |
        2 | pre-releases = 'no'
          |                ^^^^
        help: the values are `collapse`, `keep`, `both`
        ");
        insta::assert_snapshot!(wrong("remote = ''"), @"
        error: an empty text means nothing here
         --> .shepherd.toml:1:10
          |
        1 | remote = ''
          |          ^^
        help: leave it out, or write what it should match
        ");
        insta::assert_snapshot!(wrong("release-branches = ['a\\b']"), @r"
        error: folders are separated by `/` in a pattern, on every system
         --> .shepherd.toml:1:21
          |
        1 | release-branches = ['a\b']
          |                     ^^^^^
        ");
        insta::assert_snapshot!(wrong("tag-pattern = ''"), @"
        error: an empty text means nothing here
         --> .shepherd.toml:1:15
          |
        1 | tag-pattern = ''
          |               ^^
        help: leave it out, or write what it should match
        ");
    }

    #[test]
    fn wrong_expressions_are_wrong_usage() {
        let wrong = |text: &str| {
            let (message, kind) = failure(text);
            assert_eq!(kind, Kind::Usage);
            message
        };
        insta::assert_snapshot!(wrong("remote = 'x'\ntag-pattern = '^ünd(\\d+'"), @r"
        error: the pattern does not compile: unclosed group
         --> .shepherd.toml:2:20
          |
        2 | tag-pattern = '^ünd(\d+'
          |                    ^
        ");
        insta::assert_snapshot!(wrong("tag-pattern = \"v\\\\d(\""), @r#"
        error: the pattern does not compile: unclosed group
         --> .shepherd.toml:1:15
          |
        1 | tag-pattern = "v\\d("
          |               ^^^^^^^
        "#);
        insta::assert_snapshot!(wrong("[changelog.exclude]\ntitles = ['ok', '[z-a]']"), @"
        error: the pattern does not compile: invalid character class range, the start must be <= the end
         --> .shepherd.toml:2:19
          |
        2 | titles = ['ok', '[z-a]']
          |                   ^^^
        ");
        insta::assert_snapshot!(wrong("[changelog]\npull-request-pattern = 'PR \\d+'"), @r"
        error: the pattern has no group for the number
         --> .shepherd.toml:2:24
          |
        2 | pull-request-pattern = 'PR \d+'
          |                        ^^^^^^^^
        help: put the number in brackets: `PR (\d+)`, or `PR (?P<number>\d+)`
        ");
    }

    #[test]
    fn wrong_flags_and_variables_are_named() {
        let overrides = Overrides { tag_pattern: Some("v(".to_owned()), ..Overrides::default() };
        let error = Config::resolve(None, &environment(""), overrides).unwrap_err();
        assert_eq!(error.to_string(), "error: --tag-pattern: the pattern does not compile: unclosed group");
        assert_eq!(error.kind, Kind::Usage);
        let error = Config::resolve(None, &environment("hello"), Overrides::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "error: environment variable GITHUB_REPOSITORY: `hello` is not a project\nhelp: write it as `owner/name`"
        );
        assert_eq!(error.kind, Kind::Input);
    }
}
