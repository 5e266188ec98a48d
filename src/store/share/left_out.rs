//! Who was taken out of the records on one side stays out, whatever the other side wrote of them meanwhile.

use git2::{ObjectType, Oid};

use crate::store::change::{Wording, signature, write_commit, write_tree};
use crate::store::share::Prefer;
use crate::store::share::replay::Replay;
use crate::store::{Author, Snapshot, Store, StoreError, forget};

impl Store {
    /// Takes out what one side wrote of people whom the other side took out of the records, and returns the newest commit
    /// then. Who has a file again is told of: it was decided so.
    pub(super) fn leave_out_who_was_taken_out(
        &self,
        replay: &Replay,
        now: Oid,
        author: &Author,
    ) -> Result<Oid, StoreError> {
        let Some(base) = replay.base else { return Ok(now) };
        let repository = self.writer()?;
        let (before, mine) = (Snapshot::of(repository, base)?, Snapshot::of(repository, replay.mine)?);
        let there = Snapshot::of(repository, replay.onto)?;
        let mut newest = now;
        for path in before.list("people")? {
            let is_in = |state: &Snapshot<'_>| state.entry(&path, ObjectType::Blob).map(|found| found.is_some());
            let (is_mine, is_theirs, after) = (is_in(&mine)?, is_in(&there)?, Snapshot::of(repository, newest)?);
            let Some(login) = path.strip_prefix("people/").and_then(|name| name.strip_suffix(".toml")) else {
                continue;
            };
            if is_mine && is_theirs {
                continue;
            }
            if is_in(&after)? {
                let who = if replay.prefer == Prefer::Mine && !is_theirs {
                    format!("others took @{login} out of the records, and your word brings `{path}` back")
                } else {
                    format!("@{login} was taken out of the records, and the word that holds brings `{path}` back")
                };
                self.notice(format!(
                    "{who}: where they asked for that, `shepherd people forget {login}` takes it out again"
                ));
                continue;
            }
            // They may have come back in another case, or what names them is for people to mend.
            let is_back = after.list("people")?.iter().any(|found| found.eq_ignore_ascii_case(&path));
            let left_out = if is_back { None } else { forget::left_out(&before, &after, login, author.when).ok() };
            let Some((writes, files)) = left_out else {
                self.notice(format!(
                    "@{login} was taken out of the records, and may be in them again: `shepherd people forget {login}` \
                     takes out what there is"
                ));
                continue;
            };
            let Some(tree) = write_tree(&after, &writes)? else { continue };
            let message = format!("{}\n\n[skip ci]\n", forget::MESSAGE);
            let wording = Wording { message: &message, author: &signature(author)?, signs: false };
            newest = write_commit(self, tree, Some(newest), &wording)?;
            let files: Vec<String> = files.iter().map(|path| format!("`{path}`")).collect();
            self.notice(format!(
                "@{login} was taken out of the records, and what was written of them meanwhile is taken out too: {}",
                files.join(", ")
            ));
        }
        Ok(newest)
    }
}
