//! `shepherd changelog --write --pr`: the changed file on a branch of its own, and the pull request that brings it.

mod standing;

use std::path::Path;
use std::time::Duration;

use standing::{Standing, Way};

use crate::cli::changelog::check::{at, from_top};
use crate::cli::changelog::of_tag::OfTag;
use crate::cli::changelog::place;
use crate::cli::changelog::write::shown;
use crate::cli::context::Context;
use crate::cli::perform::{Agreement, perform};
use crate::cli::private::refuse_embargoed;
use crate::cli::range::{Reading, branch_of_workflow};
use crate::core::action::Action;
use crate::core::changelog::document::{Generated, Merged, Options, merge};
use crate::core::changelog::model::Changelog;
use crate::core::draft::Block;
use crate::core::history::CommitId;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::git::{self, FileChange, Head, Project, Pushed, push_branch};
use crate::github::{Client, GithubError, ProposalText, Site, on_network, open_proposal, update_proposal};
use crate::system::files;

/// How long git may take for one way to the remote.
const LIMIT: Duration = Duration::from_secs(120);
/// Who commits in a workflow, where git knows nobody
/// (<https://github.com/actions/checkout#push-a-commit-using-the-built-in-token>).
const BOT: (&str, &str) = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com");

/// What is asked of `--pr`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// `--base`
    pub(super) base: Option<&'a str>,
    /// `--adopt`
    pub(super) adopts: bool,
    /// `--yes` and `--dry-run`
    pub(super) agreement: Agreement,
}

/// A pull request that is about to be opened or brought up to date.
struct Proposing<'a> {
    context: &'a Context<'a>,
    reading: &'a Reading<'a>,
    /// What the section is made of.
    material: &'a Material<'a>,
    version: &'a str,
    /// The changelog, from the top of the repository.
    file: String,
    /// The changelog, as a message shows it.
    name: String,
    remote: String,
    base: String,
    adopts: bool,
}

/// What the section is made of.
pub(super) struct Material<'a> {
    pub(super) changelog: &'a Changelog,
    pub(super) generated: &'a Generated,
    /// The section that the tag of the release has already.
    pub(super) of_tag: Option<&'a OfTag>,
}

/// Commits the changed file, pushes it, and opens or updates the pull request.
pub(super) fn run(
    context: &Context<'_>,
    reading: &Reading<'_>,
    path: &Path,
    material: &Material<'_>,
    asked: &Asked<'_>,
) -> Result<(), Failure> {
    let name = shown(context, path);
    let Some(version) = &material.changelog.version else {
        return Err(Failure::new(
            Kind::Usage,
            "a pull request brings the changelog of a version, and the head has none",
        )
        .hint("say which one it is going to be: `--version VERSION`"));
    };
    place::check_name(path, &name)?;
    refuse_embargoed(&reading.repository, version, "a pull request")?;
    let file = in_repository(reading, path, &name)?;
    let (site, token, project) = reading.connection.required()?;
    let proposing = Proposing {
        context,
        reading,
        material,
        version,
        file,
        name,
        remote: remote(reading, &site)?,
        base: base_branch(context, reading, asked.base)?,
        adopts: asked.adopts,
    };
    let client = || Client::new(&site, token.clone(), reading.patience());
    let standing = proposing.look(&project, client)?;
    let Done::Refused(failure) = proposing.propose(&standing, asked.agreement, client)? else { return Ok(()) };
    // Where another job was faster, most often with the same section, its branch is what is built on.
    let again = proposing.look(&project, client)?;
    if again.tip == standing.tip {
        return Err(failure);
    }
    context.ui.status("somebody else pushed to the branch meanwhile, so it is looked at once more");
    match proposing.propose(&again, Agreement { is_dry: false, is_given: true }, client)? {
        Done::Refused(failure) => Err(failure),
        Done::All => Ok(()),
    }
}

/// How far it came.
enum Done {
    All,
    /// The remote did not take the branch.
    Refused(Failure),
}

