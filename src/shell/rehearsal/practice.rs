//! A throw-away place: how it is made, opened and left, and what commands get there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::shell::rehearsal::fence::{Fence, Kept, Reach};
use crate::shell::rehearsal::place::Place;
use crate::shell::rehearsal::real::{notes, protected, redirects, remotes};
use crate::shell::rehearsal::source::RehearsalSource;
use crate::shell::rehearsal::stubs::StubCall;
use crate::shell::rehearsal::tools::{found, link_tools, shared_folders, tool_variables};
use crate::shell::rehearsal::{bring, configuration, copy, hidden, merge, python, stubs};
use crate::shell::{Sealed, Session, ShellError, Surroundings};
use crate::system::{environment, files, folders};

/// The format of the record that a rehearsal is opened by.
const FORMAT: u32 = 1;

/// A throw-away place to practise a release in.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    place: Place,
    fence: Fence,
    record: Record,
    machine: BTreeMap<String, String>,
}

/// A remote and the bare copy that stands for it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct RehearsalRemote {
    /// Its name.
    pub name: String,
    /// Its real addresses, without secrets.
    pub addresses: Vec<String>,
    /// The bare copy.
    pub copy: PathBuf,
}

/// What must be known to go on later.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Record {
    format: u32,
    remotes: Vec<RehearsalRemote>,
    /// Folders that nothing may change: the real repository, and remotes on this machine.
    protected: Vec<PathBuf>,
    /// What differs from the real thing, in sentences.
    notes: Vec<String>,
    /// The commit that it was made of.
    #[serde(default)]
    commit: Option<String>,
    /// The digest of the files that came along uncommitted.
    #[serde(default)]
    brought: String,
}

impl Rehearsal {
    /// Makes a rehearsal in `folder`, which must be new or empty. `stubs` are programs that are replaced besides the
    /// known ones (`deploy`), or only with a word (`make deploy`).
    pub fn make(folder: &Path, source: &RehearsalSource, stubs: &[String]) -> Result<Self, ShellError> {
        if !folders::names(folder).is_empty() {
            return Err(ShellError::RehearsalThere(folder.display().to_string()));
        }
        folders::make_private(folder)?;
        let place = Place::at(folders::resolve(folder).unwrap_or_else(|| folder.to_owned()));
        let machine = environment::machine();
        for part in [place.home(), place.temporary(), place.bin(), place.scratch()] {
            folders::make(&part)?;
        }
        let (common, top) = source.folders()?;
        let real: Vec<PathBuf> = top.into_iter().chain([common]).filter_map(|path| folders::resolve(&path)).collect();
        let remotes = remotes(&place, source);
        let redirects = redirects(&remotes, source);
        let spelled = |path: &PathBuf| path.display().to_string();
        let refused: Vec<String> = real.iter().map(spelled).flat_map(|path| [format!("file://{path}"), path]).collect();
        let signer = stubs::signer(&place.bin());
        let text = configuration::text(&source.settings(), &redirects, place.root(), &refused, &signer);
        folders::write(&place.git_configuration(), text.as_bytes())?;
        copy::copy(&place, source)?;
        bring::bring(&place, source)?;
        link_tools(&place, &machine)?;
        let record = Record {
            format: FORMAT,
            protected: protected(&real, source),
            notes: notes(&place, source),
            remotes,
            commit: Some(source.commit.clone()),
            brought: bring::digest(&source.files),
        };
        let written = serde_json::to_vec_pretty(&record).unwrap_or_default();
        let fence = Fence::make(&place, &kept(&place, &record, &machine))?;
        let is_there = |program: &str| found(&machine, program);
        // Who makes containers through a socket that is in reach leaves any fence.
        let more = if fence.is_read_only { &[][..] } else { &stubs::CONTAINERS };
        let more: Vec<String> = stubs.iter().cloned().chain(more.iter().map(|name| (*name).to_owned())).collect();
        stubs::write(&place.bin(), &place.log(), &more, &is_there)?;
        // The record comes last: without it, what was made is not taken for a rehearsal.
        files::replace(&place.record(), &written)?;
        Ok(Self { place, fence, record, machine })
    }

    /// Opens a rehearsal that was made before.
    pub fn open(folder: &Path) -> Result<Self, ShellError> {
        let shown = folder.display().to_string();
        let root = folders::resolve(folder).ok_or_else(|| ShellError::NoRehearsal(shown.clone()))?;
        let place = Place::at(root);
        let text = files::read_text_if_there(&place.record())?.ok_or_else(|| ShellError::NoRehearsal(shown.clone()))?;
        let record: Record = serde_json::from_str(&text).map_err(|_| ShellError::NoRehearsal(shown.clone()))?;
        if record.format > FORMAT {
            return Err(ShellError::RehearsalTooNew(shown));
        }
        let machine = environment::machine();
        let fence = Fence::make(&place, &kept(&place, &record, &machine))?;
        Ok(Self { place, fence, record, machine })
    }

