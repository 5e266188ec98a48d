//! Whether GitHub is asked, and the asking itself.

use std::sync::Once;

use secrecy::{ExposeSecret, SecretString};

use crate::cli::context::Context;
use crate::cli::range::{SourceArguments, Wanted};
use crate::config::{Config, Origin};
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::model::Source;
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::{commits_to_ask, numbers_to_ask, walk};
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::git::{Project, Repository, project, remotes};
use crate::github::{Client, GithubError, Site, fetch as fetch_pull_requests, on_network, parent};
use crate::guide::Github;
use crate::system::process::Program;

/// What git alone cannot tell.
const ONLY_ON_GITHUB: [&str; 4] =
    ["labels", "reviewers and commenters", "base branches", "pull requests of commits that name none"];

/// The project on GitHub, and how to reach it.
pub(in crate::cli) struct Connection {
    site: Site,
    project: Option<String>,
    token: Option<SecretString>,
    /// Why GitHub is not asked.
    why_not: Option<String>,
    /// Whether the configuration wants it so, which nobody has to be told each time.
    is_agreed: bool,
    is_offline: bool,
    /// Whether its pages are on GitHub's server, as far as its remote and its configuration say.
    is_there: bool,
    noted: Once,
}

impl Connection {
    /// Finds out which project this is and whether GitHub can be asked about it.
    pub(in crate::cli) fn new(
        context: &Context<'_>,
        repository: &Repository,
        config: &Config,
        arguments: &SourceArguments,
    ) -> Result<Self, Failure> {
        let site = Site::of(&context.environment)?;
        let remotes = remotes(repository);
        if let (Some(remote), Origin::Flag(_)) = (&config.remote, config.origin("remote")) {
            check_remote(remote, &remotes)?;
        }
        // A contributor's clone need not have the remote that the project's file names.
        let remote = config.remote.as_ref().filter(|remote| remotes.contains(remote));
        let from_remote = project(repository, remote.map(String::as_str), &site.server);
        if let (Some(remote), Project::Nowhere) = (remote, &from_remote) {
            context.ui.warning(&format!(
                "the remote `{remote}` has no address that names a project; `git remote -v` lists them"
            ));
        }
        // What the environment names is where a workflow runs; the remote knows better what was checked out.
        let named = config.project.clone().filter(|_| !matches!(config.origin("project"), Origin::Environment(_)));
        let fallback = config.project.clone();
        let (found, elsewhere) = match from_remote {
            Project::GitHub { slug, .. } => (named.or(Some(slug)), None),
            Project::Elsewhere { host, remote } => {
                (named, Some(format!("the remote `{remote}` is at {host}, not on GitHub")))
            }
            Project::Nowhere => (named.or(fallback), None),
        };
        let is_there = found.is_some() && elsewhere.is_none() && config.asks_github;
        let mut connection = Self {
            site,
            project: found,
            token: None,
            why_not: None,
            is_agreed: false,
            is_offline: arguments.offline,
            is_there,
            noted: Once::new(),
        };
        if arguments.offline {
            connection.why_not = Some("--offline".to_owned());
        } else if !config.asks_github {
            connection.why_not = Some(format!("{} says `github = false`", config.origin("github")));
            connection.is_agreed = true;
        } else if connection.project.is_none() {
            connection.why_not = Some(elsewhere.unwrap_or_else(|| "no remote names a project on GitHub".to_owned()));
        } else {
            connection.token = token(context, connection.site.token_host())?;
            if connection.token.is_none() {
                connection.why_not = Some("no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)".to_owned());
            }
        }
        match (&connection.why_not, arguments.github) {
            (Some(reason), true) => Err(Failure::new(Kind::Outside, format!("GitHub cannot be asked: {reason}"))
                .hint("without `--github`, shepherd works from git alone")),
            _ => Ok(connection),
        }
    }

    /// Says once why GitHub is not asked. Errors of the range come before it, as they need no such note.
    pub(in crate::cli) fn note(&self, context: &Context<'_>) {
        let Some(reason) = &self.why_not else { return };
        self.noted.call_once(|| {
            let note = format!("from git alone: {reason}");
            if self.is_agreed {
                context.ui.verbose(&note);
            } else {
                context.ui.status(&note);
            }
            context.ui.verbose(&format!("not known from git alone: {}", ONLY_ON_GITHUB.join(", ")));
        });
    }

