//! Performs actions: shows them, has them confirmed, and stops at the first failure, saying what was done.

use crate::cli::context::Context;
use crate::core::action::Action;
use crate::failure::Failure;
use crate::ui::Question;

/// How actions are agreed to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Agreement {
    /// `--dry-run`
    pub(super) is_dry: bool,
    /// `--yes`
    pub(super) is_given: bool,
}

/// Shows the actions, and performs them once they are agreed to. Returns whether they were performed.
pub(super) fn perform(
    context: &Context<'_>,
    actions: &[Action],
    agreement: Agreement,
    mut one: impl FnMut(&Action) -> Result<(), Failure>,
) -> Result<bool, Failure> {
    if agreement.is_dry {
        let lines: Vec<String> = actions.iter().map(|action| format!("would {action}\n")).collect();
        context.ui.data(&lines.concat())?;
        return Ok(false);
    }
    if !agreement.is_given {
        context.ui.status("This is going to happen:");
        for action in actions {
            context.ui.status(&format!("  {action}"));
        }
    }
    let question =
        Question { text: "Others see it then. Go on?", flag: "--yes", answer: agreement.is_given.then_some(true) };
    if !context.ui.confirm(&question)? {
        context.ui.status("nothing was done");
        return Ok(false);
    }
    for (place, action) in actions.iter().enumerate() {
        if let Err(failure) = one(action) {
            let done: Vec<String> = actions.iter().take(place).map(|action| format!("done before: {action}")).collect();
            return Err(done.into_iter().fold(failure, Failure::hint));
        }
    }
    Ok(true)
}
