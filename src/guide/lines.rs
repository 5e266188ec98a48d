//! The line of a run: its branch, its remote, and the newest release on it.

use crate::core::run::Line;
use crate::failure::{Failure, Kind};
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
    let branch = if let Some(branch) = branch {
        branch.to_owned()
    } else {
        let proposal = proposal(place);
        let question = "Which branch is released from?";
        let form = Form::Text { default: proposal.as_deref() };
        ui.inquire(&Inquiry { key: "line", text: question, form }, answers)?
    };
    let there = remote.as_ref().map(|remote| format!("refs/remotes/{remote}/{branch}"));
    let tip = repository.branch_tip(&branch).or_else(|| there.and_then(|name| repository.tip(&name)));
    let Some(tip) = tip else {
        return Err(Failure::new(Kind::Usage, format!("there is no branch `{branch}`"))
            .hint("name the branch that is released from with `--branch BRANCH`; `git branch -a` lists them"));
    };
    let previous = repository.newest_release(&place.tags()?, tip)?;
    Ok(Line { branch, remote, previous_tag: previous.map(|tag| tag.name) })
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
