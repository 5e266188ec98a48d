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
    /// Whether the real repository, and remotes that are folders of this machine, are read-only for them.
    pub is_read_only: bool,
    /// What holds it back, and what remains, in sentences for the person.
    pub notes: Vec<String>,
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
    /// Makes the best fence that this machine allows. `protected` are folders that nothing may change.
    pub(super) fn make(place: &Place, protected: &[PathBuf]) -> Result<Self, ShellError> {
        let none = Self { runner: Vec::new(), has_network: true, is_read_only: false };
        if !cfg!(target_os = "linux") {
            return Ok(none);
        }
        let script = place.root().join("fence.sh");
        // A remote of this machine may be gone since the rehearsal was made.
        let protected: Vec<&PathBuf> = protected.iter().filter(|path| folders::is_folder(path)).collect();
        folders::write(&script, text(place.root(), &protected).as_bytes())?;
        let locked: Vec<String> = protected.iter().map(|path| format!("test ! -w {}", word(path))).collect();
        let locked = if locked.is_empty() { "true".to_owned() } else { locked.join(" && ") };
        if let Some([user, group]) = identity() {
            let script = script.display().to_string();
            let runner = NO_NETWORK_AND_MOUNTS.map(str::to_owned).into_iter();
            let runner: Vec<String> = runner.chain(["sh".to_owned(), script, user, group]).collect();
            if works(&runner, &locked, place) {
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
             public. They have no token, key, password or agent, so that they can change nothing that asks for one."
        } else {
            "The commands have no network, and no token, key, password or agent: what downloads something fails here, \
             such as `pip install` of what is not installed."
        };
        let files = if self.is_read_only {
            "The real repository is read-only for them; other files of this machine are not, if they are named by an \
             absolute path."
        } else {
            "They can write to files of this machine, the real repository included, that they name by an absolute path."
        };
        vec![network.to_owned(), files.to_owned()]
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

/// Makes folders read-only in a namespace of its own, and runs the rest as who it was, who can take none of it back.
fn text(root: &Path, protected: &[&PathBuf]) -> String {
    let root = word(root);
    let mount = |path: &&PathBuf| format!("mount --bind {0} {0}\nmount -o remount,bind,ro {0}\n", word(path));
    let mounts: Vec<String> = protected.iter().map(mount).collect();
    let mounts = mounts.concat();
    format!(
        "# Runs the rest of its arguments without network, and with the real repository read-only.\n\
         set -e\n\
         {mounts}\
         # The rehearsal may lie in one of them.\n\
         mount --bind {root} {root}\n\
         mount -o remount,bind,rw {root}\n\
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
