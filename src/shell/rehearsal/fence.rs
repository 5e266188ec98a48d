//! What keeps a rehearsal from the network and from the real repository, and what it can still reach.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::shell::ShellError;
use crate::shell::rehearsal::place::Place;
use crate::shell::wrapper::quoted;
use crate::system::folders;
use crate::system::process::Program;

/// Runs a program in a network of its own, which has nothing in it, as the same user.
const NO_NETWORK: [&str; 5] = ["unshare", "--user", "--map-current-user", "--net", "--"];
/// Runs a program that may also say which folders are read-only.
const NO_NETWORK_AND_MOUNTS: [&str; 6] = ["unshare", "--user", "--map-root-user", "--net", "--mount", "--"];
/// How long the system may take to say whether it allows that.
const LIMIT: Duration = Duration::from_secs(10);

/// What a rehearsal can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Whether its commands have the network of this machine. No credentials are there in either case.
    pub has_network: bool,
    /// Whether the real repository, and remotes that are folders of this machine, are read-only for them, and the
    /// person's credentials and the sockets of agents are hidden.
    pub is_read_only: bool,
    /// What holds it back, and what remains, in sentences for the person.
    pub notes: Vec<String>,
}

/// What the fence keeps from harm.
pub(super) struct Kept {
    /// Folders that nothing may change: the real repository, and remotes on this machine.
    pub(super) protected: Vec<PathBuf>,
    /// Folders of tools, which may be used and which stay as they are.
    pub(super) shared: Vec<PathBuf>,
    /// Where credentials lie.
    pub(super) hidden: Vec<PathBuf>,
}

/// What holds the commands of a rehearsal back.
#[derive(Clone, Debug, Default)]
pub(super) struct Fence {
    /// The program, with its arguments, that runs others behind the fence; empty where there is none.
    pub(super) runner: Vec<String>,
    pub(super) has_network: bool,
    pub(super) is_read_only: bool,
}

impl Fence {
    /// Makes the best fence that this machine allows.
    pub(super) fn make(place: &Place, kept: &Kept) -> Result<Self, ShellError> {
        let none = Self { runner: Vec::new(), has_network: true, is_read_only: false };
        if !cfg!(target_os = "linux") {
            return Ok(none);
        }
        let script = place.root().join("fence.sh");
        // A remote of this machine may be gone since the rehearsal was made.
        let is_there = |path: &&PathBuf| folders::is_folder(path);
        let protected: Vec<&PathBuf> = kept.protected.iter().filter(is_there).collect();
        let shared: Vec<&PathBuf> = kept.shared.iter().filter(is_there).collect();
        let nothing = place.root().join("nothing");
        folders::write(&nothing, b"")?;
        folders::make(&place.layers())?;
        folders::write(&script, text(place, &protected, &shared, &kept.hidden, &nothing).as_bytes())?;
        let locked = protected.iter().map(|path| format!("test ! -w {}", word(path)));
        let hidden = kept.hidden.iter().map(|path| gone(path));
        let proof = locked.chain(hidden).fold("true".to_owned(), |all, one| format!("{all} && {one}"));
        if let Some([user, group]) = identity() {
            let script = script.display().to_string();
            let runner = NO_NETWORK_AND_MOUNTS.map(str::to_owned).into_iter();
            let runner: Vec<String> = runner.chain(["sh".to_owned(), script, user, group]).collect();
            if works(&runner, &proof, place) {
                return Ok(Self { runner, has_network: false, is_read_only: true });
            }
        }
        let runner: Vec<String> = NO_NETWORK.map(str::to_owned).into();
        if works(&runner, "true", place) {
            return Ok(Self { runner, has_network: false, is_read_only: false });
        }
        Ok(none)
    }

