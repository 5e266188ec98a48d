//! Which line a draft release is for.

use crate::cli::context::Context;
use crate::cli::range::{Reading, branch_of_workflow};
use crate::core::history::CommitId;
use crate::core::text::{clean, nearest};
use crate::failure::{Failure, Kind};
use crate::git::{self, Head};

/// Returns the line: the one given, the branch that the range ends with, the one that is checked out, or the one that a
/// workflow runs for.
pub(super) fn line(context: &Context<'_>, reading: &Reading<'_>, given: Option<&str>) -> Result<String, Failure> {
    if let Some(given) = given {
        return there(context, reading, given);
    }
    let head = reading.ends.head.as_str();
    let found = if head == "HEAD" {
        match reading.repository.head()? {
            Head::Branch(branch) | Head::Unborn(branch) => Some(branch),
            Head::Detached(_) => branch_of_workflow(context),
        }
    } else {
        reading.repository.branch_tip(head).map(|_| head.to_owned())
    };
    found.ok_or_else(|| {
        Failure::new(Kind::Usage, "a draft release is for a line, and no branch is checked out")
            .hint("name the branch: `--line main`")
            .hint("a workflow for pull requests has none to draft for; run it on `push` to the branch")
    })
}

/// Returns the line that was given, where there is a branch of its name: here, on a remote, or that of the workflow.
fn there(context: &Context<'_>, reading: &Reading<'_>, given: &str) -> Result<String, Failure> {
    let repository = &reading.repository;
    let remotes = git::remotes(repository);
    let is_on = |remote: &String| repository.tip(&format!("refs/remotes/{remote}/{given}")).is_some();
    let is_of_workflow = branch_of_workflow(context).is_some_and(|branch| branch == given);
    if is_of_workflow || repository.branch_tip(given).is_some() || remotes.iter().any(is_on) {
        return Ok(given.to_owned());
    }
    let failure = Failure::new(Kind::Usage, format!("there is no branch `{}`", clean(given)));
    let known = repository.branch_names().concat();
    let of_remote =
        |name: &str| remotes.iter().find_map(|remote| name.strip_prefix(remote)?.strip_prefix('/').map(str::to_owned));
    let known: Vec<String> = known.into_iter().map(|name| of_remote(&name).unwrap_or(name)).collect();
    Err(match nearest(given, known.iter().map(String::as_str)) {
        Some(close) => failure.hint(format!("did you mean `{}`?", clean(close))),
        None => failure.hint("`--line` takes a branch of this clone or of its remotes; `git fetch` gets new ones"),
    })
}

/// Refuses a head that is not on the line, as far as this clone knows: the draft of another line would become its own.
pub(super) fn refuse_beside(reading: &Reading<'_>, line: &str, head: &str) -> Result<(), Failure> {
    let repository = &reading.repository;
    let head = repository.commit(head)?;
    let remotes = git::remotes(repository);
    let on_remotes = remotes.iter().filter_map(|remote| repository.tip(&format!("refs/remotes/{remote}/{line}")));
    let tips: Vec<CommitId> = repository.branch_tip(line).into_iter().chain(on_remotes).collect();
    let is_beside = |tip: &CommitId| repository.is_part(head, *tip) == Some(false);
    if tips.is_empty() || !tips.iter().all(is_beside) {
        return Ok(());
    }
    let (short, line) = (head.short(), clean(line));
    Err(Failure::new(Kind::Refused, format!("{short} is not on the branch {line}, so it is no draft of that line"))
        .hint(format!("draft for the line that it is on, or check out {line}; `git fetch` gets what is new there")))
}
