//! The next version of a line that was read: what every command asks that names it.

use jiff::civil::Date;

use crate::cli::range::Reading;
use crate::config::Config;
use crate::core::changelog::model::Changelog;
use crate::core::history::CommitId;
use crate::core::text::clean;
use crate::core::version::{Dated, Line, Needs, Proposal, Question, Said, Scheme, Spelling, Version, propose as ask};
use crate::failure::{Failure, Kind};
use crate::git::{self, Beside, Ends, Head, Repository, Tag, Tags};

/// Files at the top of a project that show what kind it is.
const MANIFESTS: [(&str, Scheme); 6] = [
    ("pyproject.toml", Scheme::Pep440),
    ("setup.py", Scheme::Pep440),
    ("setup.cfg", Scheme::Pep440),
    ("Cargo.toml", Scheme::Semver),
    ("package.json", Scheme::Semver),
    ("go.mod", Scheme::Semver),
];

/// A proposal, and what it was made from.
pub(in crate::cli) struct Proposed {
    /// The version that comes next, and why.
    pub(in crate::cli) proposal: Proposal,
    /// The name of the tag that it gets.
    pub(in crate::cli) tag: String,
    /// What the proposal was made from.
    pub(in crate::cli) facts: Facts,
}

/// What a proposal is made from.
pub(in crate::cli) struct Facts {
    /// How the project spells its versions.
    pub(in crate::cli) spelling: Spelling,
    /// The line.
    pub(in crate::cli) line: Line,
    /// The newest release that the line is built on.
    pub(in crate::cli) base: Option<Tag>,
    /// A release that holds the head itself.
    pub(in crate::cli) holding: Option<Version>,
    /// The highest release that the line holds.
    newest: Option<Version>,
    /// The newest final release of the line, where `base` is a pre-release.
    before: Option<Version>,
    needs: Needs,
    /// The versions of all tags, and the names of the tags.
    taken: (Vec<Version>, Vec<String>),
    day: Date,
}

/// Proposes the next version of what was read. `day` is the day of the release, which calendar versions are made of.
pub(in crate::cli) fn propose(reading: &Reading<'_>, changelog: &Changelog, day: Date) -> Result<Proposed, Failure> {
    let facts = Facts::find(reading, changelog, day)?;
    let proposal = ask(&facts.question()).ok_or_else(|| no_version(&facts))?;
    let prefix = facts.base.as_ref().or(reading.tags.all.last()).map(|tag| tag.prefix.as_str());
    let tag = format!("{}{}", prefix.unwrap_or_default(), proposal.version);
    Ok(Proposed { proposal, tag, facts })
}

/// Returns what to say where numbers have an end.
fn no_version(facts: &Facts) -> Failure {
    let newest = facts.base.as_ref().map_or_else(|| "this".to_owned(), |tag| format!("`{}`", clean(&tag.name)));
    Failure::new(Kind::Findings, format!("no version can come after {newest}: its numbers are as large as they can be"))
        .hint("if that tag is no release, say with `tag-pattern` in .shepherd.toml which tags are")
}

impl Facts {
    fn find(reading: &Reading<'_>, changelog: &Changelog, day: Date) -> Result<Self, Failure> {
        let (repository, tags, config) = (&reading.repository, &reading.tags, &reading.config);
        let head = CommitId::parse(&changelog.range.head_commit).unwrap_or(CommitId([0; 20]));
        let base = base(reading, changelog)?;
        let branch = branch(repository, &changelog.range.head);
        let is_default = branch.as_deref().is_some_and(|branch| is_default(repository, branch));
        let Beside { versions, in_hand, is_maintenance, holding, merged } =
            git::beside(repository, tags, head, base.as_ref(), is_default)?;
        let line = Line { branch, is_maintenance, allow: config.line_allow, beside: versions, in_hand };
        let of_others: Vec<String> = line.beside.iter().map(ToString::to_string).collect();
        let known: &[String] = if line.is_maintenance { &[] } else { &of_others };
        let newest = base.as_ref().map(|tag| tag.version.clone()).into_iter().chain(merged).max();
        Ok(Self {
            spelling: spelling(repository, tags, config, head),
            needs: Needs::of(&changelog.sections, known),
            before: base.as_ref().and_then(|tag| before(repository, tags, tag)),
            taken: tags.all.iter().map(|tag| (tag.version.clone(), tag.name.clone())).unzip(),
            line,
            base,
            holding,
            newest,
            day,
        })
    }

