//! The environment variables that are read, all of them, the folder that the program was started in, and its own file.

#![expect(clippy::disallowed_methods, reason = "the environment is read here and nowhere else")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::core::checklist::is_secret;
use crate::failure::{Failure, Kind};

/// The token for GitHub, as Actions sets it.
pub const GITHUB_TOKEN: &str = "GITHUB_TOKEN";
/// The token for GitHub, as its own command-line program reads it; used when [`GITHUB_TOKEN`] is not set.
pub const GH_TOKEN: &str = "GH_TOKEN";
/// The base of the REST interface: `https://api.github.com`, or `https://HOST/api/v3` for GitHub Enterprise Server.
pub const GITHUB_API_URL: &str = "GITHUB_API_URL";
/// The address of the GraphQL interface: `https://api.github.com/graphql`, or `https://HOST/api/graphql`.
pub const GITHUB_GRAPHQL_URL: &str = "GITHUB_GRAPHQL_URL";
/// The base of the web pages: `https://github.com`, or `https://HOST`.
pub const GITHUB_SERVER_URL: &str = "GITHUB_SERVER_URL";
/// The project as `owner/name`, as Actions sets it.
pub const GITHUB_REPOSITORY: &str = "GITHUB_REPOSITORY";
/// `true` in a step of a workflow.
pub const GITHUB_ACTIONS: &str = "GITHUB_ACTIONS";
/// The file that a step of a workflow writes its outputs to.
pub const GITHUB_OUTPUT: &str = "GITHUB_OUTPUT";
/// The file that a step of a workflow writes its summary to.
pub const GITHUB_STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";
/// The branch or tag that a workflow runs for, without what stands before it; `12/merge` for a pull request.
pub const GITHUB_REF_NAME: &str = "GITHUB_REF_NAME";
/// `branch` or `tag`.
pub const GITHUB_REF_TYPE: &str = "GITHUB_REF_TYPE";
/// The time that is taken for now, as RFC 3339 (`2026-03-28T09:00:00Z`): for tests, and for output that can be made
/// again.
pub const SHEPHERD_NOW: &str = "SHEPHERD_NOW";

/// The program that a person writes with, on a terminal that can draw; it comes before [`EDITOR`].
pub const VISUAL: &str = "VISUAL";
/// The program that a person writes with.
pub const EDITOR: &str = "EDITOR";

/// The number of the crash point at which the process kills itself, counted from 1: for tests of debug builds; a release
/// build does not look at it. See [`crash`](crate::system::crash).
pub const SHEPHERD_KILL_AT: &str = "SHEPHERD_KILL_AT";
/// The file to which the process appends a line for each crash point that it reaches: for tests, as
/// [`SHEPHERD_KILL_AT`].
pub const SHEPHERD_KILL_LOG: &str = "SHEPHERD_KILL_LOG";

/// What a program needs to work at all and to speak the person's language. Variables that begin with `LC_` besides.
const MACHINE: [&str; 4] = ["HOME", "LANG", "PATH", "TERM"];
/// Where tools keep what they installed, if not below HOME.
const TOOLS: [&str; 5] = ["GOMODCACHE", "PYENV_ROOT", "RBENV_ROOT", "RUSTUP_HOME", "CARGO_HOME"];

/// Variables that name a file, folder or socket of credentials; some with `unix://` before it.
const CREDENTIALS: [&str; 14] = [
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AZURE_CONFIG_DIR",
    "CLOUDSDK_CONFIG",
    "CONTAINER_HOST",
    "DOCKER_CONFIG",
    "DOCKER_HOST",
    "GH_CONFIG_DIR",
    "GNUPGHOME",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "KUBECONFIG",
    "NPM_CONFIG_USERCONFIG",
    "SSH_AUTH_SOCK",
    "XDG_RUNTIME_DIR",
];

const SECRETS: [&str; 2] = [GITHUB_TOKEN, GH_TOKEN];
const PLAIN: [&str; 12] = [
    GITHUB_ACTIONS,
    GITHUB_API_URL,
    GITHUB_GRAPHQL_URL,
    GITHUB_OUTPUT,
    GITHUB_REF_NAME,
    GITHUB_REF_TYPE,
    GITHUB_REPOSITORY,
    GITHUB_SERVER_URL,
    GITHUB_STEP_SUMMARY,
    SHEPHERD_NOW,
    VISUAL,
    EDITOR,
];

/// What the program was started with. Its `Debug` form shows no token.
#[derive(Clone, Debug)]
pub struct Environment {
    folder: PathBuf,
    plain: BTreeMap<&'static str, String>,
    secrets: BTreeMap<&'static str, SecretString>,
}

impl Environment {
    /// Returns the environment of this process. A variable that is empty counts as not set.
    pub fn capture() -> Result<Self, Failure> {
        let folder = std::env::current_dir().map_err(|error| {
            Failure::new(Kind::Outside, format!("the current folder cannot be found: {error}"))
                .hint("change to a folder that exists")
        })?;
        let read = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        Ok(Self::of(folder, &read))
    }

    /// Returns the environment that `read` describes.
    pub fn of(folder: PathBuf, read: &dyn Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| read(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        Self {
            folder,
            plain: PLAIN.into_iter().filter_map(|name| Some((name, value(name)?))).collect(),
            secrets: SECRETS.into_iter().filter_map(|name| Some((name, value(name)?.into()))).collect(),
        }
    }

    /// Returns the folder that the program was started in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says whether a step of a GitHub workflow runs this.
    pub fn is_workflow(&self) -> bool {
        self.get(GITHUB_ACTIONS) == Some("true")
    }

    /// Returns the value of a variable, by one of the names of this module; `None` for tokens, which
    /// [`Environment::token`] returns.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.plain.get(name).map(String::as_str)
    }