    /// Returns `owner/name`.
    pub(in crate::cli) fn project(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// Returns the address of the server on which the project and its people have pages; `None` for one that is not on
    /// GitHub.
    pub(in crate::cli) fn pages(&self) -> Option<&str> {
        self.is_there.then(|| self.server())
    }

    /// Returns how the checks of a guided release reach GitHub.
    pub(in crate::cli) fn access(&self) -> Github {
        match (&self.token, &self.project) {
            (Some(token), Some(project)) => {
                Github::Reachable { site: self.site.clone(), token: token.clone(), project: project.clone() }
            }
            _ => Github::Unreachable(self.why_not.clone().unwrap_or_else(|| "there is no token".to_owned())),
        }
    }

    /// Returns the repository that the project is a fork of, as GitHub says; `None` where it is none, or GitHub is not
    /// asked.
    pub(in crate::cli) fn parent(&self, context: &Context<'_>) -> Result<Option<String>, Failure> {
        let (Some(project), Some(token)) = (&self.project, &self.token) else { return Ok(None) };
        let progress = context.ui.progress("asking GitHub whether this is a fork");
        let patience = std::time::Duration::from_secs(20);
        let found = on_network(async {
            let client = Client::new(&self.site, token.clone(), patience)?;
            parent(&client, project).await
        });
        drop(progress);
        Ok(found?)
    }

    /// Returns the way to GitHub for a command that cannot do without.
    pub(in crate::cli) fn required(&self) -> Result<(Site, SecretString, String), Failure> {
        match self.access() {
            Github::Reachable { site, token, project } => Ok((site, token, project)),
            Github::Unreachable(reason) => {
                let failure = Failure::new(Kind::Outside, format!("GitHub cannot be asked: {reason}"));
                Err(failure.hint(if self.is_offline {
                    "this needs GitHub: leave out `--offline`"
                } else if self.project.is_none() {
                    "this needs a project on GitHub; `--project OWNER/NAME` names one"
                } else {
                    "in a workflow, pass the token to the step: `env:` with `GITHUB_TOKEN: ${{ github.token }}`"
                }))
            }
        }
    }

    /// Returns the address of the server's web pages.
    pub(in crate::cli) fn server(&self) -> &str {
        &self.site.server
    }
}

/// A remote that was asked for by name is there, or the name is wrong.
fn check_remote(remote: &str, known: &[String]) -> Result<(), Failure> {
    if known.iter().any(|name| name == remote) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let hint = if known.is_empty() {
        "this repository has no remotes; leave out `--remote`, or name the project with `--project`".to_owned()
    } else {
        format!("the remotes are {}", known.join(", "))
    };
    Err(Failure::new(Kind::Usage, format!("there is no remote `{remote}`")).hint(hint))
}

/// The token of the environment, else of GitHub's own command-line program, if that is there and logged in to this
/// server: the token of another one is nobody's business here.
fn token(context: &Context<'_>, host: &str) -> Result<Option<SecretString>, Failure> {
    if let Some((name, token)) = context.environment.token() {
        // It goes into a header as it is, and no token holds more than letters, digits and marks.
        if !token.expose_secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            let message = format!("the token in `{name}` holds characters that no token has");
            return Err(Failure::new(Kind::Outside, message)
                .hint("look for a line break, a space or a quotation mark that came along when it was copied"));
        }
        return Ok(Some(token.clone()));
    }
    Ok(token_of_gh(context, host))
}

fn token_of_gh(context: &Context<'_>, host: &str) -> Option<SecretString> {
    let output =
        Program::new("gh", ["auth", "token", "--hostname", host], std::time::Duration::from_secs(5)).run().ok()?;
    let text = output.text().trim().to_owned();
    let is_token = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let token = (output.status.success() && is_token).then(|| SecretString::from(text))?;
    context.ui.hide(&token);
    Some(token)
}

/// Asks GitHub for all that a history names, in as many rounds as it takes; without a connection, says what is not
/// known.
pub(in crate::cli) fn fetch(
    context: &Context<'_>,
    connection: &Connection,
    wanted: Wanted<'_>,
    history: &History,
    rules: &Rules,
) -> Result<(Facts, Source), Failure> {
    let (Some(project), Some(token)) = (&connection.project, &connection.token) else {
        let missing = ONLY_ON_GITHUB.map(str::to_owned).to_vec();
        return Ok((Facts::default(), Source { github: false, requests: 0, missing }));
    };
    let progress = context.ui.progress("asking GitHub for the details of pull requests");
    let asked = on_network(async {
        let client = Client::new(&connection.site, token.clone(), wanted.patience)?;
        let facts = rounds(&client, project, history, rules, wanted.known).await;
        Ok::<_, GithubError>((facts, client.requests()))
    });
    drop(progress);
    let (facts, requests) = asked?;
    let facts = match facts {
        // The least rights that a workflow can give tell of commits alone.
        Err(GithubError::Forbidden { words, .. }) if context.environment.is_workflow() && !wanted.arguments.github => {
            context.ui.warning(&format!("from git alone: the token may not read pull requests ({words})"));
            context.ui.hint("give the job the right: `permissions:` with `contents: read` and `pull-requests: read`");
            let missing = ONLY_ON_GITHUB.map(str::to_owned).to_vec();
            return Ok((Facts::default(), Source { github: false, requests, missing }));
        }
        facts => facts?,
    };
    if let Some(name) = facts.name_with_owner.as_ref().filter(|name| !name.eq_ignore_ascii_case(project)) {
        context.ui.warning(&format!(
            "{project} is called {name} now; update the remote with `git remote set-url`, or pass `--project {name}`"
        ));
    }
    context.ui.verbose(&format!("GitHub: {}", plural(requests, "request")));
    Ok((facts, Source { github: true, requests, missing: Vec::new() }))
}

/// Each round may uncover numbers and commits that the one before could not know of: the original of a backport that
/// only GitHub calls one, the commits behind a merge that turned out to be a synchronisation. Whatever is asked for is
/// known afterwards, so the rounds end; two are the rule. What is `known` already is not asked again.
async fn rounds(
    client: &Client,
    project: &str,
    history: &History,
    rules: &Rules,
    known: Facts,
) -> Result<Facts, GithubError> {
    let mut facts = Facts { asked: false, ..known };
    loop {
        let found = walk(history, &facts, rules);
        let numbers = numbers_to_ask(history, &facts);
        let commits: Vec<_> =
            commits_to_ask(history, &facts, &found).into_iter().map(|node| history.graph.id(node)).collect();
        if numbers.is_empty() && commits.is_empty() {
            facts.asked = true;
            return Ok(facts);
        }
        fetch_pull_requests(client, project, &numbers, &commits, rules, &mut facts).await?;
    }
}
