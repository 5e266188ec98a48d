//! Looks at what a repository has: remotes, tags, titles, labels, a changelog, a release document, workflows, taggers.

use std::path::Path;
use std::time::Duration;

use crate::cli::changelog::{in_another_language, usual_changelog};
use crate::cli::checklist::{document_in_another_language, documents, is_named_like_one};
use crate::cli::context::Context;
use crate::cli::next::proposal::spelling;
use crate::cli::range::Connection;
use crate::config::Config;
use crate::core::changelog::document::{Form, form};
use crate::core::checklist::{lint, normalized, read};
use crate::core::history::CommitId;
use crate::core::ledger::Someone;
use crate::core::setup::{Labels, Workflow, prefixes_in_use, sort_labels};
use crate::core::version::Scheme;
use crate::failure::Failure;
use crate::git::{Repository, Series, Tags, remotes, tagged};
use crate::github::{Client, GithubError, Label, Place, labels, on_network, repository as place_on_github};
use crate::guide::Github;
use crate::system::files;

/// So many of the newest changes show how titles are written.
const TITLES: usize = 500;

/// So many taggers are named.
const NAMED: usize = 5;

/// What was found.
pub(super) struct Found {
    /// The names of all remotes.
    pub(super) remotes: Vec<String>,
    /// The remote that is taken for the project's.
    pub(super) remote: Option<String>,
    /// `owner/name`, as the remote says.
    pub(super) project: Option<String>,
    /// The web address of GitHub.
    pub(super) server: String,
    /// What the project is called, without its owner.
    pub(super) name: String,
    /// What GitHub says of the project.
    pub(super) place: Option<Place>,
    /// Why GitHub was not asked, or did not answer.
    pub(super) not_asked: Option<String>,
    /// The release tags that are found without a pattern.
    pub(super) tags: usize,
    /// The newest of them.
    pub(super) newest: Option<String>,
    /// The scheme of versions, and why it is that one.
    pub(super) scheme: (Scheme, String),
    /// What stands before the version in them, where that is not usual.
    pub(super) prefix: Option<String>,
    /// All series in use.
    pub(super) series: Vec<Series>,
    /// Whether history was cut off.
    pub(super) is_shallow: bool,
    /// The labels that merged pull requests have, sorted.
    pub(super) labels: Option<Labels>,
    /// The prefixes of titles in use, how many have each, and the section that claims it.
    pub(super) prefixes: Vec<(String, usize, Option<String>)>,
    /// How many titles were looked at.
    pub(super) titles: usize,
    /// The changelog.
    pub(super) changelog: Option<Changelog>,
    /// How many changelogs of parts there are where none is the project's own, and one of them.
    pub(super) of_parts: Option<(usize, String)>,
    /// The paths of release documents; several where it is not clear which is meant.
    pub(super) documents: Vec<String>,
    /// Whether they lie where they are found without being named.
    pub(super) is_usual_document: bool,
    /// A release document that is no Markdown, and so is not read.
    pub(super) unread_document: Option<String>,
    /// The workflows that a release starts.
    pub(super) workflows: Vec<Workflow>,
    /// Workflows that could not be read, and why.
    pub(super) unreadable: Vec<(String, String)>,
    /// Who made tags, and how many.
    pub(super) taggers: Vec<(String, usize)>,
}

/// A changelog that was found.
pub(super) struct Changelog {
    /// Its path, from the top of the repository.
    pub(super) path: String,
    /// Whether it is found without being named.
    pub(super) is_usual: bool,
    /// Whether it is Markdown, which alone is written.
    pub(super) is_markdown: bool,
    /// In which form it is written, where that is known.
    pub(super) form: Option<Form>,
}

/// How a release document was understood.
pub(super) struct Understood {
    pub(super) procedures: usize,
    pub(super) phases: usize,
    pub(super) steps: usize,
    pub(super) doubts: usize,
}

