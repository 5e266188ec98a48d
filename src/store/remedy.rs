//! What a user can do where the store cannot be read or written.

use crate::failure::{Failure, Kind};
use crate::store::{REFERENCE, Store, StoreError};

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        let (kind, hints) = match error {
            StoreError::File(error) => return error.into(),
            StoreError::Transfer(error) => return error.into(),
            StoreError::Signature(error) => return error.into(),
            error @ (StoreError::AwayForAll(_)
            | StoreError::AwayOnTheWay { .. }
            | StoreError::BothBegan(_)
            | StoreError::Conflict(_)
            | StoreError::OneWriter { .. }
            | StoreError::OtherStore { .. }
            | StoreError::Private(_)
            | StoreError::Public { .. }
            | StoreError::Rejected(_)
            | StoreError::Rewritten { .. }
            | StoreError::SigningWaits) => of_sharing(error),
            StoreError::Busy { .. } => {
                (Kind::Refused, vec!["nothing was written; try again when it has ended".to_owned()])
            }
            StoreError::Damaged { file, .. } => {
                let mut hints = vec![
                    "nothing was overwritten".to_owned(),
                    format!("`git log -p {REFERENCE} -- {file}` shows how it came to be, and each state before"),
                ];
                if let Some(login) = file.strip_prefix("people/").and_then(|name| name.strip_suffix(".toml")) {
                    hints.push(format!("`shepherd people edit {login}` opens it, and checks what you write"));
                }
                if !file.starts_with("people/") && Store::is_written_by_people(&file) {
                    hints.push(format!("`shepherd store edit {file}` opens it, and checks what you write"));
                }
                if file.starts_with("runs/") {
                    hints.push(format!("other runs lie in `{REFERENCE}` too, so do not move it back: begin this one under another version, or have this one file mended by somebody who knows git, in a new commit"));
                }
                (Kind::Input, hints)
            }
            StoreError::Exists(_) => (Kind::Refused, vec!["nothing was overwritten; choose another name".to_owned()]),
            StoreError::Git { .. } => {
                (Kind::Outside, vec!["`git fsck` tells whether the repository is sound".to_owned()])
            }
            StoreError::Held { .. } => {
                (Kind::Refused, vec!["go on there, or end it there first; nothing was done here".to_owned()])
            }
            StoreError::Identity { .. } => (
                Kind::Input,
                vec!["set both: `git config user.name NAME` and `git config user.email ADDRESS`".to_owned()],
            ),
            StoreError::Missing(_) => (Kind::Input, Vec::new()),
            StoreError::Moved(_) => {
                (Kind::Refused, vec!["nothing was written; start again to see what happened since".to_owned()])
            }
            StoreError::Name { .. } => (Kind::Usage, Vec::new()),
            StoreError::NotOurs(place) if !place.starts_with("refs/") => (
                Kind::Refused,
                vec![
                    "nothing was written; look what it is, and move it away if it may go".to_owned(),
                    "or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`".to_owned(),
                    "a guide goes on without it, in this clone alone, with `--store none`".to_owned(),
                ],
            ),
            StoreError::NotOurs(place) => (
                Kind::Refused,
                vec![format!("nothing was written; look at it with `git log {place}`, and move it away if it may go")],
            ),
            StoreError::NotWritable(_) => (
                Kind::Outside,
                vec![
                    "the store is as it was; make the repository writable, and check that the disk has room".to_owned(),
                ],
            ),
            StoreError::Object { path, .. } => (
                Kind::Outside,
                vec![
                    format!("nothing was overwritten; copy `{path}` from a backup or from another clone that has it"),
                    "`git fsck` tells what else is lost".to_owned(),
                ],
            ),
            StoreError::TooNew { .. } => (
                Kind::Refused,
                vec!["nothing was written; install the version of shepherd that the others use".to_owned()],
            ),
        };
        hints.into_iter().fold(Self::new(kind, message), Self::hint)
    }
}

