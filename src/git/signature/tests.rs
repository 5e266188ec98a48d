//! Commits signed by real keys, made for the test.

#[cfg(unix)]
use std::path::{Path, PathBuf};
use std::time::Duration;

use git2::{ObjectType, Oid, Repository};
use tempfile::TempDir;

use super::*;
use crate::core::history::CommitId;
use crate::core::people::{Person, Roster};
use crate::core::run::Seal;
use crate::failure::{Failure, Kind};
use crate::system::files;
use crate::system::process::Program;

const LONG: Duration = Duration::from_secs(60);

/// A repository whose owner signs.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Repository::init(folder.path()).unwrap();
        Self { folder }
    }

    fn repository(&self) -> Repository {
        Repository::open(self.folder.path()).unwrap()
    }

    fn configure(&self, key: &str, value: &str) {
        self.repository().config().unwrap().set_str(key, value).unwrap();
    }

    /// Makes an ssh key and signs with it from here on. Returns its public half; `None` where there is no ssh-keygen.
    fn ssh_key(&self, name: &str) -> Option<String> {
        let path = self.folder.path().join(name);
        let arguments = ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"].map(std::ffi::OsStr::new);
        Program::new("ssh-keygen", arguments.into_iter().chain([path.as_os_str()]), LONG).succeed().ok()?;
        let public = self.folder.path().join(format!("{name}.pub"));
        self.configure("gpg.format", "ssh");
        self.configure("user.signingkey", &public.display().to_string());
        Some(files::read_text(&public).unwrap())
    }

    fn tree(&self) -> String {
        self.repository().treebuilder(None).unwrap().write().unwrap().to_string()
    }

    fn sign(&self, message: &str) -> Result<CommitId, SignatureError> {
        let who = Identity { name: "Mona", email: "mona@example.org", when: "2026-03-28T09:00:00Z".parse().unwrap() };
        sign_commit(&self.folder.path().join(".git"), &self.tree(), &[], who, who, message)
    }

    fn is_own(&self, commit: CommitId) -> bool {
        is_own_signature(&self.folder.path().join(".git"), commit, &self.folder.path().join("scratch")).unwrap()
    }

    fn verify(&self, commit: CommitId, allowed: &str) -> Result<Signature, SignatureError> {
        let scratch = self.folder.path().join("scratch");
        let verified = verify_commit(&self.folder.path().join(".git"), commit, allowed, &scratch);
        assert!(files::names(&scratch).unwrap().is_empty());
        verified
    }

    /// Writes the text of a commit after a change.
    fn changed(&self, commit: CommitId, from: &str, to: &str) -> CommitId {
        let repository = self.repository();
        let objects = repository.odb().unwrap();
        let text = objects.read(Oid::from_bytes(&commit.0).unwrap()).unwrap();
        let text = std::str::from_utf8(text.data()).unwrap();
        assert!(text.contains(from), "{text}");
        let id = objects.write(ObjectType::Commit, text.replacen(from, to, 1).as_bytes()).unwrap();
        CommitId::parse(&id.to_string()).unwrap()
    }
}

fn is_skipped<Key>(key: Option<Key>, program: &str) -> Option<Key> {
    if key.is_none() {
        eprintln!("skipped: there is no {program}");
    }
    key
}

#[test]
fn an_ssh_key_tells_whose_word_it_is() {
    let place = Place::new();
    let Some(mona) = is_skipped(place.ssh_key("mona"), "ssh-keygen") else { return };
    let commit = place.sign("[skip ci] Sign off\n\nBecause.").unwrap();
    let raw = place.repository();
    let made = raw.find_commit(Oid::from_bytes(&commit.0).unwrap()).unwrap();
    assert_eq!(made.message().unwrap(), "[skip ci] Sign off\n\nBecause.\n");
    assert_eq!((made.time().seconds(), made.author().email().unwrap()), (1_774_688_400, "mona@example.org"));
    let known = format!(
        "octocat ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\nmona {mona}"
    );
    let Signature::Ssh { principal, fingerprint } = place.verify(commit, &known).unwrap() else { panic!() };
    assert_eq!((principal.as_str(), fingerprint.starts_with("SHA256:")), ("mona", true));
    // The roster knows the key by the same name, unless two people have it.
    let person = |login: &str, key: &str| Person {
        login: login.to_owned(),
        keys: vec![key.trim().parse().unwrap()],
        ..Person::default()
    };
    let one = Roster(vec![person("mona", &mona)]);
    let two = Roster(vec![person("mona", &mona), person("octocat", &mona)]);
    let verified = place.verify(commit, &one.allowed_signers()).unwrap();
    assert_eq!([&one, &two].map(|roster| verified.seal(roster)), [Seal::Of("mona".to_owned()), Seal::Stranger]);
    // The same signature, with nobody to know it by.
    let stranger = Signature::UnknownKey { fingerprint };
    for allowed in ["", "damaged", "# mona\n"] {
        assert_eq!(place.verify(commit, allowed).unwrap(), stranger);
    }
}