/// Looks at everything.
pub(super) fn look(
    context: &Context<'_>,
    repository: &Repository,
    config: &Config,
    connection: &Connection,
    patience: Duration,
) -> Result<Found, Failure> {
    let known = remotes(repository);
    let remote = config.remote.clone().filter(|named| known.contains(named)).or_else(|| usual_remote(&known));
    let tags = Tags::read(repository, config.rules.tag_pattern.as_ref(), None)?;
    let titles = repository.newest_titles(TITLES)?;
    let (place, labels, not_asked) = ask(context, config, connection, patience);
    let (workflows, unreadable) = workflows(repository)?;
    let (documents, is_usual_document) = release_documents(repository)?;
    let name = name(repository, connection.project());
    let (changelog, of_parts) = changelog(repository, config, &name)?;
    Ok(Found {
        remotes: known,
        remote,
        project: connection.project().map(str::to_owned),
        server: connection.server().to_owned(),
        name,
        place,
        not_asked,
        tags: tags.all.len(),
        newest: tags.all.last().map(|tag| tag.name.clone()),
        scheme: scheme(repository, &tags, config),
        prefix: tags.unusual_prefix.clone(),
        series: repository.series_in_use()?,
        is_shallow: repository.is_shallow(),
        labels,
        prefixes: prefixes_in_use(&titles, &config.rules),
        titles: titles.len(),
        changelog,
        of_parts,
        documents,
        is_usual_document,
        unread_document: repository.work_tree().map(document_in_another_language).transpose()?.flatten(),
        workflows,
        unreadable,
        taggers: taggers(repository, &tags, config)?,
    })
}

fn scheme(repository: &Repository, tags: &Tags, config: &Config) -> (Scheme, String) {
    let head = repository.head_commit().unwrap_or(CommitId([0; 20]));
    let found = spelling(repository, tags, config, head);
    (found.scheme, found.why)
}

/// Returns the remote that is taken where none is named.
pub(in crate::cli) fn usual_remote(known: &[String]) -> Option<String> {
    let usual = ["upstream", "origin"].into_iter().find(|usual| known.iter().any(|name| name == usual));
    usual.map(str::to_owned).or_else(|| known.first().filter(|_| known.len() == 1).cloned())
}

/// Asks GitHub for what git does not know. That it does not answer keeps nobody from going on.
fn ask(
    context: &Context<'_>,
    config: &Config,
    connection: &Connection,
    patience: Duration,
) -> (Option<Place>, Option<Labels>, Option<String>) {
    let Github::Reachable { site, token, project } = connection.access() else {
        let Github::Unreachable(why) = connection.access() else { return (None, None, None) };
        return (None, None, Some(why));
    };
    let progress = context.ui.progress("asking GitHub for the labels");
    let asked: Result<(Place, Vec<Label>), GithubError> = on_network(async {
        let client = Client::new(&site, token.clone(), patience)?;
        let place = place_on_github(&client, &project).await?;
        let labels = labels(&client, &project).await?;
        Ok((place, labels))
    });
    drop(progress);
    match asked {
        Ok((place, labels)) => {
            let used: Vec<String> =
                labels.into_iter().filter(|label| label.merged > 0).map(|label| label.name).collect();
            (Some(place), Some(sort_labels(&used, &config.rules)), None)
        }
        Err(error) => (None, None, Some(error.to_string())),
    }
}

/// Returns what a project is called: on GitHub, else its folder.
fn name(repository: &Repository, project: Option<&str>) -> String {
    let folder = || {
        let name = repository.work_tree().unwrap_or(repository.common_directory()).file_name()?;
        Some(name.to_string_lossy().trim_end_matches(".git").to_owned())
    };
    let named = project.map(|project| project.rsplit('/').next().unwrap_or(project).to_owned());
    named.or_else(folder).unwrap_or_default()
}

type Changelogs = (Option<Changelog>, Option<(usize, String)>);

/// Returns the changelog of a project, else how many its parts have.
fn changelog(repository: &Repository, config: &Config, name: &str) -> Result<Changelogs, Failure> {
    let seen = |path: &str, is_usual: bool, text: &str| Changelog {
        path: path.to_owned(),
        is_usual,
        is_markdown: is_markdown(path),
        form: if is_markdown(path) { form(text) } else { None },
    };
    let top = repository.work_tree();
    let text = |path: &str| -> Result<String, Failure> {
        let Some(top) = top else { return Ok(String::new()) };
        Ok(files::read_text_if_there(&top.join(path))?.unwrap_or_default())
    };
    if let Some(named) = &config.file {
        return Ok((Some(seen(named, true, &text(named)?)), None));
    }
    if let Some(path) = top.and_then(usual_changelog) {
        return Ok((Some(seen(path, true, &text(path)?)), None));
    }
    if let Some(path) = top.and_then(in_another_language) {
        return Ok((Some(seen(path, true, "")), None));
    }
    // The shortest path is the likeliest: what lies deep is a part's own.
    let mut all = repository.changelogs(&config.rules.housekeeping);
    all.retain(|(path, _)| is_markdown(path));
    all.sort_by_key(|(path, _)| (path.matches('/').count(), path.len()));
    let Some((first, _)) = all.first().filter(|_| top.is_some()) else { return Ok((None, None)) };
    let depth = |path: &str| path.matches('/').count();
    let beside: Vec<&(String, String)> = all.iter().filter(|(path, _)| depth(path) == depth(first)).collect();
    // Where several parts have one each, that of the part which is called like the project is the project's.
    let own =
        beside.iter().find(|(path, _)| path.rsplit('/').nth(1).is_some_and(|part| part.eq_ignore_ascii_case(name)));
    let is_of_parts = depth(first) > 0 && beside.iter().any(|(path, _)| folder(path) != folder(first));
    match own.or(beside.first().filter(|_| !is_of_parts)) {
        Some((path, text)) => Ok((Some(seen(path, false, text)), None)),
        None => Ok((None, Some((all.len(), first.clone())))),
    }
}

