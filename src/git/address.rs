//! Addresses of repositories, taken apart: who logs in, on which port and how does not say which repository it is.

/// Which repository an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The host in lower case; `None` where it is a path on this machine.
    pub host: Option<String>,
    /// The parts of the path, without `.git`.
    pub parts: Vec<String>,
    /// Whether there is a password in the address.
    pub has_password: bool,
}

impl Address {
    /// Reads `https://host/owner/name.git`, `git@host:owner/name`, `ssh://git@host:22/owner/name` or a path.
    pub fn read(text: &str) -> Self {
        let (authority, path) = split(text.trim());
        let (user, host) = match authority {
            Some(authority) => match authority.rsplit_once('@') {
                Some((user, host)) => (user, Some(host)),
                None => ("", Some(authority)),
            },
            None => ("", None),
        };
        let path = path.trim_end_matches(['/', '\\']);
        let path = path.strip_suffix(".git").unwrap_or(path);
        let separators: &[char] = if host.is_some() { &['/'] } else { &['/', '\\'] };
        let parts = path.split(separators).filter(|part| !part.is_empty() && *part != ".").map(str::to_owned);
        Self { host: host.map(bare_host), parts: parts.collect(), has_password: user.contains(':') }
    }

    /// Says whether two addresses mean one repository. The letter case of a name says nothing on a server.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.host != other.host {
            return false;
        }
        let lower = |parts: &[String]| parts.iter().map(|part| part.to_lowercase()).collect::<Vec<_>>();
        if self.host.is_none() { self.parts == other.parts } else { lower(&self.parts) == lower(&other.parts) }
    }
}

/// Splits an address into what says the server and the path there; a path on this machine has no server.
fn split(text: &str) -> (Option<&str>, &str) {
    if let Some((scheme, rest)) = text.split_once("://") {
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        return (Some(authority).filter(|_| !scheme.eq_ignore_ascii_case("file")), path);
    }
    // In brackets is an address in digits, which has colons of its own.
    let start = text.find(']').map_or(0, |end| end + 1);
    let Some(colon) = text.get(start..).and_then(|rest| rest.find(':')).map(|colon| start + colon) else {
        return (None, text);
    };
    let (host, path) = (text.get(..colon).unwrap_or_default(), text.get(colon + 1..).unwrap_or_default());
    // One letter is a drive, and what has a slash before the colon is a path.
    if host.len() < 2 || host.contains(['/', '\\']) { (None, text) } else { (Some(host), path) }
}

/// Returns a host without its port; GitHub has a second one for ssh.
fn bare_host(host: &str) -> String {
    let bare = match host.rsplit_once(':') {
        Some((bare, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) && !bare.ends_with(':') => bare,
        _ => host,
    };
    let bare = bare.trim_matches(['[', ']']).to_ascii_lowercase();
    if bare == "ssh.github.com" { "github.com".to_owned() } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_a_path() {
        let cases = [
            ("https://user:s3cret@git.example.org/hello.git", Some("git.example.org"), "hello"),
            ("https://token@GitHub.com:443/octo/hello/", Some("github.com"), "octo/hello"),
            ("ssh://git@host:2222/hello", Some("host"), "hello"),
            ("ssh://git@ssh.github.com:443/octo/hello.git", Some("github.com"), "octo/hello"),
            ("git@github.com:octo/hello.git", Some("github.com"), "octo/hello"),
            ("ssh://git@[2001:db8::1]:22/octo/hello", Some("2001:db8::1"), "octo/hello"),
            ("git@[2001:db8::1]:octo/hello", Some("2001:db8::1"), "octo/hello"),
            ("https://host", Some("host"), ""),
            ("file:///srv/git/hello.git/", None, "srv/git/hello"),
            ("../hello/.git", None, "../hello"),
            ("/srv/a:b/hello", None, "srv/a:b/hello"),
            ("C:\\git\\hello", None, "C:/git/hello"),
        ];
        for (text, host, path) in cases {
            let found = Address::read(text);
            assert_eq!((found.host.as_deref(), found.parts.join("/").as_str()), (host, path), "{text}");
        }
    }

    #[test]
    fn one_repository_has_many_addresses() {
        let same = |one: &str, other: &str| Address::read(one).is_same(&Address::read(other));
        assert!(same("https://github.com/o/r", "git@github.com:O/r.git"));
        assert!(same("https://me:secret@github.com/o/r.git/", "ssh://git@ssh.github.com:443/o/r"));
        assert!(same("/srv/git/r.git", "file:///srv/git/r"));
        assert!(!same("https://github.com/o/r", "https://github.com/o/records"));
        assert!(!same("https://github.com/o/r", "https://example.org/o/r"));
        assert!(!same("/srv/git/r", "/srv/git/R"));
    }

    #[test]
    fn a_password_is_seen() {
        assert!(Address::read("https://me:secret@host/a").has_password);
        for text in ["https://me@host/a", "git@host:a", "ssh://git@host:22/a", "/srv/a:b@c"] {
            assert!(!Address::read(text).has_password, "{text}");
        }
    }
}
