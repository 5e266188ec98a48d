//! Files of the real work tree that are not committed yet, committed in the copies: who tries a release document tries it
//! before others have it.

use crate::core::digest::sha256;
use crate::shell::ShellError;
use crate::shell::rehearsal::copy;
use crate::shell::rehearsal::place::Place;
use crate::shell::rehearsal::source::RehearsalSource;
use crate::system::folders;

/// The title of the commit that brings them.
const TITLE: &str = "Take what is not committed yet";

/// Returns what tells one set of files from another; empty where there are none.
pub(super) fn digest(files: &[(String, Vec<u8>)]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let told = files
        .iter()
        .map(|(name, content)| format!("{name}\n{}\n{}\n", content.len(), String::from_utf8_lossy(content)));
    sha256(&told.collect::<String>())
}

/// Commits the files on the branch that is checked out, and in the copy of the remote where that has no more.
pub(super) fn bring(place: &Place, source: &RehearsalSource) -> Result<(), ShellError> {
    let work = place.work();
    let names: Vec<&str> = source.files.iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    for (name, content) in &source.files {
        let path = work.join(name);
        folders::make(path.parent().unwrap_or(&work))?;
        folders::write(&path, content)?;
    }
    let add: Vec<&str> = ["add", "--force", "--"].into_iter().chain(names).collect();
    copy::git(&work, &add)?;
    if copy::git(&work, &["diff", "--cached", "--quiet"]).is_ok() {
        return Ok(());
    }
    // It is no commit of the person, and their hooks have nothing to say of it.
    let quiet = ["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"];
    let commit: Vec<&str> = quiet.into_iter().chain(["commit", "--quiet", "-m", TITLE]).collect();
    let who = [("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"), ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")];
    let program = who.into_iter().fold(copy::program(&work, &commit), |program, (name, email)| {
        program.with(name, "rehearsal").with(email, "rehearsal@example.invalid")
    });
    program.succeed()?;
    if let Some(remote) = &source.canonical {
        let branch = format!("refs/heads/{0}:refs/heads/{0}", source.branch);
        let push: Vec<&str> = quiet.into_iter().chain(["push", "--quiet", remote, &branch]).collect();
        // A remote that has more than this clone keeps what it has.
        copy::git(&work, &push).ok();
    }
    Ok(())
}