    /// Returns the question that the core answers.
    pub(in crate::cli) fn question(&self) -> Question<'_> {
        Question {
            spelling: &self.spelling,
            base: self.newest.as_ref(),
            before: self.before.as_ref(),
            needs: &self.needs,
            line: &self.line,
            taken: &self.taken.0,
            day: self.day,
        }
    }

    /// Returns the tag of a version.
    pub(super) fn tag_of(&self, version: &Version) -> Option<&str> {
        let place = self.taken.0.iter().position(|taken| taken == version)?;
        self.taken.1.get(place).map(String::as_str)
    }
}

/// Returns how a project spells its versions, as its configuration, its tags and its files at a commit say.
pub(in crate::cli) fn spelling(repository: &Repository, tags: &Tags, config: &Config, head: CommitId) -> Spelling {
    let top = repository.names_at_top(head);
    let manifest = MANIFESTS.iter().find(|(file, _)| top.iter().any(|name| name == file));
    let said = Said {
        scheme: config.version_scheme,
        calendar: config.version_calendar.clone(),
        manifest: manifest.map(|(file, scheme)| (*scheme, *file)),
    };
    Spelling::find(&tags.all.iter().filter_map(dated).collect::<Vec<_>>(), &said)
}

/// Returns the release that a range begins at, or the one before it where it begins with any commit.
fn base(reading: &Reading<'_>, changelog: &Changelog) -> Result<Option<Tag>, Failure> {
    let tags = &reading.tags;
    if let Some(tag) = changelog.range.base.as_deref().and_then(|name| tags.named(name)) {
        return Ok(Some(tag.clone()));
    }
    let commit = changelog.range.base_commit.as_deref().and_then(CommitId::parse);
    let newest = commit.map(|commit| reading.repository.newest_release(tags, commit)).transpose()?;
    Ok(newest.flatten())
}

/// Returns the newest final release before a pre-release.
fn before(repository: &Repository, tags: &Tags, tag: &Tag) -> Option<Version> {
    if !tag.version.is_pre_release() {
        return None;
    }
    let ends = Ends { base: None, head: tag.name.clone() };
    let found = git::resolve(repository, &ends, tags, true, tag.version.last().as_ref());
    // A shallow clone need not have it.
    let (name, _) = found.ok()?.base?;
    tags.named(&name).map(|tag| tag.version.clone())
}

/// Returns the branch that a name stands for, without its remote; `None` where it stands for anything else.
fn branch(repository: &Repository, name: &str) -> Option<String> {
    if name == "HEAD" {
        return match repository.head() {
            Ok(Head::Branch(branch)) => Some(branch),
            _ => None,
        };
    }
    let short = name.strip_prefix("refs/heads/").unwrap_or(name);
    if repository.branch_tip(short).is_some() {
        return Some(short.to_owned());
    }
    let of_remote = git::remotes(repository).into_iter().find_map(|remote| {
        let branch = name.strip_prefix("refs/remotes/").unwrap_or(name);
        let branch = branch.strip_prefix(&remote).and_then(|rest| rest.strip_prefix('/')).unwrap_or(branch);
        repository.tip(&format!("refs/remotes/{remote}/{branch}")).map(|_| branch.to_owned())
    });
    of_remote.filter(|_| !repository.has_tag(name))
}

/// Says whether a branch is the project's default one.
fn is_default(repository: &Repository, branch: &str) -> bool {
    let Some(default) = repository.default_branch() else { return false };
    let name = match default.strip_prefix("refs/remotes/") {
        Some(name) => name.split_once('/').map_or(name, |(_, branch)| branch),
        None => default.strip_prefix("refs/heads/").unwrap_or(&default),
    };
    name == branch
}

/// Returns a tag's version and its day.
fn dated(tag: &Tag) -> Option<Dated> {
    Some(Dated { version: tag.version.clone(), day: tag.date()?.parse().ok()? })
}
