//! `shepherd changelog --write --pr`: the changed file on a branch of its own, and the pull request that brings it.

use std::path::Path;
use std::time::Duration;

use crate::cli::changelog::check::at;
use crate::cli::changelog::place;
use crate::cli::changelog::write::shown;
use crate::cli::context::Context;
use crate::cli::perform::{Agreement, perform};
use crate::cli::range::Reading;
use crate::core::action::Action;
use crate::core::changelog::document::{Generated, Options, PreReleases as Kept, merge};
use crate::core::changelog::model::Changelog;
use crate::core::changelog::rules::PreReleases;
use crate::core::draft::Block;
use crate::core::history::CommitId;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::git::{self, FileChange, Head, Project, Pushed, fetch_branch, push_branch};
use crate::github::{
    Client, GithubError, Place, Proposal, ProposalText, Site, on_network, open_proposal, proposals, repository,
    update_proposal,
};
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

/// Where the pull request comes from, and where it goes.
struct Way<'a> {
    remote: &'a str,
    /// The branch that it comes from.
    branch: &'a str,
    /// The branch that it goes into.
    base: &'a str,
}

/// What GitHub and the remote have at present.
struct Standing {
    place: Place,
    newest: Option<Proposal>,
    /// The newest commit of the branch that the pull request goes into.
    base: CommitId,
    /// The newest commit of the branch that it comes from, where it is there.
    tip: Option<CommitId>,
}

/// Commits the changed file, pushes it, and opens or updates the pull request.
pub(super) fn run(
    context: &Context<'_>,
    reading: &Reading<'_>,
    path: &Path,
    generated: &Generated,
    changelog: &Changelog,
    asked: &Asked<'_>,
) -> Result<(), Failure> {
    let name = shown(context, path);
    let Some(version) = &changelog.version else {
        return Err(Failure::new(
            Kind::Usage,
            "a pull request brings the changelog of a version, and the head has none",
        )
        .hint("say which one it is going to be: `--version VERSION`"));
    };
    place::check_name(path, &name)?;
    let file = in_repository(reading, path, &name)?;
    let (site, token, project) = reading.connection.required()?;
    let remote = remote(reading, &site)?;
    let base = base_branch(context, reading, asked.base)?;
    let branch = format!("shepherd/changelog-{version}");
    let client = |token| Client::new(&site, token, reading.patience());
    let way = Way { remote: &remote, branch: &branch, base: &base };
    let standing = Standing::look(context, reading, &way, &project, || client(token.clone()))?;
    if let Some(closed) = standing.newest.as_ref().filter(|newest| !newest.is_open() && !newest.is_merged()) {
        return Err(Failure::new(
            Kind::Refused,
            format!("somebody closed the pull request of {version}: {}", closed.url),
        )
        .hint("reopen it there, and run this again; or write the file without `--pr`"));
    }
    let parents = standing.parents(reading);
    let at_commit = |commit: CommitId| -> Result<Option<String>, Failure> {
        let found = reading.repository.content_at(commit, &file);
        Ok(found.map(|bytes| files::decode(&name, bytes)).transpose()?)
    };
    let before = parents.first().and_then(|parent| at_commit(*parent).transpose()).transpose()?;
    let options = options(reading, asked);
    let merge_into = |text: Option<&str>| {
        merge(text.unwrap_or("# Changelog\n"), generated, &options).map_err(|error| at(&name, error.into()))
    };
    let merged = merge_into(before.as_deref())?;
    if !merged.report.missing.is_empty() {
        context.ui.warning(&format!(
            "people wrote the section of {version}, and it lacks {}; `--adopt` adds what is missing",
            plural(merged.report.missing.len(), "change")
        ));
    }
    let is_changed = before.as_deref() != Some(merged.text.as_str());
    let is_open = standing.newest.as_ref().is_some_and(Proposal::is_open);
    // What was pushed before says nothing: a pull request may have been refused after it.
    let on_base = at_commit(standing.base)?;
    let is_on_base = on_base.is_some() && on_base.as_deref() == Some(merge_into(on_base.as_deref())?.text.as_str());
    if is_on_base && !is_open {
        context.ui.status(&format!("{file} is up to date on {base}, so there is nothing to propose"));
        return Ok(());
    }
    let title = format!("Changelog of {version}");
    let commit = if is_changed { Some(commit(context, reading, &parents, &file, &merged.text, &title)?) } else { None };
    let block = block(changelog, version);
    let old = standing.newest.as_ref().filter(|newest| newest.is_open());
    let body = Block { name: "changelog", of: version, text: &block }.merged(old.and_then(|old| old.body.as_deref()));
    let text = ProposalText { title: &title, body: &body };
    let actions = actions(&standing, commit, (&way, &file), text);
    if actions.is_empty() {
        context.ui.status(&format!("the pull request is up to date: {}", old.map_or("", |old| old.url.as_str())));
        return Ok(());
    }
    let (folder, name) = (reading.repository.common_directory(), standing.place.name.clone());
    let mut url = old.map(|old| old.url.clone());
    let is_done = perform(context, &actions, asked.agreement, |action| match action {
        Action::Push { .. } => match commit {
            Some(commit) => push(folder, &remote, &branch, commit),
            None => Ok(()),
        },
        Action::OpenPullRequest { .. } | Action::UpdatePullRequest { .. } => {
            let done = on_network(async {
                let client = client(token.clone())?;
                match old {
                    Some(old) => update_proposal(&client, &name, old, &text).await,
                    None => open_proposal(&client, &name, (&branch, &base), &text).await,
                }
            })?;
            url = Some(done.url);
            Ok(())
        }
    })?;
    if is_done {
        context.ui.data(&format!("{}\n", url.unwrap_or_default()))?;
    }
    Ok(())
}

