//! The line of a run: its branch, its remote, and the newest release on it.

use crate::core::history::CommitId;
use crate::core::run::Line;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::git::Tag;
use crate::guide::place::Place;
use crate::ui::{Answers, Form, Inquiry, Ui};

/// Returns the line that a run is cut from: the branch that is named, else the one that the person says, who is offered
/// the one that is checked out.
pub fn line(
    ui: &Ui,
    answers: &mut Answers,
    place: &Place<'_>,
    branch: Option<&str>,
    remote: Option<String>,
) -> Result<Line, Failure> {
    let repository = place.repository;
    let tips = |branch: &str| -> Vec<CommitId> {
        let there = remote.as_ref().and_then(|remote| repository.tip(&format!("refs/remotes/{remote}/{branch}")));
        repository.branch_tip(branch).into_iter().chain(there).collect()
    };
    let (branch, tips) = match branch {
        Some(branch) => (branch.to_owned(), tips(branch)),
        None => ask(ui, answers, place, tips)?,
    };
    if tips.is_empty() {
        return Err(Failure::new(Kind::Usage, format!("there is no branch `{branch}`"))
            .hint("name the branch that is released from with `--branch BRANCH`; `git branch -a` lists them"));
    }
    if let [here, there] = tips.as_slice()
        && let Some((_, behind)) = repository.apart(*here, *there).filter(|(_, behind)| *behind > 0)
    {
        let remote = remote.as_deref().unwrap_or_default();
        ui.warning(&format!("`{branch}` is {} behind `{remote}/{branch}`", plural(behind, "commit")));
        ui.hint(&format!("bring it up to date before anything is released: `git pull {remote} {branch}`"));
    }
    let tags = place.tags()?;
    // A branch that was not fetched for long lacks the newest release of its line.
    let mut previous: Option<Tag> = None;
    for tip in tips {
        let newest = repository.newest_release(&tags, tip)?;
        previous = match (previous, newest) {
            (Some(known), Some(newest)) => Some(if newest.version > known.version { newest } else { known }),
            (known, newest) => known.or(newest),
        };
    }
    Ok(Line { branch, remote, previous_tag: previous.map(|tag| tag.name) })
}

/// Returns the branch that the person says, with the commits that it is at here and there. Who types one that is not there
/// is asked again; what was answered beforehand counts as it is.
fn ask(
    ui: &Ui,
    answers: &mut Answers,
    place: &Place<'_>,
    tips: impl Fn(&str) -> Vec<CommitId>,
) -> Result<(String, Vec<CommitId>), Failure> {
    let proposal = proposal(place);
    let form = Form::Text { default: proposal.as_deref() };
    let inquiry = Inquiry { key: "line", text: "Which branch is released from?", form };
    loop {
        let is_given = answers.has(inquiry.key);
        let branch = ui.inquire(&inquiry, answers)?;
        let found = tips(&branch);
        if is_given || !found.is_empty() {
            return Ok((branch, found));
        }
        ui.warning(&format!("there is no branch `{branch}`"));
        ui.hint("`git branch -a` lists them");
    }
}

/// The branch that is checked out, else the default branch.
fn proposal(place: &Place<'_>) -> Option<String> {
    let repository = place.repository;
    let default = || {
        let name = repository.default_branch()?;
        name.rsplit('/').next().map(str::to_owned)
    };
    match repository.head() {
        Ok(crate::git::Head::Branch(branch)) => Some(branch),
        _ => default(),
    }
}
