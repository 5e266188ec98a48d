//! Finds and reads the release document.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::system::files;

/// Names that release documents have, in lower case and without hyphens and underscores.
const NAMES: [&str; 12] = [
    "releasing",
    "release",
    "releasechecklist",
    "releaseprocess",
    "releaseprocedure",
    "releaseguide",
    "releases",
    "howtorelease",
    "makingarelease",
    "makingreleases",
    "releasingchecklist",
    "releaseinstructions",
];

/// Where they lie, below the top of the repository. The first folder that has one decides.
const FOLDERS: [&str; 11] = [
    ".",
    "docs",
    "doc",
    ".github",
    ".github/ISSUE_TEMPLATE",
    "docs/maintaining",
    "docs/maintainers",
    "docs/contributing",
    "docs/development",
    "docs/dev",
    "release",
];

/// A document with the name that it is called in messages.
pub(in crate::cli) struct Document {
    /// As it was given, or below the top of the repository, with `/` between the parts.
    pub(in crate::cli) name: String,
    /// The text as it stands there.
    pub(in crate::cli) text: String,
}

/// Returns the document that was given, else the one of the repository, or of the current folder outside of one.
pub(in crate::cli) fn document(context: &Context<'_>, given: Option<&Path>) -> Result<Document, Failure> {
    if let Some(given) = given {
        let text = files::read_text(&context.path(given))?;
        return Ok(Document { name: given.display().to_string(), text });
    }
    let top = top(context);
    for folder in FOLDERS {
        let found = candidates(&top, folder)?;
        match found.as_slice() {
            [] => {}
            [(name, path)] => return Ok(Document { name: name.clone(), text: files::read_text(path)? }),
            several => return Err(ambiguous(several)),
        }
    }
    let message = format!("no release document was found in `{}`", top.display());
    Err(Failure::new(Kind::Usage, message)
        .hint("name it: `shepherd checklist show FILE`")
        .hint("or write RELEASING.md, one step in each item of a list: `1. Update the changelog`"))
}

/// Returns the path of a repository's release document, from the top: of the work tree, else of the default branch, as
/// old lines often lack it; `None` where there is none.
pub(in crate::cli) fn find_document(repository: &Repository) -> Result<Option<String>, Failure> {
    let top = repository.work_tree().unwrap_or(repository.common_directory());
    for folder in FOLDERS {
        match candidates(top, folder)?.as_slice() {
            [] => {}
            [(name, _)] => return Ok(Some(name.clone())),
            several => {
                let names: Vec<String> = several.iter().map(|(name, _)| format!("`{name}`")).collect();
                return Err(Failure::new(Kind::Usage, format!("{} can be the release document", names.join(" and ")))
                    .hint(
                        "name the one that is meant with `--file FILE`, or for good with `document` in .shepherd.toml",
                    ));
            }
        }
    }
    let usual = ["RELEASING.md", "RELEASE.md", "docs/RELEASING.md", "docs/releasing.md", "docs/release.md"];
    let found = usual.into_iter().find(|name| repository.file_on_default_branch(name).is_some());
    Ok(found.map(str::to_owned))
}

fn top(context: &Context<'_>) -> PathBuf {
    let repository = Repository::open(&context.folder).ok();
    let work_tree = repository.as_ref().and_then(Repository::work_tree);
    work_tree.map_or_else(|| context.folder.clone(), Path::to_path_buf)
}

/// Returns the documents of a folder, the likeliest name alone where there are several in the top folder: RELEASING.md
/// tells how, and RELEASE.md can be notes about the last one.
fn candidates(top: &Path, folder: &str) -> Result<Vec<(String, PathBuf)>, Failure> {
    let path = if folder == "." { top.to_path_buf() } else { top.join(folder) };
    let names = files::names(&path)?;
    let documents = names.into_iter().filter(|name| is_document(name));
    let shown = |name: &str| if folder == "." { name.to_owned() } else { format!("{folder}/{name}") };
    Ok(documents.map(|name| (shown(&name), path.join(&name))).collect())
}

fn is_document(name: &str) -> bool {
    let lower = name.to_lowercase();
    let Some(stem) = lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".markdown")) else { return false };
    let plain: String = stem.chars().filter(|letter| !"-_ ".contains(*letter)).collect();
    NAMES.contains(&plain.as_str())
}

fn ambiguous(several: &[(String, PathBuf)]) -> Failure {
    let names: Vec<String> = several.iter().map(|(name, _)| format!("`{name}`")).collect();
    let first = several.first().map_or("FILE", |(name, _)| name.as_str());
    Failure::new(Kind::Usage, format!("{} can be the release document", names.join(" and ")))
        .hint(format!("name the one that is meant: `shepherd checklist show {first}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_recognised_however_they_are_written() {
        let names = ["RELEASING.md", "release.md", "RELEASE-CHECKLIST.md", "HOW_TO_RELEASE.md", "release-process.md"];
        assert!(names.iter().all(|name| is_document(name)));
        assert!(!["RELEASE.txt", "release-notes.md", "CHANGELOG.md", "releasing"].iter().any(|name| is_document(name)));
    }
}