    /// Returns what is said about it.
    pub(super) fn told(&self) -> Vec<String> {
        let network = if self.has_network {
            "The commands have the network of this machine, because none can be taken away here: they can read what is \
             public."
        } else {
            "The commands have no network: what downloads something fails here, such as `pip install` of what is not \
             installed."
        };
        let credentials = if self.is_read_only {
            "They have no token, key, password or agent: where those lie, they find nothing."
        } else {
            "They can read files of your home by their full path, keys and passwords among them, and reach sockets, such \
             as that of an agent: none of it is named to them, and nothing here keeps a command from looking. `docker` \
             and `podman` are said and not done."
        };
        let files = if self.is_read_only {
            "The real repository is read-only for them; other files of this machine are not, if they are named by an \
             absolute path."
        } else {
            "They can write to files of this machine, the real repository and packages that cargo has fetched included, \
             that they name by an absolute path."
        };
        vec![network.to_owned(), credentials.to_owned(), files.to_owned()]
    }
}

/// Says whether a program can be run so, and the shell agrees.
fn works(runner: &[String], script: &str, place: &Place) -> bool {
    let Some((program, arguments)) = runner.split_first() else { return false };
    let arguments = arguments.iter().map(String::as_str).chain(["sh", "-c", script]);
    Program::new(program, arguments, LIMIT).in_folder(place.root()).succeed().is_ok()
}

/// Returns the numbers of the user and the group.
fn identity() -> Option<[String; 2]> {
    let number = |option| Some(Program::new("id", [option], LIMIT).succeed().ok()?.text().into_owned());
    Some([number("-u")?, number("-g")?])
}

/// Returns what a shell says well to if nothing is to be found at a path.
fn gone(path: &Path) -> String {
    let path = word(path);
    format!(
        "test -z \"$(ls -A {path} 2>/dev/null | grep -vxF {path})\" && test ! -s {path} -o -d {path} && test ! -S {path}"
    )
}

/// Makes folders read-only and hides others in a namespace of its own, and runs the rest as who it was, who can take none
/// of it back.
fn text(place: &Place, protected: &[&PathBuf], shared: &[&PathBuf], hidden: &[PathBuf], nothing: &Path) -> String {
    let (root, layers) = (word(place.root()), word(&place.layers()));
    let lock = |path: &str| format!("mount --bind {path} {path}\nmount -o remount,bind,ro {path}\n");
    let mounts: String = protected.iter().map(|path| lock(&word(path))).collect();
    let layer = |(number, path): (usize, &&PathBuf)| {
        let (upper, shown, path) = (format!("{layers}/{number}"), path.display().to_string(), word(path));
        if shown.contains([',', ':', '\\']) {
            return lock(&path);
        }
        let options = format!("lowerdir={path},upperdir={upper}/changed,workdir={upper}/overlay");
        let lock = lock(&path).replace('\n', "; ");
        format!(
            "mkdir -p {upper}/changed {upper}/overlay\n\
             mount -t overlay overlay -o {options} {path} 2>/dev/null || {{ {lock}}}\n"
        )
    };
    let layered: String = shared.iter().enumerate().map(layer).collect();
    let nothing = word(nothing);
    // An agent may have ended since: then there is nothing to hide.
    let hide = |path: &PathBuf| {
        let (is_folder, path) = (folders::is_folder(path), word(path));
        if is_folder {
            return format!("if [ -d {path} ]; then mount -t tmpfs -o ro,mode=0755,size=4k tmpfs {path}; fi\n");
        }
        format!("if [ -e {path} ]; then mount --bind {nothing} {path}; mount -o remount,bind,ro {path}; fi\n")
    };
    let covers: String = hidden.iter().map(hide).collect();
    format!(
        "# Runs the rest of its arguments without network, with the real repository read-only and without credentials.\n\
         set -e\n\
         {mounts}\
         # The rehearsal may lie in one of them.\n\
         mount --bind {root} {root}\n\
         mount -o remount,bind,rw {root}\n\
         # What tools have fetched is there for all; what they change of it is forgotten.\n\
         mount -t tmpfs tmpfs {layers}\n\
         {layered}\
         # Keys, passwords, and the sockets of those who use them.\n\
         {covers}\
         # The machine itself can be talked to, and it is empty.\n\
         ip link set lo up 2>/dev/null || true\n\
         user=$1 group=$2\n\
         shift 2\n\
         cd \"$PWD\"\n\
         exec unshare --user --map-user=\"$user\" --map-group=\"$group\" -- \"$@\"\n"
    )
}

fn word(path: &Path) -> String {
    quoted(&path.display().to_string())
}