impl Proposing<'_> {
    fn look(&self, project: &str, client: impl Fn() -> Result<Client, GithubError>) -> Result<Standing, Failure> {
        let way = Way { remote: &self.remote, version: self.version, base: &self.base };
        Standing::look(self.context, self.reading, &way, project, client)
    }

    /// Returns what a file holds once the section is in it, and whether that was brought from the tag.
    fn merged(&self, text: Option<&str>) -> Result<(Merged, bool), Failure> {
        let options = Options {
            adopt: self.adopts,
            pre_releases: self.reading.config.rules.pre_releases.into(),
            drops_gone: false,
        };
        let generated = self.material.generated;
        let text = text.unwrap_or("# Changelog\n");
        let brought = self.material.of_tag.and_then(|of_tag| of_tag.brought(self.context, text, generated));
        let merged = merge(brought.as_deref().unwrap_or(text), generated, &options);
        Ok((merged.map_err(|error| at(&self.name, error.into()))?, brought.is_some()))
    }

    fn file_at(&self, commit: CommitId) -> Result<Option<String>, Failure> {
        let found = self.reading.repository.content_at(commit, &self.file)?;
        Ok(found.map(|bytes| files::decode(&self.name, bytes)).transpose()?)
    }

    /// Pushes and opens what is needed.
    fn propose(
        &self,
        standing: &Standing,
        agreement: Agreement,
        client: impl Fn() -> Result<Client, GithubError>,
    ) -> Result<Done, Failure> {
        let Self { context, reading, version, file, base, .. } = self;
        if let Some(closed) = standing.newest.as_ref().filter(|newest| !newest.is_open() && !newest.is_merged()) {
            return Err(Failure::new(
                Kind::Refused,
                format!("somebody closed the pull request of {version}: {}", closed.url),
            )
            .hint("reopen it there, and run this again; or write the file without `--pr`"));
        }
        let parents = standing.parents(reading);
        let before = parents.first().and_then(|parent| self.file_at(*parent).transpose()).transpose()?;
        let (merged, is_brought) = self.merged(before.as_deref())?;
        let is_changed = before.as_deref() != Some(merged.text.as_str());
        let old = standing.newest.as_ref().filter(|newest| newest.is_open());
        // What was pushed before says nothing: a pull request may have been refused after it.
        let on_base = self.file_at(standing.base)?;
        let is_on_base =
            on_base.is_some() && on_base.as_deref() == Some(self.merged(on_base.as_deref())?.0.text.as_str());
        if let (Some(of_tag), true) = (self.material.of_tag, is_brought) {
            of_tag.tell(context, &self.name, version);
        }
        if !merged.report.missing.is_empty() {
            context.ui.warning(&format!(
                "people wrote the section of {version}, and it lacks {}; `--adopt` adds what is missing",
                plural(merged.report.missing.len(), "change")
            ));
        }
        if is_on_base && old.is_none() {
            context.ui.status(&format!("{file} is up to date on {base}, so there is nothing to propose"));
            return Ok(Done::All);
        }
        let title = format!("Changelog of {version}");
        let commit =
            if is_changed { Some(commit(context, reading, &parents, file, &merged.text, &title)?) } else { None };
        let block = block(self.material.changelog, version);
        let body =
            Block { name: "changelog", of: version, text: &block }.merged(old.and_then(|old| old.body.as_deref()));
        let text = ProposalText { title: &title, body: &body };
        let actions = self.actions(standing, commit, text);
        if actions.is_empty() {
            context.ui.status(&format!("the pull request is up to date: {}", old.map_or("", |old| old.url.as_str())));
            return Ok(Done::All);
        }
        let (folder, name) = (reading.repository.common_directory(), standing.place.name.clone());
        let mut url = old.map(|old| old.url.clone());
        let mut is_refused = false;
        let done = perform(context, &actions, agreement, |action| match action {
            Action::Push { .. } => match commit {
                Some(commit) => push(folder, &self.remote, &standing.branch, commit).inspect_err(|_| is_refused = true),
                None => Ok(()),
            },
            Action::OpenPullRequest { .. } | Action::UpdatePullRequest { .. } => {
                let done = on_network(async {
                    let client = client()?;
                    match old {
                        Some(old) => update_proposal(&client, &name, old, &text).await,
                        None => open_proposal(&client, &name, (&standing.branch, base), &text).await,
                    }
                })?;
                url = Some(done.url);
                Ok(())
            }
        });
        match done {
            Ok(true) => context.ui.data(&format!("{}\n", url.unwrap_or_default()))?,
            Ok(false) => {}
            Err(failure) if is_refused => return Ok(Done::Refused(failure)),
            Err(failure) => return Err(failure),
        }
        Ok(Done::All)
    }

    fn actions(&self, standing: &Standing, commit: Option<CommitId>, text: ProposalText<'_>) -> Vec<Action> {
        let project = standing.place.name.clone();
        let push = commit.map(|commit| Action::Push {
            remote: self.remote.clone(),
            branch: standing.branch.clone(),
            commit: commit.short(),
            file: self.file.clone(),
            is_new: standing.tip.is_none(),
        });
        let proposal = match standing.newest.as_ref().filter(|newest| newest.is_open()) {
            Some(old) if old.body.as_deref().unwrap_or_default().lines().eq(text.body.lines()) => None,
            Some(old) => Some(Action::UpdatePullRequest { project, number: old.number }),
            None => Some(Action::OpenPullRequest {
                project,
                title: text.title.to_owned(),
                branch: standing.branch.clone(),
                base: self.base.clone(),
            }),
        };
        push.into_iter().chain(proposal).collect()
    }
}

