//! All layers made into one value, before any work begins.

use std::collections::BTreeMap;
use std::fmt;

use crate::config::choice::Format;
use crate::config::error::ConfigError;
use crate::config::file::{Source, parse};
use crate::config::layers;
use crate::config::overrides::Overrides;
use crate::core::changelog::rules::Rules;
use crate::core::ledger::metrics::ActKind;
use crate::core::upgrade::UpgradeRules;
use crate::core::version::{Calendar, ReleaseKind, Scheme};
use crate::failure::Failure;
use crate::system::environment::Environment;

/// Where a value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    #[default]
    Default,
    /// The configuration file of this name.
    File(String),
    /// The environment variable of this name.
    Environment(&'static str),
    /// The flag of this name, with its hyphens.
    Flag(String),
}

/// Writes `default`, `.shepherd.toml`, `environment GITHUB_REPOSITORY`, `--remote`.
impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File(name) | Self::Flag(name) => formatter.write_str(name),
            Self::Environment(name) => write!(formatter, "environment {name}"),
        }
    }
}

/// The whole configuration, checked and compiled.
#[derive(Clone, Debug)]
pub struct Config {
    /// The project as `owner/name`; `None`: the remote tells.
    pub project: Option<String>,
    /// The remote that the project is released from; `None`: it is found.
    pub remote: Option<String>,
    /// The changelog; `None`: it is found. Where it comes from the configuration file, it is meant from the root of the
    /// repository.
    pub file: Option<String>,
    /// How the changelog is written.
    pub format: Format,
    /// The template that is used instead of the format's own. Where it comes from the configuration file, it is meant
    /// from the folder of that file.
    pub template: Option<String>,
    /// Whether everybody who took part is listed.
    pub contributors: bool,
    /// Whether those who took part for the first time are listed.
    pub first_time_contributors: bool,
    /// The release document, from the root of the repository; `None`: it is found.
    pub document: Option<String>,
    /// The titles of the procedures that are followed, by the kind of the release or `security`.
    pub procedures: BTreeMap<&'static str, String>,
    /// What a rehearsal replaces besides the known programs: a program, or a program and a word.
    pub rehearsal_stubs: Vec<String>,
    /// Where the store is shared: `in-repo`, `OWNER/NAME`, an address, or `none`.
    pub store_remote: Option<String>,
    /// Where the runs that nobody else may know of are shared: an address.
    pub store_private_remote: Option<String>,
    /// Whether a sign-off counts only where a signature or GitHub says whose it is.
    pub requires_verified: bool,
    /// What counts as the triage of an issue.
    pub triage: Vec<ActKind>,
    /// The names of the rights that make a maintainer.
    pub maintainer_rights: Vec<String>,
    /// The scheme of the versions; `None`: the tags show it.
    pub version_scheme: Option<Scheme>,
    /// The form of calendar versions; `None`: the tags show it.
    pub version_calendar: Option<Calendar>,
    /// The most that the line which is checked out takes; `None`: anything, and a patch on a maintenance line.
    pub line_allow: Option<ReleaseKind>,
    /// The page of upgrade notes, from the root of the repository, where `{major}` and `{version}` stand for those;
    /// `None`: it is found.
    pub upgrade_page: Option<String>,
    /// What upgrade notes are drafted from.
    pub upgrade: UpgradeRules,
    /// What is listed where, and how it is recognised.
    pub rules: Rules,
    pub(super) origins: BTreeMap<&'static str, Origin>,
}