/// Returns how the section is merged into the file.
fn options(reading: &Reading<'_>, asked: &Asked<'_>) -> Options {
    let pre_releases = match reading.config.rules.pre_releases {
        PreReleases::Collapse => Kept::Collapse,
        PreReleases::Keep => Kept::Keep,
        PreReleases::Both => Kept::Both,
    };
    Options { adopt: asked.adopts, pre_releases }
}

impl Standing {
    /// Asks GitHub for the pull requests, and fetches both branches. Refuses where it would be of no use to go on.
    fn look(
        context: &Context<'_>,
        reading: &Reading<'_>,
        way: &Way<'_>,
        project: &str,
        client: impl Fn() -> Result<Client, GithubError>,
    ) -> Result<Self, Failure> {
        let Way { remote, branch, base } = way;
        let _progress = context.ui.progress("looking at the pull requests and the branches");
        let (place, found) = on_network(async {
            let client = client()?;
            let place = repository(&client, project).await?;
            let found = proposals(&client, &place.name, branch).await?;
            Ok::<_, GithubError>((place, found))
        })?;
        check_rights(&place, remote)?;
        let folder = reading.repository.common_directory();
        let into = |branch: &str| format!("refs/remotes/{remote}/{branch}");
        let Some(base_tip) = fetch_branch(folder, remote, base, &into(base), LIMIT)? else {
            return Err(Failure::new(Kind::Usage, format!("`{remote}` has no branch `{base}`"))
                .hint("name the one that the pull request goes into: `--base BRANCH`"));
        };
        let tip = fetch_branch(folder, remote, branch, &into(branch), LIMIT)?;
        Ok(Self { place, newest: found.into_iter().next(), base: base_tip, tip })
    }

    /// Returns what the next commit of the branch is built on. What was merged is built on again where git does not see
    /// that it was: a squash, so that the branch only ever grows.
    fn parents(&self, reading: &Reading<'_>) -> Vec<CommitId> {
        let is_open = self.newest.as_ref().is_some_and(Proposal::is_open);
        match self.tip {
            Some(tip) if is_open => vec![tip],
            Some(tip) if reading.repository.is_part(tip, self.base) == Some(true) => vec![self.base],
            Some(tip) if self.newest.is_none() => vec![tip],
            Some(tip) => vec![self.base, tip],
            None => vec![self.base],
        }
    }
}

/// Returns the path of the file from the top of the repository.
fn in_repository(reading: &Reading<'_>, path: &Path, name: &str) -> Result<String, Failure> {
    let inside = reading.repository.work_tree().and_then(|top| path.strip_prefix(top).ok());
    let inside = inside.map(|path| path.to_string_lossy().replace('\\', "/"));
    inside.filter(|path| !path.split('/').any(|part| part == "..")).ok_or_else(|| {
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
        Head::Detached(_) => crate::cli::draft::branch_of_workflow(context),
    };
    given.map(str::to_owned).or(checked_out).ok_or_else(|| {
        Failure::new(Kind::Usage, "no branch is checked out that the pull request could go into")
            .hint("name one: `--base BRANCH`")
    })
}

/// Refuses what GitHub would refuse, before anything is pushed.
fn check_rights(place: &Place, remote: &str) -> Result<(), Failure> {
    let name = &place.name;
    if place.is_fork {
        let of = place.parent.as_ref().map(|parent| format!(" of {parent}")).unwrap_or_default();
        let message = format!("{name} is a fork{of}: the branch and the pull request would go into the fork");
        return Err(Failure::new(Kind::Outside, message)
            .hint("add the project itself as the remote `upstream`, if you may push there: `git remote add upstream ADDRESS`")
            .hint("else write the file without `--pr`, push the branch to your fork, and open the pull request by hand"));
    }
    if place.may_push == Some(false) {
        return Err(Failure::new(
            Kind::Outside,
            format!("the token's owner may not push to {name} (`{remote}`), so the branch cannot be made there"),
        )
        .hint("the right is `contents: write`; a maintainer gives it, or runs this")
        .hint("else write the file without `--pr`, push the branch to a fork, and open the pull request by hand"));
    }
    Ok(())
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

fn actions(
    standing: &Standing,
    commit: Option<CommitId>,
    (way, file): (&Way<'_>, &str),
    text: ProposalText<'_>,
) -> Vec<Action> {
    let project = standing.place.name.clone();
    let push = commit.map(|commit| Action::Push {
        remote: way.remote.to_owned(),
        branch: way.branch.to_owned(),
        commit: commit.short(),
        file: file.to_owned(),
        is_new: standing.tip.is_none(),
    });
    let proposal = match standing.newest.as_ref().filter(|newest| newest.is_open()) {
        Some(old) if old.body.as_deref().unwrap_or_default().lines().eq(text.body.lines()) => None,
        Some(old) => Some(Action::UpdatePullRequest { project, number: old.number }),
        None => Some(Action::OpenPullRequest {
            project,
            title: text.title.to_owned(),
            branch: way.branch.to_owned(),
            base: way.base.to_owned(),
        }),
    };
    push.into_iter().chain(proposal).collect()
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