/// Returns what may be done where two stores do not become one.
fn of_sharing(error: StoreError) -> (Kind, Vec<String>) {
    match error {
            StoreError::AwayForAll(file) => {
                let login = file.strip_prefix("people/").and_then(|name| name.strip_suffix(".toml")).unwrap_or("LOGIN");
                (
                    Kind::Refused,
                    vec![
                        format!("nothing was sent; take it out: `shepherd people edit {login}`"),
                        format!("`shepherd people away {login}` writes it down where nobody else reads it"),
                    ],
                )
            }
            StoreError::AwayOnTheWay { commit, there, .. } => {
                let parent = there.map(|there| format!(" -p {there}")).unwrap_or_default();
                (
                    Kind::Refused,
                    vec![
                        format!("nothing was sent; `git show {commit}` shows it"),
                        "taking it out later leaves it in that change. This makes one change of all that waits, without \
                         what was between:".to_owned(),
                        format!(
                            "git update-ref {REFERENCE} $(git commit-tree '{REFERENCE}^{{tree}}'{parent} -m 'what waited')"
                        ),
                    ],
                )
            }
            StoreError::Private(_) => (
                Kind::Refused,
                vec![
                    "nothing was sent; `store.remote`, `git config shepherd.store` or `--store` names another place".to_owned(),
                ],
            ),
            StoreError::Public { .. } => (
                Kind::Refused,
                vec![
                    "nothing was sent; name a repository for it that only those can read who may know: `git config shepherd.privateStore ADDRESS`".to_owned(),
                    "where an older version began it as a private store: `shepherd store sync --private` in the clone that began it marks it as one".to_owned(),
                ],
            ),
            StoreError::BothBegan(_) => (
                Kind::Refused,
                vec![
                    "nothing was sent, and both are as they were".to_owned(),
                    "`shepherd store sync --prefer theirs` goes on with the shared one, and keeps yours in a file".to_owned(),
                ],
            ),
            StoreError::Conflict(_) => (
                Kind::Refused,
                vec![
                    "nothing was sent, and both are as they were".to_owned(),
                    "agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`".to_owned(),
                ],
            ),
            StoreError::OtherStore { .. } => (
                Kind::Refused,
                vec![
                    "nothing was sent; `shepherd store where` says which one this is".to_owned(),
                    "if the records of this clone belong there: `shepherd store init` brings them in".to_owned(),
                ],
            ),
            StoreError::OneWriter { .. } => (
                Kind::Refused,
                vec![
                    "nothing was sent, and both are as they were".to_owned(),
                    "most likely one is a copy of the other's folder: remove `.git/shepherd/writer` in one of them, and a new name is made".to_owned(),
                    "then `shepherd store sync --prefer theirs` here goes on with the shared log, and keeps the one of this clone in a file".to_owned(),
                ],
            ),
            StoreError::Rewritten { known, theirs, file, .. } => (
                Kind::Refused,
                vec![
                    match file {
                        None => format!("nothing was changed; `git log --graph {known} {theirs}` shows both"),
                        Some(file) => format!("nothing was changed; `git diff {known} {theirs} -- {file}` shows it"),
                    },
                    "ask who did it; if it is meant, `shepherd store sync --prefer theirs` takes it as it is, and puts what waits here behind it".to_owned(),
                ],
            ),
            StoreError::SigningWaits => (
                Kind::Outside,
                vec!["`shepherd store sync` signs it again; nothing was changed, and nothing is lost".to_owned()],
            ),
            StoreError::Rejected(_) => (
                Kind::Outside,
                vec![
                    "what was written stays in this clone; `shepherd store where` says how much of it waits".to_owned(),
                    "if a rule forbids the branch, let the rule leave out `release-shepherd`, or share the store in a repository of the team's own: `shepherd store init --remote OWNER/release-records`".to_owned(),
                    "without the right to push: `shepherd store bundle FILE` makes a file for somebody who has it".to_owned(),
                ],
            ),
        _ => (Kind::Outside, Vec::new()),
    }
}