    /// Returns the commit that it was made of where another is released by now, or other files would come along; `None` where
    /// it would be made of the same again.
    pub fn made_of_other(&self, source: &RehearsalSource) -> Option<&str> {
        let commit = self.record.commit.as_deref()?;
        let is_same = commit == source.commit && self.record.brought == bring::digest(&source.files);
        (!is_same).then_some(commit)
    }

    /// Says whether a folder holds a rehearsal that was made to its end.
    pub fn is_made(folder: &Path) -> bool {
        files::exists(&Place::at(folder.to_owned()).record())
    }

    /// Returns the work tree of the rehearsal in a folder, for those who only look at it.
    pub fn work_tree_in(folder: &Path) -> PathBuf {
        Place::at(folder.to_owned()).work()
    }

    /// Returns the work tree, where commands run.
    pub fn work_tree(&self) -> PathBuf {
        self.place.work()
    }

    /// Returns a session that begins at the top of the work tree, whose commands never begin outside of the rehearsal.
    pub fn session(&self) -> Session {
        // Commands of a rehearsal can write where its scripts are made.
        let scratch = self.place.scratch().join("session");
        let surroundings = Surroundings::Sealed(self.sealed());
        Session::new(self.work_tree(), surroundings, scratch).bounded(self.place.root().to_owned())
    }

    /// Returns the remotes with the copies that stand for them.
    pub fn remotes(&self) -> &[RehearsalRemote] {
        &self.record.remotes
    }

    /// Returns all that commands get of this machine.
    pub fn sealed(&self) -> Sealed {
        let shown = |path: PathBuf| path.display().to_string();
        let is_plain = |name: &str| ["LANG", "TERM"].contains(&name) || name.starts_with("LC_");
        let plain = self.machine.iter().filter(|(name, _)| is_plain(name));
        let mut environment: BTreeMap<String, String> =
            plain.map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut search = vec![self.place.bin()];
        let python = Some(self.place.python()).filter(|folder| folders::is_folder(folder));
        search.extend(python.as_ref().map(|folder| folder.join("bin")));
        let usual = "/usr/local/bin:/usr/bin:/bin".to_owned();
        let inherited = std::env::split_paths(self.machine.get("PATH").unwrap_or(&usual));
        let search = std::env::join_paths(search.into_iter().chain(inherited)).unwrap_or_default();
        environment.extend(
            [
                ("GIT_ASKPASS", "false".to_owned()),
                ("GIT_CONFIG_GLOBAL", shown(self.place.git_configuration())),
                ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
                ("GIT_SSH_COMMAND", "false".to_owned()),
                ("GIT_TERMINAL_PROMPT", "0".to_owned()),
                ("HOME", shown(self.place.home())),
                ("PATH", search.to_string_lossy().into_owned()),
                ("SSH_ASKPASS", "false".to_owned()),
                ("TMPDIR", shown(self.place.temporary())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        environment.extend(tool_variables(&self.machine));
        environment.extend(python.map(|folder| ("VIRTUAL_ENV".to_owned(), shown(folder))));
        if !self.fence.has_network {
            // They would try again and again.
            let offline = [("CARGO_NET_OFFLINE", "true"), ("PIP_NO_INDEX", "1"), ("PIP_RETRIES", "0")];
            environment.extend(offline.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        Sealed { environment, runner: self.fence.runner.clone() }
    }

    /// Returns what was said instead of done, in order.
    pub fn stubbed(&self) -> Vec<StubCall> {
        stubs::calls(&self.place.log())
    }

    /// Returns what holds the commands back, and which reach remains.
    pub fn reach(&self) -> Reach {
        let notes = self.fence.told().into_iter().chain(self.record.notes.iter().cloned()).collect();
        Reach { has_network: self.fence.has_network, is_read_only: self.fence.is_read_only, notes }
    }

    /// Merges a branch of a remote's copy into another, as a pull request is merged on the server; returns the commit
    /// that the other branch is then on.
    pub fn merge_into_remote(&self, remote: &str, from: &str, to: &str) -> Result<String, ShellError> {
        let known = self.record.remotes.iter().find(|known| known.name == remote);
        let known = known.ok_or_else(|| ShellError::NoRemote(remote.to_owned()))?;
        merge::merge(&known.copy, &self.place.git_configuration(), from, to)
    }

    /// Makes the virtual environment of Python, whose programs are then found before those of this machine. It sees what
    /// is installed, since nothing can be where there is no network. Returns an error where `python3` cannot make one: the
    /// rehearsal can go on without.
    pub fn prepare_python(&self) -> Result<(), ShellError> {
        python::prepare(&self.place, &self.sealed())
    }

    /// Removes all of it.
    pub fn remove(self) -> Result<(), ShellError> {
        Ok(folders::remove(self.place.root())?)
    }
}

/// Returns what the fence keeps from harm.
fn kept(place: &Place, record: &Record, machine: &BTreeMap<String, String>) -> Kept {
    Kept {
        protected: record.protected.clone(),
        shared: shared_folders(place, machine),
        hidden: hidden::paths(place.root(), &record.protected),
    }
}
