//! Where a person's credentials lie, and the sockets of those who use them for others: what commands of a rehearsal must
//! not find even by its full path.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::system::process::Program;
use crate::system::{environment, files, folders};

/// How long the system may take to say where somebody's home is.
const LIMIT: Duration = Duration::from_secs(10);

/// Folders and files below a home that hold keys, passwords and tokens.
const IN_HOME: [&str; 37] = [
    ".aws",
    ".azure",
    ".boto",
    ".bunfig.toml",
    ".cargo/credentials",
    ".cargo/credentials.toml",
    ".config/containers/auth.json",
    ".config/gcloud",
    ".config/gh",
    ".config/git",
    ".config/glab-cli",
    ".config/helm",
    ".config/hub",
    ".config/op",
    ".config/pip",
    ".config/pypoetry/auth.toml",
    ".config/rclone",
    ".docker",
    ".gem/credentials",
    ".git-credentials",
    ".gitconfig",
    ".gnupg",
    ".gradle/gradle.properties",
    ".hex",
    ".ivy2/.credentials",
    ".kube",
    ".local/share/keyrings",
    ".local/share/python_keyring",
    ".local/share/uv/credentials",
    ".m2/settings.xml",
    ".netrc",
    ".npmrc",
    ".password-store",
    ".pypirc",
    ".s3cfg",
    ".ssh",
    ".vault-token",
];

/// Sockets whose owners do for others what those may not do themselves.
const SOCKETS: [&str; 9] = [
    "/run/containerd",
    "/run/crio",
    "/run/dbus",
    "/run/docker.sock",
    "/run/libvirt",
    "/run/pcscd",
    "/run/podman",
    "/run/systemd/private",
    "/var/run/docker.sock",
];

/// Returns the folders, files and sockets that are there, without links, each once; none in another. `root` is the
/// folder of the rehearsal, `real` the folders of the real repository, whose settings may hold a token.
pub(super) fn paths(root: &Path, real: &[PathBuf]) -> Vec<PathBuf> {
    let user = user();
    let named = environment::credentials();
    let in_homes = homes(user.as_deref()).into_iter().flat_map(|home| IN_HOME.map(|path| home.join(path)));
    let sockets = SOCKETS.iter().map(PathBuf::from).chain(user.map(|user| Path::new("/run/user").join(user)));
    let agents = folders::names(Path::new("/tmp")).into_iter().filter(|name| name.starts_with("ssh-"));
    let agents = agents.map(|name| Path::new("/tmp").join(name));
    let settings = real.iter().map(|folder| folder.join("config")).filter(|path| !folders::is_folder(path));
    let all = in_homes.chain(sockets).chain(agents).chain(named).chain(settings);
    let mut found: Vec<PathBuf> = all.filter_map(|path| folders::resolve(&path)).collect();
    // A folder that the rehearsal itself needs cannot be hidden from it, and a device holds nothing.
    found.retain(|path| !root.starts_with(path) && !is_device(path));
    found.sort();
    found.dedup();
    // What lies in a folder that is hidden is hidden with it.
    let all = found.clone();
    found.retain(|path| !all.iter().any(|other| other != path && path.starts_with(other)));
    found
}

/// Says whether a path is one of the system's own, and no file that anybody wrote; `/dev/shm` holds files.
fn is_device(path: &Path) -> bool {
    ["/dev", "/proc", "/sys"].iter().any(|part| path.starts_with(part)) && !path.starts_with("/dev/shm")
}

/// Returns the homes of the person: the one that the environment names, and the one that the system knows, which programs
/// such as ssh go by.
fn homes(user: Option<&str>) -> Vec<PathBuf> {
    let named = environment::machine().remove("HOME").map(PathBuf::from);
    let known = user.and_then(|user| {
        let asked = Program::new("getent", ["passwd", user], LIMIT).succeed().ok();
        let text = asked.map(|output| output.text().into_owned());
        home_in(&text.or_else(|| files::read_text(Path::new("/etc/passwd")).ok())?, user)
    });
    named.into_iter().chain(known).filter(|home| home.is_absolute()).collect()
}

/// Returns the number of the user.
fn user() -> Option<String> {
    Some(Program::new("id", ["-u"], LIMIT).succeed().ok()?.text().into_owned())
}

/// Returns the home of a user, by number, as the list of the system's users has it.
fn home_in(list: &str, user: &str) -> Option<PathBuf> {
    let mut entries = list.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let entry = entries.find(|fields| fields.get(2) == Some(&user))?;
    entry.get(5).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_found_by_the_number_of_its_user() {
        let list = "root:x:0:0:root:/srv/zero:/bin/bash\nmona:x:1000:1000:Mona,,,:/srv/homes/mona:/bin/zsh\nbroken\n";
        assert_eq!(home_in(list, "1000"), Some(PathBuf::from("/srv/homes/mona")));
        assert_eq!(home_in(list, "0"), Some(PathBuf::from("/srv/zero")));
        assert_eq!(home_in(list, "1001"), None);
    }

    #[test]
    fn files_in_memory_are_files() {
        assert!(is_device(Path::new("/dev/null")) && is_device(Path::new("/proc/1/environ")));
        assert!(!is_device(Path::new("/dev/shm/home/.ssh")) && !is_device(Path::new("/device")));
    }

    #[test]
    fn what_the_rehearsal_needs_is_not_hidden() {
        let folder = tempfile::tempdir().unwrap();
        let root = folders::resolve(folder.path()).unwrap();
        folders::write(&root.join("real/config"), b"[remote]").unwrap();
        let found = paths(&root.join("rehearsal"), &[root.join("real"), root.join("none")]);
        assert!(found.contains(&root.join("real/config")), "{found:?}");
        assert!(found.iter().all(|path| !root.starts_with(path)), "{found:?}");
    }
}
