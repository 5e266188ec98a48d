//! One file of a commit, read, and changed in a commit after it; nothing that is checked out is touched.

use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Signature, Time, Tree};

use crate::core::history::CommitId;
use crate::git::history::commit_id;
use crate::git::{GitError, Repository};

/// So many symbolic links are followed, one after the other.
const LINKS: usize = 16;
/// The modes of what stands in a tree (<https://git-scm.com/docs/git-fast-import>, `filemodify`).
const LINK: i32 = 0o120_000;
const FOLDER: i32 = 0o040_000;
const SUBMODULE: i32 = 0o160_000;

/// A commit that changes one file.
#[derive(Clone, Copy, Debug)]
pub struct FileChange<'a> {
    /// What it is built on; its files are those of the first.
    pub parents: &'a [CommitId],
    /// The file, from the top of the repository, with `/`.
    pub path: &'a str,
    /// What it holds then.
    pub content: &'a [u8],
    /// The message of the commit.
    pub message: &'a str,
    /// Name and address of whoever makes it.
    pub author: (&'a str, &'a str),
    /// When, in seconds since 1970.
    pub seconds: i64,
}

/// The file that a path leads to.
struct Place {
    /// Its path, without symbolic links.
    path: String,
    /// Its content and whether it is a program; `None` where it is not there.
    found: Option<(Oid, bool)>,
}

impl Repository {
    /// Returns what a file holds in a commit, `None` where there is no such file. Symbolic links are followed.
    ///
    /// # Errors
    ///
    /// Where the path leads to no file, or out of the repository.
    pub fn content_at(&self, commit: CommitId, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let reading = || GitError::doing(format!("read `{path}` of a commit"));
        let id = Oid::from_bytes(&commit.0).map_err(reading())?;
        let tree = self.inner.find_commit(id).and_then(|commit| commit.tree()).map_err(reading())?;
        let Some((id, _)) = self.follow(&tree, path)?.found else { return Ok(None) };
        Ok(Some(self.inner.find_blob(id).map_err(reading())?.content().to_vec()))
    }

    /// Makes a commit that no branch names yet. The file keeps its mode; symbolic links are followed, and stay.
    pub fn commit_file(&self, change: &FileChange<'_>) -> Result<CommitId, GitError> {
        let making = || GitError::doing("make a commit");
        let commits = change.parents.iter().map(|parent| self.inner.find_commit(Oid::from_bytes(&parent.0)?));
        let commits: Vec<git2::Commit<'_>> = commits.collect::<Result<_, _>>().map_err(making())?;
        let parents: Vec<&git2::Commit<'_>> = commits.iter().collect();
        let first = parents.first().ok_or_else(|| git2::Error::from_str("a commit without parents was asked for"));
        let tree = first.and_then(|first| first.tree()).map_err(making())?;
        let Place { path, found } = self.follow(&tree, change.path)?;
        let mode =
            if found.is_some_and(|(_, is_program)| is_program) { FileMode::BlobExecutable } else { FileMode::Blob };
        let make = || {
            let blob = self.inner.blob(change.content)?;
            let mut builder = TreeUpdateBuilder::new();
            builder.upsert(path.as_str(), blob, mode);
            let tree = self.inner.find_tree(builder.create_updated(&self.inner, &tree)?)?;
            let (name, address) = change.author;
            let signature = Signature::new(name, address, &Time::new(change.seconds, 0))?;
            self.inner.commit(None, &signature, &signature, change.message, &tree, &parents)
        };
        make().map(commit_id).map_err(making())
    }

    /// Follows the symbolic links of a path inside a tree.
    fn follow(&self, tree: &Tree<'_>, path: &str) -> Result<Place, GitError> {
        let no_file = |what: &str| GitError::NoFile { path: path.to_owned(), what: what.to_owned() };
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            match self.step(tree, &path)? {
                Step::Missing => return Ok(Place { path, found: None }),
                Step::File(found) => return Ok(Place { path, found: Some(found) }),
                Step::Link(to) => {
                    path = to.ok_or_else(|| no_file("a symbolic link that leads out of the repository"))?;
                }
                Step::Other(what) => return Err(no_file(what)),
            }
        }
        Err(no_file("a symbolic link that leads round in a circle"))
    }

    /// Returns where a path leads, as far as its first symbolic link.
    fn step(&self, tree: &Tree<'_>, path: &str) -> Result<Step, GitError> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for end in ends {
            let (before, rest) = path.split_at_checked(end).unwrap_or((path, ""));
            let Ok(entry) = tree.get_path(before.as_ref()) else { return Ok(Step::Missing) };
            match entry.filemode() {
                LINK => {
                    let link = self.inner.find_blob(entry.id()).map_err(GitError::doing("read a symbolic link"))?;
                    let folder = before.rsplit_once('/').map_or("", |(folder, _)| folder);
                    let target = std::str::from_utf8(link.content()).ok();
                    return Ok(Step::Link(target.and_then(|target| joined(folder, &format!("{target}{rest}")))));
                }
                FOLDER if rest.is_empty() => return Ok(Step::Other("a folder")),
                FOLDER => {}
                SUBMODULE => return Ok(Step::Other("in another repository, a submodule")),
                _ if !rest.is_empty() => return Ok(Step::Other("below a file")),
                mode => return Ok(Step::File((entry.id(), mode & 0o111 != 0))),
            }
        }
        Ok(Step::Missing)
    }
}

/// What stands at a path.
enum Step {
    Missing,
    File((Oid, bool)),
    /// Where a symbolic link leads; `None` for out of the repository.
    Link(Option<String>),
    Other(&'static str),
}

/// Returns a path seen from a folder, without `.` and `..`; `None` where it leads out of the top.
fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            other => parts.push(other),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_inside_the_repository() {
        assert_eq!(joined("docs", "../CHANGES.md").as_deref(), Some("CHANGES.md"));
        assert_eq!(joined("", "./docs//changelog.md").as_deref(), Some("docs/changelog.md"));
        assert_eq!(joined("docs", "../../CHANGES.md"), None);
        assert_eq!(joined("", "/etc/CHANGES.md"), None);
        assert_eq!(joined("docs", ".."), None);
    }
}