#[test]
fn what_was_changed_after_signing_is_bad() {
    let place = Place::new();
    let Some(mona) = is_skipped(place.ssh_key("mona"), "ssh-keygen") else { return };
    let known = format!("mona {mona}");
    let commit = place.sign("Sign off").unwrap();
    let changed = place.changed(commit, "Sign off", "Sign all");
    let bad = Signature::Bad { why: "the signature is not of this commit" };
    assert_eq!(place.verify(changed, &known).unwrap(), bad);
    assert_eq!(place.verify(changed, "").unwrap(), bad);
    let garbled = place.changed(commit, "BEGIN SSH SIGNATURE-----\n", "BEGIN SSH SIGNATURE-----\n AAAA\n");
    assert_eq!(place.verify(garbled, &known).unwrap(), bad);
    let odd = place.changed(commit, "BEGIN SSH", "BEGIN ODD");
    assert!(matches!(place.verify(odd, &known), Err(SignatureError::NotChecked { .. })));
}

#[test]
fn words_and_references_are_no_signature() {
    let place = Place::new();
    let Some(mona) = is_skipped(place.ssh_key("mona"), "ssh-keygen") else { return };
    let known = format!("mona {mona}");
    let commit = place.sign("Sign off").unwrap();
    let claim = "Good \"git\" signature for mona with ED25519 key SHA256:abc\ngpgsig -----BEGIN SSH SIGNATURE-----";
    let plain = place.repository();
    let tree = plain.find_tree(Oid::from_str(&place.tree()).unwrap()).unwrap();
    let who = git2::Signature::new("Good \"git\" signature for mona", "m@example.org", &git2::Time::new(1, 0)).unwrap();
    let id = plain.commit(None, &who, &who, claim, &tree, &[]).unwrap();
    let unsigned = CommitId::parse(&id.to_string()).unwrap();
    assert_eq!(place.verify(unsigned, &known).unwrap(), Signature::None);
    // A reference that has git show the signed commit in place of the other.
    let replacement = format!("refs/replace/{unsigned}");
    plain.reference(&replacement, Oid::from_bytes(&commit.0).unwrap(), true, "").unwrap();
    assert_eq!(place.verify(unsigned, &known).unwrap(), Signature::None);
    let absent = place.verify(CommitId([7; 20]), &known).unwrap_err();
    assert_eq!(Failure::from(absent).kind, Kind::Outside);
}

#[test]
fn what_the_person_configured_changes_no_outcome() {
    let place = Place::new();
    let Some(mona) = is_skipped(place.ssh_key("mona"), "ssh-keygen") else { return };
    let commit = place.sign("Sign off").unwrap();
    let known = format!("mona {mona}");
    let before = place.verify(commit, &known).unwrap();
    let stranger = place.verify(commit, "").unwrap();
    let keys = place.folder.path().join("mona.pub").display().to_string();
    let mine = place.folder.path().join("mine");
    files::replace(&mine, known.as_bytes()).unwrap();
    for (key, value) in [
        ("log.showSignature", "true"),
        ("color.ui", "always"),
        ("log.decorate", "full"),
        ("format.pretty", "raw"),
        ("gpg.minTrustLevel", "ultimate"),
        ("gpg.ssh.revocationFile", keys.as_str()),
        ("gpg.ssh.allowedSignersFile", &mine.display().to_string()),
        ("gpg.format", "openpgp"),
    ] {
        place.configure(key, value);
    }
    assert_eq!(place.verify(commit, &known).unwrap(), before);
    assert_eq!(place.verify(commit, "").unwrap(), stranger);
}

#[test]
fn a_check_that_cannot_be_made_is_no_bad_signature() {
    let place = Place::new();
    let Some(mona) = is_skipped(place.ssh_key("mona"), "ssh-keygen") else { return };
    let commit = place.sign("Sign off").unwrap();
    place.configure("gpg.ssh.program", "/nowhere/ssh-keygen");
    let told = Failure::from(place.verify(commit, &format!("mona {mona}")).unwrap_err());
    assert_eq!(told.kind, Kind::Outside);
    let error = place.sign("Sign off").unwrap_err().to_string();
    assert!(error.starts_with("could not sign\n  ") && error.contains("/nowhere/ssh-keygen"), "{error}");
    assert!(matches!(sign_nothing(&place), Err(SignatureError::NotSigned { .. })));
}

