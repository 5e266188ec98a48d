//! Finds the configuration: `--config`, else the work tree, else the default branch, else the git directory.

use crate::cli::context::Context;
use crate::config::{Config, FILE_NAME, Overrides, Source, away_in, first};
use crate::core::people::Away;
use crate::failure::Failure;
use crate::git::Repository;
use crate::system::files;

/// The name of the configuration that stays out of the tree, in the git directory.
pub(super) const LOCAL_NAME: &str = "shepherd.toml";

/// What that is called in messages.
pub(super) const LOCAL_FILE: &str = ".git/shepherd.toml";

/// Returns the configuration of a repository with the flags laid over it.
pub(super) fn load(context: &Context<'_>, repository: &Repository, overrides: Overrides) -> Result<Config, Failure> {
    let source = find(context, repository)?;
    match &source {
        Some(source) => context.ui.verbose(&format!("configuration: {}", source.name)),
        None => context.ui.verbose("configuration: none, so the defaults hold"),
    }
    Config::resolve(source.as_ref(), &context.environment, overrides)
}

/// Returns the file that holds the configuration of a repository, `None` where there is none.
pub(super) fn find(context: &Context<'_>, repository: &Repository) -> Result<Option<Source>, Failure> {
    if let Some(path) = &context.config {
        let text = files::read_text(&context.path(path))?;
        return Ok(Some(Source::new(path.display().to_string(), &text)));
    }
    let in_tree = || {
        let Some(folder) = repository.work_tree() else { return Ok(None) };
        let text = files::read_text_if_there(&folder.join(FILE_NAME))?;
        Ok(text.map(|text| Source::new(FILE_NAME, &text)))
    };
    // Old lines lack the file, and so does a checkout of an old tag.
    let on_default_branch = || {
        let Some((name, bytes)) = repository.file_on_default_branch(FILE_NAME) else { return Ok(None) };
        let text = files::decode(&name, bytes)?;
        Ok(Some(Source::new(name, &text)))
    };
    let local = || local(repository);
    let candidates: [&dyn Fn() -> Result<Option<Source>, Failure>; 3] = [&in_tree, &on_default_branch, &local];
    first(candidates.into_iter().map(|candidate| candidate()))
}

/// Returns when people are away, as the configuration that stays in this clone says; also where another file holds the
/// rest of the configuration.
pub(super) fn away(repository: &Repository) -> Result<Vec<Away>, Failure> {
    local(repository)?.map_or(Ok(Vec::new()), |source| away_in(&source))
}

fn local(repository: &Repository) -> Result<Option<Source>, Failure> {
    let text = files::read_text_if_there(&repository.common_directory().join(LOCAL_NAME))?;
    Ok(text.map(|text| Source::local(LOCAL_FILE, &text)))
}
