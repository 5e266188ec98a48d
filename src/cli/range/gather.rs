//! Reads a range and has the core account for it.

use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::range::{Connection, SourceArguments, details};
use crate::config::Config;
use crate::core::changelog::assemble::{Frame, Sources, assemble};
use crate::core::changelog::decide::{Decided, decide};
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::identity::Identities;
use crate::core::changelog::model::{Changelog, Source};
use crate::core::changelog::originals;
use crate::core::changelog::rules::PreReleases;
use crate::core::changelog::walk::{Walk, walk};
use crate::core::text::plural;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{self, Ends, Paths, Repository, Resolved, Tags};

/// A range that was read and accounted for.
pub(in crate::cli) struct Gathered {
    /// Both ends.
    pub(in crate::cli) range: Resolved,
    /// The commits.
    pub(in crate::cli) history: History,
    /// What GitHub said.
    pub(in crate::cli) facts: Facts,
    /// The walk.
    pub(in crate::cli) walk: Walk,
    /// Who stands behind an address.
    pub(in crate::cli) identities: Identities,
    /// The entries and their buckets.
    pub(in crate::cli) decided: Decided,
    /// Where the details came from.
    pub(in crate::cli) source: Source,
    /// The version of the head: its tag's, or the one that was asked for.
    pub(in crate::cli) version: Option<Version>,
}

/// What a range is read for.
pub(in crate::cli) struct Wanted<'a> {
    /// Both ends as they were given.
    pub(in crate::cli) ends: &'a Ends,
    /// The version that the head is going to be.
    pub(in crate::cli) version: Option<&'a Version>,
    /// Whether the base is another line, of which what it has besides the head is looked at too.
    pub(in crate::cli) is_onto: bool,
    /// `--github` and the like.
    pub(in crate::cli) arguments: &'a SourceArguments,
    /// How long all requests to GitHub may take now.
    pub(in crate::cli) patience: Duration,
    /// What GitHub said before, which it is not asked again.
    pub(in crate::cli) known: Facts,
}

/// Reads and accounts for a range.
pub(in crate::cli) fn gather(
    context: &Context<'_>,
    repository: &Repository,
    config: &Config,
    connection: &Connection,
    tags: &Tags,
    wanted: Wanted<'_>,
) -> Result<Gathered, Failure> {
    let rules = &config.rules;
    let rolls_up = rules.pre_releases != PreReleases::Keep;
    let progress = context.ui.progress("reading the history");
    let range = git::resolve(repository, wanted.ends, tags, rolls_up, wanted.version)?;
    let load = if wanted.is_onto { git::load_onto } else { git::load };
    let mut history = load(repository, &range, tags, rules.pull_request_pattern.as_ref())?;
    let version = wanted.version.cloned().or_else(|| range.head_tag.as_ref().map(|tag| tag.version.clone()));
    history.version.clone_from(&version);
    if let Some(project) = connection.project() {
        history.forget_other_projects(project);
    }
    let owner = connection.project().and_then(|project| project.split('/').next());
    let mut elsewhere = None;
    if originals::are_wanted(&history)
        && let Some(line) = git::load_default_branch(repository, &range, rules.pull_request_pattern.as_ref())?
    {
        elsewhere = Some(originals::find(&mut history, &line, rules, owner));
    }
    drop(progress);
    connection.note(context);
    if wanted.ends.base.is_none() && range.base.is_none() {
        note_no_base(context, repository, tags, &range, wanted.version);
    }
    if let Some(version) = wanted.version {
        warn_of_step_back(context, repository, tags, (wanted.ends, &range), version);
    }
    let (facts, source) = details::fetch(context, connection, wanted, &history, rules)?;
    let progress = context.ui.progress("sorting what was merged");
    let walk = walk(&history, &facts, rules);
    let mut identities = Identities::learn(&history, &walk, rules, owner);
    if let Some(elsewhere) = elsewhere {
        identities.complete_with(elsewhere);
    }
    let mut paths = Paths::new(repository);
    let decided =
        decide(&history, &facts, &walk, rules, &identities, &mut |commit, visit| paths.changed(commit, visit));
    paths.finish()?;
    drop(progress);
    Ok(Gathered { range, history, facts, walk, identities, decided, source, version })
}