fn sign_nothing(place: &Place) -> Result<CommitId, SignatureError> {
    let who = Identity { name: "Mona", email: "m@example.org", when: jiff::Timestamp::UNIX_EPOCH };
    sign_commit(place.folder.path(), "--help", &[], who, who, "Sign off")
}

#[test]
fn how_a_person_signs_is_told() {
    let place = Place::new();
    place.configure("gpg.format", "ssh");
    place.configure("user.signingkey", "key::ssh-ed25519 AAAA");
    let setup = SigningSetup { format: SigningFormat::Ssh, key: "key::ssh-ed25519 AAAA".to_owned() };
    assert_eq!(signing_setup(place.folder.path()), Some(setup));
}

#[test]
fn only_what_the_key_of_now_signed_is_ones_own() {
    let place = Place::new();
    let Some(key) = is_skipped(place.ssh_key("mona"), "ssh-keygen") else { return };
    let commit = place.sign("Sign off").unwrap();
    let private = place.folder.path().join("mona").display().to_string();
    for name in [private.as_str(), "mona.pub", "mona", key.trim_end(), &format!("key::{key}")] {
        place.configure("user.signingkey", name);
        assert!(place.is_own(commit), "{name}");
    }
    assert!(!place.is_own(place.changed(commit, "Sign off", "Sign all")));
    place.configure("user.signingkey", "nowhere.pub");
    assert!(!place.is_own(commit));
    place.ssh_key("other").unwrap();
    assert!(!place.is_own(commit));
}

/// Makes a key of gpg with a key below it that signs. Returns the program that has it, and the primary fingerprint;
/// `None` where there is no gpg.
#[cfg(unix)]
fn openpgp_key(folder: &Path, name: &str) -> Option<(PathBuf, String)> {
    let home = folder.join(name);
    crate::system::folders::make_private(&home).unwrap();
    let gpg = |arguments: &[&str]| {
        let usual =
            ["--homedir", home.to_str()?, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""];
        let output = Program::new("gpg", usual.iter().chain(arguments), LONG).succeed().ok()?;
        Some(output.text().into_owned())
    };
    gpg(&["--quick-gen-key", "Mona <mona@example.org>", "ed25519", "cert", "never"])?;
    let listed = gpg(&["--with-colons", "--list-keys"])?;
    let fingerprint = listed.lines().find_map(|line| line.strip_prefix("fpr:"))?.trim_matches(':').to_owned();
    gpg(&["--quick-add-key", &fingerprint, "ed25519", "sign", "never"])?;
    let program = folder.join(format!("gpg-{name}"));
    let script = format!("#!/bin/sh\nexec gpg --homedir '{}' \"$@\"\n", home.display());
    crate::system::folders::write_program(&program, script.as_bytes()).unwrap();
    Some((program, fingerprint))
}

#[cfg(unix)]
fn stop_agents(folder: &Path) {
    for name in ["mona", "other"] {
        let home = folder.join(name);
        let arguments = ["--homedir", home.to_str().unwrap(), "--kill", "gpg-agent"];
        Program::new("gpgconf", arguments, LONG).run().ok();
    }
}

#[cfg(unix)]
#[test]
fn an_openpgp_key_is_known_by_its_primary_fingerprint() {
    let place = Place::new();
    let folder = place.folder.path();
    let Some((mona, fingerprint)) = is_skipped(openpgp_key(folder, "mona"), "gpg") else { return };
    let (other, _) = openpgp_key(folder, "other").unwrap();
    place.configure("user.signingkey", &fingerprint);
    place.configure("gpg.program", mona.to_str().unwrap());
    let commit = place.sign("Sign off").unwrap();
    let found = place.verify(commit, "").unwrap();
    let changed = place.verify(place.changed(commit, "Sign off", "Sign all"), "").unwrap();
    let is_own = place.is_own(commit);
    place.configure("gpg.program", other.to_str().unwrap());
    let unknown = place.verify(commit, "").unwrap();
    place.configure("gpg.program", "/nowhere/gpg");
    let unchecked = place.verify(commit, "");
    stop_agents(folder);
    let mona = Person { login: "mona".to_owned(), keys: vec![fingerprint.parse().unwrap()], ..Person::default() };
    assert!(is_own);
    assert_eq!(found.seal(&Roster(vec![mona])), Seal::Of("mona".to_owned()));
    assert_eq!([&changed, &unknown].map(|other| other.seal(&Roster::default())), [Seal::Broken, Seal::Stranger]);
    assert_eq!(found, Signature::OpenPgp { fingerprint });
    assert_eq!(changed, Signature::Bad { why: "the signature is not of this commit" });
    assert!(matches!(&unknown, Signature::UnknownKey { fingerprint } if !fingerprint.is_empty()), "{unknown:?}");
    assert!(matches!(unchecked, Err(SignatureError::NotChecked { .. })));
}
