//! Which file is the changelog, and whether Markdown may be written into it.

use std::path::{Path, PathBuf};

use crate::cli::changelog::write::shown;
use crate::cli::configuration::LOCAL_FILE;
use crate::cli::context::Context;
use crate::cli::paths;
use crate::config::{Config, Origin};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::system::files;

/// Where changelogs usually stand, in the order of looking.
const USUAL_PLACES: [&str; 12] = [
    "CHANGELOG.md",
    "Changelog.md",
    "changelog.md",
    "CHANGES.md",
    "HISTORY.md",
    "NEWS.md",
    "RELEASE_NOTES.md",
    "docs/changelog.md",
    "docs/source/changelog.md",
    "docs/source/reference/changelog.md",
    "docs/reference/changelog.md",
    "docs/CHANGELOG.md",
];

/// Changelogs in other languages: beside one of them, a new `CHANGELOG.md` would be a second changelog.
const OTHER_PLACES: [&str; 16] = [
    "CHANGELOG.rst",
    "CHANGES.rst",
    "HISTORY.rst",
    "NEWS.rst",
    "CHANGELOG.txt",
    "CHANGES.txt",
    "HISTORY.txt",
    "NEWS.txt",
    "CHANGELOG.adoc",
    "CHANGES.adoc",
    "docs/changelog.rst",
    "docs/changes.rst",
    "docs/history.rst",
    "docs/source/changelog.rst",
    "doc/changelog.rst",
    "doc/changes.rst",
];

/// What the ends of names tell about other languages than Markdown.
const OTHER_LANGUAGES: [(&str, &str); 6] = [
    ("rst", "reStructuredText"),
    ("rest", "reStructuredText"),
    ("txt", "plain text"),
    ("adoc", "AsciiDoc"),
    ("asciidoc", "AsciiDoc"),
    ("org", "Org"),
];

/// Returns the path of the changelog, as [`found`] does.
pub(super) fn path(
    context: &Context<'_>,
    repository: &Repository,
    config: &Config,
    given: Option<&Path>,
) -> Result<PathBuf, Failure> {
    let path = found(context, repository, config, given)?;
    let is_configured =
        given.is_none() && matches!(config.origin("changelog.file"), Origin::File(file) if file != LOCAL_FILE);
    paths::check(repository, &path, is_configured)?;
    Ok(path)
}

/// Returns the path of the changelog: the one given, the configured one, one in a usual place, else a new
/// `CHANGELOG.md` at the root.
fn found(
    context: &Context<'_>,
    repository: &Repository,
    config: &Config,
    given: Option<&Path>,
) -> Result<PathBuf, Failure> {
    if let Some(given) = given {
        if given == Path::new("-") {
            return Err(Failure::new(Kind::Usage, "`-` is no changelog file")
                .hint("leave out `--write` to print to stdout, or name a file"));
        }
        return Ok(context.path(given));
    }
    let Some(root) = repository.work_tree() else {
        return Err(Failure::new(Kind::Usage, "a bare repository has no changelog to write to")
            .hint("name a file: `--write FILE`"));
    };
    if let Some(file) = &config.file {
        return Ok(match config.origin("changelog.file") {
            Origin::Flag(_) => context.path(file.as_ref()),
            _ => root.join(file),
        });
    }
    let found = USUAL_PLACES.iter().map(|place| root.join(place)).find(|path| files::exists(path));
    if let Some(found) = found {
        return Ok(found);
    }
    match OTHER_PLACES.iter().map(|place| root.join(place)).find(|path| files::exists(path)) {
        Some(other) => Err(Failure::new(
            Kind::Input,
            format!("the project has {}, which is no Markdown file", shown(context, &other)),
        )
        .hint("`--write FILE` names another file, e.g. `--write CHANGELOG.md`; without `--write` the text is printed")),
        None => Ok(root.join("CHANGELOG.md")),
    }
}

/// Returns the changelog at one of the usual places below the top of a work tree, from there; `None` where there is none.
pub(in crate::cli) fn usual(root: &Path) -> Option<&'static str> {
    USUAL_PLACES.into_iter().find(|place| files::exists(&root.join(place)))
}

/// Returns the changelog in another language than Markdown, as [`usual`] does.
pub(in crate::cli) fn in_another_language(root: &Path) -> Option<&'static str> {
    OTHER_PLACES.into_iter().find(|place| files::exists(&root.join(place)))
}

/// Refuses a file whose name says that it is not Markdown, whether it exists or not.
pub(super) fn check_name(path: &Path, name: &str) -> Result<(), Failure> {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    match OTHER_LANGUAGES.iter().find(|(other, _)| end.eq_ignore_ascii_case(other)) {
        Some((_, language)) => {
            Err(Failure::new(Kind::Input, format!("{name} is {language}; only Markdown is written"))
                .hint("name a Markdown file, or leave out `--write` and paste what is printed"))
        }
        None => Ok(()),
    }
}
