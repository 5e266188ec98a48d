//! The repository and the project that are worked on, and how they are reached.

use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::guide::PlaceArguments;
use crate::cli::range::{Connection, SourceArguments};
use crate::config::{Config, Overrides};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::git::{Address, Repository, remotes};
use crate::guide::{Github, Place};
use crate::store::{BRANCH, Store, StoreProject};
use crate::system::environment;

/// The repository and the project that a run belongs to.
pub(super) struct Where {
    pub(super) repository: Repository,
    pub(super) config: Config,
    /// `owner/name`, or `local/FOLDER`.
    pub(super) project: String,
    pub(super) remote: Option<String>,
    pub(super) connection: Connection,
    /// Whether nobody is to be asked for what this clone has not seen.
    pub(super) is_offline: bool,
}

impl Where {
    /// Finds out where a run takes place.
    pub(super) fn find(context: &Context<'_>, arguments: &PlaceArguments) -> Result<Self, Failure> {
        let repository = Repository::open(&context.folder)?;
        let overrides = Overrides {
            project: arguments.project.clone(),
            remote: arguments.remote.clone(),
            tag_pattern: arguments.tag_pattern.clone(),
            ..Overrides::default()
        };
        let config = configuration::load(context, &repository, overrides)?;
        let source = SourceArguments {
            offline: arguments.offline,
            github: false,
            project: arguments.project.clone(),
            remote: arguments.remote.clone(),
            tag_pattern: arguments.tag_pattern.clone(),
            pull_request_pattern: None,
            patience: 60,
        };
        let connection = Connection::new(context, &repository, &config, &source)?;
        let known = remotes(&repository);
        let usual = ["upstream", "origin"].into_iter().map(str::to_owned);
        let remote = config.remote.clone().into_iter().chain(usual).find(|name| known.contains(name));
        let remote = remote.or_else(|| known.first().filter(|_| known.len() == 1).cloned());
        let project = match connection.project() {
            Some(project) => project.to_owned(),
            None => local_project(&repository, remote.as_deref()),
        };
        let project = name_of_today(context, &repository, remote.as_deref(), project);
        Ok(Self { repository, config, project, remote, connection, is_offline: false })
    }

    /// Calls the project what it is called today, as the store says that others may have written to meanwhile.
    pub(super) fn name_again(&mut self, context: &Context<'_>) {
        self.project = name_of_today(context, &self.repository, self.remote.as_deref(), self.project.clone());
    }

    /// Returns the place of a run in `repository`, which is this one or a rehearsal of it.
    pub(super) fn place<'a>(&self, context: &Context<'_>, repository: &'a Repository, github: Github) -> Place<'a> {
        let mut place = Place::new(repository, context.clock, self.project.clone(), github);
        place.tag_pattern.clone_from(&self.config.rules.tag_pattern);
        place.program = environment::program();
        place.requires_verified = self.config.requires_verified;
        place
    }
}

/// Returns what a project is called today, as the store of this clone says, or that on its remote.
fn name_of_today(context: &Context<'_>, repository: &Repository, remote: Option<&str>, project: String) -> String {
    // What cannot be read is told when it is needed.
    let Ok(store) = Store::open(repository) else { return project };
    let mut named = store.projects_named().unwrap_or_default();
    let there = remote.and_then(|remote| store.projects_named_at(&format!("refs/remotes/{remote}/{BRANCH}")));
    named.extend(there.unwrap_or_default());
    let Some(today) = StoreProject::name_of_today(&named, &project) else { return project };
    let name = clean(today);
    context
        .ui
        .hint(&format!("{project} is {name} now, as the store says: `git remote set-url` keeps the remote in step"));
    today.to_owned()
}

/// The project of a repository that is not on GitHub: what its store calls it, else what its remote is called, which is
/// the same in each clone, else its folder.
fn local_project(repository: &Repository, remote: Option<&str>) -> String {
    if let Some(project) = remote.and_then(|remote| repository.remote_address(remote)).and_then(|it| project_at(&it)) {
        return project;
    }
    // What cannot be read is told when it is needed.
    let runs = Store::open(repository).and_then(|store| store.runs()).unwrap_or_default();
    let mut known = runs.into_iter().map(|name| name.project);
    if let Some(project) = known.find(|project| project.starts_with("local/")) {
        return project;
    }
    // Every work tree of a repository belongs to the same project.
    let common = repository.common_directory();
    let folder = common.parent().filter(|_| common.ends_with(".git")).unwrap_or(common);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = plain(&name);
    format!("local/{}", if name.is_empty() { "project" } else { &name })
}

/// Returns the project at an address: its last two parts where a server has it (of one that has only
/// one, the server is the owner), its last one where it is a path.
pub(super) fn project_at(address: &str) -> Option<String> {
    let Address { host, parts, .. } = Address::read(address);
    let mut parts = parts.iter().rev().map(|part| plain(part)).filter(|part| !part.is_empty());
    let name = parts.next()?;
    let owner = host.map(|host| parts.next().unwrap_or_else(|| plain(&host)));
    Some(format!("{}/{name}", owner.as_deref().unwrap_or("local")))
}

/// Returns a name with what no project's name holds replaced.
fn plain(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let name: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
    name.trim_matches(['.', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_called_the_same_in_each_clone() {
        let cases = [
            ("/srv/git/hello.git", Some("local/hello")),
            ("../hello/.git", Some("local/hello")),
            ("file:///srv/git/hello.git/", Some("local/hello")),
            ("C:\\git\\hello", Some("local/hello")),
            ("git@gitlab.com:group/sub/hello.git", Some("sub/hello")),
            ("https://git.example.org/octo/hello", Some("octo/hello")),
            ("https://user:s3cret@git.example.org/hello.git", Some("git.example.org/hello")),
            ("https://s3cret@git.example.org/octo/hello.git", Some("octo/hello")),
            ("ssh://alice@host/hello", Some("host/hello")),
            ("ssh://bob@host/hello", Some("host/hello")),
            ("ssh://git@host:2222/hello", Some("host/hello")),
            ("git@host:hello", Some("host/hello")),
            ("https://git.example.org/", None),
            ("..", None),
        ];
        for (address, expected) in cases {
            assert_eq!(project_at(address).as_deref(), expected, "{address}");
        }
    }
}
