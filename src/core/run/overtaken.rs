//! Somebody else went on with the run meanwhile: whether that stands against what is about to be written.

use thiserror::Error;

use crate::core::run::event::What;
use crate::core::run::state::{End, Run};
use crate::failure::{Failure, Kind};

/// What another person did that stands against it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Overtaken {
    /// Another person holds the run.
    #[error("@{holder} holds the run of {version} by now")]
    Holder {
        /// The version.
        version: String,
        /// Who holds it: a login.
        holder: String,
    },
    /// The step is not where it was.
    #[error("somebody else went on with the step `{step}`: it was {before}, and is {now}")]
    Step {
        /// The step.
        step: String,
        /// The word for where it was.
        before: &'static str,
        /// The word for where it is.
        now: &'static str,
    },
    /// The run came to its end.
    #[error("the run of {version} is {how} by now")]
    End {
        /// The version.
        version: String,
        /// How it ended.
        how: &'static str,
    },
}

impl From<Overtaken> for Failure {
    fn from(error: Overtaken) -> Self {
        Self::new(Kind::Refused, error.to_string())
            .hint("nothing more was done here; `shepherd status` shows where the run stands")
            .hint("`shepherd guide` goes on from there")
    }
}

impl What {
    /// Returns the step that it is about, where it changes how that stands.
    pub fn changed_step(&self) -> Option<&str> {
        match self {
            Self::Began { step, .. }
            | Self::Ended { step, .. }
            | Self::LeftOut { step, .. }
            | Self::UndoBegan { step, .. }
            | Self::UndoFailed { step, .. }
            | Self::Done { step, .. }
            | Self::Skipped { step, .. }
            | Self::Waiting { step, .. }
            | Self::WaitOver { step, .. }
            | Self::Reopened { step, .. }
            | Self::Undone { step } => Some(step),
            _ => None,
        }
    }
}

/// Returns an error where what others did between two states of a run stands against what is about to happen: `what` is
/// to be written, or commands of `step` are to run.
///
/// # Errors
///
/// Where the holder is another, the run is over, or the step is not where it was.
pub fn overtaken(before: &Run, now: &Run, step: Option<&str>) -> Result<(), Overtaken> {
    if before.holder != now.holder {
        return Err(Overtaken::Holder { version: now.version.clone(), holder: now.holder.clone() });
    }
    if let (None, Some(end)) = (&before.end, &now.end) {
        let how = if matches!(end, End::Finished) { "finished" } else { "given up" };
        return Err(Overtaken::End { version: now.version.clone(), how });
    }
    let Some(step) = step else { return Ok(()) };
    let (was, is) = (before.state(step), now.state(step));
    if was == is {
        return Ok(());
    }
    Err(Overtaken::Step { step: step.to_owned(), before: was.name(), now: is.name() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::run::tests::{done, events, procedure, start, step};

    fn told(whats: Vec<What>, about: Option<&str>) -> String {
        let procedure = procedure(vec![step("a"), step("b")]);
        let before = Run::replay(&events([start(&procedure)])).unwrap();
        let now = Run::replay(&events(std::iter::once(start(&procedure)).chain(whats))).unwrap();
        overtaken(&before, &now, about).map_or_else(|error| error.to_string(), |()| "goes on".to_owned())
    }

    #[test]
    fn only_what_concerns_it_stands_against_it() {
        let handed = || What::HandedOver { to: "ann".to_owned(), note: String::new() };
        let note = || What::Noted { step: Some("a".to_owned()), text: "look".to_owned() };
        let cases = [
            (vec![note()], Some("a"), "goes on"),
            (vec![done("b")], Some("a"), "goes on"),
            (vec![done("a")], None, "goes on"),
            (vec![done("a")], Some("a"), "somebody else went on with the step `a`: it was todo, and is done"),
            (vec![handed()], None, "@ann holds the run of 5.4.3 by now"),
            (vec![What::Finished], None, "the run of 5.4.3 is finished by now"),
        ];
        for (whats, about, expected) in cases {
            assert_eq!(told(whats, about), expected);
        }
    }
}
