//! The folder that a site is written into.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::names::Names;
use crate::cli::whereabouts::Where;
use crate::core::digest::sha256_of;
use crate::core::site::{LIST, Present, Written, is_left_over, plan};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::render::site::SiteFile;
use crate::system::files;
use crate::system::folders::{self, Standing};

/// The folder of a site.
pub(super) struct Folder {
    path: PathBuf,
    /// As it was given, for people.
    shown: String,
}

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) written: Vec<String>,
    pub(super) same: usize,
    pub(super) removed: Vec<String>,
    /// What is no longer part of the site and was changed by somebody.
    pub(super) left: Vec<String>,
    /// Whether there was no site in the folder.
    pub(super) is_new: bool,
}

impl Folder {
    /// Returns the folder that was given.
    pub(super) fn at(context: &Context<'_>, given: &Path) -> Self {
        let shown = given.display().to_string();
        let shown = clean(shown.trim_end_matches(['/', '\\'])).into_owned();
        Self { path: context.path(given), shown: if shown.is_empty() { "/".to_owned() } else { shown } }
    }

    /// Returns an error where no site belongs there.
    pub(super) fn check(&self, place: &Where) -> Result<(), Failure> {
        let refused = |why: &str| {
            Err(Failure::new(Kind::Refused, format!("`{}` {why}", self.shown))
                .hint("name another folder with `--site`"))
        };
        // A folder that is still to be made lies where those above it do.
        let there = self.path.ancestors().find_map(folders::resolve).unwrap_or_else(|| self.path.clone());
        let git = folders::resolve(place.repository.common_directory());
        let is_git = |path: &Path| path.components().any(|part| part.as_os_str() == ".git");
        if git.is_some_and(|git| there.starts_with(git)) || is_git(&there) || is_git(&self.path) {
            return refused("lies in the folder of git, where nothing but git’s own is kept");
        }
        match folders::standing(&self.path) {
            Standing::File => refused("is a file, and a site is a folder"),
            _ => Ok(()),
        }
    }

    /// Writes the files, and removes those of a site before that are part of it no more. Nothing else is touched; where
    /// something else stands in the place of a file, nothing is written.
    /// A site of other projects than these stays.
    pub(super) fn write(&self, wanted: &[SiteFile], projects: &[String], names: &Names) -> Result<Outcome, Failure> {
        let list = self.path.join(LIST);
        let text = files::read_text_if_there(&list)?;
        let before = text.as_deref().map(|text| Written::read(&self.shown, text)).transpose()?;
        let is_new = before.is_none();
        let before = before.unwrap_or_default();
        before.check(&self.shown, projects, |project| names.today(project))?;
        let digests: Vec<(String, String)> =
            wanted.iter().map(|file| (file.path.clone(), sha256_of(file.content.as_bytes()))).collect();
        let todo = plan(&self.shown, &digests, &before, |path| self.present(path))?;
        let mut after = Written { projects: projects.iter().cloned().collect(), ..Written::default() };
        for (path, digest) in digests {
            after.files.entry(path).or_default().insert(digest);
        }
        // What stays although it is no longer part of the site is told each time, until it is gone.
        for path in &todo.left {
            let known = before.files.get(path).cloned().unwrap_or_default();
            after.files.entry(path.clone()).or_default().extend(known);
        }
        let mut folders_of: BTreeSet<PathBuf> = BTreeSet::from([self.path.clone()]);
        folders_of.extend(wanted.iter().filter_map(|file| self.path.join(&file.path).parent().map(Path::to_owned)));
        for folder in &folders_of {
            folders::make(folder)?;
            for name in folders::names(folder).into_iter().filter(|name| is_left_over(name)) {
                folders::remove_file(&folder.join(name))?;
            }
        }
        // Both lists stand there meanwhile: whatever of it was written when it is stopped, it is known to be ours.
        let mut both = before.clone();
        both.extend(&after);
        put_list(&list, text.as_deref(), &both)?;
        let write: BTreeSet<&str> = todo.write.iter().map(String::as_str).collect();
        // The page that leads to the others comes last.
        for file in wanted.iter().rev().filter(|file| write.contains(file.path.as_str())) {
            folders::put(&self.path.join(&file.path), file.content.as_bytes())?;
        }
        for path in &todo.remove {
            let path = self.path.join(path);
            folders::remove_file(&path)?;
            if let Some(folder) = path.parent().filter(|folder| !folders_of.contains(*folder)) {
                folders::remove_if_empty(folder);
            }
        }
        put_list(&list, None, &after)?;
        let (written, removed, left) = (todo.write, todo.remove, todo.left);
        Ok(Outcome { written, same: todo.same, removed, left, is_new })
    }

    /// Says what stands in the place of a file, without following links, which lead elsewhere.
    fn present(&self, path: &str) -> Present {
        let full = self.path.join(path);
        if let Some((above, _)) = path.rsplit_once('/') {
            match folders::standing(&self.path.join(above)) {
                Standing::Nothing => return Present::Nothing,
                Standing::Folder => {}
                Standing::File => return Present::Other("its folder is a file"),
                Standing::Other(_) => return Present::Other("its folder is a link"),
            }
        }
        match folders::standing(&full) {
            Standing::Nothing => Present::Nothing,
            Standing::Folder => Present::Other("a folder"),
            Standing::Other(what) => Present::Other(what),
            Standing::File => match files::read_bytes(&full) {
                Ok(bytes) => Present::File(sha256_of(&bytes)),
                Err(_) => Present::Other("unreadable"),
            },
        }
    }
}

/// Writes the list of what was written, where it says anything else.
fn put_list(list: &Path, present: Option<&str>, written: &Written) -> Result<(), Failure> {
    let text = written.text();
    if present != Some(text.as_str()) {
        folders::put(list, text.as_bytes())?;
    }
    Ok(())
}
