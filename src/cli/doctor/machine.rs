//! What is looked at on this machine: git, who works here, how they sign, GitHub's own program.

use std::time::Duration;

use crate::cli::doctor::Patient;
use crate::core::setup::{Check, version_in};
use crate::core::text::clean;
use crate::git::{SigningFormat, SigningSetup, git_version, signing_setup};
use crate::system::process::Program;
use crate::system::{environment, files};

/// The first version of git that makes and checks signatures of ssh keys, as sign-offs are.
const NEEDED: [u64; 2] = [2, 34];

/// How long a program that only looks at its own files may take.
const LIMIT: Duration = Duration::from_secs(10);

pub(super) fn checks(patient: &Patient<'_>) -> Vec<Check> {
    let gh = match environment::find_program("gh") {
        Some(_) => Check::ok("gh", "is there"),
        None => Check::ok("gh", "is not there; it is needed only where RELEASING.md calls it"),
    };
    vec![git(), identity(patient), signing(patient), gh]
}

fn git() -> Check {
    let Some(said) = git_version() else {
        return Check::finding(
            "git",
            "the git program was not found, or does not run",
            "install git: https://git-scm.com",
        );
    };
    let shown = clean(said.trim_start_matches("git version ")).into_owned();
    match version_in(&said) {
        None => Check::unknown("git", format!("it calls itself `{shown}`, which is no version")),
        Some(version) if version.is_older_than(&NEEDED) => {
            let text = format!("{shown} is older than 2.34, and knows no signatures with ssh keys");
            Check::finding("git", text, "install a newer git: https://git-scm.com")
        }
        Some(_) => Check::ok("git", shown),
    }
}

fn identity(patient: &Patient<'_>) -> Check {
    match patient.repository.identity() {
        Some((name, email)) => Check::ok("identity", format!("{} <{}>", clean(&name), clean(&email))),
        None => Check::finding(
            "identity",
            "git does not know who you are, and commits, tags and records name you",
            "git config --global user.name 'Your Name'\ngit config --global user.email you@example.org",
        ),
    }
}

fn signing(patient: &Patient<'_>) -> Check {
    const KEY: &str = "git config --global gpg.format ssh\n\
                       git config --global user.signingkey ~/.ssh/id_ed25519.pub";
    let repository = patient.repository;
    let directory = repository.work_tree().unwrap_or(repository.common_directory());
    let is_on =
        |key: &str| repository.setting(key).is_some_and(|value| ["true", "yes", "on", "1"].contains(&value.as_str()));
    let Some(setup) = signing_setup(directory) else {
        return if patient.config.requires_verified {
            Check::finding("signing", "no key is configured, and this project accepts signed sign-offs only", KEY)
        } else if is_on("commit.gpgsign") || is_on("tag.gpgsign") {
            if let Some(check) = keyless(patient) {
                return check;
            }
            Check::finding("signing", "git is to sign, and no key is configured in a form that it knows", KEY)
        } else {
            Check::ok("signing", "no key is configured; sign-offs are claimed then, and not verified")
        };
    };
    let format = match setup.format {
        SigningFormat::OpenPgp => "with gpg",
        SigningFormat::Ssh => "with an ssh key",
        SigningFormat::X509 => "with a certificate",
    };
    match unusable(&setup, patient) {
        Some((text, remedy)) => Check::finding("signing", format!("{format}: {text}"), remedy),
        None => Check::ok("signing", format!("{format}, {}", clean(&setup.key))),
    }
}

/// Returns what git signs with where no key is named: gpg has one for the identity, or a command names one for ssh; `None`
/// where there is neither (<https://git-scm.com/docs/git-config#Documentation/git-config.txt-usersigningKey>).
fn keyless(patient: &Patient<'_>) -> Option<Check> {
    let repository = patient.repository;
    match repository.setting("gpg.format").as_deref() {
        None | Some("" | "openpgp") => {
            let (name, email) = repository.identity()?;
            let setup = SigningSetup { format: SigningFormat::OpenPgp, key: format!("{name} <{email}>") };
            Some(match unusable(&setup, patient) {
                Some((text, remedy)) => Check::finding("signing", format!("with gpg: {text}"), remedy),
                None => Check::ok("signing", format!("with gpg, {}, as no key is named", clean(&setup.key))),
            })
        }
        Some("ssh") => {
            let command = repository.setting("gpg.ssh.defaultKeyCommand").filter(|command| !command.is_empty())?;
            let text = format!("with an ssh key, which `{}` names", clean(&command));
            Some(Check::ok("signing", text))
        }
        Some(_) => None,
    }
}

/// Returns why a key cannot be used, and what to do about it, as far as that can be seen without a passphrase.
fn unusable(setup: &SigningSetup, patient: &Patient<'_>) -> Option<(String, String)> {
    let setting = |key: &str| patient.repository.setting(key);
    let (program, key) = match setup.format {
        SigningFormat::Ssh => ("ssh-keygen", "gpg.ssh.program"),
        SigningFormat::OpenPgp => ("gpg", "gpg.program"),
        SigningFormat::X509 => ("gpgsm", "gpg.x509.program"),
    };
    let program = setting(key).unwrap_or_else(|| program.to_owned());
    if environment::find_program(&program).is_none() {
        let shown = clean(&program).into_owned();
        return Some((
            format!("`{shown}` was not found"),
            format!("install `{shown}`, or name another with `git config {key}`"),
        ));
    }
    match setup.format {
        SigningFormat::Ssh => {
            let is_literal =
                setup.key.starts_with("key::") || setup.key.starts_with("ssh-") || setup.key.starts_with("sk-");
            let path = environment::from_home(&setup.key);
            if is_literal || files::exists(&path) {
                return None;
            }
            let text = format!("the key {} is not there", clean(&setup.key));
            Some((text, "git config user.signingkey PATH, with the path of a key that is there".to_owned()))
        }
        SigningFormat::OpenPgp => {
            let arguments = ["--batch", "--list-secret-keys", "--", setup.key.trim_end_matches('!')];
            let found = Program::new(&program, arguments, LIMIT).run().ok()?;
            if found.status.success() {
                return None;
            }
            let text = format!("there is no secret key {}", clean(&setup.key));
            Some((text, "gpg --list-secret-keys shows those that there are; git config user.signingkey KEY".to_owned()))
        }
        SigningFormat::X509 => None,
    }
}
