//! How a person signs, as they configured it.

use std::path::Path;
use std::time::Duration;

use crate::git::program::git;

/// Longer than git needs to read its configuration.
const LIMIT: Duration = Duration::from_secs(10);

/// In which form a signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningFormat {
    /// By `gpg`.
    OpenPgp,
    /// By `ssh-keygen`, with an ssh key.
    Ssh,
    /// By `gpgsm`, with a certificate.
    X509,
}

/// How a person signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningSetup {
    /// In which form.
    pub format: SigningFormat,
    /// With which key, as it is configured: a path, the key itself, or a fingerprint.
    pub key: String,
}

/// Returns how the person signs in the repository at `directory`; `None` where no key is configured, or no form that git
/// knows.
pub fn signing_setup(directory: &Path) -> Option<SigningSetup> {
    let arguments = ["config", "--null", "--get-regexp", r"^(user\.signingkey|gpg\.format)$"];
    // The git program is asked, as it follows every kind of `includeIf`, and people keep an identity for each.
    read(&git(directory, arguments, LIMIT).succeed().ok()?.text())
}

/// Reads `name`, line end, value, NUL; the last of several counts.
fn read(text: &str) -> Option<SigningSetup> {
    let last = |name: &str| {
        let mut values = text.split('\0').filter_map(|entry| entry.split_once('\n'));
        values.rfind(|(found, value)| *found == name && !value.is_empty()).map(|(_, value)| value)
    };
    let format = match last("gpg.format") {
        None | Some("openpgp") => SigningFormat::OpenPgp,
        Some("ssh") => SigningFormat::Ssh,
        Some("x509") => SigningFormat::X509,
        Some(_) => return None,
    };
    Some(SigningSetup { format, key: last("user.signingkey")?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_value_counts() {
        let setup = |format, key: &str| Some(SigningSetup { format, key: key.to_owned() });
        let cases = [
            ("", None),
            ("gpg.format\nssh\0", None),
            ("user.signingkey\nABCD\0", setup(SigningFormat::OpenPgp, "ABCD")),
            ("user.signingkey\nABCD\0gpg.format\nx509\0", setup(SigningFormat::X509, "ABCD")),
            (
                "gpg.format\nopenpgp\0user.signingkey\na\0gpg.format\nssh\0user.signingkey\nb c\0",
                setup(SigningFormat::Ssh, "b c"),
            ),
            ("gpg.format\nodd\0user.signingkey\na\0", None),
            ("user.signingkey\0", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
