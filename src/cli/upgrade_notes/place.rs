//! Where the page of upgrade notes is.

use std::path::{Path, PathBuf};

use crate::cli::configuration::LOCAL_FILE;
use crate::cli::context::Context;
use crate::cli::paths;
use crate::cli::range::Reading;
use crate::config::Origin;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::system::files;

/// Where projects keep such pages, from the root of the repository, where there is one already.
const USUAL_PLACES: [&str; 9] = [
    "docs/upgrading-v{major}.md",
    "docs/howto/upgrading-v{major}.md",
    "docs/source/howto/upgrading-v{major}.md",
    "docs/source/upgrading-v{major}.md",
    "doc/upgrading-v{major}.md",
    "upgrading-v{major}.md",
    "UPGRADING.md",
    "docs/UPGRADING.md",
    "docs/upgrading.md",
];

/// Returns the path of the page, as [`found`] does.
pub(super) fn path(
    context: &Context<'_>,
    reading: &Reading<'_>,
    given: Option<&Path>,
    version: Option<&Version>,
) -> Result<PathBuf, Failure> {
    let path = found(context, reading, given, version)?;
    let origin = reading.config.origin("upgrade.page");
    let is_configured = given.is_none() && matches!(origin, Origin::File(file) if file != LOCAL_FILE);
    paths::check(&reading.repository, &path, is_configured)?;
    Ok(path)
}

/// Returns the path of the page: the one given, the configured one, one in a usual place, else a new one in the folder
/// of the documents.
fn found(
    context: &Context<'_>,
    reading: &Reading<'_>,
    given: Option<&Path>,
    version: Option<&Version>,
) -> Result<PathBuf, Failure> {
    if let Some(given) = given {
        if given == Path::new("-") {
            return Err(Failure::new(Kind::Usage, "`-` is no page").hint("leave out `--write` to print to stdout"));
        }
        return Ok(context.path(given));
    }
    let Some(root) = reading.repository.work_tree() else {
        return Err(
            Failure::new(Kind::Usage, "a bare repository has no page to write to").hint("name a file: `--write FILE`")
        );
    };
    let Some(version) = version else {
        return Err(Failure::new(Kind::Usage, "which page this is depends on the version, and the head has none yet")
            .hint("say which one it is going to be: `--version VERSION`"));
    };
    let named = |pattern: &str| {
        root.join(pattern.replace("{major}", &line(version)).replace("{version}", &version.to_string()))
    };
    if let Some(page) = &reading.config.upgrade_page {
        return Ok(named(page));
    }
    let found = USUAL_PLACES.iter().map(|place| named(place)).find(|path| files::exists(path));
    let new = || {
        named(if files::exists(&root.join("docs")) { "docs/upgrading-v{major}.md" } else { "upgrading-v{major}.md" })
    };
    Ok(found.unwrap_or_else(new))
}

/// Returns the title of a new page.
pub(super) fn title(version: Option<&Version>) -> String {
    // `0.5` in it would read as the heading of a version.
    match version.map(line).filter(|line| !line.contains('.')) {
        Some(line) => format!("# Upgrading to version {line}\n"),
        None => "# Upgrading\n".to_owned(),
    }
}

/// Returns the number that a page is named after: `5` for 5.4.0, and `0.5` for 0.5.2, where each of these may break.
fn line(version: &Version) -> String {
    let text = version.to_string();
    let mut numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty());
    match (numbers.next(), numbers.next()) {
        (Some("0"), Some(minor)) => format!("0.{minor}"),
        (Some(major), _) => major.to_owned(),
        (None, _) => text,
    }
}
