//! What of the real repository matters to its rehearsal: the remotes and where each address leads, the folders that
//! nothing may change, and what cannot come along.

use std::path::{Path, PathBuf};

use crate::shell::rehearsal::addresses;
use crate::shell::rehearsal::place::Place;
use crate::shell::rehearsal::practice::RehearsalRemote;
use crate::shell::rehearsal::source::RehearsalSource;
use crate::system::{files, folders};

/// Returns each remote with the copy that stands for it.
pub(super) fn remotes(place: &Place, source: &RehearsalSource) -> Vec<RehearsalRemote> {
    let addresses = |wanted: &str| {
        let own = source.remotes.iter().filter(|(name, _)| name == wanted);
        own.map(|(_, address)| addresses::without_secrets(address)).collect()
    };
    let remote =
        |name: &str| RehearsalRemote { name: name.to_owned(), addresses: addresses(name), copy: place.remote(name) };
    source.names().into_iter().map(remote).collect()
}

/// Returns each copy with the addresses that lead to it. An address of two remotes leads to the canonical one.
pub(super) fn redirects(remotes: &[RehearsalRemote], source: &RehearsalSource) -> Vec<(String, Vec<String>)> {
    let mut ordered: Vec<&RehearsalRemote> = remotes.iter().collect();
    ordered.sort_by_key(|remote| source.canonical.as_deref() != Some(remote.name.as_str()));
    let mut taken: Vec<String> = Vec::new();
    let mut redirects = Vec::new();
    for remote in ordered {
        let all = remote.addresses.iter();
        let all = all.flat_map(|address| addresses::spellings(address, &source.folder, &folders::resolve));
        let mut own: Vec<String> = all.filter(|address| !taken.contains(address)).collect();
        own.sort();
        own.dedup();
        taken.extend(own.iter().cloned());
        redirects.push((remote.copy.display().to_string(), own));
    }
    redirects
}

/// Returns the folders that nothing may change, each once.
pub(super) fn protected(real: &[PathBuf], source: &RehearsalSource) -> Vec<PathBuf> {
    let all = source.remotes.iter();
    let all = all.flat_map(|(_, address)| addresses::spellings(address, &source.folder, &folders::resolve));
    let remotes = all.filter_map(|path| folders::resolve(Path::new(&path)).filter(|path| folders::is_folder(path)));
    let mut paths: Vec<PathBuf> = real.iter().cloned().chain(remotes).collect();
    paths.retain(|path| path.parent().is_some());
    paths.sort();
    paths.dedup();
    paths
}

/// Returns what of the repository differs from the real one.
pub(super) fn notes(place: &Place, source: &RehearsalSource) -> Vec<String> {
    let mut notes = Vec::new();
    if files::exists(&place.work().join(".gitmodules")) {
        notes.push("Submodules are empty: they would come over the network.".to_owned());
    }
    let attributes = files::read_bytes(&place.work().join(".gitattributes")).unwrap_or_default();
    if String::from_utf8_lossy(&attributes).contains("filter=lfs") {
        notes.push("Large files (git-lfs) are pointers here: they would come over the network.".to_owned());
    }
    if source.hooks_path().is_some_and(|path| path.starts_with('~') || Path::new(&path).is_absolute()) {
        notes.push("Hooks that lie outside the repository (core.hooksPath) do not run here.".to_owned());
    }
    notes
}