    /// Returns the token for GitHub and the name of the variable that it comes from.
    pub fn token(&self) -> Option<(&'static str, &SecretString)> {
        SECRETS.into_iter().find_map(|name| Some((name, self.secrets.get(name)?)))
    }

    /// Returns every secret that is known, so that it can be kept out of the output.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.secrets.values()
    }
}

/// Returns the file of this program, so that it can run itself; `None` where the system does not tell.
pub fn program() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

/// Returns the search path with the folder of this program before all others, where it has its own name; `None` where
/// that cannot be said.
pub fn with_program_first() -> Option<String> {
    let program = program().filter(|path| path.file_stem().is_some_and(|name| name == "shepherd"))?;
    let folder = program.parent()?.to_owned();
    let search = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&search))).ok()?.into_string().ok()
}

/// Returns a variable of this process by which people say how a terminal is to be written to: `PAGER`, `NO_COLOR`. It may
/// be empty, which often means something.
pub fn preference(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// Returns the current folder; `None` where it is gone.
pub fn folder() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// Says whether a variable of this process is set to something.
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Returns how this program was called: by its name, or by its path, which is made absolute.
pub fn asked_as() -> Option<String> {
    let name = PathBuf::from(std::env::args_os().next()?);
    let path = if name.components().count() > 1 { folder()?.join(name) } else { name };
    path.to_str().map(str::to_owned)
}

/// Returns the words of the line that a shell asks to complete, as it passes them: after a `--` that stands for itself.
pub fn completed_words() -> Vec<String> {
    let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    words.skip_while(|word| word != "--").skip(1).collect()
}

/// Says whether a variable of this process tells git how to run ssh.
pub fn chooses_ssh() -> bool {
    ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Returns the values of all variables of this process that hold a secret by their name, such as `PYPI_TOKEN`: commands
/// get them, and may print them.
pub fn secrets() -> Vec<SecretString> {
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    all.filter(|(name, _)| is_secret(name)).map(|(_, value)| value.into()).collect()
}

/// Returns the value of a variable that is not part of an [`Environment`], because it steers no command.
#[cfg(any(debug_assertions, not(unix)))]
pub(super) fn outside_of_commands(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns the variables of this process that hold no secret and that programs need wherever they run: the path, the
/// language, the terminal, HOME, and where tools lie.
pub fn machine() -> BTreeMap<String, String> {
    let is_wanted = |name: &str| name.starts_with("LC_") || MACHINE.contains(&name) || TOOLS.contains(&name);
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    all.filter(|(name, value)| is_wanted(name) && !value.is_empty()).collect()
}

/// Returns where a program lies that commands call by its name, or by a path; `None` where there is none.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let is_there = |path: &PathBuf| crate::system::folders::is_program(path);
    if name.contains('/') {
        return Some(from_home(name)).filter(is_there);
    }
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let search = std::env::var_os("PATH")?;
    std::env::split_paths(&search).map(|folder| folder.join(&file)).find(is_there)
}

/// Returns a path that may begin with `~/`, which is the person's own folder.
pub fn from_home(path: &str) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// Returns the files, folders and sockets of credentials that variables of this process name, whether they are there or
/// not.
pub fn credentials() -> Vec<PathBuf> {
    let value = |name: &str| std::env::var_os(name)?.into_string().ok().filter(|value| !value.is_empty());
    let named = CREDENTIALS.iter().filter_map(|name| value(name));
    let named = named.map(|value| PathBuf::from(value.strip_prefix("unix://").unwrap_or(&value)));
    let cargo = value("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.iter().flat_map(|home| ["credentials", "credentials.toml"].map(|name| home.join(name)));
    let settings = value("XDG_CONFIG_HOME").map(PathBuf::from);
    let settings =
        settings.iter().flat_map(|home| ["gh", "git", "glab-cli", "gcloud", "hub"].map(|name| home.join(name)));
    named.chain(cargo).chain(settings).filter(|path| path.is_absolute()).collect()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        let read = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Environment::of(PathBuf::from("/project"), &read)
    }

    #[test]
    fn the_first_token_wins() {
        let both = environment(&[("GH_TOKEN", "second"), ("GITHUB_TOKEN", "first\n")]);
        let (name, token) = both.token().unwrap();
        assert_eq!((name, token.expose_secret()), ("GITHUB_TOKEN", "first"));
        assert_eq!(both.secrets().count(), 2);
        let (name, token) = environment(&[("GH_TOKEN", "second"), ("GITHUB_TOKEN", "")])
            .token()
            .map(|(name, token)| (name, token.clone()))
            .unwrap();
        assert_eq!((name, token.expose_secret()), ("GH_TOKEN", "second"));
        assert!(environment(&[]).token().is_none());
    }

    #[test]
    fn tokens_are_not_shown() {
        let environment = environment(&[("GH_TOKEN", "topsecret"), ("GITHUB_REPOSITORY", "octo/hello")]);
        let debug = format!("{environment:?}");
        assert!(debug.contains("octo/hello") && !debug.contains("topsecret"), "{debug}");
        assert_eq!(environment.get(GH_TOKEN), None);
        assert_eq!(environment.get(GITHUB_REPOSITORY), Some("octo/hello"));
    }

    #[test]
    fn this_program_lies_somewhere() {
        assert!(program().unwrap().is_file());
    }

    #[test]
    fn this_process_has_an_environment() {
        assert!(Environment::capture().unwrap().folder().is_absolute());
    }
}
