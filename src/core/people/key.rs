//! The public keys that people sign with.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::core::people::base64;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// The kinds of SSH keys that git signs with. DSA is not among them: OpenSSH has dropped it.
const KINDS: [&str; 7] = [
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "sk-ssh-ed25519@openssh.com",
    "ssh-ed25519",
    "ssh-rsa",
];

/// How many digits the fingerprint of an OpenPGP key has, of version 4 and of version 6.
const FINGERPRINTS: [usize; 2] = [40, 64];

/// A public key that a person signs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningKey {
    /// An OpenPGP key.
    OpenPgp(Fingerprint),
    /// An SSH key.
    Ssh(SshKey),
}

/// The fingerprint of an OpenPGP key: 40 or 64 hexadecimal digits in upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

/// A public key of OpenSSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshKey {
    kind: &'static str,
    blob: String,
    comment: String,
}

/// Why a text is no key. None of them holds the text, which may be a secret that was taken for a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// An OpenPGP key in full.
    #[error("it is an OpenPGP key in full")]
    Block,
    /// A certificate of OpenSSH, or a key of a kind that git cannot sign with.
    #[error("git signs with no key of this kind")]
    Kind,
    /// An SSH key that was cut or mistyped.
    #[error("it begins like an SSH public key, and its middle part is cut or mistyped")]
    Damaged,
    /// An OpenPGP fingerprint of another length.
    #[error("it has {0} hexadecimal digits, and a fingerprint has 40 or 64")]
    Length(usize),
    /// Something else.
    #[error("it is neither an SSH public key nor an OpenPGP fingerprint")]
    Other,
    /// A key that must not leave its owner.
    #[error("it is a private key, which nobody else may ever see")]
    Private,
    /// More than one key.
    #[error("it has several lines, and a key has one")]
    Several,
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::new(Kind::Input, format!("this is no signing key: {error}")).hint(error.remedy())
    }
}

impl KeyError {
    /// Returns what to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Private => "give the public half, whose file ends in `.pub`; nothing of it was kept",
            Self::Block | Self::Length(_) => {
                "give its fingerprint, as `gpg --list-keys --with-colons` shows it (`fpr`)"
            }
            Self::Kind => "give one of ssh-ed25519, ecdsa, rsa, or of a hardware key (sk-)",
            Self::Damaged | Self::Other | Self::Several => {
                "give the line of a file such as `~/.ssh/id_ed25519.pub`, or the fingerprint of an OpenPGP key"
            }
        }
    }
}

impl SigningKey {
    /// Says whether two are the same key, whatever their comments say.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::OpenPgp(one), Self::OpenPgp(other)) => one == other,
            (Self::Ssh(one), Self::Ssh(other)) => one.blob == other.blob,
            _ => false,
        }
    }

    /// Returns what a key is called where there is no room for it: `SHA256:…` as OpenSSH writes it, or the fingerprint of
    /// OpenPGP.
    pub fn fingerprint(&self) -> String {
        match self {
            Self::OpenPgp(fingerprint) => fingerprint.0.clone(),
            Self::Ssh(key) => {
                let bytes = base64::decode(&key.blob).unwrap_or_default();
                format!("SHA256:{}", base64::encode(&Sha256::digest(bytes)).trim_end_matches('='))
            }
        }
    }

    /// Returns the kind of key: `ssh-ed25519`, …, or `openpgp`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OpenPgp(_) => "openpgp",
            Self::Ssh(key) => key.kind,
        }
    }

    /// Returns the comment; empty where there is none.
    pub fn comment(&self) -> &str {
        match self {
            Self::OpenPgp(_) => "",
            Self::Ssh(key) => &key.comment,
        }
    }
}

impl SshKey {
    /// Returns the kind and the key, as they stand in the files of OpenSSH, without the comment.
    pub fn bare(&self) -> String {
        format!("{} {}", self.kind, self.blob)
    }
}

/// Writes the key in one line, as it is stored.
impl fmt::Display for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenPgp(fingerprint) => formatter.write_str(&fingerprint.0),
            Self::Ssh(key) if key.comment.is_empty() => formatter.write_str(&key.bare()),
            Self::Ssh(key) => write!(formatter, "{} {}", key.bare(), key.comment),
        }
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.contains("PRIVATE KEY") {
            return Err(KeyError::Private);
        }
        if text.contains("BEGIN PGP") {
            return Err(KeyError::Block);
        }
        if text.lines().count() > 1 {
            return Err(KeyError::Several);
        }
        let mut words = text.split_whitespace();
        let (first, blob) = (words.next().unwrap_or_default(), words.next());
        if let Some(kind) = KINDS.into_iter().find(|kind| *kind == first) {
            let blob = blob.filter(|blob| holds(blob, kind)).ok_or(KeyError::Damaged)?;
            let comment = clean(&words.collect::<Vec<_>>().join(" ")).into_owned();
            return Ok(Self::Ssh(SshKey { kind, blob: blob.to_owned(), comment }));
        }
        if first == "ssh-dss" || first.ends_with("@openssh.com") {
            return Err(KeyError::Kind);
        }
        fingerprint(text).map(Self::OpenPgp)
    }
}