/// Returns the folder of a path.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_markdown(path: &str) -> bool {
    ends_in(path, &["md", "markdown"])
}

/// Says whether the name of a file ends in one of these, behind a dot.
fn ends_in(path: &str, ends: &[&str]) -> bool {
    let end = Path::new(path).extension().and_then(|end| end.to_str()).unwrap_or_default();
    ends.iter().any(|known| known.eq_ignore_ascii_case(end))
}

/// Returns the release documents, and whether they lie where they are looked for.
fn release_documents(repository: &Repository) -> Result<(Vec<String>, bool), Failure> {
    let Some(top) = repository.work_tree() else { return Ok((Vec::new(), true)) };
    let usual = documents(top)?;
    if !usual.is_empty() {
        return Ok((usual, true));
    }
    // Elsewhere a name says less: only what reads as a list of things to do is taken for one.
    let mut others = repository.files_like(is_named_like_one);
    others.retain(|path| understood(repository, path).is_some_and(|found| found.steps > 2));
    others.sort_by_key(|path| (path.matches('/').count(), path.len()));
    Ok((others, false))
}

/// Returns how a release document of the work tree is understood, `None` where it cannot be read.
pub(super) fn understood(repository: &Repository, path: &str) -> Option<Understood> {
    let text = files::read_text(&repository.work_tree()?.join(path)).ok()?;
    let text = normalized(&text);
    let checklist = read(&text);
    let likeliest = checklist.procedures.iter().find(|found| found.is_default).or(checklist.procedures.first());
    Some(Understood {
        procedures: checklist.procedures.len(),
        phases: likeliest.map_or(0, |procedure| procedure.phases.len()),
        steps: likeliest.map_or(0, |procedure| procedure.ticks().len()),
        doubts: lint(&text, &checklist).len(),
    })
}

type Workflows = (Vec<Workflow>, Vec<(String, String)>);

fn workflows(repository: &Repository) -> Result<Workflows, Failure> {
    const FOLDER: &str = ".github/workflows";
    let Some(top) = repository.work_tree() else { return Ok(Workflows::default()) };
    let (mut found, mut unreadable) = Workflows::default();
    for name in files::names(&top.join(FOLDER))? {
        if !ends_in(&name, &["yml", "yaml"]) {
            continue;
        }
        let path = format!("{FOLDER}/{name}");
        let text = match files::read_text(&top.join(&path)) {
            Ok(text) => text,
            Err(error) => {
                unreadable.push((path, error.to_string()));
                continue;
            }
        };
        match Workflow::read(&path, &text) {
            Ok(workflow) if workflow.is_for_releases() => found.push(workflow),
            Ok(_) => {}
            Err(why) => unreadable.push((path, why)),
        }
    }
    Ok((found, unreadable))
}

/// Returns who made the tags, those with most of them first; bots are left out.
fn taggers(repository: &Repository, tags: &Tags, config: &Config) -> Result<Vec<(String, usize)>, Failure> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for tagged in tagged(repository, tags, &config.rules)? {
        let Some(Someone::Signed { person, .. }) = tagged.tagger else { continue };
        if config.rules.is_bot_person(&person.name, &person.email) {
            continue;
        }
        match counts.iter_mut().find(|(name, _)| *name == person.name) {
            Some((_, count)) => *count += 1,
            None => counts.push((person.name, 1)),
        }
    }
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(counts)
}

/// Returns the first of some names, and how many there are besides.
pub(super) fn first_of(taggers: &[(String, usize)]) -> (&[(String, usize)], usize) {
    let named = taggers.get(..NAMED.min(taggers.len())).unwrap_or_default();
    (named, taggers.len() - named.len())
}
