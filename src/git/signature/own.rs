//! Whether a commit is signed by the key that the person signs with now.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::core::history::CommitId;
use crate::git::program::git;
use crate::git::signature::{Signature, SignatureError, SigningFormat, SigningSetup, signing_setup, verify_commit};
use crate::system::files;

/// Longer than git needs to read its configuration.
const LIMIT: Duration = Duration::from_secs(10);
/// Fewer digits of a fingerprint than these could be those of another key.
const FEWEST_DIGITS: usize = 16;
/// Who the person is in the list of keys that is made of their own.
const ME: &str = "me";

/// Says whether the signature of a commit is good, and by the key that the person has configured to sign with in the
/// repository at `directory`. The list of keys is written into the folder `scratch` for as long as it is needed. Where
/// no key is configured, or by a name that does not tell which it is, no signature is theirs.
///
/// # Errors
///
/// Where it cannot be known, as the commit or the program that checks is not there.
pub fn is_own_signature(directory: &Path, commit: CommitId, scratch: &Path) -> Result<bool, SignatureError> {
    let Some(setup) = signing_setup(directory) else { return Ok(false) };
    let allowed = match setup.format {
        SigningFormat::Ssh => match ssh_key(directory, &setup) {
            Some(key) => format!("{ME} namespaces=\"git\" {key}\n"),
            None => return Ok(false),
        },
        SigningFormat::OpenPgp => String::new(),
        SigningFormat::X509 => return Ok(false),
    };
    Ok(match (verify_commit(directory, commit, &allowed, scratch)?, setup.format) {
        (Signature::Ssh { principal, .. }, SigningFormat::Ssh) => principal == ME,
        (Signature::OpenPgp { fingerprint }, SigningFormat::OpenPgp) => is_named(&fingerprint, &setup.key),
        _ => false,
    })
}

/// Returns the public half of the ssh key, as an allowed-signers file has it.
fn ssh_key(directory: &Path, setup: &SigningSetup) -> Option<String> {
    let literal = setup.key.strip_prefix("key::").or_else(|| setup.key.starts_with("ssh-").then_some(&setup.key));
    if let Some(literal) = literal {
        return bare(literal);
    }
    // Git knows what `~` is.
    let path = git(directory, ["config", "--type=path", "--get", "user.signingkey"], LIMIT).succeed().ok()?;
    let path = path.text().trim_end_matches('\n').to_owned();
    let top = directory.parent().filter(|_| directory.ends_with(".git")).unwrap_or(directory);
    let public = if Path::new(&path).extension().is_some_and(|ending| ending == "pub") { path } else { path + ".pub" };
    let file: PathBuf = top.join(public);
    bare(&files::read_text(&file).ok()?)
}

/// Returns the kind and the key, without what people call it.
fn bare(text: &str) -> Option<String> {
    let mut words = text.lines().next()?.split_whitespace();
    Some(format!("{} {}", words.next()?, words.next()?))
}

/// Says whether a key is named by its fingerprint, or by enough of its last digits.
fn is_named(fingerprint: &str, key: &str) -> bool {
    let key: String = key.chars().filter(|letter| !letter.is_whitespace()).collect();
    let digits = key.trim_end_matches('!').trim_start_matches("0x").to_ascii_uppercase();
    let is_long = digits.len() >= FEWEST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_long && fingerprint.ends_with(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_gpg_is_named_by_its_last_digits() {
        let fingerprint = "0123456789ABCDEF0123456789ABCDEF01234567";
        for key in [fingerprint, "89ABCDEF01234567", "0x89abcdef01234567!", "89AB CDEF 0123 4567"] {
            assert!(is_named(fingerprint, key), "{key}");
        }
        for key in ["", "01234567", "mona@example.org", "99ABCDEF01234567"] {
            assert!(!is_named(fingerprint, key), "{key}");
        }
    }
}
