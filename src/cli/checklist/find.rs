//! Finds and reads the release document.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::system::files;

/// Names that release documents have, in lower case and without hyphens and underscores.
const NAMES: [&str; 14] = [
    "releasing",
    "release",
    "releasechecklist",
    "releaseprocess",
    "releaseprocedure",
    "releaseguide",
    "howtorelease",
    "makingarelease",
    "makingreleases",
    "releasingchecklist",
    "releaseinstructions",
    "releasetemplate",
    "newrelease",
    "cutrelease",
];

/// Where they lie below the top of the repository, where none lies at the top itself.
const FOLDERS: [&str; 10] = [
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
    if let Some((name, path)) = find(&top, "name the one that is meant: `shepherd checklist show FILE`")? {
        Ok(Document { name, text: files::read_text(&path)? })
    } else {
        let message = format!("no release document was found in `{}`", top.display());
        Err(Failure::new(Kind::Usage, message)
            .hint("name it: `shepherd checklist show FILE`")
            .hint("or write RELEASING.md, with each step as an item of a list: `1. Update the changelog`"))
    }
}

/// Returns the path of a repository's release document, from the top: of the work tree, else of the default branch, as
/// old lines often lack it; `None` where there is none.
pub(in crate::cli) fn find_document(repository: &Repository) -> Result<Option<String>, Failure> {
    let top = repository.work_tree().unwrap_or(repository.common_directory());
    let hint = "name the one that is meant with `--file FILE`, or for good with `document` in .shepherd.toml";
    if let Some((name, _)) = find(top, hint)? {
        return Ok(Some(name));
    }
    let usual = ["RELEASING.md", "RELEASE.md", "docs/RELEASING.md", "docs/releasing.md", "docs/release.md"];
    let found = usual.into_iter().find(|name| repository.file_on_default_branch(name).is_some());
    Ok(found.map(str::to_owned))
}

/// Returns the documents that lie in the top folder of a work tree, else in those below it where they usually lie.
pub(in crate::cli) fn documents(top: &Path) -> Result<Vec<String>, Failure> {
    Ok(usual(top)?.into_iter().map(|(name, _)| name).collect())
}

/// Says whether a file of the repository is a release document by its name, wherever it lies.
pub(in crate::cli) fn is_named_like_one(path: &str) -> bool {
    is_document(path.rsplit('/').next().unwrap_or(path))
}

/// Returns the document at the top of a work tree that is named like a release document and is no Markdown, which alone is
/// read.
pub(in crate::cli) fn in_another_language(top: &Path) -> Result<Option<String>, Failure> {
    let is_one = |name: &String| {
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        ["rst", "txt", "adoc", "org"].contains(&end.to_lowercase().as_str()) && is_document(&format!("{stem}.md"))
    };
    Ok(files::names(top)?.into_iter().find(is_one))
}

/// Returns the name and the path of the only document: in the top folder, else in those below it. `hint` says what to do
/// about several.
fn find(top: &Path, hint: &str) -> Result<Option<(String, PathBuf)>, Failure> {
    let mut found = usual(top)?;
    if found.len() < 2 {
        return Ok(found.pop());
    }
    let names: Vec<String> = found.iter().map(|(name, _)| format!("`{name}`")).collect();
    Err(Failure::new(Kind::Usage, format!("{} can be the release document", names.join(" and "))).hint(hint))
}

fn usual(top: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut found = candidates(top, None)?;
    if found.is_empty() {
        for folder in FOLDERS {
            found.extend(candidates(top, Some(folder))?);
        }
    }
    Ok(found)
}

fn top(context: &Context<'_>) -> PathBuf {
    let repository = Repository::open(&context.folder).ok();
    let work_tree = repository.as_ref().and_then(Repository::work_tree);
    // The parts of the path, without the slash that git puts at its end.
    work_tree.unwrap_or(&context.folder).components().collect()
}

/// Returns the documents in the top folder or in one below it, each with its name and its path.
fn candidates(top: &Path, folder: Option<&str>) -> Result<Vec<(String, PathBuf)>, Failure> {
    let path = folder.map_or_else(|| top.to_path_buf(), |folder| top.join(folder));
    let documents = files::names(&path)?.into_iter().filter(|name| is_document(name));
    let shown = |name: &str| folder.map_or_else(|| name.to_owned(), |folder| format!("{folder}/{name}"));
    Ok(documents.map(|name| (shown(&name), path.join(&name))).collect())
}

fn is_document(name: &str) -> bool {
    let lower = name.to_lowercase();
    let Some(stem) = lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".markdown")) else { return false };
    let plain: String = stem.chars().filter(|letter| !"-_ ".contains(*letter)).collect();
    NAMES.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_recognised_however_they_are_written() {
        let names = ["RELEASING.md", "release.md", "RELEASE-CHECKLIST.md", "HOW_TO_RELEASE.md", "release-process.md"];
        assert!(names.iter().all(|name| is_document(name)));
        assert!(is_named_like_one("docs/internals/release_checklist.md") && !is_named_like_one("release/x.md"));
        assert!(!["RELEASE.txt", "release-notes.md", "CHANGELOG.md", "releasing"].iter().any(|name| is_document(name)));
    }
}