fn fingerprint(text: &str) -> Result<Fingerprint, KeyError> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_uppercase();
    let digits = digits.strip_prefix("0X").unwrap_or(&digits);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(KeyError::Other);
    }
    if !FINGERPRINTS.contains(&digits.len()) {
        return Err(KeyError::Length(digits.len()));
    }
    Ok(Fingerprint(digits.to_owned()))
}

/// Says whether a blob is a whole key of that kind: texts with their lengths before them, the first of which is the kind.
fn holds(blob: &str, kind: &str) -> bool {
    let Some(bytes) = base64::decode(blob) else { return false };
    let mut rest = bytes.as_slice();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let Some((length, behind)) = rest.split_first_chunk::<4>() else { return false };
        let Some(length) = usize::try_from(u32::from_be_bytes(*length)).ok().filter(|length| *length <= behind.len())
        else {
            return false;
        };
        let (part, behind) = behind.split_at(length);
        parts.push(part);
        rest = behind;
    }
    parts.len() > 1 && parts.first().is_some_and(|first| *first == kind.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ED25519: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA";

    const ECDSA: &str = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCZmhMkCNpxUDFeUmx4K++rbE3+jp8/mgwXmZpGzJeEMWv9I6djNu1blK2hn6PBpn/v+ksxuPCX4oij6XFK29ek=";

    fn read(text: &str) -> SigningKey {
        text.parse().unwrap()
    }

    #[test]
    fn keys_are_read_and_written_in_one_way() {
        let digits = "D4BE1234".repeat(5);
        let spaced = "d4be 1234 d4be 1234 d4be  1234 d4be 1234 d4be 1234";
        let cases = [
            (ED25519.to_owned(), ED25519.to_owned()),
            (ECDSA.to_owned(), ECDSA.to_owned()),
            (format!("  {ED25519}   kim@laptop \t of 2026\n"), format!("{ED25519} kim@laptop of 2026")),
            (digits.to_lowercase(), digits.clone()),
            (format!("0x{digits}"), digits.clone()),
            (spaced.to_owned(), digits.clone()),
            ("ab".repeat(32), "AB".repeat(32)),
        ];
        for (text, written) in cases {
            assert_eq!(read(&text).to_string(), written);
        }
        let key = read(&format!("{ED25519} kim@laptop"));
        assert_eq!((key.kind(), key.comment()), ("ssh-ed25519", "kim@laptop"));
        assert_eq!(key.fingerprint(), "SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI");
        assert!(key.same(&read(ED25519)) && !key.same(&read(&digits)));
        assert!(read(&digits).same(&read(&digits.to_lowercase())));
    }

    #[test]
    fn what_is_no_key_is_told() {
        let (kind, blob) = ED25519.split_once(' ').unwrap();
        let cases = [
            (String::new(), KeyError::Other),
            ("hello".to_owned(), KeyError::Other),
            ("~/.ssh/id_ed25519.pub".to_owned(), KeyError::Other),
            (kind.to_owned(), KeyError::Damaged),
            (format!("{kind} {}", &blob[..64]), KeyError::Damaged),
            (format!("{kind} {blob}A"), KeyError::Damaged),
            (format!("ssh-rsa {blob}"), KeyError::Damaged),
            (format!("{kind} AAAAC3NzaC1lZDI1NTE5"), KeyError::Damaged),
            (format!("ssh-dss {blob}"), KeyError::Kind),
            (format!("ssh-ed25519-cert-v01@openssh.com {blob}"), KeyError::Kind),
            ("0123456789abcdef".to_owned(), KeyError::Length(16)),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n".to_owned(), KeyError::Private),
            ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n".to_owned(), KeyError::Block),
            (format!("{ED25519}\n{ED25519}\n"), KeyError::Several),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<SigningKey>(), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(text in "(ssh-ed25519|ssh-rsa)? ?[A-Za-z0-9+/=]{0,80} ?\\PC{0,10}|[0-9a-fA-F ]{38,68}") {
            if let Ok(key) = text.parse::<SigningKey>() {
                prop_assert_eq!(&key.to_string().parse::<SigningKey>().unwrap(), &key);
            }
        }

        #[test]
        fn comments_do_not_count(comment in "\\PC{0,30}") {
            let key = read(&format!("{ED25519} {comment}"));
            prop_assert!(key.same(&read(ED25519)));
            prop_assert_eq!(read(&key.to_string()), key);
        }
    }
}
