//! Whose signature a commit has.

use std::path::Path;
use std::time::Duration;

use crate::core::history::CommitId;
use crate::core::people::Roster;
use crate::core::run::Seal;
use crate::git::program::{git, words};
use crate::git::signature::SignatureError;
use crate::git::signature::error::run;
use crate::system::process::{Output, ProcessError, Program};
use crate::system::{folders, random};

/// How long a check may take; nobody is asked anything.
const LIMIT: Duration = Duration::from_secs(30);
const WHAT: &str = "check a signature";

/// What is asked of git, with a NUL between: no value can hold one, whatever a signer calls themselves.
const FORMAT: &str = "--format=%G?%x00%GK%x00%GF%x00%GP%x00%GS";

/// What a signature is that the key did not make for this commit, or that is none.
const NOT_OF_IT: Signature = Signature::Bad { why: "the signature is not of this commit" };

/// What the signature of a commit says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The commit has none.
    None,
    /// It is not what the key made for this commit, or the key counts no more.
    Bad {
        /// What is wrong, as a fragment.
        why: &'static str,
    },
    /// It is by a key that is not known, or cannot be checked without that key.
    UnknownKey {
        /// Which, as far as the signature tells; may be empty.
        fingerprint: String,
    },
    /// It is good, by an ssh key that the allowed signers have.
    Ssh {
        /// Whose key it is: the first word of its line.
        principal: String,
        /// The key: `SHA256:…`.
        fingerprint: String,
    },
    /// It is good, by a key in the person's own keyring of gpg. Whose it is, its fingerprint tells, and nothing else.
    OpenPgp {
        /// The primary key: 40 or 64 hexadecimal digits, in upper case.
        fingerprint: String,
    },
}

impl Signature {
    /// Returns whose seal it is, by the keys of the roster. A key that two people have there is nobody's.
    pub fn seal(&self, roster: &Roster) -> Seal {
        let fingerprint = match self {
            Self::None => return Seal::None,
            Self::Bad { .. } => return Seal::Broken,
            Self::UnknownKey { .. } => return Seal::Stranger,
            Self::Ssh { fingerprint, .. } | Self::OpenPgp { fingerprint } => fingerprint,
        };
        let mut owners =
            roster.0.iter().filter(|person| person.keys.iter().any(|key| key.fingerprint() == *fingerprint));
        match (owners.next(), owners.next()) {
            (Some(owner), None) => Seal::Of(owner.login.clone()),
            _ => Seal::Stranger,
        }
    }
}

/// Says whose signature a commit of the repository at `directory` has. `allowed_signers` has the ssh keys that are
/// known, a line each, as ssh-keygen reads them: `octocat ssh-ed25519 AAAA…`; it is written into the folder `scratch`
/// for as long as it is needed. What the person configured does not change the outcome, besides the programs that they
/// sign with.
///
/// # Errors
///
/// Where it cannot be known, as the commit or the program that checks is not there.
pub fn verify_commit(
    directory: &Path,
    commit: CommitId,
    allowed_signers: &str,
    scratch: &Path,
) -> Result<Signature, SignatureError> {
    let not_checked = |words: String| SignatureError::NotChecked { commit: commit.short(), words };
    let id = commit.to_string();
    let shown = run(git(directory, ["cat-file", "commit", &id], LIMIT), WHAT, not_checked)?;
    if !shown.status.success() {
        return Err(not_checked(words(&shown)));
    }
    let Some(form) = form(&shown.text()) else { return Ok(Signature::None) };
    let file = folders::absolute(&scratch.join(format!("allowed-signers-{}", random::identity())));
    folders::write(&file, allowed_signers.as_bytes())?;
    let allowed = format!("gpg.ssh.allowedSignersFile={}", file.display());
    let settings = ["-c", &allowed, "-c", "gpg.ssh.revocationFile=", "-c", "gpg.minTrustLevel=undefined"];
    let log = ["log", "-1", "--no-show-signature", "--no-color", "--no-patch", FORMAT, &id, "--"];
    let output = run(git(directory, settings.into_iter().chain(log), LIMIT), WHAT, not_checked);
    folders::remove_file(&file)?;
    let output = output?;
    let is_malformed = form == Form::Ssh && broke_a_pipe(&output);
    let decided = if is_malformed { Some(NOT_OF_IT) } else { decide(form, &output.text()) };
    match decided {
        Some(Signature::Bad { .. }) if form == Form::Ssh && !can_check_ssh(directory) => {
            // Git takes a check that could not be made for one that failed.
            Err(not_checked("the program that checks signatures by ssh keys cannot be run".to_owned()))
        }
        Some(NOT_OF_IT) => Ok(NOT_OF_IT),
        Some(signature) if output.status.success() => Ok(signature),
        _ => Err(not_checked(words(&output))),
    }
}