/// Returns the path of the file from the top of the repository.
fn in_repository(reading: &Reading<'_>, path: &Path, name: &str) -> Result<String, Failure> {
    reading.repository.work_tree().and_then(|top| from_top(path, top)).ok_or_else(|| {
        Failure::new(Kind::Usage, format!("{name} is not in the repository, so no pull request can bring it"))
    })
}

/// Returns the remote that the branch goes to: the one that names the project.
fn remote(reading: &Reading<'_>, site: &Site) -> Result<String, Failure> {
    match git::project(&reading.repository, reading.config.remote.as_deref(), &site.server) {
        Project::GitHub { remote, .. } | Project::Elsewhere { remote, .. } => Ok(remote),
        Project::Nowhere => git::remotes(&reading.repository).into_iter().next().ok_or_else(|| {
            Failure::new(Kind::Usage, "there is no remote that a branch could be pushed to")
                .hint("`git remote add origin ADDRESS` adds one")
        }),
    }
}

/// Returns the branch that the pull request goes into.
fn base_branch(context: &Context<'_>, reading: &Reading<'_>, given: Option<&str>) -> Result<String, Failure> {
    let checked_out = match reading.repository.head()? {
        Head::Branch(branch) | Head::Unborn(branch) => Some(branch),
        Head::Detached(_) => branch_of_workflow(context),
    };
    given.map(str::to_owned).or(checked_out).ok_or_else(|| {
        Failure::new(Kind::Usage, "no branch is checked out that the pull request could go into")
            .hint("name one: `--base BRANCH`")
    })
}

fn commit(
    context: &Context<'_>,
    reading: &Reading<'_>,
    parents: &[CommitId],
    file: &str,
    text: &str,
    message: &str,
) -> Result<CommitId, Failure> {
    let known = reading.repository.identity();
    let bot = || context.environment.is_workflow().then(|| (BOT.0.to_owned(), BOT.1.to_owned()));
    let Some((name, address)) = known.or_else(bot) else {
        return Err(Failure::new(Kind::Usage, "git does not know who commits")
            .hint("`git config user.name \"Your Name\"` and `git config user.email you@example.org` tell it"));
    };
    let seconds = context.clock.now().as_second();
    let message = format!("{message}\n");
    let change = FileChange {
        parents,
        path: file,
        content: text.as_bytes(),
        message: &message,
        author: (&name, &address),
        seconds,
    };
    Ok(reading.repository.commit_file(&change)?)
}

fn push(folder: &Path, remote: &str, branch: &str, commit: CommitId) -> Result<(), Failure> {
    match push_branch(folder, remote, commit, branch, LIMIT)? {
        Pushed::Accepted => Ok(()),
        Pushed::Refused { words } => {
            let words: String = words.lines().flat_map(|line| ["\n  ", line]).collect();
            Err(Failure::new(Kind::Outside, format!("`{remote}` does not take the branch `{branch}`{words}"))
                .hint("where somebody else pushed to it meanwhile, run this again")
                .hint("in a workflow, the job needs `permissions:` with `contents: write` and `pull-requests: write`"))
        }
    }
}

/// Returns what the pull request says of itself.
fn block(changelog: &Changelog, version: &str) -> String {
    let count: usize = changelog.sections.iter().map(|section| section.changes.len()).sum();
    let since = changelog.range.base.as_deref().map_or_else(String::new, |base| format!(" since {base}"));
    format!(
        "This brings the changelog of {version}: {}{since}.\n\nWhat people change in the file, and what they write around \
         this text, stays when `shepherd changelog --write --pr` runs again.",
        plural(count, "change")
    )
}
