//! The addresses that lead to one repository, however it is spelled, so that each of them can be led elsewhere.

use std::path::{Path, PathBuf};

/// Returns every spelling of an address, without the secrets that it may hold; sorted, each once. `folder` is where a
/// relative path begins.
pub(super) fn spellings(address: &str, folder: &Path, resolve: &dyn Fn(&Path) -> Option<PathBuf>) -> Vec<String> {
    let mut found = match network(address) {
        Some((host, path)) => of_server(&host, &path),
        None => of_path(address, folder, resolve),
    };
    found.sort();
    found.dedup();
    found
}

/// Returns an address without the name and the password that it may hold; `git@` is no secret.
pub(super) fn without_secrets(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    match host.rsplit_once('@') {
        Some((user, host)) if user != "git" => format!("{scheme}://{host}/{path}"),
        _ => address.to_owned(),
    }
}

/// Returns the host and the path on it; `None` for a path on this machine.
fn network(address: &str) -> Option<(String, String)> {
    let (host, path) = match address.split_once("://") {
        Some(("file", _)) => return None,
        Some((_, rest)) => rest.split_once('/')?,
        None => address.split_once(':').filter(|(host, _)| host.len() > 1 && !host.contains('/'))?,
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    Some((host.to_owned(), bare_path(path).to_owned()))
}

fn bare_path(path: &str) -> &str {
    let path = path.trim_matches('/');
    path.strip_suffix(".git").unwrap_or(path)
}

fn of_server(host: &str, path: &str) -> Vec<String> {
    // A port says how the server is reached, not which one it is.
    let plain = host.split(':').next().unwrap_or(host);
    let mut hosts = vec![host.to_owned(), plain.to_owned(), format!("{plain}:22"), format!("{plain}:443")];
    if plain == "github.com" || plain == "ssh.github.com" {
        hosts.extend(["github.com", "www.github.com", "ssh.github.com", "ssh.github.com:443"].map(str::to_owned));
    }
    let mut found = Vec::new();
    for host in &hosts {
        for scheme in ["https", "http", "ssh", "git", "git+ssh", "ssh+git", "git+https"] {
            for user in ["", "git@"] {
                found.push(format!("{scheme}://{user}{host}/{path}"));
            }
        }
        if !host.contains(':') {
            for start in ["", "/"] {
                found.extend([format!("git@{host}:{start}{path}"), format!("{host}:{start}{path}")]);
            }
        }
    }
    with_suffix(found)
}

fn of_path(address: &str, folder: &Path, resolve: &dyn Fn(&Path) -> Option<PathBuf>) -> Vec<String> {
    let path = address.strip_prefix("file://").unwrap_or(address);
    let path = path.strip_prefix("localhost").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let absolute = folder.join(path);
    let mut paths = vec![path.to_owned(), absolute.display().to_string()];
    // Git finds `hello.git` when it is asked for `hello`.
    for end in ["", ".git"] {
        let resolved = resolve(Path::new(&format!("{}{end}", absolute.display())));
        paths.extend(resolved.map(|path| path.display().to_string()));
    }
    let paths: Vec<String> = paths.iter().map(|path| path.trim_end_matches('/')).map(bare_end).collect();
    let absolute = paths.iter().filter(|path| path.starts_with('/'));
    let files = absolute.flat_map(|path| [format!("file://{path}"), format!("file://localhost{path}")]);
    let found: Vec<String> = paths.iter().cloned().chain(files).filter(|path| !path.is_empty()).collect();
    with_suffix(found)
}

fn bare_end(path: &str) -> String {
    // The `.git` of a work tree is a folder, and no end of its name.
    let is_folder = path.ends_with("/.git") || path == ".git";
    let path = if is_folder { path.trim_end_matches(".git").trim_end_matches('/') } else { path };
    path.strip_suffix(".git").unwrap_or(path).to_owned()
}

/// An address is replaced from its beginning on, and the longest that fits counts; so each ending is one of its own.
fn with_suffix(addresses: Vec<String>) -> Vec<String> {
    addresses.into_iter().flat_map(|address| [format!("{address}.git"), format!("{address}/.git"), address]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(address: &str) -> Vec<String> {
        spellings(address, Path::new("/home/mona/hello"), &|path| Some(path.to_owned()))
    }

    #[test]
    fn every_spelling_leads_to_every_other() {
        let all = [
            "https://github.com/octo/hello",
            "https://github.com/octo/hello.git",
            "http://github.com/octo/hello",
            "git@github.com:octo/hello.git",
            "git@github.com:octo/hello",
            "github.com:octo/hello",
            "ssh://git@github.com/octo/hello.git",
            "ssh://git@ssh.github.com:443/octo/hello.git",
            "git://github.com/octo/hello",
        ];
        for one in all {
            let found = found(one);
            for other in all {
                assert!(found.iter().any(|known| known == other), "{one} does not know {other}");
            }
        }
    }

    #[test]
    fn paths_are_known_by_each_name() {
        for address in ["/srv/hello.git", "/srv/hello", "file:///srv/hello.git/", "file://localhost/srv/hello"] {
            let found = found(address);
            for spelled in ["/srv/hello", "/srv/hello.git", "file:///srv/hello", "file:///srv/hello.git"] {
                assert!(found.iter().any(|known| known == spelled), "{address}: {found:?}");
            }
        }
        let relative = found("../hello.git");
        assert!(relative.contains(&"../hello.git".to_owned()), "{relative:?}");
        assert!(relative.contains(&"/home/mona/hello/../hello".to_owned()), "{relative:?}");
    }

    #[test]
    fn secrets_are_left_out() {
        let secret = "https://mona:ghp_secret@github.com/octo/hello.git";
        assert_eq!(without_secrets(secret), "https://github.com/octo/hello.git");
        assert_eq!(without_secrets("ssh://git@github.com/a/b"), "ssh://git@github.com/a/b");
        assert_eq!(without_secrets("git@github.com:a/b"), "git@github.com:a/b");
        assert!(found(secret).iter().all(|address| !address.contains("secret")));
    }
}