impl Default for Config {
    /// Returns what holds when nobody says anything.
    fn default() -> Self {
        Self {
            project: None,
            remote: None,
            file: None,
            format: Format::default(),
            template: None,
            contributors: true,
            first_time_contributors: false,
            document: None,
            procedures: BTreeMap::new(),
            rehearsal_stubs: Vec::new(),
            store_remote: None,
            store_private_remote: None,
            requires_verified: false,
            triage: ActKind::ALL.to_vec(),
            maintainer_rights: vec!["maintainer".to_owned()],
            version_scheme: None,
            version_calendar: None,
            line_allow: None,
            upgrade_page: None,
            upgrade: UpgradeRules::default(),
            rules: Rules::default(),
            origins: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Returns the configuration that the file, the environment and the flags make, the later above the earlier.
    pub fn resolve(source: Option<&Source>, environment: &Environment, overrides: Overrides) -> Result<Self, Failure> {
        Ok(Self::read(source, environment, overrides)?)
    }

    /// Returns the same; the error says where it is.
    pub fn read(source: Option<&Source>, environment: &Environment, overrides: Overrides) -> Result<Self, ConfigError> {
        let mut config = Self::default();
        if let Some(source) = source {
            layers::file(&mut config, source, &parse(source)?)?;
        }
        layers::environment(&mut config, environment)?;
        layers::flags(&mut config, overrides)?;
        Ok(config)
    }

    /// Returns where the value of a key comes from; the key is written as in the file: `changelog.format`. For a list,
    /// where the additions to its defaults come from.
    pub fn origin(&self, key: &str) -> &Origin {
        self.origins.get(key).unwrap_or(&Origin::Default)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::core::changelog::rules::{AlreadyReleased, Order, PreReleases};

    const FULL: &str = r#"
project = "octo/hello"
remote = "upstream"
tag-pattern = '^v(?P<version>\d.*)$'
bots = ["@my-robot[bot]"]
release-branches = ["lts-*"]

[changelog]
file = "docs/changes.md"
format = "keep-a-changelog"
template = "changes.md.hbs"
backport-number = "backport"
already-released = "omit"
direct-commits = "omit"
order = "merge"
pre-releases = "both"
pull-request-pattern = 'PR (\d+)'
contributors = false
first-time-contributors = true

[[changelog.section]]
key = "speed"
title = "Faster"
labels = ["Performance"]

[changelog.exclude]
labels = ["Internal"]
titles = ["(?i)^wip"]
authors = ["@octocat"]
paths = ["benches/"]

[changelog.housekeeping]
paths = ["RELEASES.md"]
titles = ["^Ship "]
branches = ["ship-"]

[report]
triage = ["closed", "labelled"]
maintainer-rights = ["committer"]

[version]
scheme = "calver"
calendar = "YYYY.0M.MICRO"

[line]
allow = "minor"
"#;

    fn environment(repository: &str) -> Environment {
        Environment::of(PathBuf::new(), &|name| (name == "GITHUB_REPOSITORY").then(|| repository.to_owned()))
    }

    fn resolve(text: &str) -> Result<Config, Failure> {
        Config::resolve(Some(&Source::new(".shepherd.toml", text)), &environment(""), Overrides::default())
    }

    #[test]
    fn nothing_is_needed() {
        let config = Config::resolve(None, &environment(""), Overrides::default()).unwrap();
        assert_eq!((config.format, config.contributors, config.project.as_deref()), (Format::Jupyter, true, None));
        assert_eq!(config.origin("changelog.format").to_string(), "default");
        assert_eq!(config.rules.sections, Rules::default().sections);
    }

    #[test]
    fn every_key_is_applied() {
        let config = resolve(FULL).unwrap();
        let rules = &config.rules;
        assert_eq!(config.project.as_deref(), Some("octo/hello"));
        assert_eq!(config.remote.as_deref(), Some("upstream"));
        assert_eq!(config.file.as_deref(), Some("docs/changes.md"));
        assert_eq!(config.triage, [ActKind::Closed, ActKind::Labelled]);
        assert_eq!(config.maintainer_rights, ["committer"]);
        assert_eq!((config.version_scheme, config.line_allow), (Some(Scheme::Calver), Some(ReleaseKind::Minor)));
        assert_eq!(config.version_calendar.as_ref().map(ToString::to_string).as_deref(), Some("YYYY.0M.MICRO"));
        assert_eq!(config.origin("line.allow").to_string(), ".shepherd.toml");
        assert_eq!(config.origin("report.triage").to_string(), ".shepherd.toml");
        assert_eq!((config.format, config.template.as_deref()), (Format::KeepAChangelog, Some("changes.md.hbs")));
        assert_eq!((config.contributors, config.first_time_contributors), (false, true));
        assert_eq!((rules.order, rules.already_released), (Order::Merge, AlreadyReleased::Omit));
        assert_eq!(rules.pre_releases, PreReleases::Both);
        assert_eq!(rules.version_of_tag("v1.2"), Some("1.2"));
        assert_eq!(rules.pull_request_number("PR 17"), Some(17));
        assert!(rules.is_bot_login("my-robot") && rules.is_bot_login("renovate"));
        assert!(rules.is_release_branch("lts-3") && rules.is_release_branch("main"));
        assert!(rules.exclude.by_label(&["internal"]).is_some() && rules.exclude.by_label(&["no-changelog"]).is_some());
        assert!(rules.exclude.by_title("WIP").is_some() && rules.exclude.by_author("octocat").is_some());
        assert!(rules.housekeeping.by_title("Ship it").is_some() && rules.housekeeping.by_branch("ship-1").is_some());
        for key in ["project", "tag-pattern", "bots", "changelog.order", "changelog.section", "changelog.exclude"] {
            assert_eq!(config.origin(key).to_string(), ".shepherd.toml", "{key}");
        }
    }

    #[test]
    fn later_layers_win() {
        let source = Source::new(".shepherd.toml", FULL);
        let config = Config::resolve(Some(&source), &environment("octo/fork"), Overrides::default()).unwrap();
        // The one exception: where a workflow runs says less than what the file names.
        assert_eq!(config.project.as_deref(), Some("octo/hello"));
        let config = Config::resolve(None, &environment("octo/fork"), Overrides::default()).unwrap();
        assert_eq!(config.project.as_deref(), Some("octo/fork"));
        assert_eq!(config.origin("project").to_string(), "environment GITHUB_REPOSITORY");
        let overrides = Overrides {
            project: Some("octo/flag".to_owned()),
            tag_pattern: Some("^release-".to_owned()),
            format: Some(Format::Json),
            order: Some(Order::Number),
            ..Overrides::default()
        };
        let config = Config::resolve(Some(&source), &environment("octo/fork"), overrides).unwrap();
        assert_eq!(config.project.as_deref(), Some("octo/flag"));
        assert_eq!(config.origin("changelog.format").to_string(), "--format");
        assert_eq!((config.template.as_deref(), config.rules.order), (None, Order::Number));
        assert_eq!(config.rules.version_of_tag("v1"), None);
    }

    #[test]
    fn defaults_of_lists_can_go() {
        let config =
            resolve("[changelog.exclude]\ndefaults = false\n[changelog.housekeeping]\ndefaults = false").unwrap();
        assert_eq!(config.rules.exclude.by_label(&["no-changelog"]), None);
        assert_eq!(config.rules.housekeeping.by_title("Release 1.2.3"), None);
    }
}
