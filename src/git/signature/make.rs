//! A commit, made and signed with the person's own key.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::core::history::CommitId;
use crate::git::program::{git_that_may_ask, words};
use crate::git::signature::SignatureError;
use crate::git::signature::error::run;

/// How long a person may take to type a passphrase or to touch a key.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a commit is told: to sign it, whatever the configuration says; that its text is UTF-8; and to be on the disk
/// before it is named.
const SIGNED: [&str; 6] =
    ["-c", "core.fsync=committed", "-c", "i18n.commitEncoding=UTF-8", "commit-tree", "--gpg-sign"];

/// Who makes a commit, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their e-mail address.
    pub email: &'a str,
    /// The time.
    pub when: Timestamp,
}

/// Makes a commit of a tree, signed with the key that `user.signingkey` names, in the repository at `directory` (a git
/// directory, or the top of a work tree). No reference is moved. The person may be asked for a passphrase by the
/// program that has their key.
///
/// # Errors
///
/// Where it could not be signed; there is no commit then.
pub fn sign_commit(
    directory: &Path,
    tree: &str,
    parents: &[CommitId],
    author: Identity<'_>,
    committer: Identity<'_>,
    message: &str,
) -> Result<CommitId, SignatureError> {
    let failed = |words: String| SignatureError::NotSigned { words };
    // Forty digits, and so no option.
    let tree = CommitId::parse(tree).ok_or_else(|| failed(format!("`{}` is no tree", tree.escape_debug())))?;
    let parents = parents.iter().flat_map(|parent| ["-p".to_owned(), parent.to_string()]);
    let rest = ["-m".to_owned(), message.to_owned(), tree.to_string()];
    let arguments = SIGNED.map(str::to_owned).into_iter().chain(parents).chain(rest);
    let mut program = git_that_may_ask(directory, arguments, PATIENCE);
    for (role, who) in [("AUTHOR", author), ("COMMITTER", committer)] {
        program = program
            .with(&format!("GIT_{role}_NAME"), who.name)
            .with(&format!("GIT_{role}_EMAIL"), who.email)
            .with(&format!("GIT_{role}_DATE"), format!("@{} +0000", who.when.as_second()));
    }
    let output = run(program, "sign", failed)?;
    let made = output.status.success().then(|| CommitId::parse(&output.text())).flatten();
    made.ok_or_else(|| failed(words(&output)))
}
