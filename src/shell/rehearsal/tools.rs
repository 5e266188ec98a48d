//! The tools of this machine that a rehearsal uses, and where they keep what they fetched.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::shell::ShellError;
use crate::shell::rehearsal::place::Place;
use crate::system::folders;

/// Says whether the machine has a program.
pub(super) fn found(machine: &BTreeMap<String, String>, program: &str) -> bool {
    let search = machine.get("PATH").map(std::env::split_paths).into_iter().flatten();
    let program = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    search.map(|folder| folder.join(&program)).any(|path| folders::is_program(&path))
}

/// Returns the variables that say where tools lie that were found by HOME.
pub(super) fn tool_variables(machine: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let below_home =
        [("GOMODCACHE", "go/pkg/mod"), ("PYENV_ROOT", ".pyenv"), ("RBENV_ROOT", ".rbenv"), ("RUSTUP_HOME", ".rustup")];
    let known = below_home.into_iter().filter_map(|(name, path)| {
        let path = machine.get(name).map(PathBuf::from).or_else(|| Some(home(machine)?.join(path)))?;
        folders::is_folder(&path).then(|| (name.to_owned(), path.display().to_string()))
    });
    known.collect()
}

/// Lets cargo find the packages that are there, and not the token that lies beside them.
pub(super) fn link_tools(place: &Place, machine: &BTreeMap<String, String>) -> Result<(), ShellError> {
    for (name, real) in cargo_folders(machine) {
        folders::make(&place.home().join(".cargo"))?;
        folders::link(&real, &place.home().join(".cargo").join(name))?;
    }
    Ok(())
}

/// Returns the folders in which cargo keeps what it fetched, with their names.
fn cargo_folders(machine: &BTreeMap<String, String>) -> Vec<(&'static str, PathBuf)> {
    let cargo = machine.get("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home(machine)?.join(".cargo")));
    let parts = ["registry", "git"].into_iter().filter_map(|part| Some((part, cargo.as_ref()?.join(part))));
    parts.filter(|(_, folder)| folders::is_folder(folder)).collect()
}

/// Returns the person's home, where the environment names one.
fn home(machine: &BTreeMap<String, String>) -> Option<PathBuf> {
    machine.get("HOME").map(PathBuf::from).filter(|home| home.is_absolute())
}

/// Returns the folders of tools that commands use and that stay as they are.
pub(super) fn shared_folders(place: &Place, machine: &BTreeMap<String, String>) -> Vec<PathBuf> {
    let cargo = cargo_folders(machine).into_iter().map(|(_, folder)| folder);
    let shared = cargo.chain(tool_variables(machine).into_values().map(PathBuf::from));
    let shared = shared.filter_map(|folder| folders::resolve(&folder));
    shared.filter(|folder| !place.root().starts_with(folder)).collect()
}