/// Says that the search for a base found none, and what would help; a tagged head without one is the first release.
fn note_no_base(
    context: &Context<'_>,
    repository: &Repository,
    tags: &Tags,
    range: &Resolved,
    version: Option<&Version>,
) {
    if range.head_tag.is_some() {
        return;
    }
    let passed_over = repository.tag_names();
    let higher = version.filter(|version| tags.all.iter().any(|tag| tag.version >= **version));
    let why = match passed_over.first() {
        _ if higher.is_some() => {
            format!("no release tag is lower than {}", higher.map(ToString::to_string).unwrap_or_default())
        }
        _ if !tags.all.is_empty() => format!("no release tag before `{}` was found", range.head_name),
        Some(example) => {
            format!("no release tag was found ({} passed over, e.g. `{example}`)", plural(passed_over.len(), "tag"))
        }
        None => "no release tag was found, as there are no tags".to_owned(),
    };
    context.ui.status(&format!("{why}, so the range starts at the first commit"));
    let fetch = "`git fetch --tags` gets those that are not here";
    if passed_over.is_empty() {
        context.ui.hint(fetch);
    } else {
        context.ui.hint(&format!(
            "`--tag-pattern`, or `tag-pattern` in the configuration, says which tags are releases; {fetch}"
        ));
    }
}

/// Warns of a version that is lower than a release which the head already contains.
fn warn_of_step_back(
    context: &Context<'_>,
    repository: &Repository,
    tags: &Tags,
    (ends, range): (&Ends, &Resolved),
    version: &Version,
) {
    // The search for a base passes over higher versions, so it is made once more without one.
    let again = git::resolve(repository, ends, tags, false, None).ok().and_then(|again| again.base);
    let mut bases = range.base.iter().chain(&again);
    let newer = |(name, _): &(String, _)| tags.named(name).filter(|tag| tag.version > *version);
    if let Some(newer) = bases.find_map(newer) {
        context
            .ui
            .warning(&format!("version {version} goes backwards: the range follows the release `{}`", newer.name));
    }
}

/// What a changelog is asked for besides its range.
pub(in crate::cli) struct Asked {
    /// The day of a release that has no tag yet, `YYYY-MM-DD`.
    pub(in crate::cli) date: Option<String>,
    /// What stands before the version in this project's tags.
    pub(in crate::cli) tag_prefix: String,
    /// Whether it shows who took part for the first time, which takes a walk through the whole history.
    pub(in crate::cli) newcomers: bool,
}

/// Makes the changelog of a range that was accounted for.
pub(in crate::cli) fn changelog(
    repository: &Repository,
    config: &Config,
    connection: &Connection,
    gathered: &Gathered,
    asked: Asked,
) -> Result<Changelog, Failure> {
    let Gathered { range, history, facts, walk, identities, decided, source, version } = gathered;
    let earlier = asked.newcomers.then(|| git::earlier(repository, range)).transpose()?;
    let coming = || Some(format!("{}{}", asked.tag_prefix, version.as_ref()?));
    // A tag of another version is not the one that was asked for.
    let present = range.head_tag.as_ref().filter(|tag| version.as_ref() == Some(&tag.version));
    let tag = present.map(|tag| tag.name.clone()).or_else(coming);
    let frame = Frame {
        // GitHub forwards an old name only until somebody takes it, so links carry the one that it answers with.
        project: facts.name_with_owner.clone().or_else(|| connection.project().map(str::to_owned)),
        server: connection.server().to_owned(),
        version: version.as_ref().map(ToString::to_string),
        date: present.and_then(git::Tag::date).or(asked.date),
        base: range.base.as_ref().map(|(name, _)| name.clone()),
        head: range.head_name.clone(),
        tag,
        base_commit: range.base.as_ref().map(|(_, commit)| commit.to_string()),
        head_commit: range.head.to_string(),
        source: source.clone(),
        earlier,
    };
    let sources = Sources { history, facts, walk, rules: &config.rules, identities };
    let mut paths = Paths::new(repository);
    let changelog = assemble(&sources, decided.clone(), frame, &mut |commit, visit| paths.changed(commit, visit));
    paths.finish()?;
    Ok(changelog)
}

/// Returns the version that was asked for, without a leading `v`.
pub(in crate::cli) fn version(text: Option<&str>) -> Result<Option<Version>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let bare = text.strip_prefix('v').unwrap_or(text);
    Version::parse(bare).map(Some).ok_or_else(|| {
        Failure::new(Kind::Usage, format!("`{text}` is not a version"))
            .hint("write it as in a tag, e.g. `5.4.0`, `6.0.0rc1` or `2026.1`")
    })
}