/// In which form a signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    OpenPgp,
    Other,
    Ssh,
}

/// Returns the form of the signature in the head of a commit, `None` where there is none.
fn form(commit: &str) -> Option<Form> {
    let mut head = commit.lines().take_while(|line| !line.is_empty());
    let signature = head.find_map(|line| line.strip_prefix("gpgsig "))?;
    Some(match signature {
        "-----BEGIN SSH SIGNATURE-----" => Form::Ssh,
        "-----BEGIN PGP SIGNATURE-----" | "-----BEGIN PGP MESSAGE-----" => Form::OpenPgp,
        _ => Form::Other,
    })
}

/// Returns what git's answer means, `None` where it means that git could not check.
fn decide(form: Form, text: &str) -> Option<Signature> {
    let fields: Vec<&str> = text.trim_end_matches('\n').split('\0').collect();
    let [state, key, fingerprint, primary, signer] = fields.as_slice() else { return None };
    let unknown = |which: &str| Some(Signature::UnknownKey { fingerprint: which.to_owned() });
    match (*state, form) {
        ("G", Form::Ssh) if !signer.is_empty() && fingerprint.starts_with("SHA256:") => {
            Some(Signature::Ssh { principal: (*signer).to_owned(), fingerprint: (*fingerprint).to_owned() })
        }
        ("U", Form::Ssh) | ("G" | "U", Form::Other) => unknown(fingerprint),
        ("G" | "U", Form::OpenPgp) if is_fingerprint(primary) => {
            Some(Signature::OpenPgp { fingerprint: primary.to_ascii_uppercase() })
        }
        ("E", Form::OpenPgp | Form::Other) => unknown(if fingerprint.is_empty() { key } else { fingerprint }),
        ("B", _) => Some(NOT_OF_IT),
        ("X", _) => Some(Signature::Bad { why: "the signature has expired" }),
        ("Y", _) => Some(Signature::Bad { why: "the key has expired" }),
        ("R", _) => Some(Signature::Bad { why: "the key was revoked" }),
        _ => None,
    }
}

/// Says whether git was stopped as nobody read what it wrote: ssh-keygen reads the commit only where the signature has
/// the form of one, and git does not expect that it may not.
#[cfg(unix)]
fn broke_a_pipe(output: &Output) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    output.status.signal() == Some(rustix::process::Signal::PIPE.as_raw())
}

/// Nobody is stopped for that there.
#[cfg(not(unix))]
fn broke_a_pipe(_output: &Output) -> bool {
    false
}

fn is_fingerprint(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Says whether the program that checks signatures by ssh keys can be run at all.
fn can_check_ssh(directory: &Path) -> bool {
    let configured = git(directory, ["config", "--type=path", "--get", "gpg.ssh.program"], LIMIT).succeed();
    let program = configured.map_or_else(|_| "ssh-keygen".to_owned(), |output| output.text().into_owned());
    let tried = Program::new(&program, ["-Y", "find-principals"], LIMIT).run();
    !matches!(tried, Err(ProcessError::NotFound { .. } | ProcessError::NotRun { .. }))
}
