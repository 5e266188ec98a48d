//! Which project a repository is a clone of.

use crate::git::Repository;

/// What the remotes say about the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Project {
    /// A repository on the GitHub server in use.
    GitHub {
        /// `owner/name`.
        slug: String,
        /// The name of the remote.
        remote: String,
    },
    /// A remote somewhere else.
    Elsewhere {
        /// The host.
        host: String,
        /// The name of the remote.
        remote: String,
    },
    /// No remote that has an address.
    Nowhere,
}

/// Returns the names of all remotes.
pub fn remotes(repository: &Repository) -> Vec<String> {
    let Ok(listed) = repository.inner.remotes() else { return Vec::new() };
    listed.iter().filter_map(|remote| remote.ok().flatten()).map(str::to_owned).collect()
}

/// Returns the project of the remote that is named, else of `upstream`, `origin`, or the only one there is. `server` is
/// the web address of the GitHub server in use.
pub fn project(repository: &Repository, named: Option<&str>, server: &str) -> Project {
    let remotes = remotes(repository);
    let chosen = match named {
        Some(name) => Some(name.to_owned()),
        None => ["upstream", "origin"]
            .into_iter()
            .find(|name| remotes.iter().any(|known| known == name))
            .or(remotes.first().map(String::as_str).filter(|_| remotes.len() == 1))
            .map(str::to_owned),
    };
    let Some(remote) = chosen else { return Project::Nowhere };
    let address = repository.inner.find_remote(&remote).ok().and_then(|found| found.url().ok().map(str::to_owned));
    let Some((host, slug)) = address.as_deref().and_then(host_and_slug) else { return Project::Nowhere };
    let ours = server.split("://").nth(1).unwrap_or(server).trim_end_matches('/');
    let matches = host.eq_ignore_ascii_case(ours) || (ours == "github.com" && host == "ssh.github.com");
    match slug {
        Some(slug) if matches => Project::GitHub { slug, remote },
        _ => Project::Elsewhere { host, remote },
    }
}

/// Splits `https://host/owner/name.git`, `git@host:owner/name.git`, `ssh://git@host:22/owner/name` into the host and
/// `owner/name`. Paths on this machine have no host.
fn host_and_slug(address: &str) -> Option<(String, Option<String>)> {
    let (host, path) = if let Some((scheme, rest)) = address.split_once("://") {
        if scheme == "file" {
            return None;
        }
        rest.split_once('/')?
    } else {
        let (host, path) = address.split_once(':')?;
        if host.len() < 2 || host.contains('/') {
            return None;
        }
        (host, path)
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    // A port belongs to ssh or a proxy, except where the server's own address has one; compare both ways.
    let host = host.strip_suffix(":22").or_else(|| host.strip_suffix(":443")).unwrap_or(host);
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut parts = path.split('/');
    let slug = match (parts.next(), parts.next(), parts.next()) {
        (Some(owner), Some(name), None) if !owner.is_empty() && !name.is_empty() => Some(format!("{owner}/{name}")),
        _ => None,
    };
    Some((host.to_owned(), slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        let cases = [
            ("https://github.com/octo/hello.git", Some(("github.com", Some("octo/hello")))),
            ("https://token@github.com/octo/hello", Some(("github.com", Some("octo/hello")))),
            ("git@github.com:octo/hello.git", Some(("github.com", Some("octo/hello")))),
            ("ssh://git@ssh.github.com:443/octo/hello.git", Some(("ssh.github.com", Some("octo/hello")))),
            ("git@gitlab.com:group/sub/hello.git", Some(("gitlab.com", None))),
            ("/srv/git/hello.git", None),
            ("../hello.git", None),
            ("file:///srv/git/hello.git", None),
            ("C:/git/hello", None),
        ];
        for (address, expected) in cases {
            let found = host_and_slug(address);
            let found = found.as_ref().map(|(host, slug)| (host.as_str(), slug.as_deref()));
            assert_eq!(found, expected, "{address}");
        }
    }
}
