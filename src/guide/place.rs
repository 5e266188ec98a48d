//! Where a run takes place: the clone, its remotes, GitHub, and the values that follow from the run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use regex::Regex;
use secrecy::SecretString;

use crate::core::run::Run;
use crate::core::version::Version;
use crate::failure::Failure;
use crate::git::{Repository, Tags};
use crate::github::Site;
use crate::guide::checks::{GithubAccess, Subject};
use crate::system::clock::Clock;

/// How long one built-in check may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a run takes place.
pub struct Place<'a> {
    /// The clone that is released from; in a rehearsal the throw-away one.
    pub repository: &'a Repository,
    /// The clock.
    pub clock: Clock,
    /// Which tags are releases.
    pub tag_pattern: Option<Regex>,
    /// `owner/name`, or `local/FOLDER` where no remote names a project.
    pub project: String,
    /// GitHub, or why it is not asked.
    pub github: Github,
    /// The file of this program.
    pub program: Option<PathBuf>,
    /// How long one built-in check may take.
    pub patience: Duration,
    /// Whether a sign-off counts only where a signature or GitHub says whose it is.
    pub requires_verified: bool,
}

/// How GitHub is reached.
pub enum Github {
    /// With a token.
    Reachable {
        /// The server.
        site: Site,
        /// The token for it.
        token: SecretString,
        /// `owner/name`.
        project: String,
    },
    /// Not at all, and why: a lowercase fragment.
    Unreachable(String),
}

impl<'a> Place<'a> {
    /// Returns a place whose checks have the usual time.
    pub fn new(repository: &'a Repository, clock: Clock, project: String, github: Github) -> Self {
        Self {
            repository,
            clock,
            tag_pattern: None,
            project,
            github,
            program: None,
            patience: PATIENCE,
            requires_verified: false,
        }
    }

    /// Returns the release tags as they are now.
    pub(super) fn tags(&self) -> Result<Tags, Failure> {
        Ok(Tags::read(self.repository, self.tag_pattern.as_ref(), None)?)
    }

    /// Says whether neither this clone has the tag of a run nor the records its release.
    pub fn is_untagged(&self, run: &Run) -> bool {
        run.recorded.is_none() && !self.repository.has_tag(&self.tag(run))
    }

    /// Returns the name of the tag that the version of a run gets: written like the tag before it.
    pub(super) fn tag(&self, run: &Run) -> String {
        format!("{}{}", self.prefix(run.start.line.previous_tag.as_deref()), run.version)
    }

    /// Returns what stands before the version in the tags of a line: `v`, or nothing.
    pub(super) fn prefix(&self, previous_tag: Option<&str>) -> String {
        let tags = self.tags().unwrap_or_default();
        let previous = previous_tag.and_then(|name| tags.named(name));
        previous.or(tags.all.last()).map(|tag| tag.prefix.clone()).unwrap_or_default()
    }

    /// Returns what the built-in checks of a run are held against.
    pub(super) fn subject<'b>(&'b self, run: &'b Run, tag: &'b str) -> Subject<'b> {
        Subject {
            repository: self.repository,
            remote: run.start.line.remote.as_deref(),
            branch: &run.start.line.branch,
            previous_tag: run.start.line.previous_tag.as_deref(),
            target: self.expected(run, tag),
            version: &run.version,
            tag,
            pull_request: run.values.get("PULL_REQUEST").and_then(|number| number.trim_start_matches('#').parse().ok()),
            release_branch: run.values.get("RELEASE_BRANCH").map(String::as_str),
            github: match &self.github {
                Github::Reachable { site, token, project } => GithubAccess::Reachable { site, token, project },
                Github::Unreachable(why) => GithubAccess::Unreachable(why),
            },
            program: self.program.as_deref(),
            patience: self.patience,
        }
    }

    /// Returns what is known for the placeholders of a document, by name. What a person answered comes first.
    pub(super) fn values(&self, run: &Run) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        let mut know = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                values.insert(name.to_owned(), value);
            }
        };
        let line = &run.start.line;
        know("BRANCH", Some(line.branch.clone()));
        know("REMOTE", line.remote.clone());
        know("REPOSITORY", Some(self.project.clone()).filter(|project| !project.starts_with("local/")));
        know("DATE", Some(self.clock.today().to_string()));
        know("PREVIOUS_TAG", line.previous_tag.clone());
        let previous = line.previous_tag.as_deref().and_then(|tag| tag.strip_prefix(&self.prefix(Some(tag))));
        know("PREVIOUS_VERSION", previous.map(str::to_owned));
        if let Some(version) = Version::parse(&run.version) {
            know("VERSION", Some(run.version.clone()));
            know("TAG", Some(self.tag(run)));
            let numbers = version.numbers();
            let number = |place: usize| numbers.get(place).map(u64::to_string);
            know("MAJOR", number(0));
            know("MINOR", number(1));
            know("PATCH", number(2));
            know("SERIES", number(0).zip(number(1)).map(|(major, minor)| format!("{major}.{minor}")));
        }
        values.extend(run.values.iter().map(|(name, value)| (name.clone(), value.clone())));
        values
    }

    /// Returns a proposal for a value that is not known, for the person to take or to change.
    pub(super) fn proposal(run: &Run, name: &str) -> Option<String> {
        let numbers = Version::parse(&run.version)?.numbers();
        match name {
            // Most projects go on with the patch version after the one that is released.
            "NEXT_VERSION" => {
                let (last, before) = numbers.split_last()?;
                let parts = before.iter().copied().chain([last.saturating_add(1)]);
                Some(parts.map(|number| number.to_string()).collect::<Vec<_>>().join("."))
            }
            _ => None,
        }
    }
}
