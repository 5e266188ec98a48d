//! The address that a site is published at.

use std::fmt;
use std::str::FromStr;

use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// The address of the folder that a site is published in, with a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

/// Why a text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// It does not begin as an address of the web does.
    #[error("it does not begin with `https://` or `http://`")]
    Scheme,
    /// There is no name of a server in it.
    #[error("it names no server")]
    Host,
    /// A person or a password stands in it.
    #[error("it has a name or a password in it")]
    User,
    /// It goes on behind the folder.
    #[error("it has a `?` or a `#`, and a folder has none")]
    Query,
    /// Something that no address has.
    #[error("it has a sign in it that no address has: write such signs as `%20`")]
    Sign,
}

/// An address that cannot be that of a site, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`--base-url {}` is no address of a site: {why}", clean(.given))]
pub struct WrongBaseUrl {
    /// What was given.
    pub given: String,
    /// Why not.
    pub why: BaseUrlError,
}

impl From<WrongBaseUrl> for Failure {
    fn from(error: WrongBaseUrl) -> Self {
        Self::new(Kind::Usage, error.to_string())
            .hint("write the address of the folder, as `https://octo.github.io/releases/`")
    }
}

impl BaseUrl {
    /// Returns the address of a page by its path below the folder.
    pub fn of(&self, path: &str) -> String {
        // The first page of a folder is the folder.
        let path = path.strip_suffix("index.html").unwrap_or(path);
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for BaseUrl {
    type Err = WrongBaseUrl;

    fn from_str(text: &str) -> Result<Self, WrongBaseUrl> {
        let wrong = |why| WrongBaseUrl { given: text.to_owned(), why };
        let text = text.trim();
        let rest = ["https://", "http://"].into_iter().find_map(|scheme| {
            let head = text.get(..scheme.len())?;
            head.eq_ignore_ascii_case(scheme).then(|| (scheme, text.get(scheme.len()..).unwrap_or_default()))
        });
        let (scheme, rest) = rest.ok_or_else(|| wrong(BaseUrlError::Scheme))?;
        // RFC 3986, 2.2 and 2.3, and the percent sign.
        let is_sign = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(letter);
        if !rest.chars().all(is_sign) {
            return Err(wrong(BaseUrlError::Sign));
        }
        if rest.contains(['?', '#']) {
            return Err(wrong(BaseUrlError::Query));
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.contains('@') {
            return Err(wrong(BaseUrlError::User));
        }
        let (name, port) = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).unwrap_or((host, "1"));
        if name.is_empty() || port.parse::<u16>().is_err() || name.split('.').any(str::is_empty) {
            return Err(wrong(BaseUrlError::Host));
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("{path}/") };
        Ok(Self(format!("{scheme}{}/{path}", host.to_lowercase())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for (text, read) in [
            ("https://octo.github.io/releases/", "https://octo.github.io/releases/"),
            ("HTTPS://Octo.github.io/Releases", "https://octo.github.io/Releases/"),
            ("http://localhost:8000", "http://localhost:8000/"),
            ("http://[::1]:8000/a//", "http://[::1]:8000/a/"),
            ("https://example.org/a%20b", "https://example.org/a%20b/"),
        ] {
            let address: BaseUrl = text.parse().unwrap();
            assert_eq!((address.to_string().as_str(), address.of("index.html").as_str()), (read, read));
        }
        let address: BaseUrl = "https://example.org/a".parse().unwrap();
        assert_eq!(address.of("people/kim.html"), "https://example.org/a/people/kim.html");
    }

    #[test]
    fn what_is_none_says_why() {
        for (text, why) in [
            ("octo.github.io", BaseUrlError::Scheme),
            ("javascript:alert(1)", BaseUrlError::Scheme),
            ("", BaseUrlError::Scheme),
            ("https:///releases", BaseUrlError::Host),
            ("https://octo..io", BaseUrlError::Host),
            ("https://octo:port/", BaseUrlError::Host),
            ("https://mona:secret@octo.io/", BaseUrlError::User),
            ("https://octo.io/?a=b", BaseUrlError::Query),
            ("https://octo.io/#top", BaseUrlError::Query),
            ("https://octo.io/a b", BaseUrlError::Sign),
            ("https://octo.io/\"><script>", BaseUrlError::Sign),
        ] {
            assert_eq!(text.parse::<BaseUrl>().unwrap_err().why, why, "{text}");
        }
        let told = Failure::from("octo.io/x".parse::<BaseUrl>().unwrap_err()).to_string();
        insta::assert_snapshot!(told, @"
        error: `--base-url octo.io/x` is no address of a site: it does not begin with `https://` or `http://`
        help: write the address of the folder, as `https://octo.github.io/releases/`
        ");
    }
}
